import type { OrderStatistic } from './column-counts.ts';
import { codeOf, type Grid, gridCodes, gridOver, startOfCode } from './grid.ts';
import type { CodeCounts, Interval } from './kernel.ts';
import { countAtMost, countBelow } from './sorted.ts';

/** An interval whose values are to be counted by code, with how many values lie below it, and the ranks that lie in it. */
export interface CodeTask {
  readonly interval: Interval;
  readonly grid: Grid;
  readonly ranks: readonly number[];
  /** How often the interval was narrowed before. */
  readonly depth: number;
}

/** Codes of a counted interval whose values are to be collected: `count` together, `before[i]` below those of `codes[i]`. */
export interface CollectTask {
  readonly interval: Interval;
  readonly grid: Grid;
  readonly ranks: readonly number[];
  readonly codes: readonly number[];
  readonly count: number;
  /** Values below each of the codes, and values that have the code. */
  readonly before: readonly number[];
  readonly sizes: readonly number[];
}

/** An interval that is left to the database, because its values are too many and do not spread over codes. */
export interface SortTask {
  readonly interval: Interval;
  readonly ranks: readonly number[];
  readonly below: number;
}

/** What follows from the counts of an interval. */
export interface Narrowed {
  readonly found: readonly OrderStatistic[];
  readonly collect: CollectTask | undefined;
  readonly narrow: readonly CodeTask[];
  readonly sort: readonly SortTask[];
}

/** Most times that an interval is narrowed, each one scan. After the first, 16,384 codes lie within one of 16,384. */
const deepest = 3;

/**
 * Looks for ranks among the codes of an interval. A code of at most `most` values is collected; a larger one is narrowed to a grid of
 * its own. `whole` says that all values are integers: then a code that holds one integer holds one value.
 */
export const narrow = (
  { interval, grid, ranks, depth }: CodeTask,
  { below, counts, extremes }: CodeCounts,
  whole: boolean,
  most: number,
): Narrowed => {
  const found: OrderStatistic[] = [];
  const narrowing: CodeTask[] = [];
  const sorting: SortTask[] = [];
  const collected = { ranks: [] as number[], codes: [] as number[], before: [] as number[], sizes: [] as number[] };
  let code = -1;
  let before = below;
  let after = below;
  for (let index = 0; index < ranks.length; ) {
    while (after < (ranks[index] as number) && code < gridCodes - 1) {
      code += 1;
      before = after;
      after += counts[code] ?? 0;
    }
    const own: number[] = [];
    while (index < ranks.length && (ranks[index] as number) <= after) own.push(ranks[index++] as number);
    if (own.length === 0) throw new Error('a rank lies outside the interval that holds it');
    const from = Math.max(interval.from, startOfCode(grid, code));
    const to = Math.min(interval.to, startOfCode(grid, code + 1));
    const [low, high] = [Math.max(from, extremes?.min ?? from), Math.min(to, extremes?.max ?? to)];
    const single = onlyValue(low, high, extremes !== undefined && to > extremes.max, whole);
    if (single !== undefined) for (const rank of own) found.push({ rank, value: single, below: before, atMost: after });
    else if (after - before <= most) {
      collected.ranks.push(...own);
      collected.codes.push(code);
      collected.before.push(before);
      collected.sizes.push(after - before);
    } else if (depth < deepest)
      narrowing.push({ interval: { from, to }, grid: gridOver(low, high), ranks: own, depth: depth + 1 });
    else sorting.push({ interval: { from, to }, ranks: own, below: before });
  }
  const count = collected.sizes.reduce((sum, size) => sum + size, 0);
  return {
    found,
    collect: collected.codes.length === 0 ? undefined : { interval, grid, count, ...collected },
    narrow: narrowing,
    sort: sorting,
  };
};

/** The one value that lies from `low` to `high`, both among the values or at their bounds; undefined when there may be several. */
const onlyValue = (low: number, high: number, highIsValue: boolean, whole: boolean): number | undefined => {
  if (highIsValue && low === high) return low;
  if (!whole || !Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  const first = Math.ceil(low);
  return (highIsValue ? first + 1 > high : first + 1 >= high) ? first + 0 : undefined;
};

/** The ranks of a collected task, out of its values in ascending order. */
export const pick = (
  { ranks, codes, before, sizes, grid }: CollectTask,
  values: Float64Array,
): readonly OrderStatistic[] => {
  // Codes ascend with values: the values of a code follow those of the codes before it.
  const starts = new Map(
    codes.map((code, index) => [code, sizes.slice(0, index).reduce((sum, size) => sum + size, 0)]),
  );
  return ranks.map((rank) => {
    const index = before.findIndex((count, place) => rank > count && rank <= count + (sizes[place] as number));
    const offset = (starts.get(codes[index] as number) as number) - (before[index] as number);
    const value = values[offset + rank - 1] as number;
    if (codeOf(grid, value) !== codes[index]) throw new Error('the collected values are not those of their codes');
    return {
      rank,
      value,
      below: countBelow(values, value) - offset,
      atMost: countAtMost(values, value) - offset,
    };
  });
};
