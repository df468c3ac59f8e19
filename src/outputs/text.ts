import { plainText } from '../base/plain-text.ts';
import type { Assessment, Finding } from '../model/generated/assessment.ts';
import type { Outcome } from '../model/outcome.ts';
import { cells, padded, wrapped } from './cells.ts';
import { frameworkCounts } from './framework-counts.ts';
import { attentionOf, type FindingGroup, findingGroups, needsAttention, outcomeCounts } from './groups.ts';
import { assessmentDigest } from './json.ts';
import type { Output } from './output.ts';
import { phrasesOf } from './phrases.ts';
import { countsText, verdictOf } from './verdict.ts';
import { explanations } from './view-applicability.ts';
import { datesView } from './view-dates.ts';
import { seedWords, sizesText } from './view-samples.ts';
import { tailoringSentence } from './view-tailoring.ts';
import { counted, dateWords, lastDay, leafChecks, longDate, placeText } from './words.ts';

/** Exceptions shown of one finding. The rest is counted; all of them are in assessment.json. */
const exceptionLimit = 3;

/** Findings shown of one outcome, those named at the start, and entries of a list. The rest is counted: a terminal is read from the top. */
const findingLimit = 6;
const startLimit = 5;
const listLimit = 10;

const colours = {
  'not-satisfied': '31',
  errored: '35',
  undetermined: '33',
  unattested: '36',
  'not-exercised': '2',
  satisfied: '32',
  'not-applicable': '2',
  upcoming: '36',
} as const satisfies Record<Outcome | 'upcoming', string>;

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

/** At most `count` lines of a block; what is cut ends in an ellipsis, and is in the other outputs. */
const fewLines = (text: string, count: number, indent: number, paper: Paper, lead: string): readonly string[] => {
  const lines = block(text, indent, paper, lead);
  if (lines.length <= count) return lines;
  // The ellipsis needs two cells of its own.
  const shorter = block(text, indent, { ...paper, width: paper.width - 2 }, lead).slice(0, count);
  return shorter.map((line, index) => (index === count - 1 ? `${line.replace(/[,;:]+$/u, '')} …` : line));
};

/** What needs somebody: title, then what was seen and where, then what is asked and what to do, a line each. */
const findingLines = (finding: Finding, paper: Paper): readonly string[] => {
  const phrases = phrasesOf(finding);
  const marks = [
    finding.control,
    finding.severity,
    ...(finding.upcomingFrom === undefined ? [] : [`from ${longDate(finding.upcomingFrom)}`]),
    ...(finding.relaxed ? ['relaxed beyond its floor'] : []),
    ...(finding.waivedBy.length === 0 ? [] : [`waived by ${finding.waivedBy.join(', ')}`]),
  ];
  const asked = leafChecks(finding.checks).find(
    (check) => check.question !== undefined && check.outcome === finding.outcome && check.attestation === undefined,
  );
  const [title = '', ...rest] = block(`${finding.title} [${marks.join('; ')}]`, 2, paper, finding.blocks ? '*' : '');
  return [
    paper.paint('1', title),
    ...rest.map((each) => paper.paint('1', each)),
    ...phrases
      .slice(0, exceptionLimit)
      .flatMap(({ text, where }) => fewLines(`${text}${where === null ? '' : ` (${where})`}`, 2, 6, paper, '    -')),
    ...(phrases.length > exceptionLimit ? [`    and ${phrases.length - exceptionLimit} more`] : []),
    ...(asked?.question === undefined ? [] : fewLines(asked.question, 3, 11, paper, '    Asked:')),
    ...fewLines(finding.remedy, 3, 11, paper, '    To do:'),
  ];
};

/** What to begin with: the worst that needs somebody, a title and what to do about it each. */
const startLines = (assessment: Assessment, paper: Paper): readonly string[] => {
  const needing = attentionOf(assessment.findings);
  if (needing.length === 0) return [];
  return [
    ...block(
      `BEGIN WITH (the worst of ${needing.length} that ${needing.length === 1 ? 'needs' : 'need'} somebody)`,
      0,
      paper,
    ).map((line) => paper.paint('1', line)),
    ...needing
      .slice(0, startLimit)
      .flatMap(({ title, remedy, severity }) => [
        ...fewLines(title, 1, 12, paper, `  ${severity}`),
        ...fewLines(remedy, 2, 12, paper, '  To do:'),
      ]),
    '',
  ];
};

