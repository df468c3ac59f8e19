import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import parquetjs from 'parquetjs-lite';
import { afterAll } from 'vitest';
import { defaultLimits, type Limits } from '../../src/base/limits.ts';
import type {
  CategoryCounts,
  Counted,
  HistogramRequest,
  NumericCounts,
  NumericSurvey,
  OrRefusal,
} from '../../src/snapshots/column-counts.ts';
import { isRefusal } from '../../src/snapshots/column-counts.ts';
import type { SnapshotEngine, SnapshotSchema } from '../../src/snapshots/engine.ts';
import { engineNames, openEngine } from '../../src/snapshots/registry.ts';
import { SnapshotError } from '../../src/snapshots/snapshot-error.ts';
import { type SnapshotSource, singleFile } from '../../src/snapshots/source.ts';
import {
  type WriteOptions,
  type WrittenColumn,
  type WrittenRow,
  writeParquet,
} from '../../src/snapshots/write-parquet.ts';

/** A private folder for the Parquet files of one test file, removed after it. */
export const parquetFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;
  const next = (): string => {
    files += 1;
    return join(folder, `${files}.parquet`);
  };
  return {
    folder,
    /** Any bytes as a file. */
    bytes: (content: Uint8Array | string, name?: string): string => {
      const path = name === undefined ? next() : join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    /** Rows through our own writer. */
    rows: async (columns: readonly WrittenColumn[], rows: Iterable<WrittenRow>, options?: WriteOptions) => {
      const path = next();
      writeFileSync(path, await writeParquet(columns, rows, options));
      return path;
    },
    /** A query's result as DuckDB writes it, with the options of COPY. */
    query: async (sql: string, options: string): Promise<string> => {
      const path = next();
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      await connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet, ${options})`);
      connection.closeSync();
      instance.closeSync();
      return path;
    },
    /** Rows as parquetjs-lite writes them, with its own types and options. */
    lite: async (
      fields: ConstructorParameters<typeof parquetjs.ParquetSchema>[0],
      rows: readonly Readonly<Record<string, unknown>>[],
      options: Parameters<typeof parquetjs.ParquetWriter.openStream>[2] = {},
    ): Promise<string> => {
      const path = next();
      const parts: Uint8Array[] = [];
      const writer = await parquetjs.ParquetWriter.openStream(
        new parquetjs.ParquetSchema(fields),
        {
          write: (bytes, done) => {
            parts.push(bytes);
            done();
          },
          end: (done) => done(),
        },
        options,
      );
      for (const row of rows) await writer.appendRow(row);
      await writer.close();
      writeFileSync(path, Buffer.concat(parts));
      return path;
    },
  };
};

/** Every engine of the registry, opened once for a test file and closed after it. */
export const openEngines = async (changes: Partial<Limits> = {}): Promise<readonly SnapshotEngine[]> => {
  const engines = await Promise.all(engineNames.map((name) => openEngine(name, { ...defaultLimits, ...changes })));
  afterAll(async () => {
    for (const engine of engines) await engine.close();
  });
  return engines;
};

/** What was thrown, as `code: message`; a test fails when nothing was, or something else than a SnapshotError. */
export const refusalOf = async (act: Promise<unknown>): Promise<string> => {
  try {
    await act;
  } catch (thrown) {
    if (thrown instanceof SnapshotError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
  throw new Error('expected a SnapshotError, saw a result');
};

/** A file of this machine as a snapshot. */
export const sourceOf = (path: string): SnapshotSource =>
  singleFile(basename(path), {
    localPath: path,
    size: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    sha256: '',
  });

/** The answers without refusals: the first one is thrown. */
const allOf = <Counts extends object>(columns: readonly OrRefusal<Counts>[]): readonly Counts[] =>
  columns.map((each) => {
    if (isRefusal(each)) throw new SnapshotError(each.refused, each.message);
    return each;
  });

/** An engine that is asked about one file by its path, and throws what it refuses. */
export interface AskedEngine {
  readonly name: string;
  readonly schema: (path: string) => Promise<SnapshotSchema>;
  readonly summarize: (
    path: string,
    names: readonly string[],
    parts: number,
    limit: number,
  ) => Promise<readonly NumericSurvey[]>;
  readonly histogram: (path: string, requests: readonly HistogramRequest[]) => Promise<readonly NumericCounts[]>;
  readonly categories: (
    path: string,
    requests: readonly { readonly name: string; readonly known?: readonly string[] }[],
    limit: number,
  ) => Promise<readonly CategoryCounts[]>;
}

export const asked = (engine: SnapshotEngine): AskedEngine => {
  const whole = <Counts extends object>({ columns, slices }: Counted<Counts>): readonly Counts[] => {
    if (slices.length > 0) throw new Error('slices without being asked');
    return allOf(columns);
  };
  return {
    name: engine.name,
    schema: (path) => engine.schema(sourceOf(path)),
    summarize: async (path, names, parts, distinctLimit) =>
      allOf(
        await engine.survey(
          sourceOf(path),
          names.map((name) => ({ name, ranks: [{ rule: 'parts', parts }], distinctLimit, moments: true })),
        ),
      ),
    histogram: async (path, requests) => whole(await engine.histogram(sourceOf(path), requests)),
    categories: async (path, requests, limit) =>
      whole(
        await engine.categories(
          sourceOf(path),
          requests.map((request) => ({ ...request, limit })),
        ),
      ),
  };
};
