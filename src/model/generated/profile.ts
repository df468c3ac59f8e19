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
   * Profile that this one builds on: its controls, exclusions, parameter values, locks and severities hold here too, and so does whatever else this one does not say.
   */
  extends?: string;
  /**
   * Controls that are selected, beside those of the profile that this one extends.
   *
   * @minItems 1
   *
   * Items: Glob over control ids (drift.*), or catalog#glob over requirements (eu-ai-act#*).
   */
  include?: string[];
  /**
   * Controls left out, each with its reason and end; printed in the report.
   */
  exclude?: Exclusion[];
  /**
   * control id -> parameter -> value, or { value, reason, until }.
   */
  parameters?: {
    [k: string]: {
      /**
       * Value.
       */
      [k: string]: number | string | boolean | string[] | ReasonedValue;
    };
  };
  /**
   * control id -> parameters that no profile which extends this one, and no plumbline.yaml, may set.
   */
  lock?: {
    /**
     * @minItems 1
     *
     * Items: Name of a parameter of the control.
     */
    [k: string]: string[];
  };
  /**
   * Controls whose failure weighs more than the control says. A severity can be raised, never lowered.
   */
  severity?: SeverityRaise[];
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
  attestations?: AttestationRules;
  waivers?: WaiverRules;
  tailoring?: TailoringRules;
  /**
   * Whether the audit is of a period (also when absent) or as of a date. As of a date, controls with a check over a period are left out, and the report names them.
   */
  basis?: 'period' | 'date';
  sampling?: Sampling;
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
/**
 * A value with its reason and, when it is for a time only, its last day.
 */
export interface ReasonedValue {
  /**
   * Value.
   */
  value: (number | string | boolean) | string[];
  /**
   * Why the value differs.
   */
  reason: string;
  /**
   * Last day on which the value holds; the layer below counts again after it.
   */
  until?: string;
}
export interface SeverityRaise {
  /**
   * Control id.
   */
  control: string;
  /**
   * Severity from now on; above the one it has.
   */
  to: 'critical' | 'high' | 'medium' | 'low' | 'info';
  /**
   * Why.
   */
  reason: string;
}
/**
 * What an attestation needs to have effect. What is not said here, the profile `everything` says.
 */
export interface AttestationRules {
  /**
   * true: only attestations signed with a key that the verifier's trust file names for the person and the role.
   */
  signed?: boolean;
  /**
   * Roles that may attest; any when absent. A check may ask for narrower ones.
   *
   * @minItems 1
   *
   * Items: Role.
   */
  roles?: string[];
  /**
   * Longest time from the day of the determination to its last day of validity.
   */
  longest?: string;
  /**
   * true: whoever examined or tested (any method but INTERVIEW) names what was looked at, with digests.
   */
  evidence?: boolean;
  /**
   * Most questions that may be answered with one statement, word for word. Beyond it, none of these attestations has effect.
   */
  sameStatement?: number;
  /**
   * true: whoever owns the system or one of its models may not attest.
   */
  independent?: boolean;
}
/**
 * What a waiver needs to have effect. What is not said here, the profile `everything` says.
 */
export interface WaiverRules {
  /**
   * true: only waivers signed by the approver with a key that the verifier's trust file names.
   */
  signed?: boolean;
  /**
   * Roles that may approve; any when absent.
   *
   * @minItems 1
   *
   * Items: Role.
   */
  roles?: string[];
  /**
   * Longest time that a waiver may run, both days counted. Without one, no waiver has effect.
   */
  longest?: string;
}
/**
 * What leaving out a control needs to have effect, and whether the evidence may do it. What is not said here, the profile `everything` says.
 */
export interface TailoringRules {
  /**
   * Longest time from the date of the audit to the last day of an exclusion, of whatever layer. Without one, no exclusion has effect.
   */
  longest?: string;
  /**
   * Whether the gate may open when plumbline.yaml, which whoever is audited writes, leaves out controls or loosens parameters. Refused when nobody says it.
   */
  project?: 'refused' | 'admitted';
}
/**
 * A sample beside the test of the whole population, for re-performance by hand. The verdict is never the sample's.
 */
export interface Sampling {
  /**
   * Method with its version: items in the order of the SHA-256 of seed, evidence path and item, joined by line feeds; the first so many.
   */
  method: 'sample/sha256-order@1';
  /**
   * How many items are sampled of a population, by its size; a smaller population is sampled whole.
   *
   * @minItems 1
   */
  sizes: SampleSize[];
}
export interface SampleSize {
  /**
   * The row holds for populations of more items than this, up to the next row.
   */
  above: number;
  /**
   * Items sampled.
   */
  items: number;
}
