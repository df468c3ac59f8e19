import type { PathChange, TreeEntry } from '../../repositories/trees.ts';
import type { HistoryReading } from './history-reading.ts';

/** Paths of one merge that are looked at; a merge of more is not judged. */
const MOST_PATHS = 2_000;
const AT_ONCE = 32_768;

/** A merge, and what it changed against its first parent; `changes` undefined when that was too much or is not all known. */
export interface MergeToLookAt {
  readonly unit: number;
  readonly changes: readonly PathChange[] | undefined;
}

/** Keeps what a merge changed, up to the most that is looked at. */
export const keepMergeChange = (kept: PathChange[], change: PathChange): void => {
  if (kept.length <= MOST_PATHS) kept.push(change);
};

export const lookedAt = (kept: readonly PathChange[]): readonly PathChange[] | undefined =>
  kept.length > MOST_PATHS ? undefined : kept;

const same = (one: TreeEntry | undefined, other: TreeEntry | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && one.id === other.id && one.mode === other.mode);

/**
 * What merges hold of their own: paths that all parents hold alike, or all lack, and the merge holds otherwise. No merge of texts
 * does that; somebody put it there while merging. Content that a parent holds at another path of the merge was moved, and does
 * not count. A conflict solved by hand differs from every parent where these differ, and is not told apart from an honest merge.
 * Undefined where it could not be told. Paths are bytes, as trees give them.
 */
export const ownContent = async (
  reading: HistoryReading,
  merges: readonly MergeToLookAt[],
): Promise<ReadonlyMap<number, readonly string[] | undefined>> => {
  const { graph, trees } = reading;
  const asked = merges.flatMap(({ unit, changes }) => {
    const others = graph.parentsOf(unit).slice(1);
    if (changes === undefined || others.length === 0 || others.includes(-1)) return [];
    // What is a parent through and through holds nothing of its own.
    if (others.some((parent) => graph.treeOf(parent) === graph.treeOf(unit))) return [];
    return changes.flatMap((change) => others.map((parent) => ({ unit, change, tree: graph.treeOf(parent) })));
  });
  const entries: (TreeEntry | 'unreadable' | undefined)[] = [];
  for (let start = 0; start < asked.length; start += AT_ONCE)
    entries.push(
      ...(await trees.entriesAtBytes(
        asked.slice(start, start + AT_ONCE).map(({ tree, change }) => ({ tree, path: change.path })),
      )),
    );
  const alike = new Map<number, Map<PathChange, boolean>>();
  const unread = new Set<number>();
  const held = new Map<number, Set<string>>();
  for (const [index, { unit, change }] of asked.entries()) {
    const entry = entries[index];
    if (entry === 'unreadable') {
      unread.add(unit);
      continue;
    }
    const seen = alike.get(unit) ?? new Map<PathChange, boolean>();
    alike.set(unit, seen);
    // A folder on one side and a file on the other is a difference like any other.
    seen.set(change, (seen.get(change) ?? true) && same(entry, change.before));
    const known = held.get(unit) ?? new Set<string>();
    held.set(unit, known);
    if (entry) known.add(entry.id);
    if (change.before) known.add(change.before.id);
  }
  return new Map(
    merges.map(({ unit, changes }) => {
      if (changes === undefined || unread.has(unit) || graph.parentsOf(unit).includes(-1)) return [unit, undefined];
      const own = changes.filter(
        (change) => alike.get(unit)?.get(change) === true && !held.get(unit)?.has(change.after?.id ?? ''),
      );
      return [unit, own.map(({ path }) => path)];
    }),
  );
};
