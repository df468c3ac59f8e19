import type { CheckContext, ConditionState } from '../checks/check.ts';
import { rankOf, rolledReason, rollUp } from '../checks/group.ts';
import { shown } from '../checks/operands.ts';
import { leavesOf, readsOf, runCheck, underDoubt } from '../checks/registry.ts';
import type { CheckResult, Finding } from '../model/generated/assessment.ts';
import type { Outcome } from '../model/outcome.ts';
import { type PlannedControl, type Requirement, severities } from '../model/policy.ts';
import { applicationOf, binds } from './application.ts';
import { byAnswer } from './by-answer.ts';

/** What a finding needs besides its control. */
export interface FindingContext extends Omit<CheckContext, 'parameters' | 'control'> {
  /** Requirements of the frameworks in the plan, by `catalog#requirement`. */
  readonly requirements: ReadonlyMap<string, Requirement>;
}

/** How a control came out, and why: the part of a finding that the facts decide. */
export type Verdict = Pick<Finding, 'outcome' | 'reason' | 'checks'>;

/** Runs the checks of a control, unless known facts say that it does not apply. */
export const verdictOf = (
  { control, parameters }: PlannedControl,
  context: Omit<FindingContext, 'requirements'>,
): Verdict => {
  const applies: ConditionState | undefined =
    control.appliesWhen === undefined ? undefined : context.condition(control.appliesWhen);
  if (applies?.value === 'false')
    return { outcome: 'not-applicable', reason: `${control.appliesWhen} does not hold: ${applies.reason}`, checks: [] };
  const values = Object.fromEntries(Object.values(parameters).map(({ name, value }) => [name, value]));
  const checks: CheckResult[] = control.checks.map((check) =>
    runCheck(check, { ...context, parameters: values, control: control.id }),
  );
  const outcome = rollUp(
    control.combine ?? 'all',
    checks.map((check) => check.outcome),
  );
  const verdict = { outcome, reason: rolledReason(outcome, checks), checks };
  return applies?.value === 'unknown' ? underDoubt(verdict, control.appliesWhen ?? '', applies.reason) : verdict;
};

/**
 * How a control comes out, for a condition that rests on it. A control that was loosened beyond a floor is never
 * `satisfied` here: what it relaxes must not take anything out of scope.
 */
export const outcomeOf = (planned: PlannedControl, context: Omit<FindingContext, 'requirements'>): Outcome => {
  const { outcome } = verdictOf(planned, context);
  const relaxed = Object.values(planned.parameters).some(({ beyondFloor }) => beyondFloor);
  return outcome === 'satisfied' && relaxed ? 'undetermined' : outcome;
};

/** The earliest date of application, when no requirement that the control answers, and that binds, applies yet. */
const upcomingFrom = (answers: readonly string[], context: FindingContext): string | undefined => {
  const applications = answers.flatMap((answer) => {
    const requirement = context.requirements.get(answer);
    return requirement && binds(requirement, context.condition)
      ? [applicationOf(requirement, context.clock.asOf, context.condition)]
      : [];
  });
  if (applications.length === 0 || applications.some(({ state }) => state !== 'upcoming')) return undefined;
  return applications.map(({ date }) => date?.from ?? '').sort()[0];
};

/** Paths of the evidence that the checks of a control looked at. */
const evidenceRead = ({ control }: PlannedControl, context: FindingContext): string[] => {
  const populations = leavesOf(control.checks).flatMap(({ check }) =>
    readsOf(check).map(({ population }) => population),
  );
  const conditional =
    control.appliesWhen !== undefined || leavesOf(control.checks).some(({ check }) => check.appliesWhen);
  return [
    ...new Set(
      [...populations, ...(conditional ? ['system'] : [])].flatMap((path) => context.population(path).evidence),
    ),
  ].sort();
};

/**
 * The verdict on one control. A control that was loosened beyond a floor keeps its outcome but answers no requirement.
 * Waivers and the gate are laid over it later (`blocks` is false and `waivedBy` empty here).
 */
export const findingOf = (planned: PlannedControl, context: FindingContext): Finding => {
  const { control, parameters } = planned;
  const verdict = verdictOf(planned, context);
  const used = Object.values(parameters);
  const relaxed = used.some(({ beyondFloor }) => beyondFloor);
  const known = control.answers.filter((answer) => context.requirements.has(answer));
  const from = upcomingFrom(known, context);
  const applies = control.appliesWhen === undefined ? undefined : context.condition(control.appliesWhen);
  const apart = relaxed ? undefined : byAnswer(control, verdict.checks, known, applies?.value === 'unknown');
  return {
    control: control.id,
    title: verdict.outcome === 'not-satisfied' ? control.failureTitle : control.title,
    severity: control.severity,
    method: control.method,
    decides: control.decides,
    outcome: verdict.outcome,
    reason: verdict.reason,
    answers: relaxed ? [] : known,
    ...(apart === undefined ? {} : { byAnswer: apart }),
    relaxed,
    why: control.why,
    remedy: control.remedy,
    ...(control.limits === undefined ? {} : { limits: control.limits }),
    ...(control.explains === undefined ? {} : { explains: control.explains }),
    parameters: used.map((parameter) => ({
      name: parameter.name,
      title: parameter.title,
      value: shown(parameter.value),
      default: shown(parameter.default),
      beyondFloor: parameter.beyondFloor,
    })),
    ...(from === undefined ? {} : { upcomingFrom: from }),
    checks: verdict.checks,
    waivedBy: [],
    blocks: false,
    evidence: evidenceRead(planned, context),
  };
};

/** Failing first, then by severity, then by identifier. */
export const byWeight = (left: Finding, right: Finding): number =>
  rankOf(left.outcome) - rankOf(right.outcome) ||
  severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
  (left.control < right.control ? -1 : left.control > right.control ? 1 : 0);
