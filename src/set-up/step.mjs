import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What a person must mend: the words, and the exit code (4: the surroundings, 2: the question, 1: the project itself). */
export class Stop extends Error {
  constructor(message, exitCode = 4) {
    super(message);
    this.exitCode = exitCode;
  }
}

const progress = (text) => {
  if (process.stderr.isTTY && !process.env.CI) process.stderr.write(`plumbline: ${text}\n`);
};

/** Runs a step quietly and shows what it wrote only when it failed. */
export const step = (title, command, args, options = {}) => {
  progress(`${title} ...`);
  const { env: extra, ...rest } = options;
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...extra },
    ...rest,
  });
  if (done.status === 0) return { ok: true, said: '' };
  const said = done.error ? done.error.message : `${done.stdout}${done.stderr}`.trim();
  return { ok: false, said: said || `${command} ended with ${done.status ?? done.signal}` };
};
