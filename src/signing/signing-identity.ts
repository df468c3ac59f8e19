import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { addDuration } from '../base/time.ts';
import { readCertificate, testMarks } from './certificate.ts';
import { SigningError } from './errors.ts';

/** What a new identity is made of. `now` in milliseconds; `years` is how long its certificate is valid. */
export interface IdentityRequest {
  readonly name: string;
  readonly organisation?: string;
  readonly algorithm: 'ecdsa-p256' | 'rsa-3072';
  readonly years: number;
  readonly now: number;
  /** Encrypts the private key (PKCS#8, PBES2 with AES-256). Without it the key must never leave memory. */
  readonly passphrase?: string;
  /** Made for one run and forgotten: the certificate says so, and so must every report signed with it. */
  readonly throwAway?: boolean;
}

export interface Identity {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  /** SHA-256 of the public key: the fingerprint to publish elsewhere. */
  readonly spkiSha256: string;
  readonly throwAway: boolean;
}

const webAlgorithms = {
  'ecdsa-p256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'rsa-3072': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
} as const satisfies Record<IdentityRequest['algorithm'], unknown>;

const newKey = (algorithm: IdentityRequest['algorithm']): KeyObject =>
  algorithm === 'rsa-3072'
    ? generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey
    : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

const positiveSerial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
};

/**
 * Makes a self-signed test identity. Nobody vouches for it, and its subject says so; whoever trusts it must pin its fingerprint.
 * Key usage and extended key usage are those that PDF readers ask of a document signer.
 */
export const newIdentity = async (request: IdentityRequest): Promise<Identity> => {
  for (const text of [request.name, request.organisation ?? 'x'])
    if (text.trim() === '' || text.length > 64)
      throw new SigningError('unsuitable-certificate', `expected a name of 1 to 64 characters, saw ${text.length}`);
  const throwAway = request.throwAway === true;
  const key = newKey(request.algorithm);
  const web = webAlgorithms[request.algorithm];
  const privateKey = await webcrypto.subtle.importKey(
    'pkcs8',
    key.export({ type: 'pkcs8', format: 'der' }),
    web,
    true,
    ['sign'],
  );
  const {
    d: _d,
    p: _p,
    q: _q,
    dp: _dp,
    dq: _dq,
    qi: _qi,
    key_ops: _ops,
    ...publicJwk
  } = await webcrypto.subtle.exportKey('jwk', privateKey);
  const publicKey = await webcrypto.subtle.importKey('jwk', { ...publicJwk, key_ops: ['verify'] }, web, true, [
    'verify',
  ]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: positiveSerial(),
    name: [
      { CN: [request.name] },
      { OU: [throwAway ? testMarks.throwAway : testMarks.test] },
      ...(request.organisation === undefined ? [] : [{ O: [request.organisation] }]),
    ],
    notBefore: new Date(request.now),
    notAfter: new Date(addDuration(request.now, { years: request.years, months: 0, days: 0 })),
    signingAlgorithm: web,
    keys: { privateKey, publicKey },
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
      new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4']),
      await SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  const read = readCertificate(new Uint8Array(certificate.rawData));
  return {
    privateKeyPem: createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })).export({
      type: 'pkcs8',
      format: 'pem',
      ...(request.passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: request.passphrase }),
    }) as string,
    certificatePem: read.pem,
    spkiSha256: read.spkiSha256,
    throwAway,
  };
};
