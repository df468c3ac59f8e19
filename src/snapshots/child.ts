import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Limits } from '../base/limits.ts';
import { type TemporaryFolder, temporaryFolder } from '../files/temporary-folder.ts';
import type { CallOptions, Progress, SnapshotEngine } from './engine.ts';
import type { Answer, Counter, Question, WorkerSettings } from './serve.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SnapshotSource } from './source.ts';

/** A worker of this folder, and how much JavaScript heap it may take. */
export interface WorkerProgram {
  readonly engine: string;
  readonly file: 'duckdb-worker' | 'javascript-worker';
  readonly heapBytes: number;
  /** Further flags of Node.js. */
  readonly flags?: readonly string[];
}

// Beside this file lies `.ts` in the sources and `.js` in the build. Node 20 cannot run `.ts` itself: tsx, which only the
// sources need, does.
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const loader = (): readonly string[] =>
  extension === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];

// Windows does not start without SystemRoot. Nothing else is passed on: a worker needs no passphrase and no path.
const surroundings = (): Record<string, string> => ({ TZ: 'UTC', SystemRoot: process.env.SystemRoot ?? '' });

const sizeOf = (sources: readonly SnapshotSource[]): number =>
  sources.flatMap(({ parts }) => parts).reduce((sum, { bytes }) => sum + bytes, 0);

/** A snapshot of which the child, which runs elsewhere, finds the files. */
const absolute = ({ format, parts }: SnapshotSource): SnapshotSource => ({
  format,
  parts: parts.map((part) => ({ ...part, path: resolve(part.path) })),
});

/**
 * A snapshot engine in a child process of its own: bad evidence can exhaust or crash the child, never the audit. A call that
 * outlives its time, `limits.engineMilliseconds` and more for larger snapshots, kills the child and throws SnapshotError `limit`; the
 * next call starts another one. Calls run one after the other. The child has an empty environment and a private folder, which
 * `close` removes.
 */
export const childEngine = (program: WorkerProgram, limits: Limits): SnapshotEngine => {
  let child: ChildProcess | undefined;
  let folder: TemporaryFolder | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const start = ({ path }: TemporaryFolder): ChildProcess => {
    const settings: WorkerSettings = { limits, folder: path };
    const started = fork(
      fileURLToPath(new URL(`./${program.file}${extension}`, import.meta.url)),
      [JSON.stringify(settings)],
      {
        cwd: path,
        env: surroundings(),
        execArgv: [
          `--max-old-space-size=${Math.floor(program.heapBytes / 2 ** 20)}`,
          ...(program.flags ?? []),
          ...loader(),
        ],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    started.once('exit', () => {
      if (child === started) child = undefined;
    });
    return started;
  };

  const stop = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };

  const ask = (own: TemporaryFolder, question: Question, milliseconds: number, progress?: Progress): Promise<unknown> =>
    new Promise((answered, refused) => {
      child ??= start(own);
      const asked = child;
      // An idle worker must not keep the program alive; one at work must.
      asked.ref();
      asked.channel?.ref();
      const done = (settle: () => void): void => {
        clearTimeout(timer);
        asked.removeListener('message', onMessage);
        asked.removeListener('exit', onExit);
        asked.removeListener('error', onError);
        asked.channel?.unref();
        asked.unref();
        settle();
      };
      const fail = (error: SnapshotError): void => done(() => refused(error));
      const onMessage = (answer: Answer): void => {
        if ('progress' in answer) progress?.(answer.progress);
        else if (answer.ok) done(() => answered(answer.value));
        else fail(new SnapshotError(answer.code, answer.message));
      };
      const onExit = (code: number | null, signal: string | null): void =>
        fail(
          new SnapshotError(
            'limit',
            `${program.engine} ended early (${signal ?? `exit code ${code}`}): the file needs more than the ` +
              `${Math.floor(limits.engineMemoryBytes / 2 ** 20)} MiB allowed, or is malformed`,
          ),
        );
      const onError = (cause: Error): void =>
        fail(new SnapshotError('engine-missing', `${program.engine} cannot be started: ${cause.message}`, { cause }));
      const timer = setTimeout(() => {
        const seconds = Math.round(milliseconds / 1000);
        fail(new SnapshotError('limit', `${program.engine} took longer than the ${seconds} s allowed and was stopped`));
        stop();
      }, milliseconds);
      asked.on('message', onMessage);
      asked.once('exit', onExit);
      asked.once('error', onError);
      asked.send(question);
    });

  const call = <Method extends keyof Counter>(
    method: Method,
    sources: readonly SnapshotSource[],
    rest: readonly unknown[],
    { progress, ...options }: CallOptions = {},
  ): ReturnType<Counter[Method]> => {
    const milliseconds =
      limits.engineMilliseconds + Math.ceil((sizeOf(sources) / 2 ** 20) * limits.engineMillisecondsPerMebibyte);
    const turn = queue.then(async () => {
      folder ??= await temporaryFolder('snapshots');
      const question = { method, parameters: [...sources.map(absolute), ...rest, options] };
      // A timer takes at most 2^31 - 1 milliseconds, 24 days.
      return ask(folder, question, Math.min(milliseconds, 2 ** 31 - 1), progress);
    });
    queue = turn.catch(() => undefined);
    return turn as ReturnType<Counter[Method]>;
  };

  process.once('exit', stop);
  return {
    name: program.engine,
    schema: (source, options) => call('schema', [source], [], options),
    survey: (source, requests, options) => call('survey', [source], [requests], options),
    histogram: (source, requests, options) => call('histogram', [source], [requests], options),
    categories: (source, requests, options) => call('categories', [source], [requests], options),
    distances: (reference, current, columns, options) => call('distances', [reference, current], [columns], options),
    close: async () => {
      await queue;
      const leaving = child;
      if (leaving) {
        const left = new Promise((done) => leaving.once('exit', done));
        leaving.ref();
        leaving.kill('SIGKILL');
        await left;
      }
      process.removeListener('exit', stop);
      await folder?.remove();
      folder = undefined;
    },
  };
};
