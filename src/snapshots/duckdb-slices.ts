import { plainText } from '../base/plain-text.ts';
import { categoryText } from './cell.ts';
import type { SliceRequest } from './column-counts.ts';
import { byValue } from './counting.ts';
import { cellOf, columnOf, type OpenSnapshot } from './duckdb-snapshot.ts';
import { sliceTypes } from './footer.ts';
import { SnapshotError } from './snapshot-error.ts';

/** A slice, and what DuckDB calls its value. */
export interface OpenSlice {
  readonly value: string | null;
  readonly rows: number;
  readonly raw: unknown;
}

/** The slices of a snapshot; throws `too-many-categories` when there are more than allowed. */
export const slicesOf = async (
  open: OpenSnapshot,
  { column: name, limit }: SliceRequest,
): Promise<{ readonly slices: readonly OpenSlice[]; readonly expression: string }> => {
  const column = columnOf(open, name, sliceTypes);
  const rows = await open.session.rows(
    `SELECT ${column.value}, count(*) FROM ${open.session.source} GROUP BY 1 LIMIT ${limit + 1}`,
  );
  if (rows.length > limit)
    throw new SnapshotError('too-many-categories', `the slice column ${plainText(name)} has more than ${limit} values`);
  const slices = rows.map(([raw, count]): OpenSlice => {
    const cell = cellOf(raw);
    return { value: cell === null ? null : categoryText(cell, column.type), rows: Number(count), raw };
  });
  return { slices: slices.sort(byValue), expression: column.value };
};

/** The slice of a value that DuckDB gives. */
export const sliceOf = (raw: unknown, slices: readonly OpenSlice[]): OpenSlice | undefined =>
  slices.find((slice) => slice.raw === raw);
