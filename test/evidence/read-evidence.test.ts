import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/canonical-json.ts';
import { sha256 } from '../../src/base/digest.ts';
import { defaultLimits } from '../../src/base/limits.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import { evidenceReaders } from '../../src/evidence/registry.ts';
import { openDirectory } from '../../src/files/directory.ts';
import { memoryTree } from '../../src/files/memory.ts';
import { packageFiles } from '../../src/files/package-files.ts';
import { evidenceKinds } from '../../src/model/facts.ts';
import { clock, facts, noEngine, period, problems, projectText, readFiles, readTree, sheetsOf } from './given.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const card = '# A card\n\n## Intended use\n\nTo rank films.\n';
const system = 'id: s\nmodels: [{ id: a-card, name: A card }]\n';

describe('the registry', () => {
  it('has a reader for every kind but the folder itself, and a folder for every reader', async () => {
    const kinds = evidenceKinds.filter((kind) => kind !== 'evidence');
    expect(Object.keys(evidenceReaders)).toEqual(kinds);
    const readers = packageFiles('src/evidence').filter((path) => path.endsWith('/reader.ts'));
    expect(readers).toEqual(kinds.map((kind) => `${kind}/reader.ts`).sort());
    for (const kind of kinds) expect((await evidenceReaders[kind]()).kind).toBe(kind);
  });
});

