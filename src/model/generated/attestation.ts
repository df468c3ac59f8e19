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
   * The question of the check, word for word: when the control asks another one, the determination does not answer it.
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
  /**
   * Identifier of the system that the determination is about: it has no effect on another. `plumbline attest` writes it.
   */
  system?: string;
  /**
   * Version of the system that the person looked at: the determination ends with it. `plumbline attest` writes it.
   */
  systemVersion?: string;
  signature?: AttestationSignature;
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
/**
 * Signature over this entry (DSSE; the payload is the RFC 8785 canonical JSON of the entry without this key). Whose key it is, only the verifier's trust file says.
 */
export interface AttestationSignature {
  /**
   * SHA-256 of the public key (SubjectPublicKeyInfo, DER), lower-case hexadecimal: a hint by which the key is looked up in the trust file.
   */
  keyid: string;
  /**
   * Signature, Base64 (ECDSA in DER, or RSA PKCS#1).
   */
  sig: string;
}
