import MarkdownIt, { type Token } from 'markdown-it';
import { isPlaceholderProse } from '../base/placeholder.ts';

/** A piece of a section: prose (a paragraph, a list item, a cell row) or code. Lines count from 1. */
export interface Block {
  readonly kind: 'prose' | 'code' | 'row';
  /** Plain text, without markup. Code is empty: only that it is there counts. */
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
  /** Cells of a table row, plain, and of the header of its table. */
  readonly cells: readonly string[];
  readonly header: readonly string[];
  /** `Label: value` lines of the text. */
  readonly labels: readonly { readonly label: string; readonly value: string; readonly line: number }[];
  /** Whether the text says nothing. */
  readonly placeholder: boolean;
  /** Whether the text has a link, and no words but those that point at it. */
  readonly linkOnly: boolean;
}

/** A heading with what stands under it, up to the next heading. The text before the first heading has level 0. */
export interface Section {
  /** As written, without markup. */
  readonly title: string;
  /** 1 to 6; 7 for a line that is only bold. */
  readonly level: number;
  readonly line: number;
  readonly endLine: number;
  readonly blocks: readonly Block[];
}

/** Most headings that a text may have; beyond that it is no document that a person wrote, and is refused. */
export const mostHeadings = 5_000;

/** A Markdown text as sections in order, and the comments in it. */
export interface Outline {
  readonly sections: readonly Section[];
  readonly comments: readonly string[];
}

// Block structure only: inline rules cost quadratic time on hostile text, and nothing here is ever rendered.
const markdown = new MarkdownIt('default', { html: true, maxNesting: 20 });
markdown.core.ruler.enableOnly(['normalize', 'block']);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Inline Markdown and HTML as plain text: links keep their words, images their description, emphasis and tags go. */
export const plainInline = (source: string): string =>
  !/[*_`~<>[\]&\\]|[^\S ]| {2}/.test(source) ? source.trim() : unmarked(source);

const unmarked = (source: string): string =>
  source
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)/g, '$1')
    .replace(/!?\[([^[\]]+)\]\[[^[\]]*\]/g, '$1')
    .replace(/<(https?:[^<>\s]*|[^<>\s@]+@[^<>\s]+)>/g, '$1')
    .replace(/<\/?[A-Za-z][^<>]*>/g, ' ')
    .replace(/`+/g, '')
    .replace(/(\\[*~])|\*{1,3}|~~/g, (_whole, escaped: string | undefined) => escaped ?? '')
    .replace(/(^|[\s(])_{1,3}(?=\S)|(\S)_{1,3}(?=[\s).,:;!?]|$)/gm, '$1$2')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_whole, name: string) => entities[name] ?? ' ')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();

const pointing =
  /\b(see|refer|to|the|our|its|their|here|this|that|please|for|details?|more|information|info|paper|papers|card|model|models|in|at|on|of|and|or|a|an|also|read|documentation|docs|visit|link|links|is|are|be|can|found|available|follow|following|github|repository|repo|page|website|blog|post|report|readme|check|out|full)\b/gi;

