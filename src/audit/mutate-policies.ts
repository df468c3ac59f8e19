import type { Verdict } from '../assess/finding.ts';
import type { FactsRead } from '../checks/check.ts';
import { judge } from '../checks/judge.ts';
import { indexPopulations } from '../checks/population.ts';
import { leavesOf, readsOf } from '../checks/registry.ts';
import type { FactSheet } from '../model/facts.ts';
import type { CheckResult } from '../model/generated/assessment.ts';
import { systemFactsRead } from '../policy/facts-read.ts';
import { conditionsOf, judgeCase, type PlannedCase } from './policy-case.ts';
import { valuesOf, withFact } from './policy-test-sheets.ts';

/** What came of taking facts away from one case. */
export interface Mutated {
  /** Changes of facts that were tried. */
  readonly mutants: number;
  /** Facts that were taken away or blanked at least once, as `population fact`. */
  readonly facts: ReadonlySet<string>;
  /** Each change after which the control was, or a check stayed, satisfied. */
  readonly survivors: readonly string[];
}

/** The result of a check by its path of positions. */
const resultAt = (results: readonly CheckResult[], path: string): CheckResult | undefined => {
  const [head = '', ...rest] = path.split('.');
  const result = results[Number(head)];
  return rest.length === 0 ? result : resultAt(result?.checks ?? [], rest.join('.'));
};

/** Facts of which it is asked whether they are there: for these, being absent is an answer and not a lack of one. */
const askedForPresence = ({ where }: FactsRead, fact: string): boolean => where?.[fact]?.present !== undefined;

/**
 * Whether every item that has the fact is left out by `where` with and without it, so that the check never depended on
 * it.
 */
const isLeftOut = (
  { where, population }: FactsRead,
  fact: string,
  before: readonly FactSheet[],
  after: readonly FactSheet[],
  { planned, clock }: PlannedCase,
): boolean => {
  if (!where) return false;
  const parameters = Object.fromEntries(Object.values(planned.parameters).map(({ name, value }) => [name, value]));
  const [whole, less] = [before, after].map((sheets) => indexPopulations(sheets)(population).items);
  return (whole ?? []).every((record, index) => {
    const other = less?.[index];
    return (
      record.facts[fact] === undefined ||
      (other !== undefined && judge(where, other, { parameters, clock }).verdict === 'fails')
    );
  });
};

/**
 * What can stand where a value should, and says nothing: nothing at all, an empty text, and what people write instead of
 * an answer. An empty list is an answer to the question which items count, and none to what they must show.
 */
const blanks = (value: unknown, sifts: boolean): readonly (readonly [words: string, value: unknown])[] => [
  ['without', undefined],
  ...(typeof value === 'string'
    ? ([
        ['with an empty', ''],
        ['with "TBD" for', 'TBD'],
      ] as const)
    : []),
  ...(Array.isArray(value) && !sifts ? ([['with an empty list for', []]] as const) : []),
];

interface Read {
  readonly path: string;
  readonly id: string;
  readonly read: FactsRead;
}

/** Reads of a control by population and fact; those of its conditions belong to no check. */
const readsByFact = (one: PlannedCase): ReadonlyMap<string, readonly Read[]> => {
  const { control } = one.planned;
  const found = new Map<string, Read[]>();
  const add = (fact: string, read: Read): void => {
    const key = `${read.read.population} ${fact}`;
    found.set(key, [...(found.get(key) ?? []), read]);
  };
  for (const { path, check } of leavesOf(control.checks))
    for (const read of readsOf(check)) for (const fact of read.facts) add(fact, { path, id: check.id, read });
  for (const { fact, where } of systemFactsRead(control, one.conditions))
    add(fact, { path: '', id: '', read: { population: 'system', where, facts: [fact] } });
  return found;
};

/**
 * Takes every fact that the control reads away, and blanks it, one at a time: wherever it stands, and in each item alone.
 * The control must not turn satisfied; a check that was satisfied must not stay so when its fact is gone everywhere,
 * unless every item that had it is left out by `where` all the same.
 */
export const mutateCase = (one: PlannedCase, sheets: readonly FactSheet[], before: Verdict): Mutated => {
  const facts = new Set<string>();
  const survivors: string[] = [];
  let mutants = 0;
  const condition = conditionsOf(one, sheets);
  for (const [key, reads] of readsByFact(one)) {
    const [population = '', fact = ''] = key.split(' ');
    // An item without identifier has no place in the facts: a reader gives every one of them.
    if (fact === 'id' || reads.some(({ read }) => askedForPresence(read, fact))) continue;
    const values = valuesOf(sheets, population, fact);
    const held = values.flatMap((value, position) => (value === undefined ? [] : [position]));
    if (held.length === 0) continue;
    facts.add(key);
    // What decides only whether the control applies can turn it satisfied, and cannot keep it so.
    if (before.outcome === 'satisfied' && reads.every(({ path }) => path === '')) continue;
    const sifts = reads.some(({ read }) => read.where?.[fact] !== undefined);
    // What is satisfied cannot turn so, and may do without a fact of one item among several.
    const alone = held.length > 1 && before.outcome !== 'satisfied' ? held : [];
    for (const [words, to] of blanks(values[held[0] ?? 0], sifts)) {
      for (const only of [undefined, ...alone]) {
        const changed = withFact(sheets, population, fact, to, only);
        if (!changed) continue;
        mutants++;
        const after = judgeCase(one, changed, population === 'system' ? undefined : condition);
        const where = `${words} ${fact} of ${population}${only === undefined ? '' : `, item ${only + 1},`}`;
        if (after.outcome === 'satisfied' && before.outcome !== 'satisfied')
          survivors.push(`${where} the control turns from ${before.outcome} to satisfied`);
        if (only !== undefined) continue;
        for (const { path, id, read } of reads)
          if (
            path !== '' &&
            resultAt(before.checks, path)?.outcome === 'satisfied' &&
            resultAt(after.checks, path)?.outcome === 'satisfied' &&
            !isLeftOut(read, fact, sheets, changed, one)
          )
            survivors.push(`${where} the check ${id} stays satisfied`);
      }
    }
  }
  return { mutants, facts, survivors: [...new Set(survivors)] };
};
