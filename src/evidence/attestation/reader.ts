import { plainText } from '../../base/plain-text.ts';
import { parseYaml } from '../../base/yaml.ts';
import type { FactSheet } from '../../model/facts.ts';
import { type Answers, holdAgainst, readAnswer, sourceOf } from '../answers.ts';
import { factShapes, factText } from '../fact-values.ts';
import type { EvidenceReader, ReaderContext } from '../reader.ts';
import { byPlace, draftSheet, type SheetDraft } from '../sheet-draft.ts';
import { decodeText, isMapping } from '../text-file.ts';
import { readBasis } from './basis.ts';
import { readOwnership, readSignature } from './signer.ts';

const facts = [
  'control',
  'check',
  'question',
  'determination',
  'by',
  'role',
  'method',
  'attestedOn',
  'validUntil',
  'statement',
  'system',
  'systemVersion',
] as const;

/**
 * Texts that a person must write stay as written when they say nothing: left out, a `statement: TODO` would look like an
 * attestation without a statement, which is allowed.
 */
const keepPlaceholders = (answers: Answers, pointer: string, entry: unknown, draft: SheetDraft): void => {
  for (const fact of ['by', 'question', 'statement']) {
    const written = isMapping(entry) ? entry[fact] : undefined;
    if (draft.has(fact) || typeof written !== 'string' || written === '' || /^\s*unknown\s*$/i.test(written)) continue;
    draft.set(fact, factText(written), sourceOf(answers, `${pointer}/${fact}`));
  }
};

/** The sheet of one entry; the problems of the whole file stand on the sheet of the entry that they lie in, or on the first. */
const readEntry = async (
  answers: Answers,
  index: number,
  entry: unknown,
  context: ReaderContext,
): Promise<FactSheet> => {
  const pointer = `/attestations/${index}`;
  const written = isMapping(entry) && typeof entry.id === 'string' ? entry.id.trim() : '';
  const id = written === '' ? `${answers.file}#${index + 1}` : plainText(written);
  const draft = draftSheet('attestation', answers.file, id);
  draft.set('id', id, sourceOf(answers, pointer));
  const shapes = factShapes('attestation');
  for (const fact of facts) {
    const shape = shapes[fact];
    if (shape) readAnswer(answers, `${pointer}/${fact}`, fact, shape, draft, draft);
  }
  keepPlaceholders(answers, pointer, entry, draft);
  await readBasis(answers, pointer, entry, context, draft);
  readOwnership(context, draft);
  readSignature(answers, pointer, entry, context, draft);
  return draft.finish(id);
};

/** Reads attestations: one sheet for each, so that each is a record of its own. */
export const attestationReader: EvidenceReader = {
  kind: 'attestation',
  async read(item, context) {
    const { path } = item;
    const whole = draftSheet('attestation', path);
    const text = decodeText(await context.open(path));
    const parsed =
      text === undefined
        ? { ok: false as const, problems: [{ message: 'expected UTF-8 text', line: 1 }] }
        : parseYaml(text, { depth: context.limits.depth });
    if (!parsed.ok) {
      for (const problem of parsed.problems) whole.problem('not-yaml', problem.message, path, problem.line);
      return whole.finish(path);
    }
    const answers = holdAgainst('attestation', path, parsed.text, whole);
    const { value, lineOf } = parsed.text;
    const entries =
      isMapping(value) && Array.isArray(value.attestations) ? (value.attestations as readonly unknown[]) : [];
    if (entries.length === 0) return whole.finish(path);
    const sheets: FactSheet[] = [];
    for (const [index, entry] of entries.entries()) sheets.push(await readEntry(answers, index, entry, context));
    const starts = entries.map((_entry, index) => lineOf(`/attestations/${index}`));
    for (const problem of whole.finish(path).problems) {
      const at = Math.max(
        0,
        starts.findLastIndex((start) => start <= (problem.line ?? 1)),
      );
      const sheet = sheets[at];
      if (sheet) sheets[at] = { ...sheet, problems: [...sheet.problems, problem].sort(byPlace) };
    }
    const ids = new Set<string>();
    return sheets.map((sheet) => {
      const again = ids.has(sheet.subject);
      ids.add(sheet.subject);
      const message = `the id "${sheet.subject}" is there twice`;
      return again ? { ...sheet, problems: [...sheet.problems, { code: 'duplicate-id', message, file: path }] } : sheet;
    });
  },
};
