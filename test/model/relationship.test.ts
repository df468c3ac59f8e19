import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byCloseness,
  type Confidence,
  composed,
  inverseOf,
  leastConfidence,
  type Relation,
  relationWords,
} from '../../src/model/relationship.ts';

const relations = Object.keys(relationWords) as readonly Relation[];
const known = relations.filter((relation) => relation !== 'unknown');
const relation = fc.constantFrom(...relations);

/** What a requirement asks, as a set of small things; it asks something. */
const asked = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 6 });

/** How two sets stand to each other: the meaning that `composed` must not go beyond. */
const between = (left: readonly number[], right: readonly number[]): Relation => {
  const shared = left.filter((each) => right.includes(each)).length;
  if (shared === 0) return 'no-relationship';
  if (shared === left.length && shared === right.length) return 'equal-to';
  if (shared === left.length) return 'subset-of';
  return shared === right.length ? 'superset-of' : 'intersects-with';
};

/** Whether what is claimed of two sets holds of sets that stand as `real`. */
const holds = (claim: Relation, real: Relation): boolean =>
  claim === 'unknown' || claim === real || (claim === 'intersects-with' && real !== 'no-relationship');

describe('two hops', () => {
  test('claim nothing that does not hold', () => {
    fc.assert(
      fc.property(asked, asked, asked, (a, b, c) => holds(composed(between(a, b), between(b, c)), between(a, c))),
      { numRuns: 3000 },
    );
  });

  test('claim all that follows: where nothing is claimed, sets exist that overlap and sets that do not', () => {
    const sets = Array.from({ length: 31 }, (_, index) => [0, 1, 2, 3, 4].filter((bit) => ((index + 1) >> bit) & 1));
    const seen = new Map<string, Set<boolean>>();
    for (const a of sets)
      for (const b of sets)
        for (const c of sets) {
          const key = `${between(a, b)} ${between(b, c)}`;
          seen.set(key, (seen.get(key) ?? new Set()).add(between(a, c) !== 'no-relationship'));
        }
    for (const first of known)
      for (const second of known) {
        if ([first, second].includes('equivalent-to')) continue;
        const open = seen.get(`${first} ${second}`)?.size === 2;
        expect([first, second, composed(first, second) === 'unknown']).toEqual([first, second, open]);
      }
  });

  test.each<[Relation, Relation, Relation]>([
    ['equal-to', 'equal-to', 'equal-to'],
    ['equal-to', 'equivalent-to', 'equivalent-to'],
    ['equivalent-to', 'equivalent-to', 'equivalent-to'],
    ['equivalent-to', 'subset-of', 'subset-of'],
    ['subset-of', 'subset-of', 'subset-of'],
    ['superset-of', 'superset-of', 'superset-of'],
    ['superset-of', 'subset-of', 'intersects-with'],
    ['superset-of', 'intersects-with', 'intersects-with'],
    ['intersects-with', 'subset-of', 'intersects-with'],
    ['intersects-with', 'intersects-with', 'unknown'],
    ['subset-of', 'superset-of', 'unknown'],
    ['subset-of', 'no-relationship', 'no-relationship'],
    ['no-relationship', 'subset-of', 'unknown'],
    ['unknown', 'subset-of', 'unknown'],
  ])('%s, then %s: %s', (first, second, whole) => {
    expect(composed(first, second)).toBe(whole);
  });

  test('read backwards are the inverse', () => {
    fc.assert(
      fc.property(
        relation,
        relation,
        (first, second) => composed(inverseOf(second), inverseOf(first)) === inverseOf(composed(first, second)),
      ),
    );
    for (const each of relations) expect(inverseOf(inverseOf(each))).toBe(each);
  });

  test('are never closer than the closer of the two', () => {
    fc.assert(
      fc.property(relation, relation, (first, second) => {
        const closest = byCloseness(first, second) <= 0 ? first : second;
        return (
          byCloseness(composed(first, second), closest) >= 0 ||
          // That a part shares nothing with a third is known, however close the part is.
          composed(first, second) === 'no-relationship'
        );
      }),
    );
  });
});

test('the least confidence is that of the least sure, in any order', () => {
  const confidence = fc.constantFrom<Confidence>('high', 'medium', 'low');
  fc.assert(
    fc.property(fc.array(confidence), (several) => {
      const least = leastConfidence(several);
      return (
        least === leastConfidence([...several].reverse()) &&
        (least === 'low') === several.includes('low') &&
        (least === 'high') === several.every((each) => each === 'high')
      );
    }),
  );
});
