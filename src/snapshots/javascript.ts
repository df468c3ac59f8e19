import type { Limits } from '../base/limits.ts';
import { childEngine } from './child.ts';
import type { SnapshotEngine } from './engine.ts';

/** Pure JavaScript in a child process, for machines without a DuckDB binary, and as the second opinion on what DuckDB counted. */
export const openJavascript = (limits: Limits): SnapshotEngine =>
  childEngine({ engine: 'javascript', file: 'javascript-worker', heapBytes: limits.engineMemoryBytes }, limits);
