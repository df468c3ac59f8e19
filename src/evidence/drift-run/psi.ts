import { chiSquareQuantile } from './chi-square.ts';

/** Smallest share that enters the formula. A share of 0 would make the sum infinite; industry convention. */
export const epsilon = 1e-4;

/** A population stability index with what it rests on. */
export interface Stability {
  readonly psi: number;
  /** Bins that hold a value on either side; the others do not enter. */
  readonly bins: number;
  /** What the PSI stays below in 95 of 100 comparisons if nothing has changed. */
  readonly noiseFloor: number;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Shares of counts, 0 to 1; undefined when there is nothing to share. */
export const sharesOf = (counts: readonly number[]): readonly number[] | undefined => {
  const total = sum(counts);
  return total === 0 ? undefined : counts.map((count) => count / total);
};

/** What one bin adds to the PSI: (q - p) ln(q / p), with both shares at least `epsilon`. Never negative. */
export const contributionOf = (before: number, after: number): number => {
  const [p, q] = [Math.max(before, epsilon), Math.max(after, epsilon)];
  return (q - p) * Math.log(q / p);
};

/**
 * PSI = sum over the bins of (q - p) ln(q / p), p and q the shares of reference and current, each at least `epsilon` and not
 * scaled to add up to 1 again; a bin that is empty on both sides is skipped. Never negative; 0 for equal shares; the same with the
 * sides swapped. Undefined when a side has no value.
 * The noise floor is chi-square(0.95, bins - 1) x (1/n + 1/m), the large-sample law of PSI for fixed bins (Yurdakul and Naranjo,
 * "Statistical properties of the population stability index", 2020). With one bin nothing can move, and it is 0.
 */
export const stabilityOf = (reference: readonly number[], current: readonly number[]): Stability | undefined => {
  const [p, q] = [sharesOf(reference), sharesOf(current)];
  if (!p || !q) return undefined;
  const held = p.map((share, bin) => [share, q[bin] ?? 0] as const).filter(([before, after]) => before + after > 0);
  return {
    psi: held.reduce((total, [before, after]) => total + contributionOf(before, after), 0),
    bins: held.length,
    noiseFloor: chiSquareQuantile(0.95, held.length - 1) * (1 / sum(reference) + 1 / sum(current)),
  };
};
