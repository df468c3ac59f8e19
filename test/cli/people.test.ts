import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assessmentIn, type Contents, findingIn, folderOf, plumbline, removeFolders } from './run.ts';

afterAll(removeFolders);

const control = 'governance.accountability';
const base = {
  'plumbline.yaml': `plumbline: 1
period: { start: 2026-05-01, end: 2026-11-01 }
profile: everything
evidence:
  system: system.yaml
  attestation: attestations/*.yaml
  document: documents/*.md
waivers: waivers.yaml
`,
  'system.yaml':
    'id: sys\nname: S\nversion: "2"\nowner: Ada Muster\nroles: [provider]\ntrustServiceCategories: [security]\n',
  'waivers.yaml': 'waivers: []\n',
  'documents/plan.md':
    '---\nid: plan\ntype: policy\ntitle: Plan\n---\n# Plan\n\nThe head of risk reviews every model each quarter, and says what she decided.\n',
};
const folder = (more: Contents = {}): string => folderOf({ ...base, ...more });
const answers = [
  ['--determination', 'yes'],
  ['--by', 'Berta Beispiel'],
  ['--role', 'head of risk'],
  ['--method', 'EXAMINE'],
  ['--looked-at', 'system.yaml'],
  ['--statement', 'I compared the record with the minutes.'],
  ['--valid-until', '2027-05-20'],
] as const;
const without = (flag: string): string[] => answers.filter(([name]) => name !== flag).flat();
const attest = (dir: string, flags: readonly string[] = answers.flat()) =>
  plumbline(['attest', control, '--evidence', dir, ...flags]);
const written = (dir: string, path = 'attestations/attestations.yaml'): string => readFileSync(join(dir, path), 'utf8');

