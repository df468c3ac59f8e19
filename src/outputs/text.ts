import { plainText } from '../base/plain-text.ts';
import type { Assessment, CheckResult, Finding, ItemResult } from '../model/generated/assessment.ts';
import { type Outcome, outcomes, outcomeWords } from '../model/outcome.ts';
import { cells, padded, wrapped } from './cells.ts';
import { assessmentDigest } from './json.ts';
import type { Output } from './output.ts';
import { verdictOf } from './verdict.ts';
import { counted, expectationText, failingFirst, isGreen, lastDay, leafChecks, longDate, placeText } from './words.ts';

/** Exceptions shown of one finding. The rest is counted; all of them are in assessment.json. */
const exceptionLimit = 3;

const colours = {
  'not-satisfied': '31',
  errored: '35',
  undetermined: '33',
  unattested: '36',
  'not-exercised': '2',
  satisfied: '32',
  'not-applicable': '2',
} as const satisfies Record<Outcome, string>;

interface Paper {
  readonly width: number;
  readonly paint: (code: string, text: string) => string;
}

/** A block of text in lines that all start `indent` cells in; the first one with `lead` before it. */
const block = (text: string, indent: number, paper: Paper, lead = ''): readonly string[] =>
  wrapped(plainText(text), Math.max(24, paper.width - indent)).map((line, index) =>
    index === 0 && lead !== '' ? padded(lead, indent) + line : ' '.repeat(indent) + line,
  );

/** One line, cut with an ellipsis when it is wider than the paper. */
const clipped = (line: string, width: number): string => {
  const flat = line.replaceAll(/[\n\t]/g, ' ');
  if (cells(flat) <= width) return flat;
  let cut = '';
  for (const character of flat) {
    if (cells(cut + character) >= width) break;
    cut += character;
  }
  return `${cut}…`;
};

const labelled = (label: string, text: string, paper: Paper): readonly string[] =>
  block(text, 13, paper, `    ${label}`);

const place = (item: ItemResult): string => {
  const at = item.shows.find((show) => show.at !== undefined)?.at;
  return at === undefined ? item.evidence : placeText(at);
};

const itemLines = (item: ItemResult, check: CheckResult, paper: Paper): readonly string[] => {
  const expected = check.expected.map(expectationText).join('; ');
  const shown =
    item.shows.length === 0
      ? `${item.reason}${expected === '' || item.reason.includes('expected') ? '' : `; expected: ${expected}`}`
      : item.shows.map((show) => `${show.fact} is ${show.seen}, expected ${show.expected}`).join('; ');
  return [...block(`${place(item)}: ${item.item}`, 6, paper, '    - '), ...block(shown, 6, paper)];
};

const badFinding = (finding: Finding, paper: Paper): readonly string[] => {
  const checks = leafChecks(finding.checks);
  const items = (list: 'exceptions' | 'undetermined') =>
    checks.flatMap((check) => check[list].map((item) => itemLines(item, check, paper)));
  const shown = [...items('exceptions'), ...items('undetermined')];
  const marks = [
    finding.severity,
    ...(finding.blocks ? ['blocks'] : []),
    ...(finding.upcomingFrom === undefined ? [] : [`applies from ${finding.upcomingFrom}`]),
    ...(finding.relaxed ? ['relaxed beyond its floor'] : []),
    ...(finding.waivedBy.length === 0 ? [] : [`waived by ${finding.waivedBy.join(', ')}`]),
  ];
  const asked = checks.filter((check) => check.question !== undefined && check.attestation === undefined);
  return [
    ...block(`${finding.control}  [${marks.join('; ')}]`, 2, paper).map((line, index) =>
      index === 0 ? line.replace(plainText(finding.control), (id) => paper.paint('1', id)) : line,
    ),
    ...block(finding.title, 4, paper),
    ...block(finding.reason, 4, paper),
    ...shown.slice(0, exceptionLimit).flat(),
    ...(shown.length > exceptionLimit ? [`    and ${shown.length - exceptionLimit} more in assessment.json`] : []),
    ...asked.flatMap((check) => labelled('Asked:', check.question ?? '', paper)),
    ...(finding.outcome === 'not-exercised' ? [] : labelled('To do:', finding.remedy, paper)),
    '',
  ];
};

