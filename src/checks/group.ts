import type { CheckResult } from '../model/generated/assessment.ts';
import type { GroupCheck } from '../model/generated/control.ts';
import { outcomes, worst } from '../model/outcome.ts';
import type { Check } from '../model/policy.ts';
import type { CheckContext, CheckKind } from './check.ts';

/**
 * How results roll up: with `all` the worst that is present; with `any` a satisfied one is enough, and otherwise the
 * worst. No results at all is `undetermined`: a group that tests nothing proves nothing.
 */
export const rollUp = (combine: 'all' | 'any', several: readonly CheckResult['outcome'][]): CheckResult['outcome'] =>
  combine === 'any' && several.includes('satisfied') ? 'satisfied' : (worst(several) ?? 'undetermined');

const most = 3;

/** The reasons of the results that decided the roll-up, the first few. */
export const rolledReason = (outcome: CheckResult['outcome'], results: readonly CheckResult[]): string => {
  const deciding = results.filter((result) => result.outcome === outcome);
  const texts = deciding
    .slice(0, most)
    .map((result) => (results.length === 1 ? result.reason : `${nameOf(result)}: ${result.reason}`));
  return [...texts, ...(deciding.length > most ? [`and ${deciding.length - most} more`] : [])].join('; ');
};

const nameOf = (result: CheckResult): string => result.title ?? result.id.replaceAll('-', ' ');

/** Several checks taken together. `run` comes from the registry, because a group may hold every kind. */
export const groupKind = (
  combine: 'all' | 'any',
  run: (check: Check, context: CheckContext) => CheckResult,
): CheckKind<GroupCheck> => ({
  run(check, context) {
    const checks = check.checks.map((inner) => run(inner, context));
    const outcome = rollUp(
      combine,
      checks.map((result) => result.outcome),
    );
    return {
      outcome,
      reason: rolledReason(outcome, checks),
      expected: [],
      exceptions: [],
      undetermined: [],
      checks,
    };
  },
  reads: () => [],
});

/** Position of an outcome, worst first. */
export const rankOf = (outcome: CheckResult['outcome']): number => outcomes.indexOf(outcome);
