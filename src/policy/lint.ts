import type { Catalog } from '../model/policy.ts';
import { datesWithoutBasis, unusedNames } from './catalog-problems.ts';
import {
  type PolicyProblem,
  type PolicySet,
  type PolicySource,
  type PolicyText,
  problemAt,
  sortedProblems,
} from './policy-set.ts';
import { readPolicies } from './read.ts';
import { referenceProblems } from './references.ts';
import { conditionsUsed, testProblems } from './test-problems.ts';
import { vacuousConditions, vacuousProblems } from './vacuous-problems.ts';

/**
 * Where a policy with this identifier belongs: `drift.x` is controls/drift/x.yaml, a condition x is conditions/x.yaml.
 */
const pathProblems = (set: PolicySet): readonly PolicyProblem[] => {
  const misplaced = (source: PolicySource<{ readonly id: string }>, expected: string): readonly PolicyProblem[] =>
    source.path === expected
      ? []
      : [problemAt(source, '/id', `"${source.value.id}" belongs in ${expected}; rename the file or the identifier`)];
  return [
    ...[...set.controls.values()].flatMap((source) =>
      source.value.id.includes('.')
        ? misplaced(source, `controls/${source.value.id.replaceAll('.', '/')}.yaml`)
        : [problemAt(source, '/id', `saw "${source.value.id}", expected a subject matter, a dot and a name`)],
    ),
    ...(['conditions', 'catalogs', 'profiles', 'mappings'] as const).flatMap((folder) =>
      [...set[folder].values()].flatMap((source) => misplaced(source, `${folder}/${source.value.id}.yaml`)),
    ),
  ];
};

/**
 * Requirements that nobody answers and that do not say why, and requirements for a person that only machines answer.
 */
const requirementProblems = (source: PolicySource<Catalog>, set: PolicySet): readonly PolicyProblem[] =>
  source.value.requirements.flatMap((requirement, index) => {
    const id = `${source.value.id}#${requirement.id}`;
    const answering = [...set.controls.values()].filter(({ value }) => value.answers.includes(id));
    const at = `/requirements/${index}/id`;
    const whole = source.value.requirements.find(({ id: other }) => other === requirement.partOf);
    if (requirement.partOf !== undefined && (whole === undefined || whole.partOf !== undefined))
      return [
        problemAt(
          source,
          `/requirements/${index}/partOf`,
          `${id} is part of "${requirement.partOf}", expected a requirement of ${source.value.id} that is itself no part`,
        ),
      ];
    if (answering.length === 0 && requirement.notTestedHere === undefined)
      return [problemAt(source, at, `no control answers ${id}; add one, or say why in notTestedHere`)];
    if (
      requirement.decides === 'person' &&
      answering.length > 0 &&
      answering.every(({ value }) => value.decides === 'machine')
    )
      return [problemAt(source, at, `only a person can decide ${id}, but no control that answers it asks one`)];
    return [];
  });

/**
 * Everything that is wrong with a set of policies: what keeps them from running, and what keeps them from being
 * trusted (a missing test, an unanswered requirement, a file where nobody looks for it). Empty when all is well.
 */
export const lintPolicies = (files: readonly PolicyText[]): readonly PolicyProblem[] => {
  const { set, problems } = readPolicies(files);
  const used = conditionsUsed(set);
  return sortedProblems([
    ...problems,
    ...referenceProblems(set),
    ...pathProblems(set),
    ...[...set.controls.values()].flatMap(vacuousProblems),
    ...[...set.conditions.values()].flatMap(vacuousConditions),
    ...testProblems(set),
    ...[...set.catalogs.values()].flatMap((source) => [
      ...(source.value.referenceOnly === true ? [] : requirementProblems(source, set)),
      ...datesWithoutBasis(source),
      ...unusedNames(source),
    ]),
    ...[...set.conditions.values()]
      .filter(({ value }) => !used.has(value.id))
      .map((source) => problemAt(source, '/id', `nothing names the condition "${source.value.id}"`)),
  ]);
};
