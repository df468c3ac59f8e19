import { draftSheet, type RecordDraft, type SheetDraft } from '../sheet-draft.ts';

/** A card under construction: a sheet that also remembers by which rule each fact was read. */
export interface CardDraft extends SheetDraft {
  /** Says by which rule the facts that follow are read, such as `heading "Uses"`. */
  readonly by: (rule: string) => void;
  /** Fact, or `list/index` -> rule. Only what a person asks `plumbline card`; no policy sees it. */
  readonly rules: ReadonlyMap<string, string>;
  /** Says why the card itself does not state a fact. A reason that the governance block gave, because it was asked, stays. */
  readonly lackAt: (fact: string, reason: string) => void;
  /** As `lackAt`, for a fact that the card has no trace of: the reason adds that no governance block says it either. */
  readonly lackHere: (fact: string, reason: string) => void;
}

/** The reasons of a governance block in which the question was asked and not answered. */
const asked = /^(answered|left|could not|the list|a member)/;

/** Starts the card of a model that `path` describes. */
export const draftCard = (path: string): CardDraft => {
  const sheet = draftSheet('model-card', path, '');
  const rules = new Map<string, string>();
  let rule = '';
  const lackAt = (fact: string, reason: string): void => {
    if (!asked.test(sheet.whyAbsent(fact) ?? '')) sheet.lack(fact, reason);
  };
  return {
    ...sheet,
    rules,
    lackAt,
    lackHere: (fact, reason) => {
      const given = sheet.whyAbsent(fact) ?? '';
      lackAt(fact, /^(\S+ has no|no) governance block/.test(given) ? `${reason}, and ${given}` : reason);
    },
    by: (words) => {
      rule = words;
    },
    set: (fact, value, source) => {
      rules.set(fact, rule);
      sheet.set(fact, value, source);
    },
    add: (list, id, source): RecordDraft => {
      const record = sheet.add(list, id, source);
      rules.set(`${list}/${(sheet.get(list) as readonly unknown[]).length - 1}`, rule);
      return record;
    },
  };
};
