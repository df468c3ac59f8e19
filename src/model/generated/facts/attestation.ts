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
}
