import { pointer as pointerOf } from '../base/json-pointer.ts';
import { instantOf } from '../base/time.ts';
import type { OperandValue } from '../checks/operands.ts';
import type { ConditionExpression } from '../model/generated/condition.ts';
import type { Comparison, Expectation, Operand } from '../model/generated/control.ts';
import type { Check, Condition, Control } from '../model/policy.ts';
import type { Pointed } from './comparison-problems.ts';
import { type FactDeclaration, factsOfPopulation } from './fact-types.ts';
import { type PolicyProblem, type PolicySource, problemAt } from './policy-set.ts';

type Values = Readonly<Record<string, OperandValue>>;
type Known = string | number | boolean | readonly (string | number)[];

/** The value of an operand as far as the policy alone tells: literals, and defaults of parameters. */
const policyValue = (operand: Operand | boolean | undefined, parameters: Values): Known | undefined => {
  if (operand === undefined || typeof operand !== 'object' || Array.isArray(operand)) return operand;
  return 'param' in operand && Object.hasOwn(parameters, operand.param) ? parameters[operand.param] : undefined;
};

const numberOf = (value: Known | undefined): number | undefined =>
  typeof value === 'number' ? value : typeof value === 'string' ? instantOf(value) : undefined;

const atMost = (several: readonly (number | undefined)[]): number =>
  Math.min(...several.map((each) => each ?? Infinity));
const atLeast = (several: readonly (number | undefined)[]): number =>
  Math.max(...several.map((each) => each ?? -Infinity));

/** Why no value meets several comparisons of one fact at once; undefined when one may. */
const contradiction = (
  comparisons: readonly Comparison[],
  fact: FactDeclaration,
  parameters: Values,
): string | undefined => {
  const all = (name: keyof Comparison): (Known | undefined)[] =>
    comparisons.map((each) => policyValue(each[name], parameters)).filter((value) => value !== undefined);
  const present = all('present');
  const others = comparisons.some((each) => Object.keys(each).some((name) => name !== 'present'));
  if (present.includes(false) && (present.includes(true) || others)) return 'what is absent meets no other comparison';
  const numbers = (name: keyof Comparison): (number | undefined)[] => all(name).map(numberOf);
  const upper = atMost([...numbers('atMost'), ...numbers('notAfter'), fact.maximum]);
  const lower = atLeast([...numbers('atLeast'), ...numbers('notBefore'), fact.minimum]);
  const below = atMost([...numbers('below'), ...numbers('before')]);
  const above = atLeast([...numbers('above'), ...numbers('after')]);
  if (lower > upper || above >= below || lower >= below || above >= upper) return 'no value lies within its bounds';
  if (fact.type === 'list') return undefined;
  const lists = all('oneOf').filter((value) => typeof value === 'object');
  const candidates = [...all('is').map((value) => [value]), ...lists, ...(fact.values ? [fact.values] : [])];
  const [first, ...more] = candidates;
  if (!first) return undefined;
  const banned = [...all('isNot'), ...all('noneOf').flatMap((value) => (typeof value === 'object' ? [...value] : []))];
  const left = first.filter(
    (value) => more.every((list) => (list as readonly unknown[]).includes(value)) && !banned.includes(value),
  );
  if (left.length > 0) return undefined;
  return `no value is left${fact.values ? ` of ${fact.values.join(', ')}` : ''}`;
};

/**
 * Why a comparison of numbers holds whatever the fact says; undefined when it may fail. A `oneOf` of all that a fact can be
 * is not among them: it asks that the fact be known.
 */
const tautology = (name: string, value: Known | undefined, fact: FactDeclaration): string | undefined => {
  if (typeof value !== 'number') return undefined;
  if (
    fact.minimum !== undefined &&
    (name === 'atLeast' ? value <= fact.minimum : name === 'above' && value < fact.minimum)
  )
    return `the fact is never below ${fact.minimum}`;
  if (
    fact.maximum !== undefined &&
    (name === 'atMost' ? value >= fact.maximum : name === 'below' && value > fact.maximum)
  )
    return `the fact is never above ${fact.maximum}`;
  return undefined;
};

interface Scope {
  readonly facts: ReadonlyMap<string, FactDeclaration>;
  readonly parameters: Values;
}

/** An expectation of which no comparison can fail, with the reasons; a fact that is absent leaves it unknown at best. */
const tautologies = (expectation: Expectation, at: string, { facts, parameters }: Scope): readonly Pointed[] => {
  const compared = Object.entries(expectation).flatMap(([name, comparison]) =>
    Object.entries(comparison).map(([word, operand]: [string, Operand]) => {
      const fact = facts.get(name);
      return { name, word, why: fact && tautology(word, policyValue(operand, parameters), fact) };
    }),
  );
  if (compared.some(({ why }) => why === undefined)) return [];
  return compared.map(({ name, word, why }) => ({
    pointer: `${at}${pointerOf(name)}/${word}`,
    message: `${name} ${word}: the check can never fail, because ${why}`,
  }));
};