describe('plumbline attest', () => {
  it('writes an entry that the next audit believes', async () => {
    const dir = folder();
    const ran = await attest(dir);
    expect(ran.err).toContain('asked    Do the recorded owners');
    expect(ran).toMatchObject({
      exit: 0,
      out: expect.stringContaining('wrote att-2026-11-20-1 to attestations/attestations.yaml'),
    });
    expect(written(dir)).toMatch(
      /system: sys\n {4}systemVersion: "2"\n {4}evidence:\n {6}- path: system.yaml\n {8}sha256: [0-9a-f]{64}/,
    );
    const out = folderOf({});
    await plumbline(['audit', dir, '--out', out, '--format', 'json']);
    const finding = findingIn(assessmentIn(out), control);
    expect(finding.checks.find(({ kind }) => kind === 'attested')).toMatchObject({
      outcome: 'satisfied',
      attestations: [{ id: 'att-2026-11-20-1', state: 'effective', signature: 'it is not signed' }],
    });
    writeFileSync(join(dir, 'system.yaml'), base['system.yaml'].replace('"2"', '"3"'));
    await plumbline(['audit', dir, '--out', out, '--format', 'json']);
    const [attested] = findingIn(assessmentIn(out), control).checks.filter(({ kind }) => kind === 'attested');
    expect(attested?.outcome).toBe('unattested');
    expect(attested?.reason).toContain('the version of the system is 3, the person looked at 2');
  });

  it('continues a file that is there, comments and all', async () => {
    const file = `# ours\nattestations:\n  - id: x # the first\n    control: change.process\n`;
    const dir = folder({ 'attestations/a.yaml': file });
    // The entry that is there is broken, which makes the whole file unreadable for an audit: nothing is added to it.
    expect(await attest(dir)).toMatchObject({ exit: 2, err: expect.stringContaining('could not be read') });
    expect(written(dir, 'attestations/a.yaml')).toBe(file);
    const good = folder();
    await attest(good);
    const first = `# ours\n${written(good)}# end\n`;
    writeFileSync(join(good, 'attestations/attestations.yaml'), first);
    await attest(good, [...without('--statement'), '--statement', 'Again.', '--determination', 'no']);
    expect(written(good)).toContain('# ours\nattestations:\n  - id: att-2026-11-20-1');
    expect(written(good)).toMatch(/id: att-2026-11-20-2[\s\S]*# end\n$/);
  });

  it('names every missing flag when nobody can be asked, and writes nothing', async () => {
    const dir = folder();
    const ran = await attest(dir, ['--role', 'head of risk']);
    expect(ran.exit).toBe(2);
    for (const [flag] of answers) expect(ran.err.includes(`  ${flag} `)).toBe(flag !== '--role');
    expect(ran.err).toContain('6 answers are missing');
    expect(() => written(dir)).toThrow();
  });

  it('asks a person for what is missing, and again after an answer that will not do', async () => {
    const dir = folder();
    const ran = await plumbline(['attest', control, '--evidence', dir, ...without('--method')], {}, [
      'LOOK',
      'TEST',
      '',
    ]);
    expect(ran.err).toContain('how you came to it');
    expect(ran.err).toContain('expected EXAMINE or INTERVIEW or TEST');
    expect(ran.exit).toBe(0);
    expect(written(dir)).toContain('method: TEST');
  });

  it('asks for no file after an interview', async () => {
    const dir = folder();
    const flags = [...without('--method'), '--method', 'INTERVIEW'];
    const bare = flags.filter(
      (_flag, index) => !flags.slice(Math.max(0, index - 1), index + 1).includes('--looked-at'),
    );
    expect(await attest(dir, bare)).toMatchObject({ exit: 0 });
    expect(written(dir)).not.toContain('sha256');
  });

  it.each<[string, readonly string[], string]>([
    ['a determination that is neither', ['--determination', 'perhaps'], '--determination perhaps: expected yes or no'],
    ['a placeholder for a name', ['--by', 'TODO'], '--by TODO: it says nothing'],
    ['an end in the past', ['--valid-until', '2026-11-19'], 'it lies in the past; today is 2026-11-20'],
    ['ten years', ['--valid-until', '2036-11-20'], 'expected 2027-11-20 at the latest (P1Y)'],
    ['an end that is no day', ['--valid-until', '2027-02-30'], 'expected a date, YYYY-MM-DD'],
    ['a file that is not there', ['--looked-at', 'sistem.yaml'], 'did you mean "system.yaml"?'],
    ['a day that is yet to come', ['--on', '2026-11-21'], 'it lies in the future; today is 2026-11-20'],
    ['its own file as evidence', ['--looked-at', '../x'], 'no such file in the evidence folder: ../x'],
    ['a place that nobody reads', ['--file', 'other/a.yaml'], 'expected a YAML file that plumbline.yaml reads'],
    ['a place outside', ['--file', 'attestations/../../a.yaml'], 'expected a YAML file that plumbline.yaml reads'],
    ['a key without --sign', ['--key', 'k.pem'], '--key without --sign: nothing would be signed'],
    ['--sign without a key', ['--sign'], '--sign without --key or --p12'],
  ])('refuses %s', async (_what, flags, message) => {
    const dir = folder();
    const ran = await attest(dir, [...without(flags[0] ?? ''), ...flags]);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(message), out: '' });
    expect(() => written(dir)).toThrow();
  });

  it('knows the control that was meant, and one that asks nobody', async () => {
    const dir = folder();
    expect(await plumbline(['attest', 'governance.acountability', '--evidence', dir])).toMatchObject({
      exit: 2,
      err: expect.stringContaining(
        'there is no control "governance.acountability"; did you mean "governance.accountability"?',
      ),
    });
    expect(await plumbline(['attest', 'drift.cadence', '--evidence', dir])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/drift\.cadence (asks no person|does not apply here)/),
    });
  });

  it('does not write through a link, nor a trust file that lies in the evidence', async () => {
    const dir = folder();
    const elsewhere = folderOf({ 'a.yaml': '' });
    symlinkSync(elsewhere, join(dir, 'attestations'));
    const ran = await attest(dir);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('attestations is a symbolic link') });
    expect(readFileSync(join(elsewhere, 'a.yaml'), 'utf8')).toBe('');
    const inside = folder({ 'trust.yaml': 'keys: []\n' });
    expect(await attest(inside, [...answers.flat(), '--trust', join(inside, 'trust.yaml')])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('the file lies in the evidence folder'),
    });
  });

  it('lists what waits for a person, and what was answered', async () => {
    const dir = folder();
    await attest(dir);
    const ran = await plumbline(['attest', '--evidence', dir]);
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain('  governance.accountability: Berta Beispiel, valid until 2027-05-20');
    expect(ran.out).toMatch(/\d+ of \d+ questions wait for a person/);
  });

  it('signs, and the signature counts for whoever trusts the key; the report is the same again', async () => {
    const dir = folder();
    const keys = folderOf({});
    const secret = { SECRET: 'correct horse battery' };
    const pass = ['--passphrase-env', 'SECRET'];
    await plumbline(['keys', 'new', '--name', 'Berta', '--person', 'Berta Beispiel', '--out', keys, ...pass], secret);
    const key = ['--key', join(keys, 'signer.key.pem'), '--certificate', join(keys, 'signer.certificate.pem'), ...pass];
    const trust = ['--trust', join(keys, 'trust.yaml')];
    const other = [...without('--by'), '--by', 'Somebody Else'];
    expect(
      await plumbline(['attest', control, '--evidence', dir, ...other, '--sign', ...key, ...trust], secret),
    ).toMatchObject({
      exit: 2,
      err: expect.stringContaining('gives the key "Berta" to Berta Beispiel, and the entry speaks for Somebody Else'),
    });
    expect(
      await plumbline(['attest', control, '--evidence', dir, ...answers.flat(), '--sign', ...key, ...trust], secret),
    ).toMatchObject({
      exit: 0,
      out: expect.stringContaining('signed with the key "Berta"'),
    });
    const out = folderOf({});
    await plumbline(['audit', dir, '--out', out, '--format', 'json,html,text', ...trust, ...key], secret);
    expect(assessmentIn(out).inputs.trust?.path).toBe('trust.yaml');
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('signed with the key &quot;Berta&quot;');
    const again = await plumbline(['verify', out, ...trust, '--reperform', dir]);
    expect(again).toMatchObject({
      exit: 0,
      out: expect.stringContaining('SAME: the evidence gives this report again.'),
    });
    const stranger = folderOf({
      'trust.yaml': readFileSync(join(keys, 'trust.yaml'), 'utf8').replace('name: "Berta"', 'name: "B"'),
    });
    expect(
      await plumbline(['verify', out, ...trust, '--audit-trust', join(stranger, 'trust.yaml'), '--reperform', dir]),
    ).toMatchObject({
      exit: 3,
      out: expect.stringContaining('this is run with another: name it with --audit-trust'),
    });
    // One word changed in the file, and the signature ends.
    writeFileSync(join(dir, 'attestations/attestations.yaml'), written(dir).replace('the minutes', 'the protocols'));
    await plumbline(['audit', dir, '--out', out, '--format', 'json', ...trust]);
    const [attested] = findingIn(assessmentIn(out), control).checks.filter(({ kind }) => kind === 'attested');
    expect(attested).toMatchObject({
      outcome: 'unattested',
      reason: expect.stringContaining('it was changed after it was signed'),
    });
  });
});

