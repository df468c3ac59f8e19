import type { ColumnType, SnapshotColumn } from './engine.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { type TableSource, tableLabel } from './table-source.ts';

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const relation = (source: TableSource): string => {
  if (source.kind === 'files')
    throw new SnapshotError(
      'no-files',
      `Trino reads no files by themselves: ${tableLabel(source)}; expected a table of one of its catalogs`,
    );
  const { name, version } = source;
  if (version !== undefined && !/^\d+$/.test(version))
    throw new SnapshotError('no-files', `${tableLabel(source)}: a version of a table is a number`);
  const pinned = version === undefined ? '' : ` FOR VERSION AS OF ${version}`;
  return `${name.map(identifier).join('.')}${pinned}`;
};

const types = [
  [/^(double|real)$/, 'number'],
  [/^(tinyint|smallint|integer|bigint)$/, 'integer'],
  [/^decimal\(/, 'decimal'],
  [/^boolean$/, 'boolean'],
  [/^varchar/, 'string'],
  [/^date$/, 'date'],
  [/^timestamp/, 'timestamp'],
] as const satisfies readonly (readonly [RegExp, ColumnType])[];

const column = (name: string, type: string): SnapshotColumn => ({
  name,
  type: types.find(([pattern]) => pattern.test(type))?.[1] ?? 'other',
  physical: type,
});

/**
 * Microseconds since 1970 as an integer; what lies behind them is cut down. Trino counts in milliseconds at the finest, so whole seconds
 * are counted and the digits behind the point are taken from the text.
 */
const microseconds = (raw: string, physical: string): string => {
  const utc = physical.endsWith('with time zone')
    ? `CAST(${raw} AT TIME ZONE 'UTC' AS timestamp(9))`
    : `CAST(${raw} AS timestamp(9))`;
  const seconds = `date_diff('second', TIMESTAMP '1970-01-01 00:00:00', date_trunc('second', ${utc}))`;
  return `(${seconds} * 1000000 + CAST(substr(CAST(${utc} AS varchar), -9, 6) AS bigint))`;
};

const days = (raw: string): string => `date_diff('day', DATE '1970-01-01', ${raw})`;

/** Trino 400 and later. Its only quantiles are approximate; those here are not. */
export const trinoDialect: SqlDialect = {
  engine: 'trino',
  aggregatesPerQuery: 200,
  identifier,
  // With an exponent it is a double, and no decimal.
  double: (value) => (value < 0 ? `(${value.toExponential()})` : value.toExponential()).replace('e', 'E'),
  relation,
  // Trino describes a table as it is now; a version that lacks a column refuses the query that names it.
  describe: (from) => `SHOW COLUMNS FROM ${from.replace(/ FOR VERSION AS OF \d+$/, '')}`,
  column,
  asDouble: {
    number: (raw) => `CAST(${raw} AS double)`,
    integer: (raw) => `CAST(${raw} AS double)`,
    decimal: (raw) => `CAST(${raw} AS double)`,
    date: (raw) => `CAST(${days(raw)} AS double)`,
    timestamp: (raw, physical) => `CAST(${microseconds(raw, physical)} AS double)`,
  },
  asCell: {
    number: (raw) => `(CAST(${raw} AS double) + 0E0)`,
    integer: (raw) => `CAST(${raw} AS varchar)`,
    decimal: (raw) => `CAST(${raw} AS varchar)`,
    boolean: (raw) => raw,
    string: (raw) => raw,
    date: (raw) => days(raw),
    timestamp: (raw, physical) => `CAST(${microseconds(raw, physical)} AS varchar)`,
  },
  compared: (double) => double,
  isNan: (double) => `is_nan(${double})`,
  isFinite: (double) => `is_finite(${double})`,
  countIf: (condition) => `count_if(${condition})`,
  extremeIf: (which, value, condition) => `${which}(${value}) FILTER (WHERE ${condition})`,
  clamp: (value, low, high) => `least(greatest(${value}, ${low}), ${high})`,
  floor: (double) => `CAST(floor(${double}) AS integer)`,
  exactSum: (double) => `CAST(sum(CAST(CAST(${double} AS bigint) AS decimal(38, 0))) AS varchar)`,
};
