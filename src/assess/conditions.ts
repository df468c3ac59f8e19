import type { ConditionState } from '../checks/check.ts';
import { judge } from '../checks/judge.ts';
import { indexPopulations } from '../checks/population.ts';
import type { FactRecord, FactSheet } from '../model/facts.ts';
import type { ConditionResult } from '../model/generated/assessment.ts';
import type { ConditionExpression } from '../model/generated/condition.ts';
import type { Outcome } from '../model/outcome.ts';
import type { AuditClock, Condition } from '../model/policy.ts';

type Truth = ConditionState['value'];

/** A truth value with the facts that decided it. */
interface Decided {
  readonly value: Truth;
  readonly facts: readonly string[];
}

const opposite = { true: 'false', false: 'true', unknown: 'unknown' } as const satisfies Record<Truth, Truth>;

/** Kleene: one `decisive` value decides; without one, any unknown makes the whole unknown. */
const connect = (several: readonly Decided[], decisive: 'true' | 'false'): Decided => {
  const first = several.find((each) => each.value === decisive);
  if (first) return first;
  const unknown = several.filter((each) => each.value === 'unknown');
  const deciding = unknown.length > 0 ? unknown : several;
  return {
    value: unknown.length > 0 ? 'unknown' : opposite[decisive],
    facts: deciding.flatMap((each) => each.facts),
  };
};

/**
 * Evaluates the named conditions over the one system sheet. An absent answer makes a condition unknown, never false;
 * so does a missing or a second system sheet. A control that a condition rests on gives no benefit of the doubt: every
 * outcome other than `satisfied` makes it false. Conditions that name each other in a circle, through such a control too,
 * are refused when policies are loaded.
 */
export const conditionEvaluator = (
  conditions: ReadonlyMap<string, Condition>,
  sheets: readonly FactSheet[],
  clock: AuditClock,
  outcomeOf: (control: string) => Outcome | undefined = () => undefined,
): ((id: string) => ConditionState) => {
  const population = indexPopulations(sheets)('system');
  const record: FactRecord | undefined = population.items.length === 1 ? population.items[0] : undefined;
  const noRecord =
    population.items.length === 0
      ? population.absence
      : `${population.items.length} descriptions of the system were supplied, expected one`;
  const known = new Map<string, Decided>();

  const decideFacts = (expectation: Parameters<typeof judge>[0]): Decided => {
    if (!record) return { value: 'unknown', facts: [noRecord] };
    const judged = judge(expectation, record, { parameters: {}, clock });
    const deciding = judged.compared.filter((each) => each.verdict === judged.verdict);
    const value = judged.verdict === 'holds' ? 'true' : judged.verdict === 'fails' ? 'false' : 'unknown';
    return { value, facts: deciding.map((each) => each.shows()).map(({ fact, seen }) => `${fact} is ${seen}`) };
  };
  const decide = (expression: ConditionExpression): Decided => {
    if ('all' in expression) return connect(expression.all.map(decide), 'false');
    if ('any' in expression) return connect(expression.any.map(decide), 'true');
    if ('condition' in expression) return decideNamed(expression.condition);
    if ('facts' in expression) return decideFacts(expression.facts);
    if ('satisfied' in expression) {
      const outcome = outcomeOf(expression.satisfied);
      const seen = outcome ?? 'not part of this audit';
      return { value: outcome === 'satisfied' ? 'true' : 'false', facts: [`${expression.satisfied} is ${seen}`] };
    }
    const inner = decide(expression.not);
    return { value: opposite[inner.value], facts: inner.facts };
  };
  const decideNamed = (id: string): Decided => {
    const done = known.get(id);
    if (done) return done;
    const condition = conditions.get(id);
    if (!condition) throw new TypeError(`there is no condition "${id}"`);
    const decided = decide(condition.when);
    known.set(id, decided);
    return decided;
  };
  return (id) => {
    const { value, facts } = decideNamed(id);
    return { value, reason: [...new Set(facts)].join('; ') };
  };
};

/** Every named condition with its value, sorted by identifier. */
export const conditionResults = (
  conditions: ReadonlyMap<string, Condition>,
  stateOf: (id: string) => ConditionState,
): ConditionResult[] =>
  [...conditions.values()]
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map(({ id, title }) => ({ id, title, ...stateOf(id) }));
