import type { Apart, Counted, HistogramRequest, NumericCounts, OrRefusal } from './column-counts.ts';
import { asRefusal, checkRows } from './counting.ts';
import { numericTypes } from './footer.ts';
import { apartAggregates, apartWidth, hasOdd, oddAggregates, oddWidth, readApart, totalApart } from './sql-apart.ts';
import { type SqlSlices, sliceValue } from './sql-slices.ts';
import { checkCount, checkDoubles, exactExtremes, type SqlColumn, type SqlTable, sqlColumn } from './sql-table.ts';

interface Asked {
  readonly index: number;
  readonly column: SqlColumn;
  readonly request: HistogramRequest;
  readonly sql: readonly string[];
}

/** What a histogram counts of a column: how many values each edge has below it, once for edges that sets share. */
const aggregates = (table: SqlTable, column: SqlColumn, { sets }: HistogramRequest): readonly string[] => [
  ...apartAggregates(table, column),
  ...exactExtremes(table, column),
  ...conditionsOf(table, column, sets).map((condition) => table.dialect.countIf(condition)),
];

const conditionsOf = (
  { dialect }: SqlTable,
  { double }: SqlColumn,
  sets: HistogramRequest['sets'],
): readonly string[] => [
  ...new Set(
    sets.flatMap(({ edges, closed }) =>
      edges.map((edge) => `${dialect.compared(double)} ${closed === 'right' ? '<=' : '<'} ${dialect.double(edge)}`),
    ),
  ),
];

/** Reads what `aggregates` asked. */
const read = (
  table: SqlTable,
  { column, request }: Asked,
  row: readonly unknown[],
  odd: readonly unknown[] | undefined,
): NumericCounts => {
  const { apart, finite } = readApart(column, row, odd);
  const exact = exactExtremes(table, column).length;
  checkDoubles(column, row.slice(apartWidth, apartWidth + exact));
  const counts = row.slice(apartWidth + exact);
  const reached = new Map(
    conditionsOf(table, column, request.sets).map((condition, index) => [condition, Number(counts[index])]),
  );
  const bins = request.sets.map((set) => {
    // Negative infinity lies below every edge, and in no bin.
    const cumulated = set.edges.map((_, index) => {
      const [condition] = conditionsOf(table, column, [{ ...set, edges: set.edges.slice(index, index + 1) }]);
      return (reached.get(condition as string) ?? Number.NaN) - apart.negativeInfinities;
    });
    return [...cumulated, finite].map((count, bin, all) => count - (all[bin - 1] ?? 0));
  });
  return { ...apart, bins };
};

const total = (name: string, slices: readonly NumericCounts[]): NumericCounts => ({
  ...totalApart(name, slices),
  bins: (slices[0]?.bins ?? []).map((bins, set) =>
    bins.map((_, bin) => slices.reduce((sum, slice) => sum + (slice.bins[set]?.[bin] ?? 0), 0)),
  ),
});

const empty = (request: HistogramRequest, apart: Apart): NumericCounts => ({
  ...apart,
  bins: request.sets.map(({ edges }) => new Array<number>(edges.length + 1).fill(0)),
});

/** Requests in the order in which they came, as many at once as the database takes. */
const batchesOf = (asked: readonly Asked[], most: number): readonly (readonly Asked[])[] => {
  const batches: Asked[][] = [];
  let width = most;
  for (const each of asked) {
    width += each.sql.length;
    if (width > most) {
      batches.push([]);
      width = each.sql.length;
    }
    batches.at(-1)?.push(each);
  }
  return batches;
};

/** A row of aggregates for each slice, or the one of all rows under null. */
const rowsBySlice = async (
  table: SqlTable,
  slicing: SqlSlices | undefined,
  aggregated: readonly string[],
): Promise<ReadonlyMap<string | null, readonly unknown[]>> => {
  const sql = aggregated.join(', ');
  if (!slicing) return new Map([[null, await table.row(`SELECT ${sql} FROM ${table.relation}`)]]);
  const rows = new Map<string | null, readonly unknown[]>();
  for await (const [slice, ...row] of table.rows(
    `SELECT ${slicing.column.cell}, ${sql} FROM ${table.relation} GROUP BY 1`,
  ))
    rows.set(sliceValue(slicing.column, slice), row);
  return rows;
};

/** Counts numbers into bins, many columns in one scan; the whole is the sum of its slices. */
export const histogram = async (
  table: SqlTable,
  requests: readonly HistogramRequest[],
  slicing: SqlSlices | undefined,
): Promise<Counted<NumericCounts>> => {
  const whole: OrRefusal<NumericCounts>[] = [];
  const sliced: OrRefusal<NumericCounts>[][] = (slicing?.slices ?? []).map(() => []);
  const put = (index: number, all: OrRefusal<NumericCounts>, own: readonly OrRefusal<NumericCounts>[]): void => {
    whole[index] = all;
    sliced.forEach((slice, place) => {
      slice[index] = own[place] as OrRefusal<NumericCounts>;
    });
  };
  const refuse = (index: number, name: string, thrown: unknown): void => {
    const refusal = asRefusal(name, thrown);
    put(
      index,
      refusal,
      sliced.map(() => refusal),
    );
  };
  const asked: Asked[] = [];
  for (const [index, request] of requests.entries())
    try {
      const column = sqlColumn(table, request.name, numericTypes);
      asked.push({ index, column, request, sql: aggregates(table, column, request) });
    } catch (thrown) {
      refuse(index, request.name, thrown);
    }
  for (const batch of batchesOf(asked, table.dialect.aggregatesPerQuery)) {
    const rows = await rowsBySlice(
      table,
      slicing,
      batch.flatMap((each) => each.sql),
    );
    const starts = batch.map((_, place) => batch.slice(0, place).reduce((sum, each) => sum + each.sql.length, 0));
    const odd = batch.filter((_, place) => [...rows.values()].some((row) => hasOdd(row.slice(starts[place]))));
    const odds =
      odd.length === 0
        ? undefined
        : await rowsBySlice(
            table,
            slicing,
            odd.flatMap(({ column }) => oddAggregates(table, column)),
          );
    const oddOf = (each: Asked, slice: string | null): readonly unknown[] | undefined => {
      const place = odd.indexOf(each);
      return place < 0 ? undefined : odds?.get(slice)?.slice(place * oddWidth, (place + 1) * oddWidth);
    };
    for (const [place, each] of batch.entries()) {
      const own = starts[place] as number;
      try {
        const found = [...rows].map(([slice, row]) =>
          read(table, each, row.slice(own, own + each.sql.length), oddOf(each, slice)),
        );
        const byValue = new Map([...rows.keys()].map((value, place) => [value, found[place] as NumericCounts]));
        const all =
          found.length > 0 ? total(each.request.name, found) : empty(each.request, totalApart(each.request.name, []));
        checkCount(table, all.rows);
        put(
          each.index,
          all,
          (slicing?.slices ?? []).map(({ value, rows: held }) =>
            checkRows(byValue.get(value) ?? empty(each.request, totalApart(each.request.name, [])), held),
          ),
        );
      } catch (thrown) {
        refuse(each.index, each.request.name, thrown);
      }
    }
  }
  return {
    columns: whole,
    slices: (slicing?.slices ?? []).map(({ value, rows }, index) => ({ value, rows, columns: sliced[index] ?? [] })),
  };
};
