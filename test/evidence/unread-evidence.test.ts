import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { indexPopulations } from '../../src/checks/population.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { readProject } from '../../src/evidence/read-project.ts';
import { evidenceReaders } from '../../src/evidence/registry.ts';
import { memoryTree } from '../../src/files/memory.ts';
import type { EvidenceKind } from '../../src/model/facts.ts';
import { clock, entry, facts, noEngine, problems, projectText, readFiles, sheetOf, sheetsOf } from './given.ts';

describe('evidence that cannot be read has no items', () => {
  it.each([
    ['system', 'system.yaml', '[unclosed'],
    ['model-card', 'card.pdf', '%PDF-1.7'],
    ['model-card', 'card.md', new Uint8Array([0xff, 0xfe, 0x00])],
    ['document', 'policy.md', new Uint8Array([0xff, 0xfe, 0x00])],
    ['document', 'policy.yaml', 'a: [1'],
    ['attestation', 'a.yaml', 'a: [1'],
    ['drift-run', 'run.yaml', 'a: [1'],
    ['drift-run', 'run.yaml', 'id: R-1\nmodel: ranker\nwindow: never\n'],
    ['document', 'not-there.md', undefined],
  ] as const)('%s %s', async (kind: EvidenceKind, path, content) => {
    const reading = await readFiles(content === undefined ? {} : { [path]: content }, `${kind}: ${path}`);
    const population = indexPopulations(reading.sheets)(kind);
    expect(population.items).toEqual([]);
    expect(population.supplied).toBe(false);
    expect(population.unread).toHaveLength(1);
  });

  it.each([
    ['a header without id', 'title,owner\nx,y\n', 'title, owner'],
    ['no header', 'R-1,Fire,high\nR-2,Flood,low\n', 'R-1, Fire, high'],
    ['semicolons', 'id;title;owner\nR-1;Fire;Ada\n', 'id;title;owner'],
    ['an empty file', '', ''],
  ])('a register with %s', async (_name, text, seen) => {
    const reading = await readFiles({ 'r.csv': text }, 'register: [{ path: r.csv, type: risks }]');
    const [sheet] = sheetsOf(reading, 'register');
    expect(facts(sheet).risks).toEqual([]);
    expect(facts(sheet)).not.toHaveProperty('rowCount');
    expect(sheet?.problems[0]?.message).toContain(seen);
    for (const path of ['register#/risks', 'register'])
      expect(indexPopulations(reading.sheets)(path)).toMatchObject({ items: [], supplied: false });
  });

  it('also when a reader of ours fails', async () => {
    const tree = memoryTree({ 'plumbline.yaml': projectText('document: a.md'), 'a.md': '# A\n' }, 'evidence');
    const reading = await readEvidence({
      project: await readProject(tree, defaultLimits),
      tree,
      limits: defaultLimits,
      clock,
      engine: noEngine,
      readers: {
        ...evidenceReaders,
        document: async () => ({ kind: 'document', read: () => Promise.reject(new Error('a fault of ours')) }),
      },
    });
    expect(problems(sheetsOf(reading, 'document')[0])).toEqual(['reader-failed -']);
    expect(indexPopulations(reading.sheets)('document').items).toEqual([]);
    expect(indexPopulations(reading.sheets)('document#/sections').supplied).toBe(false);
  });
});

describe('a date that no calendar has', () => {
  it.each([
    [
      'document',
      'd.md',
      '---\ntype: policy\napprovedOn: 2026-19-01\nowner: Ada Muster\n---\n# A\n\nText.\n',
      'approvedOn',
      3,
      'owner',
    ],
    [
      'model-card',
      'c.md',
      '---\ngovernance:\n  reviewedOn: 2026-02-30\n  owner: Ada Muster\n---\n# A\n\nText.\n',
      'reviewedOn',
      3,
      'owner',
    ],
    [
      'attestation',
      'a.yaml',
      'attestations:\n  - id: A\n    attestedOn: 2026-19-01\n    by: Ada Muster\n',
      'attestedOn',
      3,
      'by',
    ],
    [
      'system',
      's.yaml',
      'id: s\nmarket:\n  placedOnMarketOn: 2026-19-01\nname: A system\n',
      'placedOnMarketOn',
      3,
      'name',
    ],
  ] as const)(
    'is a problem of a %s, with its line, and the rest is kept',
    async (kind, path, text, fact, line, kept) => {
      const sheet = await sheetOf(kind, path, text);
      expect(problems(sheet)).toContain(`bad-value ${line}`);
      expect(facts(sheet)).not.toHaveProperty(fact);
      expect(facts(sheet)).toHaveProperty(kept);
    },
  );

  it('is a problem of the row of a register', async () => {
    const reading = await readFiles(
      { 'r.csv': 'id,title,occurred_on\nA,x,2026-19-01\nB,y,2026-08-01\n' },
      'register: [{ path: r.csv, type: incidents }]',
    );
    const [sheet] = sheetsOf(reading, 'register');
    expect(problems(sheet)).toEqual(['bad-value 2']);
    expect(sheet && entry(sheet, 'incidents', 'B')).toMatchObject({ occurredOn: '2026-08-01' });
  });
});

describe('a history that is not there', () => {
  it.each(['nope.bundle', 'nope/'])('%s is missing and counted as unreadable', async (path) => {
    const reading = await readFiles({}, `git-history: ${path}`);
    const [sheet] = sheetsOf(reading, 'git-history');
    expect(sheet?.problems).toMatchObject([{ code: 'missing', file: 'plumbline.yaml', line: 4 }]);
    expect(sheet?.problems[0]?.message).toMatch(/^evidence\.git-history: no such file or folder, nope/);
    expect(facts(sheetsOf(reading, 'evidence')[0])).toMatchObject({ unreadableCount: 1, emptyKinds: ['git-history'] });
    expect(indexPopulations(reading.sheets)('git-history#/changes').supplied).toBe(false);
  });
});
