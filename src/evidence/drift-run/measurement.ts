import type { CategoryCounts, NumericCounts } from '../../snapshots/column-counts.ts';
import { epsilon, type Stability, stabilityOf } from './psi.ts';

/** Counts of what is in no bin, on one side. */
export interface SideCounts {
  readonly rows: number;
  readonly nulls: number;
  readonly nans: number;
  readonly infinities: number;
}

/** What was counted of one feature. Without `stability` the PSI could not be computed, and `reason` says why. */
export interface Measurement {
  readonly type: 'numeric' | 'categorical';
  readonly labels: readonly string[];
  /** Inner edges of numeric bins, (a, b] each, the outer bins open; undefined for categories. */
  readonly edges: readonly number[] | undefined;
  /** Values in each bin. */
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly sides: { readonly reference: SideCounts; readonly current: SideCounts };
  readonly stability: Stability | undefined;
  readonly reason: string | undefined;
  /** Current values outside the range of the reference; numeric only. */
  readonly outOfRange: number | undefined;
  /** Current values in categories that the reference does not have, and the largest such; categorical only. */
  readonly unseen: { readonly count: number; readonly largest: readonly string[] } | undefined;
  /** Reference categories without a current value, largest first; categorical only. */
  readonly vanished: readonly string[] | undefined;
}

/** A feature's measurement, or why there is none. */
export type Measured = Measurement | { readonly failure: string };

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const sideOf = (counts: NumericCounts | CategoryCounts): SideCounts => ({
  rows: counts.rows,
  nulls: counts.nulls,
  nans: counts.nans,
  infinities: counts.positiveInfinities + counts.negativeInfinities,
});

const emptySide = (which: string, side: SideCounts): string =>
  side.rows === 0
    ? `the ${which} snapshot has no rows`
    : `no value of the ${which} snapshot can be binned: ${side.nulls} nulls, ${side.nans} NaN, ${side.infinities} infinities in ${side.rows} rows`;

const judged = (
  counts: Pick<Measurement, 'labels' | 'reference' | 'current' | 'sides'>,
): Pick<Measurement, 'labels' | 'reference' | 'current' | 'sides' | 'stability' | 'reason'> => {
  const stability = stabilityOf(counts.reference, counts.current);
  const which = total(counts.reference) === 0 ? 'reference' : 'current';
  return { ...counts, stability, reason: stability ? undefined : emptySide(which, counts.sides[which]) };
};

const shortNumber = (value: number): string => String(Number(value.toPrecision(4)));

const quantileLabels = (edges: readonly number[]): readonly string[] =>
  edges.length === 0
    ? ['all values']
    : [
        `up to ${shortNumber(edges[0] as number)}`,
        ...edges.slice(1).map((edge, index) => `${shortNumber(edges[index] as number)} to ${shortNumber(edge)}`),
        `above ${shortNumber(edges.at(-1) as number)}`,
      ];

/**
 * A numeric column in quantile bins. `edges` are those that both sides were counted by; the sets behind them are the smallest reference
 * value, closed left, and the largest, closed right.
 */
export const numericMeasurement = (
  edges: readonly number[],
  reference: NumericCounts,
  current: NumericCounts,
): Measurement => ({
  type: 'numeric',
  edges,
  ...judged({
    labels: quantileLabels(edges),
    reference: reference.bins[0] ?? [],
    current: current.bins[0] ?? [],
    sides: { reference: sideOf(reference), current: sideOf(current) },
  }),
  outOfRange:
    total(reference.bins[0] ?? []) === 0 ? undefined : (current.bins[1]?.[0] ?? 0) + (current.bins[2]?.[1] ?? 0),
  unseen: undefined,
  vanished: undefined,
});

/** A column in a bin for each reference value. `current` was counted with the reference's values as the known ones. */
export const categoricalMeasurement = (reference: CategoryCounts, current: CategoryCounts): Measurement => {
  const held = total(reference.categories.map(({ count }) => count));
  const now = new Map(current.categories.map(({ value, count }) => [value, count]));
  const numeric = reference.categories.every(({ value }) => value !== '' && Number.isFinite(Number(value)));
  const ordered = numeric
    ? [...reference.categories].sort((a, b) => Number(a.value) - Number(b.value))
    : reference.categories;
  const small = ordered.filter(({ count }) => count < epsilon * held);
  const rare = small.length > 1 ? small : [];
  const apart = ordered.filter((category) => !rare.includes(category));
  const bins = [
    ...apart.map(({ value, count }) => ({ label: value, before: count, after: now.get(value) ?? 0 })),
    ...(rare.length === 0
      ? []
      : [
          {
            label: '(rare)',
            before: total(rare.map(({ count }) => count)),
            after: total(rare.map(({ value }) => now.get(value) ?? 0)),
          },
        ]),
    ...(current.unseen === 0 ? [] : [{ label: '(unseen)', before: 0, after: current.unseen }]),
  ];
  const counted = judged({
    labels: bins.map(({ label }) => label),
    reference: bins.map(({ before }) => before),
    current: bins.map(({ after }) => after),
    sides: { reference: sideOf(reference), current: sideOf(current) },
  });
  const blurred =
    total(rare.map(({ count }) => count)) > held / 2
      ? `more than half of the reference lies in values that hold less than ${epsilon} of it each; expected a column of fewer values, or one declared numeric`
      : undefined;
  return {
    type: 'categorical',
    edges: undefined,
    ...counted,
    ...(blurred === undefined ? {} : { stability: undefined, reason: blurred }),
    outOfRange: undefined,
    unseen: { count: current.unseen, largest: current.largestUnseen.map(({ value }) => value) },
    vanished: [...reference.categories]
      .sort((a, b) => b.count - a.count)
      .filter(({ value }) => (now.get(value) ?? 0) === 0)
      .slice(0, 20)
      .map(({ value }) => value),
  };
};

/** The counts of one slice, with every value that the whole reference has; of no rows when the slice is not there. */
export const withKnown = (
  name: string,
  known: readonly string[],
  counts: CategoryCounts | undefined,
): CategoryCounts => {
  const held = new Map(counts?.categories.map(({ value, count }) => [value, count]));
  return {
    ...(counts ?? {
      name,
      rows: 0,
      nulls: 0,
      nans: 0,
      positiveInfinities: 0,
      negativeInfinities: 0,
      unseen: 0,
      largestUnseen: [],
    }),
    categories: known.map((value) => ({ value, count: held.get(value) ?? 0 })),
  };
};
