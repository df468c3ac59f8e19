import type { Limits } from '../base/limits.ts';
import { childEngine } from './child.ts';
import type { SnapshotEngine } from './engine.ts';

/** parquetjs-lite in a child process: pure JavaScript, for machines without a DuckDB binary. It refuses by name what it reads wrongly. */
export const openParquetjsLite = (limits: Limits): SnapshotEngine =>
  childEngine({ engine: 'parquetjs-lite', file: 'parquetjs-lite-worker', heapBytes: limits.engineMemoryBytes }, limits);
