import type { FactRecord } from '../model/facts.ts';
import type { CheckResult, ItemResult, ResolvedExpectation } from '../model/generated/assessment.ts';
import type { Expectation } from '../model/generated/control.ts';
import type { AuditClock, Check, PeopleRules } from '../model/policy.ts';
import { resolvedExpectation } from './judge.ts';
import type { Bindings, OperandValue } from './operands.ts';
import type { Population } from './population.ts';
import type { Sampler } from './sample.ts';

/** A named condition as far as the facts tell, with the facts that decided it. */
export interface ConditionState {
  readonly value: 'true' | 'false' | 'unknown';
  readonly reason: string;
}

/** All that a check may look at. */
export interface CheckContext extends Bindings {
  readonly parameters: Readonly<Record<string, OperandValue>>;
  readonly clock: AuditClock;
  /** What the profile asks of an attestation. */
  readonly attestations: PeopleRules['attestations'];
  /** The control that the check belongs to. */
  readonly control: string;
  readonly population: (path: string) => Population;
  readonly condition: (id: string) => ConditionState;
  /** Draws samples beside the test of whole populations, when the profile asks for them. */
  readonly sampler?: Sampler | undefined;
}

/** What a check kind finds; the registry adds identifier, kind and title. */
export type Found = Omit<CheckResult, 'id' | 'kind' | 'title'>;

/** A fact that a check reads from a population. Removing it must never leave the check satisfied. */
export interface FactsRead {
  readonly population: string;
  readonly where: Expectation | undefined;
  readonly facts: readonly string[];
}

/** One kind of check: a pure function of the check and its context, and what it reads. */
export interface CheckKind<C extends Check> {
  readonly run: (check: C, context: CheckContext) => Found;
  readonly reads: (check: C) => readonly FactsRead[];
}

/** What every result of one population has in common. Items that are judged one by one are sampled: they are given, not counted. */
export const foundIn = (
  population: Population,
  counted: number | readonly FactRecord[],
  expectations: readonly (Expectation | undefined)[],
  bindings: Bindings & Pick<CheckContext, 'sampler'>,
) => {
  const expected: ResolvedExpectation[] = expectations.flatMap((each) =>
    each ? resolvedExpectation(each, bindings) : [],
  );
  return (
    outcome: CheckResult['outcome'],
    reason: string,
    items: { readonly exceptions?: readonly ItemResult[]; readonly undetermined?: readonly ItemResult[] } = {},
  ): Found => {
    const { exceptions = [], undetermined = [] } = items;
    const sample =
      typeof counted === 'number'
        ? undefined
        : bindings.sampler?.take(population.path, counted, { exceptions, undetermined });
    return {
      outcome,
      reason,
      population: population.path,
      size: population.items.length,
      counted: typeof counted === 'number' ? counted : counted.length,
      expected,
      exceptions: [...exceptions],
      undetermined: [...undetermined],
      ...(sample && { sample }),
    };
  };
};

/** `3 items`, `1 item`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `2 of 40 items ...; the first, x: why` */
export const firstOf = (items: readonly ItemResult[]): string => {
  const first = items[0];
  return first ? `${items.length > 1 ? 'the first, ' : ''}${first.item}: ${first.reason}` : '';
};

/** Names of the facts in an expectation, with those that its operands refer to. */
export const factsOf = (...expectations: readonly (Expectation | undefined)[]): string[] => [
  ...new Set(
    expectations.flatMap((expectation) =>
      Object.entries(expectation ?? {}).flatMap(([fact, comparisons]) => [
        fact,
        ...Object.values(comparisons).flatMap((operand) =>
          typeof operand === 'object' && operand !== null && 'fact' in operand ? [String(operand.fact)] : [],
        ),
      ]),
    ),
  ),
];
