import type { Limits } from '../base/limits.ts';
import { childEngine } from './child.ts';
import type { SnapshotEngine } from './engine.ts';

// Every vector that DuckDB shows is a small object with much memory behind it: the collector comes often, and finds little. Alone it takes
// half of the time that its threads take (measured).
const flags = ['--single-threaded-gc'];

/** DuckDB, locked down, in a child process: the default engine. DuckDB itself is held to `limits.engineMemoryBytes`. */
export const openDuckdb = (limits: Limits): SnapshotEngine =>
  childEngine({ engine: 'duckdb', file: 'duckdb-worker', heapBytes: 512 * 2 ** 20, flags }, limits);
