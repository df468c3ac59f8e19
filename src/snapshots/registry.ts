import type { Limits } from '../base/limits.ts';
import type { SnapshotEngine } from './engine.ts';
import { SnapshotError } from './snapshot-error.ts';

/** The snapshot engines by name, loaded when asked for. A new engine is one file and one line here. */
const engines = {
  duckdb: async () => (await import('./duckdb.ts')).openDuckdb,
  javascript: async () => (await import('./javascript.ts')).openJavascript,
} as const satisfies Record<string, () => Promise<(limits: Limits) => SnapshotEngine>>;

export type EngineName = keyof typeof engines;

/** The names of the engines; the first is the default. */
export const engineNames = Object.keys(engines) as readonly EngineName[];

/** Opens an engine; the caller closes it. Throws SnapshotError `engine-missing` for a name that no engine has. */
export const openEngine = async (name: string, limits: Limits): Promise<SnapshotEngine> => {
  const known = engineNames.find((engine) => engine === name);
  if (known === undefined)
    throw new SnapshotError(
      'engine-missing',
      `no snapshot engine "${name}"; expected one of ${engineNames.join(', ')}`,
    );
  const open = await engines[known]();
  return open(limits);
};

/** Opens the engine that recomputes what the one of this name counted: the first of the registry that is another one. */
export const openSecond = (name: string, limits: Limits): Promise<SnapshotEngine> =>
  openEngine(engineNames.find((other) => other !== name) ?? name, limits);
