import { pointerKeys, pointerToken } from '../../base/json-pointer.ts';
import { isPlaceholder } from '../../base/placeholder.ts';
import type { Location } from '../../model/facts.ts';
import { factText } from '../fact-values.ts';
import { isLinkOnly } from '../markdown.ts';
import { place } from '../sheet-draft.ts';
import { isMapping } from '../text-file.ts';
import { dateIn } from './card-date.ts';
import type { CardDraft } from './card-draft.ts';
import type { DataContent } from './content.ts';
import { type CardTopic, cardTopics, proseTopics } from './topics.ts';

/** A value of a JSON card, and where it stands. */
export interface Hit {
  readonly value: unknown;
  readonly pointer: string;
}

/** Where a format says what: topic -> paths of keys from the root of the model, the best first. Lists on the way are entered. */
export type FieldPaths = Readonly<Partial<Record<CardTopic, readonly string[]>>>;

/** Longest text and most values that are gathered for one fact: a fact holds 2,000 characters. */
const enough = { characters: 4_000, values: 500 };

const bare = (key: string): string => key.replace(/[_\s-]/g, '').toLowerCase();

/** The key of a mapping that is meant, be it written in snake_case or, as protobuf does in JSON, in camelCase. */
const keyIn = (
  mapping: Readonly<Record<string, unknown>>,
  key: string,
  plainKey: (key: string) => string,
): string | undefined =>
  Object.hasOwn(mapping, key) ? key : Object.keys(mapping).find((each) => bare(plainKey(each)) === bare(key));

const entered = ({ value, pointer }: Hit, most: number): readonly Hit[] =>
  Array.isArray(value)
    ? value.slice(0, most).flatMap((member, index) => entered({ value: member, pointer: `${pointer}/${index}` }, most))
    : [{ value, pointer }];

/** The values, at most `most`, at a path of keys below a value, lists entered. */
export const hitsAt = (
  from: Hit,
  path: string,
  plainKey: (key: string) => string = (key) => key,
  most: number = enough.values,
): readonly Hit[] => {
  let hits = entered(from, most);
  for (const wanted of path.split('/'))
    hits = hits
      .flatMap(({ value, pointer }): readonly Hit[] => {
        const key = isMapping(value) ? keyIn(value, wanted, plainKey) : undefined;
        return key === undefined || !isMapping(value)
          ? []
          : entered({ value: value[key], pointer: `${pointer}/${pointerToken(key)}` }, most);
      })
      .slice(0, most);
  return hits;
};

/** Text without embedded images and the like, which are never looked at. */
const withoutData = (text: string): string => text.replace(/\bdata:[\w.+-]+\/[\w.+-]+;[^\s)"'<>]*/g, ' ').trim();

const isEncoded = (text: string): boolean => /^\S{400,}$/.test(text);

/** What a scalar says, as text; undefined when it says nothing. */
export const scalarText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return undefined;
  const text = withoutData(value);
  return text === '' || isPlaceholder(text) || isEncoded(text) ? undefined : factText(text);
};

/** Members that say to a program what the value is, and nothing to a reader: identifiers, and `type: ai_EnergyConsumption`. */
const isMachinery = (key: string, member: unknown): boolean =>
  /^(@id|@type|spdxId|bom-ref|creationInfo)$/.test(key) ||
  (key === 'type' && typeof member === 'string' && /^([a-z]+_)?[A-Z]\w+$/.test(member) && !/^[A-Z0-9]+$/.test(member));

/** Whether a text only names a page or a file where something is said. */
const pointsElsewhere = (text: string): boolean => {
  const bare = text.replace(/\b[\w./-]+\.(md|pdf|html?|rst|txt|docx?)\b/gi, 'https://elsewhere');
  return isLinkOnly(bare, bare);
};

const prose: ReadonlySet<string> = new Set(proseTopics);

/** What a value says: a scalar itself, a mapping what its members say, each with its key when there are several. */
const sayings = (value: unknown, depth = 0): string | undefined => {
  if (Array.isArray(value)) {
    const members = value.slice(0, enough.values).flatMap((member: unknown) => sayings(member, depth + 1) ?? []);
    return members.length === 0 ? undefined : factText(members.join(', '));
  }
  if (!isMapping(value)) return scalarText(value);
  if (depth > 4) return undefined;
  const members = Object.entries(value)
    .slice(0, 50)
    .filter(([key, member]) => !isMachinery(key, member))
    .flatMap(([key, member]): readonly [string, string][] => {
      const text = sayings(member, depth + 1);
      return text === undefined ? [] : [[key, text]];
    });
  const [only, ...more] = members;
  if (only === undefined) return undefined;
  return more.length === 0 ? only[1] : factText(members.map(([key, text]) => `${key}: ${text}`).join('; '));
};

