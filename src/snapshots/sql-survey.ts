import type { Moments, NumericSurvey, OrRefusal, SurveyRequest } from './column-counts.ts';
import { eachApart } from './counting.ts';
import { numericTypes } from './footer.ts';
import { fixedPointScale, hasSquares, largestSquare, meanOf } from './moments.ts';
import { orderAmong, ranksOf } from './ranks.ts';
import { apartAggregates, apartWidth, hasOdd, oddAggregates, readApart } from './sql-apart.ts';
import { orderStatistics } from './sql-ranks.ts';
import {
  checkCount,
  checkDoubles,
  exactExtremes,
  numberOfWire,
  type SqlColumn,
  type SqlTable,
  sqlColumn,
} from './sql-table.ts';

type Distinct = NonNullable<NumericSurvey['distinct']>;

const distinctOf = async (table: SqlTable, column: SqlColumn, limit: number): Promise<Distinct | undefined> => {
  const found: { value: number; count: number }[] = [];
  const sql =
    `SELECT ${column.value}, count(*) FROM ${table.relation} ` + `WHERE ${column.finite} GROUP BY 1 LIMIT ${limit + 1}`;
  for await (const [value, count] of table.rows(sql)) found.push({ value: numberOfWire(value), count: Number(count) });
  return found.length > limit ? undefined : found.sort((a, b) => a.value - b.value);
};

/** A name that no column has: ClickHouse takes an alias for the column of that name, wherever it stands in the query. */
const freeName = ({ schema }: SqlTable): string => {
  let name = 'scaled';
  while (schema.columns.some((column) => column.name.toLowerCase() === name)) name += '_';
  return name;
};

/** The sum of values that were multiplied, and rounded to the nearest integer, ties to even, before they are added up exactly. */
const sumOf = async (table: SqlTable, column: SqlColumn, scaled: string): Promise<bigint> => {
  const { dialect } = table;
  const [y, zero, tick] = [freeName(table), dialect.double(0), dialect.double(2 ** 52)];
  // Adding 2^52 leaves no room behind the point; what is larger has none anyway.
  const rounded =
    `CASE WHEN ${y} >= ${tick} OR ${y} <= -${tick} THEN ${y} ` +
    `WHEN ${y} >= ${zero} THEN (${y} + ${tick}) - ${tick} ELSE (${y} - ${tick}) + ${tick} END`;
  const [sum] = await table.row(
    `SELECT ${dialect.exactSum(rounded)} ` +
      `FROM (SELECT CASE WHEN ${column.finite} THEN ${scaled} ELSE ${zero} END AS ${y} FROM ${table.relation}) AS ${y}_`,
  );
  return BigInt(String(sum ?? 0));
};

const momentsOf = async (
  table: SqlTable,
  column: SqlColumn,
  { finite: n, min = 0, max = 0 }: Pick<NumericSurvey, 'finite' | 'min' | 'max'>,
): Promise<Moments | undefined> => {
  const { double } = table.dialect;
  if (min === max) return { mean: min, standardDeviation: 0 };
  const scale = fixedPointScale(Math.max(Math.abs(min), Math.abs(max)));
  const mean = meanOf(await sumOf(table, column, `${column.double} * ${double(scale)}`), n, scale);
  if (!hasSquares(min, max)) return undefined;
  const squareScale = fixedPointScale(largestSquare(mean, min, max));
  const away = `(${column.double} - ${double(mean)})`;
  const squares = await sumOf(table, column, `${away} * ${away} * ${double(squareScale)}`);
  return { mean, standardDeviation: Math.sqrt(meanOf(squares, n, squareScale)) };
};

const surveyOf = async (table: SqlTable, request: SurveyRequest): Promise<NumericSurvey> => {
  const { dialect, relation } = table;
  const column = sqlColumn(table, request.name, numericTypes);
  const sql = [
    ...apartAggregates(table, column),
    dialect.extremeIf('min', column.value, column.finite),
    dialect.extremeIf('max', column.value, column.finite),
    ...exactExtremes(table, column),
  ];
  const row = await table.row(`SELECT ${sql.join(', ')} FROM ${relation}`);
  const odd = hasOdd(row)
    ? await table.row(`SELECT ${oddAggregates(table, column).join(', ')} FROM ${relation}`)
    : undefined;
  const { apart, finite } = readApart(column, row, odd);
  checkCount(table, apart.rows);
  const [low, high, ...extremes] = row.slice(apartWidth);
  checkDoubles(column, extremes);
  const none = { ...apart, finite, min: undefined, max: undefined, order: [], moments: undefined };
  if (finite === 0) return { ...none, distinct: request.distinctLimit === undefined ? undefined : [] };
  const [min, max] = [numberOfWire(low), numberOfWire(high)];
  const limit = request.distinctLimit;
  const distinct = limit === undefined ? undefined : await distinctOf(table, column, limit);
  const ranks = ranksOf(request.ranks ?? [], finite);
  return {
    ...apart,
    finite,
    min,
    max,
    order: distinct
      ? orderAmong(distinct, ranks)
      : await orderStatistics(table, column, { min, max, count: finite, below: 0 }, ranks),
    distinct,
    moments: request.moments ? await momentsOf(table, column, { finite, min, max }) : undefined,
  };
};

/** Surveys one column after the other: a database of columns reads only the one, and every step depends on the one before it. */
export const survey = (
  table: SqlTable,
  requests: readonly SurveyRequest[],
): Promise<readonly OrRefusal<NumericSurvey>[]> => eachApart(requests, (request) => surveyOf(table, request));
