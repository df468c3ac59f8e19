import { type PathChange, pathText, type TreeEntry } from '../../repositories/trees.ts';
import type { HistoryOptions } from './history-options.ts';
import type { HistoryReading } from './history-reading.ts';
import { keepMergeChange, lookedAt, ownContent } from './merge-content.ts';

/** The kinds of files that controls ask about. */
export const touchKinds = ['Model', 'ModelCard', 'Thresholds', 'Policy', 'Documentation'] as const;
export type TouchKind = (typeof touchKinds)[number];

/** What became of a path. `moved`: its content was deleted at another path by the same change, byte for byte. */
export const pathStatuses = ['added', 'modified', 'deleted', 'moved'] as const;
type PathStatus = (typeof pathStatuses)[number];

/** What a change did to the files of the repository, against its first parent. */
export interface ChangedPaths {
  /** In order, at most 200. */
  readonly paths: readonly string[];
  readonly count: number;
  /** How many paths had which status; a path that was moved away is not counted as deleted. */
  readonly byStatus: Readonly<Record<PathStatus, number>>;
  /** Paths that a merge holds of its own; undefined for other changes, and where it could not be told. */
  readonly ownPaths: readonly string[] | undefined;
  /** Submodules whose pinned commit changed. What they point to lies elsewhere. */
  readonly submodules: number;
  /** Files of the kinds above that became symbolic links. */
  readonly links: readonly string[];
  /** Paths with characters that tools hide or obey: control, bidirectional, invisible. */
  readonly hidden: readonly string[];
  readonly touches: ReadonlySet<TouchKind>;
  readonly mailmap: boolean;
  /** Why not every changed path is known. */
  readonly incomplete: string | undefined;
}

const MOST_SHOWN = 200;
const MOST_REMEMBERED = 200_000;

const whyIncomplete = {
  missing: 'a folder of the change is not in the repository',
  forged: 'a folder of the change does not have the hash that it is named by',
  'too-large': 'the change touches more files than are looked at',
} as const;

/** Tells what kinds of files a path belongs to; each path is matched once. `extra` are further thresholds files. */
export const touchMatcher = (
  options: HistoryOptions,
  extra: ReadonlySet<string>,
): ((path: string) => readonly TouchKind[]) => {
  const known = new Map<string, readonly TouchKind[]>();
  const tests = {
    Model: options.isModel,
    ModelCard: options.isCard,
    Thresholds: (path) => extra.has(path) || options.isThresholds(path),
    Policy: options.isPolicy,
    Documentation: options.isDocumentation,
  } satisfies Record<TouchKind, (path: string) => boolean>;
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const kinds = touchKinds.filter((kind) => tests[kind](path));
    if (known.size < MOST_REMEMBERED) known.set(path, kinds);
    return kinds;
  };
};

const hides = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const isSubmodule = (entry: TreeEntry | undefined): boolean => entry?.mode === '160000';
const isLink = (entry: TreeEntry | undefined): boolean => entry?.mode === '120000';

/** Units that are compared before what their merges hold of their own is looked at: it bounds what is kept of them. */
const UNITS_AT_ONCE = 8192;
/** Paths of all merges together that are kept meanwhile. */
const MOST_KEPT = 200_000;

interface State {
  readonly paths: string[];
  count: number;
  modified: number;
  /** Blob ids that were added and deleted, each with how often; given up beyond the most that is remembered. */
  readonly added: Map<string, number>;
  readonly deleted: Map<string, number>;
  addedCount: number;
  deletedCount: number;
  readonly touches: Set<TouchKind>;
  mailmap: boolean;
  submodules: number;
  readonly links: string[];
  readonly hidden: string[];
  readonly kept: PathChange[];
  keptAll: boolean;
  readonly cut: boolean;
}

const MOST_BLOBS = 20_000;
const countIn = (blobs: Map<string, number>, id: string): void => {
  if (blobs.size < MOST_BLOBS) blobs.set(id, (blobs.get(id) ?? 0) + 1);
};

