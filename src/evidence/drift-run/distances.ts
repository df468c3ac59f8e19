import { chiSquareTail } from './chi-square.ts';
import { sharesOf } from './psi.ts';

/** What the bins of a feature say beside the PSI, from the same counts. */
export interface BinMeasures {
  /**
   * Jensen-Shannon distance of the shares, base 2: the root of the mean of the two Kullback-Leibler divergences from the average of the
   * shares (Lin 1991; Endres and Schindelin 2003). From 0 for equal shares to 1 for shares without a common bin. No share is floored.
   */
  readonly jensenShannonDistance: number;
  /** Pearson's chi-square of homogeneity: sum of (observed - expected)^2 / expected over both sides of each bin that is not empty. */
  readonly chiSquare: number;
  /** Probability of a chi-square as large if nothing had changed, with bins - 1 degrees of freedom. Small samples make it rough. */
  readonly chiSquareP: number;
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const informationOf = (share: number, average: number): number =>
  share === 0 ? 0 : share * Math.log2(share / average);

/** The measures of bin counts; undefined when a side has no value. */
export const binMeasures = (reference: readonly number[], current: readonly number[]): BinMeasures | undefined => {
  const [p, q] = [sharesOf(reference), sharesOf(current)];
  if (!p || !q) return undefined;
  const [n, m] = [total(reference), total(current)];
  const held = p.map((_, bin) => bin).filter((bin) => (reference[bin] ?? 0) + (current[bin] ?? 0) > 0);
  const divergence = total(
    held.map((bin) => {
      const [before, after] = [p[bin] as number, q[bin] as number];
      const average = (before + after) / 2;
      return (informationOf(before, average) + informationOf(after, average)) / 2;
    }),
  );
  const chiSquare = total(
    held.map((bin) => {
      const [before, after] = [reference[bin] as number, current[bin] as number];
      // (a m - b n)^2 / (n m (a + b)): both sides of the bin at once, and exactly 0 for equal shares.
      return ((before * m - after * n) / n) * ((before * m - after * n) / m / (before + after));
    }),
  );
  return {
    jensenShannonDistance: Math.sqrt(Math.min(1, Math.max(0, divergence))),
    chiSquare,
    chiSquareP: chiSquareTail(chiSquare, held.length - 1),
  };
};

/**
 * The largest difference of the two distribution functions at the edges of numeric bins in their order: the Kolmogorov-Smirnov statistic
 * is at least this, and exceeds it by no more than the fullest bin holds.
 */
export const largestGapAtEdges = (reference: readonly number[], current: readonly number[]): number | undefined => {
  const [n, m] = [total(reference), total(current)];
  if (n === 0 || m === 0) return undefined;
  let [before, after, widest] = [0, 0, 0];
  for (const [bin, count] of reference.entries()) {
    before += count;
    after += current[bin] ?? 0;
    widest = Math.max(widest, Math.abs(before / n - after / m));
  }
  return widest;
};

/**
 * What the Kolmogorov-Smirnov statistic of two samples of one continuous population stays below in 95 of 100 comparisons: the asymptotic
 * sqrt(-ln(0.025) / 2) sqrt(1/n + 1/m) (Smirnov 1948); lower still for populations with ties.
 */
export const kolmogorovSmirnovNoiseFloor = (n: number, m: number): number =>
  Math.sqrt(-Math.log(0.025) / 2) * Math.sqrt(1 / n + 1 / m);
