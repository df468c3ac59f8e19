import { daysBetween, instantOf } from '../base/time.ts';
import type { Assessment, FrameworkSummary, RequirementResult } from '../model/generated/assessment.ts';
import { type Outcome, outcomes } from '../model/outcome.ts';
import { frameworkCounts, isCounted, isLookedAt } from './framework-counts.ts';
import { countsText } from './verdict.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { byCode, counted, longDate } from './words.ts';

/** Citations listed under one date; more are left to the table of requirements. */
const citationLimit = 24;

/** Dates shown on the cover. */
const coverDates = 3;

/** Segments of a bar of `total` units over a view box that is 1000 wide. */
const segments = (parts: readonly { readonly id: string; readonly label: string; readonly count: number }[]) => {
  const total = Math.max(
    1,
    parts.reduce((sum, part) => sum + part.count, 0),
  );
  let x = 0;
  return parts
    .filter((part) => part.count > 0)
    .map((part) => {
      const width = (part.count / total) * 1000;
      const segment = { ...part, x: Math.round(x * 10) / 10, width: Math.max(1, Math.round((width - 3) * 10) / 10) };
      x += width;
      return segment;
    });
};

const summaryOf = (framework: FrameworkSummary, index: number, requirements: readonly RequirementResult[]) => {
  const counts = frameworkCounts(framework, requirements);
  const parts = [
    ...outcomes.map((outcome) => ({ ...outcomeView(outcome), count: framework.outcomes[outcome] ?? 0 })),
    { id: 'not-tested', label: 'Not tested here', phrase: '', count: counts.untested },
  ].filter((part) => part.count > 0);
  return {
    id: framework.id,
    anchor: anchorOf('framework', framework.id),
    filter: index < 8 ? `fw${index}` : null,
    title: framework.title,
    version: framework.version,
    notice: framework.notice,
    denominators: counts.denominators,
    results: counts.results,
    parts,
    bar: segments(parts),
    barText: parts.map((part) => `${part.label}: ${part.count}`).join('; '),
  };
};

/** One card a framework, with honest denominators: what the catalog holds, what was looked at, what is not tested. */
export const frameworksView = (assessment: Assessment) =>
  assessment.frameworks.map((framework, index) => summaryOf(framework, index, assessment.requirements));

const basisText = (requirement: RequirementResult): string =>
  requirement.basis === undefined
    ? ''
    : requirement.confidence === undefined
      ? requirement.basis
      : `${requirement.basis} (confidence: ${requirement.confidence})`;

const tally = (members: readonly RequirementResult[]): Readonly<Record<Outcome, number>> =>
  Object.fromEntries(
    outcomes.map((outcome) => [outcome, members.filter((each) => each.outcome === outcome).length]),
  ) as Record<Outcome, number>;

/** How far a date lies ahead of the audit: `in 12 days`. Empty when either is no date. */
const aheadText = (date: string, asOf: string): string => {
  const [from, to] = [instantOf(asOf), instantOf(date)];
  if (from === undefined || to === undefined || to < from) return '';
  const days = Math.round(daysBetween(from, to));
  return days < 62 ? `in ${counted(days, 'day')}` : `in ${Math.round(days / 30.44)} months`;
};

/** What applies later, by date: all that is on the calendar of the catalogs, and of it what can concern this system. */
export const datesView = (assessment: Assessment) => {
  const later = assessment.requirements.filter((each) => each.state === 'upcoming' && isCounted(each));
  const dates = [...new Set(later.map((each) => each.from ?? ''))].sort(byCode).map((date) => {
    const members = later.filter((each) => (each.from ?? '') === date);
    const looked = members.filter(isLookedAt);
    const released = members.filter((each) => each.outcome === 'not-applicable').length;
    const untested = members.length - looked.length - released;
    return {
      date: date === '' ? 'No date given' : longDate(date),
      ahead: aheadText(date, assessment.asOf),
      looked: looked.length,
      sentence:
        looked.length === 0
          ? 'Nothing that was looked at begins to apply.'
          : `${counted(looked.length, 'requirement begins', 'requirements begin')} to apply; on today’s evidence ${countsText(tally(looked))}.`,
      rest: [
        ...(released === 0 ? [] : [`${released} more ${released === 1 ? 'does' : 'do'} not apply to this system`]),
        ...(untested === 0 ? [] : [`${untested} more ${untested === 1 ? 'is' : 'are'} not tested here`]),
      ].join(', '),
      bases: [...new Set(members.map(basisText))].filter((basis) => basis !== '').sort(byCode),
      parts: outcomes
        .map((outcome) => ({
          ...outcomeView(outcome),
          count: looked.filter((each) => each.outcome === outcome).length,
        }))
        .filter((part) => part.count > 0),
      citations:
        looked.length === 0 || looked.length > citationLimit ? null : looked.map((each) => each.citation).join('; '),
    };
  });
  return { any: dates.length > 0, dates, next: dates.filter((each) => each.looked > 0).slice(0, coverDates) };
};
