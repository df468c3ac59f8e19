/* Generated from schemas/facts/attestation.schema.json by `npm run generate`. */

/**
 * A dated determination by a named person.
 */
export interface AttestationFacts {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Control that it answers.
   */
  control?: string;
  /**
   * Check of that control, when it answers only one.
   */
  check?: string;
  /**
   * Question answered.
   */
  question?: string;
  /**
   * The answer.
   */
  determination?: 'yes' | 'no';
  /**
   * Name of the person.
   */
  by?: string;
  /**
   * Role of the person.
   */
  role?: string;
  /**
   * How the person came to it (NIST SP 800-53A).
   */
  method?: 'EXAMINE' | 'INTERVIEW' | 'TEST';
  /**
   * When.
   */
  attestedOn?: string;
  /**
   * Until when it holds.
   */
  validUntil?: string;
  /**
   * Reasons in the person's own words.
   */
  statement?: string;
  /**
   * Evidence that the person looked at, named with digest.
   */
  evidenceCount?: number;
  /**
   * Whether every file named still has the digest that the person saw. Absent when none is named.
   */
  evidenceUnchanged?: boolean;
  /**
   * Files named that are gone, or have another digest than the person saw.
   */
  changedEvidence?: string[];
  /**
   * Identifier of the system that it is about.
   */
  system?: string;
  /**
   * Version of the system that the person looked at.
   */
  systemVersion?: string;
  /**
   * What the determination rests on and what has changed since, in words: files with both digests, the version of the system, the system itself. Empty when nothing has; absent when it names nothing that could.
   */
  changedSince?: string[];
  /**
   * What the person owns of what is audited: the system, and models. Empty when nothing that is known.
   */
  owns?: string[];
  /**
   * none: it is not signed; not-verified: no trust file was given; untrusted: the trust file does not know the key for attestations; invalid: the key is known, and the signature does not hold.
   */
  signature?: 'none' | 'not-verified' | 'untrusted' | 'invalid' | 'valid';
  /**
   * That in words.
   */
  signatureReason?: string;
  /**
   * Name of the key in the trust file. Present only when the signature is valid.
   */
  signer?: string;
  /**
   * SHA-256 of the public key. Present only when the signature is valid.
   */
  signerKey?: string;
}
