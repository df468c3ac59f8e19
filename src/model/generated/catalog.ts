/* Generated from schemas/catalog.schema.json by `npm run generate`. */

/**
 * What a framework asks, as published: identifiers, own-words titles, citations, dates of application.
 */
export interface Catalog {
  /**
   * Identifier of the framework.
   */
  id: string;
  /**
   * Title of the framework.
   */
  title: string;
  /**
   * Version or consolidation that the catalog describes.
   */
  version: string;
  /**
   * Where the text is published.
   */
  source: string;
  /**
   * Copyright and legal notice.
   */
  notice: string;
  /**
   * Date at which the catalog was last checked against the law.
   */
  asOf: string;
  /**
   * True when only mappings lead here: no control may answer its requirements, and no report counts them.
   */
  referenceOnly?: boolean;
  /**
   * Where the text of the requirements was read, by the name that a requirement's `source` gives.
   */
  sources?: {
    /**
     * What was read, how it was obtained, and how far it can be trusted.
     */
    [k: string]: string;
  };
  /**
   * Whom requirements can concern, by the name that a requirement's `appliesTo` gives: roles of a law, categories of criteria.
   */
  scopes?: {
    /**
     * Who or what that is.
     */
    [k: string]: string;
  };
  /**
   * Penalty provisions, by the name that a requirement's `penalty` gives.
   */
  penalties?: {
    [k: string]: Penalty;
  };
  /**
   * Transitional rules that may move a date of application, and that facts do not decide. The report prints them beside the dates.
   */
  transitions?: Transition[];
  /**
   * Requirements.
   *
   * @minItems 1
   */
  requirements: Requirement[];
}
/**
 * A provision that names a penalty for not meeting a requirement.
 */
export interface Penalty {
  /**
   * Provision.
   */
  citation: string;
  /**
   * What it provides, in our own words.
   */
  text: string;
}
/**
 * A transitional rule.
 */
export interface Transition {
  /**
   * Date of application that it concerns: one that a requirement has.
   */
  from: string;
  /**
   * Named condition under which it can matter. False on known facts: it is left out.
   */
  when?: string;
  /**
   * Provision.
   */
  citation: string;
  /**
   * What it provides, in our own words.
   */
  text: string;
  /**
   * How sure we are of it.
   */
  confidence: 'high' | 'medium' | 'low';
}
/**
 * One requirement of a framework (OSCAL: control of a catalog).
 */
export interface Requirement {
  /**
   * Identifier within the framework.
   */
  id: string;
  /**
   * The requirement in our own words.
   */
  title: string;
  /**
   * Provision.
   */
  citation: string;
  /**
   * Where its text was read: names of the catalog's `sources`, best first.
   *
   * @minItems 1
   */
  source?: string[];
  /**
   * How sure we are of what the provision asks.
   */
  confidence?: 'high' | 'medium' | 'low';
  /**
   * Heading under which the report shows it.
   */
  group?: string;
  /**
   * Requirement of this catalog that the entry is a test of. The entry is ours and no requirement of the framework: it is shown under that requirement, counts into its outcome, and is left out of every number.
   */
  partOf?: string;
  /**
   * Whom it concerns: names of the catalog's `scopes`.
   */
  appliesTo?: string[];
  /**
   * Named condition under which the requirement binds the audited organisation at all. False on known facts: the requirement is not applicable, whatever the controls found; unknown or absent: it is shown as binding.
   */
  appliesWhen?: string;
  /**
   * Dates of application; the first whose condition holds counts. None: always.
   */
  applies?: ApplicationDate[];
  /**
   * Penalty provision that names the requirement, when one does: a name of the catalog's `penalties`.
   */
  penalty?: string;
  /**
   * Who can decide it.
   */
  decides?: 'machine' | 'partly' | 'person';
  /**
   * Why no control of ours answers it.
   */
  notTestedHere?: string;
  /**
   * What a reader would get wrong.
   */
  notes?: string;
}
/**
 * A date of application.
 */
export interface ApplicationDate {
  /**
   * First day of application.
   */
  from: string;
  /**
   * Named condition under which this date is the one.
   */
  when?: string;
  /**
   * Legal basis of the date.
   */
  basis?: string;
  /**
   * How sure we are of the date.
   */
  confidence?: 'high' | 'medium' | 'low';
}
