import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/base/json.ts';
import { parseYaml } from '../../src/base/yaml.ts';

const read = (text: string, depth = 64) => parseJson(text, { depth });
const problems = (text: string) => {
  const parsed = read(text);
  return parsed.ok ? [] : parsed.problems.map(({ message, line }) => `${line}: ${message}`);
};

describe('parseJson', () => {
  it('gives the line of every value, by its pointer', () => {
    const parsed = read('{\n  "a": [\n    1,\n    {"b/c": "x",\n     "d~": null}\n  ],\n\t"e": "two\\nlines" }\n');
    if (!parsed.ok) throw new Error('expected JSON');
    const { value, lineOf } = parsed.text;
    expect(value).toEqual({ a: [1, { 'b/c': 'x', 'd~': null }], e: 'two\nlines' });
    expect(['', '/a', '/a/0', '/a/1', '/a/1/b~1c', '/a/1/d~0', '/e'].map(lineOf)).toEqual([1, 2, 3, 4, 4, 5, 7]);
    expect(lineOf('/a/1/none/at/all')).toBe(4);
    expect(lineOf('/none')).toBe(1);
  });

  it.each([
    ['a key twice', '{"a": 1,\n "a": 2}', ['2: the key "a" occurs twice']],
    ['a key twice, written in two ways', '{"a": 1,\n "\\u0061": 2}', ['2: the key "a" occurs twice']],
    [
      'keys that reach a prototype',
      '{"__proto__": 1,\n"constructor": 2}',
      ['1: the key "__proto__" is not accepted', '2: the key "constructor" is not accepted'],
    ],
    [
      'a number too large',
      '[\n1e999]',
      ['2: saw a number beyond what a computer can hold; NaN and infinities are not numbers'],
    ],
    ['half a character', '["\\ud800"]', ['1: half a character (a lone surrogate) is not text']],
    ['a bomb of brackets', '['.repeat(100_000), ['1: nested deeper than 64 levels']],
  ])('refuses %s', (_name, text, found) => {
    expect(problems(text)).toEqual(found);
  });

  it.each([
    '',
    '{',
    '{"a": 1,}',
    '[1 2]',
    '{"a": NaN}',
    '{"a": 01}',
    '// comment\n{}',
    '"open',
    '\uFEFF{}',
    '{"a": "tab\there"}',
    "{'a': 1}",
  ])('refuses what is no JSON: %j', (text) => {
    expect(problems(text)[0]).toMatch(/^\d+: no JSON: \S/);
  });

  it('names the line of a mistake of grammar', () => {
    expect(problems('{\n"a": 1,\n"b": oops\n}')[0]).toMatch(/^3: /);
  });

  it('accepts a whole character written as two halves', () => {
    expect(problems('["\\ud83d\\ude00"]')).toEqual([]);
  });
});

describe('a long key above many values costs its length once', () => {
  const key = 'k'.repeat(900);
  const many = Array.from({ length: 100_000 }, () => '1').join(',');
  const nested = (open: string, close: string, depth: number): string =>
    `${open.repeat(depth)}[${many}]${close.repeat(depth)}`;
  it.each([
    ['JSON', read(nested(`{"${key}":`, '}', 40))],
    ['YAML', parseYaml(nested(`{"${key}": `, '}', 40), { depth: 64 })],
  ])('in %s', (_name, parsed) => {
    if (!parsed.ok) throw new Error('expected data');
    expect(parsed.text.lineOf(`/${Array.from({ length: 40 }, () => key).join('/')}/99999`)).toBe(1);
  });
});
