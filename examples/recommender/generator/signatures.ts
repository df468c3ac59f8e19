import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EntrySignature } from '../../../src/signing/entry-envelope.ts';
import { signEntry } from '../../../src/signing/sign-entry.ts';
import { loadSigner } from '../../../src/signing/signer-files.ts';
import { newIdentity } from '../../../src/signing/signing-identity.ts';
import { loadTrust } from '../../../src/signing/trust.ts';
import { type SignedEntry, verifyEntry } from '../../../src/signing/verify-entry.ts';
import { yamlFile } from '../../generator/write.ts';

const file = join(dirname(fileURLToPath(import.meta.url)), 'signatures.json');

/** An entry that somebody signs. */
export interface EntryToSign extends SignedEntry {
  readonly entry: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly person: string;
  readonly role: string;
}

/** Certificates of the persons who sign, and their signatures by the identifier of the entry. The keys are gone. */
export interface Signatures {
  readonly keys: readonly {
    readonly kind: SignedEntry['kind'];
    readonly person: string;
    readonly role: string;
    readonly certificate: string;
  }[];
  readonly signatures: Readonly<Record<string, EntrySignature>>;
}

export const committedSignatures = (): Signatures => JSON.parse(readFileSync(file, 'utf8')) as Signatures;

/** The entry with the signature that was kept for it. */
export const withSignature = <Entry extends { readonly id: string }>(entry: Entry, { signatures }: Signatures) => {
  const signature = signatures[entry.id];
  return signature === undefined ? entry : { ...entry, signature };
};

/** Whom an auditor of this example trusts to sign what. */
export const trustText = ({ keys }: Signatures): Uint8Array =>
  yamlFile(
    {
      keys: keys.map(({ kind, person, role, certificate }) => ({
        name: person.replace(/ <.*$/, ''),
        use: [kind],
        person,
        roles: [role],
        certificate,
      })),
    },
    'Whom the auditor of the example trusts. Made by recommender/generate.ts; the private keys were thrown away.',
  );

/** The kept signatures when they still hold; otherwise new ones, with new keys that are forgotten at once. */
export const renewedSignatures = async (entries: readonly EntryToSign[]): Promise<Signatures> => {
  try {
    const kept = committedSignatures();
    const trust = loadTrust(new TextDecoder().decode(trustText(kept)), 'trust.yaml');
    const holds = (each: EntryToSign): boolean =>
      verifyEntry({ ...each, entry: withSignature(each.entry, kept) }, trust).state === 'valid';
    if (entries.every(holds)) return kept;
  } catch {
    // No file yet, or a damaged one: it is made anew.
  }
  const now = Date.parse('2026-09-01T08:00:00Z');
  const keys: Signatures['keys'][number][] = [];
  const signatures: Record<string, EntrySignature> = {};
  for (const { kind, entry, person, role } of entries) {
    const made = await newIdentity({
      name: person.replace(/ <.*$/, ''),
      organisation: 'Meridian Stream',
      algorithm: 'ecdsa-p256',
      years: 10,
      now,
      throwAway: true,
    });
    const bytes = (text: string) => new TextEncoder().encode(text);
    const signer = await loadSigner({
      key: bytes(made.privateKeyPem),
      certificate: bytes(made.certificatePem),
      at: now,
    });
    keys.push({ kind, person, role, certificate: made.certificatePem });
    signatures[entry.id] = await signEntry(kind, entry, signer);
  }
  const renewed = { keys, signatures };
  writeFileSync(file, `${JSON.stringify(renewed, null, 2)}\n`);
  return renewed;
};
