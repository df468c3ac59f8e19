/* Generated from schemas/pack.schema.json by `npm run generate`. */

/**
 * pack.yaml: what a pack of an organisation's own policies is called, and which policies it takes the place of.
 */
export interface PackFile {
  /**
   * Identifier of the pack.
   */
  id: string;
  /**
   * Whose policies these are.
   */
  title: string;
  /**
   * Version of the pack, for the reader; what counts is its digest.
   */
  version?: string;
  /**
   * Policies of the layers below that this pack replaces. Without an entry here, an identifier that is taken is an error.
   *
   * @minItems 1
   */
  replaces?: Replacement[];
}
export interface Replacement {
  /**
   * Kind of policy.
   */
  kind: 'control' | 'condition' | 'catalog' | 'profile' | 'mapping';
  /**
   * Its identifier.
   */
  id: string;
  /**
   * Why; printed in the report.
   */
  reason: string;
}
