import { plainText } from '../base/plain-text.ts';
import {
  type CategoryCount,
  type CategoryCounts,
  type CategoryRequest,
  type HistogramRequest,
  type NumericCounts,
  type NumericSummary,
  SnapshotError,
  unseenNamed,
} from './engine.ts';

/** A numeric column in memory: its values without the nulls, NaN and infinities still among them. */
export interface NumericValues {
  readonly name: string;
  readonly rows: number;
  readonly values: Float64Array;
}

/** A value of a column: NaN and infinities are numbers here; an integer beyond 2^53 is a bigint. */
export type CellValue = string | number | bigint | boolean;

/** How many rows of a column hold each value, or null. Each value comes once. */
export interface CountedValues {
  readonly name: string;
  readonly rows: number;
  readonly counts: AsyncIterable<readonly [CellValue | null, number]> | Iterable<readonly [CellValue | null, number]>;
}

const byCodeUnit = (a: CategoryCount, b: CategoryCount): number => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);

/** The position of the type-1 order statistic x[ceil(k*n/parts)] in a sorted array of n values. */
export const orderStatistic = (k: number, parts: number, n: number): number => Math.ceil((k * n) / parts) - 1;

/** Order statistics by sorting. Exact, and 8 bytes a row: for engines that hold a column in memory. */
export const summarizeValues = (column: NumericValues, parts: number, distinctLimit: number): NumericSummary => {
  // Adding 0 turns -0 into 0.
  const sorted = column.values
    .filter(Number.isFinite)
    .map((value) => value + 0)
    .sort();
  const distinct: number[] = [];
  for (const value of sorted) {
    if (distinct.at(-1) !== value) distinct.push(value);
    if (distinct.length > distinctLimit) break;
  }
  const n = sorted.length;
  return {
    name: column.name,
    finite: n,
    min: sorted[0],
    max: sorted[n - 1],
    quantiles:
      n === 0
        ? []
        : Array.from({ length: parts - 1 }, (_, index) => sorted[orderStatistic(index + 1, parts, n)] as number),
    distinct: distinct.length > distinctLimit ? undefined : distinct,
  };
};

/** The bin of a value: the number of edges below it. */
const binOf = (edges: readonly number[], value: number): number => {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Counts the values of a column into the bins that were asked. */
export const histogramOf = (column: NumericValues, request: HistogramRequest): NumericCounts => {
  const bins = new Array<number>(request.edges.length + 1).fill(0);
  const apart = { nans: 0, positiveInfinities: 0, negativeInfinities: 0, belowMin: 0, aboveMax: 0 };
  for (const value of column.values) {
    if (Number.isNaN(value)) apart.nans += 1;
    else if (value === Number.POSITIVE_INFINITY) apart.positiveInfinities += 1;
    else if (value === Number.NEGATIVE_INFINITY) apart.negativeInfinities += 1;
    else {
      const bin = binOf(request.edges, value);
      bins[bin] = (bins[bin] ?? 0) + 1;
      if (value < request.min) apart.belowMin += 1;
      if (value > request.max) apart.aboveMax += 1;
    }
  }
  return { name: column.name, rows: column.rows, nulls: column.rows - column.values.length, ...apart, bins };
};

/** Refuses a column with more distinct values than are counted apart. */
const tooManyCategories = (name: string, limit: number): SnapshotError =>
  new SnapshotError('too-many-categories', `column ${plainText(name)} has more than ${limit} distinct values`);

// Equal counts stay in the order of their values.
const largestFirst = (a: CategoryCount, b: CategoryCount): number => b.count - a.count || byCodeUnit(a, b);

/**
 * Sorts counted values into known and unseen ones, with NaN and infinities apart. Every engine ends here. Holds at most
 * `limit` values, or the known ones and a few unseen, however many come.
 */
export const categoriesOf = async (
  column: CountedValues,
  request: CategoryRequest,
  limit: number,
): Promise<CategoryCounts> => {
  const listed = new Map<string, number>(request.known?.map((value) => [value, 0]));
  const apart = { nans: 0, positiveInfinities: 0, negativeInfinities: 0 };
  let [nulls, counted, unseen] = [0, 0, 0];
  let largestUnseen: CategoryCount[] = [];
  for await (const [value, count] of column.counts) {
    const text = String(value);
    counted += count;
    if (value === null) nulls += count;
    else if (Number.isNaN(value)) apart.nans += count;
    else if (value === Number.POSITIVE_INFINITY) apart.positiveInfinities += count;
    else if (value === Number.NEGATIVE_INFINITY) apart.negativeInfinities += count;
    else if (!request.known || listed.has(text)) {
      listed.set(text, (listed.get(text) ?? 0) + count);
      if (!request.known && listed.size > limit) throw tooManyCategories(column.name, limit);
    } else {
      unseen += count;
      largestUnseen.push({ value: text, count });
      if (largestUnseen.length > 50 * unseenNamed)
        largestUnseen = largestUnseen.sort(largestFirst).slice(0, unseenNamed);
    }
  }
  if (counted !== column.rows)
    throw new SnapshotError('unreadable', `column ${plainText(column.name)}: the counts do not add up`);
  return {
    name: column.name,
    rows: column.rows,
    nulls,
    ...apart,
    categories: [...listed].map(([value, count]) => ({ value, count })).sort(byCodeUnit),
    unseen,
    largestUnseen: largestUnseen.sort(largestFirst).slice(0, unseenNamed),
  };
};

/** Refuses a numeric column whose integers no double holds. */
export const beyondDoubles = (name: string): SnapshotError =>
  new SnapshotError(
    'unsupported-type',
    `column ${plainText(name)} holds integers beyond 2^53, which no double holds; expected numbers, or a column declared categorical`,
  );
