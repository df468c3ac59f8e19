/* Generated from schemas/attestation.schema.json by `npm run generate`. */

/**
 * Dated determinations by named persons: a list under `attestations`.
 */
export interface AttestationFile {
  /**
   * The attestations.
   *
   * @minItems 1
   */
  attestations: AttestationEntry[];
}
/**
 * One determination.
 */
export interface AttestationEntry {
  /**
   * Identifier, unique in the evidence folder.
   */
  id: string;
  /**
   * Control that it answers.
   */
  control: string;
  /**
   * Check of that control, when it answers only one.
   */
  check?: string;
  /**
   * Question answered.
   */
  question: string;
  /**
   * The answer.
   */
  determination: 'yes' | 'no' | 'unknown';
  /**
   * Name of the person.
   */
  by: string;
  /**
   * Role of the person.
   */
  role: string;
  /**
   * How the person came to it (NIST SP 800-53A).
   */
  method?: 'EXAMINE' | 'INTERVIEW' | 'TEST' | 'unknown';
  /**
   * When.
   */
  attestedOn: string;
  /**
   * Until when it holds: the last day.
   */
  validUntil: string;
  /**
   * Reasons in the person's own words.
   */
  statement?: string;
  /**
   * Files that the person looked at.
   */
  evidence?: AttestedFile[];
}
/**
 * One file.
 */
export interface AttestedFile {
  /**
   * Path in the evidence folder.
   */
  path: string;
  /**
   * SHA-256 that the person saw, in lower-case hexadecimal.
   */
  sha256: string;
}
