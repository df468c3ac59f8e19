import { canonicalJson } from '../../base/canonical-json.ts';
import { sha256 } from '../../base/digest.ts';
import { parseJson } from '../../base/json.ts';
import { pointerKeys } from '../../base/json-pointer.ts';
import type { Limits } from '../../base/limits.ts';
import { FilesError } from '../../files/tree.ts';
import type { RawAnswer } from '../../forges/normalised.ts';
import { forgeAdapters } from '../../forges/registry.ts';
import type { ForgeExport } from '../../model/generated/forge-export.ts';
import { validate } from '../../model/validate.ts';
import type { EvidenceReader, ReaderContext } from '../reader.ts';
import { draftSheet, listsOf, type SheetDraft } from '../sheet-draft.ts';
import { decodeText, isMapping } from '../text-file.ts';
import { addLists } from './lists.ts';
import { addSummary } from './summary.ts';

/** Largest export that is read, in bytes; a collector writes several files before one grows so large. */
const MOST_EXPORT_BYTES = 64 * 1024 * 1024;
const MOST_PROBLEMS = 20;

const refused = (draft: SheetDraft, code: string, message: string, file: string, line?: number): undefined => {
  draft.problem(code, message, file, line);
  for (const list of listsOf('forge-export')) draft.lack(list, message);
  return undefined;
};

/** The export as data; undefined when it is none, with every reason on the sheet. A part of an export is not believed. */
const parsed = (bytes: Uint8Array, file: string, limits: Limits, draft: SheetDraft): ForgeExport | undefined => {
  const text = decodeText(bytes);
  if (text === undefined) return refused(draft, 'not-text', 'expected UTF-8 text', file);
  const json = parseJson(text, { depth: limits.depth });
  if (!json.ok) {
    for (const { message, line } of json.problems.slice(0, MOST_PROBLEMS))
      refused(draft, 'not-json', message, file, line);
    return undefined;
  }
  const { value } = json.text;
  if (!isMapping(value) || value.forgeExport === undefined)
    return refused(
      draft,
      'no-export',
      'expected an export of `plumbline collect` (key "forgeExport"); an answer of the API itself is none',
      file,
    );
  const checked = validate('forge-export', value);
  if (checked.ok) return checked.value;
  for (const { pointer, message } of checked.problems.slice(0, MOST_PROBLEMS))
    refused(
      draft,
      'bad-export',
      `${pointer === '' ? '' : `${pointerKeys(pointer).join('.')}: `}${message}`,
      file,
      json.text.lineOf(pointer),
    );
  return undefined;
};

/** What of an export the raw answers decide, as canonical text. */
const decided = ({ requests, rules, events }: Pick<ForgeExport, 'requests' | 'rules' | 'events'>): string =>
  canonicalJson({ requests, ...(rules === undefined ? {} : { rules }), ...(events === undefined ? {} : { events }) });

/** The same, worked out again from the raw answers; undefined when nobody can. */
const workedOut = (given: ForgeExport, answers: readonly RawAnswer[]): string | undefined => {
  const { forge } = given.source;
  if (forge === 'other' || !answers.some(({ name }) => name.startsWith('requests-'))) return undefined;
  const wanted = { branch: given.branch.name, ...given.window };
  const adapter = forgeAdapters[forge];
  const rules = adapter.rules(answers, given.rules?.[0]?.observedAt ?? '');
  const events = adapter.events(answers, wanted);
  return decided({
    requests: [...adapter.requests(answers, wanted).requests],
    ...(rules === undefined ? {} : { rules: [rules] }),
    ...(events === undefined ? {} : { events: [...events] }),
  });
};

/**
 * Holds the files of raw answers beside the export against their digests, and works requests, rules and log out of them again: what somebody
 * changed in the export afterwards shows.
 */
const addRaw = async (draft: SheetDraft, file: string, given: ForgeExport, context: ReaderContext): Promise<void> => {
  const { tree, limits } = context;
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
  const answers: RawAnswer[] = [];
  let files = 0;
  let mismatches = 0;
  for (const answer of given.source.answers ?? [])
    for (const { path, sha256: expected } of answer.files) {
      files += 1;
      const within = !path.startsWith('/') && !path.split('/').includes('..');
      const bytes = within
        ? await tree.read(folder + path, MOST_EXPORT_BYTES).catch((thrown: unknown) => {
            if (thrown instanceof FilesError) return undefined;
            throw thrown;
          })
        : undefined;
      const text = bytes !== undefined && sha256(bytes) === expected ? decodeText(bytes) : undefined;
      const json = text === undefined ? undefined : parseJson(text, { depth: limits.depth });
      if (!json?.ok) mismatches += 1;
      else answers.push({ name: path.slice(path.lastIndexOf('/') + 1), body: json.text.value });
    }
  draft.set('rawFileCount', files, { file });
  const lack = (reason: string): void => {
    for (const fact of ['rawMismatchCount', 'matchesRaw']) draft.lack(fact, reason);
  };
  if (files === 0) return lack('the export names no raw answers');
  draft.set('rawMismatchCount', mismatches, { file });
  const again = mismatches > 0 ? undefined : workedOut(given, answers);
  if (again === undefined)
    draft.lack(
      'matchesRaw',
      mismatches > 0 ? 'raw answers are absent or altered' : 'no raw answers of requests that we know how to read',
    );
  else draft.set('matchesRaw', again === decided(given), { file });
};

/**
 * Reads the export of a forge. It is a claim of whoever exported it: what git can prove of it (merge commits, trees, heads) is
 * looked up in the history by the reader of the history; what it lacks stays absent.
 */
export const forgeExportReader: EvidenceReader = {
  kind: 'forge-export',
  async read(item, context) {
    const { path } = item;
    const draft = draftSheet('forge-export', path);
    const { size } = await context.use(path);
    if (size > MOST_EXPORT_BYTES) {
      refused(draft, 'too-large', `${size} bytes; at most ${MOST_EXPORT_BYTES} are read`, path);
      return draft.finish(path);
    }
    const given = parsed(await context.tree.read(path, MOST_EXPORT_BYTES), path, context.limits, draft);
    if (given) {
      addSummary(draft, path, given, item.options, context.clock);
      addLists(draft, path, given, context.clock);
      await addRaw(draft, path, given, context);
    }
    return draft.finish(path);
  },
};
