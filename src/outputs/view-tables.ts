import type { ConditionResult, Finding, RequirementResult } from '../model/generated/assessment.ts';
import { answersOf, citationHead, citationsText } from './view-answers.ts';
import { lookedAt } from './view-checks.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { counted, leafChecks, longDate } from './words.ts';

/** Citations printed in one row of a table, and in one of what does not apply; the HTML lists all. */
const citationLimit = 5;
const releasedLimit = 2;

const citationsOf = (finding: Finding, requirements: ReadonlyMap<string, RequirementResult>, limit: number): string => {
  const { binding, unbound } = answersOf(finding, requirements);
  if (binding.length === 0 && unbound.length > 0) return 'None that binds this system';
  // A table says the number of a criterion alone; the head of the findings says of what.
  const shown = citationsText(
    binding.map((each) => each.citation.slice(citationHead(each.citation).length)).slice(0, limit),
  );
  return binding.length > limit ? `${shown}; and ${binding.length - limit} more` : shown;
};

const rowOf = (finding: Finding, requirements: ReadonlyMap<string, RequirementResult>, limit = citationLimit) => ({
  anchor: anchorOf('control', finding.control),
  control: finding.control,
  title: finding.title,
  outcome: outcomeView(finding.outcome),
  upcoming: finding.upcomingFrom === undefined ? null : longDate(finding.upcomingFrom),
  citations: citationsOf(finding, requirements, limit),
});

/** Findings that need nobody's attention, one row each: what was tested, and which provisions it answers. */
export const testedRows = (findings: readonly Finding[], requirements: ReadonlyMap<string, RequirementResult>) =>
  findings.map((finding) => {
    const checks = leafChecks(finding.checks);
    const released = checks.filter((check) => check.outcome === 'not-applicable').length;
    const looked = [
      ...new Set(checks.filter((check) => check.outcome !== 'not-applicable').map(lookedAt)),
      ...(released === 0
        ? []
        : [`${counted(released, 'check')} for other cases ${released === 1 ? 'does' : 'do'} not apply`]),
    ];
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
        anchor: condition === undefined ? null : anchorOf('condition', condition.id),
        reason: condition?.reason ?? reason,
        rows: members.map((finding) => rowOf(finding, requirements, releasedLimit)),
      };
    })
    .sort((a, b) => b.rows.length - a.rows.length || (a.reason < b.reason ? -1 : 1));
