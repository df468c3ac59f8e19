import { plainText } from '../../base/plain-text.ts';
import { instantOf, isoInstant } from '../../base/time.ts';
import type { FactSheet, Location } from '../../model/facts.ts';
import { MOST_COMMIT_BYTES } from '../../repositories/commit-graph.ts';
import { parseCommit } from '../../repositories/commit-object.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { revertedBy } from './commit-summary.ts';
import { type HistoryReading, resolveCommit } from './history-reading.ts';

const DAY = 86_400;

/** Whether a commit says that it reverts another; a merge also when the head that it merges says so. */
const isRevert = async (reading: HistoryReading, commit: number): Promise<boolean> => {
  const commits = [commit, ...reading.graph.parentsOf(commit).slice(1)].filter((number) => number >= 0);
  for await (const objects of reading.history.objects.read(
    commits.map(reading.graph.idOf),
    'commit',
    MOST_COMMIT_BYTES,
  ))
    for (const object of objects)
      if (object.ok && revertedBy(parseCommit(object.bytes)?.message ?? '') !== undefined) return true;
  return false;
};

/** Looks up the commits that drift runs name as their response. */
export const addResponses = async (
  draft: SheetDraft,
  source: Location,
  reading: HistoryReading,
  tags: ReadonlyMap<string, string>,
  runs: readonly FactSheet[],
): Promise<void> => {
  const { graph } = reading;
  for (const run of runs) {
    const { id, responseCommit, windowEnd, inPeriod } = run.facts as Readonly<Record<string, unknown>>;
    if (typeof responseCommit !== 'string' || responseCommit === '') continue;
    const record = draft.add('responses', typeof id === 'string' ? id : run.subject, source);
    const commit = resolveCommit(reading, tags, responseCommit);
    record.set('found', commit !== undefined);
    if (typeof inPeriod === 'boolean') record.set('inPeriod', inPeriod);
    else record.lack('inPeriod', run.absent['/inPeriod'] ?? 'the drift run does not say when its window ended');
    record.set('commit', commit === undefined ? plainText(responseCommit) : graph.idOf(commit));
    if (commit === undefined) {
      for (const fact of ['committedAt', 'isRevert', 'afterWindow'])
        record.lack(fact, `the commit ${plainText(responseCommit)} is not in the history of the branch`);
      continue;
    }
    record.set('isRevert', await isRevert(reading, commit));
    const seconds = graph.secondsOf(commit);
    if (Number.isNaN(seconds)) {
      for (const fact of ['committedAt', 'afterWindow']) record.lack(fact, 'the commit holds no date that can be read');
      continue;
    }
    record.set('committedAt', isoInstant(seconds * 1000));
    const end = typeof windowEnd === 'string' ? instantOf(windowEnd) : undefined;
    // The window's last day is part of it.
    if (end !== undefined) record.set('afterWindow', seconds >= end / 1000 + DAY);
    else record.lack('afterWindow', 'the drift run does not say when its window ended');
  }
};
