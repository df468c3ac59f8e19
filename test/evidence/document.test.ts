import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/digest.ts';
import { nearMiss } from '../../src/evidence/near-miss.ts';
import { facts, problems, readFiles, sheetOf, sheetsOf } from './given.ts';

const text = `---
type: risk-management-file
title: Risk file
version: "3"
author: Jon Sample
approvedBy: "ines  example <ines@example.org>"
approvedOn: 2026-06-15
nextReviewOn: unknown
retentionYears: 10
standards: [ISO 31000]
layout: page
sections:
  residual-risk: What is left
  mitigation: [3. Measures, Measures for later]
---

# Risk file

An introduction.

## 1. Known and foreseeable risks

### Unfair ranking

Some titles are never shown.

## 2. Annexes

TODO

## 3. Measures

Editors check the list each day.

## Empty

What is left
------------

Very little.

## Measures for later
* one
* two
`;
const read = (content: string | Uint8Array, path = 'docs/risk.md', more: Record<string, string> = {}) =>
  sheetOf('document', path, content, more);
const topics = (sheet: { facts: object }) =>
  (facts(sheet as never).sections as { topic: string; wordCount?: number; placeholder?: boolean }[]).map(
    ({ topic, wordCount, placeholder }) => `${topic} ${wordCount}${placeholder ? ' placeholder' : ''}`,
  );

