import { plainText } from '../base/plain-text.ts';
import { beyondDoubles } from './counting.ts';
import { type DuckdbSession, identifier, openSession } from './duckdb-session.ts';
import { type ColumnType, SnapshotError } from './engine.ts';
import { columnIndex, type Footer, readFooter } from './footer.ts';
import type { WorkerSettings } from './serve.ts';

/** Columns of one query: each query parses the footer again, and more columns at once need more memory (measured). */
export const columnsPerQuery = 48;

/** DuckDB's types that each of ours may come as. Anything else is a disagreement about the file, and refused. */
const duckdbTypes: Readonly<Record<ColumnType, RegExp>> = {
  number: /^(FLOAT|DOUBLE)$/,
  integer: /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/,
  boolean: /^BOOLEAN$/,
  string: /^VARCHAR$/,
  other: /./,
};

/** A file that a session reads, with what its footer says. */
export interface OpenFile {
  readonly footer: Footer;
  readonly session: DuckdbSession;
  /** DuckDB's names of the columns: it renames one that differs from another only in case. */
  readonly names: readonly string[];
}

/** A column as SQL, and as what it is. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The column as SQL. */
  readonly raw: string;
  /** The column as a double, -0 as 0. */
  readonly double: string;
}

/** A number as SQL text, without loss. */
export const double = (value: number): string => `'${value}'::DOUBLE`;

/** Slices of at most `size` items. */
export const batches = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Opens a file, and refuses it when DuckDB sees other columns or types than its footer names. */
export const openFile = async (file: string, settings: WorkerSettings, id: number): Promise<OpenFile> => {
  const footer = await readFooter(file, settings.limits.columns);
  const session = await openSession(file, settings, id);
  try {
    return { footer, session, names: await namesIn(session, footer) };
  } catch (thrown) {
    session.close();
    throw thrown;
  }
};

const namesIn = async (session: DuckdbSession, footer: Footer): Promise<readonly string[]> => {
  const described = await session.rows(`DESCRIBE SELECT * FROM ${session.source}`);
  const disagreement = footer.columns.find(
    (column, index) => !duckdbTypes[column.type].test(String(described[index]?.[1] ?? 'nothing')),
  );
  if (described.length !== footer.columns.length || disagreement)
    throw new SnapshotError(
      'unsupported-type',
      disagreement
        ? `column ${plainText(disagreement.name)} is ${disagreement.physical}, which DuckDB does not read as such`
        : `DuckDB sees ${described.length} columns, the footer ${footer.columns.length}`,
    );
  return described.map(([name]) => String(name));
};

/** A column by its name, which must be of one of the types. */
export const columnOf = ({ footer, names }: OpenFile, name: string, types: readonly ColumnType[]): Column => {
  const index = columnIndex(footer, name, types);
  const raw = identifier(names[index] ?? name);
  return { name, type: footer.columns[index]?.type ?? 'other', raw, double: `(${raw}::DOUBLE + 0.0)` };
};

/** One row of aggregates for each column, in as few queries as memory allows. */
export const aggregate = async (
  open: OpenFile,
  columns: readonly Column[],
  size: number,
  width: number,
  expressions: (column: Column) => readonly string[],
): Promise<readonly (readonly unknown[])[]> => {
  const found: (readonly unknown[])[] = [];
  for (const batch of batches(columns, size)) {
    const [row = []] = await open.session.rows(
      `SELECT count(*), ${batch.flatMap(expressions).join(', ')} FROM ${open.session.source}`,
    );
    if (Number(row[0]) !== open.footer.rows)
      throw new SnapshotError('unreadable', `the footer says ${open.footer.rows} rows, DuckDB reads ${Number(row[0])}`);
    batch.forEach((_, index) => {
      found.push(row.slice(1 + index * width, 1 + (index + 1) * width));
    });
  }
  return found;
};

/** Refuses integers that no double holds. NULL, NaN and doubles pass. */
export const checkExact = (column: Column, ...extremes: readonly unknown[]): void => {
  if (extremes.some((value) => typeof value === 'bigint' && (value > 2n ** 53n || value < -(2n ** 53n))))
    throw beyondDoubles(column.name);
};
