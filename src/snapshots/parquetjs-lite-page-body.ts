import { gunzipSync } from 'node:zlib';
import { type ColumnMetaData, snappyUncompress } from 'hyparquet';

/** What the header of a page says. Absent numbers are NaN. */
export interface PageHeader {
  readonly kind: 'data' | 'data-v2' | 'dictionary' | 'other';
  readonly unpacked: number;
  readonly packed: number;
  readonly values: number;
  readonly encoding: string;
  /** How the definition levels are written; RLE always in V2. */
  readonly levels: string;
  /** V2 only: nulls, bytes of the definition levels, whether the values are packed. */
  readonly nulls: number;
  readonly levelBytes: number;
  readonly isPacked: boolean;
  /** Where the header ends. */
  readonly end: number;
}

/** The bytes of a page as its header says that they unpack; undefined when they do not. */
const unpack = (codec: string, packed: Uint8Array, size: number): Uint8Array | undefined => {
  if (codec === 'UNCOMPRESSED') return packed.length === size ? packed : undefined;
  try {
    if (codec === 'GZIP') {
      const unpacked = gunzipSync(packed, { maxOutputLength: Math.max(1, size) });
      return unpacked.length === size ? unpacked : undefined;
    }
    if (preamble(packed) !== size) return undefined;
    const unpacked = new Uint8Array(size);
    snappyUncompress(packed, unpacked);
    return unpacked;
  } catch {
    return undefined;
  }
};

/** The size that Snappy data says to unpack to: its first bytes. parquetjs-lite would believe any. */
const preamble = (bytes: Uint8Array): number => varint(bytes, 0, bytes.length)?.[0] ?? Number.NaN;

const varint = (bytes: Uint8Array, start: number, end: number): readonly [value: number, next: number] | undefined => {
  let value = 0;
  for (let offset = start; offset < Math.min(end, start + 5); offset += 1) {
    const byte = bytes[offset] as number;
    value += (byte & 0x7f) * 2 ** (7 * (offset - start));
    if (byte < 0x80) return [value, offset + 1];
  }
  return undefined;
};

/**
 * Walks RLE and bit-packed runs of `width` bits until `count` values are there. Returns where they end and, for levels of one bit, how
 * many are 1; undefined when they run out, or a level is neither 0 nor 1.
 */
const walkRuns = (
  bytes: Uint8Array,
  start: number,
  end: number,
  count: number,
  width: number,
): { readonly next: number; readonly ones: number } | undefined => {
  let [next, left, ones] = [start, count, 0];
  while (left > 0) {
    const run = varint(bytes, next, end);
    if (!run) return undefined;
    const [header, body] = run;
    const packed = header % 2 === 1;
    const groups = Math.floor(header / 2);
    next = body + (packed ? groups * width : Math.ceil(width / 8));
    if (next > end) return undefined;
    const length = Math.min(left, packed ? groups * 8 : groups);
    if (width === 1)
      for (let index = 0; index < (packed ? length : 1); index += 1) {
        const value = packed ? ((bytes[body + (index >> 3)] as number) >> (index & 7)) & 1 : (bytes[body] as number);
        if (value > 1) return undefined;
        ones += packed ? value : value * length;
      }
    left -= length;
  }
  return { next, ones };
};

const widths: Readonly<Record<string, number>> = { INT32: 4, FLOAT: 4, INT64: 8, DOUBLE: 8 };

/** Whether so many PLAIN values lie in the bytes. */
const plainFits = (bytes: Uint8Array, type: string, count: number): boolean => {
  if (type === 'BOOLEAN') return bytes.length >= Math.ceil(count / 8);
  const width = widths[type];
  if (width !== undefined) return bytes.length >= count * width;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  for (let index = 0; index < count; index += 1) {
    if (offset + 4 > bytes.length) return false;
    offset += 4 + view.getUint32(offset, true);
  }
  return offset <= bytes.length;
};

/**
 * Whether a page unpacks to the size that it says, its levels end where they should, and its values are all there. parquetjs-lite
 * checks none of that: it would read on into what comes after.
 */
export const holdsWhatItSays = (
  page: PageHeader,
  packed: Uint8Array,
  { codec, type }: Pick<ColumnMetaData, 'codec' | 'type'>,
  optional: boolean,
): boolean => {
  const second = page.kind === 'data-v2';
  const apart = second ? page.levelBytes : 0;
  if (!(apart >= 0 && apart <= packed.length)) return false;
  const body = unpack(second && !page.isPacked ? 'UNCOMPRESSED' : codec, packed.subarray(apart), page.unpacked - apart);
  if (!body) return false;
  if (page.kind === 'dictionary') return plainFits(body, type, page.values);
  if (!optional) return !(second && apart > 0) && valuesFit(page, body, type, page.values);
  if (!second && body.length < 4) return false;
  const from = second ? 0 : 4;
  const section = second ? packed : body;
  const end = second ? apart : 4 + new DataView(body.buffer, body.byteOffset).getUint32(0, true);
  if (end > section.length) return false;
  const levels = walkRuns(section, from, end, page.values, 1);
  if (levels?.next !== end || (second && page.nulls !== page.values - levels.ones)) return false;
  return valuesFit(page, second ? body : body.subarray(end), type, levels.ones);
};

const valuesFit = (page: PageHeader, bytes: Uint8Array, type: string, count: number): boolean =>
  page.encoding === 'PLAIN'
    ? plainFits(bytes, type, count)
    : count === 0 || walkRuns(bytes, 1, bytes.length, count, bytes[0] ?? 0) !== undefined;
