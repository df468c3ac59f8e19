import { parseYaml, type YamlText } from '../base/yaml.ts';

/** Front matter of a text: none, readable as a mapping, or there but of no use. */
export type FrontMatter =
  | { readonly state: 'none' }
  | { readonly state: 'usable'; readonly yaml: YamlText; readonly keys: Readonly<Record<string, unknown>> }
  | { readonly state: 'unusable'; readonly problems: readonly { readonly message: string; readonly line: number }[] };

/** A text file after its front matter was taken off. */
export interface TextWithFrontMatter {
  readonly frontMatter: FrontMatter;
  /** The whole text with the front matter blanked out, so that line numbers stay those of the file. */
  readonly body: string;
}

/** UTF-8 text with line feeds only and no byte-order mark; undefined when the bytes are not UTF-8 text. */
export const decodeText = (bytes: Uint8Array): string | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true })
      .decode(bytes)
      .replaceAll('\r\n', '\n')
      .replaceAll('\r', '\n');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
};

/** Whether a value is a mapping of YAML or JSON. */
export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shapeOf = (value: unknown): string =>
  value === null || value === undefined ? 'nothing' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;

/**
 * Splits a text into front matter and body. Blank lines before the first `---` are tolerated; a `---` that is never closed
 * is a thematic break. Front matter that is empty, a scalar, a list or no YAML is `unusable`, and the body is still read.
 */
export const splitFrontMatter = (text: string, depth: number): TextWithFrontMatter => {
  const lines = text.split('\n');
  const open = lines.findIndex((line) => line.trim() !== '');
  if (open < 0 || lines[open]?.trimEnd() !== '---') return { frontMatter: { state: 'none' }, body: text };
  const close = lines.findIndex((line, index) => index > open && /^(---|\.\.\.)\s*$/.test(line));
  if (close < 0) return { frontMatter: { state: 'none' }, body: text };
  const body = lines.map((line, index) => (index <= close ? '' : line)).join('\n');
  const inside = lines.slice(open + 1, close).join('\n');
  const parsed = parseYaml(inside, { depth, firstLine: open + 2 });
  if (!parsed.ok) return { frontMatter: { state: 'unusable', problems: parsed.problems }, body };
  const { value } = parsed.text;
  if (!isMapping(value)) {
    const message = `front matter holds ${shapeOf(value)}; expected keys with values`;
    return { frontMatter: { state: 'unusable', problems: [{ message, line: open + 1 }] }, body };
  }
  return { frontMatter: { state: 'usable', yaml: parsed.text, keys: value }, body };
};
