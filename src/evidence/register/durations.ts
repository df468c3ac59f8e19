import { calendarUnits, daysBetween, instantOf } from '../../base/time.ts';
import type { AuditClock } from '../../model/policy.ts';
import type { RecordDraft } from '../sheet-draft.ts';

/** What a row's derived facts need besides the row. */
export interface RowContext {
  readonly clock: AuditClock;
  /** Whether the cell of a fact is there and was left empty: there is no such date yet. */
  readonly isBlank: (fact: string) => boolean;
}

/** The instant of a date of a row; undefined when it is absent. */
export const instantIn = (record: RecordDraft, fact: string): number | undefined => {
  const date = record.get(fact);
  return typeof date === 'string' ? instantOf(date) : undefined;
};

/**
 * Sets the days from one date to another. An end that lies more than `early` days before its beginning is a mistake, and no
 * duration.
 */
export const setDays = (record: RecordDraft, fact: string, first: string, second: string, early = 0): void => {
  const [from, until] = [instantIn(record, first), instantIn(record, second)];
  if (from === undefined || until === undefined)
    record.lack(fact, `derived from ${first} and ${second}; ${from === undefined ? first : second} is absent`);
  else if (daysBetween(from, until) < -early)
    record.lack(fact, `derived from ${first} and ${second}; ${second} lies before ${first}`);
  else record.set(fact, daysBetween(from, until));
};

/**
 * Sets the days from one date to another that may not have come yet: while the second is left empty the clock runs on, up to the
 * date of the audit. A second date that could not be read, or has no column, is unknown and stops nothing.
 */
export const setRunningDays = (
  record: RecordDraft,
  fact: string,
  first: string,
  second: string,
  { clock, isBlank }: RowContext,
): void => {
  const from = instantIn(record, first);
  const until = isBlank(second) ? instantOf(clock.asOf) : instantIn(record, second);
  if (from === undefined) record.lack(fact, `derived from ${first}, which is absent`);
  else if (until === undefined) record.lack(fact, `derived from ${second}, which is absent`);
  else if (until < from)
    record.lack(
      fact,
      `derived from ${first} and ${second}; ${isBlank(second) ? 'the audit' : second} lies before ${first}`,
    );
  else record.set(fact, daysBetween(from, until));
};

/** Sets the calendar months from one date to another, the last and unfinished one by its share of days; `running` as above. */
export const setMonths = (
  record: RecordDraft,
  fact: string,
  first: string,
  second: string,
  running?: RowContext,
): void => {
  if (running) setRunningDays(record, fact, first, second, running);
  else setDays(record, fact, first, second);
  const from = instantIn(record, first);
  const until = instantIn(record, second) ?? (running && instantOf(running.clock.asOf));
  if (record.has(fact) && from !== undefined && until !== undefined)
    record.set(fact, calendarUnits('months', from, until));
};

/**
 * Sets whether something that was opened and may have been closed was open at some time in the period. What was opened after the
 * audit had not happened then; nobody can tell.
 */
export const setOpenInPeriod = (
  record: RecordDraft,
  fact: string,
  opened: string,
  closed: string,
  { clock, isBlank }: RowContext,
): void => {
  const [start, end, asOf] = [clock.period.start, clock.period.end, clock.asOf].map((day) => instantOf(day) ?? 0);
  const [from, until] = [instantIn(record, opened), instantIn(record, closed)];
  if (from === undefined) record.lack(fact, `derived from ${opened}, which is absent`);
  else if (from > (asOf ?? 0))
    record.lack(fact, `${opened} is ${String(record.get(opened))}, after the audit of ${clock.asOf}`);
  else if (from >= (end ?? 0)) record.set(fact, false);
  else if (isBlank(closed)) record.set(fact, true);
  else if (until === undefined) record.lack(fact, `derived from ${closed}, which is absent`);
  else record.set(fact, until >= (start ?? 0));
};
