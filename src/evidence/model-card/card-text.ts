import { shortened } from '../../base/plain-text.ts';
import type { Location } from '../../model/facts.ts';
import { normalisedHeading } from '../heading.ts';
import { type Block, endOfSection, type Outline, type Section, wordsIn } from '../markdown.ts';
import { type CardTopic, isUsageHeading, type TopicRule, topicsOf } from './topics.ts';

/** What a card says on a topic, and the lines on which it says it. */
export interface CardStatement {
  readonly topic: CardTopic;
  readonly text: string;
  readonly source: Location;
  /** How it was found: a heading, a label, a row of a table. */
  readonly rule: string;
}

/** A section with what its heading stands for, and what of it counts as said. */
export interface CardSection extends Section {
  readonly topics: readonly CardTopic[];
  /** Prose that says something: no placeholders, no captions of code, no bare links. */
  readonly said: readonly Block[];
  readonly wordCount: number;
  readonly placeholder: boolean;
  readonly codeOnly: boolean;
  readonly linkOnly: boolean;
}

/** A paragraph that only introduces the code after it: "Install it like this:". */
const isCaption = (block: Block, next: Block | undefined, usage: boolean): boolean =>
  block.kind === 'prose' && next?.kind === 'code' && (usage || block.text.endsWith(':'));

/** The heading that is the title of the whole card: it says so, or it is the only one of the first level. */
export const titleOf = (sections: readonly Section[]): Section | undefined => {
  const [first, ...others] = sections.filter((section) => section.level === 1);
  return first && (others.length === 0 || /\bmodel card\b/i.test(first.title)) ? first : undefined;
};

/** The sections of a card, with what each stands for. A title stands for the card, not for a topic. */
export const cardSections = (outline: Outline, terms: readonly TopicRule[]): readonly CardSection[] => {
  const title = titleOf(outline.sections);
  return outline.sections.map((section) => {
    const usage = isUsageHeading(section.title);
    const prose = section.blocks.filter((block) => block.kind !== 'code');
    const uncaptioned = section.blocks.filter(
      (block, index) => block.kind !== 'code' && !isCaption(block, section.blocks[index + 1], usage),
    );
    const stated = uncaptioned.filter((block) => !block.placeholder);
    const said = stated.filter((block) => !block.linkOnly);
    return {
      ...section,
      topics: section === title ? [] : topicsOf(section.title, terms),
      said,
      wordCount: prose.reduce((sum, block) => sum + wordsIn(block.text), 0),
      placeholder: prose.length > 0 && prose.every((block) => block.placeholder),
      codeOnly: section.blocks.length > 0 && uncaptioned.length === 0,
      linkOnly: stated.length > 0 && said.length === 0,
    };
  });
};

/** A block as it counts for a topic: without the labelled lines that stand for other topics ("Out-of-scope:" under "Uses"). */
const textFor = (block: Block, topic: CardTopic, terms: readonly TopicRule[]): string | undefined => {
  const foreign = block.labels.filter(({ label }) => {
    const topics = topicsOf(label, terms);
    return topics.length > 0 && !topics.includes(topic);
  });
  if (foreign.length === 0) return block.text;
  const [first] = block.labels;
  const kept = block.labels.filter((label) => !foreign.includes(label)).map(({ label, value }) => `${label}: ${value}`);
  if (first?.line === block.line) return kept.length === 0 ? undefined : kept.join('\n');
  const until = block.text.split('\n').slice(0, (first?.line ?? block.line) - block.line);
  return [...until, ...kept].join('\n') || undefined;
};

/** Text that counts, and the last line of it. */
interface Said {
  readonly text: string;
  readonly endLine: number;
}

/**
 * The text on a topic under one heading: its own, and that of the headings below it that stand for nothing else. A heading
 * below it that stands for another topic ("Out-of-scope use" under "Uses") keeps its text, and all below it, to itself.
 */
const textUnder = (
  sections: readonly CardSection[],
  index: number,
  topic: CardTopic,
  terms: readonly TopicRule[],
): readonly Said[] => {
  const said = (section: CardSection | undefined): readonly Said[] =>
    (section?.said ?? []).flatMap((block) => {
      const text = textFor(block, topic, terms);
      return text === undefined ? [] : [{ text, endLine: block.endLine }];
    });
  const texts = [...said(sections[index])];
  let foreign = Number.POSITIVE_INFINITY;
  for (let at = index + 1, end = endOfSection(sections, index); at < end; at += 1) {
    const section = sections[at];
    if (!section) break;
    if (section.level <= foreign) foreign = Number.POSITIVE_INFINITY;
    if (foreign < section.level) continue;
    if (section.topics.length > 0 && !section.topics.includes(topic)) foreign = section.level;
    else texts.push(...said(section));
  }
  return texts;
};

/** What the headings of a card say, topic by topic, in the order of the card. */
export const sectionStatements = (
  sections: readonly CardSection[],
  file: string,
  terms: readonly TopicRule[],
): readonly CardStatement[] => {
  const statements: CardStatement[] = [];
  const covered = new Set<string>();
  sections.forEach((section, index) => {
    for (const topic of section.topics) {
      if (covered.has(`${topic} ${index}`)) continue;
      // What stands below a heading of the same topic is part of it, and is not counted again.
      for (let at = index + 1, end = endOfSection(sections, index); at < end; at += 1)
        if (sections[at]?.topics.includes(topic)) covered.add(`${topic} ${at}`);
      const texts = textUnder(sections, index, topic, terms);
      const last = texts.at(-1);
      if (last)
        statements.push({
          topic,
          text: texts.map(({ text }) => text).join('\n\n'),
          source: { file, line: section.line, endLine: last.endLine },
          rule: `heading "${shortened(section.title, 60)}"`,
        });
    }
  });
  return statements;
};

/** Headers of the tables that give an answer to each of their rows (`Field | Response`), and not a result to each. */
const answering = new Set(['', 'field', 'item', 'property', 'attribute', 'key', 'question', 'aspect', 'topic']);

/** An answer of one word, which no text fact can rest on: "Yes" says neither how nor what. */
const bareAnswer = /^(yes|no|none|not applicable|n\/?a|true|false|unknown)[.!]?$/i;

/** What bold labels (`**Developed by:** …`) and rows of `Field | Response` tables say. */
export const labelStatements = (
  sections: readonly CardSection[],
  file: string,
  terms: readonly TopicRule[],
): readonly CardStatement[] =>
  sections.flatMap((section) =>
    section.said.flatMap((block) => {
      const row =
        block.kind === 'row' && block.cells.length === 2 && answering.has(normalisedHeading(block.header[0] ?? '-'))
          ? block.cells
          : undefined;
      const labels = row ? [{ label: row[0] ?? '', value: row[1] ?? '', line: block.line }] : block.labels;
      return labels
        .filter(({ value }) => !bareAnswer.test(value.trim()))
        .flatMap(({ label, value, line }) =>
          topicsOf(label, terms).map((topic) => ({
            topic,
            text: value,
            source: { file, line },
            rule: `${row ? 'row' : 'label'} "${shortened(label, 60)}"`,
          })),
        );
    }),
  );
