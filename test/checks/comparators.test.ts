import { describe, expect, test } from 'vitest';
import { type ComparatorName, comparatorNames, type Verdict } from '../../src/checks/comparators.ts';
import { judge, sentenceOf } from '../../src/checks/judge.ts';
import type { FactRecord, FactValue } from '../../src/model/facts.ts';
import type { Operand } from '../../src/model/generated/control.ts';

const bindings = {
  parameters: { limit: 0.2, list: ['a', 'b'] },
  clock: { asOf: '2026-11-20', period: { start: '2026-05-01', end: '2026-11-01' } },
};

const record = (facts: Readonly<Record<string, FactValue>>): FactRecord => ({
  item: 'item',
  evidence: 'file.yaml',
  facts,
  sourceOf: () => undefined,
  absenceOf: (fact) => (fact === 'lost' ? 'never said' : undefined),
});

const judged = (value: FactValue | undefined, name: ComparatorName, operand: Operand) => {
  const facts: Record<string, FactValue> = {
    other: 5,
    day: '2026-06-01',
    ...(value === undefined ? {} : { x: value }),
  };
  const result = judge({ x: { [name]: operand } }, record(facts), bindings);
  const [first] = result.compared;
  return { verdict: result.verdict, says: first ? sentenceOf(first.shows()) : '' };
};

type Row = readonly [FactValue | undefined, Operand, Verdict, string];

