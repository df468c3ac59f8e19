import { plainText } from '../base/plain-text.ts';
import { daysBetween } from '../base/time.ts';
import type { ItemResult } from '../model/generated/assessment.ts';
import type { CadenceCheck } from '../model/generated/control.ts';
import { type CheckKind, factsOf, firstOf, foundIn, plural } from './check.ts';
import { clockInstant, type Dated, datedItems, dayText, durationOf, isWithin } from './dates.ts';
import { quoted, resolvedExpectation } from './judge.ts';
import { sift, soughtText } from './population.ts';
import { saidFact } from './said.ts';

/** A stretch of the period without an item. */
interface Gap {
  readonly from: number;
  readonly until: number;
  readonly before: Dated | undefined;
}

/**
 * Items occur all through the period, with no gap longer than allowed: from the last item before the period, or its
 * start when there is none, to its end, or to the date of the audit, when that comes first. With `by`, every value of that fact needs a cadence of its own.
 */
export const cadence: CheckKind<CadenceCheck> = {
  run(check, context) {
    const population = context.population(check.population);
    const { counted, unclear } = sift(population, check.where, context);
    const { text, duration } = durationOf(check.every, context);
    const { asOf, period } = context.clock;
    const start = clockInstant(period.start);
    const end = Math.min(clockInstant(period.end), clockInstant(asOf));
    const base = foundIn(population, counted.length, [], context);
    const found: typeof base = (outcome, reason, items) => ({
      ...base(outcome, reason, items),
      expected: [
        { fact: check.at, comparator: 'every', value: text },
        ...(check.by === undefined ? [] : [{ fact: check.by, comparator: 'by', value: 'each value' }]),
      ],
    });
    if (!population.supplied && population.unread.length === 0) return found('undetermined', population.absence);
    if (end <= start) return found('undetermined', `the period from ${period.start} has not begun on ${asOf}`);

    const { dated, undated, future } = datedItems(counted, check.at, asOf);
    const nameless =
      check.by === undefined ? [] : dated.filter(({ record }) => saidFact(record.facts[check.by ?? '']) === undefined);
    const groups = new Map<string, Dated[]>();
    for (const item of dated) {
      const name = check.by === undefined ? '' : saidFact(item.record.facts[check.by]);
      if (name === undefined) continue;
      const group = groups.get(String(name));
      if (group) group.push(item);
      else groups.set(String(name), [item]);
    }
    const open = [
      ...population.unread,
      ...unclear,
      ...undated,
      ...nameless.map(
        ({ record }): ItemResult => ({
          item: plainText(record.item),
          evidence: record.evidence,
          reason: `${check.by} is absent, so the item belongs to no cadence`,
          shows: [{ fact: check.by ?? '', seen: 'absent', expected: 'a value' }],
        }),
      ),
    ];
    const undetermined = [...open, ...future];
    if (groups.size === 0) {
      if (undetermined.length > 0)
        return found(
          'undetermined',
          `${plural(undetermined.length, 'item')} cannot be judged; ${firstOf(undetermined)}`,
          { undetermined },
        );
      const sought = soughtText(check.population, check.where ? resolvedExpectation(check.where, context) : []);
      return found('undetermined', `evidence is missing: nothing was found of ${sought}`);
    }

    const exceptions: ItemResult[] = [];
    let inPeriod = 0;
    for (const [name, items] of [...groups].sort(([left], [right]) => (left < right ? -1 : 1))) {
      const inside = items.filter(({ at }) => at >= start && at < clockInstant(period.end));
      inPeriod += inside.length;
      const stops = [...inside.map((item) => ({ at: item.at, item })), { at: end, item: undefined }];
      const earlier = items.findLast(({ at }) => at < start);
      const from = earlier?.at ?? start;
      let last: Gap = { from, until: from, before: earlier };
      for (const stop of stops) {
        if (!isWithin(last.from, duration, stop.at))
          exceptions.push(gapItem(check, { ...last, until: stop.at }, name, text, items[0]));
        last = { from: stop.at, until: stop.at, before: stop.item };
      }
    }
    // A gap may be filled by an item that cannot be judged, so it is observed only when there is none of those.
    if (exceptions.length > 0 && open.length === 0)
      return found('not-satisfied', `${plural(exceptions.length, 'gap')} longer than ${text}; ${firstOf(exceptions)}`, {
        exceptions,
        undetermined,
      });
    if (exceptions.length > 0 || (check.by !== undefined && open.length > 0))
      return found('undetermined', `${plural(open.length, 'item')} cannot be judged; ${firstOf(open)}`, {
        undetermined: [...undetermined, ...exceptions],
      });
    if (inPeriod === 0)
      return found('not-exercised', `no ${check.population} lies in the period, which is shorter than ${text}`);
    return found('satisfied', `${plural(inPeriod, 'item')} in the period, no gap longer than ${text}`);
  },
  reads: (check) => [
    {
      population: check.population,
      where: check.where,
      facts: [check.at, ...(check.by === undefined ? [] : [check.by]), ...factsOf(check.where)],
    },
  ],
};

const gapItem = (check: CadenceCheck, gap: Gap, name: string, every: string, any: Dated | undefined): ItemResult => {
  const span = `${dayText(gap.from)}..${dayText(gap.until)}`;
  const days = plural(Math.ceil(daysBetween(gap.from, gap.until)), 'day');
  const owner = gap.before ?? any;
  const at = owner?.record.sourceOf(check.at);
  return {
    item: name === '' ? span : `${plainText(name)} ${span}`,
    evidence: owner?.record.evidence ?? '',
    reason: `${name === '' ? '' : `${quoted(name)}: `}nothing from ${dayText(gap.from)} to ${dayText(gap.until)}, ${days}; expected at most ${every}`,
    shows: [{ fact: check.at, seen: `a gap of ${days}`, expected: `at most ${every}`, ...(at && { at }) }],
  };
};
