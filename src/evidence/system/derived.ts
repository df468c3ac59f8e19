import { addDuration, daysBetween, instantOf } from '../../base/time.ts';
import type { Location } from '../../model/facts.ts';
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

const isOfPoint = (point: string) => (member: unknown) =>
  String(member) === point || String(member).startsWith(`${point}(`);

/**
 * Point 1 of Annex III is biometrics (Art. 43(1)). The answer follows from the points; one that contradicts them
 * withdraws the fact, because nobody can tell which of the two is wrong.
 */
const deriveBiometrics = (draft: SheetDraft, source: Location): void => {
  const points = draft.get('annexIIIPoints');
  if (!Array.isArray(points)) return;
  const listed = points.some(isOfPoint('1'));
  const answered = draft.get('biometricSystem');
  if (typeof answered !== 'boolean') draft.set('biometricSystem', listed);
  else if (answered !== listed) {
    const listing = points.length === 0 ? 'no point' : points.join(', ');
    const seen = `biometricSystem is answered ${answered ? 'yes' : 'no'}, and the points of Annex III name ${listing}`;
    draft.withdraw('biometricSystem', `${seen}: the answers contradict each other`);
    draft.problem(
      'contradiction',
      `saw that ${seen}; expected yes when point 1 is among them, and no when it is not`,
      source.file,
      source.line,
    );
  }
};

/**
 * Adds the facts of a system that follow from its answers. None follows from an answer that is unknown. `biometrics`
 * is the place of the answer that the points of Annex III may contradict.
 */
export const deriveSystemFacts = (draft: SheetDraft, modelsKnown: boolean, biometrics: Location): void => {
  fromList(draft, 'isProvider', 'roles', (roles) => roles.includes('provider'));
  fromList(draft, 'isDeployer', 'roles', (roles) => roles.includes('deployer'));
  fromList(draft, 'annexIIICount', 'annexIIIPoints', (points) => points.length);
  fromList(draft, 'annexIIIBeyondPoint2', 'annexIIIPoints', (points) => !points.every(isOfPoint('2')));
  deriveBiometrics(draft, biometrics);
  fromBoth(draft, 'gpaiNotificationDays', 'gpaiThresholdMetOn', 'gpaiNotifiedOn', daysBetween);
  fromBoth(draft, 'certificateYears', 'certificateIssuedOn', 'certificateExpiresOn', (from, until) =>
    until < from ? undefined : calendarYears(from, until),
  );
  if (modelsKnown) fromList(draft, 'modelCount', 'models', (models) => models.length);
  else draft.lack('modelCount', 'the inventory of models is not answered');
};