/** Every comparator: what holds, what fails, and what nobody can tell. */
const table: Readonly<Record<ComparatorName, readonly Row[]>> = {
  is: [
    [true, true, 'holds', 'x is true, expected true'],
    ['a', 'b', 'fails', 'x is a, expected b'],
    [1, '1', 'unknown', 'x is 1, expected 1, which cannot be compared with it'],
    [['a'], 'a', 'unknown', 'cannot be compared'],
    [undefined, 'a', 'unknown', 'x is absent, expected a'],
    [5, { fact: 'other' }, 'holds', 'x is 5, expected 5'],
    [5, { fact: 'lost' }, 'unknown', 'the fact lost, which is unknown: lost is absent (never said)'],
  ],
  isNot: [
    ['a', 'b', 'holds', 'other than b'],
    ['a', 'a', 'fails', 'x is a, expected other than a'],
    [undefined, 'a', 'unknown', 'x is absent'],
    [1, 'a', 'unknown', 'cannot be compared'],
  ],
  oneOf: [
    ['a', ['a', 'b'], 'holds', 'one of a, b'],
    ['c', { param: 'list' }, 'fails', 'x is c, expected one of a, b'],
    [undefined, ['a'], 'unknown', 'absent'],
    ['a', 'a', 'unknown', 'cannot be compared'],
    [true, ['a'], 'unknown', 'cannot be compared'],
  ],
  noneOf: [
    ['c', ['a', 'b'], 'holds', 'none of a, b'],
    ['a', ['a'], 'fails', 'x is a, expected none of a'],
    [undefined, ['a'], 'unknown', 'absent'],
    [['c'], ['a'], 'unknown', 'cannot be compared'],
  ],
  below: [
    [0.1, { param: 'limit' }, 'holds', 'below 0.2'],
    [0.2, 0.2, 'fails', 'x is 0.2, expected below 0.2'],
    [0.2000001, 0.2, 'fails', 'x is 0.2000001, expected below 0.2'],
    [0.3123456789, 0.2, 'fails', 'x is 0.312346, expected below 0.2'],
    ['0.1', 0.2, 'unknown', 'cannot be compared'],
    [undefined, 0.2, 'unknown', 'absent'],
  ],
  atMost: [
    [5, 5, 'holds', 'at most 5'],
    [6, 5, 'fails', 'x is 6'],
    [undefined, 5, 'unknown', 'absent'],
    [true, 5, 'unknown', 'cannot'],
  ],
  above: [
    [6, 5, 'holds', 'above 5'],
    [5, 5, 'fails', 'x is 5'],
    [undefined, 5, 'unknown', 'absent'],
    [6, '5', 'unknown', 'cannot'],
  ],
  atLeast: [
    [5, 5, 'holds', 'at least 5'],
    [4, 5, 'fails', 'x is 4'],
    [undefined, 5, 'unknown', 'absent'],
    [[9], 5, 'unknown', 'cannot'],
  ],
  before: [
    ['2026-05-31', { fact: 'day' }, 'holds', 'before 2026-06-01'],
    ['2026-06-01', '2026-06-01', 'fails', 'x is 2026-06-01'],
    ['2026-06-01T08:00:00Z', '2026-06-01T10:00:00+01:00', 'holds', 'before'],
    ['2026-06-01T10:00:00+02:00', '2026-06-01T08:00:00Z', 'fails', 'before'],
    ['2026-06-01T08:00:00Z', '2026-06-01', 'fails', 'before'],
    ['soon', '2026-06-01', 'unknown', 'cannot be compared'],
    ['2026-02-30', '2026-06-01', 'unknown', 'cannot be compared'],
    [undefined, '2026-06-01', 'unknown', 'absent'],
  ],
  notAfter: [
    ['2026-11-20T23:59:00Z', { clock: 'asOf' }, 'holds', 'not after 2026-11-20'],
    ['2026-11-21', { clock: 'asOf' }, 'fails', 'x is 2026-11-21'],
    [20261120, { clock: 'asOf' }, 'unknown', 'cannot'],
  ],
  after: [
    ['2026-11-02', { clock: 'periodEnd' }, 'holds', 'after 2026-11-01'],
    ['2026-11-01', { clock: 'periodEnd' }, 'fails', 'x is'],
    [undefined, { clock: 'periodEnd' }, 'unknown', 'absent'],
  ],
  notBefore: [
    ['2026-05-01', { clock: 'periodStart' }, 'holds', 'not before 2026-05-01'],
    ['2026-04-30', { clock: 'periodStart' }, 'fails', 'x is'],
    [undefined, { clock: 'periodStart' }, 'unknown', 'absent'],
  ],
  includes: [
    [['a', 'b'], 'a', 'holds', 'a list with a'],
    [[1, 2], 2, 'holds', 'a list with 2'],
    [['a'], 'c', 'fails', 'x is a, expected a list with c'],
    [[], 'c', 'fails', 'x is an empty list'],
    ['abc', 'a', 'unknown', 'cannot be compared'],
    [undefined, 'a', 'unknown', 'absent'],
  ],
  matches: [
    ['Annex IV - Draft', 'annex*', 'holds', 'a text like annex*'],
    ['other', 'annex*', 'fails', 'x is other'],
    [5, '5', 'unknown', 'cannot be compared'],
    [undefined, '*', 'unknown', 'absent'],
  ],
  present: [
    ['a', true, 'holds', 'expected present'],
    [false, true, 'holds', 'x is false'],
    [0, true, 'holds', 'x is 0'],
    [' ', true, 'fails', 'x is blank, expected present'],
    [[], true, 'fails', 'x is an empty list, expected present'],
    [undefined, true, 'fails', 'x is absent, expected present'],
    [undefined, false, 'holds', 'expected absent'],
    ['a', false, 'fails', 'x is a, expected absent'],
  ],
};

describe.each(comparatorNames)('%s', (name) => {
  test.each(table[name])('%j with %j %s', (value, operand, verdict, says) => {
    expect(judged(value, name, operand)).toEqual({ verdict, says: expect.stringContaining(says) });
  });
});

describe('an expectation', () => {
  const two = { x: { above: 1 }, y: { is: 'a' } };
  test('fails when one comparison fails, whatever is unknown', () => {
    expect(judge(two, record({ x: 0 }), bindings).verdict).toBe('fails');
  });
  test('is unknown when one comparison is, and none fails', () => {
    expect(judge(two, record({ x: 2 }), bindings).verdict).toBe('unknown');
  });
  test('holds when all hold', () => {
    expect(judge(two, record({ x: 2, y: 'a' }), bindings).verdict).toBe('holds');
  });
  test('shows control characters of the evidence instead of writing them', () => {
    expect(judged('\u001b[31mred\u202e', 'is', 'a').says).toBe('x is \\u{1b}[31mred\\u{202e}, expected a');
  });
});
