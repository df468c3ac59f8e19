import { verify } from 'node:crypto';
import { isSamePerson } from '../base/person.ts';
import { plainText } from '../base/plain-text.ts';
import { DAY, instantOf, isoDate } from '../base/time.ts';
import { unsuitability } from './certificate.ts';
import { type EntryKind, entryBytes } from './entry-envelope.ts';
import { keyAlgorithms } from './key-algorithms.ts';
import { strictBase64 } from './strict-json.ts';
import { type Trust, type TrustedKey, trustedFor } from './trust.ts';

/** A signature that holds, by a key that the trust file names for this use, this person and this role. */
interface ValidSignature {
  readonly state: 'valid';
  readonly reason: string;
  /** What the trust file calls the key. */
  readonly signer: string;
  readonly spkiSha256: string;
  /** Roles in which the trust file lets the person sign; any when absent. */
  readonly roles: readonly string[] | undefined;
}

/**
 * What the signature of an entry is worth. `untrusted`: the trust file does not know the key for this use; `invalid`: it
 * knows the key, and the signature does not hold.
 */
export type SignatureState =
  | ValidSignature
  | { readonly state: 'none' | 'not-verified' | 'untrusted' | 'invalid'; readonly reason: string };

/** An entry as it was read, and what it says about who signs. */
export interface SignedEntry {
  readonly kind: EntryKind;
  /** The whole entry as plain data, with its signature. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** The person who answers for the entry. */
  readonly person: string | undefined;
  readonly role: string | undefined;
  /** The day on which the person claims to have acted, `YYYY-MM-DD`. */
  readonly on: string | undefined;
}

/** Why the key may not speak for the entry although its signature is good; undefined when it may. */
const unfitBecause = (key: TrustedKey, { person, role, on }: SignedEntry, file: string): string | undefined => {
  if (key.person === undefined || person === undefined || !isSamePerson(key.person, person))
    return `${file} gives the key "${key.name}" to ${key.person ?? 'nobody'}, and the entry speaks for ${person === undefined ? 'nobody' : plainText(person)}`;
  if (key.roles && (role === undefined || !key.roles.includes(role)))
    return `${file} lets ${key.person} sign as ${key.roles.join(' or ')}, and the entry says ${role === undefined ? 'no role' : plainText(role)}`;
  const day = on === undefined ? undefined : instantOf(on);
  if (day === undefined) return 'the entry has no date on which it was signed';
  const { certificate } = key;
  // A day is compared with instants: a certificate of this morning may sign what is dated today.
  if (certificate && (day + DAY <= certificate.notBefore || day > certificate.notAfter))
    return `it is dated ${plainText(on ?? '')}, and the certificate of "${key.name}" is valid from ${isoDate(certificate.notBefore)} until ${isoDate(certificate.notAfter)}`;
  if ((key.validFrom !== undefined && day < key.validFrom) || (key.validBefore !== undefined && day >= key.validBefore))
    return `it is dated ${plainText(on ?? '')}, when ${file} does not trust the key "${key.name}"`;
  return undefined;
};

/**
 * Asks what the signature of an entry is worth to whoever wrote the trust file. The entry only hints at its key; the key,
 * the person, the roles and the time within which it may sign come from the trust file. The date is the person's claim.
 */
export const verifyEntry = (signed: SignedEntry, trust: Trust | undefined): SignatureState => {
  const { signature } = signed.entry;
  if (signature === undefined) return { state: 'none', reason: 'it is not signed' };
  const { keyid, sig } = (signature ?? {}) as { readonly keyid?: unknown; readonly sig?: unknown };
  const bytes = typeof sig === 'string' ? strictBase64(sig) : undefined;
  if (typeof keyid !== 'string' || !bytes || bytes.length === 0)
    return { state: 'invalid', reason: 'its signature cannot be read: expected keyid and sig (Base64)' };
  const hint = `${plainText(keyid).slice(0, 12)}…`;
  if (!trust)
    return {
      state: 'not-verified',
      reason: `it is signed with the key ${hint}, which was not verified: no trust file was given`,
    };
  const key = trustedFor(trust, signed.kind).find(({ spkiSha256 }) => spkiSha256 === keyid);
  if (!key?.certificate)
    return {
      state: 'untrusted',
      reason: `it is signed with the key ${hint}, which ${trust.file} does not trust for ${signed.kind}s`,
    };
  const { certificate } = key;
  const invalid = (reason: string): SignatureState => ({ state: 'invalid', reason });
  const unfit = unsuitability(certificate);
  if (unfit !== undefined || certificate.algorithm === undefined)
    return invalid(`the certificate of "${key.name}" cannot sign: ${unfit ?? 'its key is of another kind'}`);
  let holds = false;
  try {
    holds = verify(
      keyAlgorithms[certificate.algorithm].digest,
      entryBytes(signed.kind, signed.entry),
      certificate.publicKey,
      bytes,
    );
  } catch {
    // Values that JSON cannot hold, or a signature of another form: it does not hold.
  }
  if (!holds)
    return invalid(`it was changed after it was signed, or was not signed with the key "${key.name}" that it names`);
  const why = unfitBecause(key, signed, trust.file);
  if (why !== undefined) return invalid(why);
  const test = certificate.throwAway ? ', a throw-away test identity' : '';
  return {
    state: 'valid',
    reason: `signed with the key "${key.name}" (${hint}${test})`,
    signer: key.name,
    spkiSha256: key.spkiSha256,
    roles: key.roles,
  };
};
