import type { FrameworkSummary, RequirementResult } from '../model/generated/assessment.ts';
import { type Counts, countsText, total } from './verdict.ts';
import { counted } from './words.ts';

/** What one framework comes to: what its catalog holds, and what came of the part that was looked at. */
export interface FrameworkCounts {
  /** Requirements whose controls were run; those that do not apply to the system are left out. */
  readonly looked: number;
  /** Requirements that do not apply to the system, on what was declared about it. */
  readonly released: number;
  readonly untested: number;
  readonly denominators: string;
  readonly results: string;
}

/** Whether an entry of a catalog is a requirement of the framework, and not a test of ours that is a part of one. */
export const isCounted = (requirement: RequirementResult): boolean => requirement.partOf === undefined;

/** Whether a control said something about a requirement that can bind the system. */
export const isLookedAt = (requirement: RequirementResult): boolean =>
  isCounted(requirement) && requirement.outcome !== undefined && requirement.outcome !== 'not-applicable';

const laterText = (looked: number, exceptions: number, later: readonly RequirementResult[]): string => {
  if (later.length === 0) return '';
  const who =
    later.length < looked
      ? `${later.length} of them ${later.length === 1 ? 'applies' : 'apply'}`
      : looked === 1
        ? 'It applies'
        : 'All of them apply';
  const bad = later.filter((each) => each.outcome === 'not-satisfied').length;
  const among =
    bad === 0
      ? ''
      : bad < exceptions
        ? `, ${bad} of those with exceptions among them`
        : `, and so ${bad === 1 ? 'does the one with exceptions' : 'do all that show exceptions'}`;
  return ` ${who} only later${among}.`;
};

/** The numbers of a framework in two sentences. Every output says them in these words. */
export const frameworkCounts = (
  framework: FrameworkSummary,
  requirements: readonly RequirementResult[],
): FrameworkCounts => {
  const outcomes: Counts = { ...framework.outcomes, 'not-applicable': 0 };
  const looked = total(outcomes);
  const released = framework.outcomes['not-applicable'] ?? 0;
  const untested = Math.max(0, framework.requirements - looked - released);
  const exceptions = outcomes['not-satisfied'] ?? 0;
  const clean = exceptions > 0 ? '' : 'none shows exceptions, ';
  const later = requirements.filter(
    (each) => each.framework === framework.id && each.state === 'upcoming' && isLookedAt(each),
  );
  return {
    looked,
    released,
    untested,
    denominators: `${counted(framework.requirements, 'requirement')} in the catalog; ${[
      `${looked === 0 ? 'none' : looked} looked at`,
      ...(released === 0 ? [] : [`${released} not applicable to this system`]),
      ...(untested === 0 ? [] : [`${untested} not tested here`]),
    ].join(', ')}.`,
    results:
      looked === 0
        ? 'Nothing follows from this report about this framework.'
        : `Of the ${looked}, ${clean}${countsText(outcomes)}.${laterText(looked, exceptions, later)}`,
  };
};
