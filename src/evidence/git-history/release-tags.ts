import { plainText } from '../../base/plain-text.ts';
import { isoInstant } from '../../base/time.ts';
import type { Location } from '../../model/facts.ts';
import type { ReleaseTag } from '../../repositories/tags.ts';
import { pathText, type TreePair } from '../../repositories/trees.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import type { TouchKind } from './changed-paths.ts';
import { type HistoryReading, inPeriod } from './history-reading.ts';
import { unevaluatedModels } from './release-models.ts';

/** The kinds of files whose presence and change a release tells of. */
const told = ['Model', 'ModelCard', 'Documentation'] as const satisfies readonly TouchKind[];

interface Tree {
  /** Files of each kind at the tagged commit; undefined when not every folder could be read. */
  readonly present: Readonly<Record<(typeof told)[number], number>> | undefined;
  /** Kinds that changed since the tag before; a first tag is compared with nothing. */
  readonly changed: ReadonlySet<TouchKind> | undefined;
}

/** What lies at each tagged commit, by going from tag to tag: only what changed between two of them is read. */
const treesAt = async (
  reading: HistoryReading,
  commits: readonly number[],
  kindsOf: (path: string) => readonly TouchKind[],
): Promise<readonly Tree[]> => {
  const { graph, trees } = reading;
  const steps = commits.map(() => ({
    gained: { Model: 0, ModelCard: 0, Documentation: 0 },
    changed: new Set<TouchKind>(),
  }));
  const pairs: readonly TreePair[] = commits.map((commit, index) => {
    const before = commits[index - 1];
    return { before: before === undefined ? undefined : graph.treeOf(before), after: graph.treeOf(commit) };
  });
  const results = await trees.compare(pairs, (index, change) => {
    const step = steps[index];
    if (!step) return;
    for (const kind of kindsOf(pathText(change.path))) {
      step.changed.add(kind);
      if (kind in step.gained)
        step.gained[kind as (typeof told)[number]] += (change.after ? 1 : 0) - (change.before ? 1 : 0);
    }
  });
  let present: Tree['present'] = { Model: 0, ModelCard: 0, Documentation: 0 };
  return steps.map(({ gained, changed }, index) => {
    const whole = results[index]?.incomplete === undefined;
    if (present && whole) {
      const before = present;
      present = {
        Model: before.Model + gained.Model,
        ModelCard: before.ModelCard + gained.ModelCard,
        Documentation: before.Documentation + gained.Documentation,
      };
    } else present = undefined;
    return { present, changed: whole ? changed : undefined };
  });
};

/** Writes the releases: tags that name a step of the branch, and whose date lies in the period, in the order of the branch. */
export const addReleases = async (
  draft: SheetDraft,
  source: Location,
  reading: HistoryReading,
  tags: readonly ReleaseTag[],
  kindsOf: (path: string) => readonly TouchKind[],
  evaluated: readonly number[],
): Promise<void> => {
  const { graph, positions, period } = reading;
  const onBranch = tags
    .flatMap((tag) => {
      const commit = graph.find(tag.commit);
      const position = positions.get(commit);
      const seconds = tag.seconds ?? graph.secondsOf(commit);
      return position === undefined ? [] : [{ ...tag, number: commit, position, seconds }];
    })
    .sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
  const released = onBranch.filter((tag) => inPeriod(tag.seconds, period));
  const first = released[0]?.position ?? 0;
  const last = released.at(-1)?.position ?? -1;
  const before = onBranch.findLast((tag) => tag.position < first);
  const commits = [
    ...new Set(
      onBranch
        .filter((tag) => tag.position <= last && tag.position >= (before?.position ?? first))
        .map((tag) => tag.number),
    ),
  ];
  const treeOf = new Map((await treesAt(reading, commits, kindsOf)).map((tree, index) => [commits[index], tree]));
  const models = await unevaluatedModels(
    reading,
    [...new Set(released.map(({ number }) => number))],
    evaluated,
    kindsOf,
  );
  for (const tag of released) {
    const record = draft.add('releases', plainText(tag.name), source);
    record.set('oid', tag.commit);
    record.set('taggedAt', isoInstant(tag.seconds * 1000));
    record.set('annotated', tag.annotated);
    record.set('signed', tag.signed);
    const tree = treeOf.get(tag.number);
    const unread = 'a folder of the tagged commit, or of a tag before it, could not be read';
    for (const [fact, count] of [
      ['cardPresent', tree?.present?.ModelCard],
      ['documentationPresent', tree?.present?.Documentation],
    ] as const)
      if (count === undefined) record.lack(fact, unread);
      else record.set(fact, count > 0);
    const unseen = models.get(tag.number);
    if (unseen) {
      record.set('unevaluatedModelPaths', unseen.slice(0, 20));
      record.set('unevaluatedModelCount', unseen.length);
    } else for (const fact of ['unevaluatedModelPaths', 'unevaluatedModelCount']) record.lack(fact, unread);
    for (const [fact, kind] of [
      ['modelChangedSinceLastRelease', 'Model'],
      ['cardChangedSinceLastRelease', 'ModelCard'],
      ['documentationChangedSinceLastRelease', 'Documentation'],
    ] as const)
      if (tree?.changed) record.set(fact, tree.changed.has(kind));
      else record.lack(fact, unread);
  }
};
