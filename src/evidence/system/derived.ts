import { calendarUnits, daysBetween, instantOf } from '../../base/time.ts';
import type { FactValue, Location } from '../../model/facts.ts';
import type { AuditClock } from '../../model/policy.ts';
import type { SheetDraft } from '../sheet-draft.ts';
import { withdrawContradicted } from './contradictions.ts';

const dateOf = (draft: SheetDraft, fact: string): number | undefined => {
  const date = draft.get(fact);
  return typeof date === 'string' ? instantOf(date) : undefined;
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
  compute: (members: readonly unknown[]) => FactValue,
): void => {
  const members = draft.get(list);
  if (Array.isArray(members)) draft.set(fact, compute(members));
  else draft.lack(fact, `derived from ${list}, which is absent`);
};

const isOfPoint = (point: string) => (member: unknown) =>
  String(member) === point || String(member).startsWith(`${point}(`);

/** Whether a practice is declared among the points of a screen: an open point keeps a "no" from being known. */
const fromScreen = (draft: SheetDraft, fact: string, points: readonly string[]): void => {
  const answers = (draft.get('prohibitedPractices') as readonly Readonly<Record<string, unknown>>[]).filter(({ id }) =>
    points.includes(String(id)),
  );
  const open = answers.find(({ practiced }) => practiced === undefined);
  if (answers.some(({ practiced }) => practiced === true)) draft.set(fact, true);
  else if (open) draft.lack(fact, `derived from the screen of Art. 5(1), in which point ${String(open.id)} is open`);
  else draft.set(fact, false);
};

/** Whole months from a date to the date of the audit. */
const monthsSince = (draft: SheetDraft, fact: string, date: string, { asOf }: AuditClock): void => {
  const [from, until] = [dateOf(draft, date), instantOf(asOf)];
  if (from === undefined || until === undefined) draft.lack(fact, `derived from ${date}, which is absent`);
  else if (from > until) draft.lack(fact, `${date} lies after the audit of ${asOf}`);
  else draft.set(fact, Math.floor(calendarUnits('months', from, until)));
};

/** Whether something had happened by the date of the audit. An answer "none" says that it had not. */
const happened = (
  draft: SheetDraft,
  fact: string,
  date: string,
  none: ReadonlySet<string>,
  { asOf }: AuditClock,
): void => {
  const [at, today] = [dateOf(draft, date), instantOf(asOf)];
  if (none.has(date)) draft.set(fact, false);
  else if (at === undefined || today === undefined) draft.lack(fact, `derived from ${date}, which is absent`);
  else draft.set(fact, at <= today);
};

/** Days from the threshold to the notice; a notice that is answered "none" keeps the clock running to the date of the audit. */
const deriveNotification = (draft: SheetDraft, none: ReadonlySet<string>, { asOf }: AuditClock): void => {
  const [met, today] = [dateOf(draft, 'gpaiThresholdMetOn'), instantOf(asOf)];
  if (none.has('gpaiNotifiedOn') && met !== undefined && today !== undefined && met <= today)
    draft.set('gpaiNotificationDays', daysBetween(met, today));
  else fromBoth(draft, 'gpaiNotificationDays', 'gpaiThresholdMetOn', 'gpaiNotifiedOn', daysBetween);
};

/** Point 1 of Annex III is biometrics (Art. 43(1)): who did not answer, answered by the points. */
const deriveBiometrics = (draft: SheetDraft): void => {
  const points = draft.get('annexIIIPoints');
  if (Array.isArray(points) && typeof draft.get('biometricSystem') !== 'boolean')
    draft.set('biometricSystem', points.some(isOfPoint('1')));
};

/** Member States by their code in ISO 3166-1; `EL` is how the Union itself writes Greece. */
const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE EL ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);
const otherEeaStates: ReadonlySet<string> = new Set(['IS', 'LI', 'NO']);

const deriveEstablishment = (draft: SheetDraft): void => {
  const country = draft.get('organisationCountry');
  if (typeof country !== 'string')
    draft.lack('establishedInUnion', 'derived from organisationCountry, which is absent');
  else if (otherEeaStates.has(country))
    draft.lack('establishedInUnion', `whether the Act applies in ${country} through the EEA could not be confirmed`);
  else draft.set('establishedInUnion', memberStates.has(country));
};