/** Facts of which several expectations together ask what no value can be. */
const contradictions = (
  expectations: readonly (Expectation | undefined)[],
  at: string,
  { facts, parameters }: Scope,
  then: string,
): readonly Pointed[] => {
  const last = expectations.at(-1) ?? {};
  return Object.keys(last).flatMap((name): Pointed[] => {
    const fact = facts.get(name);
    const comparisons = expectations.flatMap((each) => each?.[name] ?? []);
    const why = fact && contradiction(comparisons, fact, parameters);
    return why === undefined ? [] : [{ pointer: at + pointerOf(name), message: `${name}: ${why}, so ${then}` }];
  });
};

const whereProblems = (where: Expectation | undefined, at: string, scope: Scope): readonly Pointed[] =>
  contradictions([where], at, scope, 'nothing is ever selected');

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const expectProblems = (
  { where, expect }: Extract<Check, { kind: 'each' }>,
  at: string,
  scope: Scope,
): readonly Pointed[] => {
  const alone = contradictions([expect], `${at}/expect`, scope, 'the check can never be satisfied');
  const repeated = Object.entries(expect).filter(([name, comparison]) => isSame(comparison, where?.[name]));
  return [
    ...alone,
    ...(alone.length > 0
      ? []
      : contradictions([where, expect], `${at}/expect`, scope, 'no item that counts can meet it')),
    ...tautologies(expect, `${at}/expect`, scope),
    ...repeated.map(([name]) => ({
      pointer: `${at}/expect${pointerOf(name)}`,
      message: `${name}: it never fails, because "where" lets in only what meets it`,
    })),
  ];
};

const none: Scope['facts'] = new Map();

/** What can never fail, never be satisfied, or never select anything, in a check and in the checks inside it. */
const checkProblems = (check: Check, at: string, parameters: Values): readonly Pointed[] => {
  if ('checks' in check)
    return check.checks.flatMap((inner, index) => checkProblems(inner, `${at}/checks/${index}`, parameters));
  if (check.kind === 'attested') return [];
  const scope = { facts: factsOfPopulation(check.population ?? '') ?? none, parameters };
  const found = [...whereProblems(check.where, `${at}/where`, scope)];
  if (check.kind === 'each') return [...found, ...expectProblems(check, at, scope)];
  if (check.kind === 'count') {
    const bound = (value: typeof check.atLeast): Known | undefined => policyValue(value, parameters);
    const [least, most] = [bound(check.atLeast), bound(check.atMost)];
    if (typeof check.atLeast === 'object' && least === 0)
      found.push({ pointer: `${at}/atLeast`, message: 'the parameter is 0, which always holds; expected at least 1' });
    if (typeof least === 'number' && typeof most === 'number' && least > most && typeof check.atLeast === 'object')
      found.push({ pointer: at, message: `no number is at least ${least} and at most ${most}` });
    return found;
  }
  if (check.kind === 'covers') {
    const target = { facts: factsOfPopulation(check.in) ?? none, parameters };
    const own = check.population === check.in && (check.key ?? 'id') === check.on && check.inWhere === undefined;
    return [
      ...found,
      ...whereProblems(check.inWhere, `${at}/inWhere`, target),
      ...(own ? [{ pointer: `${at}/in`, message: 'it never fails, because every item is its own match' }] : []),
    ];
  }
  return found;
};

const conditionProblems = (expression: ConditionExpression, at: string, scope: Scope): readonly Pointed[] => {
  if ('facts' in expression) return contradictions([expression.facts], `${at}/facts`, scope, 'it never holds');
  if ('not' in expression) return conditionProblems(expression.not, `${at}/not`, scope);
  if ('all' in expression)
    return expression.all.flatMap((each, index) => conditionProblems(each, `${at}/all/${index}`, scope));
  if ('any' in expression)
    return expression.any.flatMap((each, index) => conditionProblems(each, `${at}/any/${index}`, scope));
  return [];
};

const located = (source: PolicySource<unknown>, problems: readonly Pointed[]): readonly PolicyProblem[] =>
  problems.map(({ pointer, message }) => problemAt(source, pointer, message));

/** Checks of a control that test nothing: whatever the evidence says, they come out the same. */
export const vacuousProblems = (source: PolicySource<Control>): readonly PolicyProblem[] => {
  const { parameters = {}, checks } = source.value;
  const values = Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
  return located(
    source,
    checks.flatMap((check, index) => checkProblems(check, `/checks/${index}`, values)),
  );
};

/** Conditions that never hold, whatever the system is. */
export const vacuousConditions = (source: PolicySource<Condition>): readonly PolicyProblem[] =>
  located(
    source,
    conditionProblems(source.value.when, '/when', { facts: factsOfPopulation('system') ?? none, parameters: {} }),
  );
