import { plainText } from '../../base/plain-text.ts';
import type { SnapshotColumn } from '../../snapshots/engine.ts';

/** A column to measure, and what the run file declares it to be. */
export interface FeatureRequest {
  readonly name: string;
  readonly type?: 'numeric' | 'categorical' | undefined;
}

/** Whether a column holds numbers or other values that can be told apart; undefined when it has no bins. */
export const kindOf = (column: SnapshotColumn | undefined): 'numbers' | 'values' | undefined =>
  column === undefined || column.type === 'other'
    ? undefined
    : column.type === 'number' || column.type === 'integer'
      ? 'numbers'
      : 'values';

/** Why a feature cannot be binned, from the two columns alone; undefined when it can. */
export const obstacleOf = (
  { name, type }: FeatureRequest,
  reference: SnapshotColumn | undefined,
  current: SnapshotColumn | undefined,
): string | undefined => {
  if (!reference && !current) return `neither snapshot has a column ${plainText(name)}`;
  if (!reference) return `the reference snapshot has no column ${plainText(name)}`;
  if (!current) return `the current snapshot has no column ${plainText(name)}`;
  for (const [which, { physical, type: seen }] of [['reference', reference] as const, ['current', current] as const])
    if (seen === 'other')
      return `the ${which} column is ${physical}, which has no bins; expected numbers, text or booleans, or the column under \`exclude\``;
  const same = kindOf(reference) === kindOf(current) && (reference.type === 'boolean') === (current.type === 'boolean');
  if (!same)
    return `the column is ${reference.physical} in the reference and ${current.physical} in the current snapshot`;
  if (type === 'numeric' && kindOf(reference) !== 'numbers')
    return `declared numeric, but the column is ${reference.physical}`;
  return undefined;
};
