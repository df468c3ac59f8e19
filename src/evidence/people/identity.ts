import { normalisedEmail } from '../git-history/people.ts';

/** What tells who somebody is: an address, an account of the forge, or a signing key. */
export type IdentityType = 'email' | 'login' | 'key';

/**
 * One spelling an identity. Addresses as everywhere in the history (lower case, without `+tag`, no-reply addresses without their
 * number): dots are kept, for only some providers ignore them, so that another dot is another address here. Logins without `@`,
 * in lower case; fingerprints without spaces, `SHA256:` ones as they are, for their letters differ by case.
 */
export const normalisedIdentity = (type: IdentityType, text: string): string => {
  const trimmed = text.trim();
  if (type === 'email') return normalisedEmail(trimmed);
  if (type === 'login') return trimmed.replace(/^@/, '').toLowerCase();
  return /^(?:SHA256|MD5):/.test(trimmed) ? trimmed : trimmed.replace(/\s+/g, '').replace(/^0x/i, '').toLowerCase();
};
