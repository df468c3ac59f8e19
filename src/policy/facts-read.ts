import { factsOf } from '../checks/check.ts';
import { leavesOf, readsOf } from '../checks/registry.ts';
import type { ConditionExpression } from '../model/generated/condition.ts';
import type { Expectation } from '../model/generated/control.ts';
import type { Check, Condition, Control } from '../model/policy.ts';

const conditionsNamed = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap((check) => [
    ...(check.appliesWhen === undefined ? [] : [check.appliesWhen]),
    ...('checks' in check ? conditionsNamed(check.checks) : []),
  ]);

const expectationsIn = (
  expression: ConditionExpression,
  conditions: ReadonlyMap<string, Condition>,
  seen: ReadonlySet<string>,
): readonly Expectation[] => {
  if ('facts' in expression) return [expression.facts];
  if ('not' in expression) return expectationsIn(expression.not, conditions, seen);
  if ('all' in expression) return expression.all.flatMap((each) => expectationsIn(each, conditions, seen));
  if ('any' in expression) return expression.any.flatMap((each) => expectationsIn(each, conditions, seen));
  // What a control rests on, it reads itself; taken away, it only keeps the condition from holding.
  if ('satisfied' in expression) return [];
  const named = conditions.get(expression.condition);
  return named === undefined || seen.has(named.id)
    ? []
    : expectationsIn(named.when, conditions, new Set([...seen, named.id]));
};

/** The facts of the system by which conditions decide whether a control, or a check of it, applies at all. */
export const systemFactsRead = (
  control: Control,
  conditions: ReadonlyMap<string, Condition>,
): readonly { readonly fact: string; readonly where: Expectation }[] => {
  const ids = [...(control.appliesWhen === undefined ? [] : [control.appliesWhen]), ...conditionsNamed(control.checks)];
  return [...new Set(ids)]
    .flatMap((id) => expectationsIn({ condition: id }, conditions, new Set()))
    .flatMap((where) => factsOf(where).map((fact) => ({ fact, where })));
};

/** Every fact that a control reads, as population and fact, each once and sorted. */
export const factsReadBy = (
  control: Control,
  conditions: ReadonlyMap<string, Condition>,
): readonly { readonly population: string; readonly fact: string }[] => {
  const found = new Map<string, { population: string; fact: string }>();
  const add = (population: string, fact: string): void => {
    found.set(`${population} ${fact}`, { population, fact });
  };
  for (const { check } of leavesOf(control.checks))
    for (const { population, facts } of readsOf(check)) for (const fact of facts) add(population, fact);
  for (const { fact } of systemFactsRead(control, conditions)) add('system', fact);
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each);
};