const frameworkLines = (assessment: Assessment, paper: Paper): readonly string[] =>
  assessment.frameworks.flatMap((framework) => {
    const parts = outcomes
      .map((outcome) => ({ outcome, count: framework.outcomes[outcome] ?? 0 }))
      .filter(({ count }) => count > 0)
      .map(({ outcome, count }) => `${count} ${outcomeWords[outcome].label.toLowerCase()}`);
    const judged = Object.values(framework.outcomes).reduce((sum, count) => sum + count, 0);
    const rest = framework.requirements - judged;
    return [
      ...block(
        `${framework.title}: ${counted(framework.requirements, 'requirement')} in the catalog, ${framework.answered} answered here${framework.upcoming === 0 ? '' : `, ${framework.upcoming} of them not yet in application`}`,
        2,
        paper,
      ),
      ...block([...parts, ...(rest > 0 ? [`${rest} not tested here`] : [])].join(', '), 4, paper),
    ];
  });

/** The report for a terminal: what fails first and in full, what is in order as one line each. */
export const textReport = (
  assessment: Assessment,
  options: { readonly color: boolean; readonly width: number },
): string => {
  const paper: Paper = {
    width: Math.min(110, Math.max(40, options.width)),
    paint: (code, text) => (options.color ? `\u001b[${code}m${text}\u001b[0m` : text),
  };
  const verdict = verdictOf(assessment);
  const heading = (text: string): string => paper.paint('1', text);
  const sorted = [...assessment.findings].sort(failingFirst);
  const groups = outcomes
    .filter((outcome) => !isGreen(outcome))
    .flatMap((outcome) => {
      const members = sorted.filter((finding) => finding.outcome === outcome);
      const words = outcomeWords[outcome];
      return members.length === 0
        ? []
        : [
            paper.paint(
              colours[outcome],
              clipped(`${words.label.toUpperCase()} (${members.length}): ${words.phrase.toLowerCase()}`, paper.width),
            ),
            ...members.flatMap((finding) => badFinding(finding, paper)),
          ];
    });
  const green = sorted.filter((finding) => isGreen(finding.outcome));
  const column = Math.min(42, Math.max(0, ...green.map((finding) => cells(plainText(finding.control))))) + 2;
  const greenGroups = (['satisfied', 'not-applicable'] as const).flatMap((outcome) => {
    const members = green.filter((finding) => finding.outcome === outcome);
    return members.length === 0
      ? []
      : [
          paper.paint(colours[outcome], `${outcomeWords[outcome].label.toUpperCase()} (${members.length})`),
          ...members.map((finding) =>
            clipped(
              `  ${padded(plainText(finding.control), column - 2)}  ${plainText(outcome === 'satisfied' ? finding.title : finding.reason)}`,
              paper.width,
            ),
          ),
          '',
        ];
  });
  const problems = assessment.evidence.flatMap((item) => item.problems);
  const dead = assessment.waivers.filter((waiver) => waiver.state !== 'effective');
  const lines = [
    ...block(assessment.title, 0, paper).map(heading),
    ...block(
      `${assessment.system.name}; period ${assessment.period.start} to ${lastDay(assessment.period)}; as of ${longDate(assessment.asOf)}; profile ${assessment.profile.id}`,
      0,
      paper,
    ),
    '',
    paper.paint(colours[verdict.outcome], verdict.headline),
    ...block(verdict.sentence, 0, paper),
    ...block(verdict.gate, 0, paper),
    '',
    heading('FRAMEWORKS'),
    ...frameworkLines(assessment, paper),
    '',
    ...groups,
    ...greenGroups,
    ...(problems.length === 0
      ? []
      : [
          heading(`EVIDENCE THAT COULD NOT BE READ (${problems.length})`),
          ...problems.flatMap((problem) => block(`${placeText(problem)}: ${problem.message}`, 4, paper, '  - ')),
          '',
        ]),
    ...(dead.length === 0
      ? []
      : [
          heading(`WAIVERS WITHOUT EFFECT (${dead.length})`),
          ...dead.flatMap((waiver) => block(`${waiver.id} (${waiver.state}): ${waiver.explanation}`, 4, paper, '  - ')),
          '',
        ]),
    ...block(
      'A self-assessment or working paper. Not a SOC 2 report, not a conformity assessment, not an opinion.',
      0,
      paper,
    ),
    `assessment.json sha256 ${assessmentDigest(assessment)}`,
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
};

/** The terminal report as a file. */
export const text: Output = {
  format: 'text',
  fileName: 'report.txt',
  mediaType: 'text/plain',
  render: async (assessment, context) => new TextEncoder().encode(textReport(assessment, context)),
};
