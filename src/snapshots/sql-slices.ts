import { plainText } from '../base/plain-text.ts';
import { categoryText } from './cell.ts';
import type { SliceRequest } from './column-counts.ts';
import { byValue } from './counting.ts';
import { sliceTypes } from './footer.ts';
import { SnapshotError } from './snapshot-error.ts';
import { cellOfWire, checkCount, type SqlColumn, type SqlTable, sqlColumn } from './sql-table.ts';

interface SqlSlice {
  readonly value: string | null;
  readonly rows: number;
}

/** The slices of a table, in their order, and the column that makes them. */
export interface SqlSlices {
  readonly column: SqlColumn;
  readonly slices: readonly SqlSlice[];
}

/** The slice that a row of an answer belongs to. */
export const sliceValue = (column: SqlColumn, wire: unknown): string | null => {
  const cell = cellOfWire(wire, column);
  return cell === null ? null : categoryText(cell, column.type);
};

/** The slices of a table; throws `too-many-categories` when there are more than allowed. */
export const slicesOf = async (table: SqlTable, { column: name, limit }: SliceRequest): Promise<SqlSlices> => {
  const column = sqlColumn(table, name, sliceTypes);
  const slices: SqlSlice[] = [];
  const sql = `SELECT ${column.cell}, count(*) FROM ${table.relation} GROUP BY 1 LIMIT ${limit + 1}`;
  for await (const [value, count] of table.rows(sql))
    slices.push({ value: sliceValue(column, value), rows: Number(count) });
  if (slices.length > limit)
    throw new SnapshotError('too-many-categories', `the slice column ${plainText(name)} has more than ${limit} values`);
  checkCount(
    table,
    slices.reduce((sum, { rows }) => sum + rows, 0),
  );
  return { column, slices: slices.sort(byValue) };
};
