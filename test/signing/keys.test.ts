import { type createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate, readCertificates, unsuitability } from '../../src/signing/certificate.ts';
import { loadSigner } from '../../src/signing/signer-files.ts';
import { bytesOf, hasProgram, identity, now, runOn, signerFor, year } from './sample.ts';

const openssl = hasProgram('openssl', 'version');

describe('a new identity', () => {
  it.each(['ecdsa-p256', 'rsa-3072'] as const)(
    '%s signs documents, says TEST, and its key is encrypted',
    async (algorithm) => {
      const made = await identity({ algorithm, passphrase: 'a long secret', throwAway: true });
      const certificate = readCertificate(new X509Certificate(made.certificatePem).raw);
      expect(made.privateKeyPem).toContain('BEGIN ENCRYPTED PRIVATE KEY');
      expect(certificate.subject).toContain('TEST identity - THROW-AWAY');
      expect(certificate.throwAway).toBe(true);
      expect(certificate.spkiSha256).toBe(made.spkiSha256);
      expect([...(certificate.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation']);
      expect(certificate.extendedKeyUsage).toEqual(['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4']);
      expect(certificate.isAuthority).toBe(false);
      expect(unsuitability(certificate)).toBeUndefined();
      expect((await signerFor(made, 'a long secret')).certificate.name).toBe('Ada Rowe');
    },
  );

  it('says that it is a test even when it is kept, and is refused without a name', async () => {
    const [kept] = readCertificates(bytesOf((await identity()).certificatePem));
    expect(kept?.subject).toContain('TEST identity');
    expect(kept?.throwAway).toBe(false);
    await expect(identity({ name: ' ' })).rejects.toMatchObject({ code: 'unsuitable-certificate' });
  });
});

describe('loading a signer refuses', async () => {
  const made = await identity({ passphrase: 'right' });
  const other = await identity({ name: 'Ben Hale' });
  const files = { key: bytesOf(made.privateKeyPem), certificate: bytesOf(made.certificatePem), at: now };
  const plainPem = (key: ReturnType<typeof createPrivateKey>): Uint8Array =>
    bytesOf(key.export({ type: 'pkcs8', format: 'pem' }) as string);

  it.each([
    ['a missing passphrase', files, 'missing-passphrase', /encrypted, and no passphrase/],
    ['a wrong passphrase', { ...files, passphrase: 'wrong' }, 'wrong-passphrase', /does not open the private key/],
    [
      'a key of another certificate',
      { ...files, passphrase: 'right', certificate: bytesOf(other.certificatePem) },
      'key-mismatch',
      /does not match the certificate "Ben Hale"/,
    ],
    [
      'an expired certificate',
      { ...files, passphrase: 'right', at: now + 3 * year },
      'expired-certificate',
      /has expired: it is valid from 2026-06-15 to 2028-06-15/,
    ],
    ['a certificate of tomorrow', { ...files, passphrase: 'right', at: now - year }, 'not-yet-valid', /not yet valid/],
    [
      'no certificate',
      { key: files.key, passphrase: 'right', at: now },
      'missing-certificate',
      /expected a certificate/,
    ],
    ['text that is no key', { key: bytesOf('hello'), at: now }, 'unreadable-key', /holds no private key/],
    [
      'a damaged key',
      { ...files, key: bytesOf('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n') },
      'unreadable-key',
      /cannot read the private key/,
    ],
    ['nothing', { at: now }, 'unreadable-key', /no key was given/],
    [
      'a short RSA key',
      { key: plainPem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey), at: now },
      'unsupported-key',
      /of kind rsa; expected ECDSA/,
    ],
    [
      'Ed25519',
      { key: plainPem(generateKeyPairSync('ed25519').privateKey), at: now },
      'unsupported-key',
      /of kind ed25519/,
    ],
    [
      'bytes that are no PKCS#12',
      { p12: bytesOf('0123'), passphrase: 'x', at: now },
      'unreadable-key',
      /cannot read the PKCS#12/,
    ],
    ['PKCS#12 without passphrase', { p12: bytesOf('0123'), at: now }, 'missing-passphrase', /no passphrase/],
  ])('%s', async (_what, given, code, words) => {
    const failed = loadSigner(given);
    await expect(failed).rejects.toMatchObject({ code, family: 'question' });
    await expect(failed).rejects.toThrow(words);
  });
});

describe.skipIf(!openssl)('PKCS#12 made by openssl (skipped when openssl is not installed)', async () => {
  const made = await identity({ algorithm: 'rsa-3072' });
  const other = await identity({ name: 'Ben Hale' });
  const curve = await identity({ name: 'Cleo Marsh' });
  const export12 = (options: readonly string[], of = made, certificate = of.certificatePem) =>
    runOn(
      { 'key.pem': of.privateKeyPem, 'certificate.pem': certificate, 'other.pem': other.certificatePem },
      'openssl',
      () => [
        'pkcs12',
        '-export',
        '-inkey',
        'key.pem',
        '-in',
        'certificate.pem',
        '-passout',
        'pass:secret',
        '-out',
        'out.p12',
        ...options,
      ],
      'out.p12',
    ).file;

  it.each([
    ['AES-256, the default of OpenSSL 3', []],
    [
      'RC2-40 and 3DES, the old default',
      ['-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1', '-legacy'],
    ],
    ['3DES throughout', ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
  ])('opens %s', async (_what, options) => {
    const signer = await loadSigner({ p12: export12(options), passphrase: 'secret', at: now });
    expect(signer.algorithm).toBe('rsa-pkcs1');
    expect(signer.certificate.spkiSha256).toBe(made.spkiSha256);
  });

  it('finds the certificate of the key, wherever it stands', async () => {
    const signer = await loadSigner({
      p12: export12(['-certfile', 'other.pem'], curve),
      passphrase: 'secret',
      at: now,
    });
    expect(signer.certificate.name).toBe('Cleo Marsh');
    expect(signer.chain.map(({ name }) => name)).toEqual(['Ben Hale']);
  });

  it('refuses a wrong passphrase', async () => {
    await expect(loadSigner({ p12: export12([]), passphrase: 'wrong', at: now })).rejects.toMatchObject({
      code: 'wrong-passphrase',
    });
  });

  it('opens an encrypted PKCS#8 key that openssl wrote', async () => {
    const { file } = runOn(
      { 'key.pem': curve.privateKeyPem },
      'openssl',
      () => ['pkcs8', '-topk8', '-in', 'key.pem', '-passout', 'pass:secret', '-out', 'out.pem'],
      'out.pem',
    );
    const signer = await loadSigner({
      key: file,
      certificate: bytesOf(curve.certificatePem),
      passphrase: 'secret',
      at: now,
    });
    expect(signer.algorithm).toBe('ecdsa-p256');
  });
});
