import type { Catalog, Check, Condition, Control, Plan, PlannedControl, Profile } from '../../src/model/policy.ts';

export const clock = { asOf: '2026-11-20', period: { start: '2026-05-01', end: '2026-11-01' } };

const check: Check = {
  id: 'long-enough',
  kind: 'each',
  population: 'document',
  expect: { contentLength: { atLeast: 2 } },
};

/** A control over documents that must be long enough. */
export const control = (changes: Partial<Control> = {}): Control => ({
  id: 'subject.control',
  title: 'Documents are long enough',
  failureTitle: 'A document is too short',
  answers: ['law#1'],
  why: 'Short documents say little.',
  severity: 'medium',
  method: 'EXAMINE',
  decides: 'machine',
  checks: [check],
  remedy: 'Write more.',
  ...changes,
});

export const plannedControl = (changes: Partial<Control> = {}, beyondFloor = false): PlannedControl => ({
  control: control(changes),
  parameters: beyondFloor ? { least: { name: 'least', title: 'Least', value: 9, default: 2, beyondFloor } } : {},
});

export const law: Catalog = {
  id: 'law',
  title: 'A law',
  version: '1',
  source: 'https://example.org/law',
  notice: 'None.',
  asOf: '2026-11-01',
  requirements: [
    { id: '1', title: 'First', citation: 'Art. 1', applies: [{ from: '2025-02-02', basis: 'Art. 9' }] },
    { id: '2', title: 'Second', citation: 'Art. 2', applies: [{ from: '2027-12-02' }] },
    { id: '3', title: 'Third', citation: 'Art. 3', notTestedHere: 'It binds authorities.' },
    {
      id: '4',
      title: 'Fourth',
      citation: 'Art. 4',
      applies: [{ from: '2028-08-02', when: 'large' }, { from: '2027-12-02', when: 'old' }, { from: '2026-08-02' }],
    },
  ],
};
export const criteria: Catalog = {
  ...law,
  id: 'criteria',
  title: 'Criteria',
  requirements: [{ id: 'A1', title: 'First', citation: 'A1' }],
};

const condition = (id: string, when: Condition['when']): [string, Condition] => [
  id,
  { id, title: `It is ${id}`, when },
];

export const conditions: ReadonlyMap<string, Condition> = new Map([
  condition('large', { facts: { modelCount: { above: 10 } } }),
  condition('old', { facts: { placedOnMarketOn: { before: '2020-01-01' } } }),
  condition('large-and-old', { all: [{ condition: 'large' }, { condition: 'old' }] }),
  condition('large-or-old', { any: [{ condition: 'large' }, { condition: 'old' }] }),
  condition('small', { not: { condition: 'large' } }),
]);

const profile: Profile = { id: 'all', title: 'All', include: ['*'] };

export const plan = (controls: readonly PlannedControl[], changes: Partial<Plan> = {}): Plan => ({
  profile,
  people: { attestations: {}, waivers: { longest: 'P184D' } },
  controls,
  conditions,
  catalogs: [law, criteria],
  related: new Map(),
  leftOut: [],
  excluded: [],
  extends: [],
  tailoring: [],
  packs: [],
  files: [],
  ...changes,
});
