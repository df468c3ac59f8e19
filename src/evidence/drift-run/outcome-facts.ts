import { pointer } from '../../base/json-pointer.ts';
import { plainText } from '../../base/plain-text.ts';
import type { OutcomeMetric } from '../../model/generated/drift-run.ts';
import { isRefusal } from '../../snapshots/column-counts.ts';
import type { SnapshotEngine } from '../../snapshots/engine.ts';
import { SnapshotError } from '../../snapshots/snapshot-error.ts';
import type { SnapshotSource } from '../../snapshots/source.ts';
import { factText } from '../fact-values.ts';
import type { RecordDraft, SheetDraft } from '../sheet-draft.ts';
import type { Pair } from './binning.ts';
import type { RunFile } from './run-file.ts';

/** Largest difference between a claimed value and ours that is no difference. */
const tolerance = 0.001;

type Value = { readonly value: number } | { readonly reason: string };

const meanOf = async (engine: SnapshotEngine, source: SnapshotSource, name: string): Promise<Value> => {
  const [found] = await engine.survey(source, [{ name, moments: true }]);
  if (!found || isRefusal(found)) return { reason: found?.message ?? 'not measured' };
  return found.moments
    ? { value: found.moments.mean }
    : { reason: `column ${plainText(name)} has no mean: no finite value, or a spread too wide to square` };
};

const shareOf = async (
  engine: SnapshotEngine,
  source: SnapshotSource,
  name: string,
  equals: NonNullable<OutcomeMetric['equals']>,
): Promise<Value> => {
  const { columns } = await engine.categories(source, [{ name, known: [String(equals)], limit: 1 }]);
  const [found] = columns;
  if (!found || isRefusal(found)) return { reason: found?.message ?? 'not measured' };
  const held = found.categories[0]?.count ?? 0;
  const all = held + found.unseen;
  return all > 0 ? { value: held / all } : { reason: `column ${plainText(name)} has no value` };
};

const computed = async (
  engine: SnapshotEngine,
  pair: Pair | undefined,
  side: 'reference' | 'current',
  { column, statistic = 'mean', equals }: OutcomeMetric,
): Promise<Value> => {
  if (column === undefined || !pair) return { reason: 'a snapshot could not be read' };
  if (!pair.columns[side].some(({ name }) => name === column))
    return { reason: `the ${side} snapshot has no column ${plainText(column)}` };
  if (statistic === 'share' && equals === undefined)
    return { reason: '`statistic: share` names no value under `equals`' };
  try {
    return statistic === 'share' && equals !== undefined
      ? await shareOf(engine, pair[side], column, equals)
      : await meanOf(engine, pair[side], column);
  } catch (thrown) {
    if (thrown instanceof SnapshotError) return { reason: thrown.message };
    throw thrown;
  }
};

const setComputed = async (
  record: RecordDraft,
  outcome: OutcomeMetric,
  engine: SnapshotEngine,
  pair: Pair | undefined,
): Promise<string | undefined> => {
  const [before, after] = [
    await computed(engine, pair, 'reference', outcome),
    await computed(engine, pair, 'current', outcome),
  ];
  if ('value' in before) record.set('referenceValue', before.value);
  else record.lack('referenceValue', before.reason);
  if ('value' in after) record.set('currentValue', after.value);
  else record.lack('currentValue', after.reason);
  record.set('column', plainText(outcome.column ?? ''));
  record.set('statistic', outcome.statistic ?? 'mean');
  record.set('computed', 'value' in before && 'value' in after);
  const claims = [[outcome.reference, before] as const, [outcome.current, after] as const].filter(
    ([claim]) => claim !== undefined,
  );
  const failed = [before, after].find((side) => 'reason' in side);
  if (claims.length > 0 && !failed) {
    const difference = Math.max(
      ...claims.map(([claim, own]) => ('value' in own ? Math.abs((claim as number) - own.value) : 0)),
    );
    record.set('claimDifference', difference);
    record.set('claimVerified', difference <= tolerance);
  }
  return failed && 'reason' in failed ? failed.reason : undefined;
};

/** The metric of a run that moved most, as far as both its values are known. */
export interface LargestChange {
  readonly metric: string;
  readonly change: number;
}

/**
 * Writes the outcome metrics of a run. A metric of a column is computed from the rows, and what the run file says of it is held against
 * that; without a column its values are claims. `complete` writes what all records of the run have.
 */
export const setOutcomes = async (
  { run, at }: RunFile,
  path: string,
  engine: SnapshotEngine,
  pair: Pair | undefined,
  draft: SheetDraft,
  complete: (record: RecordDraft) => void,
): Promise<LargestChange | undefined> => {
  const outcomes = run.outcomes ?? [];
  draft.set('outcomeCount', outcomes.length);
  draft.lack('outcomes', 'the run file ties drift to no outcome metric');
  let largest: LargestChange | undefined;
  for (const [index, outcome] of outcomes.entries()) {
    const { metric, reference, current, column } = outcome;
    const record = draft.add('outcomes', `${factText(run.id)}/${factText(metric)}`, at(pointer('outcomes', index)));
    record.set('metric', factText(metric));
    complete(record);
    if (column === undefined) {
      if (reference !== undefined) record.set('referenceValue', reference);
      if (current !== undefined) record.set('currentValue', current);
      record.set('computed', false);
    } else {
      const failed = await setComputed(record, outcome, engine, pair);
      if (failed !== undefined && pair)
        draft.problem('outcome', `outcome ${plainText(metric)}: ${failed}`, path, at(pointer('outcomes', index)).line);
    }
    const [before, after] = [record.get('referenceValue'), record.get('currentValue')];
    const change =
      typeof before === 'number' && typeof after === 'number' ? (after - before) / Math.abs(before) : Number.NaN;
    if (Number.isFinite(change)) {
      record.set('relativeChange', change);
      record.set('absoluteRelativeChange', Math.abs(change));
      if (!largest || Math.abs(change) > largest.change)
        largest = { metric: factText(metric), change: Math.abs(change) };
    }
    const noClaim =
      column === undefined
        ? 'the metric names no column to compute it from'
        : 'the run file claims no value, or it could not be computed';
    const noChange = before === 0 ? 'the reference value is 0' : 'one of the two values is missing';
    for (const [fact, reason] of [
      ['referenceValue', 'the run file gives no reference value'],
      ['currentValue', 'the run file gives no current value'],
      ['relativeChange', noChange],
      ['absoluteRelativeChange', noChange],
      ['claimDifference', noClaim],
      ['claimVerified', noClaim],
    ] as const)
      record.lack(fact, record.whyAbsent(fact) ?? reason);
  }
  return largest;
};
