import { type CommitHead, parseCommitHead } from './commit-object.ts';
import { RepositoriesError } from './errors.ts';
import { createIdTable, type IdTable } from './id-table.ts';
import type { OpenHistory } from './open-history.ts';

/** Bytes of the largest commit object that is read: a message and a signature, with room to spare. */
export const MOST_COMMIT_BYTES = 4 * 1024 * 1024;

/**
 * Every commit that the tip reaches, read from bytes whose hash was computed again. A commit is known by its number, from 0;
 * -1 stands for a parent that is named but not there, or not what it claims to be.
 */
export interface CommitGraph {
  /** Number of the tip. */
  readonly tip: number;
  /** One more than the highest number; some numbers below it are not reached. */
  readonly size: number;
  /** Whether the tip reaches it. */
  readonly has: (commit: number) => boolean;
  /** Commits reached from the tip. */
  readonly count: number;
  readonly idOf: (commit: number) => string;
  /** The number of a full id that the tip reaches; -1 when it does not. */
  readonly find: (id: string) => number;
  /** All reached commits whose id starts with `prefix`. */
  readonly startingWith: (prefix: string) => readonly number[];
  readonly parentsOf: (commit: number) => readonly number[];
  readonly treeOf: (commit: number) => string;
  /** Committer date, seconds since 1970; NaN when the commit holds no date. */
  readonly secondsOf: (commit: number) => number;
  /** Whether it carries a signature (not verified). */
  readonly signed: (commit: number) => boolean;
  /** Ids of parents that are named but absent, sorted; those behind the boundary are not among them. */
  readonly missingParents: readonly string[];
  /** Number of the commit that a git pack begins at; -1 when it names one that the tip does not reach. Undefined for other histories. */
  readonly boundary: number | undefined;
  /** Parents that were left out because they lie behind the boundary: an ancestor of it, or itself, names each. */
  readonly behindBoundary: number;
  /** Ids of commits whose bytes do not have the hash that they are named by, or are no commit, sorted. */
  readonly forged: readonly string[];
  /** Commits with a NUL byte in their message. */
  readonly withNul: number;
}

/** Commits of one reading step. */
const STEP = 8192;

/**
 * Reads the history of `tip`, a full commit id. `seen` gets the head of each commit with its number and bytes, in no certain order, also some that
 * turn out not to be reached: ask `has` afterwards. Throws a RepositoriesError when there are more than `most` commits.
 */
