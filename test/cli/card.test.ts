import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CardView } from '../../src/audit/card.ts';
import { parseYaml } from '../../src/base/yaml.ts';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { folderOf, namesIn, plumbline, removeFolders } from './run.ts';

afterAll(removeFolders);

const markdown = `---
license: mit
---
# Film ranker

## Uses

Ranks films for subscribers.

## Limitations

TODO
`;

const bom = JSON.stringify(
  {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [
      { type: 'machine-learning-model', name: 'ranker', 'bom-ref': 'm1', modelCard: {} },
      { type: 'machine-learning-model', name: 'scorer', 'bom-ref': 'm2', modelCard: {} },
    ],
  },
  null,
  1,
);

const viewsOf = async (file: string): Promise<readonly CardView[]> =>
  (JSON.parse((await plumbline(['card', file, '--json'])).out) as { readonly cards: readonly CardView[] }).cards;

describe('plumbline card', () => {
  it('shows what was read, from which line, by which rule, and what is missing for which requirement', async () => {
    const file = join(folderOf({ 'ranker.md': markdown }), 'ranker.md');
    const ran = await plumbline(['card', file]);
    expect(ran.exit).toBe(0);
    expect(ran.err).toBe('');
    expect(ran.out).toContain('Film ranker  format: hugging-face');
    expect(ran.out).toContain(
      '  intendedPurpose\n      Ranks films for subscribers.\n      ranker.md:6-8, heading "Uses"\n',
    );
    expect(ran.out).toContain('ranker.md:2, front matter license');
    expect(ran.out).toContain('the section "Limitations" at ranker.md:10 holds only a placeholder');
    expect(ran.out).toMatch(/needed for .*Art\. 14\(3\)[^;]* from\s+2027-12-02\s+\(oversight\.measures\)/s);
    // SOC 2 has no date of application, and none may be lent to it.
    expect(ran.out).not.toMatch(/SOC 2 [^;(]*from \d{4}/);
  });

  it('fits 80 columns', async () => {
    const file = join(folderOf({ 'ranker.md': markdown }), 'ranker.md');
    let out = '';
    const terminal = {
      out: (text: string) => {
        out += text;
      },
      err: () => undefined,
      environment: {},
      interactive: false,
      color: false,
      width: 80,
      today: '2026-11-20',
      now: () => 0,
      canAsk: false,
      ask: async () => '',
      askSecret: async () => '',
    };
    expect(await runCommandLine(['card', file], terminal)).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('reads the sub-cards and the governance file beside the card, and nothing in other folders', async () => {
    const folder = folderOf({
      'card.md': '# A\n\n## Uses\n\nRanks films.\n',
      'BIAS.md': 'Field | Response\n:-|:-\nBias Metric (If Measured): | Parity within 2 points.\n',
      'card.md.governance.yaml': 'model: ranker\nowner: Ines Example\n',
      'deep/er/x.md': 'x',
    });
    const [view] = await viewsOf(join(folder, 'card.md'));
    const at = (fact: string) => view?.stated.find((each) => each.fact === fact)?.at?.file;
    expect(view?.id).toBe('ranker');
    expect(at('biasExamination')).toBe('BIAS.md');
    expect(at('owner')).toBe('card.md.governance.yaml');
  });

  it.each([
    ['a file that is not there', [], 'no such file'],
    ['a folder', ['folder/a.md'], 'is no file'],
  ])('refuses %s', async (_name, files, says) => {
    const folder = folderOf(Object.fromEntries(files.map((path) => [path, 'x'])));
    const ran = await plumbline(['card', files.length === 0 ? join(folder, 'none.md') : join(folder, 'folder')]);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain(says);
  });

  it('says with its exit code that nothing could be read', async () => {
    const file = join(folderOf({ 'card.json': '{"a": 1,}' }), 'card.json');
    const ran = await plumbline(['card', file]);
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain('Could not be read\n  card.json:1: no JSON');
    expect(ran.out).not.toContain('Missing');
    const asked = await plumbline(['card', file, '--write-missing']);
    expect(asked.exit).toBe(2);
    expect(asked.err).toContain('nothing was written');
  });

  it('shows hostile text inert', async () => {
    const file = join(folderOf({ 'card.md': '# A\n\n## Uses\n\nred \u001b[31m and \u202e back.\n' }), 'card.md');
    const { out } = await plumbline(['card', file]);
    expect(out).toContain('\\u{1b}[31m and \\u{202e} back.');
  });
});

describe('plumbline card --write-missing', () => {
  /** Answers every `unknown` of a template with something of the right type. */
  const answered = (template: string): string =>
    template
      .replace(/^(\s*(?:roles|events|fields|features|languages|standards)): unknown/gm, '$1: [something]')
      .replace(/^(\s*(?:retentionMonths|everyDays|psiThreshold)): unknown/gm, '$1: 0.1')
      .replace(/^(\s*stopPossible): unknown/gm, '$1: yes')
      .replace(/^(\s*metrics): unknown/gm, '$1: [{ name: AUC, dataset: Test, value: 0.8 }]')
      .replace(/^(\s*datasets): unknown/gm, '$1: [{ id: events, role: training }]')
      .replace(/^(\s*evaluations): unknown/gm, '$1: [{ id: e1 }]')
      .replace(/: unknown/g, ': "Something that is said."');

  it('writes a governance file that, once answered, leaves nothing that a control asks for missing', async () => {
    const folder = folderOf({ 'ranker.md': markdown });
    const ran = await plumbline(['card', join(folder, 'ranker.md'), '--write-missing']);
    expect(ran.exit).toBe(0);
    const written = join(folder, 'ranker.md.governance.yaml');
    const template = readFileSync(written, 'utf8');
    expect(parseYaml(template, { depth: 64 }).ok).toBe(true);
    const again = folderOf({ 'ranker.md': markdown, 'ranker.md.governance.yaml': template });
    const before = await viewsOf(join(again, 'ranker.md'));
    expect(before[0]?.problems).toEqual([]);
    expect(before[0]?.stated.map(({ fact }) => fact)).toEqual(['name', 'license', 'intendedPurpose']);
    const filled = folderOf({ 'ranker.md': markdown, 'ranker.md.governance.yaml': answered(template) });
    const [after] = await viewsOf(join(filled, 'ranker.md'));
    expect(after?.problems).toEqual([]);
    expect(after?.lacking.filter(({ asked }) => asked.length > 0).map(({ fact }) => fact)).toEqual([]);
  });

  it('writes Markdown when asked to, whose sections are read once they are written', async () => {
    const folder = folderOf({ 'ranker.md': markdown });
    const out = join(folder, 'missing.md');
    expect((await plumbline(['card', join(folder, 'ranker.md'), '--write-missing', out])).exit).toBe(0);
    const template = readFileSync(out, 'utf8');
    expect(template).toContain('## Human oversight\n\n<!-- Measures of human oversight (Art. 14).');
    const filled = folderOf({ 'missing.md': answered(template).replaceAll('TODO', 'Something that is said here.') });
    const [after] = await viewsOf(join(filled, 'missing.md'));
    expect(after?.problems).toEqual([]);
    expect(after?.lacking.filter(({ asked }) => asked.length > 0).map(({ fact }) => fact)).toEqual(['intendedPurpose']);
  });

  it('writes one block a model for a JSON card of several, each of which finds its model', async () => {
    const folder = folderOf({ 'bom.json': bom });
    expect((await plumbline(['card', join(folder, 'bom.json'), '--write-missing'])).exit).toBe(0);
    const template = readFileSync(join(folder, 'bom.json.governance.yaml'), 'utf8');
    expect(template).toContain('- name: "ranker"');
    const filled = folderOf({ 'bom.json': bom, 'bom.json.governance.yaml': answered(template) });
    const views = await viewsOf(join(filled, 'bom.json'));
    expect(views.map(({ id }) => id)).toEqual(['ranker', 'scorer']);
    expect(views.flatMap(({ problems }) => problems)).toEqual([]);
    for (const view of views)
      expect(view.lacking.filter(({ asked }) => asked.length > 0).map(({ fact }) => fact)).toEqual([]);
  });

  it('prints to the terminal with -, and writes no file', async () => {
    const folder = folderOf({ 'ranker.md': markdown });
    const ran = await plumbline(['card', join(folder, 'ranker.md'), '--write-missing', '-']);
    expect(ran.out).toContain('oversight:\n  # Measures of human oversight');
    expect(namesIn(folder)).toEqual(['ranker.md']);
  });

  it('never replaces a file unless asked to', async () => {
    const folder = folderOf({ 'ranker.md': markdown, 'mine.yaml': 'owner: me\n' });
    const argv = ['card', join(folder, 'ranker.md'), '--write-missing', join(folder, 'mine.yaml')];
    const refused = await plumbline(argv);
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain('is there already; nothing was written');
    expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).toBe('owner: me\n');
    expect((await plumbline([...argv, '--force'])).exit).toBe(0);
    expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).toContain('oversight:');
  });

  it('writes no second block beside a card that has one', async () => {
    const folder = folderOf({ 'ranker.md': '---\ngovernance: { owner: unknown }\n---\n# A\n\n## Uses\n\nRanks.\n' });
    const ran = await plumbline(['card', join(folder, 'ranker.md'), '--write-missing']);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain('has a governance block already');
    expect(existsSync(join(folder, 'ranker.md.governance.yaml'))).toBe(false);
  });
});
