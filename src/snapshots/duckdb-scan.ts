import type { Column, OpenSnapshot } from './duckdb-snapshot.ts';
import { type Held, heldPart, type Kernel, type Part } from './kernel.ts';
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
export const sampleColumns = async (
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
        found[index]?.push(kernel.vector(finite));
      },
    );
  return found.map((vectors) => {
    const all = new Float64Array(vectors.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const vector of vectors) {
      all.set(vector, at);
      at += vector.length;
    }
    return all.sort();
  });
};
