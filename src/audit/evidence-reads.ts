import { resolvedExpectation } from '../checks/judge.ts';
import type { Bindings } from '../checks/operands.ts';
import { leavesOf, readsOf } from '../checks/registry.ts';
import { columnsOf, isRegisterType } from '../evidence/register/columns.ts';
import { type EvidenceKind, parsePopulation } from '../model/facts.ts';
import type { ConditionExpression } from '../model/generated/condition.ts';
import type { Expectation } from '../model/generated/control.ts';
import type { Check, Plan, PlannedControl } from '../model/policy.ts';
import { factSchema } from '../model/validate.ts';

/** What one check reads of one population, with what it expects there. */
export interface Read {
  readonly planned: PlannedControl;
  readonly kind: EvidenceKind;
  readonly list: string | undefined;
  /** Type of the document or register; undefined when it may be any. */
  readonly types: readonly (string | undefined)[];
  readonly facts: readonly string[];
  readonly where: Expectation | undefined;
  readonly expect: Expectation | undefined;
  /** Values that must occur in a fact: the topics of a document, the points of a list. */
  readonly required: { readonly fact: string; readonly values: readonly string[] } | undefined;
  readonly timing: string | undefined;
  readonly bindings: Bindings;
}

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
}

/** The schema of a kind's facts, or of one of its lists: where the words come from. */
export const described = (kind: EvidenceKind, list?: string): Described => {
  const schema = factSchema(kind) as Described;
  return list === undefined ? schema : (schema.properties?.[list] ?? {});
};

/** A fact in words. */
export const wordsOf = (kind: EvidenceKind, list: string | undefined, fact: string): string => {
  const schema = described(kind, list);
  return ((list === undefined ? schema : schema.items)?.properties?.[fact]?.description ?? fact).trim();
};

/** A fact that the reader works out itself: nobody is asked to send it. */
export const isDerived = (kind: EvidenceKind, list: string | undefined, fact: string): boolean => {
  if (fact === 'id') return kind !== 'register';
  if (kind === 'register' && isRegisterType(list)) return !columnsOf(list).some((column) => column.fact === fact);
  return /\bDerived\.|computed by us|measured by us/.test(wordsOf(kind, list, fact));
};

const literals = (expectation: Expectation | undefined, fact: string, bindings: Bindings): readonly string[] =>
  expectation?.[fact] === undefined
    ? []
    : resolvedExpectation({ [fact]: expectation[fact] }, bindings).flatMap(({ comparator, value }) =>
        comparator === 'is' ? [value] : comparator === 'oneOf' ? value.split(', ') : [],
      );

const typesOf = (
  kind: EvidenceKind,
  list: string | undefined,
  where: Expectation | undefined,
  bindings: Bindings,
): readonly (string | undefined)[] => {
  if (kind === 'register') return [list];
  const types = kind === 'document' ? literals(where, list === 'sections' ? 'documentType' : 'type', bindings) : [];
  return types.length === 0 ? [undefined] : types;
};

/** A duration, or that of a parameter. */
export const durationText = (operand: string | { readonly param: string }, { parameters }: Bindings): string =>
  typeof operand === 'string' ? operand : String(parameters[operand.param]);

const timingOf = (check: Check, bindings: Bindings): string | undefined => {
  if (check.kind === 'cadence')
    return `a new one at least every ${durationText(check.every, bindings)}, all through the period`;
  if (check.kind !== 'freshness') return undefined;
  const day = check.measuredAt === 'periodEnd' ? 'the last day of the period' : 'the day of the audit';
  return `${check.of === 'each' ? 'each' : 'the newest'} at most ${durationText(check.within, bindings)} old on ${day}, by ${check.at}`;
};

/** Facts of the system that a condition asks for, those of the conditions that it names among them. */
const conditionFacts = (id: string, plan: Plan, seen = new Set<string>()): readonly string[] => {
  if (seen.has(id)) return [];
  seen.add(id);
  const walk = (expression: ConditionExpression): readonly string[] => {
    if ('facts' in expression) return Object.keys(expression.facts);
    if ('condition' in expression) return conditionFacts(expression.condition, plan, seen);
    if ('not' in expression) return walk(expression.not);
    // A control that a condition rests on is in the plan, and asks for its evidence itself.
    if ('satisfied' in expression) return [];
    return ('all' in expression ? expression.all : expression.any).flatMap(walk);
  };
  const condition = plan.conditions.get(id);
  return condition === undefined ? [] : walk(condition.when);
};

/** Everything that a control reads of evidence that somebody sends, its conditions among it. */
export const readsIn = (planned: PlannedControl, plan: Plan, clock: Bindings['clock']): readonly Read[] => {
  const { control } = planned;
  const parameters = Object.fromEntries(Object.values(planned.parameters).map(({ name, value }) => [name, value]));
  const bindings = { parameters, clock };
  const leaves = leavesOf(control.checks).map(({ check }) => check);
  const base = { planned, where: undefined, expect: undefined, required: undefined, timing: undefined, bindings };
  const conditions = [control.appliesWhen, ...leaves.map(({ appliesWhen }) => appliesWhen)].flatMap((id) =>
    id === undefined ? [] : conditionFacts(id, plan),
  );
  return [
    ...(conditions.length === 0
      ? []
      : [{ ...base, kind: 'system' as const, list: undefined, types: [undefined], facts: [...new Set(conditions)] }]),
    ...leaves.flatMap((check) =>
      readsOf(check).flatMap(({ population, where, facts }): Read[] => {
        const path = parsePopulation(population);
        if (!path || path.kind === 'evidence' || path.kind === 'attestation') return [];
        return [
          {
            ...base,
            ...path,
            types: typesOf(path.kind, path.list, where, bindings),
            facts,
            where,
            expect: check.kind === 'each' ? check.expect : undefined,
            required:
              check.kind === 'covers' && check.items !== undefined && check.in === population
                ? { fact: check.on, values: check.items.map(String) }
                : undefined,
            timing: timingOf(check, bindings),
          },
        ];
      }),
    ),
  ];
};
