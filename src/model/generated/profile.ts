/* Generated from schemas/profile.schema.json by `npm run generate`. */

/**
 * Which controls apply to whom, with which parameter values (OSCAL: profile).
 */
export interface Profile {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Whom the profile is for.
   */
  title: string;
  /**
   * What it selects and why.
   */
  description?: string;
  /**
   * Named condition under which the profile fits the audited system. While it is not known to hold, the gate stays closed.
   */
  for?: string;
  /**
   * Controls that are selected.
   *
   * @minItems 1
   *
   * Items: Glob over control ids (drift.*), or catalog#glob over requirements (eu-ai-act#*).
   */
  include: string[];
  /**
   * Controls left out, each with its reason and end; printed in the report.
   */
  exclude?: Exclusion[];
  /**
   * control id -> parameter -> value.
   */
  parameters?: {
    [k: string]: {
      /**
       * Value.
       */
      [k: string]: number | string | boolean | string[];
    };
  };
  /**
   * What blocks.
   */
  gate?: {
    /**
     * Outcomes that block; not-satisfied, errored, undetermined and unattested when absent.
     *
     * Items: Outcome.
     */
    blocks?: (
      'not-satisfied' | 'errored' | 'undetermined' | 'unattested' | 'not-exercised' | 'satisfied' | 'not-applicable'
    )[];
  };
}
export interface Exclusion {
  /**
   * Control id.
   */
  control: string;
  /**
   * Why.
   */
  reason: string;
  /**
   * Until when.
   */
  until: string;
}
