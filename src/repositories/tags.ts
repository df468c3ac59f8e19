import { parseTag } from './commit-object.ts';
import type { OpenHistory } from './open-history.ts';

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
