import { plainText } from '../../base/plain-text.ts';
import type { FactSheet, Location } from '../../model/facts.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { type HistoryReading, resolveCommit } from './history-reading.ts';

/** A list of the registers whose rows name commits, and the list of the history that it becomes. */
interface Named {
  readonly register: 'deployments' | 'emergency-changes';
  readonly list: 'deployments' | 'emergencies';
}

/** The lists of registers that are looked up in the history. */
export const namedByRegisters = [
  { register: 'deployments', list: 'deployments' },
  { register: 'emergency-changes', list: 'emergencies' },
] as const satisfies readonly Named[];

/**
 * Looks up the commits that the registers name, and keeps the place in the register. Of a deployment it also tells which tag names
 * its commit: a deployment of what nobody released is none of the releases that were tested.
 */
export const addNamedCommits = (
  draft: SheetDraft,
  source: Location,
  reading: HistoryReading,
  tags: ReadonlyMap<string, string>,
  registers: readonly FactSheet[],
  { register: type, list }: Named,
): void => {
  const changeOf = (commit: number): string | undefined => {
    const unit = reading.units.find((each) => each === commit || reading.brought.get(each)?.includes(commit));
    return unit === undefined ? undefined : reading.graph.idOf(unit);
  };
  const tagOf = new Map([...tags].map(([name, commit]) => [commit, name]));
  for (const register of registers) {
    const rows = (register.facts as Readonly<Record<string, unknown>>)[type];
    if (!Array.isArray(rows)) continue;
    for (const [index, { id, commit, inPeriod }] of (rows as readonly Readonly<Record<string, unknown>>[]).entries()) {
      const at = `/${type}/${index}`;
      const record = draft.add(list, String(id), register.sources[at] ?? source);
      if (typeof inPeriod === 'boolean') record.set('inPeriod', inPeriod);
      else record.lack('inPeriod', register.absent[`${at}/inPeriod`] ?? 'the register does not say when it was made');
      const facts = list === 'deployments' ? ['commit', 'found', 'release', 'tagged'] : ['commit', 'found', 'change'];
      if (typeof commit !== 'string') {
        for (const fact of facts) record.lack(fact, register.absent[`${at}/commit`] ?? 'the register names no commit');
        continue;
      }
      const found = resolveCommit(reading, tags, commit);
      const oid = found === undefined ? plainText(commit) : reading.graph.idOf(found);
      record.set('commit', oid);
      record.set('found', found !== undefined);
      if (list === 'emergencies') {
        const change = found === undefined ? undefined : changeOf(found);
        if (change === undefined) record.lack('change', 'no change of the period brings the commit in');
        else record.set('change', change);
        continue;
      }
      const tag = tagOf.get(oid);
      record.set('tagged', tag !== undefined);
      if (tag === undefined) record.lack('release', 'no tag names the commit');
      else record.set('release', plainText(tag));
    }
  }
};
