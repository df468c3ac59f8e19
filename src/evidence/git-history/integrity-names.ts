import { plainText } from '../../base/plain-text.ts';
import type { ChangedPaths } from './changed-paths.ts';
import { type HistoryReading, shortId } from './history-reading.ts';
import { count, type IntegrityFinding, some } from './integrity-finding.ts';
import type { Person } from './people.ts';

/** Addresses that several names use, and names that use several addresses, among the makers of the population. */
const ambiguous = (people: readonly Person[]): { readonly addresses: number; readonly names: number } => {
  const namesOf = new Map<string, Set<string>>();
  const addressesOf = new Map<string, Set<string>>();
  for (const { folded } of people) {
    if (folded.name === '' || folded.identity === folded.name) continue;
    namesOf.set(folded.identity, (namesOf.get(folded.identity) ?? new Set()).add(folded.name));
    addressesOf.set(folded.name, (addressesOf.get(folded.name) ?? new Set()).add(folded.identity));
  }
  const several = (map: ReadonlyMap<string, ReadonlySet<string>>): number =>
    [...map.values()].filter((set) => set.size > 1).length;
  return { addresses: several(namesOf), names: several(addressesOf) };
};

const hides = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What names and content show against a history: people, paths, references, merges, submodules. */
export const aboutNames = (
  reading: HistoryReading,
  paths: readonly ChangedPaths[],
): readonly (IntegrityFinding | undefined)[] => {
  const { graph, units, summaries, history } = reading;
  const { addresses, names } = ambiguous(
    [...summaries.values()].flatMap(({ author, committer, coAuthors }) => [author, committer, ...coAuthors]),
  );
  const where = (test: (changed: ChangedPaths) => boolean): readonly string[] =>
    units.flatMap((unit, index) => {
      const changed = paths[index];
      return changed && test(changed) ? [shortId(graph, unit)] : [];
    });
  const own = where(({ ownPaths }) => (ownPaths?.length ?? 0) > 0);
  const hidden = where((changed) => changed.hidden.length > 0);
  const hiddenRefs = [...history.refs.keys()].filter((name) => hides.test(name));
  const submodules = where((changed) => changed.submodules > 0);
  return [
    addresses > 0 || names > 0
      ? {
          id: 'INT-11',
          severity: 'low',
          detail: `${count(addresses, 'address is', 'addresses are')} used under several names, ${count(names, 'name')} with several addresses; nothing here tells whether they are one person`,
        }
      : undefined,
    own.length > 0
      ? {
          id: 'INT-19',
          severity: 'medium',
          detail: `${count(own.length, 'merge')} with content that none of the parents holds: ${some(own)}`,
        }
      : undefined,
    hidden.length > 0 || hiddenRefs.length > 0
      ? {
          id: 'INT-20',
          severity: 'medium',
          detail: `${count(hidden.length, 'change')} of paths with such names${hidden.length > 0 ? `: ${some(hidden)}` : ''}; ${count(hiddenRefs.length, 'reference')}${hiddenRefs.length > 0 ? `: ${some(hiddenRefs.map(plainText))}` : ''}`,
        }
      : undefined,
    submodules.length > 0
      ? {
          id: 'INT-21',
          severity: 'info',
          detail: `${count(submodules.length, 'change')}: ${some(submodules)}`,
        }
      : undefined,
  ];
};

/** What earlier heads show: recorded on the sheet before, by name. */
export const aboutEarlierHeads = (
  heads: readonly Readonly<Record<string, unknown>>[],
): readonly (IntegrityFinding | undefined)[] => {
  const ids = (test: (head: Readonly<Record<string, unknown>>) => boolean): readonly string[] =>
    heads.filter(test).map(({ id }) => String(id));
  const lost = ids(({ reached, onBranch }) => reached === false || onBranch === false);
  const moved = ids(({ movedTagCount }) => typeof movedTagCount === 'number' && movedTagCount > 0);
  return [
    lost.length > 0
      ? {
          id: 'INT-14',
          severity: 'critical',
          detail: `${count(lost.length, 'earlier head')} that the branch no longer stands on: ${some(lost)}`,
        }
      : undefined,
    moved.length > 0
      ? {
          id: 'INT-15',
          severity: 'high',
          detail: `tags name other commits than they did at ${some(moved)}`,
        }
      : undefined,
  ];
};
