import parquetjs from 'parquetjs-lite';
import parquetTypes from 'parquetjs-lite/lib/types.js';

/** The types that snapshots are written in. `timestamp` holds milliseconds since 1970. Every column may hold nulls. */
type WrittenType = 'double' | 'float' | 'int32' | 'int64' | 'boolean' | 'string' | 'timestamp';

export interface WrittenColumn {
  readonly name: string;
  readonly type: WrittenType;
}

/** One row: values by column name. A missing key is a null. */
export type WrittenRow = Readonly<Record<string, number | string | boolean | null | undefined>>;

export interface WriteOptions {
  /** Rows of a row group; 50,000 when absent. */
  readonly rowGroupRows?: number;
  /** SNAPPY when absent. GZIP bytes depend on the zlib of the Node version; the other two do not. */
  readonly compression?: 'UNCOMPRESSED' | 'GZIP' | 'SNAPPY';
}

const physical = {
  double: 'DOUBLE',
  float: 'FLOAT',
  int32: 'INT32',
  int64: 'INT64',
  boolean: 'BOOLEAN',
  string: 'UTF8',
  timestamp: 'TIMESTAMP_MILLIS',
} as const satisfies Record<WrittenType, string>;

const holds = {
  double: (value) => typeof value === 'number',
  float: (value) => typeof value === 'number',
  int32: (value) => Number.isInteger(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31,
  int64: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string' && !/\p{Surrogate}/u.test(value),
  timestamp: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
} as const satisfies Record<WrittenType, (value: unknown) => boolean>;

// parquetjs-lite refuses NaN, which a column of floating-point numbers may hold; it also parses numbers as text.
parquetTypes.PARQUET_LOGICAL_TYPES.DOUBLE.toPrimitive = Number;
parquetTypes.PARQUET_LOGICAL_TYPES.FLOAT.toPrimitive = Number;

/**
 * Writes a Parquet file (footer version 1, V1 pages, PLAIN, no statistics) with parquetjs-lite, a row group at a time; returns how many
 * rows. The same rows always give the same bytes. Throws a TypeError that names row and column when a value does not fit its column's
 * type, because parquetjs-lite would store another value: `parseInt(1e21)` is 1.
 */
export const streamParquet = async (
  columns: readonly WrittenColumn[],
  rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>,
  write: (bytes: Uint8Array) => Promise<void>,
  options: WriteOptions = {},
): Promise<number> => {
  const compression = options.compression ?? 'SNAPPY';
  const schema = new parquetjs.ParquetSchema(
    Object.fromEntries(
      columns.map(({ name, type }) => [
        name,
        { type: physical[type], optional: true, compression, statistics: false } as const,
      ]),
    ),
  );
  const sink = {
    write: (bytes: Uint8Array, done: (error?: unknown) => void) => void write(bytes).then(() => done(), done),
    end: (done: () => void) => done(),
  };
  const writer = await parquetjs.ParquetWriter.openStream(schema, sink, {
    rowGroupSize: options.rowGroupRows ?? 50_000,
    useDataPageV2: false,
    pageIndex: false,
  });
  let index = 0;
  for await (const row of rows) {
    for (const { name, type } of columns) {
      const value = row[name];
      if (value !== null && value !== undefined && !holds[type](value))
        throw new TypeError(`row ${index}, column ${name}: saw ${String(value)}, which is no ${type}`);
    }
    await writer.appendRow(row);
    index += 1;
  }
  await writer.close();
  return index;
};

/** The bytes of a Parquet file, as `streamParquet` writes it. */
export const writeParquet = async (
  columns: readonly WrittenColumn[],
  rows: Iterable<WrittenRow>,
  options: WriteOptions = {},
): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  await streamParquet(columns, rows, async (bytes) => void parts.push(bytes), options);
  return new Uint8Array(Buffer.concat(parts));
};
