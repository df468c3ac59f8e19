import { createHash, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EntrySignature } from '../../src/signing/entry-envelope.ts';
import { signEntry } from '../../src/signing/sign-entry.ts';
import { loadTrust, trustEntryFor } from '../../src/signing/trust.ts';
import { type SignedEntry, verifyEntry } from '../../src/signing/verify-entry.ts';
import { identity, signerFor } from './sample.ts';

const entry = {
  id: 'a',
  control: 'x.y',
  question: 'Is it enough?',
  determination: 'yes',
  by: 'Ada Rowe <ada@example.org>',
  role: 'auditor',
  attestedOn: '2026-07-01',
  validUntil: '2027-07-01',
  system: 'sys',
};
const said = { kind: 'attestation', person: entry.by, role: entry.role, on: entry.attestedOn } as const;

describe('the signature of an entry', async () => {
  const made = await identity();
  const signature = await signEntry('attestation', entry, await signerFor(made));
  const text = (more = '') => `${trustEntryFor(made.certificatePem, 'Ada Rowe')}${more}`;
  const trust = loadTrust(text(), 'trust.yaml');
  const state = (changes: Partial<SignedEntry> = {}, by = trust) =>
    verifyEntry({ ...said, entry: { ...entry, signature }, ...changes }, by);

  it('holds for the person whom the trust file names, and shows the key', () => {
    expect(state()).toEqual({
      state: 'valid',
      reason: `signed with the key "Ada Rowe" (${made.spkiSha256.slice(0, 12)}…)`,
      signer: 'Ada Rowe',
      spkiSha256: made.spkiSha256,
      roles: undefined,
    });
  });

  it('is plain DSSE over canonical JSON, which anybody can verify without this tool', async () => {
    const payload = JSON.stringify(Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))));
    const type = 'application/vnd.plumbline.attestation+json';
    const encoded = `DSSEv1 ${type.length} ${type} ${payload.length} ${payload}`;
    expect(verify('sha256', Buffer.from(encoded), made.certificatePem, Buffer.from(signature.sig, 'base64'))).toBe(
      true,
    );
    const { publicKey } = (await signerFor(made)).certificate;
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    expect(signature.keyid).toBe(createHash('sha256').update(spki).digest('hex'));
  });

  it.each<[string, Record<string, unknown>]>(
    Object.keys(entry).map((key) => [key, { ...entry, signature, [key]: 'changed' }]),
  )('ends with a change of %s', (_key, changed) => {
    expect(state({ entry: changed }).state).toBe('invalid');
  });

  it('ends with a key that is taken away or added', () => {
    const { role: _role, ...less } = entry;
    expect(state({ entry: { ...less, signature } }).state).toBe('invalid');
    expect(state({ entry: { ...entry, signature, statement: 'More.' } }).state).toBe('invalid');
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'x'],
    ['no Base64', { keyid: signature.keyid, sig: '***' }],
    ['an empty one', { keyid: signature.keyid, sig: '' }],
    ['a flipped bit', { keyid: signature.keyid, sig: `B${signature.sig.slice(1)}` } satisfies EntrySignature],
  ])('is invalid when it is %s', (_what, broken) => {
    expect(state({ entry: { ...entry, signature: broken } }).state).toBe('invalid');
  });

  it('is no signature of a waiver', () => {
    expect(state({ kind: 'waiver' }).state).toBe('invalid');
  });

  it('does not count for another person, another role, or another time than the trust file says', () => {
    const limited = loadTrust(
      text('    roles: [board]\n').replace('Ada Rowe"\n    cert', 'Ada Rowe"\n    cert'),
      't.yaml',
    );
    expect(state({ person: 'Eve' })).toMatchObject({
      state: 'invalid',
      reason: expect.stringContaining('to Ada Rowe, and the entry speaks for Eve'),
    });
    expect(state({}, limited)).toMatchObject({
      state: 'invalid',
      reason: expect.stringContaining('lets Ada Rowe sign as board, and the entry says auditor'),
    });
    const late = loadTrust(text('    validFrom: "2026-08-01"\n'), 't.yaml');
    expect(state({}, late)).toMatchObject({
      state: 'invalid',
      reason: expect.stringContaining('when t.yaml does not trust'),
    });
    expect(state({ on: '2020-01-01' })).toMatchObject({
      state: 'invalid',
      reason: expect.stringContaining('the certificate of "Ada Rowe" is valid from'),
    });
    expect(state({ on: undefined })).toMatchObject({
      state: 'invalid',
      reason: 'the entry has no date on which it was signed',
    });
  });

  it('is not verified without a trust file, and not trusted when the file gives the key another use', () => {
    expect(verifyEntry({ ...said, entry: { ...entry, signature } }, undefined)).toMatchObject({
      state: 'not-verified',
      reason: expect.stringContaining('no trust file was given'),
    });
    const other = loadTrust(text().replace('report, attestation, waiver', 'waiver'), 't.yaml');
    expect(state({}, other)).toMatchObject({
      state: 'untrusted',
      reason: expect.stringContaining('does not trust for attestations'),
    });
    expect(state({ entry })).toEqual({ state: 'none', reason: 'it is not signed' });
  });
});
