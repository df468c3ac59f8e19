import { plainText, shortened } from '../base/plain-text.ts';
import type { FactRecord, FactValue } from '../model/facts.ts';
import type { ItemFact, ItemResult, ResolvedExpectation } from '../model/generated/assessment.ts';
import type { Comparison, Expectation, Operand } from '../model/generated/control.ts';
import { type Comparator, type ComparatorName, comparatorNames, comparators, type Verdict } from './comparators.ts';
import { type Bindings, operandText, resolveOperand, shown } from './operands.ts';
import { isSaid, saidFact } from './said.ts';

/** One comparison on one item, with what was seen and what was expected. */
interface Compared {
  readonly verdict: Verdict;
  /** What was seen and expected. Put into words only when asked, because most items are never reported. */
  readonly shows: () => ItemFact;
}

/**
 * What an expectation says of one item: `fails` when one comparison fails, else `unknown` when one is, else `holds`.
 */
export interface Judged {
  readonly verdict: Verdict;
  readonly compared: readonly Compared[];
}

/** Text that came from evidence, made safe and short for a message. */
export const quoted = (text: string): string => shortened(plainText(text).replace(/\s+/g, ' ').trim(), 200);

const numberText = (value: number, expected: unknown): string => {
  const rounded = Number(value.toPrecision(6));
  // 0.2000001 must not read as "0.2, expected below 0.2".
  return String(rounded === expected && value !== expected ? value : rounded);
};

const seenText = (value: FactValue | undefined, absence: string | undefined, expected: unknown): string => {
  if (value === undefined) return absence === undefined ? 'absent' : `absent (${quoted(absence)})`;
  if (typeof value === 'number') return numberText(value, expected);
  if (typeof value === 'string' && value.trim() === '') return 'blank';
  return quoted(shown(value));
};

const comparison = (
  fact: string,
  name: ComparatorName,
  operand: Operand | boolean,
  record: FactRecord,
  bindings: Bindings,
): Compared => {
  const comparator: Comparator = comparators[name];
  const written = record.facts[fact];
  const value = saidFact(written);
  const say = (expected: string, against: unknown): ItemFact => {
    const at = record.sourceOf(fact);
    return { fact, seen: seenText(written, record.absenceOf(fact), against), expected, ...(at && { at }) };
  };
  if (name === 'present') {
    const holds = isSaid(written) === operand;
    return { verdict: holds ? 'holds' : 'fails', shows: () => say(operand === true ? 'present' : 'absent', undefined) };
  }
  const resolved = resolveOperand(operand, record, bindings);
  const tested = value !== undefined && resolved.ok ? comparator.test(value, resolved.value) : undefined;
  return {
    verdict: tested === undefined ? 'unknown' : tested ? 'holds' : 'fails',
    shows: () => {
      const text = quoted(resolved.ok ? shown(resolved.value) : operandText(operand, bindings));
      const expected = comparator.words === '' ? text : `${comparator.words} ${text}`;
      if (value === undefined || tested !== undefined) return say(expected, resolved.ok ? resolved.value : undefined);
      return resolved.ok
        ? say(`${expected}, which cannot be compared with it`, resolved.value)
        : say(`${expected}, which is unknown: ${quoted(resolved.reason)}`, undefined);
    },
  };
};

type Entry = readonly [fact: string, name: ComparatorName, operand: Operand | boolean];

const known = new WeakMap<Expectation, readonly Entry[]>();

/**
 * The comparisons of an expectation as a flat list, made once: an expectation is held against every item of a
 * population.
 */
const entries = (expectation: Expectation): readonly Entry[] => {
  const done = known.get(expectation);
  if (done) return done;
  const made = Object.entries(expectation).flatMap(([fact, comparisons]: [string, Comparison]) =>
    comparatorNames.flatMap((name): Entry[] => {
      const operand = comparisons[name];
      return operand === undefined ? [] : [[fact, name, operand]];
    }),
  );
  known.set(expectation, made);
  return made;
};

const verdictOn = ([fact, name, operand]: Entry, record: FactRecord, bindings: Bindings): Verdict => {
  const written = record.facts[fact];
  if (name === 'present') return isSaid(written) === operand ? 'holds' : 'fails';
  const value = saidFact(written);
  if (value === undefined) return 'unknown';
  const resolved = resolveOperand(operand, record, bindings);
  const tested = resolved.ok ? (comparators[name] as Comparator).test(value, resolved.value) : undefined;
  return tested === undefined ? 'unknown' : tested ? 'holds' : 'fails';
};

/**
 * Holds one item against an expectation. An absent fact is unknown, except to `present`. What was compared is put together
 * only for whoever asks: most items of a population meet what is expected, and are never told of.
 */
export const judge = (expectation: Expectation, record: FactRecord, bindings: Bindings): Judged => {
  const list = entries(expectation);
  let verdict: Verdict = 'holds';
  for (const entry of list) {
    const one = verdictOn(entry, record, bindings);
    if (one !== 'holds') verdict = one;
    if (one === 'fails') break;
  }
  return {
    verdict,
    get compared() {
      return list.map(([fact, name, operand]) => comparison(fact, name, operand, record, bindings));
    },
  };
};

/** What an expectation asks for, after parameters and dates were filled in. */
export const resolvedExpectation = (expectation: Expectation, bindings: Bindings): ResolvedExpectation[] =>
  entries(expectation).map(([fact, comparator, operand]) => ({
    fact,
    comparator,
    value: operandText(operand, bindings),
  }));

/** `score is 0.31, expected below 0.2` */
export const sentenceOf = (shows: ItemFact): string => `${shows.fact} is ${shows.seen}, expected ${shows.expected}`;

/** Facts of an item that were not tested but let a reader test it again, with their places; nothing is expected of them. */
export const shownFacts = (record: FactRecord, facts: readonly string[]): readonly ItemFact[] =>
  facts.flatMap((fact): ItemFact[] => {
    const value = record.facts[fact];
    if (!isSaid(value) || value === undefined) return [];
    const at = record.sourceOf(fact);
    return [{ fact, seen: seenText(value, undefined, undefined), expected: '', ...(at && { at }) }];
  });

/**
 * An item that failed or could not be judged, with the comparisons of the given verdict as its reason, and the facts of
 * `also` beside them.
 */
export const itemResult = (
  record: FactRecord,
  judged: Judged,
  verdict: Verdict,
  lead = '',
  also: readonly string[] = [],
): ItemResult => {
  const shows = judged.compared.filter((each) => each.verdict === verdict).map((each) => each.shows());
  const more = shownFacts(
    record,
    also.filter((fact) => !shows.some((show) => show.fact === fact)),
  );
  const beside = more.length === 0 ? '' : ` (${more.map(({ fact, seen }) => `${fact} is ${seen}`).join('; ')})`;
  return {
    item: plainText(record.item),
    evidence: record.evidence,
    reason: `${lead}${shows.map(sentenceOf).join('; ')}${beside}`,
    shows: [...shows, ...more],
  };
};
