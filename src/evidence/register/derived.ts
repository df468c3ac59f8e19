import { isSamePerson } from '../../base/person.ts';
import { daysBetween, instantOf } from '../../base/time.ts';
import type { AuditClock } from '../../model/policy.ts';
import { setInPeriod } from '../period.ts';
import type { RecordDraft } from '../sheet-draft.ts';
import { type RegisterType, rowDate } from './columns.ts';

/** Days from one date to another. An end that lies more than `early` days before its beginning is a mistake, and no duration. */
const days = (record: RecordDraft, fact: string, first: string, second: string, early = 0): void => {
  const [from, until] = [first, second].map((name) => {
    const date = record.get(name);
    return typeof date === 'string' ? instantOf(date) : undefined;
  });
  if (from === undefined || until === undefined)
    record.lack(fact, `derived from ${first} and ${second}; ${from === undefined ? first : second} is absent`);
  else if (daysBetween(from, until) < -early)
    record.lack(fact, `derived from ${first} and ${second}; ${second} lies before ${first}`);
  else record.set(fact, daysBetween(from, until));
};

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

/** Approved by somebody who neither wrote nor deployed the change; unknown when one of the three is. */
const independence = (record: RecordDraft): void => {
  const [author, approvedBy, deployedBy] = ['author', 'approvedBy', 'deployedBy'].map((name) => record.get(name));
  if (typeof author === 'string' && typeof approvedBy === 'string' && typeof deployedBy === 'string')
    record.set('approverIndependent', !isSamePerson(approvedBy, author) && !isSamePerson(approvedBy, deployedBy));
  else record.lack('approverIndependent', 'derived from author, approvedBy and deployedBy; one of them is absent');
};

/** Access may be taken away before somebody leaves, but not longer before than a notice runs, in days. */
const longestNotice = 184;

/** Adds the facts of a row that follow from its cells. */
export const deriveRowFacts = (type: RegisterType, record: RecordDraft, clock: AuditClock): void => {
  // An incident belongs to the period in which it occurred, and to the one in which it became known.
  setInPeriod(record, type === 'incidents' ? [rowDate.incidents, 'awareOn'] : [rowDate[type]], clock);
  if (type === 'incidents') {
    days(record, 'daysToReport', 'awareOn', 'reportedOn');
    reportingDays(record, clock.asOf);
    days(record, 'daysToAcknowledge', 'occurredOn', 'acknowledgedOn');
    days(record, 'daysToResolve', 'occurredOn', 'resolvedOn');
  }
  if (type === 'deployments') independence(record);
  if (type === 'access-changes') days(record, 'daysToChange', 'effectiveOn', 'accessChangedOn', longestNotice);
};
