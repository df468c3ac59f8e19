import { plainText, shortened } from '../../base/plain-text.ts';
import type { SliceRequest } from '../../snapshots/column-counts.ts';
import type { SnapshotColumn, SnapshotEngine } from '../../snapshots/engine.ts';
import { sliceTypes } from '../../snapshots/footer.ts';
import { answered } from './answered.ts';
import type { Pair } from './binning.ts';
import type { Feature } from './features.ts';
import type { SliceMeasurement } from './measure.ts';

/** Slices to measure, or why there are none. */
export type Slicing = { readonly sliceBy: SliceRequest; readonly count: number } | { readonly reason: string };

const columnObstacle = (name: string, which: string, columns: readonly SnapshotColumn[]): string | undefined => {
  const column = columns.find((each) => each.name === name);
  if (!column) return `the ${which} snapshot has no column ${plainText(name)} to slice by`;
  if (!sliceTypes.some((type) => type === column.type))
    return `the ${which} column ${plainText(name)} is ${column.physical}; expected text, booleans, integers or days to slice by`;
  return undefined;
};

/**
 * Decides whether the rows can be cut by a column: it is there in both snapshots, and its values times the features stay within the limit.
 * Beyond it nothing is sliced, rather than some slices left out.
 */
export const slicingOf = async (
  engine: SnapshotEngine,
  pair: Pair,
  column: string,
  features: number,
  scores: number,
): Promise<Slicing> => {
  const limit = Math.max(1, Math.floor(scores / Math.max(1, features)));
  const obstacle =
    columnObstacle(column, 'reference', pair.columns.reference) ??
    columnObstacle(column, 'current', pair.columns.current);
  if (obstacle !== undefined) return { reason: obstacle };
  const values = new Set<string | null>();
  for (const side of ['reference', 'current'] as const) {
    const failures = new Map<string, string>();
    const [found] = await answered([{ name: column, limit }], failures, (items) =>
      engine.categories(pair[side], items),
    );
    if (!found)
      return {
        reason: `${side} snapshot: ${failures.get(column) ?? 'not measured'}; with ${features} features at most ${limit} slices are measured`,
      };
    for (const { value } of found.counts.categories) values.add(value);
    if (found.counts.nulls > 0) values.add(null);
  }
  return values.size > limit
    ? {
        reason: `${plainText(column)} has ${values.size} values in the two snapshots together; with ${features} features at most ${limit} slices are measured`,
      }
    : { sliceBy: { column, limit: limit + 1 }, count: values.size };
};

/** A score within one slice, in words of the facts. */
export interface SliceRecord {
  readonly id: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Why there is no PSI. */
  readonly reason: string | undefined;
}

/** The scores of a feature in every slice. Outcomes and columns that are not monitored have none, nor has the slice column itself. */
export const sliceRecords = (
  run: string,
  sliceBy: string,
  feature: Feature,
  slices: readonly SliceMeasurement[],
): readonly SliceRecord[] => {
  if (!feature.monitored || feature.role === 'outcome' || feature.name === sliceBy) return [];
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  return slices.map(({ slice, measurement: { reference, current, stability, reason } }) => {
    const name = slice === null ? '(none)' : shortened(slice, 200);
    return {
      id: `${run}/${feature.name}/${sliceBy}=${name}`,
      reason: stability ? undefined : (reason ?? 'not measured'),
      facts: {
        slice: name,
        sliceBy,
        feature: feature.name,
        role: feature.role,
        referenceCount: total(reference),
        currentCount: total(current),
        ...(stability ? { psi: stability.psi, noiseFloor: stability.noiseFloor, bins: stability.bins } : {}),
      },
    };
  });
};
