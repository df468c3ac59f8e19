import { symlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { messageOf } from '../base/errors.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import type { WorkerSettings } from './serve.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SnapshotPart } from './source.ts';

/** A database without tables that can read the files of one snapshot and do nothing else. */
export interface DuckdbSession {
  /** The table expression that stands for the rows of all files. `file_index` tells their file. */
  readonly source: string;
  /** Rows of a query. Integers come as bigint. */
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
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
  return {
    source: `read_parquet(${list}, hive_partitioning = false, union_by_name = false)`,
    rows: (sql) => guarded(async () => (await connection.runAndReadAll(sql)).getRows()),
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
