import { isSamePerson } from '../../base/person.ts';
import { DAY, daysBetween, instantOf } from '../../base/time.ts';
import { setInPeriod } from '../period.ts';
import type { RecordDraft } from '../sheet-draft.ts';
import { type RegisterType, rowDate } from './columns.ts';
import { instantIn, type RowContext, setDays, setMonths, setOpenInPeriod, setRunningDays } from './durations.ts';

type Derive = (record: RecordDraft, context: RowContext) => void;

/** An incident that was never reported keeps counting, up to the date of the audit. */
const reportingDays = (record: RecordDraft, asOf: string): void => {
  const [aware, reported] = ['awareOn', 'reportedOn'].map((name) => record.get(name));
  const from = typeof aware === 'string' ? instantOf(aware) : undefined;
  const until = instantOf(typeof reported === 'string' ? reported : asOf);
  if (from === undefined || until === undefined) record.lack('reportingDays', 'derived from awareOn, which is absent');
  else if (until < from)
    record.lack('reportingDays', 'derived from awareOn and reportedOn; reportedOn lies before awareOn');
  else record.set('reportingDays', daysBetween(from, until));
};

/** Sets a fact from others that must all be there; without one of them it is unknown. */
const setFrom = (
  record: RecordDraft,
  fact: string,
  from: readonly string[],
  of: (...values: readonly unknown[]) => boolean | number | string,
): void => {
  const absent = from.find((name) => !record.has(name));
  if (absent === undefined) record.set(fact, of(...from.map(record.get)));
  else record.lack(fact, `derived from ${from.join(', ')}; ${absent} is absent`);
};

const isOther = (person: unknown, other: unknown): boolean => !isSamePerson(String(person), String(other));

/** Access may be taken away, and a person be screened, before the date that counts, but not longer before than this, in days. */
const longestNotice = 184;

const incident: Derive = (record, context) => {
  setDays(record, 'daysToReport', 'awareOn', 'reportedOn');
  reportingDays(record, context.clock.asOf);
  setDays(record, 'daysToAcknowledge', 'occurredOn', 'acknowledgedOn');
  setDays(record, 'daysToResolve', 'occurredOn', 'resolvedOn');
  setDays(record, 'daysToDetect', 'occurredOn', 'awareOn');
  setRunningDays(record, 'reviewDays', 'resolvedOn', 'reviewedOn', context);
  setRunningDays(record, 'daysToInformProvider', 'awareOn', 'providerInformedOn', context);
  setRunningDays(record, 'daysToSuspend', 'awareOn', 'suspendedOn', context);
  setRunningDays(record, 'daysToInformAiOffice', 'awareOn', 'aiOfficeInformedOn', context);
  const initial = record.get('initialReport');
  if (initial === true) setRunningDays(record, 'daysToCompleteReport', 'reportedOn', 'completeReportOn', context);
  else if (initial === false) record.lack('daysToCompleteReport', 'the report was complete at once');
  else record.lack('daysToCompleteReport', 'derived from initialReport, which is absent');
};

/** Hours from a use to the request for its authorisation: to the end of the day of the audit while there is none. */
const biometricUse: Derive = (record, { clock, isBlank }) => {
  const used = instantIn(record, 'usedAt');
  const requested = isBlank('requestedAt') ? (instantOf(clock.asOf) ?? 0) + DAY : instantIn(record, 'requestedAt');
  if (used === undefined || requested === undefined)
    record.lack(
      'hoursToRequest',
      `derived from usedAt and requestedAt; ${used === undefined ? 'usedAt' : 'requestedAt'} is absent`,
    );
  else record.set('hoursToRequest', daysBetween(used, requested) * 24);
};

/** Persons, not names: somebody who is written twice verified once. */
const verifiers: Derive = (record) =>
  setFrom(record, 'verifierCount', ['verifiedBy'], (named) => {
    const names = (named as readonly unknown[]).map(String);
    return names.filter((name, index) => names.slice(0, index).every((other) => isOther(name, other))).length;
  });

/** One answer can decide alone: what is not open source is never exempt, and no general-purpose model is (Art. 25(4)). */
const exemption: Derive = (record) => {
  const [open, model] = [record.get('openSource'), record.get('generalPurposeModel')];
  if (open === false || model === true) record.set('agreementExempt', false);
  else
    setFrom(record, 'agreementExempt', ['openSource', 'generalPurposeModel'], (isOpen, isModel) =>
      Boolean(isOpen && !isModel),
    );
};

