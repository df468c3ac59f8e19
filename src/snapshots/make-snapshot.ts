import { rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Limits } from '../base/limits.ts';
import { plainText } from '../base/plain-text.ts';
import { temporaryFolder } from '../files/temporary-folder.ts';
import { FilesError } from '../files/tree.ts';
import { SnapshotError } from './snapshot-error.ts';
import { singleFile } from './source.ts';
import { findColumns, writeTextAsParquet } from './text-snapshot.ts';
import type { TextColumn } from './text-types.ts';

/** What was written: rows, and the columns with the types that were found and how many of their cells hold a value. */
export interface MadeSnapshot {
  readonly rows: number;
  readonly columns: readonly TextColumn[];
}

/**
 * Makes a Parquet snapshot of a CSV or JSON lines file. Reads the file twice, row by row, and holds one row group. The snapshot appears
 * whole or not at all, and never over another file. Columns that hold lists, objects or values of several types are refused, by name.
 */
export const makeSnapshot = async (
  input: string,
  output: string,
  limits: Limits,
  stage: (words: string) => void,
): Promise<MadeSnapshot> => {
  const found = await stat(input).catch(() => undefined);
  if (!found?.isFile()) throw new FilesError('missing-file', `no such file: ${plainText(input)}`);
  if (await stat(output).catch(() => undefined))
    throw new FilesError('unwritable', `${plainText(output)} is there already; a snapshot is never overwritten`);
  const { format, parts } = singleFile(input, { localPath: resolve(input), size: found.size, sha256: '' });
  const [part] = parts;
  if (format === 'parquet' || !part)
    throw new SnapshotError('bad-text', `${plainText(input)}: expected a file that ends in .csv, .jsonl or .ndjson`);
  stage(`looking at ${plainText(basename(input))}`);
  const columns = await findColumns(format, parts, limits.columns);
  const odd = columns.filter(({ type, values }) => type === 'other' && values > 0);
  if (columns.length === 0 || odd.length > 0)
    throw new SnapshotError('unsupported-type', `${plainText(input)} makes no snapshot`, {
      details:
        columns.length === 0
          ? [{ message: 'it has no row and no column' }]
          : odd.map(({ name, physical }) => ({
              message: `column ${plainText(name)}: ${physical}; expected numbers, texts or booleans, or the column left out`,
            })),
    });
  // Beside the target, so that it can be moved there in one step; removed when the process is interrupted.
  const folder = await temporaryFolder('snapshot', dirname(resolve(output))).catch((cause: unknown) => {
    throw new FilesError('unwritable', `cannot write to ${plainText(dirname(output))}: ${messageOf(cause)}`, { cause });
  });
  try {
    const aside = join(folder.path, 'snapshot.parquet');
    stage(`writing ${plainText(basename(output))}`);
    const rows = await writeTextAsParquet(format, part, columns, aside);
    await rename(aside, output);
    return { rows, columns };
  } finally {
    await folder.remove();
  }
};
