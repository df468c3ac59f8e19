import { plainText } from '../base/plain-text.ts';
import type { OrderStatistic } from './column-counts.ts';
import { orderAmong } from './ranks.ts';
import { SnapshotError } from './snapshot-error.ts';
import { numberOfWire, type SqlColumn, type SqlTable } from './sql-table.ts';

/** Codes that an interval is spread over. */
const codes = 16_384;

/** Most times that an interval is narrowed, each one scan of the column. */
const deepest = 4;

/** Most values that are fetched at once. */
const fetchable = 2 ** 18;

/** Values from the smallest to the largest, both held by the column, and how many values lie below them. */
interface Interval {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly below: number;
}

interface Bucket extends Interval {
  readonly code: number;
}

const contradicts = ({ name }: SqlColumn, { label }: SqlTable): SnapshotError =>
  new SnapshotError(
    'changed',
    `column ${plainText(name)} of ${label}: the counts of two queries contradict each other; expected a table that stands still`,
  );

/** The code of a value as SQL: it never falls while the value grows, however it is rounded. */
const codeOf = ({ dialect }: SqlTable, { double }: SqlColumn, { min, max }: Interval): string => {
  const { double: literal } = dialect;
  // The width of an interval that no double holds is that of its half.
  const half = Number.isFinite(max - min) ? 1 : 2;
  const scale = Math.min((codes - 1) / (max / half - min / half), 2 ** 1000);
  const distance = half === 1 ? `(${double} - ${literal(min)})` : `(${double} / ${literal(2)} - ${literal(min / 2)})`;
  return dialect.floor(dialect.clamp(`${distance} * ${literal(scale)}`, literal(0), literal(codes - 1)));
};

const within = ({ dialect }: SqlTable, { double, finite }: SqlColumn, { min, max }: Interval): string =>
  `${finite} AND ${double} >= ${dialect.double(min)} AND ${double} <= ${dialect.double(max)}`;

/** Counts an interval by code. That the codes come with ascending values, and add up, is checked and not believed. */
const bucketsOf = async (table: SqlTable, column: SqlColumn, interval: Interval): Promise<readonly Bucket[]> => {
  const sql =
    `SELECT ${codeOf(table, column, interval)}, count(*), min(${column.value}), max(${column.value}) ` +
    `FROM ${table.relation} WHERE ${within(table, column, interval)} GROUP BY 1 ORDER BY 1`;
  const found: Bucket[] = [];
  let below = interval.below;
  for await (const [code, count, low, high] of table.rows(sql)) {
    const [min, max] = [numberOfWire(low), numberOfWire(high)];
    if (found.length > 0 && !(min > (found.at(-1) as Bucket).max)) throw contradicts(column, table);
    found.push({ code: Number(code), count: Number(count), min, max, below });
    below += Number(count);
  }
  if (below !== interval.below + interval.count || found[0]?.min !== interval.min || found.at(-1)?.max !== interval.max)
    throw contradicts(column, table);
  return found;
};

/** The values of some buckets of an interval, as they are; those of each bucket must be as many as were counted. */
const valuesOf = async (
  table: SqlTable,
  column: SqlColumn,
  interval: Interval,
  buckets: readonly Bucket[],
): Promise<ReadonlyMap<Bucket, readonly { readonly value: number; readonly count: number }[]>> => {
  const wanted = buckets.map(({ code }) => code).join(', ');
  const sql =
    `SELECT ${column.value}, count(*) FROM ${table.relation} ` +
    `WHERE ${within(table, column, interval)} AND ${codeOf(table, column, interval)} IN (${wanted}) GROUP BY 1 ORDER BY 1`;
  const found = new Map(buckets.map((bucket) => [bucket, [] as { value: number; count: number }[]]));
  for await (const [wire, count] of table.rows(sql)) {
    const value = numberOfWire(wire);
    const own = buckets.find(({ min, max }) => value >= min && value <= max);
    if (!own) throw contradicts(column, table);
    found.get(own)?.push({ value, count: Number(count) });
  }
  for (const [bucket, values] of found)
    if (values.reduce((sum, { count }) => sum + count, 0) !== bucket.count) throw contradicts(column, table);
  return found;
};

/** Values that do not spread over codes come one by one, sorted by the database. */
const sorted = async (
  table: SqlTable,
  column: SqlColumn,
  interval: Interval,
  ranks: readonly number[],
): Promise<readonly OrderStatistic[]> => {
  const sql =
    `SELECT ${column.value}, count(*) FROM ${table.relation} ` +
    `WHERE ${within(table, column, interval)} GROUP BY 1 ORDER BY 1`;
  const found: OrderStatistic[] = [];
  let below = interval.below;
  for await (const [wire, count] of table.rows(sql)) {
    const atMost = below + Number(count);
    for (const rank of ranks)
      if (rank > below && rank <= atMost) found.push({ rank, value: numberOfWire(wire), below, atMost });
    below = atMost;
  }
  if (below !== interval.below + interval.count) throw contradicts(column, table);
  return found;
};

/**
 * Exact order statistics with any database that can group: counts by code, then fetches only the values of the codes that hold a
 * rank. A code of too many values is spread over codes of its own first. Memory on both sides is bounded by codes, not by rows.
 */
export const orderStatistics = async (
  table: SqlTable,
  column: SqlColumn,
  interval: Interval,
  ranks: readonly number[],
  depth = 0,
): Promise<readonly OrderStatistic[]> => {
  if (ranks.length === 0) return [];
  if (interval.min === interval.max)
    return orderAmong([{ value: interval.min, count: interval.count }], ranks, interval.below);
  if (depth === deepest) return sorted(table, column, interval, ranks);
  const found: OrderStatistic[] = [];
  const fetched: Bucket[] = [];
  const ranksIn = ({ below, count }: Bucket): readonly number[] =>
    ranks.filter((rank) => rank > below && rank <= below + count);
  let room = fetchable;
  for (const bucket of await bucketsOf(table, column, interval)) {
    const own = ranksIn(bucket);
    if (own.length === 0) continue;
    if (bucket.min < bucket.max && bucket.count <= room) {
      fetched.push(bucket);
      room -= bucket.count;
    } else found.push(...(await orderStatistics(table, column, bucket, own, depth + 1)));
  }
  if (fetched.length > 0)
    for (const [bucket, values] of await valuesOf(table, column, interval, fetched))
      found.push(...orderAmong(values, ranksIn(bucket), bucket.below));
  return found.sort((a, b) => a.rank - b.rank);
};