/** Whether a date of the row lies in the period; an empty cell says that it has not come, and a date after the audit says nothing. */
const setDatedInPeriod = (
  record: RecordDraft,
  fact: string,
  date: string,
  { clock, isBlank }: RowContext,
  whenBlank: boolean | undefined,
): void => {
  const at = instantIn(record, date);
  if (at !== undefined && at < (instantOf(clock.asOf) ?? 0) + DAY)
    record.set(fact, at >= (instantOf(clock.period.start) ?? 0) && at < (instantOf(clock.period.end) ?? 0));
  else if (isBlank(date) && whenBlank !== undefined) record.set(fact, whenBlank);
  else record.lack(fact, `derived from ${date}, which is ${at === undefined ? 'absent' : 'after the audit'}`);
};

const personnel: Derive = (record, context) => {
  const { clock, isBlank } = context;
  setDatedInPeriod(record, 'startedInPeriod', 'startedOn', context, undefined);
  // A last day that is agreed and lies ahead is no leaving yet.
  const left = instantIn(record, 'leftOn');
  const ahead = left !== undefined && left >= (instantOf(clock.asOf) ?? 0) + DAY;
  if (ahead) record.set('leftInPeriod', false);
  else setDatedInPeriod(record, 'leftInPeriod', 'leftOn', context, false);
  if (left !== undefined || isBlank('leftOn'))
    record.set('employed', left === undefined || left >= (instantOf(clock.asOf) ?? 0));
  else record.lack('employed', 'derived from leftOn, which is absent');
  setDays(record, 'daysToScreen', 'startedOn', 'screenedOn', longestNotice);
};

const retention = (record: RecordDraft, data: string): void =>
  setFrom(record, 'retention', [data, 'retentionDays'], (kind, days) => `${String(kind)}: ${String(days)} days`);

const disposal: Derive = (record, context) => {
  const { clock, isBlank } = context;
  const [since, days, disposed] = [
    instantIn(record, 'heldSince'),
    record.get('retentionDays'),
    instantIn(record, 'disposedOn'),
  ];
  const until = isBlank('disposedOn') ? instantOf(clock.asOf) : disposed;
  retention(record, 'data');
  if (since === undefined || typeof days !== 'number' || until === undefined) {
    for (const fact of ['overdueDays', 'dueInPeriod'])
      record.lack(fact, 'derived from heldSince, retentionDays and disposedOn; one of them is absent');
    return;
  }
  if (until < since)
    record.lack('overdueDays', 'derived from heldSince and disposedOn; the end lies before the beginning');
  else record.set('overdueDays', daysBetween(since, until) - days);
  const [start, end, asOf] = [clock.period.start, clock.period.end, clock.asOf].map((day) => instantOf(day) ?? 0);
  const due = since + days * DAY;
  if (disposed !== undefined && disposed >= (asOf ?? 0) + DAY)
    record.lack('dueInPeriod', `disposedOn is after the audit of ${clock.asOf}`);
  else
    record.set(
      'dueInPeriod',
      disposed === undefined
        ? due < (end ?? 0) && due <= (asOf ?? 0)
        : disposed >= (start ?? 0) && Math.min(due, disposed) < (end ?? 0),
    );
};

const snapshot: Derive = (record, { isBlank }) => {
  setFrom(record, 'asExpected', ['expected', 'seen'], (expected, seen) => expected === seen);
  const asExpected = record.get('asExpected');
  if (asExpected === undefined) record.lack('accountedFor', 'derived from asExpected, which is absent');
  else if (asExpected === true || record.has('deviationApprovedBy')) record.set('accountedFor', true);
  else if (isBlank('deviationApprovedBy')) record.set('accountedFor', false);
  else record.lack('accountedFor', 'the value deviates, and deviationApprovedBy is absent');
};

/** Nothing may be collected on a choice that was refused, or that came later. */
const consent: Derive = (record, context) => {
  const { isBlank } = context;
  const choice = record.get('choice');
  const [obtained, collected] = [instantIn(record, 'obtainedOn'), instantIn(record, 'collectedOn')];
  if (choice === undefined || (collected === undefined && !isBlank('collectedOn')))
    record.lack('lawful', 'derived from choice, obtainedOn and collectedOn; one of them is absent');
  else if (collected === undefined) record.set('lawful', true);
  else if (choice === 'refused') record.set('lawful', false);
  else if (obtained === undefined) record.lack('lawful', 'derived from obtainedOn, which is absent');
  else record.set('lawful', obtained <= collected);
  if (isBlank('withdrawnOn')) record.set('daysToStop', 0);
  else setRunningDays(record, 'daysToStop', 'withdrawnOn', 'stoppedOn', context);
};

const dataRequest: Derive = (record, context) => {
  setOpenInPeriod(record, 'openInPeriod', 'receivedOn', 'answeredOn', context);
  setRunningDays(record, 'answerDays', 'receivedOn', 'answeredOn', context);
  const result = record.get('result');
  if (result === 'granted' || (result !== undefined && record.has('reason'))) record.set('reasoned', true);
  else if (result !== undefined && context.isBlank('reason')) record.set('reasoned', false);
  else
    record.lack('reasoned', `derived from result and reason; ${result === undefined ? 'result' : 'reason'} is absent`);
};