export const readCommitGraph = async (
  history: Pick<OpenHistory, 'commitIds' | 'objects' | 'boundary'>,
  tip: string,
  most: number,
  seen: (commit: CommitHead, number: number, bytes: Buffer) => void = () => undefined,
): Promise<CommitGraph> => {
  const width = tip.length;
  const ids = createIdTable(width / 2);
  const trees = createIdTable(width / 2);
  const scratch = Buffer.alloc(width);
  const numberOf = (table: IdTable, id: string): number => {
    scratch.write(id, 'latin1');
    return table.intern(scratch, 0);
  };
  // Columns by commit number; a number whose `present` is false was only named as a parent.
  const present: boolean[] = [];
  const tree: number[] = [];
  const seconds: number[] = [];
  const firstParent: number[] = [];
  const severalParents = new Map<number, readonly number[]>();
  const withSignature = new Set<number>();
  const withNul = new Set<number>();
  const forged = new Set<number>();
  const extend = (): void => {
    while (present.length < ids.size()) {
      present.push(false);
      tree.push(-1);
      seconds.push(Number.NaN);
      firstParent.push(-1);
    }
  };
  const keep = (id: string, commit: CommitHead, bytes: Buffer): void => {
    const at = numberOf(ids, id);
    const parents = commit.parents.map((parent) => numberOf(ids, parent));
    extend();
    present[at] = true;
    tree[at] = numberOf(trees, commit.tree);
    seconds[at] = commit.seconds ?? Number.NaN;
    firstParent[at] = parents[0] ?? -1;
    if (parents.length > 1) severalParents.set(at, parents);
    if (commit.signed) withSignature.add(at);
    if (commit.nul) withNul.add(at);
    seen(commit, at, bytes);
  };

  const lines = await history.commitIds(tip, most);
  const total = lines.length / (width + 1);
  if (total > most)
    throw new RepositoriesError(
      'too-large',
      `the history has more than ${most} commits, which is the most that is read`,
    );
  for (let start = 0; start < total; start += STEP) {
    const chunk: string[] = [];
    for (let at = start; at < Math.min(total, start + STEP); at++)
      chunk.push(lines.slice(at * (width + 1), at * (width + 1) + width));
    for await (const objects of history.objects.read(chunk, 'commit', MOST_COMMIT_BYTES))
      for (const object of objects) {
        const commit = object.ok ? parseCommitHead(object.bytes) : undefined;
        if (commit && object.ok) keep(object.id, commit, object.bytes);
        else if (object.ok || object.problem !== 'missing') forged.add(numberOf(ids, object.id));
      }
  }
  extend();

  const root = ids.find(tip);
  if (root < 0 || !present[root])
    throw new RepositoriesError(
      'unreadable',
      root >= 0 && forged.has(root)
        ? `the tip ${tip} is no commit, or its bytes do not have the hash that it is named by`
        : `the tip ${tip} is not in the repository`,
    );
  const parentsOf = (commit: number): readonly number[] => {
    const several = severalParents.get(commit);
    if (several) return several;
    const first = firstParent[commit] ?? -1;
    return first < 0 ? [] : [first];
  };
  const reached = new Uint8Array(ids.size());
  const absent = new Set<number>();
  const stack = [root];
  reached[root] = 1;
  let count = 0;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    count++;
    for (const parent of parentsOf(at)) {
      if (!present[parent]) absent.add(parent);
      else if (reached[parent] === 0) {
        reached[parent] = 1;
        stack.push(parent);
      }
    }
  }
  const has = (commit: number): boolean => reached[commit] === 1;
  const idsOf = (commits: Iterable<number>): readonly string[] => [...commits].map(ids.idAt).sort();
  // What a pack left out must be named by something that the boundary stands on: else it was taken out of the population.
  const start = history.boundary === undefined ? undefined : ids.find(history.boundary);
  const behind = new Set<number>();
  if (start !== undefined && start >= 0 && has(start)) {
    const seen = new Uint8Array(ids.size());
    const older = [start];
    seen[start] = 1;
    for (let at = older.pop(); at !== undefined; at = older.pop())
      for (const parent of parentsOf(at)) {
        if (!present[parent]) behind.add(parent);
        else if (seen[parent] === 0) {
          seen[parent] = 1;
          older.push(parent);
        }
      }
  }
  const lost = [...absent].filter((commit) => !behind.has(commit));
  return {
    tip: root,
    count,
    boundary: start === undefined ? undefined : start >= 0 && has(start) ? start : -1,
    behindBoundary: absent.size - lost.length,
    size: ids.size(),
    has,
    idOf: ids.idAt,
    find: (id) => {
      const at = ids.find(id);
      return at >= 0 && has(at) ? at : -1;
    },
    startingWith: (prefix) => ids.startingWith(prefix).filter(has),
    parentsOf: (commit) => parentsOf(commit).map((parent) => (has(parent) ? parent : -1)),
    treeOf: (commit) => trees.idAt(tree[commit] ?? -1),
    secondsOf: (commit) => seconds[commit] ?? Number.NaN,
    signed: (commit) => withSignature.has(commit),
    missingParents: idsOf(lost.filter((commit) => !forged.has(commit))),
    forged: idsOf([...absent].filter((commit) => forged.has(commit))),
    withNul: [...withNul].filter(has).length,
  };
};

/** Marks what a commit reaches and was not marked before, and tells which that was; the commit itself stands first. */
const newAncestors = (graph: CommitGraph, commit: number, marked: Uint8Array): readonly number[] => {
  const found: number[] = [];
  const stack = [commit];
  marked[commit] = 1;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    found.push(at);
    for (const parent of graph.parentsOf(at))
      if (parent >= 0 && marked[parent] === 0) {
        marked[parent] = 1;
        stack.push(parent);
      }
  }
  return found;
};

/** The chain of first parents from the tip, oldest first. It stops where a first parent is absent. */
export const firstParentChain = (graph: CommitGraph): readonly number[] => {
  const chain: number[] = [];
  for (let at = graph.tip; at >= 0; at = graph.parentsOf(at)[0] ?? -1) chain.push(at);
  return chain.reverse();
};

/**
 * What each step of a first-parent chain brings in: its ancestors and itself that are not ancestors of an earlier step.
 * One pass over the history, oldest step first; only the steps that `keep` names are in the answer.
 */
export const broughtIn = (
  graph: CommitGraph,
  chain: readonly number[],
  keep: (step: number) => boolean,
): ReadonlyMap<number, readonly number[]> => {
  const owned = new Uint8Array(graph.size);
  const result = new Map<number, readonly number[]>();
  for (const step of chain) {
    const commits = newAncestors(graph, step, owned);
    if (keep(step)) result.set(step, commits);
  }
  return result;
};

/** Marks (1) every ancestor of a commit and the commit itself, by number. */
export const ancestorsOf = (graph: CommitGraph, commit: number): Uint8Array => {
  const marked = new Uint8Array(graph.size);
  newAncestors(graph, commit, marked);
  return marked;
};
