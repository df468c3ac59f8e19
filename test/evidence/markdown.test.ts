import { describe, expect, it } from 'vitest';
import { isPlaceholder, isPlaceholderProse } from '../../src/base/placeholder.ts';
import { normalisedHeading } from '../../src/evidence/heading.ts';
import { outlineOf, plainInline, wordsIn } from '../../src/evidence/markdown.ts';
import { decodeText, splitFrontMatter } from '../../src/evidence/text-file.ts';

const titles = (text: string): string[] =>
  outlineOf(text)
    .sections.slice(1)
    .map((section) => `${section.level} ${section.title} @${section.line}`);

describe('outlineOf', () => {
  it('finds headings however they are written', () => {
    const text =
      '# One\n\nTwo\n===\n\nThree\n---\n\n**Four**\n\n__Five:__\n\n<h2 align="center">Six &amp; more</h2>\n\n#### *Seven* `x` [eight](u) ##\n';
    expect(titles(text)).toEqual([
      '1 One @1',
      '1 Two @3',
      '2 Three @6',
      '7 Four @9',
      '7 Five @11',
      '2 Six & more @13',
      '4 Seven x eight @15',
    ]);
  });

  it('takes nothing in code for a heading', () => {
    expect(
      titles('# A\n\n```python\n# not a heading\n## Limitations\n```\n\n    # nor this\n\n~~~\n# nor this\n'),
    ).toEqual(['1 A @1']);
  });

  it('takes nothing in a comment for text, and keeps the comment apart', () => {
    const outline = outlineOf(
      '<!-- # Not a heading\n\n## Nor this -->\n\n# A\n<!-- hint -->\nText <!-- aside --> here.\n',
    );
    expect(outline.sections.map((section) => section.title)).toEqual(['', 'A']);
    expect(outline.sections[1]?.blocks.map((block) => block.text)).toEqual(['Text here.']);
    expect(outline.comments).toEqual(['# Not a heading\n\n## Nor this', 'hint']);
  });

  it('does not take a bold lead-in, or bold in a list, for a heading', () => {
    expect(titles('# A\n**Note** that it is bold.\n\n- **Item**\n\n**a** and **b**\n')).toEqual(['1 A @1']);
  });

  it('reads labels with the lines after them', () => {
    const [, section] = outlineOf(
      '# A\n**Developed by:** Lumen\nStudios\n**License**: MIT<br>\n- **Date:** 2026-01-02\n',
    ).sections;
    expect(section?.blocks.flatMap((block) => block.labels)).toEqual([
      { label: 'Developed by', value: 'Lumen\nStudios', line: 2 },
      { label: 'License', value: 'MIT', line: 4 },
      { label: 'Date', value: '2026-01-02', line: 5 },
    ]);
  });

  it('reads rows of tables with their header', () => {
    const [, section] = outlineOf(
      '# A\n\n| Field | Response |\n|---|---|\n| **Use** | To *rank* |\n| Risk | TODO |\n',
    ).sections;
    expect(
      section?.blocks.slice(1).map(({ cells, header, line, placeholder }) => ({ cells, header, line, placeholder })),
    ).toEqual([
      { cells: ['Use', 'To rank'], header: ['Field', 'Response'], line: 5, placeholder: false },
      { cells: ['Risk', 'TODO'], header: ['Field', 'Response'], line: 6, placeholder: true },
    ]);
  });

  it('knows a text that only points elsewhere from a link that says something', () => {
    const linkOnly = (text: string) => outlineOf(text).sections[0]?.blocks.map((block) => block.linkOnly);
    expect(linkOnly('See the [model card](https://example.org/x) for details.')).toEqual([true]);
    expect(linkOnly('https://example.org/paper')).toEqual([true]);
    expect(linkOnly('[ImageNet](https://example.org/imagenet)')).toEqual([false]);
    expect(linkOnly('Trained on web text, see [here](u).')).toEqual([false]);
    expect(linkOnly('See the paper.')).toEqual([false]);
  });

  it.each([
    ['brackets', '['],
    ['emphasis', '**a '],
    ['open links', '[a]('],
    ['quotes', '> '],
    ['lists', '- '],
    ['tags', '<a '],
    ['comments', '<!-- '],
    ['headings', '# Use\n'],
    ['rows', '|a|b|\n'],
  ])('reads hostile %s without hanging', (_name, piece) => {
    expect(outlineOf(piece.repeat(20_000)).sections.length).toBeGreaterThan(0);
  });
});

