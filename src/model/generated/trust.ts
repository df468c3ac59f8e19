/* Generated from schemas/trust.schema.json by `npm run generate`. */

/**
 * Whom a verifier trusts to sign what. Nothing is trusted that is not written here.
 */
export interface TrustFile {
  /**
   * Keys that are trusted by themselves.
   */
  keys?: TrustedKey[];
  /**
   * Certificates of authorities, PEM. A signer whose certificate leads to one of them is trusted.
   *
   * Items: One certificate, PEM.
   */
  roots?: string[];
}
/**
 * One key, given by its certificate or by the fingerprint of its public key: exactly one of the two.
 */
export interface TrustedKey {
  /**
   * What you call the holder; shown when a report verifies.
   */
  name: string;
  /**
   * The certificate, PEM. Only a signature with this very certificate is accepted.
   */
  certificate?: string;
  /**
   * SHA-256 of the public key (SubjectPublicKeyInfo, DER), as the signer publishes it.
   */
  spkiSha256?: string;
  /**
   * What the key may sign. A key for attestations or waivers needs its certificate, and the person who holds it.
   *
   * @minItems 1
   *
   * Items: A use.
   */
  use: ('report' | 'attestation' | 'waiver')[];
  /**
   * First day, UTC, on which a signature may claim to have been made.
   */
  validFrom?: string;
  /**
   * Last day, UTC, on which a signature may claim to have been made.
   */
  validUntil?: string;
  /**
   * Who holds the key, as attestations (by) and waivers (approver) name that person.
   */
  person?: string;
  /**
   * Roles in which that person may sign attestations and waivers; any when absent.
   *
   * @minItems 1
   *
   * Items: Role.
   */
  roles?: string[];
}