describe('the document reader', () => {
  it('reads who wrote and approved a document, and when', async () => {
    const sheet = await read(text);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      id: 'docs/risk.md',
      type: 'risk-management-file',
      title: 'Risk file',
      version: '3',
      approvedOn: '2026-06-15',
      retentionYears: 10,
      standards: ['ISO 31000'],
      approverIsAuthor: false,
      sha256: sha256(text),
    });
    expect(sheet.absent['/nextReviewOn']).toBe('answered "unknown" at docs/risk.md:8');
    expect(sheet.sources['/approvedOn']).toEqual({ file: 'docs/risk.md', line: 7 });
  });

  it('knows whether the tiers of a classification record name high risk', async () => {
    const record = (tiers: string) =>
      read(`---\ntype: classification-record\ntiers: ${tiers}\n---\n\n# Record\n\nText.\n`);
    expect(facts(await record('[high-risk, transparency]'))).toMatchObject({
      tiers: ['high-risk', 'transparency'],
      declaresHighRisk: true,
    });
    expect(facts(await record('[minimal]'))).toMatchObject({ declaresHighRisk: false });
    const unknown = await record('unknown');
    expect(facts(unknown)).not.toHaveProperty('declaresHighRisk');
    expect(unknown.absent['/declaresHighRisk']).toBe('derived from tiers, which is absent');
    expect(problems(await record('[limited-risk]'))).toEqual(['bad-value 3']);
  });

  it('reads the sections that have content, by topic', async () => {
    const sheet = await read(text);
    expect(topics(sheet)).toEqual([
      'risk-file 17',
      'known-and-foreseeable-risks 5',
      'unfair-ranking 5',
      'annexes 0 placeholder',
      'mitigation 6',
      'residual-risk 2 placeholder',
      'mitigation 2 placeholder',
    ]);
    const ids = (facts(sheet).sections as { id: string; documentType: string }[]).map((section) => section.id);
    expect(ids.at(-1)).toBe('docs/risk.md#mitigation #2');
    expect(new Set(ids).size).toBe(ids.length);
    expect(facts(sheet).sectionCount).toBe(4);
    expect(sheet.sources['/sections/5']).toEqual({ file: 'docs/risk.md', line: 37, endLine: 40 });
  });

  it('sees that author and approver are one person, however the name is written', async () => {
    const same = text.replace('Jon Sample', 'Ines Example');
    expect(facts(await read(same)).approverIsAuthor).toBe(true);
    const none = await read(text.replace('author: Jon Sample\n', ''));
    expect(facts(none)).not.toHaveProperty('approverIsAuthor');
    expect(none.absent['/approverIsAuthor']).toContain('author is absent');
  });

  it('leaves keys of other tools alone, and names slips of ours', async () => {
    const sheet = await read(
      text.replace('layout: page', 'approved_by: x\ntags: [a]\nsection: y\nAprovedOn: 2026-01-01'),
    );
    expect(sheet.problems.map((problem) => problem.message)).toEqual([
      'saw the key "approved_by"; expected approvedBy',
      'saw the key "section"; expected sections',
      'saw the key "AprovedOn"; expected approvedOn',
    ]);
  });

  it('names a heading of the front matter that no section has', async () => {
    const sheet = await read(text.replace('What is left\n  mit', 'Leftovers\n  mit'));
    expect(sheet.problems).toEqual([
      {
        code: 'missing-heading',
        message: 'sections.residual-risk: no section with content has the heading "Leftovers"',
        file: 'docs/risk.md',
        line: 13,
      },
    ]);
  });

  it('takes a sidecar for a file without text of ours, and does not read that text', async () => {
    const pdf = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0xff, 0x00]);
    const reading = await readFiles(
      {
        'docs/plan.pdf': pdf,
        'docs/plan.pdf.meta.yaml':
          'type: monitoring-plan\napprovedOn: 2026-01-02\nsections: { indicators: Chapter 4 }\n',
      },
      'document: docs/*',
    );
    const [sheet, ...others] = sheetsOf(reading, 'document');
    expect(others).toEqual([]);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({ type: 'monitoring-plan', sha256: sha256(pdf), approvedOn: '2026-01-02' });
    expect(facts(sheet)).not.toHaveProperty('wordCount');
    expect(facts(sheet).sections).toEqual([
      {
        id: 'docs/plan.pdf#indicators',
        title: 'Chapter 4',
        topic: 'indicators',
        documentType: 'monitoring-plan',
        approvedOn: '2026-01-02',
      },
    ]);
    expect(sheet?.absent['/sections/0/placeholder']).toBe('the text of docs/plan.pdf is not read');
    expect(reading.records.map((record) => record.path)).toEqual([
      'docs/plan.pdf',
      'docs/plan.pdf.meta.yaml',
      'plumbline.yaml',
    ]);
  });

  it('says that the sections of a file without text and without topics are not known', async () => {
    const sheet = await read(new Uint8Array([1]), 'a.pdf', { 'a.pdf.meta.yaml': 'type: plan\n' });
    expect(sheet.absent['/sections']).toContain('not read');
  });

  it('names unknown keys of a sidecar, which is ours alone', async () => {
    const sheet = await read('x', 'a.txt', { 'a.txt.meta.yaml': 'type: plan\nlayout: page\n' });
    expect(sheet.problems).toMatchObject([{ code: 'unknown-key', file: 'a.txt.meta.yaml', line: 2 }]);
  });

  it('reads a YAML document that says what it is under `document`', async () => {
    const sheet = await read(
      'document:\n  type: data-sheet\n  version: "1"\ndataOrigin: Collected in 2025 by survey.\nknown_gaps: [TBD]\nempty:\n',
      'data.yaml',
    );
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({ type: 'data-sheet', version: '1' });
    expect(topics(sheet)).toEqual(['data-origin 5', 'known-gaps 0 placeholder']);
  });

  it.each([
    ['TBC', true],
    ['x.', true],
    ['None', true],
    ['See above.', true],
    ['Good.', true],
    ['TBC\n\nTo follow.', true],
    ['TBC\nWIP', true],
    ['- TBC\n- pending', true],
    ['| Field | Description of it | Notes |\n| - | - | - |\n| TBC | TBC | TBC |', true],
    ['```\nprint("some code here")\n```\n\nТВС', true],
    ['Not applicable', true],
    ['Not applicable, as it takes no images.', false],
    ['Apache-2.0', false],
    ['privacy@example.org', false],
    ['See monitoring-plan.md.', false],
    ['Logs stay six months.', false],
    ['日志至少保存六个月。', false],
    ['| Field | Value |\n| - | - |\n| Kept for | six months |', false],
  ])('a section that holds only %j is a placeholder: %s', async (body, placeholder) => {
    const sheet = await read(`---\ntype: notice\n---\n\n# Logs\n\n${body}\n`);
    const [section] = facts(sheet).sections as readonly { placeholder: boolean }[];
    expect([section?.placeholder, facts(sheet).hasContent]).toEqual([placeholder, !placeholder]);
  });

  it('reads headings of HTML', async () => {
    const sheet = await read(
      '<html><body>\n<h1>Notice</h1>\n<p>We use a system.</p>\n\n<h2 class="x">Your rights</h2>\n<p>Ask us first.</p>\n</body></html>\n',
      'n.html',
      { 'n.html.meta.yaml': 'type: notice\n' },
    );
    expect(problems(sheet)).toEqual([]);
    expect(topics(sheet)).toEqual(['notice 7', 'your-rights 3']);
  });

  it.each([
    ['no front matter', '# A\ntext\n', ['no-metadata -']],
    ['front matter that is a list', '---\n- a\n---\n# A\ntext\n', ['unusable-front-matter 1']],
    ['front matter that is a scalar', '---\njust words\n---\n', ['unusable-front-matter 1']],
    ['front matter with only a comment', '---\n# later\n---\n', ['unusable-front-matter 1']],
    ['a duplicate key', '---\ntype: a\ntype: b\n---\n', ['unusable-front-matter 3']],
    ['no type', '---\ntitle: A\n---\ntext\n', ['bad-value 2']],
    ['a wrong date', '---\ntype: plan\napprovedOn: June\n---\ntext\n', ['bad-value 3']],
    ['bytes', new Uint8Array([0xc3, 0x28]), ['not-text -']],
  ])('names %s', async (_name, content, found) => {
    expect(problems(await read(content))).toEqual(found);
  });

  it('refuses to read what no person wrote', async () => {
    expect(problems(await read(`---\ntype: plan\n---\n${'# a\n'.repeat(6000)}`))).toEqual(['too-many-headings -']);
  });
});

