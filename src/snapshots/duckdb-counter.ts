import { stat } from 'node:fs/promises';
import { categories } from './duckdb-categories.ts';
import { distances } from './duckdb-distances.ts';
import { histogram } from './duckdb-histogram.ts';
import { columnsPerQuery, type OpenSnapshot, openSnapshot } from './duckdb-snapshot.ts';
import { survey } from './duckdb-survey.ts';
import { openKernel } from './kernel.ts';
import { scanProgress } from './scan-progress.ts';
import type { Counter, WorkerSettings } from './serve.ts';
import type { SnapshotSource } from './source.ts';

/** Counts with DuckDB, in this process: only the worker calls it. Holds two snapshots open, the two of a comparison. */
export const duckdbCounter = (settings: WorkerSettings): Counter => {
  const opened = new Map<string, Promise<OpenSnapshot>>();
  const kernel = openKernel();
  let sessions = 0;
  const openOf = async (source: SnapshotSource): Promise<OpenSnapshot> => {
    const seen = await Promise.all(source.parts.map(({ path }) => stat(path).catch(() => undefined)));
    const key = JSON.stringify([source, seen.map((file) => [file?.size, file?.mtimeMs])]);
    const known = opened.get(key);
    if (known) {
      // What was used last goes last.
      opened.delete(key);
      opened.set(key, known);
      return known;
    }
    for (const [oldest, left] of opened) {
      if (opened.size < 2) break;
      opened.delete(oldest);
      left.then(({ session }) => session.close()).catch(() => undefined);
    }
    sessions += 1;
    const open = openSnapshot(source, settings, sessions);
    opened.set(key, open);
    open.catch(() => opened.delete(key));
    return open;
  };
  return {
    schema: async (source) => (await openOf(source)).schema,
    survey: async (source, requests, options) => {
      const open = await openOf(source);
      const scans = 2 * Math.ceil(requests.length / columnsPerQuery);
      return survey(open, kernel, requests, scanProgress(open.schema.rows, scans, options?.progress));
    },
    histogram: async (source, requests, options) => {
      const open = await openOf(source);
      const scans = Math.ceil(requests.length / columnsPerQuery);
      const progress = scanProgress(open.schema.rows, scans, options?.progress);
      return histogram(open, kernel, requests, options?.sliceBy, progress);
    },
    categories: async (source, requests, options) => categories(await openOf(source), requests, options?.sliceBy),
    distances: async (reference, current, columns) =>
      distances(await openOf(reference), await openOf(current), kernel, columns),
  };
};
