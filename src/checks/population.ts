import { type FactRecord, type FactSheet, type Problem, parsePopulation, populationOf } from '../model/facts.ts';
import type { ItemResult } from '../model/generated/assessment.ts';
import type { Expectation } from '../model/generated/control.ts';
import { itemResult, judge, quoted } from './judge.ts';
import type { Bindings } from './operands.ts';

/** The items that a check looks at, and how far that can be trusted to be all of them. */
export interface Population {
  readonly path: string;
  readonly items: readonly FactRecord[];
  /** Whether any evidence that could hold such items was supplied. An empty list was; a missing one was not. */
  readonly supplied: boolean;
  /** Why not, as a sentence. */
  readonly absence: string;
  /** Evidence of that kind that could not be read in full: more items may be in there. */
  readonly unread: readonly ItemResult[];
  /** Paths of the evidence that was looked at, sorted. */
  readonly evidence: readonly string[];
}

const unreadItem = (sheet: FactSheet): ItemResult => {
  const [first, ...more] = sheet.problems;
  const where = (problem: Problem): string =>
    `${quoted(problem.file)}${problem.line === undefined ? '' : `:${problem.line}`}: ${quoted(problem.message)}`;
  return {
    item: sheet.evidence,
    evidence: sheet.evidence,
    reason: `evidence could not be read: ${first ? where(first) : 'no reason is known'}${more.length > 0 ? ` (and ${more.length} more)` : ''}`,
    shows: [],
  };
};

/**
 * A sheet whose `type` names one of its own lists supplies that list alone; its other lists are empty by construction.
 */
const couldHold = (sheet: FactSheet, list: string): boolean => {
  const facts = sheet.facts as Readonly<Record<string, unknown>>;
  const only = facts.type;
  return typeof only !== 'string' || only === list || !Array.isArray(facts[only]);
};

const find = (sheets: readonly FactSheet[], path: string): Population => {
  const parsed = parsePopulation(path);
  // Policy lint refuses such a path before any evidence is read, so this is our own fault.
  if (!parsed) throw new TypeError(`there is no population "${path}"`);
  const ofKind = sheets.filter((sheet) => sheet.kind === parsed.kind);
  const could = ofKind.filter((sheet) => parsed.list === undefined || couldHold(sheet, parsed.list));
  // Why a sheet has no items: nothing of it could be read, or the list was not supplied.
  const lacks = (sheet: FactSheet): string | undefined =>
    sheet.absent[''] ?? (parsed.list === undefined ? undefined : sheet.absent[`/${parsed.list}`]);
  const holding = could.filter((sheet) => lacks(sheet) === undefined);
  const unread = could.filter((sheet) => sheet.problems.length > 0).map(unreadItem);
  const why = ofKind.map(lacks).find((reason) => reason !== undefined);
  return {
    path,
    items: populationOf(holding, parsed),
    supplied: holding.length > 0,
    absence:
      ofKind.length === 0
        ? `no evidence of the kind ${parsed.kind} was supplied`
        : `no ${path} was supplied${why === undefined ? '' : `: ${quoted(why)}`}`,
    unread,
    evidence: [...new Set(holding.map((sheet) => sheet.evidence))].sort(),
  };
};

/** Looks populations up by path, each once. */
export const indexPopulations = (sheets: readonly FactSheet[]): ((path: string) => Population) => {
  const known = new Map<string, Population>();
  return (path) => {
    const population = known.get(path) ?? find(sheets, path);
    known.set(path, population);
    return population;
  };
};

/** A population split by `where`. */
export interface Sifted {
  readonly counted: readonly FactRecord[];
  /** Items of which nobody can tell whether they count, because a fact named in `where` is absent. */
  readonly unclear: readonly ItemResult[];
  readonly unclearRecords: readonly FactRecord[];
}

/** Splits a population by `where`. An item is left out only when a comparison certainly fails. */
export const sift = (population: Population, where: Expectation | undefined, bindings: Bindings): Sifted => {
  if (!where) return { counted: population.items, unclear: [], unclearRecords: [] };
  const counted: FactRecord[] = [];
  const unclear: ItemResult[] = [];
  const unclearRecords: FactRecord[] = [];
  for (const record of population.items) {
    const judged = judge(where, record, bindings);
    if (judged.verdict === 'holds') counted.push(record);
    else if (judged.verdict === 'unknown') {
      unclear.push(itemResult(record, judged, 'unknown', 'cannot tell whether it counts: '));
      unclearRecords.push(record);
    }
  }
  return { counted, unclear, unclearRecords };
};

/** `where` as words for a message: `type is training`. Empty when there is none. */
export const soughtText = (path: string, expected: readonly { fact: string; comparator: string; value: string }[]) =>
  expected.length === 0
    ? path
    : `${path} where ${expected.map(({ fact, comparator, value }) => `${fact} ${comparator} ${value}`).join(' and ')}`;
