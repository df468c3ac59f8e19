import { plainText } from '../base/plain-text.ts';
import type { Apart } from './column-counts.ts';
import { SnapshotError } from './snapshot-error.ts';
import type { SqlColumn, SqlTable } from './sql-table.ts';

/**
 * Aggregates of all rows of a column, those that hold a value, and those that hold a finite number. `readApart` reads them. Which of the
 * others are NaN and which infinite is asked only when there are some: it costs as much as half a histogram.
 */
export const apartAggregates = ({ dialect }: SqlTable, { type, raw, double }: SqlColumn): readonly string[] => [
  'count(*)',
  `count(${raw})`,
  type === 'number' ? dialect.countIf(dialect.isFinite(dialect.compared(double))) : `count(${raw})`,
];

/** How many they are. */
export const apartWidth = 3;

/** Whether a row of `apartAggregates` leaves open what its numbers are that are not finite. */
export const hasOdd = ([, held, finite]: readonly unknown[]): boolean => Number(held) !== Number(finite);

/** Aggregates of the numbers that are not finite: NaN, infinity and its negative. */
export const oddAggregates = ({ dialect }: SqlTable, { double, finite }: SqlColumn): readonly string[] => [
  dialect.countIf(dialect.isNan(double)),
  dialect.countIf(`NOT ${finite} AND ${double} > ${dialect.double(0)}`),
  dialect.countIf(`NOT ${finite} AND ${double} < ${dialect.double(0)}`),
];

/** How many they are. */
export const oddWidth = 3;

/** What `apartAggregates` gave, at the beginning of a row, and `oddAggregates`, when they were asked. */
export const readApart = (
  { name }: SqlColumn,
  row: readonly unknown[],
  odd: readonly unknown[] = [0, 0, 0],
): { readonly apart: Apart; readonly finite: number } => {
  const [rows = 0, held = 0, finite = 0] = row.slice(0, apartWidth).map(Number);
  const [nans = 0, positive = 0, negative = 0] = odd.map(Number);
  if (!(held <= rows && finite + nans + positive + negative === held))
    throw new SnapshotError(
      'changed',
      `column ${plainText(name)}: the counts do not add up; expected a table that stands still`,
    );
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
