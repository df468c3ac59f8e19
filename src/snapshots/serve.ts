import { rmSync } from 'node:fs';
import type { Limits } from '../base/limits.ts';
import { libraryWords, type SnapshotEngine, SnapshotError, type SnapshotErrorCode } from './engine.ts';

/** What a worker does: an engine without its lifetime. */
export type Counter = Pick<SnapshotEngine, 'schema' | 'summarize' | 'histogram' | 'categories'>;

/** What a worker is told when it starts. `folder` is private to it, and removed after it. */
export interface WorkerSettings {
  readonly limits: Limits;
  readonly folder: string;
}

/** What a worker answers. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: SnapshotErrorCode; readonly message: string };

interface Question {
  readonly method: keyof Counter;
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
    const answer = await act(...parameters).then((value): Answer => ({ ok: true, value }), refusal);
    process.send?.(answer);
  });
  process.once('disconnect', () => {
    // The parent died without a word: nobody else removes the folder.
    rmSync(settings.folder, { recursive: true, force: true });
    process.exit();
  });
};
