import type { Catalog } from '../model/policy.ts';
import { conditionProblems } from './condition-problems.ts';
import { controlProblems } from './control-problems.ts';
import { suggestion } from './nearest.ts';
import { type PolicyProblem, type PolicySet, type PolicySource, problemAt } from './policy-set.ts';
import { profileProblems } from './selection.ts';

const catalogProblems = (source: PolicySource<Catalog>, set: PolicySet): readonly PolicyProblem[] => {
  const { requirements } = source.value;
  const ids = requirements.map(({ id }) => id);
  return requirements.flatMap((requirement, index) => [
    ...(ids.indexOf(requirement.id) === index
      ? []
      : [problemAt(source, `/requirements/${index}/id`, `the requirement "${requirement.id}" is there twice`)]),
    ...(requirement.appliesWhen === undefined || set.conditions.has(requirement.appliesWhen)
      ? []
      : [
          problemAt(
            source,
            `/requirements/${index}/appliesWhen`,
            `there is no condition "${requirement.appliesWhen}"${suggestion(requirement.appliesWhen, set.conditions.keys())}`,
          ),
        ]),
    ...(requirement.applies ?? []).flatMap(({ when }, place) =>
      when === undefined || set.conditions.has(when)
        ? []
        : [
            problemAt(
              source,
              `/requirements/${index}/applies/${place}/when`,
              `there is no condition "${when}"${suggestion(when, set.conditions.keys())}`,
            ),
          ],
    ),
  ]);
};

/** Everything that keeps policies from being run: what an audit refuses before it reads any evidence. */
export const referenceProblems = (set: PolicySet): readonly PolicyProblem[] => [
  ...[...set.controls.values()].flatMap((source) => controlProblems(source, set)),
  ...[...set.conditions.values()].flatMap((source) => conditionProblems(source, set)),
  ...[...set.catalogs.values()].flatMap((source) => catalogProblems(source, set)),
  ...[...set.profiles.values()].flatMap((source) =>
    profileProblems(source.value, set).map(({ pointer, message }) => problemAt(source, pointer, message)),
  ),
];
