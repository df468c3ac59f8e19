/* Generated from schemas/waivers.schema.json by `npm run generate`. */

/**
 * The waivers of one audit.
 */
export interface WaiverFile {
  /**
   * Waivers.
   */
  waivers: Waiver[];
}
/**
 * An accepted exception, laid over a finding and never under it.
 */
export interface Waiver {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Control id.
   */
  control: string;
  /**
   * Item that is waived (an id, or a glob with a fixed beginning), or the system id for the control as a whole.
   */
  subject: string;
  /**
   * Why the exception is accepted.
   */
  reason: string;
  /**
   * Risk that is accepted.
   */
  risk: string;
  /**
   * Person who owns the risk.
   */
  owner: string;
  /**
   * Person who approved; not the owner, not the author of the change.
   */
  approver: string;
  /**
   * First day.
   */
  from: string;
  /**
   * Last day.
   */
  until: string;
  /**
   * Role in which the approver approved.
   */
  approverRole?: string;
  /**
   * Identifier of the system that the waiver is for: it has no effect on another.
   */
  system?: string;
  signature?: WaiverSignature;
}
/**
 * Signature over this entry (DSSE; the payload is the RFC 8785 canonical JSON of the entry without this key). Whose key it is, only the verifier's trust file says.
 */
export interface WaiverSignature {
  /**
   * SHA-256 of the public key (SubjectPublicKeyInfo, DER), lower-case hexadecimal: a hint by which the key is looked up in the trust file.
   */
  keyid: string;
  /**
   * Signature, Base64 (ECDSA in DER, or RSA PKCS#1).
   */
  sig: string;
}
