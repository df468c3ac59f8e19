import { pointerKeys } from '../../base/json-pointer.ts';
import { parseYaml } from '../../base/yaml.ts';
import { type Answers, holdAgainst, readAnswer, sourceOf } from '../answers.ts';
import { factShapes } from '../fact-values.ts';
import type { EvidenceReader } from '../reader.ts';
import { draftSheet, place, type SheetDraft } from '../sheet-draft.ts';
import { decodeText, isMapping } from '../text-file.ts';
import { deriveSystemFacts } from './derived.ts';
import { prohibitedPoints, systemFields } from './fields.ts';

const shapes = factShapes('system');
const text = { type: 'string' } as const;

/** The entries of a list of records; an answer "unknown" gives none. */
const readList = (answers: Answers, list: 'models' | 'owners', draft: SheetDraft): boolean => {
  const entries = isMapping(answers.yaml.value) ? answers.yaml.value[list] : undefined;
  if (!Array.isArray(entries)) {
    draft.lack(
      list,
      entries === 'unknown'
        ? `answered "unknown" at ${place(sourceOf(answers, `/${list}`))}`
        : `not answered in ${answers.file}`,
    );
    return false;
  }
  const seen = new Set<string>();
  entries.forEach((entry: unknown, index) => {
    const pointer = `/${list}/${index}`;
    const source = sourceOf(answers, pointer);
    const id = isMapping(entry) && typeof entry.id === 'string' ? entry.id.trim() : '';
    if (id === '' || seen.has(id)) {
      if (id !== '') draft.problem('duplicate-id', `${list}: the id "${id}" is there twice`, answers.file, source.line);
      return;
    }
    seen.add(id);
    const record = draft.add(list, id, source);
    for (const [fact, shape] of Object.entries(factShapes('system', list)))
      if (fact !== 'id') readAnswer(answers, `${pointer}/${fact}`, fact, shape, record, draft);
  });
  return true;
};

const readPractices = (answers: Answers, draft: SheetDraft): void => {
  const practices = isMapping(answers.yaml.value) ? answers.yaml.value.prohibitedPractices : undefined;
  const practiced = { type: 'boolean' } as const;
  for (const point of prohibitedPoints) {
    const pointer = `/prohibitedPractices/${point}`;
    const record = draft.add('prohibitedPractices', point, sourceOf(answers, pointer));
    const reasoned = isMapping(practices) && isMapping(practices[point]);
    readAnswer(answers, reasoned ? `${pointer}/practiced` : pointer, 'practiced', practiced, record, draft);
    if (reasoned) readAnswer(answers, `${pointer}/reason`, 'reason', text, record, draft);
    else record.lack('reason', `no reason is given in ${answers.file}`);
  }
};

/** An exclusion is a claim: "none" is an answer, and leaves only the claim itself absent. */
const readExclusion = (answers: Answers, draft: SheetDraft): void => {
  const pointer = '/scope/exclusionClaimed';
  const scope = isMapping(answers.yaml.value) ? answers.yaml.value.scope : undefined;
  const source = sourceOf(answers, pointer);
  if (isMapping(scope) && (scope.exclusionClaimed === 'none' || scope.exclusionClaimed === 'no')) {
    draft.lack('exclusionClaimed', `answered "none" at ${place(source)}`);
    draft.set('claimsExclusion', false, source);
    return;
  }
  const reading = readAnswer(answers, pointer, 'exclusionClaimed', text, draft, draft);
  if (reading.state === 'value') draft.set('claimsExclusion', true, source);
  else draft.lack('claimsExclusion', 'derived from exclusionClaimed, which is absent');
};

/** The raw value at a pointer of keys. */
const valueAt = (answers: Answers, pointer: string): unknown =>
  pointerKeys(pointer).reduce<unknown>((value, key) => (isMapping(value) ? value[key] : undefined), answers.yaml.value);

/** Dates that may be answered "none": that something has not happened is an answer, and leaves the date absent. */
const datesWithNone: ReadonlySet<string> = new Set([
  'gpaiNotifiedOn',
  'friaElementsChangedOn',
  'placedOnMarketOn',
  'firstUseOn',
]);

const isNone = (answers: Answers, pointer: string, fact: string, draft: SheetDraft): boolean => {
  if (!datesWithNone.has(fact) || valueAt(answers, pointer) !== 'none') return false;
  draft.lack(fact, `answered "none" at ${place(sourceOf(answers, pointer))}`);
  return true;
};

/** Reads the system file: what is audited, in the words of its owner. Every "unknown" is an absent fact. */
export const systemReader: EvidenceReader = {
  kind: 'system',
  async read(item, context) {
    const draft = draftSheet('system', item.path);
    const written = decodeText(await context.open(item.path));
    const parsed =
      written === undefined
        ? { ok: false as const, problems: [{ message: 'expected UTF-8 text', line: 1 }] }
        : parseYaml(written, { depth: context.limits.depth });
    if (!parsed.ok) {
      for (const problem of parsed.problems) draft.problem('not-yaml', problem.message, item.path, problem.line);
      return draft.finish(item.path);
    }
    const answers = holdAgainst('system', item.path, parsed.text, draft);
    if (!isMapping(parsed.text.value)) return draft.finish(item.path);
    const { id } = parsed.text.value;
    if (typeof id === 'string' && id.trim() !== '') draft.set('id', id.trim(), sourceOf(answers, '/id'));
    for (const [pointer, fact] of systemFields) {
      const shape = shapes[fact];
      if (shape && !isNone(answers, pointer, fact, draft)) readAnswer(answers, pointer, fact, shape, draft, draft);
    }
    readExclusion(answers, draft);
    readPractices(answers, draft);
    const modelsKnown = readList(answers, 'models', draft);
    readList(answers, 'owners', draft);
    const none: ReadonlySet<string> = new Set(
      systemFields.flatMap(([pointer, fact]) =>
        datesWithNone.has(fact) && valueAt(answers, pointer) === 'none' ? [fact] : [],
      ),
    );
    const pointers = new Map(systemFields.map(([pointer, fact]) => [fact, pointer]));
    const source = (fact: string) => sourceOf(answers, pointers.get(fact) ?? '');
    deriveSystemFacts(draft, modelsKnown, source, none, context.clock);
    return draft.finish(String(draft.get('id')));
  },
};
