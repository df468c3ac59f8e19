import { generateKeyPairSync, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/signing/certificate.ts';
import { SigningError } from '../../src/signing/errors.ts';
import { signerOfKey } from '../../src/signing/signer.ts';
import { loadTrust, trustEntryFor } from '../../src/signing/trust.ts';
import { verifyPdf } from '../../src/signing/verify-pdf.ts';
import { verifyReport } from '../../src/signing/verify-report.ts';
import { identity, now, signedPdf, signedReport, signerFor, year } from './sample.ts';

const problemsOf = (text: string): string[] => {
  try {
    loadTrust(text, 'trust.yaml');
    return [];
  } catch (thrown) {
    if (!(thrown instanceof SigningError)) throw thrown;
    return thrown.details.map(({ message, file, line }) => `${file}:${line} ${message}`);
  }
};

describe('a trust file', async () => {
  const made = await identity();

  it('is written for one certificate, with its fingerprint and a warning, and reads back', () => {
    const text = trustEntryFor(made.certificatePem);
    expect(text).toContain(made.spkiSha256);
    expect(text).toMatch(/never who made it/);
    expect(loadTrust(text, 'trust.yaml').keys).toMatchObject([{ name: 'Ada Rowe', spkiSha256: made.spkiSha256 }]);
  });

  it('says of a throw-away identity that nobody vouches for it', async () => {
    expect(trustEntryFor((await identity({ throwAway: true })).certificatePem)).toContain('THROW-AWAY');
  });

  it.each([
    ['nobody', '{}', ['trust.yaml:1 : trusts nobody: expected keys or roots']],
    ['an empty file', '', ['trust.yaml:1 : saw null; must be object']],
    [
      'an unknown key',
      'keys: []\nother: 1\n',
      ['trust.yaml:2 /other: unknown key "other"; expected one of keys, roots'],
    ],
    ['a duplicate key', 'keys: []\nkeys: []\n', ['trust.yaml:2 Map keys must be unique']],
    [
      'neither certificate nor fingerprint',
      'keys:\n  - name: x\n    use: [report]\n',
      ['trust.yaml:2 /keys/0: expected either certificate or spkiSha256'],
    ],
    [
      'a use that is not known',
      `keys:\n  - name: x\n    use: [all]\n    spkiSha256: ${'a'.repeat(64)}\n`,
      ['trust.yaml:3 /keys/0/use/0: saw "all"; expected one of report, attestation, waiver'],
    ],
    [
      'a key for attestations of nobody, known by its fingerprint alone',
      `keys:\n  - name: x\n    use: [attestation]\n    spkiSha256: ${'a'.repeat(64)}\n`,
      [
        'trust.yaml:2 /keys/0: missing key "person": a key for attestations or waivers belongs to a person',
        'trust.yaml:2 /keys/0: missing key "certificate": attestations and waivers do not bring theirs, so the fingerprint is not enough',
      ],
    ],
    [
      'roles of a key that signs reports only',
      `keys:\n  - name: x\n    use: [report]\n    roles: [auditor]\n    spkiSha256: ${'a'.repeat(64)}\n`,
      [
        'trust.yaml:2 /keys/0: person and roles are for keys that may sign attestations or waivers, and this one may sign reports only',
      ],
    ],
    [
      'a certificate that is none',
      'keys:\n  - name: x\n    use: [report]\n    certificate: hello\n',
      ['trust.yaml:4 /keys/0/certificate: expected a certificate (PEM with -----BEGIN CERTIFICATE-----, or DER)'],
    ],
    [
      'dates in the wrong order',
      `keys:\n  - name: x\n    use: [report]\n    spkiSha256: ${'a'.repeat(64)}\n    validFrom: "2026-02-01"\n    validUntil: "2026-01-01"\n`,
      ['trust.yaml:2 /keys/0: validUntil lies before validFrom'],
    ],
  ])('is refused with %s, by line', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('is refused when two persons share a key for one use', () => {
    const entry = (person: string) =>
      `  - name: ${person}\n    use: [waiver]\n    person: ${person}\n    certificate: |\n      ${made.certificatePem.replaceAll('\n', '\n      ')}\n`;
    expect(problemsOf(`keys:\n${entry('Ada')}${entry('Eve')}`)).toEqual([
      expect.stringMatching(/\/keys\/1: this key is there twice for waivers: expected one person for each key$/),
    ]);
  });

  it('does not let a key for attestations sign a report', async () => {
    const text = trustEntryFor(made.certificatePem, 'Ada Rowe').replace('use: [report, ', 'use: [');
    const files = await signedReport(await signerFor(made));
    const report = await verifyReport({ files, trust: loadTrust(text, 'trust.yaml'), now });
    expect(report.accepted).toBe(false);
    expect(report.checks.find(({ ok }) => !ok)?.words).toContain('which trust.yaml does not trust');
  });

  it('is refused with a root that is no authority', () => {
    const pem = made.certificatePem.replaceAll('\n', '\n    ');
    expect(problemsOf(`roots:\n  - |\n    ${pem}\n`)).toEqual([
      'trust.yaml:2 /roots/0: "Ada Rowe" is not a certificate of an authority',
    ]);
  });

  it('pins one certificate, not every certificate of its key', async () => {
    const signer = await signerFor(made);
    const again = await identity();
    const pinned = loadTrust(trustEntryFor(again.certificatePem), 'trust.yaml');
    const other = { ...pinned, keys: pinned.keys.map((key) => ({ ...key, spkiSha256: made.spkiSha256 })) };
    const report = await verifyPdf(await signedPdf(signer), other, { now });
    expect(report.checks.at(-1)?.words).toMatch(/pins the key [0-9a-f]{64} with another certificate/);
  });
});

interface Made {
  readonly der: Uint8Array;
  readonly key: ReturnType<typeof generateKeyPairSync>['privateKey'];
  readonly name: string;
}

const web = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const authority = [
  new BasicConstraintsExtension(true, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
];
const endEntity = [
  new BasicConstraintsExtension(false, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
];

const issue = async (
  name: string,
  issuer: Made | undefined,
  extensions: Extension[],
  from = now - year,
  until = now + year,
): Promise<Made> => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = await webcrypto.subtle.importKey(
    'spki',
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    web,
    true,
    ['verify'],
  );
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    (issuer?.key ?? pair.privateKey).export({ type: 'pkcs8', format: 'der' }),
    web,
    true,
    ['sign'],
  );
  const certificate = await X509CertificateGenerator.create({
    serialNumber: Buffer.from(name).toString('hex').slice(0, 16),
    subject: `CN=${name}`,
    issuer: `CN=${issuer?.name ?? name}`,
    notBefore: new Date(from),
    notAfter: new Date(until),
    signingAlgorithm: web,
    publicKey,
    signingKey,
    extensions,
  });
  return { der: new Uint8Array(certificate.rawData), key: pair.privateKey, name };
};

describe('a certificate that leads to a trusted root', () => {
  const verifyWith = async (root: Made, between: readonly Made[], leaf: Made) => {
    const signer = signerOfKey(
      leaf.key,
      'ecdsa-p256',
      readCertificate(leaf.der),
      between.map(({ der }) => readCertificate(der)),
    );
    const trust = loadTrust(JSON.stringify({ roots: [readCertificate(root.der).pem] }), 'trust.yaml');
    return verifyReport({ files: await signedReport(signer), trust, now });
  };

  it('is accepted, directly and through an authority between', async () => {
    const root = await issue('Root', undefined, authority);
    const between = await issue('Issuing', root, authority);
    expect((await verifyWith(root, [], await issue('Direct', root, endEntity))).accepted).toBe(true);
    const report = await verifyWith(root, [between], await issue('Leaf', between, endEntity));
    expect(report).toMatchObject({ accepted: true, level: 'identity' });
    expect(report.checks.find(({ id }) => id === 'pdf.signer')?.words).toContain('leads to the root "Root"');
  });

  it.each<[string, () => Promise<readonly [Made, readonly Made[], Made]>, RegExp]>([
    [
      'an authority between that is none',
      async () => {
        const root = await issue('Root', undefined, authority);
        const between = await issue('Issuing', root, endEntity);
        return [root, [between], await issue('Leaf', between, endEntity)];
      },
      /does not trust/,
    ],
    [
      'another root of the same name',
      async () => {
        const root = await issue('Root', undefined, authority);
        return [await issue('Root', undefined, authority), [], await issue('Leaf', root, endEntity)];
      },
      /does not trust/,
    ],
    [
      'a path longer than the root allows',
      async () => {
        const root = await issue('Root', undefined, [
          new BasicConstraintsExtension(true, 0, true),
          new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
        ]);
        const between = await issue('Issuing', root, authority);
        return [root, [between], await issue('Leaf', between, endEntity)];
      },
      /does not trust/,
    ],
    [
      'an authority that may not sign certificates',
      async () => {
        const root = await issue('Root', undefined, [
          new BasicConstraintsExtension(true, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.cRLSign, true),
        ]);
        return [root, [], await issue('Leaf', root, endEntity)];
      },
      /does not trust/,
    ],
    [
      'an authority between that had expired',
      async () => {
        const root = await issue('Root', undefined, authority);
        const between = await issue('Issuing', root, authority, now - year, now - 1000);
        return [root, [between], await issue('Leaf', between, endEntity)];
      },
      /when the certificate "Issuing" was not valid/,
    ],
  ])('is refused with %s', async (_what, make, words) => {
    const report = await verifyWith(...(await make()));
    expect(report.accepted).toBe(false);
    expect(report.checks.find(({ ok }) => !ok)?.words).toMatch(words);
  });

  it('may not sign when an extension is critical and not understood, or its usage is another', async () => {
    const root = await issue('Root', undefined, authority);
    const { unsuitability } = await import('../../src/signing/certificate.ts');
    const strange = await issue('Strange', root, [
      ...endEntity,
      new Extension('1.2.3.4', true, Uint8Array.from([5, 0])),
    ]);
    expect(unsuitability(readCertificate(strange.der))).toContain('1.2.3.4');
    const constrained = await issue('Constrained', root, [
      ...endEntity,
      new Extension('2.5.29.30', false, Uint8Array.from([0x30, 0])),
    ]);
    expect(unsuitability(readCertificate(constrained.der))).toContain('2.5.29.30');
    const encipher = await issue('Encipher', root, [new KeyUsagesExtension(KeyUsageFlags.keyEncipherment, true)]);
    expect(unsuitability(readCertificate(encipher.der))).toContain('key usage');
  });
});
