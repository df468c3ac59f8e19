import { rmSync } from 'node:fs';
import type { Limits } from '../base/limits.ts';
import type { Progress, SnapshotEngine } from './engine.ts';
import { libraryWords, SnapshotError, type SnapshotErrorCode } from './snapshot-error.ts';

/** What a worker does: an engine without its lifetime. */
export type Counter = Omit<SnapshotEngine, 'name' | 'close'>;

/** What a worker is told when it starts. `folder` is private to it, and removed after it. */
export interface WorkerSettings {
  readonly limits: Limits;
  readonly folder: string;
}

/** What a worker answers: any number of times how far it has come, then once what came of it. */
export type Answer =
  | { readonly progress: number }
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: SnapshotErrorCode; readonly message: string };

/** What a worker is asked. */
export interface Question {
  readonly method: keyof Counter;
  /** Those of the method; the last are its options, without functions. */
  readonly parameters: readonly unknown[];
}

const refusal = (thrown: unknown): Answer =>
  thrown instanceof SnapshotError
    ? { ok: false, code: thrown.code, message: thrown.message }
    : { ok: false, code: 'unreadable', message: libraryWords(thrown) };

/** Runs a worker: answers each question of the parent in turn, and ends when the parent is gone. */
export const serve = (open: (settings: WorkerSettings) => Counter): void => {
  const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
  const counter = open(settings);
  process.on('message', async ({ method, parameters }: Question) => {
    const act = counter[method] as (...given: readonly unknown[]) => Promise<unknown>;
    let reached = 0;
    const progress: Progress = (share) => {
      reached = Math.min(1, Math.max(reached, share));
      process.send?.({ progress: reached } satisfies Answer);
    };
    const given = parameters.slice(0, -1);
    const options = { ...(parameters.at(-1) as object), progress };
    const answer = await act(...given, options).then((value): Answer => ({ ok: true, value }), refusal);
    process.send?.(answer);
  });
  process.once('disconnect', () => {
    // The parent died without a word: nobody else removes the folder.
    rmSync(settings.folder, { recursive: true, force: true });
    // A polite exit would wait for DuckDB's threads, and one of them may wait for us.
    process.kill(process.pid, 'SIGKILL');
  });
};
