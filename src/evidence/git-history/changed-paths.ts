import { type PathChange, pathText } from '../../repositories/trees.ts';
import type { HistoryOptions } from './history-options.ts';
import type { HistoryReading } from './history-reading.ts';

/** The kinds of files that controls ask about. */
export const touchKinds = ['Model', 'ModelCard', 'Thresholds', 'Policy', 'Documentation'] as const;
export type TouchKind = (typeof touchKinds)[number];

/** What a change did to the files of the repository, against its first parent. */
export interface ChangedPaths {
  /** In order, at most 200. */
  readonly paths: readonly string[];
  readonly count: number;
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

/** Compares every unit with its first parent: trees only, without looking for renames. A root is compared with nothing. */
export const changedPaths = async (
  reading: HistoryReading,
  kindsOf: (path: string) => readonly TouchKind[],
): Promise<readonly ChangedPaths[]> => {
  const { graph, units, trees } = reading;
  const states = units.map((unit) => ({
    paths: [] as string[],
    count: 0,
    touches: new Set<TouchKind>(),
    mailmap: false,
    cut: graph.parentsOf(unit)[0] === -1,
  }));
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
      const path = pathText(change.path);
      state.count++;
      state.paths.push(path);
      // Paths come in no certain order: keep the first ones without keeping all.
      if (state.paths.length > 50 * MOST_SHOWN) state.paths.sort().splice(MOST_SHOWN);
      for (const kind of kindsOf(path)) state.touches.add(kind);
      if (path === '.mailmap') state.mailmap = true;
    },
  );
  return states.map(({ cut, ...state }, index) => {
    const incomplete = results[index]?.incomplete;
    return {
      ...state,
      paths: state.paths.sort().slice(0, MOST_SHOWN),
      incomplete: cut
        ? 'its first parent is not in the history'
        : incomplete === undefined
          ? undefined
          : whyIncomplete[incomplete],
    };
  });
};
