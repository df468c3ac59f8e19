import { canonicalJson } from '../base/canonical-json.ts';
import { plainText } from '../base/plain-text.ts';
import type { EvidenceRequest, EvidenceRequestList, FactWanted } from '../model/generated/evidence-requests.ts';
import { wrapped } from '../outputs/cells.ts';
import { citationsText } from '../outputs/view-answers.ts';
import { counted, durationWords, lastDay, longDate } from '../outputs/words.ts';

/** How each kind of evidence is handed over, in words for whoever collects it. */
const handOver: Readonly<Record<string, string>> = {
  system: 'One YAML file. `plumbline init` writes it with every question; "unknown" is an answer.',
  'model-card': 'One file for each model in production: Markdown, JSON or YAML.',
  'drift-run':
    'One YAML file for each run, with the two snapshots of the rows as Parquet. The numbers are measured from the rows.',
  document: 'The document as Markdown with front matter, or any file with <file>.meta.yaml beside it.',
  register: 'A table, CSV or JSON, one row for each item, with these columns.',
  people:
    'One YAML file that says which addresses, logins and keys belong to one person. `plumbline people propose` starts it.',
  'forge-export':
    'The export that `plumbline collect github` or `plumbline collect gitlab` writes, with the raw answers beside it.',
  'git-history':
    'The history of the branch as a git pack (`plumbline collect git`), or the repository as a git bundle (`git bundle create history.bundle --all`). What is listed is measured from it.',
};

const stateWords = { there: 'there', incomplete: 'INCOMPLETE', missing: 'MISSING' } as const;
const decides = { machine: 'a machine', partly: 'a machine and a person', person: 'a person' } as const;

const decidedText = (by: EvidenceRequest['decidedBy']): string => by.map((each) => decides[each]).join('; ');

const headOf = (list: EvidenceRequestList): readonly string[] => [
  `Evidence request list: ${list.profile.title} (${list.profile.id})`,
  `${list.system === undefined ? '' : `${list.system}; `}${
    list.period === undefined
      ? 'for the period that the audit will name'
      : `period ${longDate(list.period.start)} to ${longDate(lastDay(list.period))}`
  }; as of ${longDate(list.asOf)}`,
];

/** Names shown of one request in the text and in Markdown; the JSON has all of them. */
const nameLimit = 12;

const fewOf = (names: readonly string[]): string =>
  names.length <= nameLimit
    ? names.join(', ')
    : `${names.slice(0, nameLimit).join(', ')} and ${names.length - nameLimit} more`;

const citationsOf = (citations: readonly string[]): string => {
  const shown = citationsText(citations.slice(0, nameLimit));
  return citations.length <= nameLimit ? shown : `${shown} and ${citations.length - nameLimit} more`;
};

/** What the list says of itself at the end: how much is asked, and how much of it is there. */
const totalsOf = ({ requests, questions, notAsked }: EvidenceRequestList): string => {
  const states = [...requests, ...questions].flatMap(({ state }) => state ?? []);
  const of = (state: string): number => states.filter((each) => each === state).length;
  const counts = (['there', 'incomplete', 'missing'] as const).flatMap((state) =>
    of(state) === 0 ? [] : [`${of(state)} ${state}`],
  );
  const standing = counts.length === 0 ? '' : ` ${counts.join(', ')}. What is there need not pass.`;
  const left =
    notAsked.length === 0
      ? ''
      : ` ${counted(notAsked.length, 'control')} of the profile ask for nothing: they do not apply to this system.`;
  return `${counted(requests.length, 'request')} and ${counted(questions.length, 'question')} for a person.${standing}${left}`;
};

const factText = ({ fact, column, of, says, expected }: FactWanted): string => {
  const wanted = expected.length === 0 ? '' : ` [expected: ${durationWords(expected.join('; '))}]`;
  return `${of === undefined ? '' : `${of}: `}${column ?? fact}: ${says}${wanted}`;
};

