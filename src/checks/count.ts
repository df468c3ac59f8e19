import { plainText } from '../base/plain-text.ts';
import type { ItemResult } from '../model/generated/assessment.ts';
import type { CountCheck } from '../model/generated/control.ts';
import { type CheckContext, type CheckKind, factsOf, firstOf, foundIn, plural } from './check.ts';
import { judge, resolvedExpectation } from './judge.ts';
import { numberOf } from './operands.ts';
import { sift, soughtText } from './population.ts';

const boundsText = (atLeast: number, atMost: number): string =>
  [
    ...(atLeast > 0 ? [`at least ${atLeast}`] : []),
    ...(atMost < Number.POSITIVE_INFINITY ? [`at most ${atMost}`] : []),
  ].join(' and ');

const soughtIn = (check: CountCheck, context: CheckContext): string =>
  soughtText(check.population, check.where ? resolvedExpectation(check.where, context) : []);

/**
 * The number of items that count lies within bounds. A lower bound is proven by what was found; an upper bound only by
 * having looked at everything. Nothing found where something must be is missing evidence, not a failure.
 */
export const count: CheckKind<CountCheck> = {
  run(check, context) {
    const population = context.population(check.population);
    const { counted, unclear } = sift(population, check.where, context);
    const atLeast = check.atLeast === undefined ? 0 : numberOf(check.atLeast, context);
    const atMost = check.atMost === undefined ? Number.POSITIVE_INFINITY : numberOf(check.atMost, context);
    const found = foundIn(population, counted.length, [check.where], context);
    const number = counted.length;
    const seen = `${plural(number, 'item')} of ${soughtIn(check, context)}, expected ${boundsText(atLeast, atMost)}`;
    const open: readonly ItemResult[] = [...population.unread, ...unclear];

    if (!population.supplied && open.length === 0) return found('undetermined', population.absence);
    if (number > atMost) {
      const exceptions = counted.map((record): ItemResult => {
        const { compared } = judge(check.where ?? {}, record, context);
        const shows = compared.map((each) => each.shows()).map((one) => ({ ...one, expected: `not ${one.expected}` }));
        const facts = shows.map((one) => `${one.fact} is ${one.seen}`).join(', ');
        return {
          item: plainText(record.item),
          evidence: record.evidence,
          reason:
            facts === ''
              ? `expected ${boundsText(atLeast, atMost)}`
              : `${facts}; expected ${boundsText(atLeast, atMost)}`,
          shows,
        };
      });
      return found('not-satisfied', seen, { exceptions, undetermined: open });
    }
    const mayBeMore = open.length > 0 && (population.unread.length > 0 || number + unclear.length > atMost);
    if (atMost < Number.POSITIVE_INFINITY && mayBeMore)
      return found('undetermined', `${seen}, but more may count; ${firstOf(open)}`, { undetermined: open });
    if (number < atLeast) {
      if (population.unread.length > 0 || number + unclear.length >= atLeast)
        return found('undetermined', `${seen}; more may count: ${firstOf(open)}`, { undetermined: open });
      if (number === 0 && unclear.length === 0)
        return found('undetermined', `evidence is missing: nothing was found of ${soughtIn(check, context)}`);
      const shortfall: ItemResult = {
        item: check.id,
        evidence: counted[0]?.evidence ?? population.evidence[0] ?? '',
        reason: seen,
        shows: [{ fact: 'count', seen: String(number), expected: boundsText(atLeast, atMost) }],
      };
      return found('not-satisfied', seen, { exceptions: [shortfall], undetermined: unclear });
    }
    if (atLeast === 0 && population.items.length === 0)
      return found('not-exercised', `there is no ${check.population}: the occasion did not arise`);
    return found('satisfied', seen);
  },
  reads: (check) => [{ population: check.population, where: check.where, facts: factsOf(check.where) }],
};
