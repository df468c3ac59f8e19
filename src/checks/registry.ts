import { messageOf } from '../base/errors.ts';
import { plainText } from '../base/plain-text.ts';
import type { CheckResult } from '../model/generated/assessment.ts';
import type { GroupCheck } from '../model/generated/control.ts';
import type { Check } from '../model/policy.ts';
import { attested } from './attested.ts';
import { cadence } from './cadence.ts';
import type { CheckContext, CheckKind, FactsRead, Found } from './check.ts';
import { count } from './count.ts';
import { covers } from './covers.ts';
import { each } from './each.ts';
import { freshness } from './freshness.ts';
import { groupKind } from './group.ts';

type OfKind<Kind> = Kind extends 'any' | 'all' ? GroupCheck : Extract<Check, { kind: Kind }>;

/** Every kind of check: one line here, one file beside it, one definition in schemas/control.schema.json. */
export const checkKinds: { readonly [Kind in Check['kind']]: CheckKind<OfKind<Kind>> } = {
  each,
  count,
  covers,
  freshness,
  cadence,
  attested,
  any: groupKind('any', (check, context) => runCheck(check, context)),
  all: groupKind('all', (check, context) => runCheck(check, context)),
};

const kindOf = (check: Check): CheckKind<Check> => checkKinds[check.kind] as CheckKind<Check>;

const named = (check: Check, found: Found): CheckResult => ({
  id: check.id,
  kind: check.kind,
  ...(check.title === undefined ? {} : { title: check.title }),
  ...found,
});

const empty = { expected: [], exceptions: [], undetermined: [] };

/**
 * Runs one check. Pure. A check that does not apply on known facts is `not-applicable`; when that is unknown it is
 * `undetermined`, and an observed failure is told in its reason. Whatever is thrown inside becomes `errored`.
 */
export const runCheck = (check: Check, context: CheckContext): CheckResult => {
  try {
    const applies = check.appliesWhen === undefined ? undefined : context.condition(check.appliesWhen);
    if (applies?.value === 'false')
      return named(check, {
        ...empty,
        outcome: 'not-applicable',
        reason: `${check.appliesWhen} does not hold: ${applies.reason}`,
      });
    const found = kindOf(check).run(check, context);
    return named(
      check,
      applies?.value === 'unknown' ? underDoubt(found, check.appliesWhen ?? '', applies.reason) : found,
    );
  } catch (thrown) {
    return named(check, {
      ...empty,
      outcome: 'errored',
      reason: `the check itself failed: ${plainText(messageOf(thrown))}`,
    });
  }
};

/**
 * A result of which nobody can tell whether it counts: it is undetermined, and what was observed to fail is told in the reason.
 * Our own fault stays our own fault.
 */
export const underDoubt = <Result extends Pick<CheckResult, 'outcome' | 'reason'>>(
  result: Result,
  condition: string,
  why: string,
): Result => {
  if (result.outcome === 'errored') return result;
  const doubt = `whether ${condition} holds is unknown: ${why}`;
  const observed = result.outcome === 'not-satisfied' ? `; if it does, exceptions were observed: ${result.reason}` : '';
  return { ...result, outcome: 'undetermined', reason: `${doubt}${observed}` };
};

/** The facts that a check reads, of each population. A group reads none itself. */
export const readsOf = (check: Check): readonly FactsRead[] => kindOf(check).reads(check);

/** A check with the checks inside it, each with its path of positions: `0`, `0.1`. */
export const leavesOf = (
  checks: readonly Check[],
  prefix = '',
): readonly { readonly path: string; readonly check: Check }[] =>
  checks.flatMap((check, index) =>
    'checks' in check ? leavesOf(check.checks, `${prefix}${index}.`) : [{ path: `${prefix}${index}`, check }],
  );
