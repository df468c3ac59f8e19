import { plainText } from '../base/plain-text.ts';
import type { Apart, Counted, HistogramRequest, NumericCounts, OrRefusal, SliceRequest } from './column-counts.ts';
import { isRefusal } from './column-counts.ts';
import { type Asked, inBatches } from './duckdb-batches.ts';
import { checkDoubles } from './duckdb-exact.ts';
import { scanColumns } from './duckdb-scan.ts';
import { sliceOf, slicesOf } from './duckdb-slices.ts';
import { type Column, double, type OpenSnapshot } from './duckdb-snapshot.ts';
import { numericTypes } from './footer.ts';
import { boundsPart, extremesPart, type Held, type Kernel, upperBound } from './kernel.ts';
import type { ScanProgress } from './scan-progress.ts';
import { SnapshotError } from './snapshot-error.ts';

/** Aggregates that count a column by upper-inclusive bounds, and how to read them. */
const boundCounts = (column: Column, bounds: readonly number[]): readonly string[] => [
  `count(${column.raw})`,
  ...(column.type === 'number'
    ? [
        `count(*) FILTER (WHERE isnan(${column.double}))`,
        `count(*) FILTER (WHERE ${column.double} = 'inf'::DOUBLE)`,
        `count(*) FILTER (WHERE ${column.double} = '-inf'::DOUBLE)`,
      ]
    : ['0', '0', '0']),
  `histogram(${column.double}, [${bounds.map(double).join(', ')}]::DOUBLE[]) FILTER (WHERE isfinite(${column.double}))`,
];

const boundWidth = 5;

/** Counts of one column at any upper-inclusive bound that was asked. */
interface BoundCounts extends Apart {
  readonly finite: number;
  readonly atMost: (bound: number) => number;
}

const readBounds = (column: Column, row: readonly unknown[], rows: number): BoundCounts => {
  const [held, nans, positive, negative, map] = row;
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

/** The range of a column that nobody looked at. */
const everything = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

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

const whole = async (
  open: OpenSnapshot,
  kernel: Kernel,
  batch: readonly Asked<HistogramRequest>[],
  progress: ScanProgress,
): Promise<readonly NumericCounts[]> => {
  kernel.clear();
  const work = batch.map(({ column, request }) => {
    const bounds = boundsOf(request);
    const extremes = column.type === 'number' ? undefined : extremesPart(kernel);
    return { column, request, bounds, counts: boundsPart(kernel, bounds), extremes };
  });
  const held = await scanColumns(
    open,
    kernel,
    work.map(({ column, counts, extremes }) => ({ column, parts: extremes ? [counts, extremes] : [counts] })),
    progress,
  );
  const found: NumericCounts[] = [];
  for (const [index, { column, request, bounds, counts, extremes }] of work.entries()) {
    await checkDoubles(open, column, extremes?.result());
    const reached = counts.result();
    const at = new Map(bounds.map((bound, place) => [bound, reached[place] as number]));
    const atMost = (bound: number): number => at.get(bound) ?? 0;
    found.push(countsOf(request, { name: request.name, ...(held[index] as Held), atMost }));
  }
  return found;
};

/** Counts columns of numbers into bins, whole and by slice. */
export const histogram = async (
  open: OpenSnapshot,
  kernel: Kernel,
  requests: readonly HistogramRequest[],
  sliceBy: SliceRequest | undefined,
  progress: ScanProgress,
): Promise<Counted<NumericCounts>> => {
  if (!sliceBy) {
    const columns = await inBatches(open, requests, numericTypes, (batch) => whole(open, kernel, batch, progress));
    return { columns, slices: [] };
  }
  const { slices, expression } = await slicesOf(open, sliceBy);
  const perSlice = await inBatches(open, requests, numericTypes, async (batch) => {
    for (const { column } of batch) await checkDoubles(open, column, everything);
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
