import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/base/yaml.ts';

const parse = (text: string) => parseYaml(text, { depth: 8 });

describe('a YAML text', () => {
  it('is YAML 1.2: no is a word, 08 is a number, a date is text', () => {
    const read = parse('a: no\nb: 8\nc: 2026-11-20\n');
    expect(read.ok && read.text.value).toEqual({ a: 'no', b: 8, c: '2026-11-20' });
  });

  it('knows the line of every value, and of the nearest one above a missing one', () => {
    const read = parse('a:\n  - b: 1\n  - b: 2\nc: { d: 3 }\n');
    if (!read.ok) throw new Error('expected a text');
    expect(['/a', '/a/1/b', '/c/d', '/a/1/missing', ''].map(read.text.lineOf)).toEqual([1, 3, 4, 3, 1]);
  });

  it('counts lines from where front matter begins', () => {
    const read = parseYaml('a: 1\nb: 2\n', { depth: 8, firstLine: 5 });
    expect(read.ok && read.text.lineOf('/b')).toBe(6);
  });

  it.each([
    ['duplicate keys', 'a: 1\na: 2\n', 2, /unique/],
    ['an alias', 'a: &x 1\nb: *x\n', 2, /alias/],
    ['an anchor that nobody uses', 'a: &x 1\n', 1, /anchor/],
    ['a second document', 'a: 1\n---\na: 2\n', 2, /document/],
    ['an unknown tag', 'a: !!js/function x\n', 1, /tag/i],
    ['a key that reaches a prototype', 'a:\n  __proto__: 1\n', 2, /__proto__/],
    ['infinity', 'a: .inf\n', 1, /infinit/],
    ['NaN in a list', 'a:\n  - .nan\n', 2, /NaN/],
    ['deep nesting', `a: ${'['.repeat(12)}${']'.repeat(12)}\n`, 1, /deeper/],
    ['a flood of brackets', '['.repeat(100_000), 1, /deeper/],
    ['a flood of lists on one line', `${'- '.repeat(200_000)}x`, 1, /deeper/],
    ['a flood of complex keys', '? '.repeat(200_000), 1, /deeper/],
    ['a flood of indentation', Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'), 1, /deeper/],
    ['a flood of tags, each an error', '!!str '.repeat(20_000), 1, /at most one tag/],
    ['half a character in a value', 'a: 1\nb: "x\\uD800"\n', 2, /half a character/],
    ['half a character in a key', '"\\uDC00": 1\n', 1, /half a character/],
    ['a key that is a list', '? [a, b]\n: 1\n', 1, /key/],
  ])('refuses %s and says where', (_name, text, line, words) => {
    const read = parse(text);
    if (read.ok) throw new Error('expected a refusal');
    expect(read.problems[0]).toMatchObject({ line });
    expect(read.problems.map(({ message }) => message).join('; ')).toMatch(words);
  });

  it('may hold brackets in its text, and whole characters beyond the first plane', () => {
    expect(parse('- "[0, 1)"\n'.repeat(30)).ok).toBe(true);
    const read = parse('a: "\\uD83D\\uDE00"\n');
    expect(read.ok && read.text.value).toEqual({ a: '\u{1F600}' });
  });
});
