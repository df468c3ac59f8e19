import type { KeyObject } from 'node:crypto';

/** The signature algorithms that PDF readers and `openssl cms` verify. RSA is PKCS#1 v1.5: its signatures are the same bytes each time. */
export type KeyAlgorithm = 'ecdsa-p256' | 'ecdsa-p384' | 'rsa-pkcs1';

interface AlgorithmFacts {
  readonly title: string;
  readonly digest: 'sha256' | 'sha384';
  readonly digestOid: string;
  readonly signatureOid: string;
  /** Whether the algorithm identifier carries an explicit NULL (RFC 4055) or no parameters at all (RFC 5758). */
  readonly nullParameters: boolean;
}

const sha256Oid = '2.16.840.1.101.3.4.2.1';
const sha384Oid = '2.16.840.1.101.3.4.2.2';

/** Names and object identifiers of each algorithm (RFC 5754, RFC 5758, RFC 4055). */
export const keyAlgorithms = {
  'ecdsa-p256': {
    title: 'ECDSA P-256 with SHA-256',
    digest: 'sha256',
    digestOid: sha256Oid,
    signatureOid: '1.2.840.10045.4.3.2',
    nullParameters: false,
  },
  'ecdsa-p384': {
    title: 'ECDSA P-384 with SHA-384',
    digest: 'sha384',
    digestOid: sha384Oid,
    signatureOid: '1.2.840.10045.4.3.3',
    nullParameters: false,
  },
  'rsa-pkcs1': {
    title: 'RSA PKCS#1 with SHA-256',
    digest: 'sha256',
    digestOid: sha256Oid,
    signatureOid: '1.2.840.113549.1.1.11',
    nullParameters: true,
  },
} as const satisfies Record<KeyAlgorithm, AlgorithmFacts>;

/** The algorithm of a key; undefined for a kind, curve or size that is not accepted (RSA below 2048 bits, Ed25519, RSA-PSS). */
export const algorithmOf = (key: KeyObject): KeyAlgorithm | undefined => {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa') return (details?.modulusLength ?? 0) >= 2048 ? 'rsa-pkcs1' : undefined;
  if (key.asymmetricKeyType !== 'ec') return undefined;
  return ({ prime256v1: 'ecdsa-p256', secp384r1: 'ecdsa-p384' } as const)[details?.namedCurve ?? ''];
};
