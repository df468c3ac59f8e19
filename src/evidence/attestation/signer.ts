import { isSamePerson } from '../../base/person.ts';
import { plainText } from '../../base/plain-text.ts';
import { type EvidenceKind, populationOf } from '../../model/facts.ts';
import { verifyEntry } from '../../signing/verify-entry.ts';
import { type Answers, sourceOf } from '../answers.ts';
import type { ReaderContext } from '../reader.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { isMapping } from '../text-file.ts';

const textOf = (draft: SheetDraft, fact: string): string | undefined => {
  const value = draft.get(fact);
  return typeof value === 'string' ? value : undefined;
};

/** Reads whether an entry is signed, and what that is worth to whoever wrote the trust file. */
export const readSignature = (
  answers: Answers,
  pointer: string,
  entry: unknown,
  context: ReaderContext,
  draft: SheetDraft,
): void => {
  const state = verifyEntry(
    {
      kind: 'attestation',
      entry: isMapping(entry) ? entry : {},
      person: textOf(draft, 'by'),
      role: textOf(draft, 'role'),
      on: textOf(draft, 'attestedOn'),
    },
    context.trust,
  );
  const source = sourceOf(answers, `${pointer}/signature`);
  draft.set('signature', state.state, source);
  draft.set('signatureReason', state.reason, source);
  if (state.state === 'valid') {
    draft.set('signer', state.signer, source);
    draft.set('signerKey', state.spkiSha256, source);
  } else for (const fact of ['signer', 'signerKey']) draft.lack(fact, state.reason);
};

/** Populations whose items name their owner, with what such an item is called. */
const owned: readonly (readonly [EvidenceKind, string | undefined, string])[] = [
  ['system', undefined, 'system'],
  ['system', 'models', 'model'],
  ['model-card', undefined, 'model'],
];

/** Reads what the person owns of what is audited: whoever answers for a thing is no independent judge of it. */
export const readOwnership = (context: ReaderContext, draft: SheetDraft): void => {
  const by = textOf(draft, 'by');
  if (by === undefined) {
    draft.lack('owns', 'the attestation names no person');
    return;
  }
  const things = owned.flatMap(([kind, list, noun]) =>
    populationOf(context.sheetsOf(kind), { kind, list }).flatMap(({ item, facts }) =>
      typeof facts.owner === 'string' && isSamePerson(facts.owner, by) ? [`the ${noun} ${plainText(item)}`] : [],
    ),
  );
  draft.set('owns', [...new Set(things)].sort());
};