describe('plumbline waive', () => {
  const waive = (dir: string, flags: readonly (readonly [string, string])[]) =>
    plumbline(['waive', 'governance.policies-reviewed', '--evidence', dir, ...flags.flat()]);
  const flags = [
    ['--subject', 'documents/plan.md'],
    ['--reason', 'It is being rewritten.'],
    ['--risk', 'The old plan is followed.'],
    ['--owner', 'Ada Muster'],
    ['--approver', 'Berta Beispiel'],
    ['--until', '2027-01-31'],
  ] as const;
  const changed = (flag: string, value: string) => [...flags.filter(([name]) => name !== flag), [flag, value] as const];

  it('lists what there is to waive, and writes a waiver that has effect', async () => {
    const dir = folder({ 'waivers.yaml': 'waivers: [] # none yet\n' });
    const listed = await plumbline(['waive', 'governance.policies-reviewed', '--evidence', dir, '--list']);
    expect(listed.out).toContain('    documents/plan.md: ');
    expect(await waive(dir, flags)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('wrote waiver-1 to waivers.yaml: it covers 2 items until 2027-01-31'),
    });
    expect(written(dir, 'waivers.yaml')).toMatch(/^waivers: # none yet\n {2}- id: waiver-1\n/);
    expect((await plumbline(['waive', '--evidence', dir])).out).toContain('waiver-1  effective');
  });

  it.each<[string, readonly (readonly [string, string])[], string]>([
    ['the owner as approver', changed('--approver', 'ada  MUSTER'), 'the owner of the risk cannot approve it'],
    ['an end in the past', changed('--until', '2026-01-01'), 'it lies in the past'],
    ['a year and more', changed('--until', '2027-12-31'), 'expected 2027-05-22 at the latest (P184D)'],
    ['everything', changed('--subject', '*'), 'this waiver would have no effect (over-broad)'],
    ['nothing', changed('--subject', 'documents/other.md'), 'this waiver would have no effect (orphan)'],
    ['no reason', changed('--reason', 'tbd'), '--reason tbd: it says nothing'],
    ['half of it', flags.slice(0, 2), '--approver <name>: who approves'],
  ])('refuses %s, and writes nothing', async (_what, given, message) => {
    const dir = folder();
    expect(await waive(dir, given)).toMatchObject({ exit: 2, err: expect.stringContaining(message) });
    expect(written(dir, 'waivers.yaml')).toBe('waivers: []\n');
  });

  it('begins the file that plumbline.yaml names when there is none', async () => {
    const { 'waivers.yaml': _none, ...rest } = base;
    const dir = folderOf(rest);
    expect(await waive(dir, flags)).toMatchObject({ exit: 0 });
    expect(written(dir, 'waivers.yaml')).toMatch(/^waivers:\n {2}- id: waiver-1\n/);
  });

  it('knows the control that was meant', async () => {
    const ran = await plumbline(['waive', 'governance.policies-reviewd', '--evidence', folder()]);
    expect(ran).toMatchObject({
      exit: 2,
      err: expect.stringContaining('did you mean "governance.policies-reviewed"?'),
    });
  });
});

