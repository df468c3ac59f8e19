import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { type LineTree, lineIn, lineTree } from './line-tree.ts';

/** A problem of the text itself, at a line from 1. */
interface YamlProblem {
  readonly message: string;
  readonly line: number;
}

/** A YAML (or JSON) text as plain data, with the line on which each value stands. */
export interface YamlText {
  readonly value: unknown;
  /** Line, from 1, of the value at a JSON Pointer, or of its nearest ancestor. */
  readonly lineOf: (pointer: string) => number;
}

export type YamlResult =
  | { readonly ok: true; readonly text: YamlText }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

// `"\uD800"` is YAML and JSON, and nothing that UTF-8 or canonical JSON could write down again.
const loneSurrogate = /\p{Surrogate}/u;
const halfCharacter = 'half a character (a lone surrogate) is not text';

/**
 * How deep a text could nest, found without parsing: the parser recurses, and costs seconds or the stack on a bomb of brackets,
 * of `- - -` or of indentation. Too high for brackets inside of text, which the generous bound of the caller allows for.
 */
const deepestNesting = (text: string): number => {
  let brackets = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++brackets);
    else if (character === ']' || character === '}') brackets = Math.max(0, brackets - 1);
  }
  const columns: number[] = [];
  for (const [, indent = '', markers = ''] of text.matchAll(/^( *)((?:[-?:][ \t]+)*)\S/gm)) {
    while ((columns.at(-1) ?? -1) >= indent.length) columns.pop();
    columns.push(indent.length);
    deepest = Math.max(deepest, columns.length + markers.split(/[ \t]+/).length - 1);
  }
  return deepest;
};

/**
 * Parses one YAML 1.2 (core schema) document, which every JSON text is too. Refused, with the line: duplicate keys, aliases
 * and merge keys, unknown tags, keys that would reach a prototype, several documents, nesting beyond `depth`, half characters.
 * `firstLine` is the line at which the text starts in its file, for front matter.
 */
export const parseYaml = (
  text: string,
  options: { readonly depth: number; readonly firstLine?: number },
): YamlResult => {
  const shift = (options.firstLine ?? 1) - 1;
  if (deepestNesting(text) > options.depth * 4)
    return { ok: false, problems: [{ message: `nested deeper than ${options.depth} levels`, line: 1 + shift }] };
  const counter = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line) + shift;
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    lineCounter: counter,
    merge: false,
    logLevel: 'error',
    stringKeys: true,
    // The excerpt that the library would add to every message costs the length of the line for each error on it.
    prettyErrors: false,
  });
  const problems: YamlProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    message: error.message.split('\n')[0] ?? error.message,
    line: lineAt(error.pos[0]),
  }));
  const root = lineTree(document.contents ? lineAt(document.contents.range?.[0] ?? 0) : 1 + shift);

  const walk = (node: Node | null | undefined, lines: LineTree, depth: number): void => {
    if (!node) return;
    const at = lineAt(node.range?.[0] ?? 0);
    if (depth > options.depth) {
      problems.push({ message: `nested deeper than ${options.depth} levels`, line: at });
      return;
    }
    if (isAlias(node)) problems.push({ message: 'aliases are not accepted; write the value out', line: at });
    else if (isMap(node)) {
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
        const keyLine = lineAt((pair.key as Node).range?.[0] ?? 0);
        if (key === undefined) problems.push({ message: 'expected a plain key', line: keyLine });
        else if (loneSurrogate.test(key)) problems.push({ message: halfCharacter, line: keyLine });
        else if (forbiddenKeys.has(key)) problems.push({ message: `the key "${key}" is not accepted`, line: keyLine });
        else {
          const child = lineTree(keyLine);
          lines.below.set(key, child);
          walk(pair.value as Node | null, child, depth + 1);
        }
      }
    } else if (isSeq(node))
      node.items.forEach((item, index) => {
        const child = lineTree(lineAt((item as Node | null)?.range?.[0] ?? 0));
        lines.below.set(String(index), child);
        walk(item as Node, child, depth + 1);
      });
    else if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value))
      problems.push({ message: 'NaN and infinities are not numbers here', line: at });
    else if (isScalar(node) && typeof node.value === 'string' && loneSurrogate.test(node.value))
      problems.push({ message: halfCharacter, line: at });
  };
  if (problems.length === 0) walk(document.contents, root, 0);
  if (problems.length === 0)
    visit(document, {
      Node: (_key, node) => {
        if ('anchor' in node && node.anchor !== undefined)
          problems.push({
            message: 'anchors are not accepted; write the value out',
            line: lineAt(node.range?.[0] ?? 0),
          });
      },
    });
  if (problems.length > 0) return { ok: false, problems };

  const value = document.toJS({ maxAliasCount: 0 }) as unknown;
  return { ok: true, text: { value, lineOf: (pointer) => lineIn(root, pointer) } };
};
