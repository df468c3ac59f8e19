import { plainText } from '../../base/plain-text.ts';
import { FilesError } from '../../files/tree.ts';
import { type Answers, sourceOf } from '../answers.ts';
import type { ReaderContext } from '../reader.ts';
import { place, type SheetDraft } from '../sheet-draft.ts';
import { isMapping } from '../text-file.ts';

/** What became of one file that a person looked at; `unnamed` when the entry is no path with a digest. */
type FileState = 'same' | 'unnamed' | { readonly path: string; readonly words: string };

const stateOf = async (entry: unknown, own: string, context: ReaderContext): Promise<FileState> => {
  if (!isMapping(entry) || typeof entry.path !== 'string' || typeof entry.sha256 !== 'string') return 'unnamed';
  const { path, sha256 } = entry;
  const name = plainText(path);
  if (path === own) return { path, words: `${name} is the file of the attestation itself, which shows nothing` };
  try {
    const now = await context.use(path);
    if (now.size === 0) return { path, words: `${name} is empty and shows nothing` };
    if (now.sha256 === sha256) return 'same';
    return {
      path,
      words: `${name} has the digest ${now.sha256.slice(0, 12)}…, the person saw ${sha256.slice(0, 12)}…`,
    };
  } catch (thrown) {
    if (thrown instanceof FilesError)
      return { path, words: `${name} cannot be read any more (${plainText(thrown.message)})` };
    throw thrown;
  }
};

/** Why the determination is about another system, or another version, than the one that is audited. */
const systemChanges = (draft: SheetDraft, context: ReaderContext): readonly string[] => {
  const [sheet] = context.sheetsOf('system');
  const now = (sheet?.facts ?? {}) as Readonly<Record<string, unknown>>;
  const changes: string[] = [];
  const compare = (fact: 'system' | 'systemVersion', current: unknown, what: string): void => {
    const then = draft.get(fact);
    if (typeof then !== 'string' || then === current) return;
    const today = typeof current === 'string' ? `is ${plainText(current)}` : 'is not stated';
    changes.push(`the ${what} ${today}, the person looked at ${plainText(then)}`);
  };
  compare('system', now.id, 'system');
  compare('systemVersion', now.version, 'version of the system');
  return changes;
};

/** Reads what a determination rests on, and what of it has changed since: files by digest, the system, its version. */
export const readBasis = async (
  answers: Answers,
  pointer: string,
  entry: unknown,
  context: ReaderContext,
  draft: SheetDraft,
): Promise<void> => {
  const named = isMapping(entry) && Array.isArray(entry.evidence) ? (entry.evidence as readonly unknown[]) : [];
  const source = sourceOf(answers, `${pointer}/evidence`);
  const states: FileState[] = [];
  for (const file of named) states.push(await stateOf(file, answers.file, context));
  const changed = states.flatMap((state) => (typeof state === 'string' ? [] : [state]));
  draft.set('evidenceCount', named.length, source);
  if (named.length === 0) {
    draft.lack('evidenceUnchanged', 'the attestation names no evidence');
    draft.lack('changedEvidence', 'the attestation names no evidence');
  } else {
    draft.set(
      'changedEvidence',
      changed.map(({ path }) => path),
      source,
    );
    if (changed.length > 0) draft.set('evidenceUnchanged', false, source);
    else if (states.includes('unnamed'))
      draft.lack('evidenceUnchanged', `a file is named without path or digest at ${place(source)}`);
    else draft.set('evidenceUnchanged', true, source);
  }
  if (named.length === 0 && !draft.has('system') && !draft.has('systemVersion'))
    draft.lack('changedSince', 'the attestation names nothing that could change: no file, no system, no version');
  else
    draft.set(
      'changedSince',
      [...changed.map(({ words }) => words), ...systemChanges(draft, context)],
      sourceOf(answers, pointer),
    );
};
