import { conditionEvaluator } from '../assess/conditions.ts';
import { type Verdict, verdictOf } from '../assess/finding.ts';
import { indexPopulations } from '../checks/population.ts';
import type { FactSheet } from '../model/facts.ts';
import type { PolicyTestCase } from '../model/generated/policy-test.ts';
import type { AuditClock, Control, Plan, PlannedControl } from '../model/policy.ts';
import type { PolicySet, PolicySource } from '../policy/policy-set.ts';
import { resolvePlan } from '../policy/resolve.ts';

const usualClock: AuditClock = { asOf: '2026-11-20', period: { start: '2026-05-01', end: '2026-11-01' } };

/** The dates of a case; those of its control's other cases when it says none. */
const clockOf = (each: PolicyTestCase): AuditClock => ({
  asOf: each.asOf ?? usualClock.asOf,
  period: each.period ?? usualClock.period,
});

/** One control with the parameters of one case, ready to be held against facts as often as asked. */
export interface PlannedCase {
  readonly planned: PlannedControl;
  readonly clock: AuditClock;
  readonly conditions: Plan['conditions'];
  /** Controls that the case takes as satisfied, for the conditions that rest on them. */
  readonly satisfied: readonly string[];
}

/** A plan of one control, and of no framework: what a requirement asks has no part in how a control comes out. */
export const planCase = (set: PolicySet, control: PolicySource<Control>, each: PolicyTestCase): PlannedCase => {
  const { id } = control.value;
  const clock = clockOf(each);
  const alone = { ...set, controls: new Map([[id, control]]), catalogs: new Map(), mappings: new Map() };
  const parameters = each.parameters ? { parameters: { [id]: each.parameters } } : {};
  const { controls, conditions } = resolvePlan(alone, undefined, parameters, clock.asOf);
  const [planned] = controls;
  if (!planned) throw new TypeError(`the control ${id} is not in its own plan`);
  return { planned, clock, conditions, satisfied: each.satisfied ?? [] };
};

/** The conditions of a case by what these facts say of the system, and by the controls that it takes as satisfied. */
export const conditionsOf = (
  { conditions, clock, satisfied }: PlannedCase,
  sheets: readonly FactSheet[],
): ReturnType<typeof conditionEvaluator> =>
  conditionEvaluator(conditions, sheets, clock, (id) => (satisfied.includes(id) ? 'satisfied' : undefined));

/** What the control finds in these facts. */
export const judgeCase = (
  one: PlannedCase,
  sheets: readonly FactSheet[],
  condition = conditionsOf(one, sheets),
): Verdict =>
  verdictOf(one.planned, { clock: one.clock, attestations: {}, population: indexPopulations(sheets), condition });