const frameworkLines = (assessment: Assessment, paper: Paper): readonly string[] =>
  assessment.frameworks.flatMap((framework) => {
    const { denominators, results } = frameworkCounts(framework, assessment.requirements);
    return block(`${framework.title}: ${denominators} ${results}`, 2, paper);
  });

const lawLines = (assessment: Assessment, paper: Paper): readonly string[] =>
  explanations(assessment).flatMap(({ outcome, title }) => block(`${outcome.label}: ${title}.`, 2, paper));

/** What applies when, a date each: what was looked at, what came of its controls, and on which basis it is the date. */
const dateLines = (assessment: Assessment, paper: Paper): readonly string[] => {
  const { groups, transitions } = datesView(assessment);
  const lines = groups
    .flatMap(({ rows }) => rows)
    .filter((row) => row.looked > 0)
    .flatMap((row) => {
      const date = `${row.later ? 'from' : 'since'} ${row.date}${row.ahead === '' ? '' : `, ${row.ahead}`}`;
      const gate = row.gate === null ? '' : ` ${row.gate}`;
      const basis = row.bases.length === 0 ? '' : ` Basis: ${row.bases.join('; ')}.`;
      const words = `${date}: ${row.requirements}, ${row.controls}: ${row.controlsText}.${gate}${basis}`;
      return block(words, 4, paper, '  -');
    });
  if (lines.length === 0) return [];
  return [
    paper.paint('1', 'WHAT APPLIES WHEN'),
    ...lines,
    ...transitions.flatMap(({ citation, text, confidence }) =>
      block(`${citation}: ${text} (confidence: ${confidence})`, 4, paper, '  -'),
    ),
  ];
};

const groupLines = (group: FindingGroup, paper: Paper): readonly string[] => {
  const open = group.findings.filter((finding) => needsAttention(finding.outcome));
  const inOrder = group.findings.filter((finding) => !open.includes(finding));
  const words = group.id === 'ahead' ? countsText(outcomeCounts(group.findings)) : group.phrase.toLowerCase();
  const heading = paper.paint(
    colours[group.icon],
    clipped(`${group.label.toUpperCase()} (${group.findings.length}): ${words}`, paper.width),
  );
  const omitted = open.slice(findingLimit);
  const blocking = omitted.filter((finding) => finding.blocks).length;
  const counts = [
    `and ${omitted.length} more`,
    ...(blocking === 0
      ? []
      : [
          blocking === omitted.length
            ? blocking === 1
              ? 'which blocks'
              : 'all of which block'
            : `${blocking} of which ${blocking === 1 ? 'blocks' : 'block'}`,
        ]),
  ];
  const lines = [
    heading,
    ...open.slice(0, findingLimit).flatMap((finding) => findingLines(finding, paper)),
    ...(omitted.length === 0 ? [] : block(`${counts.join(', ')}: --format html`, 2, paper)),
  ];
  return open.length > 0 || inOrder.length === 0 ? [...lines, ''] : lines;
};

/** A heading with its list, or nothing when the list is empty. */
const listLines = (title: string, entries: readonly string[], paper: Paper, limit = listLimit): readonly string[] =>
  entries.length === 0
    ? []
    : [
        paper.paint('1', `${title} (${entries.length})`),
        ...entries.slice(0, limit).flatMap((entry) => block(entry, 4, paper, '  - ')),
        ...(entries.length > limit ? [`    and ${entries.length - limit} more`] : []),
        '',
      ];

/** How samples were drawn, and a line for each that is smaller than its population; the items stand in the other outputs. */
const sampleLines = ({ sampling }: Assessment, paper: Paper): readonly string[] => {
  if (sampling === undefined) return [];
  const parts = sampling.samples.filter(({ counted: tested, items }) => items.length < tested);
  const whole = sampling.samples.length - parts.length;
  const lines = [
    ...parts
      .slice(0, listLimit)
      .map(
        ({ id, population, counted: tested, items }) =>
          `${id}: ${items.length} of ${tested} of ${population}, from ${items[0]?.item ?? ''} on`,
      ),
    ...(parts.length > listLimit ? [`${parts.length - listLimit} more, each smaller than its population`] : []),
    ...(whole === 0
      ? []
      : [`${whole}${parts.length === 0 ? '' : ' more'}, of populations so small that they are sampled whole`]),
  ];
  return [
    paper.paint('1', `SAMPLES FOR RE-PERFORMANCE BY HAND (${sampling.samples.length})`),
    ...lines.flatMap((line) => block(line, 4, paper, '  - ')),
    ...block(
      `Whole populations were tested. Method ${sampling.method}, seed "${sampling.seed}" (${seedWords[sampling.seedFrom]}); ${sizesText(sampling.sizes)}. The items: assessment.json and the HTML.`,
      4,
      paper,
    ),
    '',
  ];
};

