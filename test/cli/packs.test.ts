import { appendFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assessmentIn, findingIn, folderOf, plumbline, project, removeFolders, system } from './run.ts';

afterAll(removeFolders);

const control = `id: acme.named
title: The system has a purpose
failureTitle: The system has no purpose
answers: [soc2#CC1.1]
why: It matters.
severity: low
method: EXAMINE
decides: partly
checks:
  - { id: purpose, kind: each, population: system, expect: { intendedPurpose: { present: true } } }
remedy: Say it.
limits: What is said may be wrong.
`;
const pack = {
  'pack.yaml': 'id: acme\ntitle: Acme’s own\n',
  'controls/acme/named.yaml': control,
  'profiles/acme.yaml': 'id: acme\ntitle: Ours\ninclude: [acme.*]\n',
  'tests/acme/named.yaml': `control: acme.named
cases:
  - { name: named, facts: { system: [{ id: a, intendedPurpose: Ranks. }] }, outcome: satisfied }
  - { name: unnamed, facts: { system: [{ id: a }] }, outcome: not-satisfied }
  - { name: nothing, facts: {}, outcome: undetermined }
`,
};
const evidence = () =>
  folderOf({ 'plumbline.yaml': `${project}profile: acme\nparameters: {}\n`, 'system.yaml': system });

describe('an organisation’s own policies', () => {
  it('are linted, tested, listed and audited with, and the report names them', async () => {
    const [dir, folder, out] = [folderOf(pack), evidence(), join(folderOf({}), 'report')];
    const lint = await plumbline(['policy', 'lint', '--policies', dir]);
    expect(lint).toMatchObject({ exit: 0, err: '' });
    expect((await plumbline(['policy', 'list', '--policies', dir, '--profile', 'acme'])).out).toContain('acme.named');
    const ran = await plumbline(['audit', folder, '--policies', dir, '--out', out, '--format', 'text,html']);
    expect(ran.err).toBe('');
    const assessment = assessmentIn(out);
    expect(findingIn(assessment, 'acme.named').outcome).toBe('satisfied');
    const [used] = assessment.inputs.policies.packs ?? [];
    expect(used).toMatchObject({ id: 'acme', files: 4 });
    for (const name of ['report.txt', 'report.html'])
      expect(readFileSync(join(out, name), 'utf8')).toContain(used?.sha256);
  });
  it('are needed again to re-perform a report: the very same', async () => {
    const [dir, folder, out] = [folderOf(pack), evidence(), join(folderOf({}), 'report')];
    const keys = folderOf({});
    const secret = { PASS: 'correct horse' };
    await plumbline(['keys', 'new', '--name', 'Desk', '--out', keys, '--passphrase-env', 'PASS'], secret);
    const signing = ['--key', join(keys, 'signer.key.pem'), '--certificate', join(keys, 'signer.certificate.pem')];
    const made = await plumbline(
      ['audit', folder, '--policies', dir, '--out', out, '--format', 'text', ...signing, '--passphrase-env', 'PASS'],
      secret,
    );
    expect(made.err).toBe('');
    const verify = (...more: string[]) =>
      plumbline(['verify', out, '--trust', join(keys, 'trust.yaml'), '--reperform', folder, ...more]);
    expect((await verify('--policies', dir)).out).toContain('SAME: the evidence gives this report again.');
    const without = await verify();
    expect(without.exit).toBe(2);
    expect(without.err).toContain('the pack "acme" (sha256 ');
    appendFileSync(join(dir, 'pack.yaml'), '# changed\n');
    const changed = await verify('--policies', dir);
    expect(changed.exit).toBe(2);
    expect(changed.err).toContain('the report was made with');
  });
  it('are held against a lock, and the file that changed is named', async () => {
    const [dir, folder] = [folderOf(pack), evidence()];
    const lock = join(folderOf({}), 'plumbline-policies.lock');
    expect((await plumbline(['policy', 'lock', '--policies', dir, '--out', lock])).exit).toBe(0);
    const audit = () => plumbline(['audit', folder, '--policies', dir, '--policies-lock', lock]);
    expect((await audit()).err).toBe('');
    writeFileSync(join(dir, 'controls/acme/named.yaml'), control.replace('present: true', 'present: false'));
    const refused = await audit();
    expect(refused).toMatchObject({ exit: 2, out: '' });
    expect(refused.err).toMatch(/controls\/acme\/named\.yaml: has the digest [0-9a-f]{12}, expected/);
    const without = await plumbline(['audit', folder, '--profile', 'everything', '--policies-lock', lock]);
    expect(without.exit).toBe(2);
    expect(without.err).toContain('is locked, but was not given');
  });
  it('are refused with links and code, each by its name', async () => {
    const dir = folderOf({ ...pack, 'run.sh': 'echo' });
    symlinkSync('/etc/passwd', join(dir, 'controls/passwd.yaml'));
    for (const command of [
      ['policy', 'lint'],
      ['policy', 'test'],
      ['audit', evidence()],
    ]) {
      const ran = await plumbline([...command, '--policies', dir]);
      expect(ran).toMatchObject({ exit: 2, out: '' });
      expect(ran.err).toContain('controls/passwd.yaml: saw a symbolic link; expected a plain file');
      expect(ran.err).toContain('run.sh: saw code');
    }
    const nowhere = await plumbline(['policy', 'lint', '--policies', join(dir, 'nowhere')]);
    expect(nowhere.exit).toBe(2);
    expect(nowhere.err).toContain('no such folder');
  });
});
