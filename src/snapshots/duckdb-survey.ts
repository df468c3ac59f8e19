import type { Moments, NumericSurvey, OrderStatistic, OrRefusal, SurveyRequest } from './column-counts.ts';
import { type Asked, inBatches } from './duckdb-batches.ts';
import { boundCounts, boundWidth, nextBelow, readBounds } from './duckdb-histogram.ts';
import { aggregate, type Column, double, type OpenSnapshot } from './duckdb-snapshot.ts';
import { numericTypes } from './footer.ts';
import { fixedPointScale, hasSquares, largestSquare, meanOf } from './moments.ts';
import { ranksOf } from './ranks.ts';

/** Rows looked at before the distinct values of a column are counted in earnest. */
const sampledRows = 20_000;

/** What `survey` finds out before it knows how the values are distributed. */
type Extremes = Omit<NumericSurvey, 'order' | 'distinct' | 'moments'>;

const finiteOnly = ({ type, double: value }: Column): string =>
  type === 'number' ? ` FILTER (WHERE isfinite(${value}))` : '';

const extremesOf = async (open: OpenSnapshot, columns: readonly Column[]): Promise<readonly Extremes[]> => {
  const rows = await aggregate(open, columns, boundWidth + 2, (column) => [
    ...boundCounts(column, [0]),
    `min(${column.double})${finiteOnly(column)}`,
    `max(${column.double})${finiteOnly(column)}`,
  ]);
  return columns.map((column, index) => {
    const row = rows[index] ?? [];
    const { atMost: _, ...counts } = readBounds(column, row, open.schema.rows);
    const edge = (value: unknown): number | undefined => (typeof value === 'number' ? value + 0 : undefined);
    return { ...counts, min: edge(row[boundWidth]), max: edge(row[boundWidth + 1]) };
  });
};

/** quantile_disc holds every value of its columns, so they go one by one. The rank is asked by its middle: no rounding moves it. */
const orderOf = async (
  open: OpenSnapshot,
  column: Column,
  finite: number,
  ranks: readonly number[],
): Promise<readonly OrderStatistic[]> => {
  if (ranks.length === 0) return [];
  const [found = []] = await aggregate(open, [column], 1, ({ double: value }) => [
    `quantile_disc(${value}, [${ranks.map((rank) => double((rank - 0.5) / finite)).join(', ')}])${finiteOnly(column)}`,
  ]);
  const values = (found[0] as { readonly items: readonly number[] }).items.map((value) => value + 0);
  const bounds = [...new Set(values.flatMap((value) => [nextBelow(value) + 0, value]))].sort((a, b) => a - b);
  const [row = []] = await aggregate(open, [column], boundWidth, () =>
    boundCounts(column, bounds.filter(Number.isFinite)),
  );
  const { atMost } = readBounds(column, row, open.schema.rows);
  return ranks.map((rank, index) => {
    const value = values[index] as number;
    return { rank, value, below: atMost(nextBelow(value) + 0), atMost: atMost(value) };
  });
};

const momentsOf = async (
  open: OpenSnapshot,
  column: Column,
  { finite, min, max }: Extremes,
): Promise<Moments | undefined> => {
  if (min === undefined || max === undefined) return undefined;
  const sum = async (term: string): Promise<bigint> => {
    const [row = []] = await aggregate(open, [column], 1, () => [
      `sum(CASE WHEN isfinite(${column.double}) THEN (${term})::BIGINT END)`,
    ]);
    return BigInt(row[0] as bigint);
  };
  const scale = fixedPointScale(Math.max(Math.abs(min), Math.abs(max)));
  const mean = meanOf(await sum(`${column.double} * ${double(scale)}`), finite, scale);
  if (min === max) return { mean: min, standardDeviation: 0 };
  if (!hasSquares(min, max)) return undefined;
  const squareScale = fixedPointScale(largestSquare(mean, min, max));
  const gap = `(${column.double} - ${double(mean)})`;
  const squares = await sum(`${gap} * ${gap} * ${double(squareScale)}`);
  return { mean, standardDeviation: Math.sqrt(meanOf(squares, finite, squareScale)) };
};

const distinctOf = async (
  { session }: OpenSnapshot,
  { double: value }: Column,
  limit: number,
): Promise<NumericSurvey['distinct']> => {
  // What is too many in some rows is too many in all: most columns need no full count.
  const [[few] = []] = await session.rows(
    `SELECT count(DISTINCT v) FROM (SELECT ${value} AS v FROM ${session.source} LIMIT ${sampledRows}) WHERE isfinite(v)`,
  );
  if (Number(few) > limit) return undefined;
  const values = await session.rows(
    `SELECT ${value}, count(*) FROM ${session.source} WHERE isfinite(${value}) GROUP BY 1 LIMIT ${limit + 1}`,
  );
  return values.length > limit
    ? undefined
    : values.map(([each, count]) => ({ value: Number(each), count: Number(count) })).sort((a, b) => a.value - b.value);
};

/** Extremes and counts of all columns first; then, column by column, what was asked beside. */
export const survey = (
  open: OpenSnapshot,
  requests: readonly SurveyRequest[],
): Promise<readonly OrRefusal<NumericSurvey>[]> =>
  inBatches(open, requests, numericTypes, async (batch: readonly Asked<SurveyRequest>[]) => {
    const extremes = await extremesOf(
      open,
      batch.map(({ column }) => column),
    );
    const found: NumericSurvey[] = [];
    for (const [index, { column, request }] of batch.entries()) {
      const counts = extremes[index] as Extremes;
      found.push({
        ...counts,
        order: await orderOf(open, column, counts.finite, ranksOf(request.ranks ?? [], counts.finite)),
        distinct:
          request.distinctLimit === undefined ? undefined : await distinctOf(open, column, request.distinctLimit),
        moments: request.moments ? await momentsOf(open, column, counts) : undefined,
      });
    }
    return found;
  });
