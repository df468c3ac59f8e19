import { type EntryKind, type EntrySignature, entryBytes } from './entry-envelope.ts';
import type { Signer } from './signer.ts';

/** Signs one entry. A signature that the entry already has is not part of what is signed. */
export const signEntry = async (
  kind: EntryKind,
  entry: Readonly<Record<string, unknown>>,
  signer: Signer,
): Promise<EntrySignature> => ({
  keyid: signer.certificate.spkiSha256,
  sig: Buffer.from(await signer.sign(entryBytes(kind, entry))).toString('base64'),
});
