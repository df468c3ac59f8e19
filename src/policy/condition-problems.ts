import type { ConditionExpression } from '../model/generated/condition.ts';
import type { Condition, Control } from '../model/policy.ts';
import { expectationProblems, type Pointed } from './comparison-problems.ts';
import { factsOfPopulation } from './fact-types.ts';
import { suggestion } from './nearest.ts';
import { type PolicyProblem, type PolicySet, type PolicySource, problemAt } from './policy-set.ts';

/** The conditions that an expression names, each with its JSON Pointer. */
export const conditionsIn = (
  expression: ConditionExpression,
  at: string,
): readonly { readonly id: string; readonly pointer: string }[] => {
  if ('condition' in expression) return [{ id: expression.condition, pointer: `${at}/condition` }];
  if ('not' in expression) return conditionsIn(expression.not, `${at}/not`);
  if ('all' in expression) return expression.all.flatMap((each, index) => conditionsIn(each, `${at}/all/${index}`));
  if ('any' in expression) return expression.any.flatMap((each, index) => conditionsIn(each, `${at}/any/${index}`));
  return [];
};

/** The controls that must be satisfied for an expression to hold, each with its JSON Pointer. */
const controlsIn = (
  expression: ConditionExpression,
  at: string,
): readonly { readonly id: string; readonly pointer: string }[] => {
  if ('satisfied' in expression) return [{ id: expression.satisfied, pointer: `${at}/satisfied` }];
  if ('not' in expression) return controlsIn(expression.not, `${at}/not`);
  if ('all' in expression) return expression.all.flatMap((each, index) => controlsIn(each, `${at}/all/${index}`));
  if ('any' in expression) return expression.any.flatMap((each, index) => controlsIn(each, `${at}/any/${index}`));
  return [];
};

/** The conditions that decide how a control comes out. */
export const conditionsOf = (control: Control): readonly string[] => [
  ...(control.appliesWhen === undefined ? [] : [control.appliesWhen]),
  ...[...JSON.stringify(control.checks).matchAll(/"appliesWhen":"([^"]+)"/g)].map((match) => match[1] ?? ''),
];

const factProblems = (expression: ConditionExpression, at: string): readonly Pointed[] => {
  if ('not' in expression) return factProblems(expression.not, `${at}/not`);
  if ('all' in expression) return expression.all.flatMap((each, index) => factProblems(each, `${at}/all/${index}`));
  if ('any' in expression) return expression.any.flatMap((each, index) => factProblems(each, `${at}/any/${index}`));
  if (!('facts' in expression)) return [];
  const facts = factsOfPopulation('system') ?? new Map();
  return expectationProblems(expression.facts, `${at}/facts`, { population: 'system', facts, parameters: undefined });
};

/** The way from a condition back to itself; undefined when there is none. */
const circle = (id: string, set: PolicySet, way: readonly string[]): readonly string[] | undefined => {
  if (way.includes(id)) return way[0] === id ? [...way, id] : undefined;
  const source = set.conditions.get(id);
  if (!source) return undefined;
  const { when } = source.value;
  const through = controlsIn(when, '').flatMap(({ id: control }) => {
    const rested = set.controls.get(control);
    return rested ? conditionsOf(rested.value) : [];
  });
  for (const next of [...conditionsIn(when, '').map((each) => each.id), ...through]) {
    const found = circle(next, set, [...way, id]);
    if (found) return found;
  }
  return undefined;
};

/** Misspelt facts and conditions, and conditions that lead back to themselves, which could never be decided. */
export const conditionProblems = (source: PolicySource<Condition>, set: PolicySet): readonly PolicyProblem[] => {
  const condition = source.value;
  const round = circle(condition.id, set, []);
  return [
    ...factProblems(condition.when, '/when'),
    ...conditionsIn(condition.when, '/when')
      .filter(({ id }) => !set.conditions.has(id))
      .map(({ id, pointer }) => ({
        pointer,
        message: `there is no condition "${id}"${suggestion(id, set.conditions.keys())}`,
      })),
    ...controlsIn(condition.when, '/when')
      .filter(({ id }) => !set.controls.has(id))
      .map(({ id, pointer }) => ({
        pointer,
        message: `there is no control "${id}"${suggestion(id, set.controls.keys())}`,
      })),
    ...(round ? [{ pointer: '/when', message: `the condition leads back to itself: ${round.join(' -> ')}` }] : []),
  ].map(({ pointer, message }) => problemAt(source, pointer, message));
};