const locationOf = (content: DataContent, hits: readonly Hit[]): Location => {
  const lines = hits.map(({ pointer }) => content.lineOf(pointer));
  const [line, endLine] = [Math.min(...lines), Math.max(...lines)];
  return { file: content.path, line, ...(endLine > line ? { endLine } : {}) };
};

const nameOf = (pointer: string): string => pointerKeys(pointer).join('.');

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (isMapping(value) && Object.keys(value).length === 0);

/** Why the values of a field say nothing. */
const silenceOf = (content: DataContent, hits: readonly Hit[]): string => {
  const [first] = hits;
  const at = place({ file: content.path, line: content.lineOf(first?.pointer ?? '') });
  const scalars = hits.flatMap(({ value }) => (isMapping(value) ? Object.values(value) : [value]));
  const [text] = scalars.flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value] : []));
  const what = scalars.every(isEmpty)
    ? 'is empty'
    : text !== undefined && isPlaceholder(text)
      ? 'holds only a placeholder'
      : text !== undefined && pointsElsewhere(text)
        ? 'only points elsewhere'
        : 'holds nothing that can be read as text';
  return `${nameOf(first?.pointer ?? '')} at ${at} ${what}`;
};

/** Sets one fact from values of the card, joined line by line; or says what is wrong with them. */
export const putHits = (content: DataContent, fact: CardTopic, hits: readonly Hit[], draft: CardDraft): void => {
  if (draft.has(fact) || hits.length === 0) return;
  const said: { readonly text: string; readonly hit: Hit }[] = [];
  let length = 0;
  for (const hit of hits) {
    const text = sayings(hit.value);
    if (text === undefined || (prose.has(fact) && pointsElsewhere(text)) || said.some((other) => other.text === text))
      continue;
    said.push({ text, hit });
    length += text.length;
    if (length > enough.characters) break;
  }
  const [first] = said;
  if (!first) {
    draft.lackAt(fact, silenceOf(content, hits));
    return;
  }
  const source = locationOf(
    content,
    said.map(({ hit }) => hit),
  );
  draft.by(`key ${nameOf(first.hit.pointer)}`);
  const text = factText(said.map((each) => each.text).join('\n'));
  if (fact !== 'releasedOn') draft.set(fact, text, source);
  else {
    const date = dateIn(text);
    if (date === undefined) draft.lackAt(fact, `no date YYYY-MM-DD at ${place(source)}`);
    else draft.set(fact, date, source);
  }
};

/**
 * Reads the fields of a JSON card: for each fact the first of its paths that is there. A fact that the format has no place
 * for says so, and one that the card leaves out names the key that was looked for.
 */
export const readFields = (
  content: DataContent,
  model: Hit,
  fields: FieldPaths,
  title: string,
  draft: CardDraft,
  plainKey?: (key: string) => string,
): void => {
  for (const fact of cardTopics) {
    if (draft.has(fact)) continue;
    const paths = fields[fact];
    if (paths === undefined) {
      draft.lackHere(fact, `${title} has no place for it`);
      continue;
    }
    const found = paths.map((path) => hitsAt(model, path, plainKey)).filter((hits) => hits.length > 0);
    const best = found.find((hits) => hits.some(({ value }) => sayings(value) !== undefined)) ?? found[0];
    if (best) putHits(content, fact, best, draft);
    else draft.lackHere(fact, `${content.path} has no ${paths[0]?.replaceAll('/', '.') ?? 'key for it'}`);
  }
};

/** Sets the name of the model from the first value that says one, unless something better has set it. */
export const putName = (content: DataContent, hits: readonly Hit[], draft: CardDraft): void => {
  for (const hit of hits) {
    const text = scalarText(hit.value);
    if (text === undefined || draft.has('name')) continue;
    draft.by(`key ${nameOf(hit.pointer)}`);
    draft.set('name', text, locationOf(content, [hit]));
  }
};

/** Adds a dataset that the card names, once. What it was used for is said only where the format says it. */
export const putDataset = (
  content: DataContent,
  hit: Hit,
  name: string | undefined,
  role: 'training' | 'testing' | 'unspecified',
  draft: CardDraft,
): void => {
  const known = draft.get('datasets') as readonly { readonly id: string }[];
  if (name === undefined || known.some(({ id }) => id === name)) return;
  const source = locationOf(content, [hit]);
  draft.by(`key ${nameOf(hit.pointer)}`);
  draft.add('datasets', name, source).set('role', role, source);
};
