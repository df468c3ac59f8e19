import { indexPopulations } from '../checks/population.ts';
import { newSampler, type SampleRules } from '../checks/sample.ts';
import type { FactSheet } from '../model/facts.ts';
import type { Assessment, Sample } from '../model/generated/assessment.ts';
import type { AuditClock, Plan } from '../model/policy.ts';
import { requirementIndex } from './application.ts';
import { conditionEvaluator, conditionResults } from './conditions.ts';
import { byWeight, findingOf, outcomeOf } from './finding.ts';
import { frameworkSummaries, requirementResults } from './frameworks.ts';

/** What the facts say under a plan: the part of the assessment that is judged. Waivers and the gate come after it. */
export type Judgement = Pick<Assessment, 'conditions' | 'findings' | 'requirements' | 'frameworks'> & {
  /** The samples that were drawn; none without rules for them. */
  readonly samples: Sample[];
};

/**
 * Judges the facts. Pure: the same plan, sheets, clock and rules of sampling give the same judgement. Findings come failing
 * first. Samples are drawn beside the verdicts, and decide none.
 */
export const assess = (
  plan: Plan,
  sheets: readonly FactSheet[],
  clock: AuditClock,
  sampling?: SampleRules,
): Judgement => {
  const sampler = sampling && newSampler(sampling);
  const population = indexPopulations(sheets);
  const condition = conditionEvaluator(plan.conditions, sheets, clock, (id) => {
    const planned = plan.controls.find(({ control }) => control.id === id);
    return planned && outcomeOf(planned, { clock, attestations: plan.people.attestations, population, condition });
  });
  const requirements = requirementIndex(plan.catalogs);
  const findings = plan.controls
    .map((planned) =>
      findingOf(planned, {
        clock,
        attestations: plan.people.attestations,
        population,
        condition,
        requirements,
        sampler,
      }),
    )
    .sort(byWeight);
  const results = requirementResults(plan, findings, clock.asOf, condition);
  return {
    conditions: conditionResults(plan.conditions, condition),
    findings,
    samples: sampler?.drawn() ?? [],
    requirements: results,
    frameworks: frameworkSummaries(plan.catalogs, findings, results, condition),
  };
};
