import type { Column, OpenSnapshot } from './duckdb-snapshot.ts';
import { type Held, heldPart, type Kernel, type Part, vectorLength } from './kernel.ts';
import { SnapshotError } from './snapshot-error.ts';

/** What is done to a column in a scan. */
export interface ColumnScan {
  readonly column: Column;
  readonly parts: readonly Part<unknown>[];
}

/** Shows the finite values of columns to their parts, in one scan of all rows; returns what was apart. Refuses other rows than the footers promise. */
export const scanColumns = async (
  { session, schema }: OpenSnapshot,
  kernel: Kernel,
  columns: readonly ColumnScan[],
  onRows: (rows: number) => void,
): Promise<readonly Held[]> => {
  if (columns.length === 0) return [];
  const held = columns.map(() => heldPart(kernel));
  const rows = await session.scan(
    columns.map(({ column }) => column.scanned),
    session.source,
    (index, n, values, validity) => {
      const finite = held[index]?.vector(n, kernel.load(values, validity, n)) ?? 0;
      for (const part of columns[index]?.parts ?? []) part.vector(finite);
      if (index === 0) onRows(n);
    },
  );
  const results = held.map((part) => part.result());
  const wrong = results.find((result) => result.rows !== rows);
  if (rows !== schema.rows || wrong)
    throw new SnapshotError('unreadable', `the footer says ${schema.rows} rows, DuckDB reads ${wrong?.rows ?? rows}`);
  return results;
};

/** Some finite values of each column, from several places, ascending. They only guide: no result depends on them. */
const sampleColumns = async (
  { session, samples }: OpenSnapshot,
  kernel: Kernel,
  columns: readonly Column[],
): Promise<readonly Float64Array[]> => {
  const found = columns.map((): Float64Array[] => []);
  const held = columns.map(() => heldPart(kernel));
  for (const from of samples)
    await session.scan(
      columns.map(({ scanned }) => scanned),
      from,
      (index, n, values, validity) => {
        const finite = held[index]?.vector(n, kernel.load(values, validity, n)) ?? 0;
        found[index]?.push(kernel.values(finite).slice());
      },
    );
  return found.map((vectors) => joined(vectors).sort());
};

const joined = (vectors: readonly Float64Array[]): Float64Array => {
  const all = new Float64Array(vectors.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const vector of vectors) {
    all.set(vector, at);
    at += vector.length;
  }
  return all;
};

/** Shows columns as often as a search needs to see them. */
export interface Scanner {
  readonly sample: (columns: readonly Column[]) => Promise<readonly Float64Array[]>;
  readonly scan: (columns: readonly ColumnScan[]) => Promise<readonly Held[]>;
}

/** Bytes of columns that are held in memory, so that the files are read once. */
const holdable = 96 * 2 ** 20;

/** Values of a sample of a column in memory. */
const sampled = 4_096;

/** Reads the files for each scan, or, when the columns fit into memory, only once. */
export const openScanner = async (
  open: OpenSnapshot,
  kernel: Kernel,
  columns: readonly Column[],
  onRows: (rows: number) => void,
): Promise<Scanner> => {
  if (open.schema.rows * columns.length * 8 > holdable)
    return {
      sample: (some) => sampleColumns(open, kernel, some),
      scan: (scans) => scanColumns(open, kernel, scans, onRows),
    };
  const { rows } = open.schema;
  const memory = kernel.hold(rows * columns.length);
  const ends = columns.map((_, index) => index * rows);
  const collect = columns.map((column, index) => {
    const vector = (n: number): void => {
      memory.set(kernel.values(n), ends[index] as number);
      ends[index] = (ends[index] as number) + n;
    };
    return { column, parts: [{ vector, result: () => undefined }] };
  });
  kernel.clear();
  const held = await scanColumns(open, kernel, collect, onRows);
  const valuesOf = (column: Column): Float64Array => {
    const index = columns.indexOf(column);
    return memory.subarray(index * rows, ends[index]);
  };
  return {
    sample: async (some) =>
      some.map((column) => {
        const values = valuesOf(column);
        const step = Math.max(1, Math.ceil(values.length / sampled));
        const sample = new Float64Array(Math.ceil(values.length / step));
        for (let index = 0; index < sample.length; index += 1) sample[index] = values[index * step] as number;
        return sample.sort();
      }),
    scan: async (scans) =>
      scans.map(({ column, parts }) => {
        const values = valuesOf(column);
        for (let start = 0; start < values.length; start += vectorLength) {
          const n = kernel.loadDoubles(values.subarray(start, start + vectorLength));
          for (const part of parts) part.vector(n);
        }
        return held[columns.indexOf(column)] as Held;
      }),
  };
};
