import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const open = new Set<string>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const removeAll = (): void => {
  for (const folder of open) rmSync(folder, { recursive: true, force: true });
  open.clear();
};
const onSignal = (signal: NodeJS.Signals): void => {
  removeAll();
  unwatch();
  // Only when nobody else looks after the signal does it end the process, as it would have without us.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
};
const watch = (): void => {
  process.on('exit', removeAll);
  for (const signal of signals) process.on(signal, onSignal);
};
const unwatch = (): void => {
  process.off('exit', removeAll);
  for (const signal of signals) process.off(signal, onSignal);
};

/** A folder that only this user can read, and how to remove it. It also goes when the process ends or is interrupted. */
export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Makes a private temporary folder (mode 0700) in `parent`, named after its purpose. The caller removes it in a `finally`. */
export const temporaryFolder = async (purpose: string, parent = tmpdir()): Promise<TemporaryFolder> => {
  const path = await mkdtemp(join(parent, `${parent === tmpdir() ? '' : '.'}plumbline-${purpose}-${process.pid}-`));
  if (open.size === 0) watch();
  open.add(path);
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      open.delete(path);
      if (open.size === 0) unwatch();
    },
  };
};
