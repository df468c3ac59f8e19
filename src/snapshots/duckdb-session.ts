import { symlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import type { WorkerSettings } from './serve.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SnapshotPart } from './source.ts';

/** Sees the values of one expression in the next rows: 8 bytes each, and their validity bits unless all are valid. */
type VectorVisitor = (expression: number, rows: number, values: Uint8Array, validity: Uint8Array | null) => void;

/** A database without tables that can read the files of one snapshot and do nothing else. */
export interface DuckdbSession {
  /** The table expression that stands for the rows of all files. `file_index` tells their file. */
  readonly source: string;
  /** The rows of one file, with `file_row_number`. */
  readonly partSource: (part: number) => string;
  /** Rows of a query. Integers come as bigint. */
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  /**
   * Shows every vector of some expressions, which are doubles, to a visitor: one scan, vector by vector, in no particular order. Returns
   * the number of rows.
   */
  readonly scan: (expressions: readonly string[], from: string, visit: VectorVisitor) => Promise<number>;
  /** Rows of a query that may have millions, chunk by chunk. */
  readonly stream: (sql: string) => AsyncIterable<readonly (readonly unknown[])[]>;
  readonly close: () => void;
}

/** A string as SQL text. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A column name as SQL text. Names come from the file, that is, from a stranger. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** DuckDB's words as a refusal, with the files' names for their paths, and without numbers that differ from run to run. */
const refusal = (thrown: unknown, files: ReadonlyMap<string, string>, memory: string): SnapshotError => {
  const [line = ''] = messageOf(thrown).split('\n');
  const named = [...files].reduce((text, [path, name]) => text.replaceAll(path, name), line);
  const message = shortened(plainText(named).replace(/^[A-Za-z ]*Error: /, ''), 300);
  if (/out of memory|allocate|max_temp_directory_size/i.test(message))
    return new SnapshotError('limit', `DuckDB needs more than the ${memory} allowed`, { cause: thrown });
  const code = /not implemented|unsupported|not supported/i.test(message) ? 'unsupported-encoding' : 'unreadable';
  return new SnapshotError(code, `DuckDB: ${message}`, { cause: thrown });
};

const load = (): Promise<typeof import('@duckdb/node-api')> =>
  import('@duckdb/node-api').catch((cause: unknown) => {
    throw new SnapshotError(
      'engine-missing',
      `DuckDB has no binary that runs here (${process.platform} ${process.arch}); the engine parquetjs-lite needs none`,
      { cause },
    );
  });

interface Tap {
  visit: VectorVisitor;
  failure: unknown;
}

/**
 * A function of SQL that shows its arguments to a visitor. Its result is never written and means nothing; it is volatile, or DuckDB
 * would leave it out.
 */
const registerTap = async (connection: DuckDBConnection): Promise<Tap> => {
  const [{ DuckDBScalarFunction, DOUBLE, UTINYINT }, { default: bindings }] = [
    await load(),
    await import('@duckdb/node-bindings'),
  ];
  const tap: Tap = { visit: () => undefined, failure: undefined };
  const registered = DuckDBScalarFunction.create({
    name: 'plumbline_tap',
    returnType: UTINYINT,
    varArgsType: DOUBLE,
    volatile: true,
    specialHandling: true,
    mainFunction: () => undefined,
  });
  // The wrapper's own objects for each vector would cost more than the counting.
  bindings.scalar_function_set_function(registered.scalar_function, (_info, input) => {
    if (tap.failure !== undefined) return;
    try {
      const rows = bindings.data_chunk_get_size(input);
      const columns = bindings.data_chunk_get_column_count(input);
      for (let index = 0; index < columns; index += 1) {
        const vector = bindings.data_chunk_get_vector(input, index);
        const validity = bindings.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
        tap.visit(index, rows, bindings.vector_get_data(vector, rows * 8), validity);
      }
    } catch (thrown) {
      tap.failure = thrown;
    }
  });
  connection.registerScalarFunction(registered);
  return tap;
};

/**
 * Opens a session that may read these files: no other path, no network, no extension, and no way to change that again.
 * The order matters: `allowed_paths` can only be set while external access is still on, and the lock comes last.
 */
export const openSession = async (
  parts: readonly Pick<SnapshotPart, 'name' | 'path'>[],
  { limits, folder }: WorkerSettings,
  id: number,
): Promise<DuckdbSession> => {
  const { DuckDBInstance } = await load();
  const files = new Map<string, string>();
  for (const [index, { name, path }] of parts.entries()) {
    // read_parquet takes a path with these characters for a pattern over several files.
    const own = /[*?[\]{}]/.test(path) ? join(folder, `${id}-${index}.parquet`) : path;
    if (own !== path) await symlink(path, own);
    files.set(own, parts.length === 1 ? 'the file' : plainText(name));
  }
  const memory = `${Math.floor(limits.engineMemoryBytes / 2 ** 20)}MiB`;
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(Math.min(8, availableParallelism())),
    memory_limit: memory,
    temp_directory: join(folder, `spill-${id}`),
    max_temp_directory_size: `${Math.floor((8 * limits.engineMemoryBytes) / 2 ** 20)}MiB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection: DuckDBConnection = await instance.connect();
  const tap = await registerTap(connection);
  const guarded = async <T>(act: () => Promise<T>): Promise<T> =>
    act().catch((thrown: unknown) => {
      throw refusal(thrown, files, memory);
    });
  const list = `[${[...files.keys()].map(quoted).join(', ')}]`;
  await guarded(async () => {
    await connection.run(`SET allowed_paths = ${list}`);
    // The statistics in a footer are the writer's claim: with them, a GROUP BY over integers answers from the claim.
    await connection.run("SET disabled_optimizers = 'statistics_propagation'");
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
  });
  const paths = [...files.keys()];
  return {
    partSource: (part) =>
      `read_parquet(${quoted(paths[part] ?? '')}, hive_partitioning = false, file_row_number = true)`,
    source: `read_parquet(${list}, hive_partitioning = false, union_by_name = false)`,
    rows: (sql) => guarded(async () => (await connection.runAndReadAll(sql)).getRows()),
    scan: async (expressions, from, visit) =>
      guarded(async () => {
        tap.visit = visit;
        tap.failure = undefined;
        const sql = `SELECT count(*), max(plumbline_tap(${expressions.join(', ')})) FROM ${from}`;
        const [row = []] = (await connection.runAndReadAll(sql)).getRows();
        if (tap.failure !== undefined) throw tap.failure;
        return Number(row[0]);
      }),
    stream: async function* (sql) {
      const result = await guarded(() => connection.stream(sql));
      for (;;) {
        const chunk = await guarded(() => result.fetchChunk());
        if (!chunk || chunk.rowCount === 0) return;
        yield chunk.getRows();
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};
