import { randomUUID } from 'node:crypto';
import type { Limits } from '../base/limits.ts';
import { clickhouseDialect } from './clickhouse-dialect.ts';
import { clickhouseError } from './clickhouse-error.ts';
import type { SnapshotEngine } from './engine.ts';
import { onInterruption } from './interruption.ts';
import { optionalPackage } from './optional-package.ts';
import type { ScanProgress } from './scan-progress.ts';
import type { ServerAccess } from './server-access.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SqlConnection } from './sql-dialect.ts';
import { sqlEngine } from './sql-engine.ts';
import type { TableSource } from './table-source.ts';

/** How often the server is asked how far a query has come, in milliseconds. */
const told = 1_000;

/** A query may only read, says so, and ends when we leave; answers hold every digit. */
const settings = (limits: Limits) => ({
  readonly: '2' as const,
  cancel_http_readonly_queries_on_client_close: 1 as const,
  output_format_json_quote_64bit_integers: 1 as const,
  output_format_json_quote_denormals: 1 as const,
  enable_positional_arguments: 1 as const,
  max_execution_time: Math.ceil((12 * limits.engineMilliseconds) / 1000),
});

const connect = async ({ url, username, password, signal }: ServerAccess, limits: Limits): Promise<SqlConnection> => {
  const { createClient } = await optionalPackage('@clickhouse/client', () => import('@clickhouse/client'));
  const client = createClient({
    url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    application: 'plumbline',
    request_timeout: 12 * limits.engineMilliseconds + 30_000,
    log: { level: 127 },
  });
  const underWay = new Map<string, AbortController>();
  const kill = async (id: string): Promise<void> => {
    const query = 'KILL QUERY WHERE query_id = {id:String} ASYNC';
    await client.command({ query, query_params: { id } }).catch(() => undefined);
  };
  let cancelled: Promise<unknown> = Promise.resolve();
  const cancelAll = (): Promise<unknown> => {
    const killing = [...underWay.keys()].map(kill);
    for (const controller of underWay.values()) controller.abort();
    cancelled = Promise.all([cancelled, ...killing]);
    return cancelled;
  };
  const readRows = async (id: string): Promise<number> => {
    const query = 'SELECT read_rows FROM system.processes WHERE query_id = {id:String}';
    const answer = await client.query({ query, query_params: { id }, format: 'JSONCompactEachRow' });
    const [row] = await answer.json<readonly [string]>();
    return Number(row?.[0] ?? 0);
  };
  signal?.addEventListener('abort', cancelAll, { once: true });
  const unwatch = onInterruption(cancelAll);
  const query = async function* (
    sql: string,
    progress?: ScanProgress,
  ): AsyncGenerator<readonly (readonly unknown[])[]> {
    if (signal?.aborted) throw new SnapshotError('interrupted', 'the measurement was interrupted');
    const [id, controller] = [randomUUID(), new AbortController()];
    underWay.set(id, controller);
    let read = 0;
    // How far it has come is a courtesy: a user who may not look gets no figure.
    const watch = setInterval(() => {
      readRows(id).then(
        (rows) => {
          progress?.(Math.max(0, rows - read));
          read = Math.max(read, rows);
        },
        () => clearInterval(watch),
      );
    }, told);
    let whole = false;
    try {
      const answer = await client.query({
        query: sql,
        format: 'JSONCompactEachRow',
        query_id: id,
        abort_signal: controller.signal,
        clickhouse_settings: settings(limits),
      });
      for await (const rows of answer.stream<readonly unknown[]>()) yield rows.map((row) => row.json());
      whole = true;
    } catch (thrown) {
      if (thrown instanceof SnapshotError) throw thrown;
      whole = !controller.signal.aborted;
      throw clickhouseError(thrown, controller.signal.aborted, url);
    } finally {
      clearInterval(watch);
      underWay.delete(id);
      // Whoever asked has enough, or it was cancelled: the server need not go on.
      if (!whole && !controller.signal.aborted) {
        controller.abort();
        await kill(id);
      }
    }
  };
  return {
    query,
    close: async () => {
      unwatch();
      signal?.removeEventListener('abort', cancelAll);
      await cancelAll();
      await client.close();
    },
  };
};

/**
 * ClickHouse: tables, and Parquet files that the server or its cluster reads. It counts in its own process on its own machines; rows
 * never come here. Throws SnapshotError `engine-missing` when the package @clickhouse/client is not there.
 */
export const openClickhouse = async (access: ServerAccess, limits: Limits): Promise<SnapshotEngine<TableSource>> =>
  sqlEngine(clickhouseDialect, await connect(access, limits), limits);
