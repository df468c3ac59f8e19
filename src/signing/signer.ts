import { type KeyObject, sign } from 'node:crypto';
import { isoInstant } from '../base/time.ts';
import { type Certificate, unsuitability, validityWords } from './certificate.ts';
import { SigningError } from './errors.ts';
import { type KeyAlgorithm, keyAlgorithms } from './key-algorithms.ts';

/** Something that signs, wherever its key lies. Certificates: the signer's own first, then those that lead to a root. */
export interface Signer {
  readonly algorithm: KeyAlgorithm;
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
  /** Signs data (not a digest); ECDSA signatures are DER. */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>;
}

/** A signer with its key in memory. The key must fit the certificate: ask before. */
export const signerOfKey = (
  key: KeyObject,
  algorithm: KeyAlgorithm,
  certificate: Certificate,
  chain: readonly Certificate[],
): Signer => ({
  algorithm,
  certificate,
  chain,
  sign: async (data) => sign(keyAlgorithms[algorithm].digest, data, key),
});

/** Refuses a certificate that is unfit, expired or not yet valid at the instant of signing (milliseconds). */
export const assertMaySign = (certificate: Certificate, at: number): void => {
  const unfit = unsuitability(certificate);
  if (unfit !== undefined)
    throw new SigningError(
      'unsuitable-certificate',
      `the certificate "${certificate.name}" cannot sign a report: ${unfit}`,
    );
  if (!Number.isFinite(at))
    throw new SigningError('not-yet-valid', 'the time that the signature would claim is no time');
  const when = `it is valid from ${validityWords(certificate)}, and the signature would claim ${isoInstant(at)}`;
  if (at < certificate.notBefore)
    throw new SigningError('not-yet-valid', `the certificate "${certificate.name}" is not yet valid: ${when}`);
  if (at > certificate.notAfter)
    throw new SigningError('expired-certificate', `the certificate "${certificate.name}" has expired: ${when}`, {
      hint: 'sign with a certificate that is valid now; `plumbline keys new` makes a test identity',
    });
};
