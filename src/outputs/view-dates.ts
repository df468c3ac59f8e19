import { daysBetween, instantOf } from '../base/time.ts';
import type { Assessment, Finding, RequirementResult } from '../model/generated/assessment.ts';
import { type Outcome, outcomes } from '../model/outcome.ts';
import { isCounted, isLookedAt } from './framework-counts.ts';
import { outcomeCounts } from './groups.ts';
import { countsText } from './verdict.ts';
import { outcomeView } from './view-outcome.ts';
import { byCode, counted, longDate } from './words.ts';

/** Citations listed of one date; more are left to the table of requirements. */
const citationLimit = 8;

/** Dates shown on the cover. */
const coverDates = 3;

const basisText = ({ basis, confidence }: { readonly basis?: string; readonly confidence?: string }): string =>
  basis === undefined ? '' : confidence === undefined ? basis : `${basis} (confidence: ${confidence})`;

const tally = (members: readonly RequirementResult[]): Readonly<Record<Outcome, number>> =>
  Object.fromEntries(
    outcomes.map((outcome) => [outcome, members.filter((each) => each.outcome === outcome).length]),
  ) as Record<Outcome, number>;

const partsOf = (counts: Readonly<Record<Outcome, number>>) =>
  outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => ({ ...outcomeView(outcome), count: counts[outcome] }));

/** How far a date lies ahead of the audit: `in 12 days`. Empty when either is no date, or it is past. */
const aheadText = (date: string, asOf: string): string => {
  const [from, to] = [instantOf(asOf), instantOf(date)];
  if (from === undefined || to === undefined || to <= from) return '';
  const days = Math.round(daysBetween(from, to));
  return days < 62 ? `in ${counted(days, 'day')}` : `in ${Math.round(days / 30.44)} months`;
};

/** How many of the controls of a date that has come block today. */
const gateToday = (controls: readonly Finding[]): string | null => {
  const blocking = controls.filter((finding) => finding.blocks).length;
  return blocking === 0 ? null : `${blocking} ${blocking === 1 ? 'blocks' : 'block'} today.`;
};

/** How many findings would begin to block on a date if nothing changed until then; null when none begins to apply. */
const gateThen = (date: string, { findings, profile }: Assessment): string | null => {
  const beginning = findings.filter((finding) => finding.upcomingFrom === date);
  const failing = beginning.filter(({ outcome }) => profile.blocks.includes(outcome));
  if (beginning.length === 0) return null;
  if (failing.length === 0)
    return `If nothing changed, ${beginning.length === 1 ? 'it would not' : 'none of them would newly'} block then.`;
  const waived = failing.some(({ waivedBy }) => waivedBy.length > 0) ? ', waivers aside' : '';
  return `If nothing changed, ${failing.length} that ${failing.length === 1 ? 'does' : 'do'} not block today would block then${waived}.`;
};

const rowOf = (date: string, members: readonly RequirementResult[], assessment: Assessment) => {
  const looked = members.filter(isLookedAt);
  const released = members.filter((each) => each.outcome === 'not-applicable').length;
  const untested = members.length - looked.length - released;
  const later = members.some((each) => each.state === 'upcoming');
  const more = looked.length === 0 ? '' : ' more';
  const answered = new Set(looked.map((each) => `${each.framework}#${each.id}`));
  const controls = assessment.findings.filter(
    (finding) => finding.outcome !== 'not-applicable' && finding.answers.some((answer) => answered.has(answer)),
  );
  return {
    date: longDate(date),
    later,
    ahead: aheadText(date, assessment.asOf),
    looked: looked.length,
    sentence:
      looked.length === 0
        ? 'Nothing that was looked at begins to apply.'
        : `${counted(looked.length, 'requirement begins', 'requirements begin')} to apply; on today’s evidence ${countsText(tally(looked))}.`,
    requirements: looked.length === 0 ? 'None' : counted(looked.length, 'requirement'),
    requirementParts: partsOf(tally(looked)),
    rest: [
      ...(released === 0 ? [] : [`${released}${more} ${released === 1 ? 'does' : 'do'} not apply to this system`]),
      ...(untested === 0 ? [] : [`${untested}${more} ${untested === 1 ? 'is' : 'are'} not tested here`]),
    ].join(', '),
    citations:
      looked.length === 0 || looked.length > citationLimit ? null : looked.map((each) => each.citation).join('; '),
    controls: controls.length === 0 ? 'None' : counted(controls.length, 'control'),
    controlsText: countsText(outcomeCounts(controls)),
    parts: partsOf(outcomeCounts(controls)),
    gate: later ? gateThen(date, assessment) : gateToday(controls),
    bases: [...new Set((looked.length > 0 ? looked : members).map(basisText))]
      .filter((basis) => basis !== '')
      .sort(byCode),
  };
};

/**
 * What applies when: every date of application of the catalogs, past and future, with the requirements that can bind
 * this system, the controls that answer them, and their outcomes today. A control may stand under several dates.
 */
export const datesView = (assessment: Assessment) => {
  const dated = assessment.requirements.filter((each) => each.from !== undefined && isCounted(each));
  const rows = [...new Set(dated.flatMap((each) => each.from ?? []))].sort(byCode).map((date) =>
    rowOf(
      date,
      dated.filter((each) => each.from === date),
      assessment,
    ),
  );
  const undated = assessment.frameworks.filter(
    ({ id }) =>
      !dated.some((each) => each.framework === id) && assessment.requirements.some((each) => each.framework === id),
  );
  return {
    any: rows.length > 0,
    groups: [
      {
        heading: `In application on ${longDate(assessment.asOf)}`,
        since: true,
        rows: rows.filter((row) => !row.later),
      },
      { heading: 'Later', since: false, rows: rows.filter((row) => row.later) },
    ].filter((group) => group.rows.length > 0),
    undated: undated.map(({ title }) => title),
    transitions: assessment.frameworks.flatMap((framework) =>
      framework.transitions.map(({ citation, text, confidence }) => ({ citation, text, confidence })),
    ),
    next: rows.filter((row) => row.later && row.looked > 0).slice(0, coverDates),
  };
};
