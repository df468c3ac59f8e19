import { isPlaceholderProse } from '../../base/placeholder.ts';
import { plainText, shortened } from '../../base/plain-text.ts';
import { instantOf } from '../../base/time.ts';
import { factText } from '../fact-values.ts';
import { normalisedHeading } from '../heading.ts';
import type { Outline } from '../markdown.ts';
import { place, type SheetDraft } from '../sheet-draft.ts';
import { type CardSection, type CardStatement, labelStatements, sectionStatements, titleOf } from './card-text.ts';
import type { CardTopic } from './topics.ts';

/** Facts that are a word or a line: a label says them better than a section does. */
const short: ReadonlySet<CardTopic> = new Set([
  'providerName',
  'contact',
  'license',
  'version',
  'releasedOn',
  'baseModel',
  'owner',
]);

/** Facts that a section of prose states. */
export const cardTopics: readonly CardTopic[] = [
  'intendedPurpose',
  'intendedUsers',
  'outOfScopeUse',
  'limitations',
  'trainingData',
  'evaluation',
  'ethicalConsiderations',
  'architecture',
  'inputs',
  'outputs',
  'explainability',
  'hardware',
  'environment',
  'oversightMeasures',
  'monitoringPlan',
  'robustnessMeasures',
  'cybersecurityMeasures',
  'biasExamination',
  'dataProvenance',
  'dataPreparation',
  'dataGaps',
  'lifetime',
  'predeterminedChanges',
  'riskClassification',
];

/** Why a topic is absent: its heading is there and says nothing, or there is none. */
const silence = (topic: CardTopic, sections: readonly CardSection[], file: string): string => {
  const headings = sections.filter((section) => section.topics.includes(topic));
  const heading =
    headings.find((section) => section.placeholder || section.codeOnly || section.linkOnly) ?? headings[0];
  if (!heading) return `no section of ${file} is about it`;
  const what = heading.placeholder
    ? 'holds only a placeholder'
    : heading.codeOnly
      ? 'holds only code'
      : heading.linkOnly
        ? 'only points elsewhere'
        : 'is empty';
  return `the section "${shortened(heading.title, 60)}" at ${file}:${heading.line} ${what}`;
};

const setDate = (statement: CardStatement, draft: SheetDraft): void => {
  const date = /\b\d{4}-\d{2}-\d{2}\b/.exec(statement.text)?.[0];
  if (date !== undefined && instantOf(date) !== undefined) draft.set('releasedOn', date, statement.source);
  else
    draft.lack(
      'releasedOn',
      `no date YYYY-MM-DD at ${place(statement.source)}, but "${shortened(statement.text, 40)}"`,
    );
};

/** Sets what the sections and labels of the card state, where the governance block and the front matter are silent. */
const stateTopics = (sections: readonly CardSection[], file: string, draft: SheetDraft): void => {
  const useful = (statement: CardStatement): boolean => !isPlaceholderProse(statement.text);
  const fromSections = sectionStatements(sections, file).filter(useful);
  const fromLabels = labelStatements(sections, file).filter(useful);
  for (const topic of [...cardTopics, ...short]) {
    if (draft.has(topic)) continue;
    const isTopic = (statement: CardStatement): boolean => statement.topic === topic;
    const inSections = fromSections.filter(isTopic);
    const inLabels = fromLabels.filter(isTopic);
    const several = short.has(topic)
      ? [...inLabels, ...inSections].slice(0, 1)
      : inSections.length > 0
        ? inSections
        : inLabels;
    const [first] = several;
    const answered = /^(answered|left|could not)/.test(draft.whyAbsent(topic) ?? '');
    if (!first) {
      if (!answered) draft.lack(topic, silence(topic, sections, file));
    } else if (topic === 'releasedOn') setDate(first, draft);
    else draft.set(topic, factText(several.map((statement) => statement.text).join('\n\n')), first.source);
  }
};

/**
 * How many models a card describes: at least two canonical headings of one level that each come back n times make n models.
 * One heading alone that comes back ("Results" for each dataset) does not.
 */
const modelsDescribed = (sections: readonly CardSection[]): number => {
  const counts = new Map<string, number>();
  for (const section of sections.filter((each) => each.topics.length > 0 && each.level > 1 && each.level < 7)) {
    const key = `${section.level} ${normalisedHeading(section.title)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => b - a)[1] ?? 1;
};

const generated = /\b(automatically generated|generated automatically|auto-?generated)\b/i;

/** Facts about the card as a text: its sections, how much it says, whether somebody finished it. */
export const setCardFacts = (
  outline: Outline,
  sections: readonly CardSection[],
  indexed: number,
  file: string,
  draft: SheetDraft,
): void => {
  stateTopics(sections, file, draft);
  for (const section of sections.filter((each) => each.level > 0 && each.title !== '')) {
    const source = { file, line: section.line, endLine: section.endLine };
    const heading = normalisedHeading(section.title) || section.title;
    const record = draft.add('sections', shortened(heading, 120), source);
    record.set('title', shortened(section.title, 200), source);
    const [topic] = section.topics;
    if (topic) record.set('topic', topic, source);
    else record.lack('topic', 'the heading stands for no field that we know');
    record.set('wordCount', section.wordCount, source);
    record.set('placeholder', section.placeholder, source);
    record.set('codeOnly', section.codeOnly, source);
  }
  const blocks = sections.flatMap((section) => section.blocks).filter((block) => block.kind !== 'code');
  draft.set(
    'wordCount',
    sections.reduce((sum, section) => sum + section.wordCount, 0),
  );
  draft.set(
    'linkOnly',
    blocks.length > 0 &&
      blocks.every((block) => block.linkOnly || block.placeholder) &&
      blocks.some((block) => block.linkOnly),
  );
  draft.set('modelCount', Math.max(indexed, modelsDescribed(sections)));
  const unfinished = sections.some((section) => section.placeholder);
  draft.set(
    'autoGenerated',
    outline.comments.some((comment) => generated.test(comment)) ||
      (unfinished && blocks.some((block) => generated.test(block.text))),
  );
};

const generic = /^(model )?(overview|description|introduction|summary|information|details|readme)$/i;

/** The title of a card without the words that say that it is one. */
export const cardTitle = (
  sections: readonly CardSection[],
): { readonly title: string; readonly line: number } | undefined => {
  const first = titleOf(sections);
  const title = first?.title
    .replace(/^\s*model\s+card\b\s*(for|of|:|-|–)?\s*/i, '')
    .replace(/[\s:–-]*model\s+card\s*$/i, '')
    .trim();
  return first && title && !isPlaceholderProse(title) && !title.includes('{{') && !generic.test(title)
    ? { title: plainText(shortened(title, 120)), line: first.line }
    : undefined;
};
