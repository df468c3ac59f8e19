import type { FactRecord } from '../model/facts.ts';
import type { ItemResult } from '../model/generated/assessment.ts';
import type { EachCheck } from '../model/generated/control.ts';
import { type CheckKind, factsOf, firstOf, foundIn, plural } from './check.ts';
import { itemResult, type Judged, judge } from './judge.ts';
import { type Bindings, numberOf } from './operands.ts';
import { sift } from './population.ts';

/** Whether an item fails only for facts that it lacks, and is known to be one that nobody asked for them. */
const wasNeverAsked = (check: EachCheck, judged: Judged, record: FactRecord, bindings: Bindings): boolean =>
  check.unaskedWhen !== undefined &&
  judge(check.unaskedWhen, record, bindings).verdict === 'holds' &&
  judged.compared
    .filter(({ verdict }) => verdict === 'fails')
    .every(({ shows }) => record.facts[shows().fact] === undefined);

/**
 * Every item that counts shows what is expected. A pass speaks of the whole population, so none of it may be unread.
 */
export const each: CheckKind<EachCheck> = {
  run(check, context) {
    const population = context.population(check.population);
    const { counted, unclear } = sift(population, check.where, context);
    const found = foundIn(population, counted, [check.expect], context);
    if (!population.supplied && population.unread.length === 0) return found('undetermined', population.absence);

    const tolerance = check.tolerance === undefined ? 0 : numberOf(check.tolerance, context);
    const exceptions: ItemResult[] = [];
    const undetermined: ItemResult[] = [...population.unread, ...unclear];
    for (const record of counted) {
      const required = check.requires && judge(check.requires.facts, record, context);
      if (check.requires && required && required.verdict !== 'holds') {
        undetermined.push(
          itemResult(record, required, required.verdict, `${check.requires.reason.replaceAll('-', ' ')}: `, check.show),
        );
        continue;
      }
      const judged = judge(check.expect, record, context);
      if (judged.verdict === 'fails' && wasNeverAsked(check, judged, record, context))
        undetermined.push(itemResult(record, judged, 'fails', 'was never asked for it: ', check.show));
      else if (judged.verdict === 'fails') exceptions.push(itemResult(record, judged, 'fails', '', check.show));
      else if (judged.verdict === 'unknown') undetermined.push(itemResult(record, judged, 'unknown', '', check.show));
    }
    const items = { exceptions, undetermined };
    if (exceptions.length > tolerance)
      return found(
        'not-satisfied',
        `${exceptions.length} of ${plural(counted.length, 'item')} ${exceptions.length === 1 ? 'is an exception' : 'are exceptions'}${tolerance > 0 ? `, more than the ${tolerance} tolerated` : ''}; ${firstOf(exceptions)}`,
        items,
      );
    if (undetermined.length > 0)
      return found(
        'undetermined',
        `${plural(undetermined.length, 'item')} cannot be judged; ${firstOf(undetermined)}`,
        items,
      );
    if (counted.length === 0)
      return found('not-exercised', `no ${check.population} counts: the occasion did not arise`, items);
    return found(
      'satisfied',
      exceptions.length === 0
        ? `${plural(counted.length, 'item')} tested, no exception`
        : `${plural(counted.length, 'item')} tested, ${plural(exceptions.length, 'exception')} within the ${tolerance} tolerated`,
      items,
    );
  },
  reads: (check) => [
    {
      population: check.population,
      where: check.where,
      facts: factsOf(check.where, check.requires?.facts, check.unaskedWhen, check.expect),
    },
  ],
};
