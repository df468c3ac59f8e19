import { DAY, instantOf } from '../base/time.ts';
import type { FactValue } from '../model/facts.ts';
import type { Comparison } from '../model/generated/control.ts';
import { globMatches } from './glob.ts';
import type { OperandValue } from './operands.ts';
import { isSaid } from './said.ts';

/** `unknown` whenever the evidence does not say: an absent fact, or one of another type. It is never a pass. */
export type Verdict = 'holds' | 'fails' | 'unknown';

/** What kind of value a fact holds, as its schema declares it. */
export type FactType = 'text' | 'date' | 'number' | 'boolean' | 'list';

/**
 * What a comparator wants as operand: a value of the fact's own type, a list of such, one member of the fact's list
 * ...
 */
type OperandShape = 'same' | 'list' | 'number' | 'date' | 'member' | 'glob' | 'flag';

/** One comparator: how it reads, what it may be applied to, and the test. */
export interface Comparator {
  /** `below` in "expected below 0.2"; empty for equality. */
  readonly words: string;
  readonly facts: readonly FactType[];
  readonly operand: OperandShape;
  /** Total: undefined when the types do not fit, and when a text is no date. */
  readonly test: (seen: FactValue, expected: OperandValue) => boolean | undefined;
}

const scalars = ['text', 'date', 'number', 'boolean'] as const;

const equal = (seen: FactValue, expected: OperandValue): boolean | undefined =>
  typeof seen === 'object' || typeof seen !== typeof expected ? undefined : seen === expected;

const among = (seen: FactValue, expected: OperandValue): boolean | undefined =>
  typeof seen === 'object' || typeof seen === 'boolean' || typeof expected !== 'object'
    ? undefined
    : expected.some((member) => member === seen);

const negated = (verdict: boolean | undefined): boolean | undefined => (verdict === undefined ? undefined : !verdict);

const numeric = (words: string, holds: (seen: number, expected: number) => boolean): Comparator => ({
  words,
  facts: ['number'],
  operand: 'number',
  test: (seen, expected) =>
    typeof seen === 'number' && typeof expected === 'number' ? holds(seen, expected) : undefined,
});

/** -1, 0 or 1. A date and an instant are compared by their day in UTC, because a date says no more than that. */
const chronology = (seen: FactValue, expected: OperandValue): number | undefined => {
  if (typeof seen !== 'string' || typeof expected !== 'string') return undefined;
  const [left, right] = [instantOf(seen), instantOf(expected)];
  if (left === undefined || right === undefined) return undefined;
  const byDay = seen.length === 10 || expected.length === 10;
  return byDay ? Math.sign(Math.floor(left / DAY) - Math.floor(right / DAY)) : Math.sign(left - right);
};

const dated = (words: string, holds: (order: number) => boolean): Comparator => ({
  words,
  facts: ['date'],
  operand: 'date',
  test: (seen, expected) => {
    const order = chronology(seen, expected);
    return order === undefined ? undefined : holds(order);
  },
});

const compiled = new Map<string, (text: string) => boolean>();

/**
 * Globs come from policies alone, so there are few of them; each is compiled once for all the items it is held
 * against.
 */
const globOf = (glob: string): ((text: string) => boolean) => {
  const matches = compiled.get(glob) ?? globMatches(glob, { ignoreCase: true });
  compiled.set(glob, matches);
  return matches;
};

/** The closed set of comparators: total, typed, without code or regular expressions from a policy. */
export const comparators = {
  is: { words: '', facts: scalars, operand: 'same', test: equal },
  isNot: { words: 'other than', facts: scalars, operand: 'same', test: (seen, other) => negated(equal(seen, other)) },
  oneOf: { words: 'one of', facts: ['text', 'date', 'number'], operand: 'list', test: among },
  noneOf: {
    words: 'none of',
    facts: ['text', 'date', 'number'],
    operand: 'list',
    test: (seen, list) => negated(among(seen, list)),
  },
  below: numeric('below', (seen, limit) => seen < limit),
  atMost: numeric('at most', (seen, limit) => seen <= limit),
  above: numeric('above', (seen, limit) => seen > limit),
  atLeast: numeric('at least', (seen, limit) => seen >= limit),
  before: dated('before', (order) => order < 0),
  notAfter: dated('not after', (order) => order <= 0),
  after: dated('after', (order) => order > 0),
  notBefore: dated('not before', (order) => order >= 0),
  includes: {
    words: 'a list with',
    facts: ['list'],
    operand: 'member',
    test: (seen, member) =>
      typeof seen !== 'object' || typeof member === 'object'
        ? undefined
        : (seen as readonly unknown[]).some((one) => one === member),
  },
  matches: {
    words: 'a text like',
    facts: ['text'],
    operand: 'glob',
    test: (seen, glob) => (typeof seen === 'string' && typeof glob === 'string' ? globOf(glob)(seen) : undefined),
  },
  present: {
    words: 'present:',
    facts: [...scalars, 'list'],
    operand: 'flag',
    test: (seen, wanted) => isSaid(seen) === wanted,
  },
} as const satisfies Record<keyof Required<Comparison>, Comparator>;

export type ComparatorName = keyof typeof comparators;

export const comparatorNames = Object.keys(comparators) as readonly ComparatorName[];
