import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { plainText } from '../base/plain-text.ts';
import type { SnapshotColumn } from './engine.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SnapshotFormat, SnapshotPart, SnapshotSource } from './source.ts';
import { badText, textRows } from './text-rows.ts';
import { type TextColumn, typeFinder, valueIn } from './text-types.ts';
import { streamParquet, type WrittenRow } from './write-parquet.ts';

type TextFormat = Exclude<SnapshotFormat, 'parquet'>;

/** Looks at every cell of every file: the columns, which all CSV files must have alike, with their types. */
export const findColumns = async (
  format: TextFormat,
  parts: readonly SnapshotPart[],
  columnLimit: number,
): Promise<readonly TextColumn[]> => {
  const finder = typeFinder(format);
  let first: readonly string[] | undefined;
  for (const part of parts) {
    const { names, rows } = await textRows(format, part, columnLimit);
    if (format === 'csv') {
      first ??= names;
      const other = first;
      if (names.length > columnLimit)
        throw new SnapshotError('limit', `the file has ${names.length} columns; at most ${columnLimit} are read`);
      const odd = names.find((name) => !other.includes(name)) ?? other.find((name) => !names.includes(name));
      if (odd !== undefined)
        throw new SnapshotError(
          'mixed',
          `${plainText(part.name)}: other columns than the first file: ${plainText(odd)} is in one of them`,
        );
      for (const name of names) finder.add(name, null);
    }
    for await (const { cells } of rows) for (const [index, name] of names.entries()) finder.add(name, cells[index]);
  }
  return finder.columns();
};

/** Writes the rows of a text file as Parquet. Columns of type `other` are written without their values. */
export const writeTextAsParquet = async (
  format: TextFormat,
  part: SnapshotPart,
  columns: readonly TextColumn[],
  target: string,
): Promise<number> => {
  const { names, rows } = await textRows(format, part, columns.length);
  const sink = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  let count = 0;
  const written = async function* (): AsyncGenerator<WrittenRow> {
    for await (const { line, cells } of rows) {
      count += 1;
      const row: Record<string, number | string | boolean | null> = {};
      for (const column of columns) {
        const value = valueIn(cells[names.indexOf(column.name)], column);
        if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
          throw badText(part, line, `column ${plainText(column.name)} holds half a character`);
        if (value !== null) row[column.name] = value;
      }
      yield row;
    }
  };
  try {
    await streamParquet(
      columns.map(({ name, written: type }) => ({ name, type })),
      written(),
      (bytes) => new Promise((done, failed) => sink.write(bytes, (error) => (error ? failed(error) : done()))),
    );
  } finally {
    sink.end();
    await finished(sink).catch(() => undefined);
  }
  return count;
};

/** A text snapshot as Parquet files in a private folder, and what its columns are. */
export interface ConvertedText {
  readonly source: SnapshotSource;
  readonly columns: readonly SnapshotColumn[];
}

/** Turns a CSV or JSON lines snapshot into private Parquet files, which every engine then counts like others. */
export const convertText = async (
  { format, parts }: SnapshotSource & { readonly format: TextFormat },
  folder: string,
  id: number,
  columnLimit: number,
): Promise<ConvertedText> => {
  const columns = await findColumns(format, parts, columnLimit);
  if (columns.length === 0) throw new SnapshotError('bad-text', 'the snapshot has no row and no column');
  const converted: SnapshotPart[] = [];
  for (const [index, part] of parts.entries()) {
    const path = join(folder, `text-${id}-${index}.parquet`);
    await writeTextAsParquet(format, part, columns, path);
    converted.push({ ...part, path, bytes: (await stat(path)).size });
  }
  return {
    source: { format: 'parquet', parts: converted },
    columns: columns.map(({ name, type, physical }) => ({ name, type, physical })),
  };
};
