import { plainText } from '../base/plain-text.ts';
import { asParquet } from './as-parquet.ts';
import type { Cell } from './cell.ts';
import { type DuckdbSession, identifier, openSession, quoted } from './duckdb-session.ts';
import type { ColumnType, SnapshotColumn, SnapshotSchema } from './engine.ts';
import { columnNamed, type Footers, inPart, meant, readFooters } from './footer.ts';
import type { WorkerSettings } from './serve.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SnapshotSource } from './source.ts';

/** Rows of a sample at each of its places. */
const sampledRows = 2_048;

/** Columns of one query: each query parses the footer again, and more columns at once need more memory (measured). */
export const columnsPerQuery = 48;

/** DuckDB's types that each of ours may come as. Anything else is a disagreement about the file, and refused. */
const duckdbTypes: Readonly<Record<ColumnType, RegExp>> = {
  number: /^(FLOAT|DOUBLE)$/,
  integer: /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/,
  decimal: /^DECIMAL\(/,
  boolean: /^BOOLEAN$/,
  string: /^VARCHAR$/,
  date: /^DATE$/,
  timestamp: /^TIMESTAMP/,
  other: /./,
};

/** A snapshot that a session reads. */
export interface OpenSnapshot {
  readonly schema: SnapshotSchema;
  readonly session: DuckdbSession;
  /** Each column as SQL, in the order of the schema. */
  readonly expressions: readonly string[];
  /** Digits behind the point of each column that the files hold; 0 for all but decimals. */
  readonly decimals: readonly number[];
  /** Table expressions of some rows from several places. */
  readonly samples: readonly string[];
}

/** A column as SQL, and as what it is. */
export interface Column extends SnapshotColumn {
  /** The column as SQL. */
  readonly raw: string;
  /** The column as a double, -0 as 0. */
  readonly double: string;
  /** The column as a double, -0 as it is: for the kernel, which does not tell it from 0. */
  readonly scanned: string;
  /** The column as what `cellOf` makes a cell of. */
  readonly value: string;
  /** Digits behind the point. */
  readonly decimals: number;
}

/** A number as SQL text, without loss. */
export const double = (value: number): string => `'${value}'::DOUBLE`;

/** Slices of at most `size` items. */
export const batches = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Opens a snapshot, and refuses it when DuckDB sees other columns or types than its footers name. */
export const openSnapshot = async (
  given: SnapshotSource,
  settings: WorkerSettings,
  id: number,
): Promise<OpenSnapshot> => {
  const { source, columns } = await asParquet(given, settings, id);
  const footers = await readFooters(source, settings.limits.columns);
  const session = await openSession(source.parts, settings, id);
  try {
    const names = await namesIn(session, footers.columns.slice(0, footers.inFiles));
    const partitions = footers.columns.slice(footers.inFiles).map(({ name }) => {
      const values = source.parts.map(({ partitions: own }) => own[name] ?? null);
      return `([${values.map((value) => (value === null ? 'NULL' : quoted(value))).join(', ')}]::VARCHAR[])[file_index::BIGINT + 1]`;
    });
    return {
      schema: { rows: footers.rows, columns: meant(footers, columns) },
      session,
      expressions: [...names, ...partitions],
      decimals: footers.footers[0]?.elements.map(({ scale = 0 }) => scale) ?? [],
      samples: samplesOf(footers, session),
    };
  } catch (thrown) {
    session.close();
    const [only] = source.parts;
    throw only ? inPart(source, only, thrown) : thrown;
  }
};

/** Some rows from the beginning of row groups that lie apart: their order may mean something. */
const samplesOf = ({ footers, rows }: Footers, { source, partSource }: DuckdbSession): readonly string[] => {
  if (rows <= 4 * sampledRows) return [source];
  const places = footers.flatMap(({ rowGroups }, part) => {
    let start = 0;
    return rowGroups.map((group) => {
      start += group.rows;
      return { part, start: start - group.rows };
    });
  });
  const many = Math.min(places.length, 8);
  return Array.from({ length: many }, (_, index) => {
    const { part, start } = places[Math.floor((index * places.length) / many)] as (typeof places)[number];
    return `(SELECT * FROM ${partSource(part)} WHERE file_row_number >= ${start} LIMIT ${sampledRows})`;
  });
};

/** Nanoseconds cut down to microseconds, before 1970 too, where DuckDB's own cast goes up. */
const microseconds = (raw: string): string =>
  `make_timestamp((epoch_ns(${raw}) - ((epoch_ns(${raw}) % 1000) + 1000) % 1000) // 1000)`;

/** DuckDB's names of the columns: it renames one that differs from another only in case. */
const namesIn = async (session: DuckdbSession, columns: readonly SnapshotColumn[]): Promise<readonly string[]> => {
  const described = await session.rows(`DESCRIBE SELECT * FROM ${session.source}`);
  const disagreement = columns.find(
    (column, index) => !duckdbTypes[column.type].test(String(described[index]?.[1] ?? 'nothing')),
  );
  if (described.length !== columns.length || disagreement)
    throw new SnapshotError(
      'unsupported-type',
      disagreement
        ? `column ${plainText(disagreement.name)} is ${disagreement.physical}, which DuckDB does not read as such`
        : `DuckDB sees ${described.length} columns, the footer ${columns.length}`,
    );
  return described.map(([name, type]) =>
    type === 'TIMESTAMP_NS' ? microseconds(identifier(String(name))) : identifier(String(name)),
  );
};

const doubleOf = {
  number: (raw) => `${raw}::DOUBLE`,
  integer: (raw) => `${raw}::DOUBLE`,
  decimal: (raw) => `${raw}::DOUBLE`,
  date: (raw) => `(${raw} - DATE '1970-01-01')::DOUBLE`,
  timestamp: (raw) => `epoch_us(${raw})::DOUBLE`,
} as const satisfies Partial<Record<ColumnType, (raw: string) => string>>;

const exactOf = (type: ColumnType, raw: string): string =>
  type === 'number'
    ? `(${doubleOf.number(raw)} + 0.0)`
    : type === 'date'
      ? `(${raw} - DATE '1970-01-01')`
      : type === 'timestamp'
        ? `epoch_us(${raw})`
        : raw;

/** A column by its name, which must be of one of the types. */
export const columnOf = (
  { schema, expressions, decimals }: OpenSnapshot,
  name: string,
  types: readonly ColumnType[],
): Column => {
  const column = columnNamed(schema, name, types);
  const raw = expressions[schema.columns.indexOf(column)] ?? identifier(name);
  const { type } = column;
  const scanned = type in doubleOf ? doubleOf[type as keyof typeof doubleOf](raw) : raw;
  return {
    ...column,
    raw,
    scanned,
    double: `(${scanned} + 0.0)`,
    value: exactOf(type, raw),
    decimals: decimals[schema.columns.indexOf(column)] ?? 0,
  };
};

/** What DuckDB gives for `Column.value`, as a cell. */
export const cellOf = (value: unknown): Cell | null => {
  if (value === null || typeof value !== 'object') return value as Cell | null;
  const { value: unscaled, scale } = value as { readonly value: bigint; readonly scale: number };
  return { unscaled, scale };
};
