import { plainText } from '../base/plain-text.ts';
import { addDuration, DAY, type Duration, instantOf, isoDate, parseDuration } from '../base/time.ts';
import type { FactRecord } from '../model/facts.ts';
import type { ItemResult } from '../model/generated/assessment.ts';
import { quoted } from './judge.ts';
import { type Bindings, textOf } from './operands.ts';

/** Midnight of a date of the audit; throws on a clock that holds none, which the command line refuses beforehand. */
export const clockInstant = (date: string): number => {
  const instant = instantOf(date);
  if (instant === undefined) throw new TypeError(`expected a date, saw ${date}`);
  return instant;
};

/** A duration, or the one that a parameter holds; throws when it holds none, which lint refuses beforehand. */
export const durationOf = (
  operand: string | { readonly param: string },
  bindings: Bindings,
): { readonly text: string; readonly duration: Duration } => {
  const text = textOf(operand, bindings);
  const duration = parseDuration(text);
  if (!duration) throw new TypeError(`expected a duration such as P31D, saw ${text}`);
  return { text, duration };
};

/** Whether something that happened at `from` is at most `duration` old at `until`. */
export const isWithin = (from: number, duration: Duration, until: number): boolean =>
  addDuration(from, duration) >= until;

/** An item with its date. */
export interface Dated {
  readonly record: FactRecord;
  readonly at: number;
}

/** Items split by their date at the day of the audit. What is dated later did not exist then, and proves nothing. */
export interface DatedItems {
  readonly dated: readonly Dated[];
  readonly undated: readonly ItemResult[];
  readonly future: readonly ItemResult[];
}

/** Reads the date fact of each item. `asOf` is the last day that counts, and `day` what to call it. */
export const datedItems = (records: readonly FactRecord[], at: string, asOf: string, day = 'the audit'): DatedItems => {
  const nextDay = clockInstant(asOf) + DAY;
  const dated: Dated[] = [];
  const undated: ItemResult[] = [];
  const future: ItemResult[] = [];
  for (const record of records) {
    const value = record.facts[at];
    const instant = typeof value === 'string' ? instantOf(value) : undefined;
    if (instant !== undefined && instant < nextDay) {
      dated.push({ record, at: instant });
      continue;
    }
    const source = record.sourceOf(at);
    const absence = record.absenceOf(at);
    const seen =
      value === undefined ? `absent${absence === undefined ? '' : ` (${quoted(absence)})`}` : quoted(String(value));
    const result = (reason: string, expected: string): ItemResult => ({
      item: plainText(record.item),
      evidence: record.evidence,
      reason,
      shows: [{ fact: at, seen, expected, ...(source && { at: source }) }],
    });
    if (instant === undefined) undated.push(result(`${at} is ${seen}, expected a date`, 'a date'));
    else future.push(result(`dated after ${day}: ${at} is ${seen}, ${day} is of ${asOf}`, `not after ${asOf}`));
  }
  dated.sort((left, right) => left.at - right.at);
  return { dated, undated, future };
};

/** `2026-05-01` of an instant. */
export const dayText = (instant: number): string => isoDate(instant);
