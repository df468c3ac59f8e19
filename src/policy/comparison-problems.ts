import { pointer as pointerOf } from '../base/json-pointer.ts';
import { instantOf } from '../base/time.ts';
import { type Comparator, type ComparatorName, comparators } from '../checks/comparators.ts';
import { longestGlob } from '../checks/glob.ts';
import type { OperandValue } from '../checks/operands.ts';
import type { Expectation, Operand } from '../model/generated/control.ts';
import type { FactDeclaration } from './fact-types.ts';
import { suggestion } from './nearest.ts';

/** What a comparison is held against: the facts of its population, and the parameters that it may name. */
export interface Scope {
  readonly population: string;
  readonly facts: ReadonlyMap<string, FactDeclaration>;
  /** Undefined where parameters may not be used at all, as in conditions. */
  readonly parameters: Readonly<Record<string, OperandValue>> | undefined;
}

/** A problem at a JSON Pointer of the policy. */
export interface Pointed {
  readonly pointer: string;
  readonly message: string;
}

const typeOf = (value: OperandValue): string =>
  typeof value === 'object' ? 'a list' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;

const quoted = (value: string | number): string => (typeof value === 'string' ? `"${value}"` : String(value));

/** Why a literal cannot be what a fact of this type shows; undefined when it can. */
const misfit = (
  value: string | number | boolean,
  wanted: 'text' | 'date' | 'number' | 'boolean',
  values: FactDeclaration['values'],
): string | undefined => {
  const isRight = typeof value === (wanted === 'text' || wanted === 'date' ? 'string' : wanted);
  if (!isRight) return `saw ${typeOf(value)} (${String(value)}), expected a ${wanted}`;
  if (wanted === 'date' && instantOf(String(value)) === undefined)
    return `saw "${value}", expected a date such as 2026-05-01`;
  if (values && typeof value !== 'boolean' && !values.includes(value))
    return `saw ${quoted(value)}, which the fact never shows; expected one of ${values.join(', ')}${suggestion(String(value), values.map(String))}`;
  return undefined;
};

const literalProblem = (fact: FactDeclaration, name: ComparatorName, value: OperandValue): string | undefined => {
  const { operand } = comparators[name] as Comparator;
  if (operand === 'list') {
    if (typeof value !== 'object') return `saw ${typeOf(value)}, expected a list`;
    if (value.length === 0) return 'saw an empty list, expected at least one value';
    const scalar = fact.type === 'list' ? 'text' : fact.type;
    return value.map((member) => misfit(member, scalar, fact.values)).find((why) => why !== undefined);
  }
  if (typeof value === 'object') return 'saw a list, expected a single value';
  if (operand === 'number') return misfit(value, 'number', undefined);
  if (operand === 'date') return misfit(value, 'date', undefined);
  if (operand === 'member') return misfit(value, fact.member ?? 'text', fact.values);
  if (operand === 'glob')
    return typeof value !== 'string'
      ? `saw ${typeOf(value)}, expected a glob`
      : value.length > longestGlob
        ? `saw ${value.length} characters, expected a glob of at most ${longestGlob}`
        : undefined;
  return misfit(value, fact.type === 'list' ? 'text' : fact.type, fact.values);
};

const operandProblem = (
  fact: FactDeclaration,
  name: ComparatorName,
  operand: Operand,
  scope: Scope,
): string | undefined => {
  if (typeof operand !== 'object' || Array.isArray(operand)) return literalProblem(fact, name, operand);
  if ('clock' in operand)
    return fact.type === 'date' ? undefined : `saw a date of the audit, but the fact is a ${fact.type}`;
  if ('param' in operand) {
    if (!scope.parameters) return 'parameters cannot be used here; a condition has none';
    const value = Object.hasOwn(scope.parameters, operand.param) ? scope.parameters[operand.param] : undefined;
    if (value === undefined)
      return `there is no parameter "${operand.param}"${suggestion(operand.param, Object.keys(scope.parameters))}`;
    const why = literalProblem(fact, name, value);
    return why === undefined ? undefined : `the parameter ${operand.param} does not fit: ${why}`;
  }
  const other = scope.facts.get(operand.fact);
  if (!other)
    return `there is no fact "${operand.fact}" in ${scope.population}${suggestion(operand.fact, scope.facts.keys())}`;
  const { operand: shape } = comparators[name] as Comparator;
  if (shape === 'glob') return 'a glob must be written in the policy, not read from a fact';
  const wanted = shape === 'list' ? 'list' : shape === 'member' ? (fact.member ?? 'text') : fact.type;
  return other.type === wanted ? undefined : `the fact ${operand.fact} is a ${other.type}, expected a ${wanted}`;
};

/** All that is wrong with an expectation: misspelt facts, comparators that do not fit their type, operands likewise. */
export const expectationProblems = (expectation: Expectation, pointer: string, scope: Scope): readonly Pointed[] =>
  Object.entries(expectation).flatMap(([name, comparison]): Pointed[] => {
    const at = pointer + pointerOf(name);
    const fact = scope.facts.get(name);
    if (!fact)
      return [
        {
          pointer: at,
          message: `there is no fact "${name}" in ${scope.population}${suggestion(name, scope.facts.keys())}`,
        },
      ];
    return Object.entries(comparison).flatMap(([word, operand]: [string, Operand]): Pointed[] => {
      const comparator = word as ComparatorName;
      const { facts } = comparators[comparator] as Comparator;
      const place = `${at}/${word}`;
      if (!facts.includes(fact.type))
        return [
          {
            pointer: place,
            message: `"${word}" cannot be applied to ${name}, which is a ${fact.type}; expected one of ${Object.entries(
              comparators,
            )
              .filter(([, each]) => (each as Comparator).facts.includes(fact.type))
              .map(([each]) => each)
              .join(', ')}`,
          },
        ];
      if (comparator === 'present') return [];
      const why = operandProblem(fact, comparator, operand, scope);
      return why === undefined ? [] : [{ pointer: place, message: `${name} ${word}: ${why}` }];
    });
  });
