import type { OrderStatistic } from '../../../snapshots/column-counts.ts';

/**
 * The quantile of n values that numpy and pandas interpolate (type 7 of Hyndman and Fan 1996), to the last bit: from the nearer neighbour.
 * `order` must hold what the rank rule `linear` asks for.
 */
export const linearQuantile = (order: readonly OrderStatistic[], n: number, probability: number): number => {
  const valueAt = (rank: number): number | undefined => order.find((statistic) => statistic.rank === rank)?.value;
  const position = (n - 1) * probability;
  const below = Math.floor(position);
  const low = valueAt(below + 1) as number;
  const high = valueAt(Math.min(below + 2, n)) ?? low;
  const part = position - below;
  return part >= 0.5 ? high - (high - low) * (1 - part) : low + (high - low) * part;
};
