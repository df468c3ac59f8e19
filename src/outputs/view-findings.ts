import type { Assessment, CheckResult, Finding, ItemResult } from '../model/generated/assessment.ts';
import { type Outcome, outcomes, outcomeWords } from '../model/outcome.ts';
import {
  counted,
  decidesWords,
  expectationText,
  failingFirst,
  isGreen,
  leafChecks,
  longDate,
  methodWords,
  placeText,
  sentenceOf,
  severityWords,
  stateWords,
} from './words.ts';

/** Rows shown of one check. The rest is counted, and is in the embedded assessment. */
const rowLimit = 40;

/** A fragment identifier that any control id can be turned into, and no two ids share. */
export const anchorOf = (prefix: string, id: string): string =>
  `${prefix}-${id.replaceAll(/[^A-Za-z0-9.-]/g, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`)}`;

/** An outcome as a template shows it: always icon and word together. */
export const outcomeView = (outcome: Outcome) => ({
  id: outcome,
  label: outcomeWords[outcome].label,
  phrase: outcomeWords[outcome].phrase,
});

const rowsOf = (items: readonly ItemResult[], expected: string) => {
  const rows = items.flatMap((item) =>
    item.shows.length === 0
      ? [{ item: item.item, seen: item.reason, expected, where: item.evidence, first: true }]
      : item.shows.map((show, index) => ({
          item: item.item,
          seen: `${show.fact}: ${show.seen}`,
          expected: show.expected,
          where: show.at === undefined ? item.evidence : placeText(show.at),
          first: index === 0,
        })),
  );
  return {
    any: rows.length > 0,
    rows: rows.slice(0, rowLimit),
    more: Math.max(0, rows.length - rowLimit),
    items: items.length,
  };
};

const testedText = (check: CheckResult): string | null => {
  if (check.size === undefined) return null;
  return check.counted === undefined || check.counted === check.size
    ? counted(check.size, 'item')
    : `${check.counted} of ${counted(check.size, 'item')} count`;
};

const checkView = (check: CheckResult) => {
  const expected = check.expected.map(expectationText).join('; ');
  return {
    id: check.id,
    title: check.title ?? sentenceOf(check.id),
    outcome: outcomeView(check.outcome),
    reason: check.reason,
    population: check.population ?? null,
    tested: testedText(check),
    expected: expected === '' ? null : expected,
    exceptions: rowsOf(check.exceptions, expected),
    undetermined: rowsOf(check.undetermined, expected),
    asked: check.question ?? null,
    attestation:
      check.attestation === undefined
        ? null
        : {
            by: check.attestation.by,
            role: check.attestation.role,
            on: longDate(check.attestation.attestedOn),
            until: check.attestation.validUntil === undefined ? null : longDate(check.attestation.validUntil),
            evidence: check.attestation.evidence,
            statement: check.attestation.statement ?? null,
          },
  };
};

/** The first digits; the evidence index has all of them. */
const shortDigest = (digest: string | undefined): string =>
  digest === undefined ? 'not among the evidence records' : `sha256 ${digest.slice(0, 16)}…`;

/** Words of a policy in which `code` stands between backticks, in pieces. */
const pieces = (text: string): readonly { readonly code: boolean; readonly text: string }[] =>
  text
    .split(/`([^`]+)`/)
    .map((piece, index) => ({ code: index % 2 === 1, text: piece }))
    .filter((piece) => piece.text !== '');

/** Citations of one date together: paper has no room for every title, which the table of requirements gives. */
const byDate = (answered: readonly { readonly citation: string; readonly applies: string }[]) =>
  [...new Set(answered.map((each) => each.applies))].map((applies) => ({
    applies,
    citations: answered
      .filter((each) => each.applies === applies)
      .map((each) => each.citation)
      .join('; '),
  }));

const findingView = (finding: Finding, assessment: Assessment, print: boolean) => {
  const green = isGreen(finding.outcome);
  const digests = new Map([...assessment.evidence, assessment.inputs.project].map((item) => [item.path, item.sha256]));
  const requirements = new Map(assessment.requirements.map((each) => [`${each.framework}#${each.id}`, each]));
  const frameworks = assessment.frameworks.map((framework) => framework.id);
  const answered = finding.answers.map((id) => {
    const requirement = requirements.get(id);
    return {
      citation: requirement?.citation ?? id,
      title: requirement?.title ?? 'Not in a catalog of this audit',
      applies:
        requirement === undefined
          ? ''
          : requirement.from === undefined
            ? stateWords[requirement.state]
            : `${requirement.state === 'upcoming' ? 'Applies from' : 'In application since'} ${longDate(requirement.from)}`,
      upcoming: requirement?.state === 'upcoming',
    };
  });
  return {
    anchor: anchorOf('control', finding.control),
    control: finding.control,
    title: finding.title,
    outcome: outcomeView(finding.outcome),
    severity: severityWords[finding.severity],
    severityId: finding.severity,
    frameworkClasses: [
      ...new Set(
        assessment.requirements
          .filter((each) => each.controls.includes(finding.control))
          .map((each) => frameworks.indexOf(each.framework)),
      ),
    ]
      .filter((index) => index >= 0)
      .sort((a, b) => a - b)
      .map((index) => `fw${index}`)
      .join(' '),
    upcoming: finding.upcomingFrom === undefined ? null : longDate(finding.upcomingFrom),
    blocks: finding.blocks,
    relaxed: finding.relaxed,
    waivedBy: finding.waivedBy.join(', '),
    reason: print && finding.checks.length > 0 ? null : finding.reason,
    why: print && green ? null : pieces(finding.why),
    remedy: green ? null : pieces(finding.remedy),
    limits: finding.limits === undefined ? null : pieces(finding.limits),
    method: methodWords[finding.method],
    decides: decidesWords[finding.decides],
    answered,
    answeredByDate: byDate(answered),
    checks: leafChecks(finding.checks).map(checkView),
    evidencePaths: finding.evidence.join(', '),
    parameters: finding.parameters.map((parameter) => ({
      ...parameter,
      changed: parameter.value !== parameter.default,
    })),
    evidence: finding.evidence.map((path) => ({ path, sha256: shortDigest(digests.get(path)) })),
  };
};

/** The findings, grouped by outcome, failing first. An outcome that no finding has is no group. */
export const findingsView = (assessment: Assessment, print: boolean) => {
  const sorted = [...assessment.findings].sort(failingFirst);
  const groups = outcomes.flatMap((outcome) => {
    const members = sorted.filter((finding) => finding.outcome === outcome);
    return members.length === 0
      ? []
      : [
          {
            outcome: outcomeView(outcome),
            count: members.length,
            findings: members.map((each) => findingView(each, assessment, print)),
          },
        ];
  });
  return { any: sorted.length > 0, total: sorted.length, groups };
};
