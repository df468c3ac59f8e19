import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTrust } from '../../src/signing/trust.ts';
import { verifyReport } from '../../src/signing/verify-report.ts';
import { assessmentIn, folderOf, namesIn, plumbline, project, removeFolders, system } from './run.ts';

const environment = { SECRET: 'correct horse battery', WRONG: 'incorrect horse', EMPTY: '' };
const flips = 40;

/** A sequence that looks random and is the same in every run. */
const sequence = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

describe('a report that is signed, handed over and verified', () => {
  let keys = '';
  let evidence = '';
  let report = '';
  const flags = () => ['--key', join(keys, 'signer.key.pem'), '--certificate', join(keys, 'signer.certificate.pem')];
  const trust = () => join(keys, 'trust.yaml');
  const copied = (): string => {
    const copy = folderOf({});
    cpSync(report, copy, { recursive: true });
    return copy;
  };

  beforeAll(async () => {
    keys = folderOf({});
    report = folderOf({});
    evidence = folderOf({ 'plumbline.yaml': project, 'system.yaml': system });
    const made = await plumbline(
      ['keys', 'new', '--name', 'Audit desk', '--out', keys, '--passphrase-env', 'SECRET'],
      environment,
    );
    expect(made).toMatchObject({ exit: 0, err: '' });
    const ran = await plumbline(
      ['audit', evidence, '--out', report, ...flags(), '--passphrase-env', 'SECRET'],
      environment,
    );
    expect(ran).toMatchObject({ exit: 1, err: '' });
  });
  afterAll(removeFolders);

  it('holds every output and a statement over all of them', () => {
    expect(namesIn(report)).toEqual([
      'assessment.json',
      'facts.json',
      'report.html',
      'report.pdf',
      'report.sarif',
      'report.txt',
      'statement.sigstore.json',
    ]);
    const bundle = JSON.parse(readFileSync(join(report, 'statement.sigstore.json'), 'utf8'));
    const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString());
    expect(statement.subject.map(({ name }: { name: string }) => name)).toEqual(
      namesIn(report).filter((name) => name !== 'statement.sigstore.json'),
    );
    expect(statement.predicate.renderer.browser).toMatch(/Chrom/);
  });

  it('is accepted with the trust file of its signer, and re-performed to the same bytes', async () => {
    const ran = await plumbline(['verify', report, '--trust', trust(), '--reperform', evidence]);
    expect(ran.out).toContain('signed by a key that you trust');
    expect(ran.out).toContain('SAME: the evidence gives this report again.');
    expect(ran.exit).toBe(0);
  });

  it('is accepted as a PDF alone', async () => {
    const ran = await plumbline(['verify', join(report, 'report.pdf'), '--trust', trust()]);
    expect(ran.exit).toBe(0);
  });

  it('is refused when the trust file names somebody else', async () => {
    const others = folderOf({});
    await plumbline(
      ['keys', 'new', '--name', 'Audit desk', '--out', others, '--passphrase-env', 'SECRET'],
      environment,
    );
    const ran = await plumbline(['verify', report, '--trust', join(others, 'trust.yaml')]);
    expect(ran.out).toContain('REFUSED');
    expect(ran.exit).toBe(3);
  });

  it('is refused when a file is missing, swapped or added', async () => {
    for (const name of namesIn(report)) {
      const copy = copied();
      rmSync(join(copy, name));
      expect((await plumbline(['verify', copy, '--trust', trust()])).exit, `${name} missing`).toBe(3);
    }
    const swapped = copied();
    cpSync(join(report, 'report.txt'), join(swapped, 'report.html'));
    expect((await plumbline(['verify', swapped, '--trust', trust()])).exit).toBe(3);
    const added = copied();
    writeFileSync(join(added, 'report-final.pdf'), 'x');
    expect((await plumbline(['verify', added, '--trust', trust()])).exit).toBe(3);
  });

  it(`is refused for every one of ${flips} flipped bits in each of its files`, async () => {
    const trusted = loadTrust(readFileSync(trust(), 'utf8'), 'trust.yaml');
    const files = new Map(namesIn(report).map((name) => [name, new Uint8Array(readFileSync(join(report, name)))]));
    expect((await verifyReport({ files, trust: trusted })).accepted).toBe(true);
    const undetected: string[] = [];
    for (const [name, bytes] of files) {
      const next = sequence(name.length * 7919);
      for (let count = 0; count < flips; count++) {
        const [at, bit] = [next(bytes.length), next(8)];
        const changed = new Uint8Array(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const { accepted } = await verifyReport({ files: new Map(files).set(name, changed), trust: trusted });
        if (accepted) undetected.push(`${name} byte ${at} bit ${bit}`);
      }
    }
    expect(undetected).toEqual([]);
  }, 300_000);

  it('is told apart from other evidence when it is re-performed', async () => {
    const other = folderOf({ 'plumbline.yaml': project, 'system.yaml': system.replace('recommender', 'scoring') });
    const ran = await plumbline(['verify', report, '--trust', trust(), '--reperform', other]);
    expect(ran.out).toContain('DIFFERENT');
    expect(ran.out).toMatch(/First difference in the assessment:\n {2}\//);
    expect(ran.exit).toBe(3);
  });

  it('tells machines what it tells people', async () => {
    const ran = await plumbline(['verify', report, '--trust', trust(), '--json']);
    expect(JSON.parse(ran.out)).toMatchObject({ accepted: true, level: 'identity' });
  });

  it.each([
    ['a wrong passphrase', () => [...flags(), '--passphrase-env', 'WRONG'], /passphrase does not open/],
    ['nobody to ask for the passphrase', () => flags(), /nobody is at the terminal/],
    ['an unset variable', () => [...flags(), '--passphrase-env', 'UNSET'], /UNSET, which is not set/],
    ['a key without its certificate', () => [...flags().slice(0, 2), '--passphrase-env', 'SECRET'], /certificate/],
    ['a certificate without its key', () => flags().slice(2), /without --key/],
    ['a passphrase without a key', () => ['--passphrase-env', 'SECRET'], /without --key or --p12/],
    ['two keys', () => [...flags(), '--p12', 'x.p12'], /expected one of them/],
    ['an empty passphrase', () => [...flags(), '--passphrase-env', 'EMPTY'], /EMPTY, which is empty/],
  ])('%s costs nothing and leaves nothing behind', async (_name, given, words) => {
    const out = folderOf({});
    const ran = await plumbline(['audit', evidence, '--out', join(out, 'report'), ...given()], environment);
    expect(ran.err).toMatch(words);
    expect(ran.exit).toBe(2);
    expect(namesIn(out)).toEqual([]);
  });

  it('a key that does not match its certificate', async () => {
    const others = folderOf({});
    await plumbline(['keys', 'new', '--name', 'Other', '--out', others, '--passphrase-env', 'SECRET'], environment);
    const ran = await plumbline(
      [
        'audit',
        evidence,
        '--out',
        join(others, 'report'),
        '--key',
        join(keys, 'signer.key.pem'),
        '--certificate',
        join(others, 'signer.certificate.pem'),
        '--passphrase-env',
        'SECRET',
      ],
      environment,
    );
    expect(ran.err).toMatch(/does not match the certificate/);
    expect(ran.exit).toBe(2);
  });

  it('a key is never overwritten', async () => {
    const ran = await plumbline(
      ['keys', 'new', '--name', 'X', '--out', keys, '--passphrase-env', 'SECRET'],
      environment,
    );
    expect(ran.err).toContain('never overwritten');
    expect(ran.exit).toBe(2);
  });

  it('a report without a signature says so', async () => {
    const out = folderOf({});
    await plumbline(['audit', evidence, '--out', out, '--format', 'json']);
    expect(assessmentIn(out).system.id).toBe('toy');
    const ran = await plumbline(['verify', out, '--trust', trust()]);
    expect(ran.out).toContain('statement.sigstore.json is missing');
    expect(ran.exit).toBe(3);
  });
});
