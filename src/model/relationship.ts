import type { MapEntry } from './generated/mapping.ts';

/** How sure the authors are. */
export type Confidence = MapEntry['confidence'];

/** What one requirement asks, compared with what another asks; `unknown`: they may share all, some or nothing. */
export type Relation = MapEntry['relationship'] | 'unknown';

/** Every relation, the closest first; with the words in which a person reads it. */
export const relationWords = {
  'equal-to': 'asks the same, in the same words, as',
  'equivalent-to': 'asks the same as',
  'subset-of': 'asks a part of what is asked by',
  'superset-of': 'asks all and more of what is asked by',
  'intersects-with': 'shares some of what it asks with',
  'no-relationship': 'shares nothing of what it asks with',
  unknown: 'is reached, but nothing follows about',
} as const satisfies Record<Relation, string>;

const closeness = Object.keys(relationWords) as readonly Relation[];
const confidences = ['high', 'medium', 'low'] as const satisfies readonly Confidence[];

/** Orders relations, the closest first. */
export const byCloseness = (left: Relation, right: Relation): number =>
  closeness.indexOf(left) - closeness.indexOf(right);

/** The least of several confidences; of none, `high`. */
export const leastConfidence = (several: readonly Confidence[]): Confidence =>
  confidences[Math.max(0, ...several.map((each) => confidences.indexOf(each)))] ?? 'low';

const inverses = {
  'equal-to': 'equal-to',
  'equivalent-to': 'equivalent-to',
  'subset-of': 'superset-of',
  'superset-of': 'subset-of',
  'intersects-with': 'intersects-with',
  'no-relationship': 'no-relationship',
  unknown: 'unknown',
} as const satisfies Record<Relation, Relation>;

/** The relation read from the other side. */
export const inverseOf = (relation: Relation): Relation => inverses[relation];

/** What follows of two hops where neither is an equality. Anything else is `unknown`. */
const followings: Readonly<Partial<Record<Relation, Readonly<Partial<Record<Relation, Relation>>>>>> = {
  'subset-of': { 'subset-of': 'subset-of', 'no-relationship': 'no-relationship' },
  // Both hold all of the one between, which asks something: so they share it.
  'superset-of': { 'superset-of': 'superset-of', 'subset-of': 'intersects-with', 'intersects-with': 'intersects-with' },
  'intersects-with': { 'subset-of': 'intersects-with' },
  'no-relationship': { 'superset-of': 'no-relationship' },
};

/**
 * What is known of A and C when A stands in `first` to B, and B in `second` to C, where each asks something. It claims
 * no more than holds for all sets: two that overlap with a third need not overlap with each other, so that
 * `intersects-with` twice is `unknown`. A result of `intersects-with` says that they share something, and no more.
 */
export const composed = (first: Relation, second: Relation): Relation => {
  if (first === 'equal-to') return second;
  if (second === 'equal-to') return first;
  if (first === 'equivalent-to') return second;
  if (second === 'equivalent-to') return first;
  return followings[first]?.[second] ?? 'unknown';
};
