import { DAY, instantOf, isoDate } from '../base/time.ts';
import type { CheckResult, Finding, RequirementResult, WaiverResult } from '../model/generated/assessment.ts';
import type { Outcome } from '../model/outcome.ts';

/** The words of a report that stand for a value of the assessment, in one table each. */

export const severityWords = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Information',
} as const satisfies Record<Finding['severity'], string>;

export const methodWords = {
  TEST: 'Tested by computation on the evidence',
  EXAMINE: 'Examined in the evidence',
  INTERVIEW: 'Asked of a person',
} as const satisfies Record<Finding['method'], string>;

export const decidesWords = {
  machine: 'The evidence alone decides it.',
  partly: 'The evidence decides its form; its substance needs a person’s judgement.',
  person: 'Only a person can decide it; the tool records the determination.',
} as const satisfies Record<Finding['decides'], string>;

/** How a finding came about, in the few words that paper has beside each; the head of the findings says what they mean. */
export const methodShort = {
  TEST: 'tested',
  EXAMINE: 'examined',
  INTERVIEW: 'asked',
} as const satisfies Record<Finding['method'], string>;

export const decidesShort = {
  machine: 'evidence decides',
  partly: 'evidence and a person decide',
  person: 'a person decides',
} as const satisfies Record<Finding['decides'], string>;

export const stateWords = {
  'in-application': 'In application',
  upcoming: 'Not yet in application',
  always: 'In application',
} as const satisfies Record<RequirementResult['state'], string>;

export const waiverWords = {
  effective: 'Effective',
  expired: 'Expired: no effect',
  'not-yet-effective': 'Not yet effective: no effect',
  orphan: 'Matches no finding: no effect',
  'over-broad': 'Too broad: no effect',
  refused: 'Refused: no effect',
} as const satisfies Record<WaiverResult['state'], string>;

export const conditionWords = { true: 'Holds', false: 'Does not hold', unknown: 'Unknown' } as const;

/** What each outcome means, for the glossary. */
export const outcomeMeanings = {
  'not-satisfied':
    'At least one item was seen that does not show what was expected, beyond what the control tolerates.',
  errored: 'The tool itself failed while testing. Nothing follows about the system.',
  undetermined:
    'Evidence is missing, stale, unreadable or too small a sample. The reason says which. It is never a pass.',
  unattested: 'A person must decide, and no valid determination by a named person is on file.',
  'not-exercised': 'The occasion that the control tests did not arise in the period. It is never a pass.',
  satisfied: 'A population was tested, and no exception beyond the tolerance was seen.',
  'not-applicable':
    'The control does not apply to this system, on facts that are known. An unknown fact never leads here.',
} as const satisfies Record<Outcome, string>;

const comparatorWords: Readonly<Record<string, string>> = {
  is: 'is',
  isNot: 'is not',
  oneOf: 'is one of',
  noneOf: 'is none of',
  below: 'is below',
  atMost: 'is at most',
  above: 'is above',
  atLeast: 'is at least',
  before: 'is before',
  after: 'is after',
  notBefore: 'is not before',
  notAfter: 'is not after',
  includes: 'includes',
  matches: 'matches',
  present: 'is present:',
  every: 'comes at least every',
  by: 'is looked at for',
};

/** An expectation as words: `psi is below 0.2`. A comparator without words of its own is shown by its name. */
export const expectationText = (expected: CheckResult['expected'][number]): string =>
  expected.comparator === 'present'
    ? `${expected.fact} is ${expected.value === 'false' ? 'absent' : 'present'}`
    : durationWords(
        `${expected.fact} ${comparatorWords[expected.comparator] ?? expected.comparator} ${expected.value}`,
      );

const units = { D: 'day', W: 'week', M: 'month', Y: 'year' } as const;

/** ISO durations of one unit within a text, in words: `at most P92D` becomes `at most 92 days`. */
export const durationWords = (text: string): string =>
  text.replaceAll(/\bP([1-9]\d*)([DWMY])\b/g, (_all, number: string, unit: keyof typeof units) =>
    counted(Number(number), units[unit]),
  );

/** The name of a fact in a heading: abbreviations in capitals, other names as they are. */
export const factName = (fact: string): string => (fact === 'psi' ? 'PSI' : fact);

/** The name of a fact as words: `independentReviewerCount` becomes `independent reviewer count`. */
export const factWords = (fact: string): string =>
  fact === 'psi'
    ? 'PSI'
    : fact
        .replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
        .split(' ')
        .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
        .join(' ')
        .replaceAll(/ {2,}/g, ' ');

/** An identifier that reads as a sentence: `drift-was-measured` becomes `Drift was measured`. */
export const sentenceOf = (id: string): string => {
  const words = id.replaceAll(/[-_]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `2 December 2027` of `2027-12-02`; a text that is no date stays as it is. */
export const longDate = (date: string): string => {
  const instant = instantOf(date);
  if (instant === undefined) return date;
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
};

/** Dates within a sentence of ours in words. Not for text that quotes evidence, in which a date can be part of a name. */
export const dateWords = (text: string): string =>
  text.replaceAll(/(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-]|\.[\w.])/g, longDate);

/** The last day of a half-open period `[start, end)`: the day before `end`. */
export const lastDay = (period: { readonly end: string }): string => {
  const end = instantOf(period.end);
  return end === undefined ? period.end : isoDate(end - DAY);
};

/** `1 control`, `3 controls`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** Names in the order of their code units, which is the same on every machine. */
export const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `file:line`, or the file alone. */
export const placeText = (at: { readonly file: string; readonly line?: number | undefined }): string =>
  at.line === undefined ? at.file : `${at.file}:${at.line}`;

/** A check and the checks of its groups, leaves only, in order. */
export const leafChecks = (checks: readonly CheckResult[]): readonly CheckResult[] =>
  checks.flatMap((check) => (check.checks && check.checks.length > 0 ? leafChecks(check.checks) : [check]));
