import type { Verdict } from '../assess/finding.ts';
import type { CheckResult } from '../model/generated/assessment.ts';
import type { PolicyTestCase } from '../model/generated/policy-test.ts';
import { type Outcome, outcomes } from '../model/outcome.ts';
import type { Control } from '../model/policy.ts';
import { factsReadBy } from '../policy/facts-read.ts';
import {
  type PolicyProblem,
  type PolicySet,
  type PolicySource,
  problemAt,
  sortedProblems,
} from '../policy/policy-set.ts';
import { mutateCase } from './mutate-policies.ts';
import { judgeCase, planCase } from './policy-case.ts';
import { sheetsOf } from './policy-test-sheets.ts';

/** What the test of one control shows. */
export interface ControlCoverage {
  readonly control: string;
  readonly cases: number;
  /** Cases by outcome; outcomes that no case shows are absent. */
  readonly outcomes: Partial<Record<Outcome, number>>;
  readonly factsRead: number;
  /** Facts that were taken away or blanked in at least one case. The identifier of an item is none of them. */
  readonly factsMutated: number;
  readonly mutants: number;
  readonly survivors: number;
  /** Facts that the control reads and that no case gives: nobody saw what comes of them. */
  readonly neverGiven: readonly string[];
}

/** What the tests of all policies showed. `failures` is empty when every case came out as expected. */
export interface PolicyTestReport {
  readonly controls: number;
  readonly cases: number;
  /** Changes of facts after which no control may be, and no check stay, satisfied. */
  readonly mutations: number;
  readonly failures: readonly PolicyProblem[];
  /** Changes of facts after which one did: a policy that passes on nothing. */
  readonly survivors: readonly PolicyProblem[];
  readonly coverage: readonly ControlCoverage[];
}

const exceptionsIn = (checks: readonly CheckResult[]): string[] =>
  checks.flatMap((check) => [...check.exceptions.map(({ item }) => item), ...exceptionsIn(check.checks ?? [])]);

/** What differs between a finding and what the case expects of it. */
const differences = (finding: Verdict, each: PolicyTestCase): string[] => {
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

interface Tested {
  readonly failures: readonly PolicyProblem[];
  readonly survivors: readonly PolicyProblem[];
  readonly coverage: ControlCoverage;
}

const testOne = (set: PolicySet, control: PolicySource<Control>): Tested => {
  const test = set.tests.get(control.value.id);
  const conditions = new Map([...set.conditions].map(([id, { value }]) => [id, value]));
  const read = factsReadBy(control.value, conditions).map(({ population, fact }) => `${population} ${fact}`);
  const failures: PolicyProblem[] = [];
  const survivors: PolicyProblem[] = [];
  const mutated = new Set<string>();
  const shown: Partial<Record<Outcome, number>> = {};
  let mutants = 0;
  for (const [index, each] of (test?.value.cases ?? []).entries()) {
    if (!test) break;
    const at = `/cases/${index}`;
    const problem = (message: string, pointer = at): PolicyProblem =>
      problemAt(test, pointer, `${control.value.id}, "${each.name}": ${message}`);
    const { sheets, problems } = sheetsOf(each.facts, control.value);
    if (problems.length > 0) {
      failures.push(...problems.map(({ pointer, message }) => problem(message, `${at}/facts${pointer}`)));
      continue;
    }
    const planned = planCase(set, control, each);
    const finding = judgeCase(planned, sheets);
    shown[finding.outcome] = (shown[finding.outcome] ?? 0) + 1;
    failures.push(...differences(finding, each).map((message) => problem(message, `${at}/outcome`)));
    const result = mutateCase(planned, sheets, finding);
    mutants += result.mutants;
    for (const fact of result.facts) mutated.add(fact);
    survivors.push(...result.survivors.map((message) => problem(message)));
  }
  return {
    failures,
    survivors,
    coverage: {
      control: control.value.id,
      cases: test?.value.cases.length ?? 0,
      outcomes: Object.fromEntries(
        outcomes.flatMap((outcome) => (shown[outcome] === undefined ? [] : [[outcome, shown[outcome]]])),
      ),
      factsRead: read.length,
      factsMutated: mutated.size,
      mutants,
      survivors: survivors.length,
      neverGiven: read.filter((fact) => !mutated.has(fact) && !fact.endsWith(' id')),
    },
  };
};

/**
 * Runs the test of every control: facts given, outcome expected. Each case is then run again without each fact that its
 * control reads, and with each one blank: whatever passes then passes on nothing. `isAsked` leaves the other controls out.
 */
export const testPolicies = (set: PolicySet, isAsked: (id: string) => boolean = () => true): PolicyTestReport => {
  const tested = [...set.controls.values()]
    .filter(({ value }) => isAsked(value.id))
    .map((control) => testOne(set, control));
  const sum = (of: (coverage: ControlCoverage) => number): number =>
    tested.reduce((total, { coverage }) => total + of(coverage), 0);
  return {
    controls: tested.length,
    cases: sum(({ cases }) => cases),
    mutations: sum(({ mutants }) => mutants),
    failures: sortedProblems(tested.flatMap(({ failures }) => failures)),
    survivors: sortedProblems(tested.flatMap(({ survivors }) => survivors)),
    coverage: tested.map(({ coverage }) => coverage),
  };
};
