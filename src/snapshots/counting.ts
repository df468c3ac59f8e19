import { plainText } from '../base/plain-text.ts';
import { type Cell, categoryText } from './cell.ts';
import {
  type Apart,
  type CategoryCount,
  type CategoryCounts,
  type CategoryRequest,
  type EdgeSet,
  type HistogramRequest,
  type NumericCounts,
  type OrRefusal,
  type Refusal,
  unseenNamed,
} from './column-counts.ts';
import type { ColumnType } from './engine.ts';
import { SnapshotError, type SnapshotErrorCode } from './snapshot-error.ts';

/** Codes that no other column could escape. */
const ofWhole: ReadonlySet<SnapshotErrorCode> = new Set([
  'limit',
  'engine-missing',
  'unreachable',
  'access-denied',
  'interrupted',
  'not-allowed',
]);

/** A SnapshotError of one column as data; anything else, and what concerns the whole snapshot, stays thrown. */
export const asRefusal = (name: string, thrown: unknown): Refusal => {
  if (!(thrown instanceof SnapshotError) || ofWhole.has(thrown.code)) throw thrown;
  return { name, refused: thrown.code, message: thrown.message };
};

/** Acts on each request in turn; one that throws a SnapshotError of its own becomes a refusal. */
export const eachApart = async <Request extends { readonly name: string }, Counts>(
  requests: readonly Request[],
  act: (request: Request, index: number) => Promise<Counts> | Counts,
): Promise<readonly OrRefusal<Counts>[]> => {
  const found: OrRefusal<Counts>[] = [];
  for (const [index, request] of requests.entries())
    try {
      found.push(await act(request, index));
    } catch (thrown) {
      found.push(asRefusal(request.name, thrown));
    }
  return found;
};

/** The bin of a value: the number of edges below it, or, closed left, at or below it. */
const binOf = ({ edges, closed }: EdgeSet, value: number): number => {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const edge = edges[middle] as number;
    if (closed === 'right' ? value <= edge : value < edge) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Counts the values of a column into the bins that were asked, one after the other. */
export const numericTally = (request: HistogramRequest) => {
  const apart = { rows: 0, nulls: 0, nans: 0, positiveInfinities: 0, negativeInfinities: 0 };
  const bins = request.sets.map(({ edges }) => new Array<number>(edges.length + 1).fill(0));
  return {
    add: (value: number | null): void => {
      apart.rows += 1;
      if (value === null) apart.nulls += 1;
      else if (Number.isNaN(value)) apart.nans += 1;
      else if (value === Number.POSITIVE_INFINITY) apart.positiveInfinities += 1;
      else if (value === Number.NEGATIVE_INFINITY) apart.negativeInfinities += 1;
      else
        for (const [index, set] of request.sets.entries()) {
          const counts = bins[index] as number[];
          const bin = binOf(set, value);
          counts[bin] = (counts[bin] ?? 0) + 1;
        }
    },
    counts: (): NumericCounts => ({ name: request.name, ...apart, bins }),
  };
};

const byCodeUnit = (a: CategoryCount, b: CategoryCount): number => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);

// Equal counts stay in the order of their values.
const largestFirst = (a: CategoryCount, b: CategoryCount): number => b.count - a.count || byCodeUnit(a, b);

/**
 * Sorts values into known and unseen ones, with NaN and infinities apart. Each unseen value may come once only. Holds at most
 * `limit` values, or the known ones and a few unseen, however many come; throws `too-many-categories` beyond.
 */
export const categoryTally = ({ name, known, limit }: CategoryRequest, type: ColumnType) => {
  const listed = new Map<string, number>(known?.map((value) => [value, 0]));
  const apart = { rows: 0, nulls: 0, nans: 0, positiveInfinities: 0, negativeInfinities: 0 };
  let unseen = 0;
  let largestUnseen: CategoryCount[] = [];
  return {
    add: (cell: Cell | null, count: number): void => {
      apart.rows += count;
      if (cell === null) apart.nulls += count;
      else if (Number.isNaN(cell)) apart.nans += count;
      else if (cell === Number.POSITIVE_INFINITY) apart.positiveInfinities += count;
      else if (cell === Number.NEGATIVE_INFINITY) apart.negativeInfinities += count;
      else {
        const value = categoryText(cell, type);
        if (!known || listed.has(value)) {
          listed.set(value, (listed.get(value) ?? 0) + count);
          if (!known && listed.size > limit)
            throw new SnapshotError(
              'too-many-categories',
              `column ${plainText(name)} has more than ${limit} distinct values`,
            );
        } else {
          unseen += count;
          largestUnseen.push({ value, count });
          if (largestUnseen.length > 50 * unseenNamed)
            largestUnseen = largestUnseen.sort(largestFirst).slice(0, unseenNamed);
        }
      }
    },
    counts: (): CategoryCounts => ({
      name,
      ...apart,
      categories: [...listed].map(([value, count]) => ({ value, count })).sort(byCodeUnit),
      unseen,
      largestUnseen: largestUnseen.sort(largestFirst).slice(0, unseenNamed),
    }),
  };
};

/** The order of slices: the rows without a value first, then by value (code units). */
export const byValue = (a: { readonly value: string | null }, b: { readonly value: string | null }): number =>
  a.value === null ? -1 : b.value === null ? 1 : a.value < b.value ? -1 : 1;

/** Refuses counts of a column that are not those of all rows. */
export const checkRows = <Counts extends Apart>(counts: Counts, rows: number): Counts => {
  if (counts.rows !== rows)
    throw new SnapshotError('unreadable', `column ${plainText(counts.name)}: the counts do not add up`);
  return counts;
};