describe('nearMiss', () => {
  const ours = ['type', 'title', 'owner', 'approvedBy', 'nextReviewOn'];
  it.each([
    ['approved-by', 'approvedBy'],
    ['Type', 'type'],
    ['onwer', 'owner'],
    ['nextReview', 'nextReviewOn'],
    ['tags', undefined],
    ['description', undefined],
    ['type', undefined],
    ['x'.repeat(100_000), undefined],
  ])('%s', (key, meant) => {
    expect(nearMiss(key, ours)).toBe(meant);
  });
});

describe('what a document says beside the system file', () => {
  const beside = async (system: string, frontMatter: string) => {
    const reading = await readFiles(
      { 'system.yaml': `id: x\n${system}\n`, 'a.md': `---\ntype: policy\n${frontMatter}\n---\n# A\n\nText.\n` },
      'system: system.yaml\ndocument: a.md',
    );
    const [sheet] = sheetsOf(reading, 'document');
    return { ...facts(sheet), absent: sheet?.absent ?? {} } as Record<string, unknown> & {
      absent: Record<string, string>;
    };
  };

  it('is whether it covers the audited version', async () => {
    expect((await beside('version: "2.3"', 'systemVersion: "2.3"')).coversAuditedVersion).toBe(true);
    expect((await beside('version: "2.3"', 'systemVersion: "2.30"')).coversAuditedVersion).toBe(false);
    const unnamed = await beside('version: "2.3"', 'version: "1"');
    expect(unnamed.coversAuditedVersion).toBeUndefined();
    expect(unnamed.absent['/coversAuditedVersion']).toMatch(/systemVersion is absent/);
    expect((await beside('name: X', 'systemVersion: "2.3"')).absent['/coversAuditedVersion']).toMatch(
      /version is absent/,
    );
  });

  it('is what its sections carry: a section of a stale document fills no gap of the current one', async () => {
    const stale = await beside(
      'version: "2.3"',
      'systemVersion: "2.2"\napprovedBy: Ada Muster\napprovedOn: 2024-01-02\nnextReviewOn: 2025-01-02',
    );
    const said = { coversAuditedVersion: false, approvedBy: 'Ada Muster', approvedOn: '2024-01-02', overdue: true };
    expect(stale).toMatchObject({ ...said, sections: [said] });
    const fresh = await beside('version: "2.3"', 'systemVersion: "2.3"\nnextReviewOn: 2099-01-02');
    expect(fresh).toMatchObject({ overdue: false, sections: [{ coversAuditedVersion: true, overdue: false }] });
    expect(fresh.absent['/sections/0/approvedBy']).toMatch(/^not answered in /);
    const unnamed = await beside('version: "2.3"', 'version: "1"');
    expect(unnamed.absent['/sections/0/coversAuditedVersion']).toMatch(/systemVersion is absent/);
    expect(unnamed.absent['/sections/0/overdue']).toBe('derived from nextReviewOn, which is absent');
  });

  it('is whether it was approved before the system reached the market', async () => {
    const market = 'market: { placedOnMarketOn: 2026-05-01, madeAvailableOn: 2026-06-01 }';
    expect(await beside(market, 'approvedOn: 2026-05-01')).toMatchObject({
      approvedBeforeMarket: true,
      approvedBeforeAvailability: true,
    });
    expect(await beside(market, 'approvedOn: 2026-05-02')).toMatchObject({
      approvedBeforeMarket: false,
      approvedBeforeAvailability: true,
    });
    expect((await beside('market: {}', 'approvedOn: 2026-05-02')).absent['/approvedBeforeMarket']).toMatch(
      /placedOnMarketOn is absent/,
    );
  });

  it('is unknown beside two system files', async () => {
    const reading = await readFiles(
      {
        'one.yaml': 'id: x\nversion: "2.3"\n',
        'two.yaml': 'id: y\nversion: "2.3"\n',
        'a.md': '---\ntype: policy\nsystemVersion: "2.3"\n---\n# A\n\nText.\n',
      },
      'system: "*.yaml"\ndocument: a.md',
    );
    expect(facts(sheetsOf(reading, 'document')[0])).not.toHaveProperty('coversAuditedVersion');
  });
});

