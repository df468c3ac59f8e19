import { plainText } from '../base/plain-text.ts';
import { DAY, daysBetween } from '../base/time.ts';
import type { ItemResult } from '../model/generated/assessment.ts';
import type { FreshnessCheck } from '../model/generated/control.ts';
import { type CheckKind, factsOf, firstOf, foundIn, plural } from './check.ts';
import { clockInstant, type Dated, datedItems, dayText, durationOf, isWithin } from './dates.ts';
import { resolvedExpectation } from './judge.ts';
import { sift, soughtText } from './population.ts';

/**
 * Items are recent enough at the date of the audit, or at the end of the period: the newest, or each. Nothing at all is
 * missing evidence, and so is an item that is dated after the day at which its age is measured.
 */
export const freshness: CheckKind<FreshnessCheck> = {
  run(check, context) {
    const population = context.population(check.population);
    const { counted, unclear } = sift(population, check.where, context);
    const { text, duration } = durationOf(check.within, context);
    const { period } = context.clock;
    const atPeriodEnd = check.measuredAt === 'periodEnd' && period.end <= context.clock.asOf;
    // The end of a period is the day after its last one.
    const asOf = atPeriodEnd ? dayText(clockInstant(period.end) - DAY) : context.clock.asOf;
    const day = atPeriodEnd ? 'the end of the period' : 'the audit';
    const { dated, undated, future } = datedItems(counted, check.at, asOf, day);
    const base = foundIn(population, check.of === 'each' ? counted : counted.length, [], context);
    const found: typeof base = (outcome, reason, items) => ({
      ...base(outcome, reason, items),
      expected: [{ fact: check.at, comparator: 'within', value: `${text} before ${asOf}` }],
    });
    const sought = soughtText(check.population, check.where ? resolvedExpectation(check.where, context) : []);
    if (!population.supplied && population.unread.length === 0) return found('undetermined', population.absence);

    const today = clockInstant(asOf);
    const stale = ({ record, at }: Dated): ItemResult => {
      const source = record.sourceOf(check.at);
      const age = Math.floor(daysBetween(at, today));
      return {
        item: plainText(record.item),
        evidence: record.evidence,
        reason: `${check.at} is ${dayText(at)}, ${plural(age, 'day')} before ${day}; expected within ${text}`,
        shows: [
          {
            fact: check.at,
            seen: dayText(at),
            expected: `within ${text} before ${asOf}`,
            ...(source && { at: source }),
          },
        ],
      };
    };
    const mayBeFresh = [...population.unread, ...unclear, ...undated];
    const undetermined = [...mayBeFresh, ...future];
    const old = dated.filter(({ at }) => !isWithin(at, duration, today));
    const newest = dated.at(-1);

    if (check.of === 'each' && old.length > 0)
      return found(
        'not-satisfied',
        `${old.length} of ${plural(counted.length, 'item')} not recent enough; ${firstOf(old.map(stale))}`,
        {
          exceptions: old.map(stale),
          undetermined,
        },
      );
    if (check.of !== 'each' && newest && isWithin(newest.at, duration, today))
      return found(
        'satisfied',
        `the newest, ${plainText(newest.record.item)}, is of ${dayText(newest.at)}, within ${text} of ${asOf}`,
      );
    if (check.of !== 'each' && newest && mayBeFresh.length === 0)
      return found('not-satisfied', `the newest is too old; ${firstOf([stale(newest)])}`, {
        exceptions: [stale(newest)],
        undetermined,
      });
    if (undetermined.length > 0)
      return found(
        'undetermined',
        `${plural(undetermined.length, 'item')} cannot be judged; ${firstOf(undetermined)}`,
        { undetermined },
      );
    if (counted.length === 0) return found('undetermined', `evidence is missing: nothing was found of ${sought}`);
    return found('satisfied', `${plural(counted.length, 'item')}, each within ${text} of ${asOf}`);
  },
  reads: (check) => [{ population: check.population, where: check.where, facts: [check.at, ...factsOf(check.where)] }],
};