const see = (state: State, change: PathChange, kindsOf: (path: string) => readonly TouchKind[]): void => {
  const { before, after } = change;
  const path = pathText(change.path);
  state.count++;
  state.paths.push(path);
  // Paths come in no certain order: keep the first ones without keeping all.
  if (state.paths.length > 50 * MOST_SHOWN) state.paths.sort().splice(MOST_SHOWN);
  const kinds = kindsOf(path);
  for (const kind of kinds) state.touches.add(kind);
  if (path === '.mailmap') state.mailmap = true;
  if (before && after) state.modified++;
  else if (after) {
    state.addedCount++;
    countIn(state.added, after.id);
  } else if (before) {
    state.deletedCount++;
    countIn(state.deleted, before.id);
  }
  if (isSubmodule(before) || isSubmodule(after)) state.submodules++;
  if (isLink(after) && !isLink(before) && kinds.length > 0 && state.links.length < MOST_SHOWN) state.links.push(path);
  if (hides.test(path) && state.hidden.length < MOST_SHOWN) state.hidden.push(path);
};

const movedIn = ({ added, deleted }: State): number =>
  [...added].reduce((sum, [id, count]) => sum + Math.min(count, deleted.get(id) ?? 0), 0);

const compareSome = async (
  reading: HistoryReading,
  units: readonly number[],
  kindsOf: (path: string) => readonly TouchKind[],
): Promise<readonly ChangedPaths[]> => {
  const { graph, trees } = reading;
  const states = units.map(
    (unit): State => ({
      paths: [],
      count: 0,
      modified: 0,
      added: new Map(),
      deleted: new Map(),
      addedCount: 0,
      deletedCount: 0,
      touches: new Set(),
      mailmap: false,
      submodules: 0,
      links: [],
      hidden: [],
      kept: [],
      keptAll: true,
      cut: graph.parentsOf(unit)[0] === -1,
    }),
  );
  let kept = 0;
  const isMerge = units.map((unit) => graph.parentsOf(unit).length > 1);
  const results = await trees.compare(
    units.map((unit) => {
      const parent = graph.parentsOf(unit)[0];
      const after = graph.treeOf(unit);
      // Where the history is cut off there is nothing to compare with.
      return { before: parent === -1 ? after : parent === undefined ? undefined : graph.treeOf(parent), after };
    }),
    (index: number, change: PathChange) => {
      const state = states[index];
      if (!state) return;
      see(state, change, kindsOf);
      if (!isMerge[index]) return;
      kept++;
      if (kept <= MOST_KEPT) keepMergeChange(state.kept, change);
      else state.keptAll = false;
    },
  );
  const own = await ownContent(
    reading,
    units.flatMap((unit, index) => {
      const state = states[index];
      if (!isMerge[index] || !state) return [];
      const whole = !state.cut && state.keptAll && results[index]?.incomplete === undefined;
      return [{ unit, changes: whole ? lookedAt(state.kept) : undefined }];
    }),
  );
  return states.map((state, index): ChangedPaths => {
    const incomplete = results[index]?.incomplete;
    const moved = movedIn(state);
    return {
      paths: state.paths.sort().slice(0, MOST_SHOWN),
      count: state.count,
      byStatus: {
        added: state.addedCount - moved,
        modified: state.modified,
        deleted: state.deletedCount - moved,
        moved,
      },
      ownPaths: own.get(units[index] ?? -1)?.map(pathText),
      submodules: state.submodules,
      links: state.links,
      hidden: state.hidden,
      touches: state.touches,
      mailmap: state.mailmap,
      incomplete: state.cut
        ? 'its first parent is not in the history'
        : incomplete === undefined
          ? undefined
          : whyIncomplete[incomplete],
    };
  });
};

/** Compares every unit with its first parent: trees only, without looking for renames. A root is compared with nothing. */
export const changedPaths = async (
  reading: HistoryReading,
  kindsOf: (path: string) => readonly TouchKind[],
): Promise<readonly ChangedPaths[]> => {
  const changed: ChangedPaths[] = [];
  for (let start = 0; start < reading.units.length; start += UNITS_AT_ONCE)
    changed.push(...(await compareSome(reading, reading.units.slice(start, start + UNITS_AT_ONCE), kindsOf)));
  return changed;
};
