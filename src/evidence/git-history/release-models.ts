import { plainText } from '../../base/plain-text.ts';
import { ancestorsOf } from '../../repositories/commit-graph.ts';
import { pathText, type TreePair } from '../../repositories/trees.ts';
import type { TouchKind } from './changed-paths.ts';
import type { HistoryReading } from './history-reading.ts';

/** A release, and the evaluated commit that it is held against; nothing when it holds none. */
interface Asked {
  readonly release: number;
  readonly from: number | undefined;
}

/**
 * Model files of each release that no evaluation saw as they are: at every evaluated commit that the release holds, the file
 * was another one or absent. Undefined where a folder could not be read. A rollback to evaluated files is evaluated.
 */
export const unevaluatedModels = async (
  reading: HistoryReading,
  releases: readonly number[],
  evaluated: readonly number[],
  kindsOf: (path: string) => readonly TouchKind[],
): Promise<ReadonlyMap<number, readonly string[] | undefined>> => {
  const { graph, trees } = reading;
  const asked = releases.flatMap((release): readonly Asked[] => {
    const earlier = ancestorsOf(graph, release);
    const held = evaluated.filter((commit) => earlier[commit] === 1 || commit === release);
    return held.length === 0 ? [{ release, from: undefined }] : held.map((from) => ({ release, from }));
  });
  const pairs = asked.map(
    ({ release, from }): TreePair => ({
      before: from === undefined ? undefined : graph.treeOf(from),
      after: graph.treeOf(release),
    }),
  );
  const differing = pairs.map(() => new Set<string>());
  const results = await trees.compare(pairs, (pair, change) => {
    const path = pathText(change.path);
    if (change.after && kindsOf(path).includes('Model')) differing[pair]?.add(plainText(path));
  });
  return new Map(
    releases.map((release) => {
      const own = asked.flatMap((each, pair) => (each.release === release ? [pair] : []));
      if (own.some((pair) => results[pair]?.incomplete !== undefined)) return [release, undefined];
      const [first, ...others] = own.map((pair) => differing[pair] ?? new Set<string>());
      return [release, [...(first ?? [])].filter((path) => others.every((other) => other.has(path))).sort()];
    }),
  );
};
