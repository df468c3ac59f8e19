/* Generated from schemas/control.schema.json by `npm run generate`. */

/**
 * A test of one population.
 */
export type Check = EachCheck | CountCheck | CoversCheck | FreshnessCheck | CadenceCheck | AttestedCheck | GroupCheck;
/**
 * A literal, or a reference: { param: name }, { fact: name of the same record }, { clock: asOf | periodStart | periodEnd }.
 */
export type Operand =
  | (string | number | boolean)
  | (string | number)[]
  | {
      /**
       * Name of a parameter of the control.
       */
      param: string;
    }
  | {
      /**
       * Name of another fact of the same record.
       */
      fact: string;
    }
  | {
      /**
       * A date of the audit.
       */
      clock: 'asOf' | 'periodStart' | 'periodEnd';
    };
/**
 * A number or { param: name }.
 */
export type NumberOperand =
  | number
  | {
      /**
       * Name of a parameter of the control.
       */
      param: string;
    };
/**
 * An ISO 8601 duration of days, weeks, months or years, or { param: name }.
 */
export type DurationOperand =
  | string
  | {
      /**
       * Name of a parameter of the control.
       */
      param: string;
    };

/**
 * What must hold, and the checks that test it. By subject matter, never by framework.
 */
export interface Control {
  /**
   * Identifier: subject matter, dot, name.
   */
  id: string;
  /**
   * What holds when the control is satisfied.
   */
  title: string;
  /**
   * What is wrong when it is not.
   */
  failureTitle: string;
  /**
   * Requirements that the control answers: catalog#requirement.
   *
   * @minItems 1
   */
  answers: string[];
  /**
   * Why the control matters, in one or two sentences.
   */
  why: string;
  /**
   * Named condition under which the control applies; always when absent.
   */
  appliesWhen?: string;
  /**
   * How much a failure weighs. Ours, not the law's.
   */
  severity: 'critical' | 'high' | 'medium' | 'low' | 'info';
  /**
   * How it is tested (OSCAL, NIST SP 800-53A).
   */
  method: 'EXAMINE' | 'INTERVIEW' | 'TEST';
  /**
   * Who can decide the requirement: the machine alone, the machine in part with a person for the substance, or only a person.
   */
  decides: 'machine' | 'partly' | 'person';
  /**
   * Parameters by name.
   */
  parameters?: {
    [k: string]: Parameter;
  };
  /**
   * How checks roll up; all when absent.
   */
  combine?: 'all' | 'any';
  /**
   * The checks.
   *
   * @minItems 1
   */
  checks: Check[];
  /**
   * What to do when the control is not satisfied.
   */
  remedy: string;
  /**
   * What the control does not show, for the report.
   */
  limits?: string;
  /**
   * What a reader should know whatever the outcome, such as what the law says and does not say; at most four sentences, shown near the top of the report when the control applies.
   */
  explains?: string;
}
/**
 * A number, duration or list that a profile may set.
 */
export interface Parameter {
  /**
   * Default value.
   */
  value: (number | string | boolean) | string[];
  /**
   * What the parameter is, with its unit.
   */
  title: string;
  /**
   * How far a profile may loosen the parameter before the control loses its legal citations and is shown as relaxed.
   */
  floor?: {
    /**
     * A value above this loses its citations.
     */
    atMost?: number;
    /**
     * A value below this loses its citations.
     */
    atLeast?: number;
    /**
     * A duration longer than this loses its citations.
     */
    noLongerThan?: string;
    /**
     * A duration shorter than this loses its citations.
     */
    noShorterThan?: string;
  };
  /**
   * Where the default comes from: law, convention or our choice.
   */
  source?: string;
}
/**
 * Every item that counts shows what is expected.
 */
