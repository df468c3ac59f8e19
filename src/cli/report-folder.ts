import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import { FilesError } from '../files/tree.ts';

/** Largest file of a report that is read to verify it, in bytes. */
const largest = 512 * 1024 * 1024;

const readOne = async (path: string): Promise<Uint8Array> => {
  const { size } = await stat(path);
  if (size > largest)
    throw new FilesError('too-large', `${plainText(path)} has ${size} bytes; at most ${largest} are read`);
  return readFile(path);
};

/** The files of a report folder by name, or the one file at `path`. Folders and links inside the folder are listed as empty files, so that they are not overlooked. */
export const readReport = async (
  path: string,
): Promise<{ readonly files: ReadonlyMap<string, Uint8Array>; readonly folder: boolean }> => {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new FilesError('missing-file', `no such file or folder: ${plainText(path)}`);
  try {
    if (!found.isDirectory())
      return { files: new Map([[path.split(/[\\/]/).at(-1) ?? path, await readOne(path)]]), folder: false };
    const files = new Map<string, Uint8Array>();
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      files.set(entry.name, entry.isFile() ? await readOne(join(path, entry.name)) : new Uint8Array(0));
    }
    return { files, folder: true };
  } catch (cause) {
    if (cause instanceof FilesError) throw cause;
    throw new FilesError('unreadable', `cannot read ${plainText(path)}: ${messageOf(cause)}`, { cause });
  }
};
