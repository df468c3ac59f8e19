import { categories } from './duckdb-categories.ts';
import { distances } from './duckdb-distances.ts';
import { histogram } from './duckdb-histogram.ts';
import { columnsPerQuery, openSnapshot } from './duckdb-snapshot.ts';
import { survey } from './duckdb-survey.ts';
import { openKernel } from './kernel.ts';
import { openOnce } from './open-once.ts';
import { scanProgress } from './scan-progress.ts';
import type { Counter, WorkerSettings } from './serve.ts';

/** Counts with DuckDB, in this process: only the worker calls it. Holds two snapshots open, the two of a comparison. */
export const duckdbCounter = (settings: WorkerSettings): Counter => {
  const kernel = openKernel();
  const openOf = openOnce(
    (source, id) => openSnapshot(source, settings, id),
    ({ session }) => session.close(),
  );
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
