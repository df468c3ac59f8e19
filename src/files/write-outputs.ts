import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import { FilesError } from './tree.ts';

/** One file to write: a plain name without folders, and its bytes. */
export interface OutputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Readable by the owner alone. */
  readonly secret?: boolean;
}

/**
 * Writes all files into `folder`, or none: they are written aside and then moved into place one by one.
 * Files of other names that are already there stay. Throws FilesError `unwritable`.
 */
export const writeOutputs = async (folder: string, files: readonly OutputFile[]): Promise<void> => {
  const target = resolve(folder);
  let aside: string | undefined;
  let made: string | undefined;
  try {
    const present = await stat(target).catch(() => undefined);
    if (present && !present.isDirectory()) throw new Error('a file of that name is in the way');
    made = await mkdir(target, { recursive: true });
    // Inside the folder: what lies beside it may be another file system, or not ours to write to.
    aside = await mkdtemp(join(target, '.plumbline-'));
    for (const file of files)
      await writeFile(join(aside, file.name), file.bytes, file.secret === true ? { mode: 0o600 } : {});
    for (const file of files) await rename(join(aside, file.name), join(target, file.name));
  } catch (cause) {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw new FilesError('unwritable', `cannot write to ${plainText(folder)}: ${messageOf(cause)}`, { cause });
  } finally {
    if (aside !== undefined) await rm(aside, { recursive: true, force: true });
  }
};
