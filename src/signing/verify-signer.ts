import { isoDate, isoInstant } from '../base/time.ts';
import { type Certificate, unsuitability } from './certificate.ts';
import { type Trust, trustedFor } from './trust.ts';
import type { Checklist, VerifyOptions } from './verification.ts';

/** A time within which a signature may claim to have been made: from, up to and with until; milliseconds. */
interface Window {
  readonly what: string;
  readonly from: number;
  readonly until: number;
}

export type SignerTrust =
  | { readonly ok: true; readonly trustedAs: string; readonly words: string; readonly windows: readonly Window[] }
  | { readonly ok: false; readonly words: string };

const windowOf = (certificate: Certificate): Window => ({
  what: `the certificate "${certificate.name}"`,
  from: certificate.notBefore,
  until: certificate.notAfter,
});

const longestPath = 6;
// Before anyone is trusted, a stranger must not be able to make the search for a path long.
const mostCertificates = 8;

/** Why `issuer` cannot have issued `certificate` at this depth; undefined when it did. A small, strict part of RFC 5280. */
const notIssuedBy = (certificate: Certificate, issuer: Certificate, authoritiesBelow: number): string | undefined => {
  if (!certificate.x509.checkIssued(issuer.x509)) return 'its issuer is another';
  if (!certificate.x509.verify(issuer.publicKey)) return 'its signature is not by the key of its issuer';
  if (!certificate.signedWithSha2) return 'it is signed with a digest that is no longer safe';
  if (!issuer.isAuthority) return `"${issuer.name}" is not an authority`;
  if (issuer.keyUsage && !issuer.keyUsage.has('keyCertSign')) return `"${issuer.name}" may not sign certificates`;
  if (issuer.pathLength !== undefined && authoritiesBelow > issuer.pathLength)
    return `"${issuer.name}" may not stand so far above`;
  if (issuer.notUnderstood.length > 0) return `"${issuer.name}" has extensions that are not understood here`;
  if (issuer.algorithm === undefined) return `"${issuer.name}" has a key that is not accepted`;
  return undefined;
};

/** The certificates from the leaf to a root, the root last; undefined when none leads there. */
const pathToRoot = (
  path: readonly Certificate[],
  others: readonly Certificate[],
  roots: readonly Certificate[],
): readonly Certificate[] | undefined => {
  const top = path.at(-1);
  if (!top || path.length > longestPath) return undefined;
  const root = roots.find((candidate) => notIssuedBy(top, candidate, path.length - 1) === undefined);
  if (root) return [...path, root];
  for (const next of others) {
    if (path.includes(next) || notIssuedBy(top, next, path.length - 1) !== undefined) continue;
    const found = pathToRoot([...path, next], others, roots);
    if (found) return found;
  }
  return undefined;
};

/** Whether the trust file vouches for a signer: its certificate or key is pinned, or its certificate leads to a root. */
export const trustOfSigner = (leaf: Certificate, others: readonly Certificate[], trust: Trust): SignerTrust => {
  const unfit = unsuitability(leaf);
  if (unfit !== undefined) return { ok: false, words: `the certificate "${leaf.name}" cannot sign a report: ${unfit}` };
  if (others.length > mostCertificates)
    return { ok: false, words: `expected at most ${mostCertificates} further certificates, saw ${others.length}` };
  const sameKey = trustedFor(trust, 'report').filter(({ spkiSha256 }) => spkiSha256 === leaf.spkiSha256);
  const pinned = sameKey.find(({ certificate }) => certificate === undefined || certificate.x509.raw.equals(leaf.der));
  if (pinned) {
    const { validFrom, validBefore } = pinned;
    const limited = validFrom !== undefined || validBefore !== undefined;
    const entry = {
      what: `the entry of "${pinned.name}" in ${trust.file}`,
      from: validFrom ?? -Infinity,
      until: (validBefore ?? Infinity) - 1,
    };
    return {
      ok: true,
      trustedAs: pinned.name,
      words: `${trust.file} trusts its key ${leaf.spkiSha256} as "${pinned.name}"`,
      windows: [windowOf(leaf), ...(limited ? [entry] : [])],
    };
  }
  const path = pathToRoot([leaf], others, trust.roots);
  const root = path?.at(-1);
  if (path && root)
    return {
      ok: true,
      trustedAs: leaf.name,
      words: `its certificate leads to the root "${root.name}", which ${trust.file} trusts`,
      windows: path.map(windowOf),
    };
  return {
    ok: false,
    words:
      sameKey.length > 0
        ? `${trust.file} pins the key ${leaf.spkiSha256} with another certificate than the one that signed`
        : `signed by "${leaf.name}" with the key ${leaf.spkiSha256}, which ${trust.file} does not trust`,
  };
};

/** Holds the claimed time of a signature against every window, and against the verifier's clock when there is one. */
export const checkClaimedTime = (
  list: Checklist,
  id: string,
  claimed: number | undefined,
  windows: readonly Window[],
  options: VerifyOptions,
): boolean => {
  if (claimed === undefined) {
    list.fail(id, 'the signature does not say when it was made');
    return false;
  }
  const outside = windows.find(({ from, until }) => claimed < from || claimed > until);
  const future = options.now !== undefined && claimed > options.now + 300_000;
  const expired = windows.find(({ until }) => options.now !== undefined && options.now > until);
  if (!outside && !future && expired)
    list.warnings.push(
      `${expired.what} has expired since (${isoDate(expired.until)}); only the signer says that it was used before`,
    );
  return list.hold(
    id,
    !outside && !future,
    `it claims to be of ${isoInstant(claimed)}, when its certificate was valid; the time is claimed, not proven`,
    future
      ? `it claims to be of ${isoInstant(claimed)}, which is yet to come`
      : `it claims to be of ${isoInstant(claimed)}, when ${outside?.what ?? 'it'} was not valid`,
  );
};
