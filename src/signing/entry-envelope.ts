import { canonicalJson } from '../base/canonical-json.ts';
import { preAuthenticationEncoding } from './envelope.ts';

/** What persons sign one at a time: an entry of a file of attestations, or of waivers. */
export type EntryKind = 'attestation' | 'waiver';

/** The payload types of DSSE: a signature of the one is never one of the other. */
const entryPayloadTypes = {
  attestation: 'application/vnd.plumbline.attestation+json',
  waiver: 'application/vnd.plumbline.waiver+json',
} as const satisfies Record<EntryKind, string>;

/** The signature that stands in the entry itself. The key is looked up in a trust file; nothing here says whose it is. */
export interface EntrySignature {
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), lower-case hexadecimal. */
  readonly keyid: string;
  /** Base64. */
  readonly sig: string;
}

/**
 * The bytes that a signature of an entry signs: DSSE's encoding of the canonical JSON of the entry without its
 * `signature`. There is no second copy of the payload, so what is read is what was signed. Throws a TypeError on values
 * that JSON cannot hold.
 */
export const entryBytes = (kind: EntryKind, entry: Readonly<Record<string, unknown>>): Uint8Array => {
  const { signature: _signature, ...payload } = entry;
  return preAuthenticationEncoding(entryPayloadTypes[kind], new TextEncoder().encode(canonicalJson(payload)));
};