/** The list for a terminal or a letter, at most 100 cells wide. */
export const requestsText = (list: EvidenceRequestList, width: number): string => {
  const cells = Math.min(100, Math.max(40, width));
  const block = (text: string, indent: number, lead = ''): readonly string[] =>
    wrapped(plainText(text), cells - indent).map((line, index) => `${(index === 0 ? lead : '').padEnd(indent)}${line}`);
  const lines: string[] = [...headOf(list).flatMap((line) => block(line, 0)), ''];
  let kind: string | undefined;
  for (const request of list.requests) {
    if (request.kind !== kind) {
      kind = request.kind;
      lines.push(kind.toUpperCase(), ...block(handOver[kind] ?? '', 2), '');
    }
    lines.push(
      ...block(`${request.what}${request.state === undefined ? '' : `: ${stateWords[request.state]}`}`, 6, request.id),
      ...(request.kind === 'document' && request.type !== undefined ? [] : block(request.describes, 6)),
      ...request.timing.flatMap((each) => block(durationWords(each), 11, '      when')),
      ...request.holds.flatMap((each) => block(factText(each), 10, '        -')),
      ...(request.seen ?? []).flatMap((path) => block(path, 14, '      there')),
      ...(request.lacks ?? []).flatMap((each) => block(each, 14, '      lacks')),
      ...block(fewOf(request.controls), 11, '      for'),
      ...(request.requirements.length === 0 ? [] : block(citationsOf(request.requirements), 11)),
      ...block(`decided by ${decidedText(request.decidedBy)}`, 6),
      '',
    );
  }
  if (list.questions.length > 0)
    lines.push(
      'QUESTIONS FOR A PERSON',
      ...block('Each answered with `plumbline attest CONTROL --evidence DIR`.', 2),
      '',
    );
  for (const { id, control, question, roles, within, afterPeriod, requirements, state } of list.questions)
    lines.push(
      ...block(`${control}${state === undefined ? '' : `: ${stateWords[state]}`}`, 6, id),
      ...block(question, 6),
      ...(roles === undefined ? [] : block(`by ${roles.join(' or ')}`, 6)),
      ...(within === undefined ? [] : block(durationWords(`at most ${within} old`), 6)),
      ...(afterPeriod ? block('only after the period is over', 6) : []),
      ...(requirements.length === 0 ? [] : block(citationsOf(requirements), 6)),
      '',
    );
  return `${[...lines, ...block(totalsOf(list), 0)].map((line) => line.trimEnd()).join('\n')}\n`;
};

/** Text that stands for itself in Markdown: nothing of it is markup. */
const literal = (text: string): string =>
  plainText(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');

/** The list as Markdown, with a box to tick for each request. */
export const requestsMarkdown = (list: EvidenceRequestList): string => {
  const [title = '', about = ''] = headOf(list).map(literal);
  const lines = [`# ${title}`, '', about, '', literal(totalsOf(list)), ''];
  const box = (state: string | undefined): string => (state === 'there' ? '[x]' : '[ ]');
  let kind: string | undefined;
  for (const request of list.requests) {
    if (request.kind !== kind) {
      kind = request.kind;
      lines.push(`## ${literal(kind)}`, '', handOver[kind] ?? '', '');
    }
    lines.push(
      `- ${box(request.state)} **${request.id} ${literal(request.what)}**${request.state === undefined ? '' : ` (${stateWords[request.state]})`}: ${literal(request.describes)}`,
      ...request.timing.map((each) => `  - When: ${literal(durationWords(each))}`),
      ...request.holds.map((each) => `  - ${literal(factText(each))}`),
      ...(request.seen ?? []).map((path) => `  - There: ${literal(path)}`),
      ...(request.lacks ?? []).map((each) => `  - Lacks: ${literal(each)}`),
      `  - For: ${literal(fewOf(request.controls))}${request.requirements.length === 0 ? '' : ` (${literal(citationsOf(request.requirements))})`}`,
      `  - Decided by ${decidedText(request.decidedBy)}`,
      '',
    );
  }
  if (list.questions.length > 0) lines.push('## Questions for a person', '');
  for (const { id, control, question, roles, within, afterPeriod, requirements, state } of list.questions) {
    const how = [
      ...(roles === undefined ? [] : [`by ${roles.join(' or ')}`]),
      ...(within === undefined ? [] : [durationWords(`at most ${within} old`)]),
      ...(afterPeriod ? ['only after the period is over'] : []),
    ].join('; ');
    lines.push(
      `- ${box(state)} **${id} ${literal(control)}**${state === undefined ? '' : ` (${stateWords[state]})`}: ${literal(question)}`,
      ...(how === '' ? [] : [`  - ${literal(how)}`]),
      ...(requirements.length === 0 ? [] : [`  - ${literal(citationsOf(requirements))}`]),
    );
  }
  return `${lines.join('\n')}\n`;
};

/** The list as canonical JSON (schemas/evidence-requests.schema.json). */
export const requestsJson = (list: EvidenceRequestList): string => `${canonicalJson(list)}\n`;
