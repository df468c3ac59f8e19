import { rollUp } from '../checks/group.ts';
import type { CheckResult, Finding } from '../model/generated/assessment.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Check, Control } from '../model/policy.ts';

type Told = Pick<CheckResult, 'outcome' | 'exceptions' | 'undetermined'>;

/**
 * What one check says of one requirement; undefined when it says nothing of it. A check that tells its items apart says of a
 * requirement what came of its items; one that could not look at all says so of all.
 */
const saysOf = (answer: string, check: Check, told: Told): Outcome | undefined => {
  const apart = check.kind === 'covers' ? check.answers : undefined;
  if (apart === undefined) return told.outcome;
  const items = new Set(Object.keys(apart).filter((item) => apart[item] === answer));
  if (items.size === 0) return undefined;
  if (told.outcome !== 'not-satisfied' && told.outcome !== 'undetermined') return told.outcome;
  if (told.exceptions.some(({ item }) => items.has(item))) return 'not-satisfied';
  const looked = told.exceptions.length + told.undetermined.length > 0;
  return looked && !told.undetermined.some(({ item }) => items.has(item)) ? 'satisfied' : 'undetermined';
};

/**
 * What a finding says of each requirement that its control answers, when its checks tell items of different requirements
 * apart: a requirement is not failed by the item of another. In doubt whether the control applies at all (`doubted`),
 * nothing is known of any. Undefined when it says the same of all, and when any one check is enough, because then nobody
 * can tell which of them answered.
 */
export const byAnswer = (
  control: Control,
  checks: readonly Told[],
  answers: readonly string[],
  doubted: boolean,
): NonNullable<Finding['byAnswer']> | undefined => {
  const tells = control.checks.some((check) => check.kind === 'covers' && check.answers !== undefined);
  if (!tells || control.combine === 'any' || checks.length !== control.checks.length) return undefined;
  return answers.map((answer) => {
    const said = control.checks.flatMap((check, index) => {
      const told = checks[index];
      return (told && saysOf(answer, check, told)) ?? [];
    });
    const outcome = rollUp('all', said);
    return { answer, outcome: doubted && outcome !== 'errored' ? 'undetermined' : outcome };
  });
};
