/* Generated from schemas/policies-lock.schema.json by `npm run generate`. */

/**
 * plumbline-policies.lock: the digests of the packs that an audit may use, written by `plumbline policy lock`.
 */
export interface PoliciesLock {
  /**
   * Version of this file's format.
   */
  lock: 1;
  /**
   * Packs, in the order in which they are layered.
   *
   * @minItems 1
   */
  packs: LockedPack[];
}
export interface LockedPack {
  /**
   * Identifier of the pack.
   */
  id: string;
  /**
   * Digest of the pack: of the canonical list of its files.
   */
  sha256: string;
  /**
   * Path in the pack -> SHA-256.
   */
  files: {
    [k: string]: string;
  };
}
