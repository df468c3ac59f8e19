import { stat } from 'node:fs/promises';
import { plainText } from '../base/plain-text.ts';
import { type CellValue, categoriesOf } from './counting.ts';
import { aggregate, checkExact, columnOf, columnsPerQuery, double, type OpenFile, openFile } from './duckdb-file.ts';
import { summarize } from './duckdb-summarize.ts';
import {
  type CategoryCounts,
  type CategoryRequest,
  type HistogramRequest,
  type NumericCounts,
  SnapshotError,
} from './engine.ts';
import { categoricalTypes, numericTypes, schemaOf } from './footer.ts';
import type { Counter, WorkerSettings } from './serve.ts';

const nextBelow = (value: number): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? -0 : value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
};

const histogram = async (open: OpenFile, requests: readonly HistogramRequest[]): Promise<readonly NumericCounts[]> => {
  const columns = requests.map(({ name }) => columnOf(open, name, numericTypes));
  const requestOf = new Map(columns.map((column, index) => [column, requests[index] as HistogramRequest]));
  // Upper-inclusive bounds: what lies at or below the last double before `min` lies below `min`.
  const boundsOf = ({ edges, min, max }: HistogramRequest): readonly number[] =>
    [...new Set([...edges, nextBelow(min), max])].filter(Number.isFinite).sort((a, b) => a - b);
  const found = await aggregate(open, columns, columnsPerQuery, 7, (column) => {
    const { raw, double: value } = column;
    const bounds = boundsOf(requestOf.get(column) as HistogramRequest);
    return [
      `count(${raw})`,
      `count(*) FILTER (WHERE isnan(${value}))`,
      `count(*) FILTER (WHERE ${value} = 'inf'::DOUBLE)`,
      `count(*) FILTER (WHERE ${value} = '-inf'::DOUBLE)`,
      column.type === 'integer' ? `min(${raw})` : 'NULL',
      column.type === 'integer' ? `max(${raw})` : 'NULL',
      `histogram(${value}, [${bounds.map(double).join(', ')}]) FILTER (WHERE isfinite(${value}))`,
    ];
  });
  return columns.map((column, index) => {
    const [held, nans, positive, negative, smallest, largest, map] = found[index] ?? [];
    checkExact(column, smallest, largest);
    const { edges, min, max } = requestOf.get(column) as HistogramRequest;
    const entries = (map as { readonly entries: readonly { key: number; value: bigint }[] } | null)?.entries ?? [];
    const atMost = (bound: number): number =>
      entries.reduce((sum, { key, value }) => (key <= bound ? sum + Number(value) : sum), 0);
    const finite = atMost(Number.POSITIVE_INFINITY);
    if (Number(held) !== finite + Number(nans) + Number(positive) + Number(negative))
      throw new SnapshotError('unreadable', `column ${plainText(column.name)}: the counts do not add up`);
    return {
      name: column.name,
      rows: open.footer.rows,
      nulls: open.footer.rows - Number(held),
      nans: Number(nans),
      positiveInfinities: Number(positive),
      negativeInfinities: Number(negative),
      belowMin: atMost(nextBelow(min)),
      aboveMax: finite - atMost(max),
      bins: [...edges, Number.POSITIVE_INFINITY].map(
        (edge, bin) => atMost(edge) - (bin === 0 ? 0 : atMost(edges[bin - 1] as number)),
      ),
    };
  });
};

const groups = async function* (open: OpenFile, sql: string): AsyncGenerator<readonly [CellValue | null, number]> {
  for await (const rows of open.session.stream(sql))
    for (const [value, count] of rows) yield [value as CellValue | null, Number(count)];
};

const categories = async (open: OpenFile, request: CategoryRequest, limit: number): Promise<CategoryCounts> => {
  const column = columnOf(open, request.name, categoricalTypes);
  const value = column.type === 'number' ? column.double : column.raw;
  // Null, NaN and the two infinities come beside the values that are counted apart; one more shows that there are too many.
  const most = request.known ? '' : ` LIMIT ${limit + 5}`;
  const counts = groups(open, `SELECT ${value}, count(*) FROM ${open.session.source} GROUP BY 1${most}`);
  return categoriesOf({ name: column.name, rows: open.footer.rows, counts }, request, limit);
};

/** Counts with DuckDB, in this process: only the worker calls it. Holds two files open, the two of a comparison. */
export const duckdbCounter = (settings: WorkerSettings): Counter => {
  const opened = new Map<string, Promise<OpenFile>>();
  let sessions = 0;
  const fileOf = async (file: string): Promise<OpenFile> => {
    const seen = await stat(file).catch(() => undefined);
    const key = `${file}\n${seen?.size}\n${seen?.mtimeMs}`;
    const known = opened.get(key);
    if (known) return known;
    for (const [oldest, left] of opened) {
      if (opened.size < 2) break;
      opened.delete(oldest);
      left.then(({ session }) => session.close()).catch(() => undefined);
    }
    sessions += 1;
    const open = openFile(file, settings, sessions);
    opened.set(key, open);
    open.catch(() => opened.delete(key));
    return open;
  };
  return {
    schema: async (file) => schemaOf((await fileOf(file)).footer),
    summarize: async (file, columns, parts, distinctLimit) =>
      summarize(await fileOf(file), columns, parts, distinctLimit, settings.limits.engineMemoryBytes),
    histogram: async (file, requests) => histogram(await fileOf(file), requests),
    categories: async (file, requests, limit) => {
      const open = await fileOf(file);
      const found: CategoryCounts[] = [];
      for (const request of requests) found.push(await categories(open, request, limit));
      return found;
    },
  };
};
