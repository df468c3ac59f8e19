import { sha256 } from '../../base/digest.ts';
import { parseJson } from '../../base/json.ts';
import { pointerKeys } from '../../base/json-pointer.ts';
import type { Limits } from '../../base/limits.ts';
import { FilesError } from '../../files/tree.ts';
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

/** The files of raw answers beside the export: how many it names, and how many of these are not what it says. */
const addRaw = async (draft: SheetDraft, file: string, given: ForgeExport, context: ReaderContext): Promise<void> => {
  const files = (given.source.answers ?? []).flatMap((answer) => answer.files);
  if (files.length === 0) {
    draft.lack('rawMismatchCount', 'the export names no raw answers');
    draft.set('rawFileCount', 0, { file });
    return;
  }
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
  let mismatches = 0;
  for (const { path, sha256: expected } of files) {
    const within = !path.startsWith('/') && !path.split('/').includes('..');
    const found = within
      ? await context.tree
          .read(folder + path, MOST_EXPORT_BYTES)
          .then(sha256)
          .catch((thrown: unknown) => {
            if (thrown instanceof FilesError) return undefined;
            throw thrown;
          })
      : undefined;
    if (found !== expected) mismatches += 1;
  }
  draft.set('rawFileCount', files.length, { file });
  draft.set('rawMismatchCount', mismatches, { file });
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
