import { catalogProblems } from './catalog-problems.ts';
import { conditionProblems } from './condition-problems.ts';
import { controlProblems } from './control-problems.ts';
import { mappingProblems } from './mapping-problems.ts';
import { type PolicyProblem, type PolicySet, problemAt } from './policy-set.ts';
import { profileProblems } from './selection.ts';

/** Everything that keeps policies from being run: what an audit refuses before it reads any evidence. */
export const referenceProblems = (set: PolicySet): readonly PolicyProblem[] => [
  ...[...set.controls.values()].flatMap((source) => controlProblems(source, set)),
  ...[...set.conditions.values()].flatMap((source) => conditionProblems(source, set)),
  ...[...set.catalogs.values()].flatMap((source) => catalogProblems(source, set)),
  ...[...set.mappings.values()].flatMap((source) => mappingProblems(source, set)),
  ...[...set.profiles.values()].flatMap((source) =>
    profileProblems(source.value, set).map(({ pointer, message }) => problemAt(source, pointer, message)),
  ),
];
