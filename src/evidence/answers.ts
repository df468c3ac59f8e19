import { pointerKeys } from '../base/json-pointer.ts';
import type { YamlText } from '../base/yaml.ts';
import type { Location } from '../model/facts.ts';
import { validate } from '../model/validate.ts';
import { type FactShape, type Reading, readValue } from './fact-values.ts';
import { place, type RecordDraft, type SheetDraft } from './sheet-draft.ts';
import { isMapping } from './text-file.ts';

type AnswerSchema = 'people' | 'system' | 'model-card-governance' | 'document-front-matter' | 'attestation';

/** A YAML text of answers: where it lies, and which problems its schema already named. */
export interface Answers {
  readonly file: string;
  readonly yaml: YamlText;
  /** Pointers at which a problem was already told, so that it is told once. */
  readonly told: ReadonlySet<string>;
}

/** A value without its empty answers: a key left blank is a question not answered, not a wrong answer. */
const withoutBlanks = (value: unknown): unknown =>
  isMapping(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => member !== null && member !== '')
          .map(([key, member]) => [key, withoutBlanks(member)]),
      )
    : Array.isArray(value)
      ? value.map(withoutBlanks)
      : value;

/** Holds a text of answers against its schema; what the schema does not allow becomes problems, each with its line. */
export const holdAgainst = (
  schema: AnswerSchema,
  file: string,
  yaml: YamlText,
  draft: SheetDraft,
  options: { readonly base?: string; readonly foreignKeys?: boolean } = {},
): Answers => {
  const base = options.base ?? '';
  const checked = validate(schema, withoutBlanks(find(yaml.value, base).raw));
  const told = new Set<string>();
  for (const problem of checked.ok ? [] : checked.problems) {
    const unknownKey = problem.message.startsWith('unknown key');
    if (unknownKey && options.foreignKeys) continue;
    told.add(base + problem.pointer);
    draft.problem(
      unknownKey ? 'unknown-key' : 'bad-value',
      `${problem.pointer === '' ? '' : `${pointerKeys(problem.pointer).join('.')}: `}${problem.message}`,
      file,
      yaml.lineOf(base + problem.pointer),
    );
  }
  return { file, yaml, told };
};

type Found = { readonly raw: unknown; readonly pointer: string };

/** The value at a pointer; a group that is answered "unknown", or left empty, answers for everything in it. */
const find = (root: unknown, pointer: string): Found => {
  let raw = root;
  let path = '';
  for (const key of pointerKeys(pointer)) {
    if (raw === null || raw === 'unknown') return { raw, pointer: path };
    const child = Array.isArray(raw)
      ? raw[Number(key)]
      : isMapping(raw) && Object.hasOwn(raw, key)
        ? raw[key]
        : undefined;
    if (child === undefined) return { raw: undefined, pointer: path };
    raw = child;
    path += `/${key}`;
  }
  return { raw, pointer: path };
};

/** Where the value at a pointer stands. */
export const sourceOf = (answers: Answers, pointer: string): Location => ({
  file: answers.file,
  line: answers.yaml.lineOf(pointer),
});

/** Reads the answer at `pointer` as the fact, into the record: its value, or the reason why it is absent, or a problem. */
export const readAnswer = (
  answers: Answers,
  pointer: string,
  fact: string,
  shape: FactShape,
  record: RecordDraft,
  draft: SheetDraft,
): Reading => {
  const found = find(answers.yaml.value, pointer);
  const source = sourceOf(answers, found.pointer);
  const reading = readValue(found.raw, shape);
  if (reading.state === 'value') record.set(fact, reading.value, source);
  else if (reading.state === 'absent')
    record.lack(
      fact,
      found.raw === undefined ? `${reading.reason} in ${answers.file}` : `${reading.reason} at ${place(source)}`,
    );
  else {
    record.lack(fact, `could not be read at ${place(source)}: ${reading.message}`);
    const told = [...answers.told].some((at) => at === found.pointer || at.startsWith(`${found.pointer}/`));
    if (!told) draft.problem('bad-value', reading.message, answers.file, source.line);
  }
  return reading;
};
