import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/base/digest.ts';
import { facts, problems, readFiles, sheetOf, sheetsOf } from './given.ts';

const file = '# Risks\n';
const attestation = (id: string, more = '', digest = sha256(file)): string => `  - id: ${id}
    control: risk.residual-risk
    question: Is the residual risk acceptable?
    determination: yes
    by: Ines Example
    role: Head of product
    method: EXAMINE
    attestedOn: 2026-09-20
    validUntil: 2027-03-20
    statement: I read the risk file.
    evidence:
      - { path: risks.md, sha256: ${digest} }
${more}`;
const read = async (text: string) => {
  const reading = await readFiles({ 'a.yaml': text, 'risks.md': file }, 'attestation: a.yaml');
  return { reading, sheets: sheetsOf(reading, 'attestation') };
};

describe('the attestation reader', () => {
  it('gives one sheet an attestation', async () => {
    const { sheets } = await read(`attestations:\n${attestation('one')}${attestation('two')}`);
    expect(sheets.map((sheet) => [sheet.subject, problems(sheet)])).toEqual([
      ['one', []],
      ['two', []],
    ]);
    expect(facts(sheets[0])).toEqual({
      id: 'one',
      control: 'risk.residual-risk',
      question: 'Is the residual risk acceptable?',
      determination: 'yes',
      by: 'Ines Example',
      role: 'Head of product',
      method: 'EXAMINE',
      attestedOn: '2026-09-20',
      validUntil: '2027-03-20',
      statement: 'I read the risk file.',
      evidenceCount: 1,
      changedEvidence: [],
      evidenceUnchanged: true,
      changedSince: [],
      owns: [],
      signature: 'none',
      signatureReason: 'it is not signed',
    });
    expect(sheets[1]?.sources['/validUntil']).toEqual({ file: 'a.yaml', line: 22 });
  });

  it('keeps a placeholder where a person must write, so that nobody takes it for nothing', async () => {
    const text = (statement: string) => attestation('one').replace('I read the risk file.', statement);
    const statements = async (statement: string) =>
      facts((await read(`attestations:\n${text(statement)}`)).sheets[0]).statement;
    expect(await statements('TODO')).toBe('TODO');
    expect(await statements('"{{statement}}"')).toBe('{{statement}}');
    expect(await statements('unknown')).toBeUndefined();
  });

  it('records what the person looked at as evidence', async () => {
    const { reading } = await read(`attestations:\n${attestation('one')}`);
    expect(reading.records.map((record) => `${record.kind} ${record.path}`)).toContain('attestation risks.md');
  });

  it('says exactly what has changed since: files with both digests, the system and its version', async () => {
    const bound = attestation(
      'one',
      `      - { path: gone.md, sha256: ${'cd'.repeat(32)} }\n      - { path: a.yaml, sha256: ${'ef'.repeat(32)} }\n`,
      'ab'.repeat(32),
    ).replace('    role:', '    system: other\n    systemVersion: "1"\n    role:');
    const reading = await readFiles(
      {
        'a.yaml': `attestations:\n${bound}`,
        'risks.md': file,
        'system.yaml': 'id: sys\nname: S\nversion: "2"\nowner: ines  example\n',
      },
      'system: system.yaml\nattestation: a.yaml',
    );
    const [sheet] = sheetsOf(reading, 'attestation');
    expect(facts(sheet).changedSince).toEqual([
      `risks.md has the digest ${sha256(file).slice(0, 12)}…, the person saw abababababab…`,
      'gone.md cannot be read any more (no such file: gone.md)',
      'a.yaml is the file of the attestation itself, which shows nothing',
      'the system is sys, the person looked at other',
      'the version of the system is 2, the person looked at 1',
    ]);
    expect(facts(sheet).owns).toEqual(['the system sys']);
  });

  it('does not say that nothing changed of what names nothing that could', async () => {
    const { sheets } = await read(`attestations:\n${attestation('one').replace(/ {4}evidence:\n.*\n/, '')}`);
    expect(facts(sheets[0]).changedSince).toBeUndefined();
    expect(sheets[0]?.absent['/changedSince']).toContain('names nothing that could change');
  });

  it('sees that a file was changed, or is gone, since', async () => {
    const { sheets } = await read(
      `attestations:\n${attestation('one', '', 'ab'.repeat(32))}${attestation('two', `      - { path: gone.md, sha256: ${'cd'.repeat(32)} }\n`)}`,
    );
    expect(sheets.map((sheet) => facts(sheet).evidenceUnchanged)).toEqual([false, false]);
    expect(sheets.map((sheet) => facts(sheet).changedEvidence)).toEqual([['risks.md'], ['gone.md']]);
  });

  it('does not call evidence unchanged when none is named', async () => {
    const { sheets } = await read(`attestations:\n${attestation('one').replace(/ {4}evidence:[\s\S]*$/, '')}`);
    expect(facts(sheets[0])).toMatchObject({ evidenceCount: 0 });
    expect(facts(sheets[0])).not.toHaveProperty('evidenceUnchanged');
    expect(sheets[0]?.absent['/evidenceUnchanged']).toBe('the attestation names no evidence');
  });

  it('keeps an unknown determination and an unknown person absent', async () => {
    const { sheets } = await read(
      `attestations:\n${attestation('one').replace('yes', 'unknown').replace('Ines Example', 'unknown')}`,
    );
    expect(problems(sheets[0])).toEqual([]);
    expect(facts(sheets[0])).not.toHaveProperty('determination');
    expect(facts(sheets[0])).not.toHaveProperty('by');
  });

  it('puts each problem on the attestation that it lies in', async () => {
    const { sheets } = await read(
      `attestations:\n${attestation('one')}${attestation('two').replace('2027-03-20', '2027-02-30').replace('method: EXAMINE', 'methd: EXAMINE')}${attestation('one').replace('determination: yes', 'determination: surely')}`,
    );
    expect(sheets.map((sheet) => problems(sheet))).toEqual([
      [],
      ['unknown-key 20', 'bad-value 22'],
      ['bad-value 29', 'duplicate-id -'],
    ]);
  });

  it.each([
    ['a list at the top', '- id: one\n'],
    ['an empty list', 'attestations: []\n'],
    ['a duplicate key', 'attestations:\n  - id: a\n    id: b\n'],
    ['an alias', 'attestations: &a []\nb: *a\n'],
    ['nothing', ''],
  ])('says of %s that it cannot be read', async (_name, text) => {
    const sheet = await sheetOf('attestation', 'a.yaml', text);
    expect(sheet.problems.length).toBeGreaterThan(0);
    expect(facts(sheet)).toEqual({ id: 'a.yaml' });
  });
});
