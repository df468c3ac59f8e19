import type { ControlCoverage, PolicyTestReport } from '../../../audit/test-policies.ts';
import { type Outcome, outcomes } from '../../../model/outcome.ts';

const heads = {
  satisfied: 'sat',
  'not-satisfied': 'not',
  undetermined: 'und',
  unattested: 'una',
  'not-exercised': 'n/e',
  'not-applicable': 'n/a',
  errored: 'err',
} as const satisfies Record<Outcome, string>;

const row = (name: string, width: number, cells: readonly (string | number)[]): string =>
  `${name.padEnd(width)} ${cells.map((cell) => String(cell).padStart(8)).join('')}`;

const cellsOf = (coverage: ControlCoverage): readonly (string | number)[] => [
  coverage.cases,
  ...outcomes.map((outcome) => coverage.outcomes[outcome] ?? '-'),
  coverage.factsRead,
  coverage.factsMutated,
  coverage.mutants,
  coverage.survivors,
];

/**
 * What the tests of each control show: cases, how many of each outcome, facts that the control reads, facts that were taken
 * away, changes tried and survived. Facts that no case gives are named below the table.
 */
export const coverageTable = ({ coverage }: PolicyTestReport): string => {
  const width = Math.max(...coverage.map(({ control }) => control.length), 'control'.length);
  const sum = (of: (each: ControlCoverage) => number): number => coverage.reduce((total, each) => total + of(each), 0);
  const total = [
    sum(({ cases }) => cases),
    ...outcomes.map((outcome) => sum((each) => each.outcomes[outcome] ?? 0)),
    sum(({ factsRead }) => factsRead),
    sum(({ factsMutated }) => factsMutated),
    sum(({ mutants }) => mutants),
    sum(({ survivors }) => survivors),
  ];
  const never = coverage.filter(({ neverGiven }) => neverGiven.length > 0);
  return [
    row('control', width, [
      'cases',
      ...outcomes.map((outcome) => heads[outcome]),
      'read',
      'mutated',
      'mutants',
      'survive',
    ]),
    ...coverage.map((each) => row(each.control, width, cellsOf(each))),
    row(`${coverage.length} controls`, width, total),
    '',
    ...(never.length === 0 ? [] : ['Facts that a control reads and no case of its test gives:']),
    ...never.map(({ control, neverGiven }) => `  ${control}: ${neverGiven.join(', ')}`),
    '',
  ].join('\n');
};
