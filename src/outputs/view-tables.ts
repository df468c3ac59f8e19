import type { ConditionResult, Finding, RequirementResult } from '../model/generated/assessment.ts';
import { answersOf, citationsText } from './view-answers.ts';
import { lookedAt } from './view-checks.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { leafChecks, longDate } from './words.ts';

/** Citations printed in one row of a table; the HTML lists all. */
const citationLimit = 5;

const citationsOf = (finding: Finding, requirements: ReadonlyMap<string, RequirementResult>): string => {
  const { binding, unbound } = answersOf(finding, requirements);
  if (binding.length === 0 && unbound.length > 0) return 'None that binds this system';
  const shown = citationsText(binding.slice(0, citationLimit).map((each) => each.citation));
  return binding.length > citationLimit ? `${shown}; and ${binding.length - citationLimit} more` : shown;
};

const rowOf = (finding: Finding, requirements: ReadonlyMap<string, RequirementResult>) => ({
  anchor: anchorOf('control', finding.control),
  control: finding.control,
  title: finding.title,
  outcome: outcomeView(finding.outcome),
  upcoming: finding.upcomingFrom === undefined ? null : longDate(finding.upcomingFrom),
  citations: citationsOf(finding, requirements),
});

/** Findings that need nobody's attention, one row each: what was tested, and which provisions it answers. */
export const testedRows = (findings: readonly Finding[], requirements: ReadonlyMap<string, RequirementResult>) =>
  findings.map((finding) => {
    const looked = [...new Set(leafChecks(finding.checks).map(lookedAt))];
    return { ...rowOf(finding, requirements), tested: looked.length === 0 ? finding.reason : looked.join('; ') };
  });

/** The condition on which a finding says that it does not apply, by the name that its reason begins with. */
const conditionOf = (finding: Finding, conditions: readonly ConditionResult[]): ConditionResult | undefined =>
  conditions.find(({ id, reason }) => finding.reason === `${id} does not hold: ${reason}`);

/** Findings that do not apply, under the reason that they share, most findings first. */
export const releasedTables = (
  findings: readonly Finding[],
  conditions: readonly ConditionResult[],
  requirements: ReadonlyMap<string, RequirementResult>,
) =>
  [...new Set(findings.map((finding) => finding.reason))]
    .map((reason) => {
      const members = findings.filter((finding) => finding.reason === reason);
      const condition = members[0] === undefined ? undefined : conditionOf(members[0], conditions);
      return {
        condition: condition?.title ?? null,
        reason: condition?.reason ?? reason,
        rows: members.map((finding) => rowOf(finding, requirements)),
      };
    })
    .sort((a, b) => b.rows.length - a.rows.length || (a.reason < b.reason ? -1 : 1));
