import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assessmentIn, folderOf, plumbline, project, removeFolders, system } from './run.ts';

afterAll(removeFolders);

const control = (name: string, fact: string) => `id: acme.${name}
title: The system says its ${fact}
failureTitle: The system does not say its ${fact}
answers: [soc2#CC1.1]
why: It matters.
severity: low
method: EXAMINE
decides: partly
parameters:
  kinds: { title: Kinds of system, value: [recommender] }
  most: { title: Most, value: 2, floor: { atMost: 4 } }
checks:
  - { id: said, kind: each, population: system, expect: { ${fact}: { present: true }, systemType: { oneOf: { param: kinds } } } }
  - { id: few, kind: count, population: system, atMost: { param: most } }
remedy: Say it.
limits: What is said may be wrong.
`;
const pack = (profile = '', more: Record<string, string> = {}) =>
  folderOf({
    'pack.yaml': 'id: acme\ntitle: Acme\n',
    'controls/acme/named.yaml': control('named', 'name'),
    'controls/acme/versioned.yaml': control('versioned', 'version'),
    'profiles/acme.yaml': `id: acme\ntitle: Ours\ninclude: [acme.*]\n${profile}`,
    ...more,
  });
const evidence = (says: string) =>
  folderOf({ 'plumbline.yaml': `${project}profile: acme\n${says}`, 'system.yaml': system });
const leaveOut = (until: string, reason = 'The supplier numbers it.') =>
  `exclude:\n  - { control: acme.versioned, reason: "${reason}", until: ${until} }\n`;
const audit = (folder: string, policies: string, ...more: string[]) =>
  plumbline(['audit', folder, '--policies', policies, ...more]);
const sentence = '1 control of the profile was left out by plumbline.yaml';

describe('an exclusion by plumbline.yaml', () => {
  it('is applied and told, and keeps the gate closed until somebody else admits it', async () => {
    const [folder, policies] = [evidence(leaveOut('2027-03-31')), pack()];
    const refused = await audit(folder, policies);
    expect(refused).toMatchObject({ exit: 1, err: '' });
    const flat = refused.out.replaceAll(/\s+/g, ' ');
    expect(flat).toContain(`No exceptions were noted in what was tested. ${sentence}. Of 1 control`);
    expect(flat).toContain(`The gate is closed: ${sentence}, which lies with the evidence, and neither the profile`);
    const admitted = await audit(folder, policies, '--admit-tailoring');
    expect(admitted.exit).toBe(0);
    expect(admitted.out.replaceAll(/\s+/g, ' ')).toContain(`${sentence}, which whoever ran the audit admits.`);
    expect((await audit(evidence(''), policies)).exit).toBe(1);
    expect((await audit(evidence(''), policies, '--admit-tailoring')).exit).toBe(1);
  });
  it('is admitted by a profile that says so, and refused by one that builds on it and says no', async () => {
    const folder = evidence(leaveOut('2027-03-31'));
    const admitted = await audit(folder, pack('tailoring: { project: admitted }\n'));
    expect(admitted.exit).toBe(0);
    expect(admitted.out.replaceAll(/\s+/g, ' ')).toContain(`${sentence}, which the profile acme admits.`);
    const base = 'id: base\ntitle: Base\ninclude: [acme.*]\ntailoring: { project: admitted }\n';
    const over = (says: string) => pack(`extends: base\n${says}`, { 'profiles/base.yaml': base });
    expect((await audit(folder, over(''))).exit).toBe(0);
    const refused = await audit(folder, over('tailoring: { project: refused }\n'));
    expect(refused).toMatchObject({ exit: 1, err: '' });
    expect(refused.out.replaceAll(/\s+/g, ' ')).toContain(`The gate is closed: ${sentence}`);
  });
  it('has no effect when it lasts longer than the profile lets it, and is listed', async () => {
    const folder = evidence(leaveOut('2099-12-31'));
    const ran = await audit(folder, pack(), '--admit-tailoring');
    expect(ran.exit).toBe(1);
    const flat = ran.out.replaceAll(/\s+/g, ' ');
    expect(flat).toContain('The system does not say its version');
    expect(flat).not.toContain(sentence);
    expect(flat).toContain('[No effect: it ends later than the profile lets an exclusion last]');
    expect((await audit(folder, pack('tailoring: { longest: P99Y, project: admitted }\n'))).exit).toBe(0);
  });
  it.each(['x', 'ok', 'xxxx', 'TBD'])('is refused when its reason is "%s"', async (reason) => {
    const ran = await audit(evidence(leaveOut('2027-03-31', reason)), pack());
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(`the reason "${reason}" says nothing; expected why`);
  });
  it('is told in every output, and the decision is re-performed', async () => {
    const [folder, policies, out, keys] = [evidence(leaveOut('2027-03-31')), pack(), folderOf({}), folderOf({})];
    const secret = { PASS: 'correct horse' };
    await plumbline(['keys', 'new', '--name', 'Desk', '--out', keys, '--passphrase-env', 'PASS'], secret);
    const signing = ['--key', join(keys, 'signer.key.pem'), '--certificate', join(keys, 'signer.certificate.pem')];
    const report = join(out, 'report');
    const made = await plumbline(
      [
        ...['audit', folder, '--policies', policies, '--admit-tailoring', '--out', report],
        ...['--format', 'text,html,json,sarif', ...signing, '--passphrase-env', 'PASS'],
      ],
      secret,
    );
    expect(made).toMatchObject({ exit: 0, err: '' });
    for (const name of ['report.html', 'report.txt', 'report.sarif', 'assessment.json'])
      expect(readFileSync(join(report, name), 'utf8').replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(assessmentIn(report).profile).toMatchObject({ tailored: [sentence], admittedBy: '--admit-tailoring' });
    const again = ['verify', report, '--trust', join(keys, 'trust.yaml'), '--reperform', folder];
    const verified = await plumbline([...again, '--policies', policies]);
    expect(verified.out).toContain('SAME: the evidence gives this report again.');
  });
});

describe('a parameter of plumbline.yaml', () => {
  const all = pack('exclude:\n  - { control: acme.versioned, reason: Not ours., until: 2026-12-31 }\n');
  it.each([
    ['most: 3', 1, '1 parameter was loosened by plumbline.yaml'],
    ['most: 2', 0, undefined],
    ['kinds: [recommender, classifier]', 1, '1 parameter was loosened by plumbline.yaml'],
    ['kinds: [recommender]', 0, undefined],
  ])('that says %s gives %d', async (says, exit, words) => {
    const ran = await audit(evidence(`parameters:\n  acme.named: { ${says} }\n`), all);
    expect(ran).toMatchObject({ exit, err: '' });
    if (words === undefined) expect(ran.out).not.toContain('loosened');
    else expect(ran.out).toContain(words);
    expect(ran.out).toContain('1 control of the profile was left out by profile acme.');
  });
  it('may be stricter', async () => {
    const ran = await audit(evidence('parameters:\n  acme.named: { most: 1 }\n'), all);
    expect(ran.out).not.toContain('loosened');
  });
});
