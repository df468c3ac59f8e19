import { plainText, shortened } from '../../base/plain-text.ts';
import type { Location } from '../../model/facts.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import type { CommitSummary } from './commit-summary.ts';

/** Kinds that are told apart: a forged history could make up a key for every commit. */
const MOST_KINDS = 500;
const MOST_KEY = 60;

/** How often a kind of trailer stands in a history. */
interface TrailerKind {
  readonly key: string;
  readonly count: number;
  readonly commits: number;
}

/** Counts the trailers of commits, given by their keys in lower case. Sorted by key; kinds beyond the most are left out. */
const countTrailers = (commits: Iterable<readonly string[]>): readonly TrailerKind[] => {
  const kinds = new Map<string, { count: number; commits: number }>();
  for (const keys of commits)
    for (const [index, key] of keys.entries()) {
      let kind = kinds.get(key);
      if (!kind) {
        if (kinds.size >= MOST_KINDS) continue;
        kind = { count: 0, commits: 0 };
        kinds.set(key, kind);
      }
      kind.count++;
      if (keys.indexOf(key) === index) kind.commits++;
    }
  return [...kinds].map(([key, value]) => ({ key, ...value })).sort((a, b) => (a.key < b.key ? -1 : 1));
};

/** Writes how often each kind of trailer stands in the commits that the changes bring in. */
export const addTrailerKinds = (
  draft: SheetDraft,
  source: Location,
  summaries: Iterable<Pick<CommitSummary, 'trailerKeys'>>,
): void => {
  for (const { key, count, commits } of countTrailers([...summaries].map(({ trailerKeys }) => trailerKeys))) {
    const record = draft.add('trailerKinds', shortened(plainText(key), MOST_KEY), source);
    record.set('count', count);
    record.set('commitCount', commits);
  }
};