/** Point 1(a) alone is remote identification; who declares the whole of point 1 has not said whether it is that. */
const deriveRemoteIdentification = (draft: SheetDraft): void => {
  const points = draft.get('annexIIIPoints');
  if (!Array.isArray(points))
    draft.lack('remoteBiometricIdentification', 'derived from annexIIIPoints, which is absent');
  else if (points.includes('1') && !points.includes('1(a)'))
    draft.lack('remoteBiometricIdentification', 'point 1 of Annex III is declared as a whole; name 1(a), 1(b) or 1(c)');
  else draft.set('remoteBiometricIdentification', points.includes('1(a)'));
};

const roleChanges = ['rebranded', 'substantiallyModified', 'purposeChanged'] as const;

/** One yes suffices (Art. 25(1)); a no needs all three. */
const deriveRoleChange = (draft: SheetDraft): void => {
  const answers = roleChanges.map((fact) => draft.get(fact));
  const open = roleChanges.find((fact) => draft.get(fact) === undefined);
  if (answers.includes(true)) draft.set('becameProvider', true);
  else if (open === undefined) draft.set('becameProvider', false);
  else draft.lack('becameProvider', `derived from ${roleChanges.join(', ')}; ${open} is absent`);
};

const deriveLogAge = (draft: SheetDraft, clock: AuditClock): void => {
  const oldest = dateOf(draft, 'oldestLogEventOn');
  const asOf = instantOf(clock.asOf);
  if (oldest === undefined || asOf === undefined)
    draft.lack('oldestLogEventMonths', 'derived from oldestLogEventOn, which is absent');
  else if (oldest > asOf) draft.lack('oldestLogEventMonths', `oldestLogEventOn lies after the audit of ${clock.asOf}`);
  else draft.set('oldestLogEventMonths', calendarUnits('months', oldest, asOf));
};

/**
 * Adds the facts of a system that follow from its answers. None follows from an answer that is unknown, or that
 * another contradicts. `source` is where a fact was answered, `none` the dates that are answered "none".
 */
export const deriveSystemFacts = (
  draft: SheetDraft,
  modelsKnown: boolean,
  source: (fact: string) => Location,
  none: ReadonlySet<string>,
  clock: AuditClock,
): void => {
  deriveBiometrics(draft);
  withdrawContradicted(draft, source);
  fromList(draft, 'isProvider', 'roles', (roles) => roles.includes('provider'));
  fromList(draft, 'isDeployer', 'roles', (roles) => roles.includes('deployer'));
  fromList(draft, 'annexIIICount', 'annexIIIPoints', (points) => points.length);
  fromList(draft, 'annexIIIBeyondPoint2', 'annexIIIPoints', (points) => !points.every(isOfPoint('2')));
  fromList(
    draft,
    'securePointsOnly',
    'annexIIIPoints',
    (points) => points.length > 0 && points.every((point) => ['1', '6', '7'].some((one) => isOfPoint(one)(point))),
  );
  fromList(draft, 'followsCodeOfConduct', 'codesOfConduct', (codes) => codes.length > 0);
  deriveEstablishment(draft);
  deriveRemoteIdentification(draft);
  deriveRoleChange(draft);
  deriveLogAge(draft, clock);
  fromList(draft, 'annexIIIAreas', 'annexIIIPoints', (points) => [
    ...new Set(points.map((point) => String(point).split('(')[0] ?? '')),
  ]);
  fromScreen(draft, 'prohibitedPracticeFound', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  fromScreen(draft, 'prohibitedMaterialFound', ['ba', 'bb']);
  deriveNotification(draft, none, clock);
  happened(draft, 'friaElementsChanged', 'friaElementsChangedOn', none, clock);
  happened(draft, 'onMarket', 'placedOnMarketOn', none, clock);
  happened(draft, 'inUse', 'firstUseOn', none, clock);
  monthsSince(draft, 'monthsInUse', 'firstUseOn', clock);
  fromBoth(draft, 'certificateYears', 'certificateIssuedOn', 'certificateExpiresOn', (from, until) =>
    until < from ? undefined : calendarUnits('years', from, until),
  );
  if (modelsKnown) fromList(draft, 'modelCount', 'models', (models) => models.length);
  else draft.lack('modelCount', 'the inventory of models is not answered');
};
