import { plainText } from '../../base/plain-text.ts';
import type { FactSheet, Location } from '../../model/facts.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { type HistoryReading, resolveCommit } from './history-reading.ts';

/** Looks up the commits that the registers of deployments name, and keeps the place in the register. */
export const addDeployments = (
  draft: SheetDraft,
  source: Location,
  reading: HistoryReading,
  tags: ReadonlyMap<string, string>,
  registers: readonly FactSheet[],
): void => {
  for (const register of registers) {
    const { deployments } = register.facts as Readonly<Record<string, unknown>>;
    if (!Array.isArray(deployments)) continue;
    for (const [index, { id, commit, inPeriod }] of (
      deployments as readonly Readonly<Record<string, unknown>>[]
    ).entries()) {
      const at = `/deployments/${index}`;
      const record = draft.add('deployments', String(id), register.sources[at] ?? source);
      if (typeof inPeriod === 'boolean') record.set('inPeriod', inPeriod);
      else record.lack('inPeriod', register.absent[`${at}/inPeriod`] ?? 'the register does not say when it was made');
      if (typeof commit !== 'string') {
        for (const fact of ['commit', 'found'])
          record.lack(fact, register.absent[`${at}/commit`] ?? 'the register names no commit');
        continue;
      }
      const found = resolveCommit(reading, tags, commit);
      record.set('commit', found === undefined ? plainText(commit) : reading.graph.idOf(found));
      record.set('found', found !== undefined);
    }
  }
};
