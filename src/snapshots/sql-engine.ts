import type { Limits } from '../base/limits.ts';
import type { CallOptions, SnapshotEngine } from './engine.ts';
import { scanProgress } from './scan-progress.ts';
import { categories } from './sql-categories.ts';
import type { SqlConnection, SqlDialect } from './sql-dialect.ts';
import { distances } from './sql-distances.ts';
import { histogram } from './sql-histogram.ts';
import { slicesOf } from './sql-slices.ts';
import { survey } from './sql-survey.ts';
import { openTable, type SqlTable } from './sql-table.ts';
import type { TableSource } from './table-source.ts';

/**
 * An engine that asks a database for counts with SQL. Rows stay where they are; what comes back is bounded by bins, codes and
 * categories. Nothing is remembered between two calls: each counts the rows of the table again, and says so when they have changed.
 */
export const sqlEngine = (
  dialect: SqlDialect,
  connection: SqlConnection,
  limits: Limits,
): SnapshotEngine<TableSource> => {
  /** Opens a table for a call that scans it about so many times. */
  const open = async (source: TableSource, scans: number, { progress }: CallOptions = {}): Promise<SqlTable> => {
    let told: ReturnType<typeof scanProgress> = () => undefined;
    const table = await openTable(source, dialect, connection, limits.columns, (rows) => told(rows));
    told = scanProgress(table.schema.rows, scans, progress);
    return table;
  };
  return {
    name: dialect.engine,
    schema: async (source, options) => (await open(source, 1, options)).schema,
    survey: async (source, requests, options) =>
      requests.length === 0 ? [] : survey(await open(source, 4 * requests.length, options), requests),
    histogram: async (source, requests, options) => {
      if (requests.length === 0 && !options?.sliceBy) return { columns: [], slices: [] };
      const table = await open(source, 1, options);
      return histogram(table, requests, options?.sliceBy && (await slicesOf(table, options.sliceBy)));
    },
    categories: async (source, requests, options) => {
      if (requests.length === 0 && !options?.sliceBy) return { columns: [], slices: [] };
      const table = await open(source, requests.length, options);
      return categories(table, requests, options?.sliceBy && (await slicesOf(table, options.sliceBy)));
    },
    distances: async (reference, current, columns, options) =>
      columns.length === 0
        ? []
        : distances(
            await open(reference, 2 * columns.length, options),
            await open(current, 2 * columns.length),
            columns,
          ),
    close: connection.close,
  };
};
