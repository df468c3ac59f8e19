import type { Limits } from '../base/limits.ts';
import { childEngine } from './child.ts';
import type { SnapshotEngine } from './engine.ts';

/** DuckDB, locked down, in a child process: the default engine. DuckDB itself is held to `limits.engineMemoryBytes`. */
export const openDuckdb = (limits: Limits): SnapshotEngine =>
  childEngine({ engine: 'duckdb', file: 'duckdb-worker', heapBytes: 512 * 2 ** 20 }, limits);
