import { parseJson } from '../../base/json.ts';
import { parseYaml } from '../../base/yaml.ts';
import { mostHeadings, type Outline, outlineOf } from '../markdown.ts';
import { decodeText, type FrontMatter, splitFrontMatter } from '../text-file.ts';

/** A card in Markdown: front matter, if any, and headings with what stands under them. */
export interface MarkdownContent {
  readonly shape: 'markdown';
  readonly path: string;
  readonly frontMatter: FrontMatter;
  /** Keys of the front matter; none when it cannot be used. */
  readonly keys: Readonly<Record<string, unknown>>;
  readonly outline: Outline;
}

/** A card in JSON or YAML: plain data, with the line of each value. */
export interface DataContent {
  readonly shape: 'data';
  readonly path: string;
  readonly value: unknown;
  readonly lineOf: (pointer: string) => number;
}

export type CardContent = MarkdownContent | DataContent;

interface ContentProblem {
  readonly code: string;
  readonly message: string;
  readonly line?: number;
}

type Read =
  | { readonly ok: true; readonly content: CardContent }
  | { readonly ok: false; readonly problems: readonly ContentProblem[] };

const refused = (code: string, message: string, line?: number): Read => ({
  ok: false,
  problems: [{ code, message, ...(line === undefined ? {} : { line }) }],
});

const readMarkdown = (path: string, text: string, depth: number): Read => {
  const { frontMatter, body } = splitFrontMatter(text, depth);
  const outline = outlineOf(body);
  if (outline.sections.length > mostHeadings)
    return refused('too-many-headings', `more than ${mostHeadings} headings; the card is not read`);
  const keys = frontMatter.state === 'usable' ? frontMatter.keys : {};
  return { ok: true, content: { shape: 'markdown', path, frontMatter, keys, outline } };
};

const readData = (path: string, text: string, depth: number, language: 'json' | 'yaml'): Read => {
  const parsed = language === 'json' ? parseJson(text, { depth }) : parseYaml(text, { depth });
  return parsed.ok
    ? { ok: true, content: { shape: 'data', path, ...parsed.text } }
    : { ok: false, problems: parsed.problems.map((problem) => ({ code: `not-${language}`, ...problem })) };
};

/**
 * Reads the bytes of a card as Markdown, JSON or YAML. What a file holds counts for more than how it is called: a text that
 * starts with a brace and is JSON is JSON under any name.
 */
export const readContent = (path: string, bytes: Uint8Array, depth: number): Read => {
  const text = decodeText(bytes);
  if (text === undefined) return refused('not-text', 'expected UTF-8 text');
  if (/\.ya?ml$/i.test(path)) return readData(path, text, depth, 'yaml');
  const named = /\.json(ld|-ld)?$/i.test(path);
  const prose = /\.(md|markdown|mdx|txt)$/i.test(path) || !/\.[A-Za-z0-9]+$/.test(path);
  if (named || /^\s*\{/.test(text)) {
    const read = readData(path, text, depth, 'json');
    if (named || read.ok) return read;
  }
  if (prose) return readMarkdown(path, text, depth);
  return refused(
    'unsupported-format',
    `saw a file ${path.slice(path.lastIndexOf('.'))}; expected a card in Markdown or JSON, or a governance file in YAML`,
  );
};
