import { instantOf } from '../../base/time.ts';

const months = 'january february march april may june july august september october november december'.split(' ');

const monthOf = (word: string): number =>
  months.findIndex((name) => name === word || (word.length >= 3 && word.length <= 4 && name.startsWith(word)));

/**
 * The first whole date of a text, as `YYYY-MM-DD`: written so, or with the month as an English word. `03/04/2026` could be
 * two days and `June 2024` is none: both give undefined.
 */
export const dateIn = (text: string): string | undefined => {
  const iso = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(text)?.[0];
  const words =
    /\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/.exec(text) ??
    /\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})\b/.exec(text);
  const [day, month] = /^\d/.test(words?.[1] ?? '') ? [words?.[1], words?.[2]] : [words?.[2], words?.[1]];
  const at = monthOf(month?.toLowerCase() ?? '');
  const spelt = at < 0 ? undefined : `${words?.[3]}-${String(at + 1).padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return [iso, spelt].find((date) => date !== undefined && instantOf(date) !== undefined);
};
