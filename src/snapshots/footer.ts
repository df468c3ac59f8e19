import { open } from 'node:fs/promises';
import {
  type AsyncBuffer,
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadataAsync,
  type SchemaElement,
} from 'hyparquet';
import { plainText } from '../base/plain-text.ts';
import type { ColumnType, SnapshotColumn, SnapshotSchema } from './engine.ts';
import { libraryWords, SnapshotError } from './snapshot-error.ts';
import type { SnapshotPart, SnapshotSource } from './source.ts';

/** What the footer of a Parquet file says, before any engine reads a value. */
export interface Footer extends SnapshotSchema {
  readonly version: number;
  readonly metadata: FileMetaData;
  readonly bytes: number;
  /** One an entry of `columns`, in the same order. */
  readonly elements: readonly SchemaElement[];
  /** The chunks of the leaves, a list a row group, in file order. */
  readonly rowGroups: readonly { readonly rows: number; readonly chunks: readonly ColumnMetaData[] }[];
}

const integers = new Set(['INT_8', 'INT_16', 'INT_32', 'INT_64', 'UINT_8', 'UINT_16', 'UINT_32', 'UINT_64']);

const nested = (element: SchemaElement): boolean =>
  element.type === undefined || (element.num_children ?? 0) > 0 || element.repetition_type === 'REPEATED';

/** The logical type's name; `undefined` when the column is just its physical type. */
const annotation = (element: SchemaElement): string | undefined =>
  element.logical_type?.type === 'INTEGER'
    ? `${element.logical_type.isSigned ? 'INT' : 'UINT'}_${element.logical_type.bitWidth}`
    : (element.converted_type ?? element.logical_type?.type);

const typeOf = (element: SchemaElement): ColumnType => {
  if (nested(element)) return 'other';
  const logical = annotation(element);
  if (element.type === 'BOOLEAN' && logical === undefined) return 'boolean';
  if ((element.type === 'FLOAT' || element.type === 'DOUBLE') && logical === undefined) return 'number';
  if ((element.type === 'INT32' || element.type === 'INT64') && (logical === undefined || integers.has(logical)))
    return 'integer';
  if (element.type === 'BYTE_ARRAY' && (logical === 'UTF8' || logical === 'STRING' || logical === 'ENUM'))
    return 'string';
  if (logical === 'DECIMAL' && (element.type?.startsWith('INT') || element.type?.endsWith('BYTE_ARRAY')))
    return element.type === 'INT96' ? 'other' : 'decimal';
  if (element.type === 'INT32' && logical === 'DATE') return 'date';
  if (element.type === 'INT64' && logical?.startsWith('TIMESTAMP')) return 'timestamp';
  if (element.type === 'INT96' && logical === undefined) return 'timestamp';
  return 'other';
};

const physicalOf = (element: SchemaElement): string => {
  if (element.repetition_type === 'REPEATED') return `repeated ${element.type ?? 'group'}`;
  const logical = annotation(element);
  if (nested(element)) return logical === undefined ? 'group' : `group (${logical})`;
  return logical === undefined ? String(element.type) : `${element.type} (${logical})`;
};

/** The elements right below the root, in order: each stands for one column. */
const topLevel = (schema: readonly SchemaElement[]): readonly SchemaElement[] => {
  const found: SchemaElement[] = [];
  const after = (index: number): number => {
    let next = index + 1;
    for (let child = 0; child < (schema[index]?.num_children ?? 0) && next < schema.length; child += 1)
      next = after(next);
    return next;
  };
  for (let index = 1; index < schema.length; index = after(index)) found.push(schema[index] as SchemaElement);
  return found;
};

/** Runs `use` on the file as hyparquet wants it, and closes it. */
export const withFile = async <T>(file: string, use: (buffer: AsyncBuffer) => Promise<T>): Promise<T> => {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw new SnapshotError('unreadable', 'the file cannot be opened', { cause });
  });
  try {
    const { size } = await handle.stat();
    return await use({
      byteLength: size,
      slice: async (start, end = size) => {
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    });
  } finally {
    await handle.close();
  }
};

const magic = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('latin1');

/**
 * Reads the footer: types and names for every engine, and encodings for the engine that must know them beforehand.
 * Throws `not-parquet` for a file that is empty, truncated or something else, and `unreadable` for one that contradicts itself.
 */
