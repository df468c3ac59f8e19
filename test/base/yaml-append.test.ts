import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/base/yaml.ts';
import { withEntry } from '../../src/base/yaml-append.ts';

const entry = { id: 'b', determination: 'yes', on: '2026-11-20', statement: 'a: "b"\nline # two', version: '4.4' };
const append = (text: string): string | undefined => withEntry(text, 'list', entry, 64);
const readBack = (text: string): unknown => {
  const parsed = parseYaml(text, { depth: 64 });
  return parsed.ok ? parsed.text.value : parsed.problems;
};

describe('an entry at the end of a list', () => {
  it.each<[string, string, unknown]>([
    ['an empty file', '', { list: [entry] }],
    ['a file of comments', '# made by hand', { list: [entry] }],
    ['an empty list with a comment', 'list: [] # none yet\nmore: 1\n', { list: [entry], more: 1 }],
    ['a list without a last line end', 'list:\n  - id: a', { list: [{ id: 'a' }, entry] }],
    ['a list without indentation', 'list:\n- id: a\n', { list: [{ id: 'a' }, entry] }],
    ['a list with keys after it', 'list:\n    - id: a\n    # why\nmore: 1\n', { list: [{ id: 'a' }, entry], more: 1 }],
    [
      'a list that ends in a block of text',
      'list:\n  - |\n    one\n    two\n\n# end\n',
      { list: ['one\ntwo\n', entry] },
    ],
    ['lines that end as on Windows', 'list:\r\n  - id: a\r\n', { list: [{ id: 'a' }, entry] }],
  ])('is added to %s', (_what, text, expected) => {
    const made = append(text) ?? '';
    expect(readBack(made)).toEqual(expected);
  });

  it('leaves every byte before and after it as it was', () => {
    const text = '# top\nlist:   # the list\n  -   id:   a # why\n      x: "1"\n  # trailing\nother: {a: 1}\n';
    const made = append(text) ?? '';
    const at = text.indexOf('  # trailing');
    expect(made.startsWith(text.slice(0, at))).toBe(true);
    expect(made.endsWith(text.slice(at))).toBe(true);
  });

  it.each([
    ['a list in brackets', 'list: [{ id: a }]\n'],
    ['no list', 'list: text\n'],
    ['another key only', 'other: 1\n'],
    ['a broken file', 'list:\n  - id: a\n - b\n'],
    ['two documents', 'list:\n  - id: a\n---\nlist: []\n'],
  ])('is not added to %s', (_what, text) => {
    expect(append(text)).toBeUndefined();
  });
});
