import { describe, expect, test } from 'vitest';
import { isPlaceholder } from '../../src/base/placeholder.ts';
import { runCheck } from '../../src/checks/registry.ts';
import { isSaid, saidFact } from '../../src/checks/said.ts';
import type { Check } from '../../src/model/policy.ts';
import { contextOf, sheet } from './given.ts';

const nothing = [
  '',
  '  ',
  '\u200b',
  'TBD',
  '**todo**',
  'n/a',
  '[Insert name]',
  '—',
  '...',
  'To be determined',
  '{{ owner }}',
];

describe('a text that says nothing', () => {
  test.each(nothing)('is no value: %j', (text) => {
    expect(isPlaceholder(text)).toBe(true);
    expect([isSaid(text), saidFact(text), isSaid([text])]).toEqual([false, undefined, false]);
  });
  test('is told from one that says something', () => {
    for (const text of ['none', 'Ada', 'to be or not to be answered by the owner', 'under review', 'x'])
      expect([isSaid(text), saidFact(text)], text).toEqual([true, text]);
    expect([isSaid([]), isSaid(['TBD', 'x']), isSaid(0), isSaid(false)]).toEqual([false, true, true, true]);
  });
  const outcome = (check: object, documents: readonly object[]) =>
    runCheck(
      check as Check,
      contextOf(documents.map((facts, index) => sheet('document', { id: `d${index}`, ...facts }))),
    ).outcome;
  test('meets no expectation, counts for nothing and matches nothing', () => {
    const expected = (facts: object) =>
      outcome({ id: 'a', kind: 'each', population: 'document', expect: { owner: { isNot: { fact: 'author' } } } }, [
        facts,
      ]);
    expect(expected({ owner: 'Ada', author: 'Bo' })).toBe('satisfied');
    expect(expected({ owner: 'TBD', author: 'Bo' })).toBe('undetermined');
    expect(expected({ owner: 'Ada', author: '-' })).toBe('undetermined');
    const cadence = { id: 'c', kind: 'cadence', population: 'document', at: 'approvedOn', every: 'P1Y', by: 'owner' };
    expect(outcome(cadence, [{ owner: 'Ada', approvedOn: '2026-06-01' }])).toBe('satisfied');
    expect(outcome(cadence, [{ owner: 'TBD', approvedOn: '2026-06-01' }])).toBe('undetermined');
    const covers = { id: 'd', kind: 'covers', population: 'document', key: 'owner', in: 'document', on: 'owner' };
    expect(outcome(covers, [{ owner: 'Ada' }])).toBe('satisfied');
    expect(outcome(covers, [{ owner: 'TBD' }])).toBe('undetermined');
  });
});
