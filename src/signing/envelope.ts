import { createHash, type KeyObject } from 'node:crypto';

/** A DSSE envelope in a Sigstore bundle v0.3 (protobuf JSON): the container of a signed statement. */
export interface StatementBundle {
  readonly mediaType: typeof bundleMediaType;
  readonly verificationMaterial: {
    /** The hint names the key; the key itself comes from the verifier's trust file. */
    readonly publicKey: { readonly hint: string };
    readonly tlogEntries: readonly never[];
  };
  readonly dsseEnvelope: {
    readonly payload: string;
    readonly payloadType: typeof statementPayloadType;
    readonly signatures: readonly [{ readonly sig: string; readonly keyid: string }];
  };
}

export const bundleMediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
export const statementPayloadType = 'application/vnd.in-toto+json';

/** DSSE's pre-authentication encoding: what a signature of an envelope signs. Lengths count bytes, not characters. */
export const preAuthenticationEncoding = (payloadType: string, payload: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `, 'utf8'),
    payload,
  ]);

/** How a Sigstore bundle names a key: Base64 of the SHA-256 of its SubjectPublicKeyInfo (the convention of cosign). */
export const keyHint = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