describe('whether a document says anything', () => {
  const matter = '---\ntype: policy\nowner: Ada Muster\n---\n';
  const sidecar = { 'd.pdf.meta.yaml': 'type: policy\n' };
  it.each([
    ['prose', 'd.md', `${matter}# Policy\n\nWe lock the door.\n`, {}, true],
    ['nothing below the front matter', 'd.md', matter, {}, false],
    ['headings alone', 'd.md', `${matter}# Policy\n\n## Scope\n`, {}, false],
    ['placeholders alone', 'd.md', `${matter}# Policy\n\nTODO\n\n## Scope\n\nTBD\n`, {}, false],
    ['characters that nobody sees', 'd.md', `${matter}# Policy\n\n\u200b\u2060\n`, {}, false],
    ['one sentence among placeholders', 'd.md', `${matter}# Policy\n\nTODO\n\nWe lock the door.\n`, {}, true],
    ['data', 'd.yaml', 'document: { type: policy }\nscope: The whole house.\n', {}, true],
    ['data without data', 'd.yaml', 'document: { type: policy }\nscope: TODO\n', {}, false],
    ['a file of another kind', 'd.pdf', '%PDF-1.7', sidecar, true],
    ['an empty file of another kind', 'd.pdf', '', sidecar, false],
  ])('%s', async (_name, path, text, more, expected) => {
    expect(facts(await sheetOf('document', path, text, more)).hasContent).toBe(expected);
  });
});
