import { isEmptyAnswer } from '../../base/placeholder.ts';
import { normalisedHeading } from '../heading.ts';
import { type Block, endOfSection, mostHeadings, outlineOf, type Section, wordsIn } from '../markdown.ts';
import { isMapping } from '../text-file.ts';

/** A section of a governed document. */
interface DocumentSection {
  readonly title: string;
  readonly line: number;
  readonly endLine: number;
  /** Words of prose, those of the sections below it among them. */
  readonly wordCount: number;
  readonly placeholder: boolean;
}

/** Prose and rows. The head of a table says what would stand in it. */
const proseOf = (section: Section) =>
  section.blocks.filter((block) => block.kind === 'prose' || (block.kind === 'row' && block.header.length > 0));

const saysNothing = (block: Block): boolean =>
  block.placeholder || isEmptyAnswer(block.text) || block.text.split('\n').every(isEmptyAnswer);

/** Fewest words with which a section treats what its heading names. */
const fewestWords = 3;
/** Scripts written without spaces: about two characters stand for a word. */
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/gu;

/** What answers in one word: a name with its number (Apache-2.0), an address, a file. */
const pointsOut =
  /\p{L}{2}[\p{L}.-]*[- .]?\d|\S@[\p{L}\p{N}-]+\.\p{L}{2}|https?:\/\/|\p{L}\.(md|pdf|html?|docx?|xlsx?|csv|ya?ml|json)\b/u;

const isAnswer = (texts: readonly string[]): boolean => {
  const words = texts.reduce((sum, text) => sum + wordsIn(text) + (text.match(unspaced)?.length ?? 0) / 2, 0);
  return words >= fewestWords || texts.some((text) => pointsOut.test(text));
};

const countUnder = (sections: readonly Section[], index: number): DocumentSection => {
  const head = sections[index];
  const whole = sections.slice(index, endOfSection(sections, index));
  const blocks = whole.flatMap(proseOf);
  const said = blocks.filter((block) => !saysNothing(block));
  return {
    title: head?.title ?? '',
    line: head?.line ?? 1,
    endLine: whole.reduce((last, section) => Math.max(last, section.endLine), 1),
    wordCount: said.reduce((sum, block) => sum + wordsIn(block.text), 0),
    placeholder: blocks.length > 0 && !isAnswer(said.map((block) => block.text)),
  };
};

/** The text of a document. */
export interface DocumentText {
  readonly sections: readonly DocumentSection[];
  /** Words of the whole, also those that stand under no heading, and placeholders. */
  readonly wordCount: number;
  /** Whether any of it says something. */
  readonly hasContent: boolean;
}

/** The sections of a Markdown or HTML text that have content, and the whole; undefined beyond `mostHeadings`. */
export const textSections = (body: string): DocumentText | undefined => {
  const outline = outlineOf(body).sections;
  if (outline.length > mostHeadings) return undefined;
  const sections = outline
    .map((section, index) => ({ section, read: countUnder(outline, index) }))
    .filter(
      ({ section, read }) => section.level > 0 && section.title !== '' && (read.wordCount > 0 || read.placeholder),
    )
    .map(({ read }) => read);
  const prose = outline.flatMap(proseOf);
  const wordCount = prose.reduce((sum, block) => sum + wordsIn(block.text), 0);
  const hasContent = isAnswer(prose.filter((block) => !saysNothing(block)).map((block) => block.text));
  return { sections, wordCount, hasContent };
};

/** All text of a value of YAML or JSON. */
const leaves = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.flatMap(leaves)
    : isMapping(value)
      ? Object.values(value).flatMap(leaves)
      : value === null || value === undefined
        ? []
        : [String(value)];

/** The top-level keys of a YAML or JSON document as its sections; those under `skip` are not content. */
export const dataSections = (
  data: Readonly<Record<string, unknown>>,
  skip: string,
  lineOf: (pointer: string) => number,
): DocumentText => {
  const sections = Object.entries(data)
    .filter(([key]) => key !== skip)
    .map(([key, value]): DocumentSection => {
      const texts = leaves(value);
      const said = texts.filter((text) => !isEmptyAnswer(text));
      const line = lineOf(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      return {
        title: key,
        line,
        endLine: line,
        wordCount: said.reduce((sum, text) => sum + wordsIn(text), 0),
        placeholder: texts.length > 0 && said.length === 0,
      };
    })
    .filter((section) => section.wordCount > 0 || section.placeholder);
  const wordCount = sections.reduce((sum, section) => sum + section.wordCount, 0);
  return { sections, wordCount, hasContent: wordCount > 0 };
};

/** A heading as a topic: lower case, words joined by hyphens. `yamlKey` and `snake_case` are words too. */
export const topicOf = (title: string): string =>
  normalisedHeading(title.replace(/([a-z0-9])([A-Z])/g, '$1 $2')).replaceAll(' ', '-');
