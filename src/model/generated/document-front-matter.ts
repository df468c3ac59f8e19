/* Generated from schemas/document-front-matter.schema.json by `npm run generate`. */

/**
 * Front matter of a governed document, or the whole of its sidecar <file>.meta.yaml.
 */
export interface DocumentFrontMatter {
  /**
   * Type of document in lower case with hyphens, such as risk-management-file, technical-documentation, instructions-for-use.
   */
  type: string;
  /**
   * Title; the first heading when absent.
   */
  title?: string;
  /**
   * Version of the document. In quotes.
   */
  version?: string;
  /**
   * Version of the system that it covers. In quotes.
   */
  systemVersion?: string;
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
   * Date of approval.
   */
  approvedOn?: string;
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
   * Person who signed it.
   */
  signedBy?: string;
  /**
   * Function of that person.
   */
  signerFunction?: string;
  /**
   * For whom, or on whose behalf, that person signed.
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
  retentionYears?: number | string;
  /**
   * Standards referred to.
   */
  standards?: string[] | string;
  /**
   * Topic -> heading as written, for headings that do not name their topic.
   */
  sections?: {
    /**
     * One heading, or several.
     */
    [k: string]: string | string[];
  };
  /**
   * Tiers that a classification record reaches. They are not exclusive.
   */
  tiers?:
    | (
        | 'out-of-scope'
        | 'prohibited'
        | 'high-risk'
        | 'derogated'
        | 'transparency'
        | 'general-purpose-model'
        | 'systemic-risk'
        | 'sectoral'
        | 'minimal'
      )[]
    | string;
}
