import { readSync } from 'node:fs';
import type { ColumnMetaData } from 'hyparquet';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { plainText } from '../base/plain-text.ts';
import type { Footer } from './footer.ts';
import { holdsWhatItSays, type PageHeader } from './parquetjs-lite-page-body.ts';
import { SnapshotError } from './snapshot-error.ts';

/** The Parquet format's enumerations, by number (parquet.thrift). */
const encodings = [
  'PLAIN',
  'GROUP_VAR_INT',
  'PLAIN_DICTIONARY',
  'RLE',
  'BIT_PACKED',
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'DELTA_BYTE_ARRAY',
  'RLE_DICTIONARY',
  'BYTE_STREAM_SPLIT',
] as const;

const readable = new Set(['PLAIN', 'PLAIN_DICTIONARY', 'RLE', 'BIT_PACKED']);
const codecs = new Set(['UNCOMPRESSED', 'SNAPPY', 'GZIP']);
/** parquetjs-lite adds the bytes of a wide dictionary index up, instead of shifting them: right up to one byte. */
const dictionaryEntries = 256;

const refuse = (what: string, column?: string): SnapshotError =>
  new SnapshotError(
    'unsupported-encoding',
    `parquetjs-lite does not read ${what}${column === undefined ? '' : ` (column ${plainText(column)})`}`,
  );

const wide = (physical: string): boolean => /\((UINT_32|UINT_64)\)$/.test(physical);

/** Refuses, by name, what the footer shows parquetjs-lite to read wrongly or not at all. INT96 comes first: it is read as 0. */
export const refuseByFooter = (footer: Footer): void => {
  const oddest = footer.columns.find(
    ({ physical }) => physical.startsWith('INT96') || physical.includes('DECIMAL') || wide(physical),
  );
  const int96 = footer.columns.find(({ physical }) => physical.startsWith('INT96'));
  if (int96) throw refuse('INT96 rightly', int96.name);
  if (oddest) throw refuse(`${oddest.physical} rightly`, oddest.name);
  for (const { chunks } of footer.rowGroups)
    for (const chunk of chunks) {
      const column = chunk.path_in_schema.join('.');
      if (chunk.type === 'INT96') throw refuse('INT96 rightly', column);
      if (!codecs.has(chunk.codec)) throw refuse(`${chunk.codec ?? 'unknown'} compression`, column);
      const foreign = chunk.encodings
        .map((encoding) => encoding ?? 'unknown')
        .find((encoding) => !readable.has(encoding));
      if (foreign !== undefined) throw refuse(`${foreign} encoding`, column);
    }
  if (footer.version !== 1) throw refuse(`files of footer version ${footer.version}`);
};

const kinds = { 0: ['data', 5], 2: ['dictionary', 7], 3: ['data-v2', 8] } as const;
const named = (encoding: unknown): string => encodings[Number(encoding)] ?? 'unknown';

const pageHeader = (bytes: Uint8Array, offset: number): PageHeader => {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset };
  const header = deserializeTCompactProtocol(reader) as Record<string, unknown>;
  const [kind, field] = kinds[Number(header.field_1) as keyof typeof kinds] ?? (['other', 5] as const);
  const own = (header[`field_${field}`] ?? {}) as Record<string, unknown>;
  const second = kind === 'data-v2';
  return {
    kind,
    unpacked: Number(header.field_2),
    packed: Number(header.field_3),
    values: Number(own.field_1),
    encoding: named(second ? own.field_4 : own.field_2),
    levels: second ? 'RLE' : named(own.field_3),
    nulls: Number(own.field_2),
    levelBytes: Number(own.field_5) + Number(own.field_6),
    isPacked: own.field_7 !== false,
    end: reader.offset,
  };
};

/** What a chunk is held against: its row group and column, the size of its file, and the largest page that may be unpacked. */
export interface ChunkBounds {
  readonly rows: number;
  readonly optional: boolean;
  readonly fileBytes: number;
  readonly pageBytes: number;
}

/**
 * Looks at every page of a chunk before parquetjs-lite does, and refuses what it would read wrongly: PLAIN pages after a
 * dictionary (it looks their values up in the dictionary), dictionaries of more than 256 entries, levels that are not RLE, V2
 * pages that are not PLAIN, pages that do not hold what they say, chunks with other rows than their row group.
 */
export const refuseByPages = (descriptor: number, chunk: ColumnMetaData, bounds: ChunkBounds): void => {
  const { rows, optional, fileBytes, pageBytes } = bounds;
  const column = chunk.path_in_schema.join('.');
  const malformed = (what: string): SnapshotError =>
    new SnapshotError('unreadable', `column ${plainText(column)}: ${what}`);
  const first = Number(chunk.data_page_offset);
  const start = Math.min(first, Number(chunk.dictionary_page_offset ?? first));
  const size = Number(chunk.total_compressed_size);
  if (!(start >= 4 && size >= 0 && start + size <= fileBytes)) throw malformed('its values lie outside the file');
  const bytes = new Uint8Array(size);
  readSync(descriptor, bytes, 0, size, start);
  const seen = new Set<string>();
  let values = 0;
  let entries: number | undefined;
  for (let offset = 0; offset < size && values < rows; ) {
    const page = pageHeader(bytes, offset);
    offset = page.end + page.packed;
    if (!(page.packed >= 0 && page.unpacked >= 0 && offset <= size)) throw malformed('a page is cut off');
    if (page.unpacked > pageBytes)
      throw new SnapshotError(
        'limit',
        `column ${plainText(column)}: a page of ${page.unpacked} bytes; at most ${pageBytes} are read`,
      );
    if (page.kind === 'other') throw refuse('index pages', column);
    if (page.kind === 'dictionary') entries = page.values;
    else {
      seen.add(page.encoding);
      values += page.values;
      if (optional && page.levels !== 'RLE') throw refuse(`${page.levels} definition levels`, column);
      if (page.encoding !== 'PLAIN' && (page.encoding !== 'PLAIN_DICTIONARY' || page.kind === 'data-v2'))
        throw refuse(`${page.kind === 'data-v2' ? 'V2 pages of ' : ''}${page.encoding} encoding`, column);
    }
    if (!holdsWhatItSays(page, bytes.subarray(page.end, offset), chunk, optional))
      throw malformed('a page does not hold what its header says');
  }
  if (values !== rows) throw malformed(`its pages hold ${values} rows, its row group ${rows}`);
  if (entries !== undefined && seen.has('PLAIN')) throw refuse('PLAIN pages after a dictionary', column);
  if (entries === undefined && seen.has('PLAIN_DICTIONARY')) throw malformed('its dictionary is missing');
  if (entries !== undefined && entries > dictionaryEntries)
    throw refuse(`PLAIN_DICTIONARY of more than ${dictionaryEntries} entries`, column);
};