describe('plainInline', () => {
  it.each([
    ['**bold** and _soft_ and `code`', 'bold and soft and code'],
    ['![alt](i.png) [text](https://example.org "t") [ref][1]', 'alt text ref'],
    ['snake_case_name stays', 'snake_case_name stays'],
    ['<b>x</b>&nbsp;&lt;y&gt; \\*z\\*', 'x <y> *z*'],
    ['a<br/>b', 'a\nb'],
    ['<ines@example.org>', 'ines@example.org'],
    ['plain', 'plain'],
  ])('%s', (source, text) => {
    expect(plainInline(source)).toBe(text);
  });
});

describe('normalisedHeading', () => {
  it.each([
    ['## 3.2 Bias, Risks, & Limitations:', 'bias risks and limitations'],
    ['🚀 Quick Start', 'quick start'],
    ['Out-of-Scope Use [optional]', 'out of scope use'],
    ['iv. Metrics', 'metrics'],
    ['Limitações', 'limitações'],
    ['3D models', '3d models'],
    ['ＦＵＬＬ', 'full'],
    ['***', ''],
  ])('%s', (title, normalised) => {
    expect(normalisedHeading(title)).toBe(normalised);
  });
});

describe('placeholders', () => {
  it.each([
    '[More Information Needed]',
    'More information needed.',
    '**[optional]**',
    '{{ direct_use | default("", true) }}',
    'TODO',
    'tbd.',
    'TODO: write this',
    'N/A',
    'n/a.',
    'Not applicable.',
    '-',
    '…',
    '<name>',
    '[describe the data]',
    'Unknown',
    '',
    'Users (both direct and downstream) should be made aware of the risks, biases and limitations of the model. More information needed for further recommendations.',
  ])('%j says nothing', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each([
    'None known after two audits.',
    'N/A because no training takes place',
    'No limitations were found on the test set.',
    '0',
    'Todos are listed below',
    '<ines@example.org>',
    'USER_NAME is a column',
  ])('%j says something', (text) => {
    expect(isPlaceholderProse(text)).toBe(false);
  });

  it('takes an ALLCAPS_TOKEN for a slot in prose, and for a name in an answer', () => {
    expect([isPlaceholderProse('USER_NAME'), isPlaceholder('USER_NAME')]).toEqual([true, false]);
  });
});

describe('front matter', () => {
  const state = (text: string) => splitFrontMatter(text, 64).frontMatter.state;
  it.each([
    ['none', '# A\n', 'none'],
    ['a break that is never closed', '---\n# A\n', 'none'],
    ['a break in the text', '# A\n\n---\nx: 1\n---\n', 'none'],
    ['keys', '---\na: 1\n---\n', 'usable'],
    ['keys after blank lines', '\n \n---\na: 1\n---\n', 'usable'],
    ['keys closed by dots', '---\na: 1\n...\n', 'usable'],
    ['nothing', '---\n---\n', 'unusable'],
    ['a comment', '---\n# later\n---\n', 'unusable'],
    ['a scalar', '---\nOCR models\n---\n', 'unusable'],
    ['a list', '---\n- a\n---\n', 'unusable'],
    ['a template', '---\n{{ card_data }}\n---\n', 'unusable'],
    ['a duplicate key', '---\na: 1\na: 2\n---\n', 'unusable'],
    ['an alias', '---\na: &x 1\nb: *x\n---\n', 'unusable'],
  ])('%s', (_name, text, expected) => {
    expect(state(text)).toBe(expected);
  });

  it('keeps the lines of the file', () => {
    const { frontMatter, body } = splitFrontMatter('\n---\na: 1\nlanguage: no\n---\n# T\n', 64);
    if (frontMatter.state !== 'usable') throw new Error(frontMatter.state);
    expect(frontMatter.keys).toEqual({ a: 1, language: 'no' });
    expect(frontMatter.yaml.lineOf('/language')).toBe(4);
    expect(body.split('\n')[5]).toBe('# T');
  });

  it('is found past a byte-order mark and Windows line ends', () => {
    const text = decodeText(new TextEncoder().encode('\uFEFF---\r\na: 1\r\n---\r\n# T\r\n')) ?? '';
    expect(state(text)).toBe('usable');
  });
});

describe('wordsIn', () => {
  it.each([
    ['two words', 2],
    ['Größe — 93.5 %', 2],
    ['', 0],
    ['don’t', 1],
    ['模型', 1],
  ])('%s', (text, count) => {
    expect(wordsIn(text)).toBe(count);
  });
});
