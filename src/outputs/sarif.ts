import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/digest.ts';
import { plainText } from '../base/plain-text.ts';
import type { Assessment, Finding, ItemResult, Location, WaiverResult } from '../model/generated/assessment.ts';
import { type Outcome, outcomeWords } from '../model/outcome.ts';
import { failingFirst, isGreen } from './groups.ts';
import { assessmentDigest } from './json.ts';
import type { Output } from './output.ts';
import { verdictOf } from './verdict.ts';
import { expectationText, leafChecks } from './words.ts';

type Level = 'error' | 'warning' | 'note';

const bySeverity = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const satisfies Record<Finding['severity'], Level>;

/** SARIF knows failing, open and in need of review; what each of our outcomes is among these. */
const kinds = {
  'not-satisfied': 'fail',
  errored: 'fail',
  undetermined: 'fail',
  unattested: 'fail',
  'not-exercised': 'notApplicable',
  satisfied: 'pass',
  'not-applicable': 'notApplicable',
} as const satisfies Record<Outcome, string>;

const levelOf = (finding: Finding): Level | 'none' => {
  if (kinds[finding.outcome] !== 'fail') return 'none';
  if (finding.upcomingFrom !== undefined) return 'note';
  if (finding.outcome === 'not-satisfied') return bySeverity[finding.severity];
  return finding.blocks ? 'warning' : 'note';
};

/** A path of the evidence folder as a relative URI reference: never absolute, never with a scheme. */
const relativeUri = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(encodeURIComponent)
    .join('/');

const locationOf = (at: Location) => ({
  physicalLocation: {
    artifactLocation: { uri: relativeUri(at.file), uriBaseId: 'EVIDENCE' },
    ...(at.line === undefined || at.line < 1
      ? {}
      : {
          region: {
            startLine: at.line,
            ...(at.endLine === undefined || at.endLine < at.line ? {} : { endLine: at.endLine }),
          },
        }),
  },
});

const suppressionsOf = (waivers: readonly WaiverResult[]) =>
  waivers.map((waiver) => ({
    kind: 'external',
    status: 'accepted',
    justification: plainText(
      `${waiver.reason} Risk accepted: ${waiver.risk} Owner: ${waiver.owner}; approved by ${waiver.approver}; until ${waiver.until}.`,
    ),
    properties: { waiver: waiver.id, until: waiver.until },
  }));

const resultOf = (
  finding: Finding,
  ruleIndex: number,
  assessment: Assessment,
  item: { readonly check: string; readonly value: ItemResult; readonly expected: string } | undefined,
) => {
  const at = item?.value.shows.find((show) => show.at !== undefined)?.at;
  // What was sought and not found stands in no file: the project file says where it was sought.
  const named = item === undefined ? finding.evidence[0] : item.value.evidence;
  const file = at ?? { file: named === undefined || named === '' ? assessment.inputs.project.path : named };
  const waivers = assessment.waivers.filter((waiver) => finding.waivedBy.includes(waiver.id));
  const words =
    item === undefined
      ? `${finding.title}. ${finding.reason}`
      : `${finding.title}. ${item.value.item}: ${item.value.reason}${item.expected === '' || item.value.reason.includes('expected') ? '' : ` (expected: ${item.expected})`}`;
  return {
    ruleId: finding.control,
    ruleIndex,
    kind: kinds[finding.outcome],
    level: levelOf(finding),
    message: { text: plainText(words) },
    locations: [locationOf(file)],
    partialFingerprints: {
      'plumbline/v1': sha256(canonicalJson([finding.control, item?.check ?? '', item?.value.item ?? ''])),
    },
    ...(waivers.length === 0 ? {} : { suppressions: suppressionsOf(waivers) }),
    properties: {
      outcome: finding.outcome,
      blocks: finding.blocks,
      severity: finding.severity,
      ...(item === undefined ? {} : { check: item.check, item: plainText(item.value.item) }),
      ...(finding.upcomingFrom === undefined ? {} : { appliesFrom: finding.upcomingFrom }),
    },
  };
};

const resultsOf = (finding: Finding, ruleIndex: number, assessment: Assessment) => {
  const items = leafChecks(finding.checks).flatMap((check) =>
    (finding.outcome === 'not-satisfied' ? check.exceptions : [...check.exceptions, ...check.undetermined]).map(
      (value) => ({
        check: check.id,
        value,
        expected: check.expected.map(expectationText).join('; '),
      }),
    ),
  );
  return items.length === 0
    ? [resultOf(finding, ruleIndex, assessment, undefined)]
    : items.map((item) => resultOf(finding, ruleIndex, assessment, item));
};

/** The findings that need attention as a SARIF 2.1.0 log: one run, a rule a control, a result an exception. */
export const sarifLog = (assessment: Assessment) => {
  const verdict = verdictOf(assessment);
  const sorted = [...assessment.findings].sort(failingFirst);
  const citations = new Map(assessment.requirements.map((each) => [`${each.framework}#${each.id}`, each.citation]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: assessment.tool.name,
            version: assessment.tool.version,
            semanticVersion: assessment.tool.version,
            rules: sorted.map((finding) => ({
              id: finding.control,
              shortDescription: { text: plainText(finding.title) },
              fullDescription: { text: plainText(finding.why) },
              help: { text: plainText(finding.remedy) },
              defaultConfiguration: { level: bySeverity[finding.severity] },
              properties: {
                answers: finding.answers.map((id) => plainText(citations.get(id) ?? id)),
                severity: finding.severity,
                outcome: finding.outcome,
                outcomeLabel: outcomeWords[finding.outcome].label,
              },
            })),
          },
        },
        automationDetails: { id: `plumbline/${assessment.profile.id}/` },
        originalUriBaseIds: { EVIDENCE: { description: { text: 'The evidence folder that was audited.' } } },
        columnKind: 'unicodeCodePoints',
        properties: {
          asOf: assessment.asOf,
          assessmentSha256: assessmentDigest(assessment),
          blocked: assessment.gate.blocked,
          gate: verdict.gate,
          ...(verdict.tailored === '' ? {} : { tailored: verdict.tailored }),
        },
        results: sorted.flatMap((finding, index) =>
          isGreen(finding.outcome) ? [] : resultsOf(finding, index, assessment),
        ),
      },
    ],
  };
};

/** SARIF 2.1.0, for code hosts and editors. */
export const sarif: Output = {
  format: 'sarif',
  fileName: 'report.sarif',
  mediaType: 'application/sarif+json',
  render: async (assessment) => new TextEncoder().encode(`${canonicalJson(sarifLog(assessment))}\n`),
};
