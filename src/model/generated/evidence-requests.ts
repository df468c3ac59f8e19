/* Generated from schemas/evidence-requests.schema.json by `npm run generate`. */

/**
 * What an audit under a profile needs to be sent, derived from what the checks read; `plumbline plan --format json` writes it.
 */
export interface EvidenceRequestList {
  /**
   * Format and version.
   */
  schema: 'plumbline/evidence-requests@1';
  profile: RequestProfile;
  /**
   * Date for which the list was made.
   */
  asOf: string;
  period?: RequestPeriod;
  /**
   * Name of the system, when an evidence folder describes one.
   */
  system?: string;
  /**
   * What to send, grouped by kind of evidence.
   */
  requests: EvidenceRequest[];
  /**
   * What a person must determine.
   */
  questions: QuestionAsked[];
  /**
   * Controls of the profile that do not apply to the system, so that nothing is asked for them; only with an evidence folder.
   *
   * Items: Control.
   */
  notAsked: string[];
}
/**
 * Profile.
 */
export interface RequestProfile {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Whom it is for.
   */
  title: string;
}
/**
 * Period audited, when an evidence folder names one.
 */
export interface RequestPeriod {
  /**
   * First day.
   */
  start: string;
  /**
   * First day after the last.
   */
  end: string;
}
/**
 * One thing to send.
 */
export interface EvidenceRequest {
  /**
   * Number of the request, to refer to; of this list only.
   */
  id: string;
  /**
   * Kind of evidence, as plumbline.yaml names it.
   */
  kind: string;
  /**
   * Type of the register or of the document, when the request is for one.
   */
  type?: string;
  /**
   * What to send.
   */
  what: string;
  /**
   * What that is.
   */
  describes: string;
  /**
   * What it must hold.
   */
  holds: FactWanted[];
  /**
   * How recent it must be, or how often it must come.
   *
   * Items: One sentence.
   */
  timing: string[];
  /**
   * Who decides about it: machine, partly, person.
   *
   * Items: Who.
   */
  decidedBy: ('machine' | 'partly' | 'person')[];
  /**
   * Controls that need it.
   *
   * Items: Control.
   */
  controls: string[];
  /**
   * Requirements that they answer, by citation.
   *
   * Items: Citation.
   */
  requirements: string[];
  /**
   * How the evidence folder stands; only with one. incomplete: something of it was not sent or could not be read. there: nothing is missing, which does not say that it passes.
   */
  state?: 'there' | 'incomplete' | 'missing';
  /**
   * Files of the evidence folder that hold it.
   *
   * Items: Path.
   */
  seen?: string[];
  /**
   * What is missing or could not be read, in words.
   *
   * Items: One sentence.
   */
  lacks?: string[];
}
/**
 * One fact.
 */
export interface FactWanted {
  /**
   * Name of the fact.
   */
  fact: string;
  /**
   * List within the file whose entries hold it.
   */
  of?: string;
  /**
   * Name of the column, in a register.
   */
  column?: string;
  /**
   * The fact in words.
   */
  says: string;
  /**
   * What the checks expect of it; empty when it only must be there.
   *
   * Items: One expectation.
   */
  expected: string[];
  /**
   * Items of the evidence folder that lack it; only with an evidence folder.
   */
  absentIn?: number;
  /**
   * Controls that read it.
   *
   * Items: Control.
   */
  controls: string[];
}
/**
 * One question.
 */
export interface QuestionAsked {
  /**
   * Number of the request.
   */
  id: string;
  /**
   * Control.
   */
  control: string;
  /**
   * Check.
   */
  check: string;
  /**
   * The question, word for word.
   */
  question: string;
  /**
   * Roles that may answer; any when absent.
   *
   * Items: Role.
   */
  roles?: string[];
  /**
   * Largest age of the answer.
   */
  within?: string;
  /**
   * Whether it can only be answered when the period is over.
   */
  afterPeriod?: boolean;
  /**
   * Requirements, by citation.
   *
   * Items: Citation.
   */
  requirements: string[];
  /**
   * Whether a valid answer is on file; only with an evidence folder.
   */
  state?: 'there' | 'missing';
}
