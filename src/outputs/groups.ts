import type { Finding } from '../model/generated/assessment.ts';
import { type Outcome, outcomes, outcomeWords } from '../model/outcome.ts';
import { byCode, severityWords } from './words.ts';

/** Where a report shows a finding: under its outcome, or under `ahead` when nothing that it answers applies yet. */
type GroupId = Outcome | 'ahead';

/** The findings of one heading, with its words. Every output counts by these groups, so that no two numbers disagree. */
export interface FindingGroup {
  readonly id: GroupId;
  readonly icon: Outcome | 'upcoming';
  readonly label: string;
  readonly phrase: string;
  readonly findings: readonly Finding[];
}

const severities = Object.keys(severityWords);
const bySeverity = (a: Finding, b: Finding): number => severities.indexOf(a.severity) - severities.indexOf(b.severity);

/** Whether nothing that the finding answers applies yet. Such a finding never blocks. */
export const looksAhead = (finding: Finding): boolean => finding.upcomingFrom !== undefined;

/** Failing first: by outcome, then what applies before what applies later, then what blocks, then severity, then control id by code unit. */
export const failingFirst = (a: Finding, b: Finding): number =>
  outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) ||
  Number(looksAhead(a)) - Number(looksAhead(b)) ||
  Number(b.blocks) - Number(a.blocks) ||
  bySeverity(a, b) ||
  byCode(a.control, b.control);

/** Outcomes that somebody has to do something about. */
export const needsAttention = (outcome: Outcome): boolean =>
  outcome !== 'satisfied' && outcome !== 'not-applicable' && outcome !== 'not-exercised';

/** Outcomes that are in order. `not-exercised` is not among them: nothing was shown. */
export const isGreen = (outcome: Outcome): boolean => outcome === 'satisfied' || outcome === 'not-applicable';

/** What needs attention, worst first: what applies before what applies later, then by severity, then by outcome. */
export const attentionOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings
    .filter((finding) => needsAttention(finding.outcome))
    .sort((a, b) => Number(looksAhead(a)) - Number(looksAhead(b)) || bySeverity(a, b) || failingFirst(a, b));

/** The findings in groups, failing first, those that look ahead last. An empty group is left out. */
export const findingGroups = (findings: readonly Finding[]): readonly FindingGroup[] => {
  const sorted = [...findings].sort(failingFirst);
  const now = outcomes.map(
    (outcome): FindingGroup => ({
      id: outcome,
      icon: outcome,
      label: outcomeWords[outcome].label,
      phrase: outcomeWords[outcome].phrase,
      findings: sorted.filter((finding) => finding.outcome === outcome && !looksAhead(finding)),
    }),
  );
  const ahead: FindingGroup = {
    id: 'ahead',
    icon: 'upcoming',
    label: 'Look ahead',
    phrase: 'Answers only requirements that apply later; never blocks',
    findings: sorted.filter(looksAhead),
  };
  return [...now, ahead].filter((group) => group.findings.length > 0);
};

/** How many findings have each outcome. */
export const outcomeCounts = (findings: readonly Finding[]): Readonly<Record<Outcome, number>> =>
  Object.fromEntries(
    outcomes.map((outcome) => [outcome, findings.filter((finding) => finding.outcome === outcome).length]),
  ) as Record<Outcome, number>;