const hasLink = (source: string): boolean => /\]\(|\]\[|https?:\/\//.test(source);

/** Whether a text has a link, and no words but those that point at it. */
export const isLinkOnly = (source: string, text: string): boolean =>
  hasLink(source) &&
  text
    .replace(/https?:\/\/\S+/g, '')
    .replace(pointing, '')
    .replace(/[^\p{L}\p{N}]+/gu, '') === '';

const labelled = /^\s*(?:[-*+]\s+)?(?:\*\*|__)(?=\S)(.{1,120}?)(?:\*\*|__)\s*(:?)\s*(.*)$/;

const labelsOf = (source: string, line: number): Block['labels'] => {
  const labels: { label: string; value: string; line: number }[] = [];
  source.split('\n').forEach((text, index) => {
    const match = labelled.exec(text);
    const label = plainInline(match?.[1] ?? '');
    const colon = label.endsWith(':') || match?.[2] === ':';
    // `**Model developer** Meta`: a run-in heading. In `**Note** that` the sentence goes on.
    const runIn = /^[\p{Lu}\p{N}"“([]/u.test(match?.[3] ?? '') && label.split(' ').length <= 6;
    if (match && (colon || runIn || (match[3] ?? '') === ''))
      labels.push({ label: label.replace(/\s*:$/, ''), value: plainInline(match[3] ?? ''), line: line + index });
    else {
      const last = labels.at(-1);
      if (last) last.value = `${last.value}\n${plainInline(text)}`.trim();
    }
  });
  return labels;
};

const prose = (source: string, line: number, endLine: number): Block => {
  const text = plainInline(source);
  const labels = labelsOf(source, line);
  const said = labels.length > 0 && !labelled.test(source) ? [text] : labels.map((label) => label.value);
  const placeholder = isPlaceholderProse(text) || (said.length > 0 && said.every(isPlaceholderProse));
  return {
    kind: 'prose',
    text,
    line,
    endLine,
    cells: [],
    header: [],
    labels,
    placeholder,
    linkOnly: isLinkOnly(source, text),
  };
};

const code = (line: number, endLine: number): Block => ({
  kind: 'code',
  text: '',
  line,
  endLine,
  cells: [],
  header: [],
  labels: [],
  placeholder: false,
  linkOnly: false,
});

const linesOf = (token: Token): readonly [number, number] => {
  const [from, until] = token.map ?? [0, 1];
  return [from + 1, Math.max(from + 1, until)];
};

/** A paragraph that is one bold line and nothing else: how many cards write a heading. */
const boldHeading = (source: string): string | undefined => {
  const match = /^(\*\*|__)([^\n]{1,120}?)\1\s*:?\s*(?:<br\s*\/?>)?$/.exec(source.trim());
  return match?.[2] === undefined || match[2].includes('**') ? undefined : plainInline(match[2]).replace(/\s*:$/, '');
};

const htmlHeading = /^\s*<h([1-6])\b[^<>]*>(.*?)(?:<\/h\1\s*>|$)/i;

interface OpenSection {
  title: string;
  level: number;
  line: number;
  endLine: number;
  blocks: Block[];
}

/** Reads the headings, prose, tables and code of a Markdown text. HTML is read for its headings and words, never kept. */
export const outlineOf = (body: string): Outline => {
  const sections: OpenSection[] = [{ title: '', level: 0, line: 1, endLine: 1, blocks: [] }];
  const comments: string[] = [];
  const open = (title: string, level: number, line: number): void => {
    sections.push({ title, level, line, endLine: line, blocks: [] });
  };
  const put = (block: Block): void => {
    const section = sections.at(-1);
    if (!section || (block.kind !== 'code' && block.text === '')) return;
    section.blocks.push(block);
    section.endLine = Math.max(section.endLine, block.endLine);
  };
  const readHtml = (source: string, first: number): void => {
    const words = source
      .replace(/<!--([\s\S]*?)(-->|$)/g, (whole, inside: string) => {
        comments.push(inside.trim());
        return whole.replace(/[^\n]/g, ' ');
      })
      .replace(/<summary\b[^<>]*>[^<>]*<\/summary>/gi, (whole) => whole.replace(/[^\n]/g, ' '));
    words.split('\n').forEach((text, index) => {
      const heading = htmlHeading.exec(text);
      if (heading) open(plainInline(heading[2] ?? ''), Number(heading[1]), first + index);
      else put(prose(text, first + index, first + index));
    });
  };

  let row: { cells: string[]; sources: string[]; line: number } | undefined;
  let header: readonly string[] = [];
  let inHead = false;
  let listDepth = 0;
  const tokens = markdown.parse(body, {});
  tokens.forEach((token, index) => {
    const [line, endLine] = linesOf(token);
    if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') listDepth += 1;
    else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') listDepth -= 1;
    else if (token.type === 'heading_open')
      open(plainInline(tokens[index + 1]?.content ?? ''), Number(token.tag.slice(1)), line);
    else if (token.type === 'fence' || token.type === 'code_block') put(code(line, endLine));
    else if (token.type === 'html_block') readHtml(token.content, line);
    else if (token.type === 'thead_open' || token.type === 'thead_close') inHead = token.type === 'thead_open';
    else if (token.type === 'tr_open') row = { cells: [], sources: [], line };
    else if (token.type === 'tr_close' && row) {
      const text = row.cells.filter((cell) => cell !== '').join(' | ');
      if (inHead) header = row.cells;
      const placeholder = row.cells.slice(1).every(isPlaceholderProse);
      const linkOnly = isLinkOnly(row.sources.join(' '), text);
      put({
        kind: 'row',
        text,
        line: row.line,
        endLine: row.line,
        cells: row.cells,
        header: inHead ? [] : header,
        labels: [],
        placeholder,
        linkOnly,
      });
      row = undefined;
    } else if (token.type === 'inline') {
      if (row) {
        row.cells.push(plainInline(token.content));
        row.sources.push(token.content);
      } else if (tokens[index - 1]?.type === 'paragraph_open') {
        const title = listDepth === 0 ? boldHeading(token.content) : undefined;
        if (title !== undefined && title !== '') open(title, 7, line);
        else put(prose(token.content, line, endLine));
      }
    }
  });
  return { sections, comments };
};

/** The index just after the last section under the heading at `index`: those that follow it at a deeper level. */
export const endOfSection = (sections: readonly Pick<Section, 'level'>[], index: number): number => {
  const level = sections[index]?.level ?? 0;
  let end = index + 1;
  while (end < sections.length && (sections[end]?.level ?? 0) > level) end += 1;
  return end;
};

/** Words of prose, in any script. */
export const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.,@%/-]*/gu)?.length ?? 0;
