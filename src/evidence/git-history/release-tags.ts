import { plainText } from '../../base/plain-text.ts';
import { isoInstant } from '../../base/time.ts';
import type { Location } from '../../model/facts.ts';
import { parseTag } from '../../repositories/commit-object.ts';
import type { OpenHistory } from '../../repositories/open-history.ts';
import { pathText, type TreePair } from '../../repositories/trees.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import type { TouchKind } from './changed-paths.ts';
import { type HistoryReading, inPeriod } from './history-reading.ts';
import { unevaluatedModels } from './release-models.ts';

/** A tag that names a commit. A light tag is only a reference: it has no date and no signature of its own. */
export interface ReleaseTag {
  readonly name: string;
  readonly commit: string;
  readonly annotated: boolean;
  readonly signed: boolean;
  /** Date of the tag object, seconds since 1970; undefined for a light tag. */
  readonly seconds: number | undefined;
  /** Name that the tag object gives itself, when it is another one. */
  readonly otherName: string | undefined;
}

const MOST_TAG_BYTES = 1024 * 1024;
const MOST_NESTING = 5;

/** Reads all tags, sorted by name; those that name no commit are left out. */
export const readTags = async (history: Pick<OpenHistory, 'refs' | 'objects'>): Promise<readonly ReleaseTag[]> => {
  const names = [...history.refs.keys()].filter((name) => name.startsWith('refs/tags/')).sort();
  const tags = names.map((ref) => ({
    name: ref.slice('refs/tags/'.length),
    target: history.refs.get(ref) ?? '',
    commit: undefined as string | undefined,
    annotated: false,
    signed: false,
    seconds: undefined as number | undefined,
    otherName: undefined as string | undefined,
  }));
  for (let depth = 0; depth <= MOST_NESTING; depth++) {
    const open = tags.filter((tag) => tag.commit === undefined && tag.target !== '');
    if (open.length === 0) break;
    const byTarget = new Map<string, (typeof open)[number][]>();
    for (const tag of open) byTarget.set(tag.target, [...(byTarget.get(tag.target) ?? []), tag]);
    for await (const objects of history.objects.read([...byTarget.keys()], undefined, MOST_TAG_BYTES))
      for (const object of objects)
        for (const tag of byTarget.get(object.id) ?? []) {
          const content = object.ok && object.type === 'tag' ? parseTag(object.bytes) : undefined;
          if (object.ok && object.type === 'commit') tag.commit = object.id;
          tag.target = content?.object ?? '';
          if (!content || depth > 0) continue;
          tag.annotated = true;
          tag.signed = content.signed;
          tag.seconds = content.tagger?.seconds;
          tag.otherName = content.name === tag.name ? undefined : content.name;
        }
  }
  return tags.flatMap(({ target: _, commit, ...tag }) => (commit === undefined ? [] : [{ ...tag, commit }]));
};

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
