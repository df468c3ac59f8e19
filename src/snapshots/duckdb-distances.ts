import type { ColumnDistance, OrRefusal } from './column-counts.ts';
import { isRefusal } from './column-counts.ts';
import { eachApart } from './counting.ts';
import { distanceTally } from './distance.ts';
import { columnOf, type OpenSnapshot } from './duckdb-snapshot.ts';
import { survey } from './duckdb-survey.ts';
import { numericTypes } from './footer.ts';
import type { Kernel } from './kernel.ts';
import { SnapshotError } from './snapshot-error.ts';

type Counts = readonly [value: number, count: number];

/** The distinct finite values of a column in ascending order, with how often each comes. DuckDB sorts, and spills when it must. */
const ordered = async function* (open: OpenSnapshot, name: string): AsyncGenerator<Counts> {
  const { double: value } = columnOf(open, name, numericTypes);
  const sql = `SELECT ${value}, count(*) FROM ${open.session.source} WHERE isfinite(${value}) GROUP BY 1 ORDER BY 1`;
  for await (const rows of open.session.stream(sql))
    for (const [each, count] of rows) yield [Number(each), Number(count)];
};

/** Walks through two ascending columns at once. */
const walk = async (
  before: AsyncGenerator<Counts>,
  after: AsyncGenerator<Counts>,
  add: (value: number, inReference: number, inCurrent: number) => void,
): Promise<void> => {
  let [left, right] = [await before.next(), await after.next()];
  while (!left.done || !right.done) {
    const [a, b] = [left.done ? undefined : left.value, right.done ? undefined : right.value];
    if (a && (!b || a[0] < b[0])) {
      add(a[0], a[1], 0);
      left = await before.next();
    } else if (b && (!a || b[0] < a[0])) {
      add(b[0], 0, b[1]);
      right = await after.next();
    } else if (a && b) {
      add(a[0], a[1], b[1]);
      [left, right] = [await before.next(), await after.next()];
    }
  }
};

/** Exact distances by sorting both columns. */
export const distances = async (
  reference: OpenSnapshot,
  current: OpenSnapshot,
  kernel: Kernel,
  columns: readonly string[],
): Promise<readonly OrRefusal<ColumnDistance>[]> => {
  const requests = columns.map((name) => ({ name }));
  const [before, after] = [
    await survey(reference, kernel, requests, () => undefined),
    await survey(current, kernel, requests, () => undefined),
  ];
  return eachApart(requests, async ({ name }, index) => {
    const [left, right] = [before[index], after[index]];
    for (const side of [left, right]) if (side && isRefusal(side)) throw new SnapshotError(side.refused, side.message);
    const finite = (side: typeof left): number => (side && !isRefusal(side) ? side.finite : 0);
    const tally = distanceTally(name, finite(left), finite(right));
    await walk(ordered(reference, name), ordered(current, name), tally.add);
    return tally.distance();
  });
};
