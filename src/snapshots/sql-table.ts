import { beyondDoubles, type Cell, isBeyondDoubles, textOf } from './cell.ts';
import type { ColumnType, SnapshotColumn, SnapshotSchema } from './engine.ts';
import { columnNamed } from './footer.ts';
import type { ScanProgress } from './scan-progress.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { CategoricalType, NumericType, SqlConnection, SqlDialect } from './sql-dialect.ts';
import { type TableSource, tableLabel } from './table-source.ts';

/** A table that is counted with SQL. */
export interface SqlTable {
  readonly dialect: SqlDialect;
  readonly label: string;
  /** What stands behind FROM. */
  readonly relation: string;
  readonly schema: SnapshotSchema;
  readonly rows: (sql: string) => AsyncIterable<readonly unknown[]>;
  readonly row: (sql: string) => Promise<readonly unknown[]>;
}

/** A column as SQL. */
export interface SqlColumn extends SnapshotColumn {
  readonly raw: string;
  /** The column as a double, -0 as it is: for comparisons. */
  readonly double: string;
  /** The column as a double, -0 as 0: for grouping. */
  readonly value: string;
  readonly finite: string;
  readonly cell: string;
}

/** How a query names a table and how its rows come. */
export const openTable = async (
  source: TableSource,
  dialect: SqlDialect,
  connection: SqlConnection,
  columnLimit: number,
  progress: ScanProgress,
): Promise<SqlTable> => {
  const relation = dialect.relation(source);
  const rows = async function* (sql: string): AsyncGenerator<readonly unknown[]> {
    for await (const batch of connection.query(sql, progress)) yield* batch;
  };
  const row = async (sql: string): Promise<readonly unknown[]> => {
    for await (const first of rows(sql)) return first;
    throw new SnapshotError('unreadable', `${dialect.engine} gave no answer`);
  };
  const columns: SnapshotColumn[] = [];
  for await (const [name, type] of rows(dialect.describe(relation)))
    columns.push(dialect.column(String(name), String(type)));
  if (columns.length === 0) throw new SnapshotError('no-files', `${tableLabel(source)} has no columns`);
  if (columns.length > columnLimit)
    throw new SnapshotError('limit', `the table has ${columns.length} columns; at most ${columnLimit} are read`);
  const [count] = await row(`SELECT count(*) FROM ${relation}`);
  return { dialect, label: tableLabel(source), relation, schema: { rows: Number(count), columns }, rows, row };
};

/** A column by its name, which must be of one of the types. */
export const sqlColumn = ({ dialect, schema }: SqlTable, name: string, types: readonly ColumnType[]): SqlColumn => {
  const column = columnNamed(schema, name, types);
  const raw = dialect.identifier(name);
  const { type, physical } = column;
  const double = type in dialect.asDouble ? dialect.asDouble[type as NumericType](raw, physical) : raw;
  return {
    ...column,
    raw,
    double,
    value: type in dialect.asDouble ? `(${double} + ${dialect.double(0)})` : raw,
    finite: type === 'number' ? dialect.isFinite(double) : `${raw} IS NOT NULL`,
    cell: type in dialect.asCell ? dialect.asCell[type as CategoricalType](raw, physical) : raw,
  };
};

/** A double out of a row: JSON has no word for NaN and infinities, and each database writes them in its own way. */
export const numberOfWire = (value: unknown): number => {
  if (typeof value === 'number') return value + 0;
  const text = String(value).toLowerCase();
  if (/^[+-]?inf/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^-?nan$/.test(text) ? Number.NaN : Number(text) + 0;
};

/** A decimal with all digits that its type has: databases leave out zeros at the end. */
const decimalOf = (text: string, physical: string): Cell => {
  const scale = Number(/decimal\w*\((?:\d+,\s*)?(\d+)\)/i.exec(physical)?.[1] ?? 0);
  const [whole = '', fraction = ''] = text.split('.');
  return { unscaled: BigInt(whole + fraction.padEnd(scale, '0')), scale: Math.max(scale, fraction.length) };
};

/** A value out of a row as a cell; null for null. */
export const cellOfWire = (value: unknown, { name, type, physical }: SqlColumn): Cell | null => {
  if (value === null || value === undefined) return null;
  if (type === 'number') return numberOfWire(value);
  if (type === 'boolean') return value === true || value === 1 || value === 'true';
  if (type === 'string') return textOf(value, name);
  if (type === 'date') return Number(value);
  return type === 'decimal' ? decimalOf(String(value), physical) : BigInt(String(value));
};

/** Aggregates that show whether a double holds every value of a column; none where one always does. */
export const exactExtremes = ({ dialect }: SqlTable, column: SqlColumn): readonly string[] =>
  column.type === 'integer' || column.type === 'decimal' || column.type === 'timestamp'
    ? [`min(${column.raw})`, `max(${column.raw})`].map((raw) =>
        dialect.asCell[column.type as CategoricalType](raw, column.physical),
      )
    : [];

/** Refuses a column of numbers that no double holds, out of what `exactExtremes` gave. */
export const checkDoubles = (column: SqlColumn, extremes: readonly unknown[]): void => {
  for (const extreme of extremes) {
    const cell = cellOfWire(extreme, column);
    const exact = typeof cell === 'object' && cell !== null ? cell.unscaled : cell;
    if (typeof exact === 'bigint' && isBeyondDoubles(exact)) throw beyondDoubles(column.name, column.type);
  }
};

/** Refuses an answer over another number of rows than the table had: it was written to meanwhile. */
export const checkCount = ({ schema, label }: SqlTable, rows: number): void => {
  if (rows !== schema.rows)
    throw new SnapshotError(
      'changed',
      `${label} had ${schema.rows} rows, then ${rows}: it was written to while it was measured; expected a table, or a version of one, that stands still`,
    );
};
