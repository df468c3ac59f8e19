import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { Limits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { FilesError, type FileTree, type TreeFile } from './tree.ts';

const skipped = new Set(['.git', 'node_modules']);

/** The system's word for what went wrong, such as EACCES: its message holds a path of this machine, which no report may show. */
const errno = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown error';

const unreadable = (path: string, cause: unknown): FilesError =>
  new FilesError('unreadable', `cannot read ${plainText(path)} (${errno(cause)})`, { cause });

/**
 * Opens a folder as a tree. Symbolic links are refused, never followed; `.git` and `node_modules` are not listed. `enter` says
 * which folders below it are listed at all; every one when left out.
 */
export const openDirectory = async (
  folder: string,
  limits: Limits,
  enter: (path: string) => boolean = () => true,
): Promise<FileTree> => {
  const root = resolve(folder);
  const found = await stat(root).catch(() => undefined);
  if (!found) throw new FilesError('missing-folder', `no such folder: ${plainText(folder)}`);
  if (!found.isDirectory()) throw new FilesError('not-a-folder', `expected a folder, saw a file: ${plainText(folder)}`);

  const files: TreeFile[] = [];
  const refused: { path: string; reason: string }[] = [];
  const walk = async (relative: string): Promise<void> => {
    const entries = await readdir(join(root, relative), { withFileTypes: true }).catch((cause: unknown) => {
      if (relative === '') throw unreadable(folder, cause);
      refused.push({ path: relative, reason: `folder that cannot be opened (${errno(cause)})` });
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name) && enter(path)) await walk(path);
      } else if (entry.isFile()) {
        // Node shows a name that is not UTF-8 with replacement characters, by which the file cannot be opened.
        const found = await lstat(join(root, path)).catch(() => undefined);
        if (found) files.push({ path, size: found.size });
        else refused.push({ path, reason: 'file that cannot be opened by its name' });
        if (files.length > limits.files)
          throw new FilesError('too-many-files', `more than ${limits.files} files in ${plainText(folder)}`);
      } else refused.push({ path, reason: entry.isSymbolicLink() ? 'symbolic link' : 'device, pipe or socket' });
    }
  };
  await walk('');
  files.sort((a, b) => (a.path < b.path ? -1 : 1));

  const inside = async (path: string): Promise<string> => {
    const full = resolve(root, path);
    if (full !== root && !full.startsWith(root + sep))
      throw new FilesError('outside', `path leaves the evidence folder: ${plainText(path)}`);
    const real = await realpath(full).catch(() => undefined);
    if (real === undefined) throw new FilesError('missing-file', `no such file: ${plainText(path)}`);
    if (real !== (await realpath(root)) + full.slice(root.length))
      throw new FilesError('outside', `path goes through a symbolic link: ${plainText(path)}`);
    return full;
  };

  return {
    name: folder,
    files,
    refused,
    async read(path, maxBytes) {
      const full = await inside(path);
      const { size } = await stat(full);
      if (size > maxBytes)
        throw new FilesError('too-large', `${plainText(path)} has ${size} bytes; at most ${maxBytes} are read`);
      return readFile(full).catch((cause: unknown) => {
        throw unreadable(path, cause);
      });
    },
    async digest(path) {
      const hash = createHash('sha256');
      const full = await inside(path);
      try {
        for await (const chunk of createReadStream(full)) hash.update(chunk as Uint8Array);
      } catch (cause) {
        throw unreadable(path, cause);
      }
      return hash.digest('hex');
    },
    localPath: (path) => {
      const full = resolve(root, path);
      return full === root || full.startsWith(root + sep) ? full : undefined;
    },
  };
};
