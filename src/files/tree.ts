import { CodedError } from '../base/errors.ts';

/** A file of an evidence folder. `path` is relative, with forward slashes; `size` in bytes. */
export interface TreeFile {
  readonly path: string;
  readonly size: number;
}

/** An evidence folder, whatever holds it. Reading beyond a limit or outside the folder throws a FilesError. */
export interface FileTree {
  /** What the folder is called in messages. */
  readonly name: string;
  /** Every regular file, sorted by path. */
  readonly files: readonly TreeFile[];
  /** Things in the folder that are no regular file (symbolic links, devices): never followed, always reported. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
  read(path: string, maxBytes: number): Promise<Uint8Array>;
  /** SHA-256 of a file, streamed. */
  digest(path: string): Promise<string>;
  /** Where the file, or a folder, lies on this machine, for engines that read files themselves; undefined in memory. */
  localPath(path: string): string | undefined;
}

export type FilesErrorCode =
  | 'missing-folder'
  | 'not-a-folder'
  | 'missing-file'
  | 'too-large'
  | 'too-many-files'
  | 'outside'
  | 'unreadable'
  | 'unwritable';

/** A folder or file that cannot be read or written. */
export class FilesError extends CodedError<FilesErrorCode> {
  get family() {
    return this.code === 'unwritable' ? ('surroundings' as const) : ('question' as const);
  }
}
