import { DAY, instantOf } from '../base/time.ts';
import type { AuditClock } from '../model/policy.ts';
import type { RecordDraft } from './sheet-draft.ts';

/**
 * Sets `inPeriod`: whether one of the dates of a record lies in the period. The first of `facts` dates the record. What is
 * dated after the audit had not happened then, so that nobody can tell; a record without that date cannot be told either.
 */
export const setInPeriod = (record: RecordDraft, facts: readonly [string, ...string[]], clock: AuditClock): void => {
  const instants = facts.map((fact) => {
    const date = record.get(fact);
    return typeof date === 'string' ? instantOf(date) : undefined;
  });
  const [start, end, asOf] = [clock.period.start, clock.period.end, clock.asOf].map(instantOf);
  const [first] = instants;
  if (first === undefined || start === undefined || end === undefined || asOf === undefined)
    record.lack('inPeriod', `derived from ${facts[0]}, which is absent`);
  else if (first >= asOf + DAY)
    record.lack('inPeriod', `${facts[0]} is ${String(record.get(facts[0]))}, after the audit of ${clock.asOf}`);
  else
    record.set(
      'inPeriod',
      instants.some((at) => at !== undefined && at >= start && at < end && at < asOf + DAY),
    );
};
