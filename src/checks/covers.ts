import { plainText } from '../base/plain-text.ts';
import type { FactRecord, FactValue } from '../model/facts.ts';
import type { ItemResult } from '../model/generated/assessment.ts';
import type { CoversCheck } from '../model/generated/control.ts';
import { type CheckKind, factsOf, firstOf, foundIn, plural } from './check.ts';
import { quoted, resolvedExpectation, shownFacts } from './judge.ts';
import { type Population, sift, soughtText } from './population.ts';
import { saidFact } from './said.ts';

/** One value that must have a match, and the item that asks for it when it comes from a population. */
interface Wanted {
  readonly value: FactValue;
  readonly record: FactRecord | undefined;
}

const literalPopulation = (check: CoversCheck, target: Population): Population => ({
  ...target,
  path: check.in,
  unread: [],
});

/**
 * Every required item has its match in another population. A missing match is an exception only when everything that
 * could be the match was read. A list of which nothing at all is found is missing evidence; an item that was seen and
 * has no match is not.
 */
export const covers: CheckKind<CoversCheck> = {
  run(check, context) {
    const target = context.population(check.in);
    const required = check.population === undefined ? undefined : context.population(check.population);
    const key = check.key ?? 'id';
    const sought = soughtText(check.in, check.inWhere ? resolvedExpectation(check.inWhere, context) : []);
    const { counted: targets, unclearRecords } = sift(target, check.inWhere, context);
    const sifted = required ? sift(required, check.where, context) : undefined;
    const undetermined: ItemResult[] = [...(required?.unread ?? []), ...(sifted?.unclear ?? [])];
    const wanted: Wanted[] = (check.items ?? []).map((value) => ({ value, record: undefined }));
    for (const record of sifted?.counted ?? []) {
      const value = saidFact(record.facts[key]);
      if (value === undefined)
        undetermined.push({
          item: plainText(record.item),
          evidence: record.evidence,
          reason: `${key} is absent, so no match can be looked for`,
          shows: [{ fact: key, seen: 'absent', expected: `a value to look for in ${check.in}` }],
        });
      else wanted.push({ value, record });
    }
    const found = foundIn(
      required ?? literalPopulation(check, target),
      required ? wanted.flatMap(({ record }) => record ?? []) : wanted.length,
      [check.inWhere],
      context,
    );
    if (required && !required.supplied && undetermined.length === 0) return found('undetermined', required.absence);
    if (wanted.length === 0 && undetermined.length === 0)
      return found('not-exercised', `no ${check.population} counts: the occasion did not arise`);
    if (!target.supplied && target.unread.length === 0) return found('undetermined', target.absence, { undetermined });
    if (!required && targets.length === 0 && unclearRecords.length === 0 && target.unread.length === 0)
      return found('undetermined', `evidence is missing: nothing was found of ${sought}`, {
        undetermined: [
          ...undetermined,
          ...wanted.map((each) => missing(check, each, offeredBy(targets, check.on), sought)),
        ],
      });

    const held = byValue(targets, check.on);
    const unclear = byValue(unclearRecords, check.on);
    // An item that could be the match of anything, if only its fact were known.
    const nameless = [...targets, ...unclearRecords].find(
      (candidate) => saidFact(candidate.facts[check.on]) === undefined,
    );
    const offered = offeredBy(targets, check.on);
    const exceptions: ItemResult[] = [];
    for (const { value, record } of wanted) {
      if (held.has(value)) continue;
      const result = missing(check, { value, record }, offered, sought);
      const open = nameless ?? unclear.get(value);
      if (open !== undefined)
        undetermined.push({
          ...result,
          reason: `${result.reason}; ${plainText(open.item)} may be it, but cannot be judged`,
        });
      else if (target.unread.length > 0)
        undetermined.push({ ...result, reason: `${result.reason}; ${target.unread[0]?.reason ?? ''}` });
      else exceptions.push(result);
    }
    const items = { exceptions, undetermined };
    if (exceptions.length > 0)
      return found(
        'not-satisfied',
        `${exceptions.length} of ${plural(wanted.length, 'required item')} ${exceptions.length === 1 ? 'has' : 'have'} no match in ${sought}: ${exceptions
          .map((each) => each.item)
          .slice(0, 5)
          .join(', ')}${exceptions.length > 5 ? ' ...' : ''}`,
        items,
      );
    if (undetermined.length > 0)
      return found(
        'undetermined',
        `${plural(undetermined.length, 'item')} cannot be judged; ${firstOf(undetermined)}`,
        items,
      );
    return found('satisfied', `${plural(wanted.length, 'required item')}, each with its match in ${sought}`, items);
  },
  reads: (check) => [
    ...(check.population === undefined
      ? []
      : [{ population: check.population, where: check.where, facts: [check.key ?? 'id', ...factsOf(check.where)] }]),
    { population: check.in, where: check.inWhere, facts: [check.on, ...factsOf(check.inWhere)] },
  ],
};

/** Items by the value of a fact, or by each value when the fact is a list. */
const byValue = (records: readonly FactRecord[], fact: string): ReadonlyMap<FactValue, FactRecord> =>
  new Map(
    records.flatMap((record): [FactValue, FactRecord][] => {
      const value = record.facts[fact];
      if (value === undefined) return [];
      return typeof value === 'object' ? value.map((member) => [member, record]) : [[value, record]];
    }),
  );

/** What there is in place of a match: looked at once, however many matches are missing. */
interface Offered {
  readonly files: readonly string[];
  readonly stated: string | undefined;
  /** The one item, when there is no other. */
  readonly only: FactRecord | undefined;
}

const offeredBy = (targets: readonly FactRecord[], fact: string): Offered => ({
  files: [...new Set(targets.map(({ evidence }) => evidence))],
  stated: statedText(targets, fact),
  only: targets.length === 1 ? targets[0] : undefined,
});

const missing = (
  check: CoversCheck,
  { value, record }: Wanted,
  { files, stated, only }: Offered,
  sought: string,
): ItemResult => {
  const text = quoted(String(value));
  // A required value of a list stands in no evidence; what was found instead does, when it stands in one place.
  const at = record ? record.sourceOf(check.key ?? 'id') : only?.sourceOf(check.on);
  const answer = record ? undefined : check.answers?.[String(value)];
  const shows = record
    ? shownFacts(record, check.show ?? [])
    : answer === undefined
      ? []
      : [{ fact: 'requirement', seen: answer, expected: '' }];
  return {
    item: record ? plainText(record.item) : text,
    evidence: record?.evidence ?? (files.length === 1 ? (files[0] ?? '') : ''),
    reason:
      `${text} has no match in ${sought}${stated === undefined ? '' : `, which states ${stated}`}` +
      (shows.length === 0 ? '' : ` (${shows.map(({ fact, seen }) => `${fact} is ${seen}`).join('; ')})`),
    shows: [
      {
        fact: check.on,
        seen: stated === undefined ? 'no match' : `no match; stated: ${stated}`,
        expected: text,
        ...(at && { at }),
      },
      ...shows,
    ],
  };
};

/** Most values that a message names. */
const MOST_STATED = 5;

/** What the population states in place of the match; undefined when nothing was found, or more than a message can name. */
const statedText = (targets: readonly FactRecord[], fact: string): string | undefined => {
  const values = [
    ...new Set(
      targets.flatMap((target): readonly (string | number | boolean)[] => {
        const value = target.facts[fact];
        return value === undefined ? [] : typeof value === 'object' ? value : [value];
      }),
    ),
  ].map((value) => quoted(String(value)));
  return values.length === 0 || values.length > MOST_STATED ? undefined : values.join(', ');
};
