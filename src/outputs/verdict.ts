import { plainText } from '../base/plain-text.ts';
import type { Assessment } from '../model/generated/assessment.ts';
import { type Outcome, outcomes } from '../model/outcome.ts';
import { admittedByFlag, projectLayer } from '../model/policy.ts';
import { looksAhead, outcomeCounts } from './groups.ts';
import { counted, longDate } from './words.ts';

/** What an audit says in a headline and a few sentences, from the same counts that every output shows. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly headline: string;
  /** What was left out, loosened or replaced, by whom, and who admits it: it is read with the headline. Empty when nothing was. */
  readonly tailored: string;
  /** What came of the controls that apply today. */
  readonly sentence: string;
  /** What does not apply, and what applies later; empty when there is nothing of either. */
  readonly aside: string;
  readonly gate: string;
}

/** How many there are of each outcome; an outcome that is not named has none. */
export type Counts = Readonly<Partial<Record<Outcome, number>>>;

const headlines = {
  'not-satisfied': 'Exceptions were noted.',
  errored: 'The audit could not be completed.',
  undetermined: 'Some controls could not be tested.',
  unattested: 'A person’s determination is awaited.',
  'not-exercised': 'No exceptions were noted; some controls had no occasion to act.',
  satisfied: 'No exceptions were noted in what was tested.',
  'not-applicable': 'No control applies.',
} as const satisfies Record<Outcome, string>;

const clauses = {
  'not-satisfied': (n) => `${n} ${n === 1 ? 'shows' : 'show'} exceptions`,
  errored: (n) => `${n} failed to run`,
  undetermined: (n) => `${n} could not be tested`,
  unattested: (n) => `${n} ${n === 1 ? 'awaits' : 'await'} a person`,
  'not-exercised': (n) => `${n} had no occasion to act`,
  satisfied: (n) => `${n} ${n === 1 ? 'is' : 'are'} satisfied as tested here`,
  'not-applicable': (n) => `${n} ${n === 1 ? 'does' : 'do'} not apply to this system`,
} as const satisfies Record<Outcome, (number: number) => string>;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** `17 show exceptions, 2 could not be tested and 23 are satisfied as tested here`. Outcomes that nobody has are left out. */
export const countsText = (counts: Counts): string =>
  listed(outcomes.flatMap((outcome) => ((counts[outcome] ?? 0) > 0 ? [clauses[outcome](counts[outcome] ?? 0)] : [])));

/** All of them together. */
export const total = (counts: Counts): number => outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);

/** What the exit code rests on. Reasons beside findings, such as a profile for another kind of system, come first in the gate. */
const gateSentence = (gate: Assessment['gate'], profile: string, covered: string): string => {
  if (!gate.blocked) return `The gate is open: nothing blocks under the profile “${profile}”${covered}.`;
  const beside = gate.reasons.slice(0, gate.reasons.length - gate.blocking.length).map(plainText);
  const count = counted(gate.blocking.length, 'finding blocks', 'findings block');
  const found = gate.blocking.length === 0 ? [] : [`${count} under the profile “${profile}”${covered}`];
  return `The gate is closed: ${[...beside, ...found].join('; ')}.`;
};

/** What makes the verdict say less than the policies that ship would have it say. */
const tailoredSentence = ({ tailored = [], admittedBy }: Assessment['profile']): string => {
  const admitted = admittedBy === admittedByFlag ? 'whoever ran the audit' : `the ${admittedBy ?? ''}`;
  return tailored
    .map(
      (words) =>
        `${plainText(words)}${admittedBy !== undefined && words.endsWith(` by ${projectLayer}`) ? `, which ${plainText(admitted)} admits` : ''}.`,
    )
    .join(' ');
};

/** The verdict of an assessment. Findings of which nothing applies yet are counted apart and never colour the headline. */
export const verdictOf = (assessment: Assessment): Verdict => {
  const { findings, gate, profile } = assessment;
  const counts = outcomeCounts(findings.filter((finding) => !looksAhead(finding)));
  const ahead = outcomeCounts(findings.filter(looksAhead));
  const outcome = outcomes.find((each) => counts[each] > 0);
  const released = counts['not-applicable'];
  const applying = { ...counts, 'not-applicable': 0 };
  const on = longDate(assessment.asOf);
  const waived = findings.filter(
    (finding) =>
      !finding.blocks &&
      !looksAhead(finding) &&
      finding.waivedBy.length > 0 &&
      profile.blocks.includes(finding.outcome),
  ).length;
  const covered = waived === 0 ? '' : `; ${waived} more ${waived === 1 ? 'is' : 'are'} covered by a waiver`;
  const later = total(ahead);
  return {
    outcome: outcome ?? 'undetermined',
    tailored: tailoredSentence(profile),
    headline: outcome === undefined ? 'Nothing was tested.' : headlines[outcome],
    sentence:
      total(applying) === 0
        ? `No control of this profile applies on ${on}.`
        : `Of ${counted(total(applying), 'control')} that ${total(applying) === 1 ? 'applies' : 'apply'} on ${on}, ${countsText(applying)}.`,
    aside: [
      ...(released === 0
        ? []
        : [`${counted(released, 'control')} ${released === 1 ? 'does' : 'do'} not apply to this system.`]),
      ...(later === 0
        ? []
        : [
            `${counted(later, 'control')} ${later === 1 ? 'looks' : 'look'} ahead to requirements that apply later: ${countsText(ahead)}.`,
          ]),
    ].join(' '),
    gate: gateSentence(gate, profile.title, covered),
  };
};
