import { orderStatistic } from './counting.ts';
import {
  aggregate,
  batches,
  type Column,
  checkExact,
  columnOf,
  columnsPerQuery,
  double,
  type OpenFile,
} from './duckdb-file.ts';
import type { NumericSummary } from './engine.ts';
import { numericTypes } from './footer.ts';

/** Rows looked at before the distinct values of a column are counted in earnest. */
const sampledRows = 20_000;

/** Exact order statistics: extremes and counts first, then quantile_disc in batches that fit into memory. */
export const summarize = async (
  open: OpenFile,
  names: readonly string[],
  parts: number,
  distinctLimit: number,
  memoryBytes: number,
): Promise<readonly NumericSummary[]> => {
  const columns = names.map((name) => columnOf(open, name, numericTypes));
  const extremes = await aggregate(open, columns, columnsPerQuery, 3, ({ raw, double, type }) => {
    const where = type === 'integer' ? '' : ` FILTER (WHERE isfinite(${double}))`;
    return [`count(${raw})${where}`, `min(${raw})${where}`, `max(${raw})${where}`];
  });
  columns.forEach((column, index) => {
    checkExact(column, extremes[index]?.[1], extremes[index]?.[2]);
  });
  const finite = columns.map((_, index) => Number(extremes[index]?.[0] ?? 0));

  // quantile_disc holds every value of its columns. The rank is asked by its middle, so that rounding cannot move it.
  const ranks = (n: number): readonly string[] =>
    Array.from({ length: parts - 1 }, (_, index) => double((orderStatistic(index + 1, parts, n) + 0.5) / n));
  const atOnce = Math.max(1, Math.min(columnsPerQuery, Math.floor(memoryBytes / 4 / (16 * Math.max(1, ...finite)))));
  const filled = columns.map((column, index) => ({ column, n: finite[index] ?? 0 })).filter(({ n }) => n > 0);
  const counts = new Map(filled.map(({ column, n }) => [column.name, n]));
  const quantiles = await aggregate(
    open,
    filled.map(({ column }) => column),
    atOnce,
    1,
    (column) => [
      `quantile_disc(${column.double}, [${ranks(counts.get(column.name) ?? 1).join(', ')}]) FILTER (WHERE isfinite(${column.double}))`,
    ],
  );
  const distinct = await distinctValues(open, columns, distinctLimit);
  return columns.map((column, index) => {
    const place = filled.findIndex((entry) => entry.column === column);
    const list = quantiles[place]?.[0] as { readonly items: readonly number[] } | undefined;
    const edge = (value: unknown): number | undefined => (value === null ? undefined : Number(value) + 0);
    return {
      name: column.name,
      finite: finite[index] ?? 0,
      min: edge(extremes[index]?.[1] ?? null),
      max: edge(extremes[index]?.[2] ?? null),
      quantiles: (list?.items ?? []).map((value) => value + 0),
      distinct: distinct.get(column.name),
    };
  });
};

/** The distinct finite values of the columns that have at most `limit`. */
const distinctValues = async (
  open: OpenFile,
  columns: readonly Column[],
  limit: number,
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const { rows, source } = open.session;
  const found = new Map<string, readonly number[]>();
  for (const batch of batches(columns, columnsPerQuery)) {
    // What is too many in some rows is too many in all: most columns need no full count.
    const [sample = []] = await rows(
      `SELECT ${batch.map(({ double }) => `count(DISTINCT ${double}) FILTER (WHERE isfinite(${double}))`).join(', ')}
       FROM (SELECT * FROM ${source} LIMIT ${sampledRows})`,
    );
    for (const column of batch.filter((_, index) => Number(sample[index]) <= limit)) {
      const values = await rows(
        `SELECT DISTINCT ${column.double} FROM ${source} WHERE isfinite(${column.double}) LIMIT ${limit + 1}`,
      );
      if (values.length <= limit)
        found.set(
          column.name,
          values.map(([value]) => Number(value)).sort((a, b) => a - b),
        );
    }
  }
  return found;
};
