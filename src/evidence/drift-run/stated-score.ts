import type { CategoryCounts, NumericCounts } from '../../snapshots/column-counts.ts';
import type { Measurement } from './measurement.ts';
import type { Binning, DriftMethod } from './methods/method.ts';

/** What the method that the run states gives; without `psi` it gives nothing, and `reason` says why. */
export interface StatedScore {
  readonly method: DriftMethod;
  readonly psi: number | undefined;
  readonly reason: string | undefined;
  readonly edges: readonly number[] | undefined;
  readonly bins: number | undefined;
}

/** A stated method that gives no number. */
export const noScore = (method: DriftMethod, reason: string): StatedScore => ({
  method,
  psi: undefined,
  reason,
  edges: undefined,
  bins: undefined,
});

const scored = (
  method: DriftMethod,
  edges: readonly number[] | undefined,
  reference: readonly number[],
  current: readonly number[],
): StatedScore => {
  const psi = method.score(reference, current);
  const bins = reference.filter((count, bin) => count + (current[bin] ?? 0) > 0).length;
  return {
    method,
    psi,
    edges,
    bins,
    reason: psi === undefined ? `${method.name} gives no number for these counts` : undefined,
  };
};

/** The score of counts between edges. */
export const edgesScore = (
  method: DriftMethod,
  binning: Extract<Binning, { by: 'edges' }>,
  reference: readonly number[],
  current: readonly number[],
): StatedScore => {
  const kept = (counts: readonly number[]): readonly number[] =>
    binning.outer === 'dropped' ? counts.slice(1, -1) : counts;
  return scored(method, binning.edges, kept(reference), kept(current));
};

/** The values of the current snapshot with their counts, known or not; undefined when more of them are unseen than were named. */
export const everyValue = (current: CategoryCounts): CategoryCounts['categories'] | undefined => {
  const named = current.largestUnseen.reduce((sum, { count }) => sum + count, 0);
  return named === current.unseen ? [...current.categories, ...current.largestUnseen] : undefined;
};

/** The score of values taken as they are, each value of either side by itself. */
export const valuesScore = (
  method: DriftMethod,
  reference: CategoryCounts['categories'],
  current: CategoryCounts['categories'],
): StatedScore => {
  const [before, after] = [reference, current].map((side) => new Map(side.map(({ value, count }) => [value, count])));
  const values = [...new Set([...reference, ...current].map(({ value }) => value))];
  const counts = (side: ReadonlyMap<string, number> | undefined) => values.map((value) => side?.get(value) ?? 0);
  return scored(method, undefined, counts(before), counts(after));
};

/** The score of a method of ours over bins that are counted for the control too. */
export const measuredScore = (
  method: DriftMethod,
  { reference, current, edges, reason, stability }: Measurement,
): StatedScore => (stability ? scored(method, edges, reference, current) : noScore(method, reason ?? 'not measured'));

/** Whether the counts of one bin set came. */
export const binsOf = (counts: NumericCounts, set: number): readonly number[] => counts.bins[set] ?? [];
