import { partQuantiles } from '../../../snapshots/ranks.ts';
import { stabilityOf } from '../psi.ts';
import type { Binning, DriftMethod, UnbinnedColumn } from './method.ts';

/** Most distinct values of a column of numbers that are taken as they are. */
const discreteValues = 20;

/** What the methods of our own have in common; they differ in their edges alone. */
export const ownMethod = (
  name: string,
  ranks: NonNullable<DriftMethod['survey']['ranks']>,
  edges: (column: UnbinnedColumn) => readonly number[],
): DriftMethod => ({
  name,
  zeroRule: 'each share at least 0.0001 (not scaled to add up to 1 again); bins empty on both sides skipped',
  survey: { ranks, distinctLimit: discreteValues },
  bin: (column): Binning => {
    const { reference, declared } = column;
    if (declared.type === 'categorical') return { by: 'values' };
    const few = reference.distinct !== undefined && reference.finite > 0;
    if (few && declared.type !== 'numeric') return { by: 'values' };
    return { by: 'edges', edges: edges(column), closed: 'right' };
  },
  values: 'pooled',
  score: (reference, current) => stabilityOf(reference, current)?.psi,
});

/**
 * The method by which we judge. `psi/ref-quantile-10@1`:
 *
 * - A column of numbers of more than 20 distinct finite reference values has quantile bins. The edges are the distinct ones among the
 *   type-1 order statistics x[ceil(k n / 10)], k = 1 .. 9, of the finite reference values; bin i is (edge i-1, edge i], and the outer
 *   bins are open. -0 is 0. Integers are read as doubles, and refused beyond 2^53.
 * - A column of numbers of at most 20 distinct reference values, a boolean and a string have a bin for each reference value. Reference
 *   values that each hold less than epsilon of the reference share one bin, `(rare)`: alone, epsilon would hide them. When they hold
 *   more than half of the reference together, the column has no PSI. All current values that the reference does not have share one
 *   bin, `(unseen)`: its reference share is 0 and enters as epsilon, so the PSI stays finite, and a thousand new values that are
 *   rare each still weigh what they weigh together.
 * - The run file may declare a column `numeric` (quantile bins, however few values) or `categorical` (values as they are).
 * - Nulls, NaN and infinities are in no bin: their shares of the rows are facts of their own. Shares are of the values in the bins.
 * - PSI with epsilon 1e-4 as `stabilityOf` in psi.ts defines it.
 */
export const refQuantile = (parts: number): DriftMethod =>
  ownMethod(`psi/ref-quantile-${parts}@1`, [{ rule: 'parts', parts }], ({ reference }) => [
    ...new Set(partQuantiles(reference.order, parts, reference.finite)),
  ]);
