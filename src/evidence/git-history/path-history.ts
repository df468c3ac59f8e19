import { ancestorsOf, type CommitGraph } from '../../repositories/commit-graph.ts';
import type { TreeEntry, Trees } from '../../repositories/trees.ts';

type Entry = TreeEntry | 'unreadable' | undefined;

const AT_ONCE = 1024;

const same = (a: Entry, b: Entry): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.id === b.id && a.mode === b.mode);

/** One path through the history. A commit changes the path when it differs there from every one of its parents. */
export interface PathHistory {
  readonly at: (commit: number) => Promise<Entry>;
  /** The commit that made the path what it is at `commit`; undefined when it is not there, or the history or a folder of it is absent before. */
  readonly lastChange: (commit: number) => Promise<number | undefined>;
  /**
   * Commits that the tip reaches and `commit` does not, which changed the path; oldest first by date. Undefined when a folder of
   * one of them is absent.
   */
  readonly changesAfter: (commit: number) => Promise<readonly number[] | undefined>;
}

export const pathHistory = (graph: CommitGraph, trees: Trees, path: string): PathHistory => {
  const known = new Map<number, Entry>();
  const fill = async (commits: readonly number[]): Promise<void> => {
    const wanted = commits.filter((commit) => !known.has(commit));
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const some = wanted.slice(start, start + AT_ONCE);
      const entries = await trees.entriesAt(some.map((commit) => ({ tree: graph.treeOf(commit), path })));
      for (const [index, commit] of some.entries()) known.set(commit, entries[index]);
    }
  };
  const at = async (commit: number): Promise<Entry> => {
    await fill([commit]);
    return known.get(commit);
  };
  /** `commit` and its first parents, as many as are asked for at once. */
  const run = (commit: number): readonly number[] => {
    const commits: number[] = [];
    for (let next = commit; next >= 0 && commits.length < AT_ONCE; next = graph.parentsOf(next)[0] ?? -1)
      commits.push(next);
    return commits;
  };

  return {
    at,
    lastChange: async (commit) => {
      const wanted = await at(commit);
      if (typeof wanted !== 'object') return undefined;
      let here = commit;
      for (;;) {
        if (!known.has(graph.parentsOf(here)[0] ?? here)) await fill(run(here));
        const parents = graph.parentsOf(here);
        if (parents.includes(-1)) return undefined;
        await fill(parents);
        if (parents.some((parent) => known.get(parent) === 'unreadable')) return undefined;
        const before = parents.find((parent) => same(known.get(parent), wanted));
        if (before === undefined) return here;
        here = before;
      }
    },
    changesAfter: async (commit) => {
      const earlier = ancestorsOf(graph, commit);
      const later: number[] = [];
      const seen = new Set([graph.tip]);
      const stack = [graph.tip];
      for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        if (earlier[next] === 1) continue;
        later.push(next);
        for (const parent of graph.parentsOf(next))
          if (parent >= 0 && !seen.has(parent)) {
            seen.add(parent);
            stack.push(parent);
          }
      }
      const looked = [...new Set(later.flatMap((next) => [next, ...graph.parentsOf(next)]))].filter(
        (next) => next >= 0,
      );
      await fill(looked);
      if (looked.some((next) => known.get(next) === 'unreadable')) return undefined;
      return later
        .filter((next) =>
          graph.parentsOf(next).every((parent) => parent < 0 || !same(known.get(parent), known.get(next))),
        )
        .filter((next) => graph.parentsOf(next).length > 0 || known.get(next) !== undefined)
        .sort((a, b) => graph.secondsOf(a) - graph.secondsOf(b) || (graph.idOf(a) < graph.idOf(b) ? -1 : 1));
    },
  };
};
