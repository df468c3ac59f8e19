import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { FilesError } from './tree.ts';
import { writeOutputs } from './write-outputs.ts';

/** A folder that is filled file by file, so that what was interrupted can go on. A file is there whole, or not at all. */
export interface FolderStore {
  /** The bytes of a file; undefined when it is not there. Throws FilesError `unreadable`. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>;
}

/** Opens a folder, which need not be there yet. Names are plain: no folders in them. */
export const folderStore = (folder: string): FolderStore => ({
  read: async (name) => {
    try {
      return await readFile(join(folder, name));
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
      throw new FilesError('unreadable', `cannot read ${join(folder, name)}: ${messageOf(cause)}`, { cause });
    }
  },
  write: (name, bytes) => writeOutputs(folder, [{ name, bytes }]),
});
