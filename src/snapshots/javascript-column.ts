import { type Cell, numberOf, textOf } from './cell.ts';
import type { ColumnType, SnapshotColumn } from './engine.ts';
import { type Footers, inPart } from './footer.ts';
import { liteChunks } from './parquetjs-lite-chunks.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SnapshotSource } from './source.ts';

/** A snapshot with its footers. */
export interface JavascriptSnapshot {
  readonly source: SnapshotSource;
  readonly footers: Footers;
  readonly memoryBytes: number;
}

/** Values that came through a dictionary are text, whatever the column holds. */
const integerOf = (value: unknown): number | bigint => {
  if (typeof value === 'number') return value;
  const exact = BigInt(value as bigint | string);
  const double = Number(exact);
  return Math.abs(double) <= 2 ** 53 && BigInt(double) === exact ? double : exact;
};

const cells = {
  number: (value) => Number(value) + 0,
  integer: integerOf,
  boolean: (value) => Boolean(value),
  string: textOf,
  decimal: () => '',
  date: integerOf,
  timestamp: integerOf,
  other: () => '',
} as const satisfies Record<ColumnType, (value: unknown, name: string) => Cell>;

/** The cells of a column, null where there is none, in the order of files and rows. */
export const cellsOf = async function* (
  { source, footers, memoryBytes }: JavascriptSnapshot,
  { name, type }: SnapshotColumn,
): AsyncGenerator<readonly (Cell | null)[]> {
  const cell = cells[type];
  const inFiles = footers.columns.findIndex((column) => column.name === name) < footers.inFiles;
  for (const [index, part] of source.parts.entries()) {
    const footer = footers.footers[index];
    if (!footer) continue;
    if (!inFiles) {
      yield new Array<string | null>(footer.rows).fill(part.partitions[name] ?? null);
      continue;
    }
    try {
      for await (const values of liteChunks(part.path, footer, name, memoryBytes))
        yield values.map((value) => (value === null ? null : cell(value, name)));
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
