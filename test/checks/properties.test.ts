import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readsOf, runCheck } from '../../src/checks/registry.ts';
import type { FactSheet } from '../../src/model/facts.ts';
import type { Check } from '../../src/model/policy.ts';
import { contextOf, damaged, sheet } from './given.ts';

const where = { type: { is: 'plan' } };
const checks: readonly Check[] = [
  { id: 'each', kind: 'each', population: 'document', where, expect: { contentLength: { atLeast: 2 } } },
  {
    id: 'each-tolerant',
    kind: 'each',
    population: 'document',
    expect: { contentLength: { atLeast: 2 } },
    tolerance: 1,
  },
  { id: 'at-least', kind: 'count', population: 'document', where, atLeast: 1 },
  { id: 'covers', kind: 'covers', items: ['a'], in: 'document', inWhere: where, on: 'owner' },
  {
    id: 'covers-all',
    kind: 'covers',
    population: 'document',
    key: 'owner',
    in: 'document',
    inWhere: where,
    on: 'owner',
  },
  { id: 'fresh', kind: 'freshness', population: 'document', where, at: 'approvedOn', within: 'P6M' },
  { id: 'fresh-each', kind: 'freshness', population: 'document', at: 'approvedOn', within: 'P6M', of: 'each' },
  { id: 'cadence', kind: 'cadence', population: 'document', at: 'approvedOn', every: 'P3M', by: 'owner' },
];

const facts = fc.record(
  {
    type: fc.constantFrom('plan', 'note'),
    contentLength: fc.integer({ min: 1, max: 3 }),
    owner: fc.constantFrom('a', 'b'),
    approvedOn: fc.constantFrom('2026-04-01', '2026-06-15', '2026-09-01', '2026-10-20', '2027-01-01'),
  },
  { requiredKeys: [] },
);
const documents = fc.array(facts, { maxLength: 5 });
const sheetsOf = (several: readonly object[]): FactSheet[] =>
  several.map((each, index) => sheet('document', { id: `d${index}`, ...each }));
const without = (sheets: readonly FactSheet[], fact: string): FactSheet[] =>
  sheets.map((each) => ({
    ...each,
    facts: Object.fromEntries(Object.entries(each.facts).filter(([name]) => name !== fact)),
  }));

describe.each(checks)('$id', (check) => {
  const outcomeOf = (sheets: readonly FactSheet[]) => runCheck(check, contextOf(sheets)).outcome;
  const settings = { seed: 3, numRuns: 400 };

  test('never turns satisfied because a fact is taken away', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...readsOf(check).flatMap((read) => read.facts)), (several, fact) => {
        const sheets = sheetsOf(several);
        if (outcomeOf(sheets) !== 'satisfied') expect(outcomeOf(without(sheets, fact))).not.toBe('satisfied');
      }),
      settings,
    );
  });
  test('does not depend on the order of the evidence', () => {
    fc.assert(
      fc.property(documents, (several) => {
        const sheets = sheetsOf(several);
        expect(outcomeOf([...sheets].reverse())).toBe(outcomeOf(sheets));
      }),
      settings,
    );
  });
  test('is never satisfied by nothing', () => {
    expect(outcomeOf([])).toBe('undetermined');
    expect(outcomeOf([sheet('system', {})])).toBe('undetermined');
  });
  test('is never improved by evidence that could not be read', () => {
    fc.assert(
      fc.property(documents, (several) => {
        const sheets = sheetsOf(several);
        const worse = outcomeOf([...sheets, damaged('document', { id: 'x', type: 'other', owner: 'z' })]);
        if (outcomeOf(sheets) !== 'satisfied') expect(worse).not.toBe('satisfied');
      }),
      settings,
    );
  });
});
