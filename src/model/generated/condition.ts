/* Generated from schemas/condition.schema.json by `npm run generate`. */

/**
 * A condition over the facts of the system; unknown facts make it unknown.
 */
export type ConditionExpression =
  | {
      /**
       * All must hold.
       *
       * @minItems 1
       */
      all: ConditionExpression[];
    }
  | {
      /**
       * One must hold.
       *
       * @minItems 1
       */
      any: ConditionExpression[];
    }
  | {
      /**
       * Must not hold.
       */
      not: ConditionExpression;
    }
  | {
      /**
       * Another named condition.
       */
      condition: string;
    }
  | {
      /**
       * Facts of the system that must hold.
       */
      facts: Expectation;
    }
  | {
      /**
       * Identifier of a control that must be satisfied in the same audit. False for every other outcome, and when the audit does not hold the control.
       */
      satisfied: string;
    };
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
 * A named applicability condition over the facts of the system.
 */
export interface Condition {
  /**
   * Identifier.
   */
  id: string;
  /**
   * What is true when the condition holds.
   */
  title: string;
  /**
   * Provision that the condition encodes.
   */
  citation?: string;
  /**
   * The condition.
   */
  when: ConditionExpression;
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
