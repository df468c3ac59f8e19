import type { SchemaElement } from 'hyparquet';
import { type Cell, numberOf, textOf } from './cell.ts';
import type { ColumnType, SnapshotColumn } from './engine.ts';
import { type Footer, type Footers, inPart } from './footer.ts';
import { hyparquetChunk } from './hyparquet-chunks.ts';
import { isForeignFile, liteChunks } from './parquetjs-lite-chunks.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SnapshotSource } from './source.ts';

/** A snapshot with its footers. */
export interface JavascriptSnapshot {
  readonly source: SnapshotSource;
  readonly footers: Footers;
  readonly memoryBytes: number;
}

/** An integer, as a number when that is exact. Values that came through a dictionary of parquetjs-lite are text. */
const integerOf = (value: unknown): number | bigint => {
  if (typeof value === 'number') return value;
  const exact = BigInt(value as bigint | string);
  const double = Number(exact);
  return Math.abs(double) <= 2 ** 53 && BigInt(double) === exact ? double : exact;
};

/** The integer that bytes hold, the highest first, in two's complement. */
const bytesOf = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt.asIntN(8 * bytes.length, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));

/** Makes cells of what is stored in a column. hyparquet and parquetjs-lite give the same values, but for text. */
const cellMaker = ({ name, type }: SnapshotColumn, element: SchemaElement): ((stored: unknown) => Cell) => {
  const annotation = element.logical_type;
  const wide = /^UINT/.test(element.converted_type ?? '') || (annotation?.type === 'INTEGER' && !annotation.isSigned);
  const bits = element.type === 'INT64' ? 64 : 32;
  const unit = annotation?.type === 'TIMESTAMP' ? annotation.unit : element.converted_type?.replace('TIMESTAMP_', '');
  const scale = element.scale ?? 0;
  const makers: Readonly<Record<ColumnType, (stored: unknown) => Cell>> = {
    number: (stored) => Number(stored) + 0,
    integer: (stored) => {
      const integer = integerOf(stored);
      return wide && integer < 0 ? integerOf(BigInt.asUintN(bits, BigInt(integer))) : integer;
    },
    decimal: (stored) => ({
      unscaled: stored instanceof Uint8Array ? bytesOf(stored) : BigInt(stored as number | bigint),
      scale,
    }),
    boolean: Boolean,
    string: (stored) => textOf(stored, name),
    date: integerOf,
    timestamp: (stored) => {
      const count = BigInt(stored as bigint | number | string);
      if (unit === 'MILLIS') return integerOf(count * 1000n);
      if (unit === 'MICROS') return integerOf(count);
      // Nanoseconds, those of INT96 too. BigInt division cuts towards zero; a moment before 1970 goes down.
      return integerOf((count - (((count % 1000n) + 1000n) % 1000n)) / 1000n);
    },
    other: () => '',
  };
  return makers[type];
};

/** The stored values of a column of one file, by the library that reads each row group rightly. */
const storedValues = async function* (
  file: string,
  footer: Footer,
  name: string,
  memoryBytes: number,
): AsyncGenerator<readonly unknown[]> {
  const groups = footer.rowGroups.length;
  if (isForeignFile(footer)) {
    for (let group = 0; group < groups; group += 1) yield await hyparquetChunk(file, footer, name, group);
    return;
  }
  let group = 0;
  for await (const values of liteChunks(file, footer, name, memoryBytes)) {
    yield values ?? (await hyparquetChunk(file, footer, name, group));
    group += 1;
  }
};

/** The cells of a column, null where there is none, in the order of files and rows. */
export const cellsOf = async function* (
  { source, footers, memoryBytes }: JavascriptSnapshot,
  column: SnapshotColumn,
): AsyncGenerator<readonly (Cell | null)[]> {
  const place = footers.columns.findIndex(({ name }) => name === column.name);
  for (const [index, part] of source.parts.entries()) {
    const footer = footers.footers[index];
    if (!footer) continue;
    const element = footer.elements[place];
    if (!element) {
      yield new Array<string | null>(footer.rows).fill(part.partitions[column.name] ?? null);
      continue;
    }
    const cell = cellMaker(column, element);
    try {
      for await (const values of storedValues(part.path, footer, column.name, memoryBytes))
        yield values.map((stored) => (stored === null || stored === undefined ? null : cell(stored)));
    } catch (thrown) {
      throw inPart(source, part, thrown);
    }
  }
};

/** A column of numbers in memory: the double of each row, and whether the row holds a value. */
export interface NumericColumn {
  readonly rows: number;
  readonly values: Float64Array;
  readonly held: Uint8Array;
}

/** Reads a column of numbers. Needs 9 bytes a row, and as much again while they are sorted. */
export const numbersOf = async (snapshot: JavascriptSnapshot, column: SnapshotColumn): Promise<NumericColumn> => {
  const { rows } = snapshot.footers;
  if (rows * 25 > snapshot.memoryBytes)
    throw new SnapshotError('limit', `${rows} rows need more memory than allowed; the engine duckdb needs less`);
  const [values, held] = [new Float64Array(rows), new Uint8Array(rows)];
  let row = 0;
  for await (const chunk of cellsOf(snapshot, column))
    for (const cell of chunk) {
      if (cell !== null) {
        values[row] = numberOf(cell, column);
        held[row] = 1;
      }
      row += 1;
    }
  return { rows, values, held };
};

/** The finite values of a column in ascending order, -0 as 0. */
export const sortedFinite = ({ values, held }: NumericColumn): Float64Array =>
  values
    .filter((value, row) => held[row] === 1 && Number.isFinite(value))
    .map((value) => value + 0)
    .sort();