export interface EachCheck {
  /**
   * Identifier of the check within the control; reads as a sentence.
   */
  id: string;
  /**
   * Kind of check.
   */
  kind: 'each';
  /**
   * What the check tests, as a sentence, when the id does not say enough.
   */
  title?: string;
  /**
   * Named condition under which the check applies.
   */
  appliesWhen?: string;
  /**
   * Population: a kind of evidence (one record a file) or kind#/name (the records listed under that name).
   */
  population: string;
  /**
   * Which items count. An item that lacks a fact named here cannot be judged.
   */
  where?: Expectation;
  /**
   * What an item must show so that it can be judged at all; otherwise it is undetermined.
   */
  requires?: {
    /**
     * Why an item that lacks this cannot be judged.
     */
    reason: 'too-small-a-sample' | 'stale' | 'unreadable' | 'incomplete' | 'not-measured';
    /**
     * What an item must show so that it can be judged at all.
     */
    facts: Expectation;
  };
  /**
   * What every item must show.
   */
  expect: Expectation;
  /**
   * Of which items it is known that nobody ever asked them: when this holds, an item that merely lacks facts is undetermined and no exception. A fact that is there and wrong stays an exception.
   */
  unaskedWhen?: Expectation;
  /**
   * Largest number of exceptions that is tolerated; 0 when absent.
   */
  tolerance?: NumberOperand;
  /**
   * Facts that a report shows with every exception and every item that cannot be judged, so that a reader can test it again; nothing is expected of them.
   *
   * @minItems 1
   *
   * Items: Name of a fact of the population.
   */
  show?: string[];
}
/**
 * Fact name -> what it must show. All must hold.
 */
export interface Expectation {
  [k: string]: Comparison;
}
/**
 * One or more comparators that a fact must all meet.
 */
export interface Comparison {
  /**
   * Equal to.
   */
  is?: Operand;
  /**
   * Different from; an absent fact is not different, it is unknown.
   */
  isNot?: Operand;
  /**
   * Equal to one of a list.
   */
  oneOf?: Operand;
  /**
   * Equal to none of a list.
   */
  noneOf?: Operand;
  /**
   * Smaller than.
   */
  below?: Operand;
  /**
   * Not larger than.
   */
  atMost?: Operand;
  /**
   * Larger than.
   */
  above?: Operand;
  /**
   * Not smaller than.
   */
  atLeast?: Operand;
  /**
   * Earlier than.
   */
  before?: Operand;
  /**
   * Not later than.
   */
  notAfter?: Operand;
  /**
   * Later than.
   */
  after?: Operand;
  /**
   * Not earlier than.
   */
  notBefore?: Operand;
  /**
   * The list holds the value.
   */
  includes?: Operand;
  /**
   * The text matches the glob (* ? [abc] {a,b}), without regard to case.
   */
  matches?: Operand;
  /**
   * true: the fact is there and not empty; false: it is not.
   */
  present?: boolean;
}
/**
 * The number of items that count lies within bounds.
 */
export interface CountCheck {
  /**
   * Identifier of the check within the control; reads as a sentence.
   */
  id: string;
  /**
   * Kind of check.
   */
  kind: 'count';
  /**
   * What the check tests, as a sentence, when the id does not say enough.
   */
  title?: string;
  /**
   * Named condition under which the check applies.
   */
  appliesWhen?: string;
  /**
   * Population: a kind of evidence (one record a file) or kind#/name (the records listed under that name).
   */
  population: string;
  /**
   * Which items count.
   */
  where?: Expectation;
  /**
   * Smallest number.
   */
  atLeast?: NumberOperand;
  /**
   * Largest number.
   */
  atMost?: NumberOperand;
}
/**
 * Every required item has its match in another population.
 */
