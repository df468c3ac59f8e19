import { assess } from '../assess/assess.ts';
import type { FactsRead } from '../checks/check.ts';
import { judge } from '../checks/judge.ts';
import type { Bindings } from '../checks/operands.ts';
import { indexPopulations } from '../checks/population.ts';
import { leavesOf, readsOf } from '../checks/registry.ts';
import type { FactSheet } from '../model/facts.ts';
import type { CheckResult, Finding } from '../model/generated/assessment.ts';
import type { PolicyTestCase } from '../model/generated/policy-test.ts';
import type { AuditClock, Control, Plan } from '../model/policy.ts';
import {
  type PolicyProblem,
  type PolicySet,
  type PolicySource,
  problemAt,
  sortedProblems,
} from '../policy/policy-set.ts';
import { resolvePlan } from '../policy/resolve.ts';
import { sheetsOf, withoutFact } from './policy-test-sheets.ts';

/** What the tests of all policies showed. `failures` is empty when every case came out as expected. */
export interface PolicyTestReport {
  readonly controls: number;
  readonly cases: number;
  /** Facts that were taken away from a satisfied case to see that it does not stay satisfied. */
  readonly mutations: number;
  readonly failures: readonly PolicyProblem[];
}

const usualClock: AuditClock = { asOf: '2026-11-20', period: { start: '2026-05-01', end: '2026-11-01' } };

const clockOf = (each: PolicyTestCase): AuditClock => ({
  asOf: each.asOf ?? usualClock.asOf,
  period: each.period ?? usualClock.period,
});

/** A plan of one control, of no framework and no rules for attestations: these have no part in how a control alone comes out. */
const planOf = (set: PolicySet, control: PolicySource<Control>, each: PolicyTestCase, asOf: string): Plan => {
  const { id } = control.value;
  const alone = { ...set, controls: new Map([[id, control]]) };
  const plan = resolvePlan(alone, undefined, each.parameters ? { parameters: { [id]: each.parameters } } : {}, asOf);
  return { ...plan, catalogs: [], people: { attestations: {}, waivers: {} } };
};

/** The result of a check by its path of positions. */
const resultAt = (results: readonly CheckResult[], path: string): CheckResult | undefined => {
  const [head = '', ...rest] = path.split('.');
  const result = results[Number(head)];
  return rest.length === 0 ? result : resultAt(result?.checks ?? [], rest.join('.'));
};

/** Facts of which a check asks whether they are there: for these, being absent is an answer and not a lack of one. */
const askedForPresence = (read: FactsRead): ReadonlySet<string> =>
  new Set(
    Object.entries(read.where ?? {}).flatMap(([fact, comparison]) => (comparison.present === undefined ? [] : [fact])),
  );

/**
 * Whether every item that has the fact is left out by `where` with and without it, so that the check never depended on
 * it.
 */
const isLeftOut = (
  read: FactsRead,
  fact: string,
  before: readonly FactSheet[],
  after: readonly FactSheet[],
  bindings: Bindings,
) => {
  const { where } = read;
  if (!where) return false;
  const [whole, stripped] = [before, after].map((sheets) => indexPopulations(sheets)(read.population).items);
  return (whole ?? []).every((record, index) => {
    const less = stripped?.[index];
    return record.facts[fact] === undefined || (less !== undefined && judge(where, less, bindings).verdict === 'fails');
  });
};

interface Mutated {
  readonly tried: number;
  readonly failures: readonly string[];
}