const disclosure: Derive = (record, context) => {
  const { authorised } = { authorised: record.get('authorised') };
  const known = authorised === false ? 'detectedOn' : 'disclosedOn';
  if (authorised === undefined) record.lack('daysToRecord', 'derived from authorised, which is absent');
  else setRunningDays(record, 'daysToRecord', known, 'recordedOn', context);
  setRunningDays(record, 'subjectNoticeDays', 'detectedOn', 'subjectsToldOn', context);
  setRunningDays(record, 'authorityNoticeDays', 'detectedOn', 'authorityToldOn', context);
};

/** The facts of a row that follow from its cells, by type; one that is not named has only `inPeriod`. */
const derivations: Partial<Record<RegisterType, Derive>> = {
  incidents: incident,
  deployments: (record) =>
    setFrom(
      record,
      'approverIndependent',
      ['author', 'approvedBy', 'deployedBy'],
      (author, approver, deployer) => isOther(approver, author) && isOther(approver, deployer),
    ),
  'access-changes': (record) => setDays(record, 'daysToChange', 'effectiveOn', 'accessChangedOn', longestNotice),
  personnel,
  'configuration-snapshots': snapshot,
  vulnerabilities: (record, context) => {
    setOpenInPeriod(record, 'openInPeriod', 'foundOn', 'fixedOn', context);
    setRunningDays(record, 'openDays', 'foundOn', 'fixedOn', context);
  },
  'restore-tests': (record) =>
    setFrom(
      record,
      'withinObjective',
      ['objectiveHours', 'restoredHours'],
      (objective, taken) => Number(taken) <= Number(objective),
    ),
  reconciliations: (record) =>
    setFrom(
      record,
      'unexplained',
      ['expectedCount', 'actualCount', 'explainedCount'],
      (expected, actual, explained) => Math.abs(Number(expected) - Number(actual)) - Number(explained),
    ),
  'data-inventory': (record) => retention(record, 'id'),
  consents: consent,
  'data-requests': dataRequest,
  disclosures: disclosure,
  disposals: disposal,
  'emergency-changes': (record, context) => {
    setRunningDays(record, 'reviewDays', 'madeOn', 'reviewedOn', context);
    setFrom(record, 'reviewerIndependent', ['author', 'reviewedBy'], (author, reviewer) => isOther(reviewer, author));
  },
  deficiencies: (record, context) => {
    setOpenInPeriod(record, 'openInPeriod', 'foundOn', 'closedOn', context);
    setRunningDays(record, 'openDays', 'foundOn', 'closedOn', context);
    setRunningDays(record, 'daysToReport', 'foundOn', 'reportedOn', context);
  },
  'corrective-actions': (record, context) => {
    setRunningDays(record, 'daysToAct', 'foundOn', 'actedOn', context);
    setRunningDays(record, 'daysToInform', 'foundOn', 'operatorsInformedOn', context);
    setRunningDays(record, 'daysToInformAuthority', 'riskKnownOn', 'authorityInformedOn', context);
  },
  'real-world-tests': (record, context) => {
    setDays(record, 'daysFromSubmission', 'submittedOn', 'startedOn');
    setMonths(record, 'months', 'startedOn', 'endedOn', context);
    setMonths(record, 'extensionNoticeMonths', 'startedOn', 'extensionNotifiedOn');
  },
  identifications: verifiers,
  'authority-requests': (record) =>
    setFrom(record, 'checkerIndependent', ['preparedBy', 'checkedBy'], (author, checker) => isOther(checker, author)),
  vendors: exemption,
  components: exemption,
  'explanation-requests': (record, context) =>
    setRunningDays(record, 'answerDays', 'receivedOn', 'answeredOn', context),
  'biometric-uses': biometricUse,
  'security-events': (record, context) => setRunningDays(record, 'triageDays', 'detectedOn', 'triagedOn', context),
};

/** Adds the facts of a row that follow from its cells. */
export const deriveRowFacts = (type: RegisterType, record: RecordDraft, context: RowContext): void => {
  const { clock } = context;
  // An incident belongs to the period in which it occurred, and to the one in which it became known.
  if (type === 'personnel') setOpenInPeriod(record, 'inPeriod', 'startedOn', 'leftOn', context);
  else
    setInPeriod(
      record,
      type === 'incidents'
        ? [rowDate.incidents, 'awareOn']
        : type === 'disclosures'
          ? [rowDate.disclosures, 'detectedOn']
          : [rowDate[type]],
      clock,
    );
  derivations[type]?.(record, context);
};
