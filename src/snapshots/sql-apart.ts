import { plainText } from '../base/plain-text.ts';
import type { Apart } from './column-counts.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SqlColumn, SqlTable } from './sql-table.ts';

/** Aggregates of the rows of a column that hold no finite number, and of all rows. `readApart` reads them. */
export const apartAggregates = ({ dialect }: SqlTable, { type, raw, double }: SqlColumn): readonly string[] => [
  'count(*)',
  `count(${raw})`,
  ...(type === 'number'
    ? [
        dialect.countIf(dialect.isNan(double)),
        dialect.countIf(`NOT ${dialect.isFinite(double)} AND ${double} > ${dialect.double(0)}`),
        dialect.countIf(`NOT ${dialect.isFinite(double)} AND ${double} < ${dialect.double(0)}`),
      ]
    : ['0', '0', '0']),
];

/** How many they are. */
export const apartWidth = 5;

/** What `apartAggregates` gave, at the beginning of a row. */
export const readApart = (
  { name }: SqlColumn,
  row: readonly unknown[],
): { readonly apart: Apart; readonly finite: number } => {
  const [rows, held, nans, positive, negative] = row.slice(0, apartWidth).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const finite = held - nans - positive - negative;
  if (!(held <= rows && finite >= 0))
    throw new SnapshotError('unreadable', `column ${plainText(name)}: the counts do not add up`);
  return {
    apart: { name, rows, nulls: rows - held, nans, positiveInfinities: positive, negativeInfinities: negative },
    finite,
  };
};

/** Adds up what slices hold. */
export const totalApart = (name: string, slices: readonly Apart[]): Apart => {
  const sum = (key: keyof Omit<Apart, 'name'>): number => slices.reduce((total, slice) => total + slice[key], 0);
  return {
    name,
    rows: sum('rows'),
    nulls: sum('nulls'),
    nans: sum('nans'),
    positiveInfinities: sum('positiveInfinities'),
    negativeInfinities: sum('negativeInfinities'),
  };
};
