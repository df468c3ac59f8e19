import { plainText } from '../../base/plain-text.ts';
import type { Location } from '../../model/facts.ts';
import type { ReleaseTag } from '../../repositories/tags.ts';
import type { ReaderContext } from '../reader.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import type { HistoryReading } from './history-reading.ts';

/** A head of the branch that was sealed before: in the facts of an earlier assessment, or written down as an id. */
interface EarlierHead {
  readonly id: string;
  readonly tip: string;
  readonly source: 'declared' | 'facts';
  /** Tags as they were then: name -> commit. */
  readonly tags: ReadonlyMap<string, string>;
  readonly location: Location;
}

const fullId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const record = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

/** The heads in the facts of an earlier assessment (`facts.json`): of this branch only. Undefined when the file is none. */
const headsInFacts = (text: string, path: string, branch: string): readonly EarlierHead[] | undefined => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed)) return undefined;
  return parsed.flatMap((sheet) => {
    const facts = record(record(sheet)?.facts);
    if (record(sheet)?.kind !== 'git-history' || facts?.branch !== branch) return [];
    const { tip, releases } = facts;
    if (typeof tip !== 'string' || !fullId.test(tip)) return [];
    const tags = (Array.isArray(releases) ? (releases as readonly unknown[]) : []).flatMap((release) => {
      const { id, oid } = record(release) ?? {};
      return typeof id === 'string' && typeof oid === 'string' ? [[id, oid] as const] : [];
    });
    return [{ id: `${path} ${tip.slice(0, 12)}`, tip, source: 'facts', tags: new Map(tags), location: { file: path } }];
  });
};

/** The heads that plumbline.yaml names beside the path of the history. What cannot be read as one is a problem on the sheet. */
export const readEarlierHeads = async (
  draft: SheetDraft,
  named: readonly string[],
  branch: string,
  path: string,
  context: ReaderContext,
): Promise<readonly EarlierHead[]> => {
  const heads: EarlierHead[] = [];
  for (const name of named) {
    if (fullId.test(name)) {
      heads.push({ id: name.slice(0, 12), tip: name, source: 'declared', tags: new Map(), location: { file: path } });
      continue;
    }
    const bytes = context.tree.files.some((file) => file.path === name) ? await context.open(name) : undefined;
    const found = bytes && headsInFacts(Buffer.from(bytes).toString('utf8'), name, branch);
    if (found && found.length > 0) heads.push(...found);
    else
      draft.problem(
        'earlier-head',
        bytes === undefined
          ? `earlier: saw "${name}"; expected a full commit id, or the path of the facts.json of an earlier assessment`
          : `${name} holds no head of ${branch}; expected the facts.json of an earlier assessment of this branch`,
        bytes === undefined ? path : name,
      );
  }
  return heads;
};

/** Holds the history against each earlier head: whether it still stands on it, and whether the tags of then still name the same. */
export const addEarlierHeads = (
  draft: SheetDraft,
  reading: HistoryReading,
  tags: readonly ReleaseTag[],
  heads: readonly EarlierHead[],
): void => {
  const { graph, positions } = reading;
  const now = new Map(tags.map((tag) => [plainText(tag.name), tag.commit]));
  for (const head of heads) {
    const entry = draft.add('earlierHeads', head.id, head.location);
    entry.set('tip', head.tip);
    entry.set('source', head.source);
    const commit = graph.find(head.tip);
    if (commit < 0 && graph.missingParents.length > 0) {
      const reason = 'the history is cut off, so that nobody can tell whether it stands on that head';
      entry.lack('reached', reason);
      entry.lack('onBranch', reason);
    } else {
      entry.set('reached', commit >= 0);
      entry.set('onBranch', positions.has(commit));
    }
    const moved = [...head.tags].filter(([name, oid]) => now.has(name) && now.get(name) !== oid);
    const gone = [...head.tags].filter(([name]) => !now.has(name));
    entry.set('movedTags', moved.map(([name]) => plainText(name)).sort());
    entry.set('movedTagCount', moved.length);
    entry.set('goneTagCount', gone.length);
  }
};
