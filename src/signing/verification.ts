import { plainText } from '../base/plain-text.ts';
import type { Statement } from './statement.ts';

/** One thing that was asked, and its answer in words. Later questions are not asked when an earlier one makes them meaningless. */
interface Check {
  /** `<what>.<question>`: stable, for machines. */
  readonly id: string;
  readonly ok: boolean;
  readonly words: string;
}

/** Who signed, as far as it was found out. */
export interface SignerSeen {
  /** `statement.sigstore.json` or the name of the PDF. */
  readonly of: string;
  /** Name on the certificate: what the signer says. */
  readonly name: string;
  /** What the trust file calls the holder. */
  readonly trustedAs: string;
  readonly spkiSha256: string;
  readonly throwAway: boolean;
  /** When the signer claims to have signed (RFC 3339); nobody confirms it. */
  readonly claimedTime: string;
}

/**
 * What was reached: `none`, refused; `integrity`, the bytes are those that some key signed, and nothing is known of who holds it;
 * `identity`, that key was pinned by the verifier, who got it another way than with the report.
 */
type VerificationLevel = 'none' | 'integrity' | 'identity';

/** The answer to `verify`. It is accepted only when every check is. */
export interface VerificationReport {
  readonly accepted: boolean;
  readonly level: VerificationLevel;
  readonly checks: readonly Check[];
  /** What does not refuse the report, but a reader must know. */
  readonly warnings: readonly string[];
  /** What a valid signature does not say. */
  readonly doesNotSay: readonly string[];
  readonly signers: readonly SignerSeen[];
  /** The statement, once its signature was accepted. */
  readonly statement?: Statement;
}

/** What a verifier knows beside the report. */
export interface VerifyOptions {
  /** The verifier's clock, in milliseconds: without it, claims from the future and expired certificates go unnoticed. */
  readonly now?: number;
  /** Whether the trust file was found beside the report, and so says nothing about who signed. */
  readonly trustFoundBesideReport?: boolean;
}

/** Collects checks in the order in which they are asked. Their words are made safe to print: hostile files shape some of them. */
export interface Checklist {
  readonly checks: Check[];
  readonly warnings: string[];
  /** Records a check and gives its answer back. */
  readonly hold: (id: string, ok: boolean, yes: string, no: string) => boolean;
  readonly fail: (id: string, words: string) => undefined;
}

export const checklist = (): Checklist => {
  const checks: Check[] = [];
  return {
    checks,
    warnings: [],
    hold: (id, ok, yes, no) => {
      checks.push({ id, ok, words: plainText(ok ? yes : no) });
      return ok;
    },
    fail: (id, words) => {
      checks.push({ id, ok: false, words: plainText(words) });
      return undefined;
    },
  };
};

const always = [
  'that the audit is right: a signature says who signed and that the bytes are unchanged, not that a finding is true',
  'when it was signed: the time is the signer’s own claim, and no timestamp authority confirms it',
  'that the key was not stolen or withdrawn since: no revocation list is asked',
  'that there is no newer or other report: an older one, or one under a narrower profile, verifies just as well',
  'that the evidence was complete or genuine: the statement gives the digests of what the tool was shown',
];

/** Puts the answer together: accepted only when something was checked and every check holds. */
export const reportOf = (
  list: Checklist,
  signers: readonly SignerSeen[],
  options: VerifyOptions,
  statement?: Statement,
): VerificationReport => {
  const accepted = list.checks.length > 0 && signers.length > 0 && list.checks.every(({ ok }) => ok);
  const throwAway = signers.some((signer) => signer.throwAway);
  const beside = options.trustFoundBesideReport === true;
  return {
    accepted,
    level: !accepted ? 'none' : throwAway || beside ? 'integrity' : 'identity',
    checks: list.checks,
    warnings: list.warnings,
    doesNotSay: [
      ...(throwAway ? ['who made it: the key belongs to a throw-away test identity, for which nobody vouches'] : []),
      ...(beside
        ? ['who made it: the trust file was found beside the report, and whoever changed one could change the other']
        : []),
      ...always,
    ],
    signers,
    ...(statement === undefined ? {} : { statement }),
  };
};
