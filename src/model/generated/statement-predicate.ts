/* Generated from schemas/statement-predicate.schema.json by `npm run generate`. */

/**
 * What the signed statement says about its subjects, the files of one report (in-toto predicate https://plumbline.dev/attestation/audit-report/v1).
 */
export interface AuditReportPredicate {
  /**
   * The tool that made the report.
   */
  tool: {
    /**
     * Name.
     */
    name: string;
    /**
     * Version.
     */
    version: string;
  };
  /**
   * Date at which the law and the evidence were looked at.
   */
  asOf: string;
  /**
   * Period audited.
   */
  period: {
    /**
     * First day.
     */
    start: string;
    /**
     * First day after.
     */
    end: string;
  };
  /**
   * System audited.
   */
  system: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Name.
     */
    name: string;
    /**
     * Version.
     */
    version?: string;
  };
  /**
   * Profile used.
   */
  profile: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Title.
     */
    title: string;
  };
  /**
   * plumbline.yaml.
   */
  project: Digest;
  /**
   * The canonical list of policy files.
   */
  policies: Digest;
  /**
   * The waiver file, when there was one.
   */
  waivers?: Digest;
  /**
   * Trust file of whoever audited.
   */
  trust?: Digest;
  /**
   * The canonical facts.
   */
  facts: Digest;
  /**
   * Every evidence file that was read, by path.
   */
  evidence: EvidenceDigest[];
  /**
   * Outcome -> number of controls.
   */
  summary: {
    [k: string]: number;
  };
  /**
   * Whether the audit blocks.
   */
  gate: {
    /**
     * Whether something blocks.
     */
    blocked: boolean;
    /**
     * Controls that block.
     *
     * Items: Control.
     */
    blocking: string[];
  };
  /**
   * What printed the PDF; absent when there is none. Another version prints other bytes.
   */
  renderer?: {
    /**
     * Name and version of the browser.
     */
    browser: string;
  };
  /**
   * Who signs. A claim until the key is found in the verifier's trust file.
   */
  signer: {
    /**
     * Name on the certificate.
     */
    name: string;
    /**
     * SHA-256 of the public key (SubjectPublicKeyInfo, DER).
     */
    spkiSha256: string;
    /**
     * The signer's certificate, PEM, then those that lead to a root.
     *
     * @minItems 1
     *
     * Items: PEM.
     */
    certificates: string[];
    /**
     * Whether the identity was made for this one report and shows integrity only.
     */
    throwAway: boolean;
    /**
     * What a reader should know about the signer.
     */
    note?: string;
  };
  /**
   * When the signer claims to have signed; nobody confirms it.
   */
  signedAt: string;
}
/**
 * A digest.
 */
export interface Digest {
  /**
   * SHA-256.
   */
  sha256: string;
}
/**
 * One evidence file.
 */
export interface EvidenceDigest {
  /**
   * Path in the evidence folder.
   */
  path: string;
  /**
   * SHA-256.
   */
  sha256: string;
}
