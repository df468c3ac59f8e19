import { describe, expect, test } from 'vitest';
import type { CheckContext } from '../../src/checks/check.ts';
import type { OperandValue } from '../../src/checks/operands.ts';
import { runCheck } from '../../src/checks/registry.ts';
import type { FactSheet } from '../../src/model/facts.ts';
import type { CheckResult } from '../../src/model/generated/assessment.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { Check } from '../../src/model/policy.ts';
import { contextOf } from './given.ts';

/** One case: the check, the evidence, and what the result must say. */
interface CheckCase<C extends Check> {
  readonly name: string;
  readonly check: C;
  readonly sheets: readonly FactSheet[];
  readonly parameters?: Readonly<Record<string, OperandValue>>;
  readonly asOf?: string;
  readonly attestations?: CheckContext['attestations'];
  readonly reason: string | RegExp;
  readonly exceptions?: readonly string[];
  readonly undetermined?: readonly string[];
  readonly also?: (result: CheckResult) => void;
}

type Cases<C extends Check> = readonly [CheckCase<C>, ...CheckCase<C>[]];

/** Cases by outcome. An outcome of the kind that nobody has shown does not compile. */
export const checkKindTester = <C extends Check, Shown extends Outcome>(
  kind: C['kind'],
  cases: Readonly<Record<Shown, Cases<C>>>,
): void => {
  describe(`${kind} is`, () => {
    for (const [outcome, several] of Object.entries(cases) as [Outcome, Cases<C>][])
      test.each([...several])(`${outcome}: $name`, (each) => {
        const result = runCheck(each.check, contextOf(each.sheets, each));
        expect({ outcome: result.outcome, reason: result.reason }).toEqual({
          outcome,
          reason:
            typeof each.reason === 'string' ? expect.stringContaining(each.reason) : expect.stringMatching(each.reason),
        });
        expect(result.exceptions.map(({ item }) => item)).toEqual(each.exceptions ?? []);
        expect(result.undetermined.map(({ item }) => item)).toEqual(each.undetermined ?? []);
        expect(result.kind).toBe(kind);
        each.also?.(result);
      });
  });
};

/** The outcomes that every kind over a population must show. */
export type PopulationOutcome =
  | 'satisfied'
  | 'not-satisfied'
  | 'undetermined'
  | 'not-exercised'
  | 'errored'
  | 'not-applicable';
