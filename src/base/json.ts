import { type LineTree, lineIn, lineTree } from './line-tree.ts';
import { shortened } from './plain-text.ts';
import type { YamlResult } from './yaml.ts';

// The string part is unrolled: an alternation would keep a way back for every character of a long string.
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s"{}[\]:,]+|"/g;
const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const loneSurrogate = /\p{Surrogate}/u;

interface Container {
  /** Keys met so far; undefined for a list. */
  readonly keys: Set<string> | undefined;
  readonly lines: LineTree | undefined;
  index: number;
}

/** What a walk is for: the lines of all values, or what is wrong, each with its offset in the text. */
interface Listener {
  readonly lineAt?: (offset: number) => number;
  readonly problem?: (message: string, offset: number) => void;
}

/** Text of a string token; undefined when it is none that JSON allows, which JSON.parse then says better. */
const textOf = (word: string): string | undefined => {
  try {
    return String(JSON.parse(word));
  } catch {
    return undefined;
  }
};

/** Walks the tokens once, without recursion. Whether they follow the grammar is left to JSON.parse. */
const scan = (text: string, depth: number, listener: Listener): LineTree | undefined => {
  const open: Container[] = [];
  let expectsKey = false;
  let key = '';
  let root: LineTree | undefined;
  const noteLine = (offset: number): LineTree | undefined => {
    if (listener.lineAt === undefined) return undefined;
    const here = lineTree(listener.lineAt(offset));
    const inside = open.at(-1);
    inside?.lines?.below.set(inside.keys ? key : String(inside.index), here);
    root ??= here;
    return here;
  };
  for (const { 0: word, index: offset } of text.matchAll(token)) {
    const inside = open.at(-1);
    if (word === '{' || word === '[') {
      open.push({ keys: word === '{' ? new Set() : undefined, lines: noteLine(offset), index: 0 });
      expectsKey = word === '{';
      if (open.length > depth) {
        listener.problem?.(`nested deeper than ${depth} levels`, offset);
        return root;
      }
    } else if (word === '}' || word === ']') {
      open.pop();
      expectsKey = false;
    } else if (word === ',') {
      expectsKey = inside?.keys !== undefined;
      if (inside) inside.index += 1;
    } else if (word !== ':' && expectsKey && word.startsWith('"')) {
      key = textOf(word) ?? '';
      if (forbidden.has(key)) listener.problem?.(`the key "${key}" is not accepted`, offset);
      if (inside?.keys?.has(key)) listener.problem?.(`the key "${key}" occurs twice`, offset);
      if (loneSurrogate.test(key)) listener.problem?.('half a character (a lone surrogate) is not text', offset);
      inside?.keys?.add(key);
      expectsKey = false;
    } else if (word !== ':') {
      noteLine(offset);
      if (word.startsWith('"')) {
        if (word.includes('\\u') && loneSurrogate.test(textOf(word) ?? ''))
          listener.problem?.('half a character (a lone surrogate) is not text', offset);
      } else if (!literal.test(word)) listener.problem?.(`no JSON: saw ${shortened(word, 40)}`, offset);
      else if (/\d/.test(word) && !Number.isFinite(Number(word)))
        listener.problem?.('saw a number beyond what a computer can hold; NaN and infinities are not numbers', offset);
    }
  }
  return root;
};

/** Line, from 1, of an offset, for offsets that come in ascending order. */
const lineCounter = (text: string): ((offset: number) => number) => {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
};

/** The message of JSON.parse without its excerpt of the text, and the line that it means. */
const grammarProblem = (thrown: unknown, text: string): { readonly message: string; readonly line: number } => {
  const raw = thrown instanceof Error ? thrown.message : String(thrown);
  const offset = Number(/position (\d+)/.exec(raw)?.[1] ?? text.length);
  const [message = raw] = raw.split(/,? (?:in JSON )?at position| in JSON|, "|, \.\.\./);
  return { message: `no JSON: ${message}`, line: lineCounter(text)(offset) };
};

/**
 * Parses JSON text, strictly, as `parseYaml` parses YAML: plain data, with the line of each value. Refused, each with its
 * line: duplicate keys (of which JSON.parse keeps the last, another reader the first), keys that reach a prototype, nesting
 * beyond `depth`, numbers that are not finite, half characters, a byte-order mark.
 */
export const parseJson = (text: string, options: { readonly depth: number }): YamlResult => {
  const problems: { readonly message: string; readonly line: number }[] = [];
  const lineAt = lineCounter(text);
  scan(text, options.depth, {
    problem: (message, offset) => {
      if (problems.length < 100) problems.push({ message, line: lineAt(offset) });
    },
  });
  if (problems.length > 0) return { ok: false, problems };
  let value: unknown;
  try {
    // The scan has bounded the depth: JSON.parse recurses.
    value = JSON.parse(text);
  } catch (thrown) {
    return { ok: false, problems: [grammarProblem(thrown, text)] };
  }

  let lines: LineTree | undefined;
  return {
    ok: true,
    text: {
      value,
      lineOf: (pointer) => {
        lines ??= scan(text, options.depth, { lineAt: lineCounter(text) }) ?? lineTree(1);
        return lineIn(lines, pointer);
      },
    },
  };
};
