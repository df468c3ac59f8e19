import type { SnapshotColumn } from './engine.ts';
import type { categoricalTypes, numericTypes } from './footer.ts';
import type { ScanProgress } from './scan-progress.ts';
import type { TableSource } from './table-source.ts';

export type NumericType = (typeof numericTypes)[number];
export type CategoricalType = (typeof categoricalTypes)[number];

/**
 * What tells one SQL database from another, for an engine that counts with portable SQL. Everything else is common: GROUP BY,
 * CASE, comparisons of doubles, which IEEE 754 makes the same everywhere.
 */
export interface SqlDialect {
  readonly engine: string;
  /** Most aggregates of one query: some databases compile each of them. */
  readonly aggregatesPerQuery: number;
  readonly identifier: (name: string) => string;
  /** A finite double as a literal, without loss. */
  readonly double: (value: number) => string;
  /** What stands behind FROM. Throws a SnapshotError for a source that the database does not have. */
  readonly relation: (source: TableSource) => string;
  /** A query that gives the name and the type of each column, in order, as the first two of its own. */
  readonly describe: (relation: string) => string;
  /** A column out of its name and its type in the words of the database. */
  readonly column: (name: string, type: string) => SnapshotColumn;
  /** A column as a double, out of its SQL and its type in the words of the database; -0 may stay. */
  readonly asDouble: Readonly<Record<NumericType, (raw: string, physical: string) => string>>;
  /**
   * A column as what `cellOfWire` takes: `integer`, `decimal` and `timestamp` (microseconds) as decimal digits in text, `date` as
   * days, the others as they are.
   */
  readonly asCell: Readonly<Record<CategoricalType, (raw: string, physical: string) => string>>;
  /** A double for comparisons alone: null may be NaN in it, for neither is below anything, and some databases compare that faster. */
  readonly compared: (double: string) => string;
  readonly isNan: (double: string) => string;
  readonly isFinite: (double: string) => string;
  /** Counts the rows for which a condition holds; not those for which it is null. */
  readonly countIf: (condition: string) => string;
  /** `min` or `max` of the rows for which a condition holds; null of none. */
  readonly extremeIf: (which: 'min' | 'max', value: string, condition: string) => string;
  /** The smaller or larger of two doubles. */
  readonly clamp: (value: string, low: string, high: string) => string;
  /** The integer below a double, as an integer. */
  readonly floor: (double: string) => string;
  /** The exact sum, as digits in text, of doubles that are integers of at most 2^62; null of none. */
  readonly exactSum: (double: string) => string;
}

/** A server that answers queries; see `SqlConnection.query`. */
export interface SqlConnection {
  /**
   * The rows of a query, in batches, each row with its values in order: null, booleans, text, and numbers, which may come as text (`nan`,
   * `-inf`, `Infinity` and digits beyond 2^53 do). Throws a SnapshotError. `progress` is told of rows that the server has read.
   */
  readonly query: (sql: string, progress?: ScanProgress) => AsyncIterable<readonly (readonly unknown[])[]>;
  /** Cancels what the server is still doing for us, then leaves. */
  readonly close: () => Promise<void>;
}