/** Controls that an audit as of a date leaves out, in one sentence. */
const leftOutLines = ({ profile }: Assessment, paper: Paper): readonly string[] => {
  const count = profile.leftOut?.length ?? 0;
  if (count === 0) return [];
  return [
    ...block(
      `As of a date: ${counted(count, 'control')} of the profile over a period left out; assessment.json names each.`,
      0,
      paper,
    ),
    '',
  ];
};

/** The report for a terminal: the verdict, what fails and what to do about it, and the rest as numbers. */
export const textReport = (
  assessment: Assessment,
  options: { readonly color: boolean; readonly width: number },
): string => {
  const paper: Paper = {
    width: Math.min(110, Math.max(40, options.width)),
    paint: (code, text) => (options.color ? `\u001b[${code}m${text}\u001b[0m` : text),
  };
  const verdict = verdictOf(assessment);
  const problems = assessment.evidence.flatMap((item) => item.problems);
  const dead = assessment.waivers.filter((waiver) => waiver.state !== 'effective');
  const lines = [
    ...block(assessment.title, 0, paper).map((line) => paper.paint('1', line)),
    ...block(
      `${assessment.system.name}; ${assessment.profile.basis === 'date' ? '' : `period ${longDate(assessment.period.start)} to ${longDate(lastDay(assessment.period))}; `}as of ${longDate(assessment.asOf)}; profile ${assessment.profile.id}`,
      0,
      paper,
    ),
    '',
    paper.paint(colours[verdict.outcome], verdict.headline),
    ...(verdict.tailored === '' ? [] : block(verdict.tailored, 0, paper).map((line) => paper.paint('33', line))),
    ...block(`${verdict.sentence} ${verdict.aside}`, 0, paper),
    ...block(`${verdict.gate}${assessment.gate.blocked ? ' A * marks what blocks.' : ''}`, 0, paper),
    '',
    ...startLines(assessment, paper),
    ...frameworkLines(assessment, paper),
    ...lawLines(assessment, paper),
    '',
    ...findingGroups(assessment.findings).flatMap((group) => groupLines(group, paper)),
    '',
    ...listLines(
      'EVIDENCE THAT COULD NOT BE READ',
      problems.map((problem) => `${placeText(problem)}: ${problem.message}`),
      paper,
    ),
    ...listLines(
      'WAIVERS WITHOUT EFFECT',
      dead.map((waiver) => `${waiver.id} (${waiver.state}): ${dateWords(waiver.explanation)}`),
      paper,
    ),
    // What was tailored is told in full, however much it is: it moves what the verdict means.
    ...listLines('TAILORING', assessment.profile.tailoring.map(tailoringSentence), paper, Number.POSITIVE_INFINITY),
    ...listLines(
      'POLICIES OF OTHERS',
      (assessment.inputs.policies.packs ?? []).map(({ id, title, sha256 }) => `${title} (${id}), sha256 ${sha256}`),
      paper,
    ),
    ...dateLines(assessment, paper),
    '',
    ...sampleLines(assessment, paper),
    ...leftOutLines(assessment, paper),
    ...block('Every finding in full: --format html for people, --format json for programs.', 0, paper),
    ...block(
      'A self-assessment or working paper. Not a SOC 2 report, not a conformity assessment, not an opinion.',
      0,
      paper,
    ),
    `assessment.json sha256 ${assessmentDigest(assessment)}`,
  ];
  return `${lines
    .map((line) => line.trimEnd())
    .filter((line, index, all) => line !== '' || all[index - 1] !== '')
    .join('\n')}\n`;
};

/** The terminal report as a file. */
export const text: Output = {
  format: 'text',
  fileName: 'report.txt',
  mediaType: 'text/plain',
  render: async (assessment, context) => new TextEncoder().encode(textReport(assessment, context)),
};