describe('plumbline plan', () => {
  it('lists what a profile asks for, for people and for programs', async () => {
    const text = await plumbline(['plan', '--profile', 'soc2-type2']);
    expect(text).toMatchObject({ exit: 0, err: '' });
    expect(text.out).toContain('for the period that the audit will name; as of 20 November 2026');
    expect(text.out).toMatch(
      /R-\d+ {2}register access-reviews\n {6}Access reviews\.\n {6}when a new one at least every 92 days/,
    );
    expect(text.out.split('\n').filter((line) => line.length > 100)).toEqual([]);
    const markdown = await plumbline(['plan', '--profile', 'soc2-type2', '--format', 'markdown']);
    expect(markdown.out).toMatch(/- \[ \] \*\*R-\d+ register access-reviews\*\*: Access reviews\./);
    const json = await plumbline(['plan', '--profile', 'soc2-type2', '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({
      schema: 'plumbline/evidence-requests@1',
      profile: { id: 'soc2-type2' },
    });
  });

  it('says what is there, and with --missing only what is not', async () => {
    const dir = folder();
    await attest(dir);
    const all = await plumbline(['plan', '--evidence', dir]);
    expect(all.out).toMatch(/governance\.accountability: there/);
    expect(all.out).toContain('do not apply to this system');
    const missing = await plumbline(['plan', '--evidence', dir, '--missing']);
    expect(missing.out).not.toMatch(/governance\.accountability: there/);
    expect(missing.out).toMatch(/git-history: MISSING/);
  });

  it.each([
    [['--format', 'pdf'], '--format pdf: expected one of text, markdown, json'],
    [['--missing'], '--missing without --evidence'],
    [['--as-of', 'today'], '--as-of today: expected a date'],
    [['--profile', 'soc2-typ2'], 'there is no profile "soc2-typ2"; did you mean "soc2-type2"?'],
    [['--evidence', 'nowhere-at-all'], 'no such folder: nowhere-at-all'],
  ])('refuses %j', async (flags, message) => {
    expect(await plumbline(['plan', ...flags])).toMatchObject({
      exit: 2,
      out: '',
      err: expect.stringContaining(message),
    });
  });

  it('keeps what evidence says inert in Markdown', async () => {
    const dir = folder({ 'system.yaml': base['system.yaml'].replace('name: S', 'name: "<b>*x*</b> [y](z)"') });
    const ran = await plumbline(['plan', '--evidence', dir, '--format', 'markdown']);
    expect(ran.out).toContain('\\<b\\>\\*x\\*\\</b\\> \\[y\\](z)');
  });
});
