import type { RecordDraft } from '../sheet-draft.ts';

const bare = (text: string): string => text.toLowerCase().replace(/[\s\p{Pd}]+/gu, ' ');

const isHigh = /\bhigh risk\b/;
const isDenied = /\b(not|non|no|never|neither|without)\b[^.;]{0,40}\bhigh risk\b/;
const isLow = /\b(minimal|limited|low|no) risk\b/;
const isNegated = /\b(not|non|never|neither|no|without)\b|n't\b/;

/** Whether a text names a system high-risk; undefined when it says neither, or may say both. */
export const namesHighRisk = (text: string): boolean | undefined => {
  const said = bare(text);
  const denied = isDenied.test(said) || isLow.test(said);
  if (!isHigh.test(said.replace(isDenied, ''))) return denied ? false : undefined;
  return denied || isNegated.test(said) ? undefined : true;
};

/** Adds what the risk classification of a card comes to. It is compared with the system's own answers, never believed. */
export const deriveHighRisk = (draft: RecordDraft): void => {
  const stated = draft.get('riskClassification');
  const high = typeof stated === 'string' ? namesHighRisk(stated) : undefined;
  if (high !== undefined) draft.set('declaresHighRisk', high);
  else
    draft.lack(
      'declaresHighRisk',
      typeof stated === 'string'
        ? 'the risk classification does not say clearly whether the system is high-risk'
        : 'derived from riskClassification, which is absent',
    );
};
