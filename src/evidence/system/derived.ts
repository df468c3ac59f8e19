import { addDuration, daysBetween, instantOf } from '../../base/time.ts';
import type { SheetDraft } from '../sheet-draft.ts';

const dateOf = (draft: SheetDraft, fact: string): number | undefined => {
  const date = draft.get(fact);
  return typeof date === 'string' ? instantOf(date) : undefined;
};

/** Calendar years from one instant to a later one; the last, unfinished year counts by its share of days. Four decimals. */
export const calendarYears = (from: number, until: number): number => {
  const after = (years: number): number => addDuration(from, { years, months: 0, days: 0 });
  let whole = 0;
  while (after(whole + 1) <= until) whole += 1;
  const share = (until - after(whole)) / (after(whole + 1) - after(whole));
  return Math.round((whole + share) * 10_000) / 10_000;
};

/** A fact of two others; when one of them is absent, so is this, and says which. */
const fromBoth = (
  draft: SheetDraft,
  fact: string,
  first: string,
  second: string,
  compute: (from: number, until: number) => number | undefined,
): void => {
  const from = dateOf(draft, first);
  const until = dateOf(draft, second);
  if (from === undefined || until === undefined) {
    draft.lack(fact, `derived from ${first} and ${second}; ${from === undefined ? first : second} is absent`);
    return;
  }
  const value = compute(from, until);
  if (value === undefined) draft.lack(fact, `${second} lies before ${first}`);
  else draft.set(fact, value);
};

const fromList = (
  draft: SheetDraft,
  fact: string,
  list: string,
  compute: (members: readonly unknown[]) => boolean | number,
): void => {
  const members = draft.get(list);
  if (Array.isArray(members)) draft.set(fact, compute(members));
  else draft.lack(fact, `derived from ${list}, which is absent`);
};

/** Adds the facts of a system that follow from its answers. None follows from an answer that is unknown. */
export const deriveSystemFacts = (draft: SheetDraft, modelsKnown: boolean): void => {
  fromList(draft, 'isProvider', 'roles', (roles) => roles.includes('provider'));
  fromList(draft, 'isDeployer', 'roles', (roles) => roles.includes('deployer'));
  fromList(draft, 'annexIIICount', 'annexIIIPoints', (points) => points.length);
  fromBoth(draft, 'gpaiNotificationDays', 'gpaiThresholdMetOn', 'gpaiNotifiedOn', daysBetween);
  fromBoth(draft, 'certificateYears', 'certificateIssuedOn', 'certificateExpiresOn', (from, until) =>
    until < from ? undefined : calendarYears(from, until),
  );
  if (modelsKnown) fromList(draft, 'modelCount', 'models', (models) => models.length);
  else draft.lack('modelCount', 'the inventory of models is not answered');
};
