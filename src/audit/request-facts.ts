import { judge, resolvedExpectation } from '../checks/judge.ts';
import { indexPopulations } from '../checks/population.ts';
import { columnsOf, isRegisterType } from '../evidence/register/columns.ts';
import type { FactRecord } from '../model/facts.ts';
import type { FactWanted } from '../model/generated/evidence-requests.ts';
import { expectationText } from '../outputs/words.ts';
import type { AuditResult } from './audit.ts';
import { isDerived, type Read, wordsOf } from './evidence-reads.ts';

/** The facts that a request must hold, each once, with what is expected of it. */
export const factsWanted = (reads: readonly Read[]): readonly FactWanted[] => {
  const wanted = new Map<
    string,
    { readonly list: string | undefined; readonly fact: string; readonly reads: Read[] }
  >();
  for (const read of reads)
    for (const fact of read.facts) {
      if (
        isDerived(read.kind, read.list, fact) ||
        (read.kind === 'document' && (fact === 'type' || fact === 'documentType'))
      )
        continue;
      const key = `${read.list ?? ''} ${fact}`;
      const entry = wanted.get(key) ?? { list: read.list, fact, reads: [] };
      entry.reads.push(read);
      wanted.set(key, entry);
    }
  return [...wanted.values()].map(({ list, fact, reads: of }): FactWanted => {
    const [first] = of;
    const kind = first?.kind ?? 'system';
    const column =
      kind === 'register' && isRegisterType(list) ? columnsOf(list).find((each) => each.fact === fact) : undefined;
    const expected = of.flatMap(({ expect, required, bindings }) => [
      ...(expect?.[fact] === undefined
        ? []
        : resolvedExpectation({ [fact]: expect[fact] }, bindings)
            .filter(({ comparator }) => comparator !== 'present')
            .map((each) => expectationText(each).slice(fact.length + 1))),
      ...(required?.fact === fact ? [`one for each of ${required.values.join(', ')}`] : []),
    ]);
    return {
      fact,
      ...(list === undefined || kind === 'register' ? {} : { of: list }),
      ...(column === undefined ? {} : { column: column.name }),
      says: wordsOf(kind, list, fact),
      expected: [...new Set(expected)].sort(),
      controls: [...new Set(of.map(({ planned }) => planned.control.id))].sort(),
    };
  });
};

/** How a request stands in the evidence folder: which items are there, what they lack, what could not be read. */
export const requestStanding = (
  reads: readonly Read[],
  type: string | undefined,
  wanted: readonly FactWanted[],
  audited: AuditResult,
) => {
  const population = indexPopulations(audited.sheets);
  const paths = [...new Set(reads.map(({ kind, list }) => (list === undefined ? kind : `${kind}#/${list}`)))].sort();
  const [first] = reads;
  const ofType = (record: FactRecord): boolean =>
    first?.kind !== 'document' || type === undefined || record.facts.type === type;
  const items = (path: string): readonly FactRecord[] => population(path).items.filter(ofType);
  const supplied = paths.filter((path) => population(path).supplied);
  const seen = [
    ...new Set(
      supplied.flatMap((path) =>
        first?.kind === 'document' ? items(path).map(({ evidence }) => evidence) : population(path).evidence,
      ),
    ),
  ].sort();
  const holds = wanted.map((each) => {
    const path =
      first?.kind === 'register'
        ? `register#/${type}`
        : each.of === undefined
          ? (first?.kind ?? '')
          : `${first?.kind}#/${each.of}`;
    // An item that `where` leaves out is asked for nothing.
    const readers = reads.filter(
      ({ facts, list }) => facts.includes(each.fact) && (list === each.of || first?.kind === 'register'),
    );
    const absentIn = items(path).filter(
      (record) =>
        record.facts[each.fact] === undefined &&
        readers.some(
          ({ where, bindings }) => where === undefined || judge(where, record, bindings).verdict !== 'fails',
        ),
    ).length;
    return { ...each, absentIn };
  });
  const unread = [...new Set(paths.flatMap((path) => population(path).unread.map(({ reason }) => reason)))];
  const lacks = [
    ...(seen.length === 0
      ? []
      : holds
          .filter(({ absentIn }) => absentIn > 0)
          .map(({ fact, column, absentIn }) => `${column ?? fact} is not said in ${absentIn}`)),
    ...unread,
  ];
  return {
    holds,
    seen,
    lacks,
    state: seen.length === 0 ? ('missing' as const) : lacks.length > 0 ? ('incomplete' as const) : ('there' as const),
  };
};
