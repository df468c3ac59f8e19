import { plainText, shortened } from '../../base/plain-text.ts';
import type { Location } from '../../model/facts.ts';
import type { Trailer } from '../../repositories/trailers.ts';
import type { SheetDraft } from '../sheet-draft.ts';

/** Kinds that are told apart: a forged history could make up a key for every commit. */
const MOST_KINDS = 500;
const MOST_KEY = 60;

/** Counts trailers by their key, without regard to case. */
export interface TrailerCounts {
  readonly see: (trailers: readonly Trailer[]) => void;
  /** Sorted by key. `others` are trailers of kinds beyond the most that are told apart. */
  readonly counts: () => {
    readonly kinds: readonly { readonly key: string; readonly count: number; readonly commits: number }[];
    readonly others: number;
  };
}

export const countTrailers = (): TrailerCounts => {
  const kinds = new Map<string, { count: number; commits: number }>();
  let others = 0;
  return {
    see: (trailers) => {
      const here = new Set<string>();
      for (const trailer of trailers) {
        const key = trailer.key.toLowerCase();
        const known = kinds.get(key);
        if (known) {
          known.count++;
          if (!here.has(key)) known.commits++;
        } else if (kinds.size < MOST_KINDS) kinds.set(key, { count: 1, commits: 1 });
        else others++;
        here.add(key);
      }
    },
    counts: () => ({
      kinds: [...kinds].map(([key, value]) => ({ key, ...value })).sort((a, b) => (a.key < b.key ? -1 : 1)),
      others,
    }),
  };
};

/** Writes how often each kind of trailer stands in the commits that the changes bring in. */
export const addTrailerKinds = (draft: SheetDraft, source: Location, trailers: TrailerCounts): void => {
  for (const { key, count, commits } of trailers.counts().kinds) {
    const record = draft.add('trailerKinds', shortened(plainText(key), MOST_KEY), source);
    record.set('count', count);
    record.set('commitCount', commits);
  }
};
