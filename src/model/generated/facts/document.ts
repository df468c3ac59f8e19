/* Generated from schemas/facts/document.schema.json by `npm run generate`. */

/**
 * Any governed document: a file with front matter, or with a sidecar <file>.meta.yaml beside it.
 */
export interface DocumentFacts {
  /**
   * Path of the document.
   */
  id: string;
  /**
   * Path of the document.
   */
  path?: string;
  /**
   * Title.
   */
  title?: string;
  /**
   * Type of document, such as risk-management-file, technical-documentation, instructions-for-use.
   */
  type?: string;
  /**
   * Version.
   */
  version?: string;
  /**
   * Version of the system that it covers.
   */
  systemVersion?: string;
  /**
   * Whether that version is the one that the system file names as audited. Absent when either is. Derived.
   */
  coversAuditedVersion?: boolean;
  /**
   * Model that it is about.
   */
  model?: string;
  /**
   * Person accountable for the document.
   */
  owner?: string;
  /**
   * Author.
   */
  author?: string;
  /**
   * Person who approved it.
   */
  approvedBy?: string;
  /**
   * Whether approver and author are the same person. Absent when either is.
   */
  approverIsAuthor?: boolean;
  /**
   * Date of approval.
   */
  approvedOn?: string;
  /**
   * Whether it was approved at the latest on the day on which the system was placed on the market, as the system file says. Absent when either date is. Derived.
   */
  approvedBeforeMarket?: boolean;
  /**
   * Whether it was approved at the latest on the day on which the distributor made the system available, as the system file says. Absent when either date is. Derived.
   */
  approvedBeforeAvailability?: boolean;
  /**
   * Date from which it is in force.
   */
  effectiveOn?: string;
  /**
   * Date of the last review.
   */
  reviewedOn?: string;
  /**
   * Date of the next review.
   */
  nextReviewOn?: string;
  /**
   * Whether that date lies before the date of the audit. Absent when it is. Derived.
   */
  overdue?: boolean;
  /**
   * Person who signed it.
   */
  signedBy?: string;
  /**
   * Function of that person.
   */
  signerFunction?: string;
  /**
   * For whom, or on whose behalf, that person signed (Annex V, point 8).
   */
  onBehalfOf?: string;
  /**
   * Place of issue.
   */
  place?: string;
  /**
   * Where it is published.
   */
  publishedUrl?: string;
  /**
   * Years for which it is kept.
   */
  retentionYears?: number;
  /**
   * Standards referred to.
   */
  standards?: string[];
  /**
   * Tiers that a classification record reaches. They are not exclusive.
   */
  tiers?: (
    | 'out-of-scope'
    | 'prohibited'
    | 'high-risk'
    | 'derogated'
    | 'transparency'
    | 'general-purpose-model'
    | 'systemic-risk'
    | 'sectoral'
    | 'minimal'
  )[];
  /**
   * Whether these tiers name high-risk. Derived.
   */
  declaresHighRisk?: boolean;
  /**
   * Whether there is anything to read: in a text some prose that is no placeholder, in another file at least one byte. Absent when the text could not be read.
   */
  hasContent?: boolean;
  /**
   * Words of the text.
   */
  wordCount?: number;
  /**
   * Sections with content.
   */
  sectionCount?: number;
  /**
   * SHA-256 of the file.
   */
  sha256?: string;
  /**
   * Sections of the document that have content.
   */
  sections: {
    /**
     * Heading with the document.
     */
    id: string;
    /**
     * Heading as written.
     */
    title?: string;
    /**
     * Heading normalised: lower case, words joined by hyphens, or the topic that the front matter maps it to.
     */
    topic?: string;
    /**
     * Type of the document.
     */
    documentType?: string;
    /**
     * Whether the document is of the audited version; as of the document.
     */
    coversAuditedVersion?: boolean;
    /**
     * Person who approved the document.
     */
    approvedBy?: string;
    /**
     * Date of its approval.
     */
    approvedOn?: string;
    /**
     * Whether its next review is overdue.
     */
    overdue?: boolean;
    /**
     * Words of prose.
     */
    wordCount?: number;
    /**
     * Whether the text is a placeholder.
     */
    placeholder?: boolean;
  }[];
}
