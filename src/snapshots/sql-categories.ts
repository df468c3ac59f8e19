import type { CategoryCounts, CategoryRequest, Counted, OrRefusal } from './column-counts.ts';
import { isRefusal } from './column-counts.ts';
import { categoryTally, checkRows, eachApart } from './counting.ts';
import { categoricalTypes } from './footer.ts';
import { type SqlSlices, sliceValue } from './sql-slices.ts';
import { cellOfWire, checkCount, type SqlTable, sqlColumn } from './sql-table.ts';

type Tally = ReturnType<typeof categoryTally>;

interface Sliced {
  readonly name: string;
  readonly all: CategoryCounts;
  readonly slices: readonly CategoryCounts[];
}

const whole = async (table: SqlTable, request: CategoryRequest): Promise<Sliced> => {
  const column = sqlColumn(table, request.name, categoricalTypes);
  const tally = categoryTally(request, column.type);
  // Null, NaN and the two infinities come beside the values that are counted apart; one more shows that there are too many.
  const most = request.known ? '' : ` LIMIT ${request.limit + 5}`;
  const sql = `SELECT ${column.cell}, count(*) FROM ${table.relation} GROUP BY 1${most}`;
  for await (const [value, count] of table.rows(sql)) tally.add(cellOfWire(value, column), Number(count));
  const all = tally.counts();
  checkCount(table, all.rows);
  return { name: request.name, all, slices: [] };
};

/** Counts a value's rows in every slice; the rows of one value come one after the other. */
const sliced = async (table: SqlTable, request: CategoryRequest, slicing: SqlSlices): Promise<Sliced> => {
  const column = sqlColumn(table, request.name, categoricalTypes);
  const all = categoryTally(request, column.type);
  const own = new Map(
    slicing.slices.map(({ value }): [string | null, Tally] => [value, categoryTally(request, column.type)]),
  );
  const sql = `SELECT ${column.cell}, ${slicing.column.cell}, count(*) FROM ${table.relation} GROUP BY 1, 2 ORDER BY 1`;
  let [last, sum]: [unknown, number] = [undefined, 0];
  for await (const [value, slice, count] of table.rows(sql)) {
    own.get(sliceValue(slicing.column, slice))?.add(cellOfWire(value, column), Number(count));
    if (sum > 0 && value !== last) {
      all.add(cellOfWire(last, column), sum);
      sum = 0;
    }
    [last, sum] = [value, sum + Number(count)];
  }
  if (sum > 0) all.add(cellOfWire(last, column), sum);
  const counts = all.counts();
  checkCount(table, counts.rows);
  return {
    name: request.name,
    all: counts,
    slices: slicing.slices.map(({ value, rows }) => checkRows((own.get(value) as Tally).counts(), rows)),
  };
};

/** Counts values as they are, whole and by slice. */
export const categories = async (
  table: SqlTable,
  requests: readonly CategoryRequest[],
  slicing: SqlSlices | undefined,
): Promise<Counted<CategoryCounts>> => {
  const found = await eachApart(requests, (request) =>
    slicing ? sliced(table, request, slicing) : whole(table, request),
  );
  return {
    columns: found.map((each) => (isRefusal(each) ? each : each.all)),
    slices: (slicing?.slices ?? []).map(({ value, rows }, index) => ({
      value,
      rows,
      columns: found.map(
        (each): OrRefusal<CategoryCounts> => (isRefusal(each) ? each : (each.slices[index] as CategoryCounts)),
      ),
    })),
  };
};
