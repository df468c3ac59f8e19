import { parseDuration } from '../base/time.ts';
import type { OperandValue } from '../checks/operands.ts';
import type { Expectation } from '../model/generated/control.ts';
import type { Check } from '../model/policy.ts';
import { expectationProblems, type Pointed } from './comparison-problems.ts';
import { type FactDeclaration, factsOfPopulation, populations } from './fact-types.ts';
import { suggestion } from './nearest.ts';

type Parameters = Readonly<Record<string, OperandValue>>;

const populationProblem = (path: string): string => `there is no population "${path}"${suggestion(path, populations)}`;

/** A fact that a check names outside of an expectation, such as the date of a cadence. */
const factProblem = (
  population: string,
  name: string,
  pointer: string,
  fits: (fact: FactDeclaration) => string | undefined,
): readonly Pointed[] => {
  const facts = factsOfPopulation(population);
  if (!facts) return [];
  const fact = facts.get(name);
  const why = fact ? fits(fact) : `there is no fact "${name}" in ${population}${suggestion(name, facts.keys())}`;
  return why === undefined ? [] : [{ pointer, message: why }];
};

const within = (
  population: string,
  expectation: Expectation | undefined,
  pointer: string,
  parameters: Parameters,
): readonly Pointed[] => {
  const facts = factsOfPopulation(population);
  return facts && expectation ? expectationProblems(expectation, pointer, { population, facts, parameters }) : [];
};

const named = (population: string, pointer: string): readonly Pointed[] =>
  factsOfPopulation(population) ? [] : [{ pointer, message: populationProblem(population) }];

const operand = (
  value: number | string | { readonly param: string },
  pointer: string,
  parameters: Parameters,
  wanted: 'number' | 'duration',
): readonly Pointed[] => {
  const isReference = typeof value === 'object';
  if (isReference && !Object.hasOwn(parameters, value.param))
    return [
      { pointer, message: `there is no parameter "${value.param}"${suggestion(value.param, Object.keys(parameters))}` },
    ];
  const literal = isReference ? parameters[value.param] : value;
  const fits =
    wanted === 'number'
      ? typeof literal === 'number' && literal >= 0
      : typeof literal === 'string' && parseDuration(literal);
  return fits
    ? []
    : [
        {
          pointer,
          message: `saw ${String(literal)}, expected ${wanted === 'number' ? 'a number of at least 0' : 'a duration such as P31D'}`,
        },
      ];
};

const isDate = (fact: FactDeclaration): string | undefined =>
  fact.type === 'date' ? undefined : `saw a ${fact.type}, expected a fact that holds a date`;
const isSingle = (fact: FactDeclaration): string | undefined =>
  fact.type === 'list' ? 'saw a list, expected a fact with a single value' : undefined;

/** Facts that a report is to show must be there. */
const shownProblems = (population: string, show: readonly string[] | undefined, at: string): readonly Pointed[] =>
  (show ?? []).flatMap((name, index) => factProblem(population, name, `${at}/show/${index}`, () => undefined));

/** All that is wrong with a check and the checks inside it. `at` is its JSON Pointer. */
export const checkProblems = (check: Check, at: string, parameters: Parameters): readonly Pointed[] => {
  switch (check.kind) {
    case 'each':
      return [
        ...named(check.population, `${at}/population`),
        ...within(check.population, check.where, `${at}/where`, parameters),
        ...within(check.population, check.requires?.facts, `${at}/requires/facts`, parameters),
        ...within(check.population, check.unaskedWhen, `${at}/unaskedWhen`, parameters),
        ...within(check.population, check.expect, `${at}/expect`, parameters),
        ...(check.tolerance === undefined ? [] : operand(check.tolerance, `${at}/tolerance`, parameters, 'number')),
        ...shownProblems(check.population, check.show, at),
      ];
    case 'count':
      return [
        ...named(check.population, `${at}/population`),
        ...within(check.population, check.where, `${at}/where`, parameters),
        ...(check.atLeast === undefined ? [] : operand(check.atLeast, `${at}/atLeast`, parameters, 'number')),
        ...(check.atMost === undefined ? [] : operand(check.atMost, `${at}/atMost`, parameters, 'number')),
        ...(check.atLeast === undefined && check.atMost === undefined
          ? [{ pointer: at, message: 'a count without a bound tests nothing; expected atLeast, atMost or both' }]
          : []),
        ...(check.atLeast === 0
          ? [{ pointer: `${at}/atLeast`, message: 'saw 0, which always holds; expected at least 1' }]
          : []),
        ...(typeof check.atLeast === 'number' && typeof check.atMost === 'number' && check.atLeast > check.atMost
          ? [{ pointer: at, message: `no number is at least ${check.atLeast} and at most ${check.atMost}` }]
          : []),
      ];
    case 'covers':
      return coversProblems(check, at, parameters);
    case 'freshness':
    case 'cadence':
      return [
        ...named(check.population, `${at}/population`),
        ...within(check.population, check.where, `${at}/where`, parameters),
        ...factProblem(check.population, check.at, `${at}/at`, isDate),
        ...(check.kind === 'freshness'
          ? operand(check.within, `${at}/within`, parameters, 'duration')
          : [
              ...operand(check.every, `${at}/every`, parameters, 'duration'),
              ...(check.by === undefined ? [] : factProblem(check.population, check.by, `${at}/by`, isSingle)),
            ]),
      ];
    case 'attested':
      return check.within === undefined ? [] : operand(check.within, `${at}/within`, parameters, 'duration');
    default:
      return check.checks.flatMap((inner, index) => checkProblems(inner, `${at}/checks/${index}`, parameters));
  }
};

const coversProblems = (
  check: Extract<Check, { kind: 'covers' }>,
  at: string,
  parameters: Parameters,
): readonly Pointed[] => {
  const { population, items } = check;
  const keyFact = population === undefined ? undefined : factsOfPopulation(population)?.get(check.key ?? 'id');
  return [
    ...((items === undefined) === (population === undefined)
      ? [{ pointer: at, message: 'expected exactly one of "items" and "population"' }]
      : []),
    ...(population === undefined
      ? (['where', 'key', 'show'] as const).flatMap((word) =>
          check[word] === undefined
            ? []
            : [
                {
                  pointer: `${at}/${word}`,
                  message: `"${word}" says something of a population; this check has a list`,
                },
              ],
        )
      : [
          ...named(population, `${at}/population`),
          ...within(population, check.where, `${at}/where`, parameters),
          ...factProblem(population, check.key ?? 'id', `${at}/key`, isSingle),
          ...shownProblems(population, check.show, at),
        ]),
    ...Object.keys(check.answers ?? {})
      .filter((item) => !items?.includes(item))
      .map((item) => ({
        pointer: `${at}/answers`,
        message: `"${item}" is no item of the list${suggestion(item, items ?? [])}`,
      })),
    ...named(check.in, `${at}/in`),
    ...within(check.in, check.inWhere, `${at}/inWhere`, parameters),
    ...factProblem(check.in, check.on, `${at}/on`, (fact) => {
      const seen = fact.type === 'list' ? fact.member : fact.type;
      const wanted = population === undefined ? 'text' : keyFact?.type;
      if (wanted !== undefined && seen !== wanted)
        return `saw a ${fact.type} of ${seen}, expected ${wanted} like what is looked for`;
      const odd = items?.find((item) => fact.values && !fact.values.includes(item));
      return odd === undefined
        ? undefined
        : `"${odd}" is looked for, which the fact never shows; expected one of ${fact.values?.join(', ')}${suggestion(odd, (fact.values ?? []).map(String))}`;
    }),
  ];
};
