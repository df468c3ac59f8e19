/**
 * Judging as controls and items grow: 300 controls over 10,000 items, all in one population that every control reads to
 * its end, which no real pack does; beside it the same items spread over five populations, as evidence is. CPU time of
 * this process, medians; the cost of one item for one control should not depend on how many there are.
 * Run: npx tsx test/bench/judging.ts [rounds] after a build
 */
import type { FactSheet } from '../../src/model/facts.ts';
import type { Control } from '../../src/model/policy.ts';
import { built, machine, markdownTable, median } from './measure.ts';

const [rounds = 5] = process.argv.slice(2).map(Number);
const { assess } = await built<typeof import('../../src/assess/assess.ts')>('assess/assess');
const clock = { asOf: '2026-11-20', period: { start: '2026-05-01', end: '2026-11-01' } };
const day = (index: number): string => new Date(Date.UTC(2026, 4, 1 + (index % 184))).toISOString().slice(0, 10);

/** Populations of the same shape of facts: registers have a list for each of their types. */
const lists = ['incidents', 'training', 'access-reviews', 'risks', 'vendors'] as const;

const sheetOf = (list: string, items: number): FactSheet => ({
  kind: 'register',
  evidence: `${list}.csv`,
  subject: list,
  facts: {
    id: list,
    type: list,
    [list]: Array.from({ length: items }, (_, index) => ({
      id: `${list}-${index}`,
      owner: `person ${index % 37}`,
      title: `Item ${index} of the register`,
      reviewedOn: day(index),
      score: (index % 100) / 100,
      open: index % 3 === 0,
    })),
  },
  sources: { '': { file: `${list}.csv` } },
  absent: {},
  problems: [],
  exhibits: [],
});

const checksOf = (population: string, kind: number): object =>
  [
    { kind: 'each', where: { open: { is: true } }, expect: { score: { below: 0.99 }, owner: { present: true } } },
    { kind: 'count', where: { score: { atLeast: 0.5 }, title: { matches: 'item *' } }, atLeast: 1 },
    { kind: 'freshness', at: 'reviewedOn', within: 'P1Y', of: 'each' },
    { kind: 'cadence', at: 'reviewedOn', every: 'P31D', by: 'owner' },
    { kind: 'covers', key: 'id', in: population, on: 'id', inWhere: { open: { isNot: true } } },
  ][kind % 5] ?? {};

const controlsOf = (count: number, populations: readonly string[]): Control[] =>
  Array.from({ length: count }, (_, index) => {
    const population = populations[Math.floor(index / 5) % populations.length] ?? '';
    return {
      id: `bench.control-${index}`,
      title: 'T',
      failureTitle: 'F',
      answers: [],
      why: 'W',
      severity: 'low',
      method: 'TEST',
      decides: 'machine',
      checks: [{ id: 'check', population, ...checksOf(population, index) }],
      remedy: 'R',
    } as unknown as Control;
  });

/** Median milliseconds of CPU that judging takes. */
const cost = (controls: number, items: number, spread: boolean): number => {
  const used = spread ? lists : lists.slice(0, 1);
  const sheets = used.map((list) => sheetOf(list, items / used.length));
  const populations = used.map((list) => `register#/${list}`);
  const plan: Parameters<typeof assess>[0] = {
    profile: { id: 'bench', title: 'Bench', include: ['*'] },
    controls: controlsOf(controls, populations).map((control) => ({ control, parameters: {} })),
    conditions: new Map(),
    catalogs: [],
    excluded: [],
    extends: [],
    tailoring: [],
    packs: [],
    related: new Map(),
    leftOut: [],
    people: { attestations: {}, waivers: {} },
    files: [],
  };
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    const { findings } = assess(plan, sheets, clock);
    const { user, system } = process.cpuUsage(before);
    if (
      findings.length !== controls ||
      findings.some(({ outcome }) => outcome === 'errored' || outcome === 'not-exercised')
    )
      throw new Error('a control was not judged');
    return (user + system) / 1000;
  });
  return median(times);
};

const before = machine();
cost(60, 1000, false);
const rows = (
  [
    [75, 10_000],
    [150, 10_000],
    [300, 2_500],
    [300, 5_000],
    [300, 10_000],
    [300, 20_000],
  ] as const
).map(([controls, items]) => {
  const [together, apart] = [cost(controls, items, false), cost(controls, items, true)];
  const each = (time: number, read: number): string => `${((time * 1e6) / (controls * read)).toFixed(0)}`;
  return [
    controls,
    items,
    together.toFixed(0),
    each(together, items),
    apart.toFixed(0),
    each(apart, items / lists.length),
  ].map(String);
});
process.stdout.write(
  `${before} before, ${machine()} after\n\n${markdownTable(
    [
      'controls',
      'items',
      'one population: CPU ms',
      'ns for a control and an item',
      'five populations: CPU ms',
      'ns for a control and an item',
    ],
    rows,
  )}\n`,
);
