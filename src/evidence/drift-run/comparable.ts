import { plainText } from '../../base/plain-text.ts';
import type { ColumnType, SnapshotColumn } from '../../snapshots/engine.ts';
import type { DriftMethod } from './methods/method.ts';

/** A column to measure, and what the run file declares it to be. */
export interface FeatureRequest {
  readonly name: string;
  readonly type?: 'numeric' | 'categorical' | undefined;
  /** Edges that the run file declares; ascending. */
  readonly edges?: readonly number[] | undefined;
  /** The method that the run states for this column, when it is one that we re-perform. */
  readonly stated?: DriftMethod | undefined;
  /** The methods by which reports of other tools are re-performed for this column. */
  readonly reported?: readonly DriftMethod[] | undefined;
}

// A day or a moment can be counted, but a later window never holds those of an earlier one.
const kinds = {
  number: 'numbers',
  integer: 'numbers',
  decimal: 'numbers',
  boolean: 'values',
  string: 'values',
  date: undefined,
  timestamp: undefined,
  other: undefined,
} as const satisfies Record<ColumnType, 'numbers' | 'values' | undefined>;

/** Whether a column holds numbers or other values that can be told apart; undefined when it has no bins. */
export const kindOf = (column: SnapshotColumn | undefined): 'numbers' | 'values' | undefined =>
  column === undefined ? undefined : kinds[column.type];

/** Why a feature cannot be binned, from the two columns alone; undefined when it can. */
export const obstacleOf = (
  { name, type }: FeatureRequest,
  reference: SnapshotColumn | undefined,
  current: SnapshotColumn | undefined,
): string | undefined => {
  if (!reference && !current) return `neither snapshot has a column ${plainText(name)}`;
  if (!reference) return `the reference snapshot has no column ${plainText(name)}`;
  if (!current) return `the current snapshot has no column ${plainText(name)}`;
  for (const [which, column] of [['reference', reference] as const, ['current', current] as const])
    if (kindOf(column) === undefined)
      return `the ${which} column is ${column.physical}, which has no bins; expected numbers, text or booleans, or the column under \`exclude\``;
  const same = kindOf(reference) === kindOf(current) && (reference.type === 'boolean') === (current.type === 'boolean');
  if (!same)
    return `the column is ${reference.physical} in the reference and ${current.physical} in the current snapshot`;
  if (type === 'numeric' && kindOf(reference) !== 'numbers')
    return `declared numeric, but the column is ${reference.physical}`;
  return undefined;
};