describe('readEvidence', () => {
  it('reads kind after kind in the order of the registry, and the folder last', async () => {
    const reading = await readFiles(
      { 'system.yaml': system, 'b.md': card, 'a.md': card, 'docs/x.md': '---\ntype: plan\n---\n# P\ntext\n' },
      'document: docs/*\nmodel-card: "*.md"\nsystem: system.yaml',
    );
    expect(reading.sheets.map((sheet) => `${sheet.kind} ${sheet.evidence}`)).toEqual([
      'system system.yaml',
      'model-card a.md',
      'model-card b.md',
      'document docs/x.md',
      'evidence plumbline.yaml',
    ]);
    expect(reading.declaredKinds).toEqual(['system', 'model-card', 'document']);
    expect(reading.emptyKinds).toEqual([]);
  });

  it('records every file with its digest, once for each kind that reads it', async () => {
    const reading = await readFiles(
      { 'system.yaml': system, 'a.md': card },
      'system: system.yaml\nmodel-card: a.md\ndocument: [a.md, "*.md"]',
    );
    expect(reading.records.map((record) => [record.kind, record.path, record.size])).toEqual([
      ['system', 'system.yaml', system.length],
      ['model-card', 'a.md', card.length],
      ['document', 'a.md', card.length],
      ['evidence', 'plumbline.yaml', expect.any(Number)],
    ]);
    expect(reading.records[1]?.sha256).toBe(sha256(card));
    expect(facts(reading.sheets.at(-1))).toMatchObject({ id: 'evidence', itemCount: 2, unreadableCount: 1 });
    const items = facts(reading.sheets.at(-1)).items as { id: string; readable: boolean }[];
    expect(items.map(({ id, readable }) => [id, readable])).toEqual([
      ['system.yaml', true],
      ['a.md', true],
      ['a.md (document)', false],
    ]);
  });

  it('lists a kind for which nothing was found, and never as if it had been read', async () => {
    const reading = await readFiles({ 'system.yaml': system }, 'system: system.yaml\nmodel-card: cards/*.md');
    expect(reading.emptyKinds).toEqual(['model-card']);
    expect(facts(reading.sheets.at(-1)).emptyKinds).toEqual(['model-card']);
    expect(sheetsOf(reading, 'model-card')).toEqual([]);
  });

  it('tells of a glob that matches nothing when others of its kind do', async () => {
    const reading = await readFiles(
      { 'system.yaml': system, 'a.md': card },
      'system: system.yaml\nmodel-card: [a.md, more/*.md]',
    );
    expect(reading.sheets.at(-1)?.problems).toEqual([
      { code: 'no-match', message: 'evidence.model-card: no file matches more/*.md', file: 'plumbline.yaml', line: 5 },
    ]);
  });

  it('makes a path that is not there a problem on a sheet of its kind, and of plumbline.yaml', async () => {
    const reading = await readFiles(
      { 'system.yaml': system, 'docs/a.md': '' },
      'system: system.yaml\nmodel-card: gone.md\ndocument: docs\nregister: [{ path: r.csv, type: incidents }]',
    );
    const [gone] = sheetsOf(reading, 'model-card');
    expect(gone?.problems).toMatchObject([
      { code: 'missing', message: 'evidence.model-card: gone.md is not there', file: 'plumbline.yaml', line: 5 },
    ]);
    expect(gone?.absent['/sections']).toContain('gone.md is not there');
    expect(sheetsOf(reading, 'document')[0]?.problems[0]?.message).toContain('docs is a folder; write docs/**');
    const [register] = sheetsOf(reading, 'register');
    expect(facts(register)).toMatchObject({ type: 'incidents', incidents: [] });
    expect(register?.absent['/incidents']).toContain('r.csv is not there');
    const declared = reading.records.find((record) => record.path === 'plumbline.yaml');
    expect(declared?.problems).toHaveLength(3);
    expect(facts(reading.sheets.at(-1)).unreadableCount).toBe(3);
  });

  it('keeps a register without a file apart from one without rows', async () => {
    const reading = await readFiles(
      { 'system.yaml': system, 'training.csv': 'id\n' },
      'system: system.yaml\nregister:\n  - { path: training.csv, type: training }\n  - { path: incidents*.csv, type: incidents }',
    );
    const [incidents, training] = sheetsOf(reading, 'register').toSorted((a, b) => (a.evidence < b.evidence ? -1 : 1));
    expect(problems(training)).toEqual([]);
    expect(training?.absent['/training']).toBeUndefined();
    expect(incidents?.absent['/incidents']).toContain('no file matches incidents*.csv');
  });

  it('says that there is no system, or that there are several', async () => {
    const none = await readFiles({ 'a.md': card }, 'model-card: a.md');
    expect(problems(none.sheets.at(-1))).toEqual(['no-system 3']);
    const several = await readFiles({ 'a.yaml': 'id: a', 'b.yaml': 'id: b' }, 'system: "*.yaml"');
    expect(several.sheets.map((sheet) => problems(sheet))).toEqual([
      ['several-systems 4'],
      ['several-systems 4'],
      ['several-systems 4'],
    ]);
    expect(several.records.at(-1)?.problems).toHaveLength(1);
  });

  it('reads an empty evidence section', async () => {
    const tree = memoryTree({
      'plumbline.yaml': `plumbline: 1\nperiod: { start: ${period.start}, end: ${period.end} }\nevidence: {}\n`,
    });
    const reading = await readTree(tree);
    expect(reading.sheets.map((sheet) => sheet.kind)).toEqual(['evidence']);
    expect(reading.declaredKinds).toEqual([]);
  });

  it('turns a file beyond the limit into a problem, with its digest on record', async () => {
    const tree = memoryTree({
      'plumbline.yaml': projectText('system: system.yaml\nmodel-card: big.md'),
      'system.yaml': system,
      'big.md': 'x'.repeat(5000),
    });
    const reading = await readTree(tree, { ...defaultLimits, textBytes: 4000 });
    const [sheet] = sheetsOf(reading, 'model-card');
    expect(sheet?.problems).toEqual([
      { code: 'too-large', message: 'big.md has 5000 bytes; at most 4000 are read', file: 'big.md' },
    ]);
    expect(reading.records.find((record) => record.path === 'big.md')).toMatchObject({
      size: 5000,
      problems: [{ code: 'too-large' }],
    });
  });

  it('never lets a reader take the audit down, nor break the schema of its facts', async () => {
    const broken: EvidenceReader = {
      kind: 'document',
      read: async () => {
        throw new TypeError('x is undefined');
      },
    };
    const lying: EvidenceReader = {
      kind: 'register',
      read: async (item) => ({
        kind: 'register',
        evidence: item.path,
        subject: 'x',
        facts: { id: 'x', rowCount: Number.NaN },
        sources: {},
        absent: {},
        problems: [],
        exhibits: [],
      }),
    };
    const tree = memoryTree({
      'plumbline.yaml': projectText('document: a.md\nregister: [{ path: a.csv, type: risks }]'),
      'a.md': '',
      'a.csv': '',
    });
    const project = {
      plumbline: 1 as const,
      period,
      evidence: { document: 'a.md', register: [{ path: 'a.csv', type: 'risks' as const }] },
    };
    const readers = { ...evidenceReaders, document: async () => broken, register: async () => lying };
    const reading = await readEvidence({ project, tree, limits: defaultLimits, clock, engine: noEngine, readers });
    expect(reading.sheets.slice(0, 2).map((sheet) => problems(sheet))).toEqual([
      ['reader-failed -'],
      ['reader-failed -'],
    ]);
    expect(reading.sheets[0]?.problems[0]?.message).toContain('x is undefined');
    expect(facts(reading.sheets[1])).not.toHaveProperty('rowCount');
    expect(reading.records.map((record) => record.problems.length)).toEqual([1, 1, 1]);
  });

  it('never follows a symbolic link', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-evidence-'));
    folders.push(folder);
    writeFileSync(join(folder, 'plumbline.yaml'), projectText('system: system.yaml\nmodel-card: "*.md"'));
    writeFileSync(join(folder, 'a.md'), card);
    symlinkSync('/etc/hostname', join(folder, 'b.md'));
    symlinkSync('a.md', join(folder, 'system.yaml'));
    const reading = await readTree(await openDirectory(folder, defaultLimits));
    expect(sheetsOf(reading, 'model-card').map((sheet) => problems(sheet))).toEqual([[], ['missing 5']]);
    expect(sheetsOf(reading, 'model-card')[1]?.problems[0]?.message).toContain('b.md is a symbolic link');
    expect(sheetsOf(reading, 'system')[0]?.problems[0]?.message).toContain('symbolic link');
  });

  it('gives the same bytes again', async () => {
    const files = { 'system.yaml': system, 'b.md': card, 'a.md': card };
    const once = await readFiles(files, 'system: system.yaml\nmodel-card: "*.md"');
    const again = await readFiles(files, 'system: system.yaml\nmodel-card: "*.md"');
    expect(canonicalJson(once)).toBe(canonicalJson(again));
  });

  it('reads what plumbline init writes without a problem, and answers nothing for its owner', async () => {
    const reading = await readTree(await openDirectory('templates/init', defaultLimits));
    expect(reading.sheets.map((sheet) => `${sheet.kind} ${sheet.problems.length}`)).toEqual([
      'system 0',
      'model-card 0',
      'attestation 0',
      'evidence 0',
    ]);
    const [systemSheet, cardSheet, attestation] = reading.sheets;
    expect(Object.keys(facts(systemSheet)).sort()).toEqual(['id', 'models', 'owners', 'prohibitedPractices']);
    const said = Object.keys(facts(cardSheet)).filter((fact) => typeof facts(cardSheet)[fact] === 'string');
    expect(said.sort()).toEqual(['format', 'id', 'path']);
    expect(facts(attestation)).toEqual({
      id: 'attestation-1',
      evidenceCount: 0,
      signature: 'none',
      signatureReason: 'it is not signed',
    });
  });
});
