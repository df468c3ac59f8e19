/* Generated from schemas/policy-test.schema.json by `npm run generate`. */

/**
 * Facts given -> outcome expected, for one control.
 */
export interface PolicyTest {
  /**
   * Control under test.
   */
  control: string;
  /**
   * Cases.
   *
   * @minItems 1
   */
  cases: PolicyTestCase[];
}
export interface PolicyTestCase {
  /**
   * What the case shows.
   */
  name: string;
  /**
   * Date of the audit; 2026-11-20 when absent.
   */
  asOf?: string;
  /**
   * Period; 2026-05-01 to 2026-11-01 when absent.
   */
  period?: {
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
   * Parameter values that differ from the defaults.
   */
  parameters?: {
    /**
     * Value.
     */
    [k: string]: number | string | boolean | string[];
  };
  /**
   * Kind of evidence -> list of sheets, each the facts of one file. Lists that are absent are empty.
   */
  facts: {
    [k: string]: {}[];
  };
  /**
   * Expected outcome.
   */
  outcome:
    'not-satisfied' | 'errored' | 'undetermined' | 'unattested' | 'not-exercised' | 'satisfied' | 'not-applicable';
  /**
   * Other controls that are taken as satisfied, for the conditions that rest on them; no other control runs in a case.
   *
   * @minItems 1
   *
   * Items: Control.
   */
  satisfied?: string[];
  /**
   * Items expected as exceptions, in any order.
   *
   * Items: Item.
   */
  exceptions?: string[];
  /**
   * Text that the reason must hold.
   */
  reason?: string;
}
