import { comparators } from '../checks/comparators.ts';
import type { Comparison, Expectation, Operand } from '../model/generated/control.ts';
import type { Check, Control } from '../model/policy.ts';

type Parameters = NonNullable<Control['parameters']>;

const clocks = {
  asOf: 'the date of the audit',
  periodStart: 'the start of the period',
  periodEnd: 'the end of the period',
};

const literal = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

const operandWords = (operand: Operand | boolean, parameters: Parameters): string => {
  if (typeof operand !== 'object' || Array.isArray(operand)) return literal(operand);
  if ('fact' in operand) return `its ${operand.fact}`;
  if ('clock' in operand) return clocks[operand.clock];
  return `${operand.param} (${literal(parameters[operand.param]?.value ?? 'not set')})`;
};

const comparisonWords = (fact: string, comparison: Comparison, parameters: Parameters): string =>
  Object.entries(comparison)
    .map(([name, operand]: [string, Operand | boolean]) => {
      if (name === 'present') return operand === true ? `${fact} is given` : `${fact} is not given`;
      const { words } = comparators[name as keyof Comparison];
      return `${fact} is ${words === '' ? '' : `${words} `}${operandWords(operand, parameters)}`;
    })
    .join(' and ');

const expectationWords = (expectation: Expectation, parameters: Parameters): string =>
  Object.entries(expectation)
    .map(([fact, comparison]) => comparisonWords(fact, comparison, parameters))
    .join('; ');

const bound = (value: number | string | { readonly param: string }, parameters: Parameters): string =>
  operandWords(value, parameters);

/** What a check tests, as a sentence made of the policy alone, before any evidence is seen. */
export const checkWords = (check: Check, parameters: Parameters): string => {
  if (check.kind === 'attested') {
    const who = check.roles ? `a person who is ${check.roles.join(' or ')}` : 'a named person';
    const fresh = check.within === undefined ? '' : `, within ${bound(check.within, parameters)}`;
    return `${who} answers yes${fresh}: ${check.question}`;
  }
  if ('checks' in check)
    return `${check.kind === 'any' ? 'One of these is enough' : 'All of these'}: ${check.checks.map((inner) => checkWords(inner, parameters)).join(' | ')}`;
  const where = check.where === undefined ? '' : ` where ${expectationWords(check.where, parameters)}`;
  const items = `${check.population ?? ''}${where}`;
  if (check.kind === 'each') {
    const tolerance = check.tolerance === undefined ? '' : `, but for ${bound(check.tolerance, parameters)} exceptions`;
    const needs = check.requires && `, judged only when ${expectationWords(check.requires.facts, parameters)}`;
    return `Each ${items}: ${expectationWords(check.expect, parameters)}${tolerance}${needs ?? ''}`;
  }
  if (check.kind === 'count') {
    const bounds = [
      ...(check.atLeast === undefined ? [] : [`at least ${bound(check.atLeast, parameters)}`]),
      ...(check.atMost === undefined ? [] : [`at most ${bound(check.atMost, parameters)}`]),
    ];
    return `There are ${bounds.join(' and ')} of ${items}`;
  }
  if (check.kind === 'covers') {
    const wanted = check.items ? `Each of ${check.items.join(', ')}` : `Each ${check.key ?? 'id'} of ${items}`;
    const among = check.inWhere === undefined ? '' : ` where ${expectationWords(check.inWhere, parameters)}`;
    return `${wanted} is found as ${check.on} of ${check.in}${among}`;
  }
  if (check.kind === 'freshness')
    return `${check.of === 'each' ? 'Each' : 'The newest'} ${items} is of the last ${bound(check.within, parameters)}, by its ${check.at}`;
  const by = check.by === undefined ? '' : `, for each ${check.by}`;
  return `All through the period there is a ${items}, no more than ${bound(check.every, parameters)} apart by its ${check.at}${by}`;
};
