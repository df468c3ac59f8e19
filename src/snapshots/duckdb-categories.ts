import type { CategoryCounts, CategoryRequest, Counted, OrRefusal, SliceRequest } from './column-counts.ts';
import { isRefusal } from './column-counts.ts';
import { categoryTally, checkRows, eachApart } from './counting.ts';
import { type OpenSlice, slicesOf } from './duckdb-slices.ts';
import { cellOf, columnOf, type OpenSnapshot } from './duckdb-snapshot.ts';
import { categoricalTypes } from './footer.ts';

const whole = async (open: OpenSnapshot, request: CategoryRequest): Promise<CategoryCounts> => {
  const column = columnOf(open, request.name, categoricalTypes);
  const tally = categoryTally(request, column.type);
  // Null, NaN and the two infinities come beside the values that are counted apart; one more shows that there are too many.
  const most = request.known ? '' : ` LIMIT ${request.limit + 5}`;
  const sql = `SELECT ${column.value}, count(*) FROM ${open.session.source} GROUP BY 1${most}`;
  for await (const rows of open.session.stream(sql))
    for (const [value, count] of rows) tally.add(cellOf(value), Number(count));
  return checkRows(tally.counts(), open.schema.rows);
};

interface Sliced {
  readonly all: CategoryCounts;
  readonly slices: readonly CategoryCounts[];
}

/** Counts a value's rows in every slice, which come one value after the other. */
const sliced = async (
  open: OpenSnapshot,
  request: CategoryRequest,
  slices: readonly OpenSlice[],
  expression: string,
): Promise<Sliced> => {
  const column = columnOf(open, request.name, categoricalTypes);
  const all = categoryTally(request, column.type);
  const apart = new Map(slices.map(({ raw }) => [raw, categoryTally(request, column.type)]));
  const sql =
    `SELECT v, list(s), list(k) FROM (SELECT ${column.value} AS v, ${expression} AS s, count(*) AS k ` +
    `FROM ${open.session.source} GROUP BY 1, 2) GROUP BY 1`;
  for await (const rows of open.session.stream(sql))
    for (const [value, keys, counts] of rows) {
      const cell = cellOf(value);
      const perSlice = (counts as { readonly items: readonly bigint[] }).items.map(Number);
      const raws = (keys as { readonly items: readonly unknown[] }).items;
      raws.forEach((raw, index) => {
        apart.get(raw)?.add(cell, perSlice[index] as number);
      });
      all.add(
        cell,
        perSlice.reduce((sum, count) => sum + count, 0),
      );
    }
  return {
    all: checkRows(all.counts(), open.schema.rows),
    slices: slices.map(({ raw, rows }) =>
      checkRows((apart.get(raw) as ReturnType<typeof categoryTally>).counts(), rows),
    ),
  };
};

/** Counts values as they are, whole and by slice. */
export const categories = async (
  open: OpenSnapshot,
  requests: readonly CategoryRequest[],
  sliceBy: SliceRequest | undefined,
): Promise<Counted<CategoryCounts>> => {
  if (!sliceBy) return { columns: await eachApart(requests, (request) => whole(open, request)), slices: [] };
  const { slices, expression } = await slicesOf(open, sliceBy);
  const found = await eachApart(requests, async (request) => ({
    name: request.name,
    ...(await sliced(open, request, slices, expression)),
  }));
  return {
    columns: found.map((each) => (isRefusal(each) ? each : each.all)),
    slices: slices.map(({ value, rows }, index) => ({
      value,
      rows,
      columns: found.map(
        (each): OrRefusal<CategoryCounts> => (isRefusal(each) ? each : (each.slices[index] as CategoryCounts)),
      ),
    })),
  };
};