export interface CoversCheck {
  /**
   * Identifier of the check within the control; reads as a sentence.
   */
  id: string;
  /**
   * Kind of check.
   */
  kind: 'covers';
  /**
   * What the check tests, as a sentence, when the id does not say enough.
   */
  title?: string;
  /**
   * Named condition under which the check applies.
   */
  appliesWhen?: string;
  /**
   * Required values, as a list.
   *
   * @minItems 1
   *
   * Items: Required value.
   */
  items?: string[];
  /**
   * Which requirement of the control each item of the list answers: the requirement is then judged by its own items, not by those of the others.
   */
  answers?: {
    /**
     * Requirement: catalog#requirement.
     */
    [k: string]: string;
  };
  /**
   * Population of required items, instead of a list.
   */
  population?: string;
  /**
   * Which required items count.
   */
  where?: Expectation;
  /**
   * Fact of a required item that is looked for; id when absent.
   */
  key?: string;
  /**
   * Population in which each is looked for.
   */
  in: string;
  /**
   * Which of these count as a match.
   */
  inWhere?: Expectation;
  /**
   * Fact of that population that is compared (equal, or holding it when a list).
   */
  on: string;
  /**
   * Facts of a required item that a report shows when it has no match.
   *
   * @minItems 1
   *
   * Items: Name of a fact of the population.
   */
  show?: string[];
}
/**
 * Items are recent enough at the date of the audit.
 */
export interface FreshnessCheck {
  /**
   * Identifier of the check within the control; reads as a sentence.
   */
  id: string;
  /**
   * Kind of check.
   */
  kind: 'freshness';
  /**
   * What the check tests, as a sentence, when the id does not say enough.
   */
  title?: string;
  /**
   * Named condition under which the check applies.
   */
  appliesWhen?: string;
  /**
   * Population: a kind of evidence (one record a file) or kind#/name (the records listed under that name).
   */
  population: string;
  /**
   * Which items count.
   */
  where?: Expectation;
  /**
   * Fact that holds the date.
   */
  at: string;
  /**
   * Largest age at the day of measurement.
   */
  within: DurationOperand;
  /**
   * Whether the newest item or each of them must be recent; newest when absent.
   */
  of?: 'newest' | 'each';
  /**
   * Day at which the age is measured: the date of the audit (also when absent), or the last day of the period, for what must have held in it. An item dated later cannot be judged.
   */
  measuredAt?: 'audit' | 'periodEnd';
}
/**
 * Items occur all through the period, with no gap longer than allowed.
 */
export interface CadenceCheck {
  /**
   * Identifier of the check within the control; reads as a sentence.
   */
  id: string;
  /**
   * Kind of check.
   */
  kind: 'cadence';
  /**
   * What the check tests, as a sentence, when the id does not say enough.
   */
  title?: string;
  /**
   * Named condition under which the check applies.
   */
  appliesWhen?: string;
  /**
   * Population: a kind of evidence (one record a file) or kind#/name (the records listed under that name).
   */
  population: string;
  /**
   * Which items count.
   */
  where?: Expectation;
  /**
   * Fact that holds the date.
   */
  at: string;
  /**
   * Longest gap, also from the last item before the period (or its start, when there is none) and to its end.
   */
  every: DurationOperand;
  /**
   * Fact whose every value needs a cadence of its own, such as the model.
   */
  by?: string;
}
/**
 * A named person has determined what a machine cannot.
 */
export interface AttestedCheck {
  /**
   * Identifier of the check within the control; reads as a sentence.
   */
  id: string;
  /**
   * Kind of check.
   */
  kind: 'attested';
  /**
   * What the check tests, as a sentence, when the id does not say enough.
   */
  title?: string;
  /**
   * Named condition under which the check applies.
   */
  appliesWhen?: string;
  /**
   * The question that the person answers with yes or no.
   */
  question: string;
  /**
   * Roles that may answer; any when absent.
   *
   * Items: Role.
   */
  roles?: string[];
  /**
   * Largest age of the determination at the date of the audit.
   */
  within?: DurationOperand;
  /**
   * true: the question speaks of the whole period, so a determination made before the last day of the period has no effect.
   */
  afterPeriod?: boolean;
}
/**
 * Several checks taken together.
 */
export interface GroupCheck {
  /**
   * Identifier of the check within the control; reads as a sentence.
   */
  id: string;
  /**
   * any: one satisfied check is enough; all: every check counts.
   */
  kind: 'any' | 'all';
  /**
   * What the check tests, as a sentence, when the id does not say enough.
   */
  title?: string;
  /**
   * Named condition under which the check applies.
   */
  appliesWhen?: string;
  /**
   * The checks of the group.
   *
   * @minItems 1
   */
  checks: Check[];
}
