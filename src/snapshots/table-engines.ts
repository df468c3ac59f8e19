import type { Limits } from '../base/limits.ts';
import type { SnapshotEngine } from './engine.ts';
import type { ServerAccess } from './server-access.ts';
import type { TableSource } from './table-source.ts';

/** The engines that count tables on a server of their own, by name, loaded when asked for. A new one is one file and one line here. */
const engines = {
  clickhouse: async () => (await import('./clickhouse.ts')).openClickhouse,
  trino: async () => (await import('./trino.ts')).openTrino,
} as const satisfies Record<
  string,
  () => Promise<(access: ServerAccess, limits: Limits) => Promise<SnapshotEngine<TableSource>>>
>;

type TableEngineName = keyof typeof engines;

/** Opens an engine of tables at a server; the caller closes it, which cancels what the server is still doing. */
export const openTableEngine = async (
  name: TableEngineName,
  access: ServerAccess,
  limits: Limits,
): Promise<SnapshotEngine<TableSource>> => (await engines[name]())(access, limits);
