import { createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { P12Signer } from '@libpdf/core';
import { sha256 } from '../base/digest.ts';
import { messageOf } from '../base/errors.ts';
import { type Certificate, readCertificate, readCertificates } from './certificate.ts';
import { SigningError } from './errors.ts';
import { algorithmOf, keyAlgorithms } from './key-algorithms.ts';
import { assertMaySign, type Signer, signerOfKey } from './signer.ts';

/** The bytes of a key: PEM (PKCS#8, encrypted or not) with its certificate, or a PKCS#12 file that holds both. */
export interface SignerFiles {
  readonly key?: Uint8Array;
  /** PEM or DER; more certificates may follow. Not needed when the key file holds the certificate too. */
  readonly certificate?: Uint8Array;
  readonly p12?: Uint8Array;
  /** From the environment or a prompt, never from argv. */
  readonly passphrase?: string;
  /** The instant that the signature will claim, in milliseconds. */
  readonly at: number;
}

const unsupported = 'expected ECDSA P-256, ECDSA P-384, or RSA of at least 2048 bits';

const privateKeyOf = (bytes: Uint8Array, passphrase: string | undefined): KeyObject => {
  const pem = Buffer.from(bytes).toString('latin1');
  if (!/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(pem))
    throw new SigningError(
      'unreadable-key',
      'the key file holds no private key: expected PEM with -----BEGIN ENCRYPTED PRIVATE KEY-----',
    );
  const encrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(pem);
  if (encrypted && (passphrase === undefined || passphrase === ''))
    throw new SigningError('missing-passphrase', 'the private key is encrypted, and no passphrase was given');
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(encrypted && passphrase ? { passphrase } : {}) });
  } catch (cause) {
    // A wrong passphrase sometimes unpads by chance, and then looks like a damaged key.
    if (encrypted)
      throw new SigningError(
        'wrong-passphrase',
        'the passphrase does not open the private key, or the file is damaged',
        {
          cause,
        },
      );
    throw new SigningError('unreadable-key', `cannot read the private key: ${messageOf(cause)}`, { cause });
  }
};

const fromPem = (files: SignerFiles, keyBytes: Uint8Array): Signer => {
  const key = privateKeyOf(keyBytes, files.passphrase);
  const algorithm = algorithmOf(key);
  if (algorithm === undefined)
    throw new SigningError('unsupported-key', `the private key is of kind ${key.asymmetricKeyType}; ${unsupported}`);
  const certificates = readCertificates(files.certificate ?? keyBytes);
  const spki = sha256(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  const certificate = certificates.find((candidate) => candidate.spkiSha256 === spki);
  if (!certificate) throw mismatch(certificates);
  return signerOfKey(key, algorithm, certificate, without(certificates, certificate));
};

const fromP12 = async (bytes: Uint8Array, passphrase: string | undefined): Promise<Signer> => {
  if (passphrase === undefined)
    throw new SigningError('missing-passphrase', 'a PKCS#12 file is encrypted, and no passphrase was given');
  const opened = await P12Signer.create(bytes, passphrase).catch((cause: unknown) => {
    const message = messageOf(cause);
    if (/Integrity|Invalid password/.test(message))
      throw new SigningError(
        'wrong-passphrase',
        'the passphrase does not open the PKCS#12 file, or the file has no integrity check',
        { cause },
      );
    if (/Unsupported key algorithm/.test(message))
      throw new SigningError('unsupported-key', `the key in the PKCS#12 file is of another kind; ${unsupported}`, {
        cause,
      });
    if (/No certificates/.test(message))
      throw new SigningError('missing-certificate', 'the PKCS#12 file holds no certificate', { cause });
    throw new SigningError('unreadable-key', `cannot read the PKCS#12 file: ${message}`, { cause });
  });
  const certificates = [opened.certificate, ...opened.certificateChain].map((der) => readCertificate(der));
  // The order of certificates in the file means nothing: the one that verifies a trial signature is the key's own.
  const trial = new TextEncoder().encode('plumbline: does this key fit this certificate?');
  for (const certificate of certificates) {
    const { algorithm } = certificate;
    if (algorithm === undefined || algorithm.startsWith('rsa') !== (opened.keyType === 'RSA')) continue;
    const digest = keyAlgorithms[algorithm].digest;
    const sign = (data: Uint8Array) => opened.sign(data, digest === 'sha384' ? 'SHA-384' : 'SHA-256');
    if (verify(digest, trial, certificate.publicKey, await sign(trial)))
      return { algorithm, certificate, chain: without(certificates, certificate), sign };
  }
  throw mismatch(certificates);
};

const mismatch = (certificates: readonly Certificate[]): SigningError =>
  new SigningError(
    'key-mismatch',
    `the private key does not match the certificate ${certificates.map(({ name }) => `"${name}"`).join(', ')}`,
  );

const without = (certificates: readonly Certificate[], own: Certificate): readonly Certificate[] =>
  certificates.filter((certificate) => certificate !== own);

/** Opens a key for signing, matched to its certificate, fit for signing reports and valid at the claimed time; else SigningError. */
export const loadSigner = async (files: SignerFiles): Promise<Signer> => {
  if (files.key === undefined && files.p12 === undefined)
    throw new SigningError('unreadable-key', 'no key was given: expected a PEM key or a PKCS#12 file');
  const signer =
    files.p12 !== undefined
      ? await fromP12(files.p12, files.passphrase)
      : fromPem(files, files.key ?? new Uint8Array(0));
  assertMaySign(signer.certificate, files.at);
  return signer;
};
