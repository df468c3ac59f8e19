import { randomUUID } from 'node:crypto';
import type { QueryResult } from 'trino-client';
import type { Limits } from '../base/limits.ts';
import type { SnapshotEngine } from './engine.ts';
import { onInterruption } from './interruption.ts';
import { optionalPackage } from './optional-package.ts';
import type { ScanProgress } from './scan-progress.ts';
import type { ServerAccess } from './server-access.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SqlConnection } from './sql-dialect.ts';
import { sqlEngine } from './sql-engine.ts';
import type { TableSource } from './table-source.ts';
import { trinoDialect } from './trino-dialect.ts';
import { trinoError, trinoFailure } from './trino-error.ts';

const connect = async (
  { url, username = 'plumbline', password, signal }: ServerAccess,
  limits: Limits,
): Promise<SqlConnection> => {
  const { BasicAuth, Trino } = await optionalPackage('trino-client', () => import('trino-client'));
  // The client tells no query's id before its first rows come: the server is asked for those of this name.
  const name = `plumbline-${randomUUID()}`;
  const session = { query_max_run_time: `${Math.ceil((12 * limits.engineMilliseconds) / 1000)}s` };
  const auth = new BasicAuth(username, password);
  // Without a password no Authorization goes out, which Trino refuses over plain HTTP.
  const who = password === undefined ? { extraHeaders: { 'X-Trino-User': username } } : { auth };
  const trino = Trino.create({ server: url, source: name, session, ...who });
  const other = Trino.create({ server: url, source: 'plumbline', ...who });
  let closed = false;
  let running = 0;
  const cancelAll = async (): Promise<void> => {
    closed = true;
    if (running === 0) return;
    const sql = `SELECT query_id FROM system.runtime.queries WHERE source = '${name}' AND "end" IS NULL`;
    try {
      for await (const { data } of await other.query(sql))
        for (const [id] of data ?? []) await other.cancel(String(id)).catch(() => undefined);
    } catch {
      // Whoever may not look cancels nothing; the server then ends the query by its own limit.
    }
  };
  let cancelled: Promise<void> = Promise.resolve();
  const cancel = (): Promise<void> => {
    cancelled = cancelAll();
    return cancelled;
  };
  signal?.addEventListener('abort', cancel, { once: true });
  const unwatch = onInterruption(cancel);
  const query = async function* (
    sql: string,
    progress?: ScanProgress,
  ): AsyncGenerator<readonly (readonly unknown[])[]> {
    if (closed || signal?.aborted) throw new SnapshotError('interrupted', 'the measurement was interrupted');
    running += 1;
    let [finished, read] = [false, 0];
    try {
      const pages = await trino.query(sql);
      for (let done = false; !done; ) {
        // What ends the pages may be an error, and comes as the last value.
        const page: IteratorResult<QueryResult> = await pages.next();
        const { error, data, stats } = page.value as QueryResult;
        if (error) throw trinoFailure(error, closed);
        progress?.(Math.max(0, (stats?.processedRows ?? 0) - read));
        read = Math.max(read, stats?.processedRows ?? 0);
        done = page.done === true;
        if (!done && data && data.length > 0) yield data;
      }
      finished = true;
    } catch (thrown) {
      finished = true;
      throw trinoError(thrown, closed, url);
    } finally {
      if (!finished) {
        await cancelAll();
        closed = false;
      }
      running -= 1;
    }
  };
  return {
    query,
    close: async () => {
      unwatch();
      signal?.removeEventListener('abort', cancel);
      await cancelled;
      await cancelAll();
    },
  };
};

/**
 * Trino: tables of its catalogs, counted where they lie. Throws SnapshotError `engine-missing` when the package trino-client is not there.
 */
export const openTrino = async (access: ServerAccess, limits: Limits): Promise<SnapshotEngine<TableSource>> =>
  sqlEngine(trinoDialect, await connect(access, limits), limits);
