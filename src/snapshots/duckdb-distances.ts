import type { ColumnDistance, OrRefusal } from './column-counts.ts';
import { isRefusal } from './column-counts.ts';
import { eachApart } from './counting.ts';
import { distanceTally, inStep, type ValueCount } from './distance.ts';
import { columnOf, type OpenSnapshot } from './duckdb-snapshot.ts';
import { survey } from './duckdb-survey.ts';
import { numericTypes } from './footer.ts';
import type { Kernel } from './kernel.ts';
import { SnapshotError } from './snapshot-error.ts';

/** The distinct finite values of a column in ascending order, with how often each comes. DuckDB sorts, and spills when it must. */
const ordered = async function* (open: OpenSnapshot, name: string): AsyncGenerator<ValueCount> {
  const { double: value } = columnOf(open, name, numericTypes);
  const sql = `SELECT ${value}, count(*) FROM ${open.session.source} WHERE isfinite(${value}) GROUP BY 1 ORDER BY 1`;
  for await (const rows of open.session.stream(sql))
    for (const [each, count] of rows) yield [Number(each), Number(count)];
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
    // A session streams one query at a time: a second one would cut the first short.
    if (reference.session === current.session)
      for await (const [value, count] of ordered(reference, name)) tally.add(value, count, count);
    else await inStep(ordered(reference, name), ordered(current, name), tally.add);
    return tally.distance();
  });
};
