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
}
