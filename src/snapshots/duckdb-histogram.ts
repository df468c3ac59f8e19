import { plainText } from '../base/plain-text.ts';
import type {
  Apart,
  Counted,
  EdgeSet,
  HistogramRequest,
  NumericCounts,
  OrRefusal,
  SliceRequest,
} from './column-counts.ts';
import { isRefusal } from './column-counts.ts';
import { type Asked, inBatches } from './duckdb-batches.ts';
import { sliceOf, slicesOf } from './duckdb-slices.ts';
import { type Column, checkExact, double, exactExtremes, type OpenSnapshot } from './duckdb-snapshot.ts';
import { numericTypes } from './footer.ts';
import { SnapshotError } from './snapshot-error.ts';

/** The largest double below one. */
export const nextBelow = (value: number): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? -0 : value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
};

/** An edge as the bound that values of its lower bin do not exceed: what lies below an edge lies at or below the double before it. */
const upperBound = (edge: number, closed: EdgeSet['closed']): number => (closed === 'right' ? edge : nextBelow(edge));

/** Aggregates that count a column by upper-inclusive bounds, and how to read them. */
export const boundCounts = (column: Column, bounds: readonly number[]): readonly string[] => [
  `count(${column.raw})`,
  ...(column.type === 'number'
    ? [
        `count(*) FILTER (WHERE isnan(${column.double}))`,
        `count(*) FILTER (WHERE ${column.double} = 'inf'::DOUBLE)`,
        `count(*) FILTER (WHERE ${column.double} = '-inf'::DOUBLE)`,
      ]
    : ['0', '0', '0']),
  ...exactExtremes(column),
  `histogram(${column.double}, [${bounds.map(double).join(', ')}]::DOUBLE[]) FILTER (WHERE isfinite(${column.double}))`,
];

export const boundWidth = 7;

/** Counts of one column at any upper-inclusive bound that was asked. */
export interface BoundCounts extends Apart {
  readonly finite: number;
  readonly atMost: (bound: number) => number;
}

export const readBounds = (column: Column, row: readonly unknown[], rows: number): BoundCounts => {
  const [held, nans, positive, negative, smallest, largest, map] = row;
  checkExact(column, smallest, largest);
  const entries = (map as { readonly entries: readonly { key: number; value: bigint }[] } | null)?.entries ?? [];
  let sum = 0;
  const counts = new Map<number, number>();
  for (const { key, value } of [...entries].sort((a, b) => a.key - b.key)) {
    sum += Number(value);
    counts.set(key, sum);
  }
  if (Number(held) !== sum + Number(nans) + Number(positive) + Number(negative))
    throw new SnapshotError('unreadable', `column ${plainText(column.name)}: the counts do not add up`);
  return {
    name: column.name,
    rows,
    nulls: rows - Number(held),
    nans: Number(nans),
    positiveInfinities: Number(positive),
    negativeInfinities: Number(negative),
    finite: sum,
    atMost: (bound) =>
      bound === Number.NEGATIVE_INFINITY ? 0 : (counts.get(bound) ?? (entries.length === 0 ? 0 : Number.NaN)),
  };
};

const boundsOf = ({ sets }: HistogramRequest): readonly number[] =>
  [...new Set(sets.flatMap(({ edges, closed }) => edges.map((edge) => upperBound(edge, closed) + 0)))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);

const countsOf = ({ sets }: HistogramRequest, counts: BoundCounts): NumericCounts => {
  const { name, rows, nulls, nans, positiveInfinities, negativeInfinities, finite, atMost } = counts;
  const bins = sets.map(({ edges, closed }) => {
    const reached = [...edges.map((edge) => atMost(upperBound(edge, closed) + 0)), finite];
    return reached.map((count, bin) => count - (reached[bin - 1] ?? 0));
  });
  return { name, rows, nulls, nans, positiveInfinities, negativeInfinities, bins };
};

const whole = (open: OpenSnapshot) => async (batch: readonly Asked<HistogramRequest>[]) => {
  const expressions = batch.flatMap(({ column, request }) => boundCounts(column, boundsOf(request)));
  const [row = []] = await open.session.rows(`SELECT count(*), ${expressions.join(', ')} FROM ${open.session.source}`);
  if (Number(row[0]) !== open.schema.rows)
    throw new SnapshotError('unreadable', `the footer says ${open.schema.rows} rows, DuckDB reads ${Number(row[0])}`);
  return batch.map(({ column, request }, index) =>
    countsOf(request, readBounds(column, row.slice(1 + index * boundWidth), open.schema.rows)),
  );
};

/** Counts columns of numbers into bins, whole and by slice. */
export const histogram = async (
  open: OpenSnapshot,
  requests: readonly HistogramRequest[],
  sliceBy: SliceRequest | undefined,
): Promise<Counted<NumericCounts>> => {
  if (!sliceBy) return { columns: await inBatches(open, requests, numericTypes, whole(open)), slices: [] };
  const { slices, expression } = await slicesOf(open, sliceBy);
  const perSlice = await inBatches(open, requests, numericTypes, async (batch) => {
    const expressions = batch.flatMap(({ column, request }) => boundCounts(column, boundsOf(request)));
    const rows = await open.session.rows(
      `SELECT ${expression}, count(*), ${expressions.join(', ')} FROM ${open.session.source} GROUP BY 1`,
    );
    const rowOf = new Map(rows.map((row) => [sliceOf(row[0], slices), row]));
    return batch.map(({ column, request }, index) =>
      slices.map((slice) => {
        const row = rowOf.get(slice) ?? [];
        if (Number(row[1]) !== slice.rows) throw new SnapshotError('unreadable', 'the slices do not add up');
        return countsOf(request, readBounds(column, row.slice(2 + index * boundWidth), slice.rows));
      }),
    );
  });
  return {
    columns: perSlice.map((each, index) => (isRefusal(each) ? each : sumOf(requests[index] as HistogramRequest, each))),
    slices: slices.map(({ value, rows }, index) => ({
      value,
      rows,
      columns: perSlice.map(
        (each): OrRefusal<NumericCounts> => (isRefusal(each) ? each : (each[index] as NumericCounts)),
      ),
    })),
  };
};

/** The counts of all rows out of those of their slices. */
const sumOf = ({ name, sets }: HistogramRequest, slices: readonly NumericCounts[]): NumericCounts => {
  const sum = (of: (counts: NumericCounts) => number): number => slices.reduce((total, each) => total + of(each), 0);
  return {
    name,
    rows: sum(({ rows }) => rows),
    nulls: sum(({ nulls }) => nulls),
    nans: sum(({ nans }) => nans),
    positiveInfinities: sum((counts) => counts.positiveInfinities),
    negativeInfinities: sum((counts) => counts.negativeInfinities),
    bins: sets.map(({ edges }, set) =>
      Array.from({ length: edges.length + 1 }, (_, bin) => sum(({ bins }) => bins[set]?.[bin] ?? 0)),
    ),
  };
};
