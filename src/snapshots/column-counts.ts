import type { SnapshotErrorCode } from './snapshot-error.ts';

/**
 * Which order statistics of a column are wanted. They depend on n, the number of its finite values, which nobody knows beforehand:
 *
 * - `parts`: the type-1 (inverse distribution function) quantiles x[ceil(k n / parts)], k = 1 .. parts - 1 (Hyndman and Fan 1996).
 * - `linear`: for each probability the two neighbours of h = (n - 1) p, ranks floor(h) + 1 and min(floor(h) + 2, n), between which
 *   numpy and pandas interpolate (type 7). The interpolation is the caller's.
 * - `ranks`: ranks themselves, 1 the smallest; those beyond n are left out.
 */
export type RankRule =
  | { readonly rule: 'parts'; readonly parts: number }
  | { readonly rule: 'linear'; readonly probabilities: readonly number[] }
  | { readonly rule: 'ranks'; readonly ranks: readonly number[] };

/** The value at a rank (1 .. n) of the finite values in order, and how many of them lie below it, and at or below it. */
export interface OrderStatistic {
  readonly rank: number;
  readonly value: number;
  readonly below: number;
  readonly atMost: number;
}

/** What is asked of a column of numbers before its bins are known. Without anything: only what always comes. */
export interface SurveyRequest {
  readonly name: string;
  readonly ranks?: readonly RankRule[];
  /** Asks for the distinct values with their counts, when there are at most so many. */
  readonly distinctLimit?: number;
  /** Asks for mean and standard deviation, which cost two more passes. */
  readonly moments?: boolean;
}

/** The rows of a column that hold no finite number. */
export interface Apart {
  readonly name: string;
  readonly rows: number;
  readonly nulls: number;
  readonly nans: number;
  readonly positiveInfinities: number;
  readonly negativeInfinities: number;
}

/**
 * Mean and population standard deviation of the finite values, the same to the last bit in every engine and in every order of the rows:
 * each value is rounded to an integer of 62 bits under the largest, and integers add up exactly. So the mean is right to
 * 2^-62 of the largest magnitude, not of itself. Undefined when the square of the spread leaves the range of doubles.
 */
export interface Moments {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** What a column of numbers holds. */
export interface NumericSurvey extends Apart {
  readonly finite: number;
  /** Smallest and largest finite value; undefined when there is none. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Every rank that was asked, once, ascending. */
  readonly order: readonly OrderStatistic[];
  /** Distinct finite values, ascending; undefined when there are more than `distinctLimit`, or none were asked. */
  readonly distinct: readonly { readonly value: number; readonly count: number }[] | undefined;
  readonly moments: Moments | undefined;
}

/**
 * Edges to count by, ascending and distinct. Of m edges come m + 1 bins, and the outer ones are open: nothing falls off.
 * `right`: bin i holds edges[i-1] < x <= edges[i]. `left`: edges[i-1] <= x < edges[i].
 */
export interface EdgeSet {
  readonly edges: readonly number[];
  readonly closed: 'right' | 'left';
}

/**
 * What is counted of a column of numbers. Several sets of edges cost hardly more than one: {edges: [min], closed: 'left'} beside the
 * quantiles counts what lies below a range.
 */
export interface HistogramRequest {
  readonly name: string;
  readonly sets: readonly EdgeSet[];
}

/** Counts of finite values: `bins[s][i]` is bin i of the set s. */
export interface NumericCounts extends Apart {
  readonly bins: readonly (readonly number[])[];
}

/**
 * What is asked of a column whose values are taken as they are. With `known`, other values are counted together, however many there are;
 * without, a column of more distinct values than `limit` is refused.
 */
export interface CategoryRequest {
  readonly name: string;
  readonly known?: readonly string[];
  readonly limit: number;
}

/** A value and how many rows hold it, written as `categoryText` writes it. */
export interface CategoryCount {
  readonly value: string;
  readonly count: number;
}

/** Most unseen values that an engine names. */
export const unseenNamed = 20;

/** Counts of a column's values taken as they are. NaN and infinities are no categories: they are counted apart. */
export interface CategoryCounts extends Apart {
  /** Sorted by value (code units). When `known` was asked: exactly those, with 0 where there is none. */
  readonly categories: readonly CategoryCount[];
  /** Rows whose value is not among the known ones; 0 when `known` was not asked. */
  readonly unseen: number;
  /** The 20 largest of the unseen values: most rows first, ties by value (code units). */
  readonly largestUnseen: readonly CategoryCount[];
}

/**
 * How far two columns of numbers lie apart, over their finite values. Both are exact: no bins, no sampling, the same bits in every
 * engine. Undefined when a side has no finite value.
 */
export interface ColumnDistance {
  readonly name: string;
  readonly referenceFinite: number;
  readonly currentFinite: number;
  /** Kolmogorov-Smirnov statistic: the largest |F(x) - G(x)|, one division of two exact integers. */
  readonly kolmogorovSmirnov: number | undefined;
  /** Wasserstein-1 distance: the integral of |F - G|, added up over ascending x; in the unit of the column, not normalised. */
  readonly wasserstein: number | undefined;
}

/** A column that could not be measured, in its place among those that could. */
export interface Refusal {
  readonly name: string;
  readonly refused: SnapshotErrorCode;
  readonly message: string;
}

export type OrRefusal<Counts> = Counts | Refusal;

/** Whether a column could not be measured. */
export const isRefusal = <Counts extends object>(result: OrRefusal<Counts>): result is Refusal => 'refused' in result;

/** The column whose values cut the rows into slices, and how many slices there may be at most. */
export interface SliceRequest {
  readonly column: string;
  readonly limit: number;
}

/** The rows with one value of the slice column: null for those without one. `columns` answers the requests in their order. */
interface Slice<Counts> {
  readonly value: string | null;
  readonly rows: number;
  readonly columns: readonly OrRefusal<Counts>[];
}

/** The counts of all rows, one for each request in their order, and of each slice when slices were asked: null first, then by value. */
export interface Counted<Counts> {
  readonly columns: readonly OrRefusal<Counts>[];
  readonly slices: readonly Slice<Counts>[];
}
