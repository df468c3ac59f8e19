import type { Assessment, Finding } from '../model/generated/assessment.ts';
import { type Outcome, outcomes } from '../model/outcome.ts';
import { counted, longDate } from './words.ts';

/** What an audit says in a headline and two sentences, from the same counts that every output shows. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly headline: string;
  readonly sentence: string;
  readonly gate: string;
  /** Findings by outcome, of controls that answer something already in application. */
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly upcoming: number;
}

const countsOf = (findings: readonly Finding[]): Record<Outcome, number> =>
  Object.fromEntries(
    outcomes.map((outcome) => [outcome, findings.filter((finding) => finding.outcome === outcome).length]),
  ) as Record<Outcome, number>;

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
  satisfied: (n) => `${n} ${n === 1 ? 'is' : 'are'} satisfied`,
  'not-applicable': (n) => `${n} ${n === 1 ? 'does' : 'do'} not apply`,
} as const satisfies Record<Outcome, (number: number) => string>;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** The verdict of an assessment. Findings of which nothing applies yet are counted apart and never colour the headline. */
export const verdictOf = (assessment: Assessment): Verdict => {
  const now = assessment.findings.filter((finding) => finding.upcomingFrom === undefined);
  const upcoming = assessment.findings.length - now.length;
  const counts = countsOf(now);
  const present = outcomes.filter((outcome) => counts[outcome] > 0);
  const outcome = present[0] ?? 'undetermined';
  const ahead =
    upcoming === 0
      ? ''
      : ` ${counted(upcoming, 'further control looks', 'further controls look')} ahead to requirements that apply later.`;
  return {
    outcome,
    counts,
    upcoming,
    headline: present.length === 0 ? 'Nothing was tested.' : headlines[outcome],
    sentence: `${
      present.length === 0
        ? `No control answers a requirement that applies on ${longDate(assessment.asOf)}.`
        : `Of ${counted(now.length, 'control')} that ${now.length === 1 ? 'looks' : 'look'} at what applies on ${longDate(assessment.asOf)}, ${listed(present.map((each) => clauses[each](counts[each])))}.`
    }${ahead}`,
    gate: assessment.gate.blocked
      ? `The gate is closed: ${counted(assessment.gate.blocking.length, 'finding blocks', 'findings block')} under the profile “${assessment.profile.title}”.`
      : `The gate is open: nothing blocks under the profile “${assessment.profile.title}”.`,
  };
};
