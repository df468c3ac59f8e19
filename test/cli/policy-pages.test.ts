import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageText } from '../../src/files/package-files.ts';
import { folderOf, plumbline, project, removeFolders, system } from './run.ts';

afterAll(removeFolders);

const readable = packageText('policies/controls/evidence/readable.yaml');
const pack = (changes: (text: string) => string) => ({
  'pack.yaml':
    'id: acme\ntitle: <b>Acme</b>\nreplaces:\n  - { kind: control, id: evidence.readable, reason: Ours is stricter. }\n',
  'controls/evidence/readable.yaml': changes(readable),
  'profiles/acme.yaml': 'id: acme\ntitle: Ours\ninclude: [evidence.*]\n',
});
const evidence = () =>
  folderOf({
    'plumbline.yaml': `${project}  document: documents/*.md\nprofile: soc2-type2\n`,
    'system.yaml': `${system}trustServiceCategories: [security]\n`,
  });

describe('policy diff', () => {
  it('tells what a pack adds and changes, value by value', async () => {
    const dir = folderOf(pack((text) => text.replace('severity: high', 'severity: critical')));
    const ran = await plumbline(['policy', 'diff', 'shipped', dir]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain('~ control evidence.readable\n    severity: high -> critical\n');
    expect(ran.out).toContain('+ profile acme\n');
    expect(ran.out).toContain('1 added, 0 removed, 1 changed\n');
    expect((await plumbline(['policy', 'diff', 'shipped', 'shipped'])).out).toBe('0 added, 0 removed, 0 changed\n');
  });
  it('tells what comes out otherwise for one’s own evidence', async () => {
    const dir = folderOf(
      pack((text) => text.replace('emptyKindCount: { atMost: 0 }', 'emptyKindCount: { atMost: 9 }')),
    );
    const flags = ['--evidence', evidence(), '--as-of', '2026-11-20'];
    const ran = await plumbline(['policy', 'diff', 'shipped', dir, ...flags]);
    expect(ran.err).toBe('');
    expect(ran.out).toContain('  evidence.readable: not-satisfied -> satisfied\n');
    expect(ran.out).toContain('1 come out otherwise; the gate is closed -> closed\n');
    const { policies, evidence: found } = JSON.parse(
      (await plumbline(['policy', 'diff', 'shipped', dir, ...flags, '--json'])).out,
    );
    expect(policies).toContainEqual(
      expect.objectContaining({
        id: 'evidence.readable',
        changes: [{ pointer: '/checks/no-declared-kind-is-empty/expect/emptyKindCount/atMost', from: 0, to: 9 }],
      }),
    );
    expect(found.outcomes).toEqual([
      expect.objectContaining({ control: 'evidence.readable', from: 'not-satisfied', to: 'satisfied' }),
    ]);
  });
  it('takes a whole folder of policies for what it is', async () => {
    const whole = folderOf({
      'controls/evidence/readable.yaml': readable.replace('soc2#CC2.1', 'law#1'),
      'catalogs/law.yaml':
        "id: law\ntitle: A law\nversion: '1'\nsource: https://example.org\nnotice: None.\nasOf: 2026-11-01\nrequirements:\n  - { id: '1', title: First, citation: Art. 1 }\n",
    });
    const ran = await plumbline(['policy', 'diff', 'shipped', whole]);
    expect(ran.err).toBe('');
    expect(ran.out).toContain('- control drift.feature-drift\n');
    expect(ran.out).toContain('~ control evidence.readable\n    answers: ["soc2#CC2.1"] -> ["law#1"]\n');
  });
  it('refuses flags that would be ignored', async () => {
    expect(await plumbline(['policy', 'diff', 'shipped', 'shipped', '--as-of', '2026-11-20'])).toMatchObject({
      exit: 2,
      out: '',
    });
  });
});

describe('policy docs', () => {
  it('shows every control with what it tests, answers and reads, and escapes what a pack says', async () => {
    const out = join(folderOf({}), 'policies.html');
    const dir = folderOf(pack((text) => text.replace(/^why: .*$/m, 'why: <img src=x onerror=alert(1)>')));
    const ran = await plumbline(['policy', 'docs', '--policies', dir, '--out', out]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    const html = readFileSync(out, 'utf8');
    expect(html).not.toMatch(/<script|<img|<b>Acme/);
    expect(html).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
    const words = html.replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(words).toContain('Each evidence: emptyKindCount is at most 0; unreadableCount is at most 0');
    expect(words).toContain('psiMax 0.2: ');
    expect(words).toMatch(/Art\. 72\(2\)[^;]*\(from 20\d\d-/);
    const anchors = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(500);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  });
  it('writes Markdown too, and nothing else', async () => {
    const folder = folderOf({});
    const out = join(folder, 'policies.md');
    expect((await plumbline(['policy', 'docs', '--out', out])).exit).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('`drift.feature-drift`; high severity; test; decided by the machine\n');
    writeFileSync(join(folder, 'x'), '');
    const refused = await plumbline(['policy', 'docs', '--out', join(folder, 'policies.txt')]);
    expect(refused).toMatchObject({ exit: 2, out: '' });
    expect(refused.err).toContain('ends in .html or .md');
  });
});

describe('policy test', () => {
  it('tests the controls that are asked for, and shows what their tests show', async () => {
    const ran = await plumbline(['policy', 'test', '--control', 'evidence.r*', '--coverage']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toMatch(/^control +cases +not +err +und +una +n\/e +sat +n\/a +read +mutated +mutants +survive\n/);
    expect(ran.out).toMatch(/\nevidence\.readable +4 +2 +- +1 +- +- +1 +- +3 +3 +\d+ +0\n/);
    expect(ran.out).toMatch(/\n1 controls, 4 cases, \d+ changes of facts; 0 failures, 0 survivors\n$/);
    const { coverage } = JSON.parse((await plumbline(['policy', 'test', '--control', 'evidence.r*', '--json'])).out);
    expect(coverage).toMatchObject([{ control: 'evidence.readable', factsRead: 3, survivors: 0, neverGiven: [] }]);
    expect(await plumbline(['policy', 'test', '--control', 'evidnce.*'])).toMatchObject({ exit: 2, out: '' });
  });
});