/** Takes every fact that a satisfied check reads away, one at a time: the check must not stay satisfied. */
const mutate = (plan: Plan, clock: AuditClock, sheets: readonly FactSheet[], finding: Finding): Mutated => {
  const planned = plan.controls[0];
  if (!planned) return { tried: 0, failures: [] };
  const parameters = Object.fromEntries(Object.values(planned.parameters).map(({ name, value }) => [name, value]));
  const satisfied = leavesOf(planned.control.checks).filter(
    ({ path }) => resultAt(finding.checks, path)?.outcome === 'satisfied',
  );
  let tried = 0;
  const failures = satisfied.flatMap(({ path, check }) =>
    readsOf(check).flatMap((read) =>
      read.facts
        .filter((fact) => fact !== 'id' && !askedForPresence(read).has(fact))
        .flatMap((fact): string[] => {
          const less = withoutFact(sheets, read.population, fact);
          if (!less) return [];
          tried++;
          const [after] = assess(plan, less, clock).findings;
          if (resultAt(after?.checks ?? [], path)?.outcome !== 'satisfied') return [];
          if (isLeftOut(read, fact, sheets, less, { parameters, clock })) return [];
          return [`without ${fact} of ${read.population} the check ${check.id} stays satisfied`];
        }),
    ),
  );
  return { tried, failures };
};

const exceptionsIn = (checks: readonly CheckResult[]): string[] =>
  checks.flatMap((check) => [...check.exceptions.map(({ item }) => item), ...exceptionsIn(check.checks ?? [])]);

/** What differs between a finding and what the case expects of it. */
const differences = (finding: Finding, each: PolicyTestCase): string[] => {
  const seen = [...new Set(exceptionsIn(finding.checks))].sort();
  const wanted = [...new Set(each.exceptions ?? [])].sort();
  return [
    ...(finding.outcome === each.outcome
      ? []
      : [`saw ${finding.outcome}, expected ${each.outcome}; ${finding.reason}`]),
    ...(each.exceptions === undefined || seen.join('\n') === wanted.join('\n')
      ? []
      : [`saw the exceptions ${seen.join(', ') || 'none'}, expected ${wanted.join(', ')}`]),
    ...(each.reason === undefined || finding.reason.includes(each.reason)
      ? []
      : [`saw the reason "${finding.reason}", expected it to hold "${each.reason}"`]),
  ];
};

const testOne = (set: PolicySet, control: PolicySource<Control>): PolicyTestReport => {
  const test = set.tests.get(control.value.id);
  if (!test) return { controls: 1, cases: 0, mutations: 0, failures: [] };
  let mutations = 0;
  const failures = test.value.cases.flatMap((each, index): PolicyProblem[] => {
    const at = `/cases/${index}`;
    const fail = (message: string, pointer = at): PolicyProblem =>
      problemAt(test, pointer, `${control.value.id}, "${each.name}": ${message}`);
    const { sheets, problems } = sheetsOf(each.facts, control.value);
    if (problems.length > 0) return problems.map(({ pointer, message }) => fail(message, `${at}/facts${pointer}`));
    const clock = clockOf(each);
    const plan = planOf(set, control, each, clock.asOf);
    const [finding] = assess(plan, sheets, clock).findings;
    if (!finding) return [fail('the control was not run')];
    const differing = differences(finding, each).map((message) => fail(message, `${at}/outcome`));
    if (differing.length > 0 || finding.outcome !== 'satisfied') return differing;
    const mutated = mutate(plan, clock, sheets, finding);
    mutations += mutated.tried;
    return mutated.failures.map((message) => fail(message));
  });
  return { controls: 1, cases: test.value.cases.length, mutations, failures };
};

/**
 * Runs the test of every control: facts given, outcome expected. Each case that comes out satisfied is then run again
 * without each fact that it rests on, and fails when a check stays satisfied: a policy that passes on nothing.
 */
export const testPolicies = (set: PolicySet): PolicyTestReport => {
  const reports = [...set.controls.values()].map((control) => testOne(set, control));
  const sum = (of: (report: PolicyTestReport) => number): number =>
    reports.reduce((total, each) => total + of(each), 0);
  return {
    controls: sum(({ controls }) => controls),
    cases: sum(({ cases }) => cases),
    mutations: sum(({ mutations }) => mutations),
    failures: sortedProblems(reports.flatMap(({ failures }) => failures)),
  };
};
