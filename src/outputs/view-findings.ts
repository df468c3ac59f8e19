import type { Assessment, Finding } from '../model/generated/assessment.ts';
import { type FindingGroup, findingGroups, looksAhead, needsAttention, outcomeCounts } from './groups.ts';
import { phrasesOf } from './phrases.ts';
import { countsText } from './verdict.ts';
import { answersOf, byDate, citationHead, citationsText, requirementsById } from './view-answers.ts';
import { checkTitle, checkView, isOpen, lookedAt } from './view-checks.ts';
import { anchorOf, outcomeView, pieces } from './view-outcome.ts';
import { releasedTables, testedRows } from './view-tables.ts';
import {
  byCode,
  decidesShort,
  decidesWords,
  durationWords,
  leafChecks,
  longDate,
  methodShort,
  methodWords,
  severityWords,
} from './words.ts';

/** Files of one folder from which this many were read are counted on paper, not listed. */
const folderLimit = 3;

/** Paths in few words: a folder with its number of files where many were read. The index of evidence names each file. */
const pathsText = (paths: readonly string[]): string => {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  return [...new Set(paths.map(folderOf))]
    .sort(byCode)
    .flatMap((folder) => {
      const members = paths.filter((path) => folderOf(path) === folder);
      return folder !== '' && members.length >= folderLimit ? [`${folder} (${members.length} files)`] : members;
    })
    .join(', ');
};

interface Surroundings {
  readonly assessment: Assessment;
  readonly print: boolean;
  readonly indexed: ReadonlySet<string>;
  readonly requirements: ReturnType<typeof requirementsById>;
}

/** Classes by which the HTML filters: the frameworks of which the finding answers a requirement. */
const frameworkClasses = (finding: Finding, { assessment, requirements }: Surroundings): string => {
  const frameworks = new Set(finding.answers.map((id) => requirements.get(id)?.framework));
  return assessment.frameworks
    .flatMap((framework, index) => (frameworks.has(framework.id) ? [`fw${index}`] : []))
    .join(' ');
};

/** Phrases under a title; the checks below it name every item. */
const phraseLimit = 3;

/** The reason under a title. A question that a person must answer stands with its check, and is not said twice. */
const reasonText = (finding: Finding): string => {
  if (!needsAttention(finding.outcome)) return durationWords(finding.reason);
  const phrases = phrasesOf(finding).map((phrase) => phrase.text);
  const more = phrases.length - phraseLimit;
  return [...phrases.slice(0, phraseLimit), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
};

const findingView = (finding: Finding, surroundings: Surroundings) => {
  const { print, indexed, requirements } = surroundings;
  const attention = needsAttention(finding.outcome);
  const checks = leafChecks(finding.checks);
  const { binding, unbound } = answersOf(finding, requirements);
  return {
    anchor: anchorOf('control', finding.control),
    control: finding.control,
    title: finding.title,
    outcome: outcomeView(finding.outcome),
    severity: severityWords[finding.severity],
    severityId: finding.severity,
    frameworkClasses: frameworkClasses(finding, surroundings),
    upcoming: finding.upcomingFrom === undefined ? null : longDate(finding.upcomingFrom),
    blocks: finding.blocks,
    relaxed: finding.relaxed,
    waivedBy: finding.waivedBy.join(', '),
    reason: print && checks.length > 0 ? null : reasonText(finding),
    why: pieces(finding.why),
    remedy: attention || finding.outcome === 'not-exercised' ? pieces(finding.remedy) : null,
    limits: finding.limits === undefined ? null : pieces(finding.limits),
    method: methodWords[finding.method],
    decides: decidesWords[finding.decides],
    binding,
    bindingByDate: byDate(binding),
    unbound,
    unboundCitations: citationsText(unbound.map((each) => each.citation)),
    how: `${methodShort[finding.method]}, ${decidesShort[finding.decides]}`,
    checks: checks.filter((check) => !print || isOpen(check)).map((check) => checkView(check, print)),
    alsoTested: print
      ? checks
          .filter((check) => check.outcome === 'satisfied')
          .map((check) => ({ title: checkTitle(check), looked: lookedAt(check) }))
      : [],
    notTested: print
      ? checks
          .filter((check) => !isOpen(check) && check.outcome !== 'satisfied')
          .map((check) => ({ title: checkTitle(check), looked: lookedAt(check) }))
      : [],
    evidencePaths: pathsText(finding.evidence),
    hasBasis: finding.evidence.length > 0 || finding.parameters.length > 0,
    parameters: finding.parameters.map((parameter) => ({
      ...parameter,
      value: durationWords(parameter.value),
      default: durationWords(parameter.default),
      changed: parameter.value !== parameter.default,
    })),
    // The index of evidence has the digest of each.
    evidence: finding.evidence.map((path) => ({ path, unknown: !indexed.has(path) })),
  };
};

const groupView = (group: FindingGroup, surroundings: Surroundings) => {
  const { assessment, print, requirements } = surroundings;
  const full = group.findings.filter((finding) => !print || needsAttention(finding.outcome));
  const brief = group.findings.filter((finding) => !full.includes(finding));
  const released = brief.filter((finding) => finding.outcome === 'not-applicable');
  return {
    id: group.id,
    outcome: { id: group.icon, label: group.label },
    phrase: group.phrase === group.label ? null : group.phrase,
    count: group.findings.length,
    parts: group.id === 'ahead' ? countsText(outcomeCounts(group.findings)) : null,
    findings: full.map((finding) => findingView(finding, surroundings)),
    tested: testedRows(
      brief.filter((finding) => finding.outcome !== 'not-applicable'),
      requirements,
    ),
    released: releasedTables(released, assessment.conditions, requirements),
  };
};

/** The findings in their groups. On paper, what needs nobody's attention is a row of a table; the HTML unfolds each. */
export const findingsView = (assessment: Assessment, print: boolean) => {
  const surroundings: Surroundings = {
    assessment,
    print,
    indexed: new Set([...assessment.evidence, assessment.inputs.project].map((item) => item.path)),
    requirements: requirementsById(assessment),
  };
  return {
    any: assessment.findings.length > 0,
    total: assessment.findings.length,
    ahead: assessment.findings.filter(looksAhead).length,
    // `TSP section 100`: what the tables leave out before the number of a criterion.
    criteria: [...new Set(assessment.requirements.map(({ citation }) => citationHead(citation)))]
      .filter((head) => head !== '')
      .map((head) => head.replace(/, $/, ''))
      .join(', '),
    groups: findingGroups(assessment.findings).map((group) => groupView(group, surroundings)),
  };
};
