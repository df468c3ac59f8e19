/* Generated from schemas/facts/evidence.schema.json by `npm run generate`. */

/**
 * The evidence folder itself, as we found it.
 */
export interface EvidenceFacts {
  /**
   * Always "evidence".
   */
  id: string;
  /**
   * Files taken as evidence.
   */
  itemCount?: number;
  /**
   * Files that could not be read as what they claim to be.
   */
  unreadableCount?: number;
  /**
   * Number of kinds that plumbline.yaml declares but for which no file was found.
   */
  emptyKindCount?: number;
  /**
   * Kinds that plumbline.yaml declares but for which no file was found.
   */
  emptyKinds?: string[];
  /**
   * Files taken as evidence.
   */
  items: {
    /**
     * Path.
     */
    id: string;
    /**
     * Kind of evidence.
     */
    kind?: string;
    /**
     * Whether the file could be read as that kind.
     */
    readable?: boolean;
    /**
     * SHA-256.
     */
    sha256?: string;
    /**
     * Size in bytes.
     */
    size?: number;
    /**
     * Problems found in it.
     */
    problemCount?: number;
  }[];
}
