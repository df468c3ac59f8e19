import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { sha256 } from '../base/digest.ts';
import type { Limits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { openDirectory } from './directory.ts';
import { globRoot } from './glob.ts';
import { FilesError, type FileTree } from './tree.ts';

/** The deepest folder that holds all of these absolute paths. */
export const commonFolder = (paths: readonly string[]): string => {
  const [first = '', ...others] = paths.map((path) => resolve(path));
  const holds = (folder: string): boolean =>
    others.every((path) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  let folder = first;
  while (!holds(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
};

/** A path of this machine as a tree writes it, relative to `root` and with forward slashes. */
export const pathIn = (root: string, path: string): string => relative(root, resolve(path)).split(sep).join('/');

/**
 * A tree of nothing but the files that a person named on the command line, and of texts that are not written yet. A folder that
 * is named brings the files below it, and a glob those below the folder in which it begins to vary. Paths are relative to `root`. Unlike an evidence folder it follows the links that the
 * person named. Throws FilesError `missing-file` for a path where nothing is.
 */
export const pickedTree = async (
  root: string,
  picked: readonly string[],
  texts: Readonly<Record<string, string>>,
  limits: Limits,
): Promise<FileTree> => {
  const local = new Map<string, { readonly path: string; readonly size: number }>();
  for (const path of picked) {
    const named = await stat(path).catch(() => undefined);
    const folder = named ? path : (globRoot(path) ?? path);
    const found = named ?? (await stat(folder).catch(() => undefined));
    if (!found) throw new FilesError('missing-file', `no such file: ${plainText(path)}`);
    if (found.isDirectory())
      for (const file of (await openDirectory(folder, limits)).files)
        local.set(pathIn(root, resolve(folder, file.path)), { path: resolve(folder, file.path), size: file.size });
    else local.set(pathIn(root, path), { path: resolve(path), size: found.size });
  }
  const written = new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const fileOf = (path: string): string => {
    const found = local.get(path);
    if (!found) throw new FilesError('missing-file', `no such file: ${plainText(path)}`);
    return found.path;
  };
  const unreadable = (path: string, cause: unknown): FilesError =>
    new FilesError('unreadable', `cannot read ${plainText(path)}`, { cause });
  return {
    name: root,
    files: [
      ...[...local].map(([path, { size }]) => ({ path, size })),
      ...[...written].map(([path, { length }]) => ({ path, size: length })),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
    refused: [],
    async read(path, maxBytes) {
      const text = written.get(path);
      const size = text?.length ?? local.get(path)?.size ?? 0;
      if (size > maxBytes)
        throw new FilesError('too-large', `${plainText(path)} has ${size} bytes; at most ${maxBytes} are read`);
      return (
        text ??
        (await readFile(fileOf(path)).catch((cause: unknown) => {
          throw cause instanceof FilesError ? cause : unreadable(path, cause);
        }))
      );
    },
    async digest(path) {
      const text = written.get(path);
      if (text) return sha256(text);
      const hash = createHash('sha256');
      const file = fileOf(path);
      try {
        for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
      } catch (cause) {
        throw unreadable(path, cause);
      }
      return hash.digest('hex');
    },
    localPath: (path) => local.get(path)?.path,
  };
};
