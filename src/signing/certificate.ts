import { type KeyObject, X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  X509Certificate as ParsedCertificate,
} from '@peculiar/x509';
import { sha256 } from '../base/digest.ts';
import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import { isoDate } from '../base/time.ts';
import { SigningError } from './errors.ts';
import { algorithmOf, type KeyAlgorithm } from './key-algorithms.ts';

/** An X.509 certificate, read. Times in milliseconds since 1970. */
export interface Certificate {
  readonly der: Uint8Array;
  readonly pem: string;
  /** Common name, or the whole subject when it has none; safe to print. */
  readonly name: string;
  readonly subject: string;
  readonly serial: string;
  /** SHA-256 of the SubjectPublicKeyInfo: what trust.yaml pins. */
  readonly spkiSha256: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: KeyObject;
  /** Undefined for a key that is not accepted. */
  readonly algorithm: KeyAlgorithm | undefined;
  /** Names of the key usages; undefined when the certificate does not restrict them. */
  readonly keyUsage: ReadonlySet<string> | undefined;
  /** Object identifiers of the extended key usages; undefined when the certificate does not restrict them. */
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly isAuthority: boolean;
  readonly pathLength: number | undefined;
  /** Extensions that change what the certificate means and that are not understood here. */
  readonly notUnderstood: readonly string[];
  /** Whether its issuer signed it with a digest of the SHA-2 family. */
  readonly signedWithSha2: boolean;
  /** Whether the subject says that the identity was made for one run and vouches for nobody. */
  readonly throwAway: boolean;
  readonly x509: X509Certificate;
}

/** What the organisational unit of a test identity says, so that no reader of the certificate can miss it. */
export const testMarks = {
  test: 'TEST identity - self-signed - vouched for by nobody',
  throwAway: 'TEST identity - THROW-AWAY - vouched for by nobody',
} as const;

const keyUsageNames: Readonly<Record<string, number>> = {
  digitalSignature: KeyUsageFlags.digitalSignature,
  nonRepudiation: KeyUsageFlags.nonRepudiation,
  keyCertSign: KeyUsageFlags.keyCertSign,
};

// Key usage, basic constraints, extended key usage, subject and authority key id, alternative names, and where to fetch things.
const understood = new Set([
  '2.5.29.15',
  '2.5.29.19',
  '2.5.29.37',
  '2.5.29.14',
  '2.5.29.35',
  '2.5.29.17',
  '2.5.29.18',
  '2.5.29.31',
  '2.5.29.32',
  '1.3.6.1.5.5.7.1.1',
]);
const nameConstraints = '2.5.29.30';

/** Reads one DER certificate. Throws SigningError `unreadable-certificate`; bytes after the certificate are refused too. */
export const readCertificate = (der: Uint8Array): Certificate => {
  try {
    const x509 = new X509Certificate(der);
    if (!x509.raw.equals(der)) throw new Error('bytes follow the certificate');
    const parsed = new ParsedCertificate(Uint8Array.from(der));
    const usage = parsed.getExtension(KeyUsagesExtension);
    const basic = parsed.getExtension(BasicConstraintsExtension);
    const subject = plainText(parsed.subject);
    return {
      der,
      pem: x509.toString(),
      name: plainText(new Name(parsed.subject).getField('CN')[0] ?? parsed.subject),
      subject,
      serial: x509.serialNumber.toLowerCase(),
      spkiSha256: sha256(x509.publicKey.export({ type: 'spki', format: 'der' })),
      notBefore: parsed.notBefore.getTime(),
      notAfter: parsed.notAfter.getTime(),
      publicKey: x509.publicKey,
      algorithm: algorithmOf(x509.publicKey),
      keyUsage: usage
        ? new Set(Object.keys(keyUsageNames).filter((name) => (usage.usages & (keyUsageNames[name] ?? 0)) !== 0))
        : undefined,
      extendedKeyUsage: parsed.getExtension(ExtendedKeyUsageExtension)?.usages.map(String),
      isAuthority: basic?.ca === true,
      pathLength: basic?.pathLength,
      notUnderstood: parsed.extensions
        .filter(({ type, critical }) => type === nameConstraints || (critical && !understood.has(type)))
        .map(({ type }) => type),
      signedWithSha2: /^SHA-(?:256|384|512)$/.test(parsed.signatureAlgorithm.hash.name),
      throwAway: subject.includes(testMarks.throwAway),
      x509,
    };
  } catch (cause) {
    throw new SigningError('unreadable-certificate', `expected an X.509 certificate: ${messageOf(cause)}`, { cause });
  }
};

/** Reads every certificate of a PEM text, or the one of a DER file. Throws SigningError when there is none. */
export const readCertificates = (bytes: Uint8Array): readonly Certificate[] => {
  if (bytes[0] === 0x30) return [readCertificate(bytes)];
  const text = Buffer.from(bytes).toString('latin1');
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)];
  if (blocks.length === 0)
    throw new SigningError(
      'missing-certificate',
      'expected a certificate (PEM with -----BEGIN CERTIFICATE-----, or DER)',
    );
  return blocks.map((block) => readCertificate(Buffer.from(block[1] ?? '', 'base64')));
};

const documentSigning = '1.3.6.1.5.5.7.3.36';
const emailProtection = '1.3.6.1.5.5.7.3.4';
const anyUsage = '2.5.29.37.0';

/** Why a certificate may not sign a report; undefined when it may. Validity in time is asked apart. */
export const unsuitability = (certificate: Certificate): string | undefined => {
  if (certificate.algorithm === undefined)
    return 'its key is not ECDSA P-256, ECDSA P-384 or RSA of at least 2048 bits';
  if (certificate.notUnderstood.length > 0)
    return `it has extensions that are not understood here: ${certificate.notUnderstood.join(', ')}`;
  const { keyUsage, extendedKeyUsage } = certificate;
  if (keyUsage && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation'))
    return 'its key usage allows neither digitalSignature nor nonRepudiation';
  if (extendedKeyUsage && ![documentSigning, emailProtection, anyUsage].some((use) => extendedKeyUsage.includes(use)))
    return 'its extended key usage allows neither documentSigning nor emailProtection';
  return undefined;
};

/** Says when a certificate is valid, as two dates. */
export const validityWords = (certificate: Certificate): string =>
  `${isoDate(certificate.notBefore)} to ${isoDate(certificate.notAfter)}`;
