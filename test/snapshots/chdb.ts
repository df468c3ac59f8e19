import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

/** A query that a server was asked. */
export interface LoggedQuery {
  readonly sql: string;
  readonly user: string;
  readonly readonly: string | null;
  readonly id: string | null;
  /** The query that a KILL QUERY is about. */
  readonly killed: string | null;
}

const installed = (): boolean => {
  try {
    createRequire(new URL('../servers/package.json', import.meta.url)).resolve(
      `@chdb/lib-${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}/package.json`,
    );
    return true;
  } catch {
    return false;
  }
};

/** Whether ClickHouse is there as a library: on Linux with glibc and macOS it is, once installed. */
export const hasChdb = installed();

/** ClickHouse behind its HTTP protocol, in a process of its own, for the tests of one file. */
export const chdbServer = () => {
  let child: ChildProcess | undefined;
  let port = 0;
  const answer = <Answer>(): Promise<Answer> =>
    new Promise((answered, failed) => {
      child?.once('message', answered as (message: unknown) => void);
      child?.once('exit', () => failed(new Error('the test server ended')));
    });
  beforeAll(async () => {
    child = fork(fileURLToPath(new URL('../servers/clickhouse.mjs', import.meta.url)), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    port = (await answer<{ readonly port: number }>()).port;
  });
  afterAll(() => {
    child?.kill('SIGKILL');
  });
  return {
    url: (): string => `http://127.0.0.1:${port}`,
    /** Runs a statement as the server's owner. */
    run: async (sql: string): Promise<void> => {
      const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: sql });
      if (!response.ok) throw new Error(await response.text());
    },
    log: async (): Promise<readonly LoggedQuery[]> => {
      child?.send('log');
      return (await answer<{ readonly log: readonly LoggedQuery[] }>()).log;
    },
  };
};
