import type { ColumnType, SnapshotColumn } from './engine.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SqlDialect } from './sql-dialect.ts';
import type { TableSource } from './table-source.ts';

const escaped = (text: string): string => text.replace(/[\\'`"]/g, '\\$&');
const quoted = (text: string): string => `'${escaped(text)}'`;
const identifier = (name: string): string => `\`${escaped(name)}\``;

/** A function over files for each kind of address. None is given credentials: the server has its own, or the files are open. */
const relation = (source: TableSource): string => {
  if (source.kind === 'table') {
    if (source.version !== undefined)
      throw new SnapshotError(
        'no-files',
        `ClickHouse keeps no versions of ${source.name.join('.')}; expected no version`,
      );
    if (source.name.length > 2)
      throw new SnapshotError(
        'no-files',
        `${source.name.join('.')} is no table of ClickHouse; expected database.table`,
      );
    return source.name.map(identifier).join('.');
  }
  const { url, cluster } = source;
  const format = quoted('Parquet');
  if (url.startsWith('s3://'))
    return cluster === undefined
      ? `s3(${quoted(url)}, ${format})`
      : `s3Cluster(${quoted(cluster)}, ${quoted(url)}, ${format})`;
  if (cluster !== undefined && url.startsWith('http'))
    return `s3Cluster(${quoted(cluster)}, ${quoted(url)}, ${format})`;
  return url.startsWith('file://')
    ? `file(${quoted(decodeURIComponent(new URL(url).pathname))}, ${format})`
    : `s3(${quoted(url)}, ${format})`;
};

const bare = (type: string): string => {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type)?.[1];
  return inner === undefined ? type : bare(inner);
};

const types = [
  [/^Float(32|64)$/, 'number'],
  [/^U?Int(8|16|32|64|128|256)$/, 'integer'],
  [/^Decimal/, 'decimal'],
  [/^Bool$/, 'boolean'],
  [/^(String$|Enum)/, 'string'],
  [/^Date(32)?$/, 'date'],
  [/^DateTime/, 'timestamp'],
] as const satisfies readonly (readonly [RegExp, ColumnType])[];

const column = (name: string, type: string): SnapshotColumn => ({
  name,
  type: types.find(([pattern]) => pattern.test(bare(type)))?.[1] ?? 'other',
  physical: type,
});

/** Microseconds since 1970. DateTime has seconds, DateTime64 up to nanoseconds; what lies behind microseconds is cut down. */
const microseconds = (raw: string, physical: string): string => {
  const type = bare(physical);
  if (!type.startsWith('DateTime64')) return `toInt64(toUnixTimestamp(${raw})) * 1000000`;
  if (Number(/\d+/.exec(type.slice('DateTime64'.length))?.[0]) <= 6) return `toUnixTimestamp64Micro(${raw})`;
  const nanoseconds = `toUnixTimestamp64Nano(${raw})`;
  return `intDiv(${nanoseconds} - positiveModulo(${nanoseconds}, 1000), 1000)`;
};

/** ClickHouse 23 and later. */
export const clickhouseDialect: SqlDialect = {
  engine: 'clickhouse',
  aggregatesPerQuery: 2_000,
  identifier,
  // With an exponent it is a Float64 and no integer, and the parser of queries rounds it rightly; toFloat64('...') does not.
  double: (value) => (value < 0 ? `(${value.toExponential()})` : value.toExponential()),
  relation,
  describe: (from) => `DESCRIBE TABLE ${from}`,
  column,
  asDouble: {
    number: (raw) => `toFloat64(${raw})`,
    integer: (raw) => `toFloat64(${raw})`,
    decimal: (raw) => `toFloat64(${raw})`,
    date: (raw) => `toFloat64(toInt32(${raw}))`,
    timestamp: (raw, physical) => `toFloat64(${microseconds(raw, physical)})`,
  },
  asCell: {
    number: (raw) => `(toFloat64(${raw}) + 0.)`,
    integer: (raw) => `toString(${raw})`,
    decimal: (raw) => `toString(${raw})`,
    boolean: (raw) => raw,
    string: (raw) => `toString(${raw})`,
    date: (raw) => `toInt32(${raw})`,
    timestamp: (raw, physical) => `toString(${microseconds(raw, physical)})`,
  },
  compared: (double) => `ifNull(${double}, nan)`,
  isNan: (double) => `isNaN(${double})`,
  isFinite: (double) => `isFinite(${double})`,
  countIf: (condition) => `countIf(${condition})`,
  extremeIf: (which, value, condition) => `${which}If(${value}, ${condition})`,
  clamp: (value, low, high) => `least(greatest(${value}, ${low}), ${high})`,
  floor: (double) => `toUInt16(floor(${double}))`,
  exactSum: (double) => `toString(sum(toInt128(${double})))`,
};