const readFooter = (file: string, columnLimit: number): Promise<Footer> =>
  withFile(file, async (buffer) => {
    const bytes = buffer.byteLength;
    if (bytes === 0) throw new SnapshotError('not-parquet', 'the file is empty (0 bytes)');
    if (bytes < 12)
      throw new SnapshotError('not-parquet', `the file has ${bytes} bytes; no Parquet file is that short`);
    const [head, tail] = [magic(await buffer.slice(0, 4)), magic(await buffer.slice(bytes - 4, bytes))];
    if (head === 'PARE' || tail === 'PARE') throw new SnapshotError('unsupported-encoding', 'the file is encrypted');
    if (head !== 'PAR1') throw new SnapshotError('not-parquet', 'the file does not start with PAR1');
    if (tail !== 'PAR1')
      throw new SnapshotError('not-parquet', 'the file does not end with PAR1: it was cut off, or is no Parquet file');
    const metadata = await parquetMetadataAsync(buffer, { geoparquet: false }).catch((cause: unknown) => {
      throw new SnapshotError('unreadable', `the footer cannot be read: ${libraryWords(cause)}`, { cause });
    });
    const elements = topLevel(metadata.schema);
    if (elements.length > columnLimit)
      throw new SnapshotError('limit', `the file has ${elements.length} columns; at most ${columnLimit} are read`);
    const names = elements.map((element) => element.name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined)
      throw new SnapshotError('unreadable', `the file has two columns called ${plainText(twice)}`);
    const rowGroups = metadata.row_groups.map((group) => ({
      rows: Number(group.num_rows),
      chunks: group.columns.map((chunk) => {
        if (chunk.file_path) throw new SnapshotError('unsupported-encoding', 'the rows lie in another file');
        if (!chunk.meta_data) throw new SnapshotError('unsupported-encoding', 'a column is encrypted');
        return chunk.meta_data;
      }),
    }));
    const rows = Number(metadata.num_rows);
    const inGroups = rowGroups.reduce((sum, group) => sum + group.rows, 0);
    if (rows !== inGroups)
      throw new SnapshotError('unreadable', `the footer says ${rows} rows, its row groups ${inGroups}`);
    const columns = elements.map((element) => ({
      name: element.name,
      type: typeOf(element),
      physical: physicalOf(element),
    }));
    return { rows, columns, version: metadata.version, metadata, bytes, elements, rowGroups };
  });

/** Says which of several files something is about. */
export const inPart = (source: SnapshotSource, part: SnapshotPart, thrown: unknown): unknown =>
  thrown instanceof SnapshotError && source.parts.length > 1
    ? new SnapshotError(thrown.code, `${plainText(part.name)}: ${thrown.message}`, { cause: thrown })
    : thrown;

/** The footers of a Parquet snapshot, one a file, and the columns that all of them have, partition columns last. */
export interface Footers extends SnapshotSchema {
  readonly footers: readonly Footer[];
  /** Columns that the files hold; those behind them are partition columns. */
  readonly inFiles: number;
}

const differing = (first: Footer, other: Footer): string | undefined => {
  if (first.columns.length !== other.columns.length)
    return `${other.columns.length} columns, the first file ${first.columns.length}`;
  const index = first.columns.findIndex(
    ({ name, physical }, place) => name !== other.columns[place]?.name || physical !== other.columns[place]?.physical,
  );
  const [expected, seen] = [first.columns[index], other.columns[index]];
  return expected && seen
    ? `column ${index + 1} is ${plainText(seen.name)}, ${seen.physical}; in the first file ${plainText(expected.name)}, ${expected.physical}`
    : undefined;
};

/** Reads the footers of all files, which must have the same columns in the same order, and other ones than the partition columns. */
export const readFooters = async (source: SnapshotSource, columnLimit: number): Promise<Footers> => {
  const footers: Footer[] = [];
  for (const part of source.parts)
    try {
      const footer = await readFooter(part.path, columnLimit);
      const difference = differing(footers[0] ?? footer, footer);
      if (difference !== undefined)
        throw new SnapshotError('mixed', `other columns than the first file: ${difference}`);
      footers.push(footer);
    } catch (thrown) {
      throw inPart(source, part, thrown);
    }
  const [first] = footers;
  if (!first) throw new SnapshotError('no-files', 'the snapshot has no file');
  const partitions = Object.keys(source.parts[0]?.partitions ?? {}).sort();
  const twice = partitions.find((name) => first.columns.some((column) => column.name === name));
  if (twice !== undefined)
    throw new SnapshotError('mixed', `${plainText(twice)} is a column of the files and of their folders`);
  return {
    rows: footers.reduce((sum, { rows }) => sum + rows, 0),
    columns: [
      ...first.columns,
      ...partitions.map((name) => ({ name, type: 'string', physical: 'partition' }) as const),
    ],
    footers,
    inFiles: first.columns.length,
  };
};

/** The columns of footers, those in the files as they are meant when something else than the footers says so. */
export const meant = (
  { columns, inFiles }: Footers,
  own: readonly SnapshotColumn[] | undefined,
): readonly SnapshotColumn[] => (own ? [...own, ...columns.slice(inFiles)] : columns);

/** A column by its name, which must be of one of the types; throws `missing-column` or `unsupported-type`, by name. */
export const columnNamed = (
  { columns }: SnapshotSchema,
  name: string,
  types: readonly ColumnType[],
): SnapshotColumn => {
  const column = columns.find((each) => each.name === name);
  if (!column) throw new SnapshotError('missing-column', `no column ${plainText(name)}`);
  if (!types.includes(column.type))
    throw new SnapshotError(
      'unsupported-type',
      `column ${plainText(name)} is ${column.physical}; expected ${types.join(', ').replace(/, ([^,]+)$/, ' or $1')}`,
    );
  return column;
};

export const numericTypes = [
  'number',
  'integer',
  'decimal',
  'date',
  'timestamp',
] as const satisfies readonly ColumnType[];
export const categoricalTypes = ['boolean', 'string', ...numericTypes] as const satisfies readonly ColumnType[];
/** Columns that rows can be cut by: of values that come again. */
export const sliceTypes = ['boolean', 'string', 'integer', 'date'] as const satisfies readonly ColumnType[];
