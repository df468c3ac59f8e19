import { leavesOf, readsOf } from '../checks/registry.ts';
import { parsePopulation } from '../model/facts.ts';
import type { PolicyTest } from '../model/generated/policy-test.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Control } from '../model/policy.ts';
import { conditionsIn, conditionsOf } from './condition-problems.ts';
import { suggestion } from './nearest.ts';
import { valueProblem } from './parameters.ts';
import { type PolicyProblem, type PolicySet, type PolicySource, problemAt } from './policy-set.ts';

/** The kinds of evidence that a control reads, with `system` when a condition decides whether it applies. */
const kindsRead = (control: Control): ReadonlySet<string> => {
  const leaves = leavesOf(control.checks);
  const kinds = leaves.flatMap(({ check }) =>
    readsOf(check).map(({ population }) => parsePopulation(population)?.kind ?? population),
  );
  const conditional = JSON.stringify(control).includes('"appliesWhen"');
  return new Set([...kinds, ...(conditional ? ['system'] : [])]);
};

/** The outcomes of which a test must show at least one each. */
const shownBy = (control: Control): readonly (readonly Outcome[])[] => {
  const onlyPersons = leavesOf(control.checks).every(({ check }) => check.kind === 'attested');
  const conditional = kindsRead(control).has('system');
  if (!onlyPersons) return [['satisfied'], ['not-satisfied'], ['undetermined']];
  return [['satisfied'], ['not-satisfied', 'unattested'], ...(conditional ? [['undetermined'] as const] : [])];
};

const caseProblems = (
  source: PolicySource<PolicyTest>,
  control: Control,
  controls: PolicySet['controls'],
): readonly PolicyProblem[] => {
  const { cases } = source.value;
  const kinds = kindsRead(control);
  return cases.flatMap((each, index) => {
    const at = `/cases/${index}`;
    const unread = Object.keys(each.facts).filter((kind) => !kinds.has(kind));
    const same = cases.findIndex(
      (other) =>
        JSON.stringify([other.facts, other.asOf, other.period, other.parameters, other.satisfied]) ===
        JSON.stringify([each.facts, each.asOf, each.period, each.parameters, each.satisfied]),
    );
    return [
      ...(cases.findIndex((other) => other.name === each.name) < index
        ? [problemAt(source, `${at}/name`, `the case "${each.name}" is there twice`)]
        : []),
      ...(same < index ? [problemAt(source, at, `the case gives the same facts as "${cases[same]?.name ?? ''}"`)] : []),
      ...unread.map((kind) =>
        problemAt(
          source,
          `${at}/facts/${kind}`,
          `the control never reads evidence of the kind ${kind}; it reads ${[...kinds].sort().join(', ')}${suggestion(kind, kinds)}`,
        ),
      ),
      ...(each.satisfied ?? []).flatMap((id, place) =>
        controls.has(id)
          ? []
          : [
              problemAt(
                source,
                `${at}/satisfied/${place}`,
                `there is no control "${id}"${suggestion(id, controls.keys())}`,
              ),
            ],
      ),
      ...Object.entries(each.parameters ?? {}).flatMap(([name, value]) => {
        const parameters = control.parameters ?? {};
        const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
        const why = parameter
          ? valueProblem(parameter, value)
          : `the control has no such parameter${suggestion(name, Object.keys(parameters))}`;
        return why === undefined ? [] : [problemAt(source, `${at}/parameters/${name}`, `${name}: ${why}`)];
      }),
      ...(each.exceptions !== undefined && each.exceptions.length > 0 && each.outcome === 'satisfied'
        ? []
        : each.exceptions?.length === 0
          ? [
              problemAt(
                source,
                `${at}/exceptions`,
                'an empty list of exceptions tests nothing; leave it out or name them',
              ),
            ]
          : []),
    ];
  });
};

/** Where the test of a control belongs: beside its control, under tests/ instead of controls/. */
const testPathOf = (controlPath: string): string => controlPath.replace(/^controls\//, 'tests/');

/** Missing tests, tests of nothing, and tests that do not show every outcome that they must. */
export const testProblems = (set: PolicySet): readonly PolicyProblem[] => [
  ...[...set.controls.values()].flatMap((source) => {
    const test = set.tests.get(source.value.id);
    if (!test) return [problemAt(source, '/id', `no test shows the control; expected ${testPathOf(source.path)}`)];
    const shown = new Set(test.value.cases.map(({ outcome }) => outcome));
    return shownBy(source.value)
      .filter((several) => !several.some((outcome) => shown.has(outcome)))
      .map((several) => problemAt(test, '/cases', `no case shows ${several.join(' or ')}`));
  }),
  ...[...set.tests.values()].flatMap((source) => {
    const control = set.controls.get(source.value.control);
    if (!control)
      return [
        problemAt(
          source,
          '/control',
          `there is no control "${source.value.control}"${suggestion(source.value.control, set.controls.keys())}`,
        ),
      ];
    return [
      ...(source.path === testPathOf(control.path)
        ? []
        : [problemAt(source, '/control', `the test of ${control.path} belongs in ${testPathOf(control.path)}`)]),
      ...caseProblems(source, control.value, set.controls),
    ];
  }),
];

/** The conditions that something names: a control, a check, a catalog, a profile, or another condition. */
export const conditionsUsed = (set: PolicySet): ReadonlySet<string> =>
  new Set([
    ...[...set.controls.values()].flatMap(({ value }) => conditionsOf(value)),
    ...[...set.catalogs.values()].flatMap(({ value }) => (value.transitions ?? []).flatMap(({ when }) => when ?? [])),
    ...[...set.catalogs.values()].flatMap(({ value }) =>
      value.requirements.flatMap(({ applies, appliesWhen }) => [
        ...(appliesWhen === undefined ? [] : [appliesWhen]),
        ...(applies ?? []).flatMap(({ when }) => when ?? []),
      ]),
    ),
    ...[...set.profiles.values()].flatMap(({ value }) => value.for ?? []),
    ...[...set.conditions.values()].flatMap(({ value }) => conditionsIn(value.when, '').map(({ id }) => id)),
  ]);
