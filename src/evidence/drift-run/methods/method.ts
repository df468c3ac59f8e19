import type { EdgeSet, NumericSurvey, RankRule } from '../../../snapshots/column-counts.ts';
import type { SnapshotColumn } from '../../../snapshots/engine.ts';

/** A column of numbers before it has bins. */
export interface UnbinnedColumn {
  readonly reference: NumericSurvey;
  /** Of the current snapshot, for a method that asks for it. */
  readonly current: NumericSurvey | undefined;
  /** Of both snapshots as if they were one, for a method that asks for it. */
  readonly pooled: NumericSurvey | undefined;
  readonly columns: { readonly reference: SnapshotColumn; readonly current: SnapshotColumn };
  /** What the run file declares the column to be, and its edges. */
  readonly declared: {
    readonly type: 'numeric' | 'categorical' | undefined;
    readonly edges: readonly number[] | undefined;
  };
}

/**
 * How the values of a column fall into bins: by edges, each value by itself, or not at all. The outer bins are open and count, unless a
 * peer drops what lies in them.
 */
export type Binning =
  | ({ readonly by: 'edges'; readonly outer?: 'dropped' } & EdgeSet)
  | { readonly by: 'values' }
  | { readonly by: 'nothing'; readonly reason: string };

/**
 * One way to get from two columns to a PSI. The same rows give another number under another method, so a score without its method is
 * no statement that can be tested again.
 */
export interface DriftMethod {
  /** Name and version, such as psi/ref-quantile-10@1. What a method computes never changes under its name. */
  readonly name: string;
  /** What becomes of a bin that is empty on a side. */
  readonly zeroRule: string;
  /** What must be known of the reference column before it has bins; `beyond` asks for the extremes of more than the reference. */
  readonly survey: {
    readonly ranks?: readonly RankRule[];
    readonly distinctLimit?: number;
    readonly beyond?: 'current' | 'pooled';
  };
  /** The bins of a column of numbers. Text and booleans are always taken by their values. */
  readonly bin: (column: UnbinnedColumn) => Binning;
  /** Whether rare and unseen values share a bin each, as in ours, or every value of either side has its own. */
  readonly values: 'pooled' | 'apart';
  /** The PSI of bin counts; undefined when the method gives no finite number. */
  readonly score: (reference: readonly number[], current: readonly number[]) => number | undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** sum (p - q) ln(p / q), after `fill` has made shares without a zero of the counts of each side. */
export const psiOfFilled =
  (fill: (counts: readonly number[], total: number) => readonly number[]): DriftMethod['score'] =>
  (reference, current) => {
    const [n, m] = [sum(reference), sum(current)];
    if (n === 0 || m === 0) return undefined;
    const [p, q] = [fill(reference, n), fill(current, m)];
    const psi = sum(p.map((share, bin) => (share - (q[bin] as number)) * Math.log(share / (q[bin] as number))));
    return Number.isFinite(psi) ? psi : undefined;
  };
