import type { NumericSurvey } from '../../../snapshots/column-counts.ts';
import { type Binning, type DriftMethod, psiOfFilled, type UnbinnedColumn } from './method.ts';

/** Evidently takes a column of numbers by its values when the reference has at most so many. */
const discreteValues = 20;

/** An empty bin takes 0.0001, or a millionth of the smallest share when that is 0.0001 or less; each side by itself. */
const fill = (counts: readonly number[], total: number): readonly number[] => {
  const shares = counts.map((count) => count / total);
  const least = shares.reduce((low, share) => (share > 0 && share < low ? share : low), Number.POSITIVE_INFINITY);
  const zero = least <= 0.0001 ? least / 10 ** 6 : 0.0001;
  return shares.map((share) => (share === 0 ? zero : share));
};

/** pandas keeps a column of integers as integers only when it has no null. */
const isInteger = (type: string, { nulls }: NumericSurvey): boolean => type === 'integer' && nulls === 0;

const sturgesEdges = (column: UnbinnedColumn, integerRule: boolean): readonly number[] => {
  const { reference, current, columns } = column;
  const extremes = [reference.min, reference.max, current?.min, current?.max].filter((value) => value !== undefined);
  let [low, high] = [Math.min(...extremes), Math.max(...extremes)];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const single = columns.reference.physical === 'FLOAT' && columns.current.physical === 'FLOAT';
  const round = single ? Math.fround : (value: number): number => value;
  const range = round(high - low);
  const sturges = range / (Math.log2(reference.finite + (current?.finite ?? 0)) + 1);
  const integers = current && isInteger(columns.reference.type, reference) && isInteger(columns.current.type, current);
  const width = integerRule && integers && sturges < 1 ? 1 : sturges;
  const bins = Math.ceil(range / width);
  const step = round(range / bins);
  // The last bin is closed on both sides, and nothing lies beyond it: it needs no edge of its own.
  return [...new Set(Array.from({ length: bins - 1 }, (_, index) => round(round((index + 1) * step) + low)))];
};

/**
 * Evidently's PSI (0.2 to 0.7, pandas): numpy's Sturges bins of equal width over both snapshots together, [a, b); `n_bins` is ignored
 * there. numpy 2.1 made bins of integers at least 1 wide, hence two methods. Nulls, NaN and infinities are left out.
 */
const evidently = (version: string, integerRule: boolean): DriftMethod => ({
  name: `psi/evidently@numpy${version}`,
  zeroRule:
    'an empty bin takes 0.0001, or a millionth of the smallest share when that is 0.0001 or less; each side by itself',
  survey: { distinctLimit: discreteValues, beyond: 'current' },
  bin: (column): Binning => {
    if (column.declared.type === 'categorical') return { by: 'values' };
    if (column.reference.distinct !== undefined) return { by: 'values' };
    return { by: 'edges', edges: sturgesEdges(column, integerRule), closed: 'left' };
  },
  values: 'apart',
  score: psiOfFilled(fill),
});

export const evidentlyBefore21 = evidently('<2.1', false);
export const evidentlySince21 = evidently('>=2.1', true);
