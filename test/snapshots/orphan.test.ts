import { fork } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { parquetFolder, sourceOf } from './parquet-files.ts';

const files = parquetFolder();

it.each(['duckdb-worker', 'javascript-worker'])(
  '%s ends, and its folder goes, when its parent is gone in the middle of a question',
  async (worker) => {
    const names = Array.from({ length: 24 }, (_, index) => `x${index}`);
    const columns = names.map((name, index) => `sin(i + ${index}) AS ${name}`).join(', ');
    const path = await files.query(`SELECT ${columns} FROM range(800000) r(i)`, 'PARQUET_VERSION V1');
    const folder = join(files.folder, worker);
    mkdirSync(folder);
    const child = fork(
      fileURLToPath(new URL(`../../src/snapshots/${worker}.ts`, import.meta.url)),
      [JSON.stringify({ limits: defaultLimits, folder })],
      {
        execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href],
        serialization: 'advanced',
      },
    );
    const ended = new Promise((done) => child.once('exit', (_code, signal) => done(signal)));
    const requests = names.map((name) => ({ name, ranks: [{ rule: 'parts', parts: 10 }] }));
    // The first answer says that the worker runs; the second question is still being worked on when the parent goes.
    child.send({ method: 'schema', parameters: [sourceOf(path), {}] });
    await new Promise((done) => child.once('message', done));
    child.send({ method: 'survey', parameters: [sourceOf(path), requests, {}] });
    await new Promise((done) => setTimeout(done, 150));
    child.disconnect();
    expect(await ended).toBe('SIGKILL');
    expect(existsSync(folder)).toBe(false);
  },
);
