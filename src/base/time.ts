/** A calendar date, `YYYY-MM-DD`, always read as UTC. */
export type IsoDate = string;
/** An instant, `YYYY-MM-DDTHH:MM:SSZ` (RFC 3339). */
export type IsoInstant = string;

/** Milliseconds of a day in UTC, which knows no other. */
export const DAY = 86_400_000;

const readInstant = (text: string): number | undefined => {
  const date = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text);
  if (!date) return undefined;
  const midnight = Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
  if (isoDate(midnight) !== text.slice(0, 10)) return undefined;
  const milliseconds = date[4] === undefined ? midnight : Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
};

const known = new Map<string, number | undefined>();
const mostKnown = 10_000;

/**
 * Milliseconds since 1970 of a date or an instant with a zone; undefined when the text is neither, or names no real day.
 * Days are few and are read again for every control, so those that were
 * read are remembered.
 */
export const instantOf = (text: string): number | undefined => {
  if (text.length !== 10) return readInstant(text);
  const before = known.get(text);
  if (before !== undefined || known.has(text)) return before;
  const instant = readInstant(text);
  if (known.size < mostKnown) known.set(text, instant);
  return instant;
};

/** An ISO 8601 duration of whole days: `P31D`, `P6M`, `P1Y`. Months and years stay calendar units. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

/** Parses `PnYnMnWnD`; undefined when the text is none, or is empty (`P`). Times of day are not accepted. */
export const parseDuration = (text: string): Duration | undefined => {
  const match = /^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?$/.exec(text);
  if (!match || text === 'P') return undefined;
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0));
  return { years: years ?? 0, months: months ?? 0, days: (days ?? 0) + 7 * (weeks ?? 0) };
};

/** The instant that lies `duration` after `from`; a month that is too short ends on its last day. `sign` -1 goes back. */
export const addDuration = (from: number, duration: Duration, sign: 1 | -1 = 1): number => {
  const start = new Date(from);
  const months = start.getUTCMonth() + sign * (duration.years * 12 + duration.months);
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const timeOfDay = ((from % DAY) + DAY) % DAY;
  return (
    Date.UTC(start.getUTCFullYear(), months, Math.min(start.getUTCDate(), lastDay)) +
    timeOfDay +
    sign * duration.days * DAY
  );
};

/** Whole and part days between two instants. */
export const daysBetween = (from: number, until: number): number => (until - from) / DAY;

/**
 * Calendar years or months from one instant to a later one; the last, unfinished one counts by its share of days. Four
 * decimals. A month that is too short ends on its last day.
 */
export const calendarUnits = (unit: 'years' | 'months', from: number, until: number): number => {
  const after = (count: number): number => addDuration(from, { years: 0, months: 0, days: 0, [unit]: count });
  let whole = 0;
  while (after(whole + 1) <= until) whole += 1;
  const share = (until - after(whole)) / (after(whole + 1) - after(whole));
  return Math.round((whole + share) * 10_000) / 10_000;
};

/** `YYYY-MM-DD` of an instant, in UTC. */
export const isoDate = (instant: number): IsoDate => new Date(instant).toISOString().slice(0, 10);

/** `YYYY-MM-DDTHH:MM:SSZ` of an instant, whole seconds. */
export const isoInstant = (instant: number): IsoInstant => `${new Date(instant).toISOString().slice(0, 19)}Z`;
