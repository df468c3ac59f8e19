import { isSamePerson } from '../base/person.ts';
import { isPlaceholder } from '../base/placeholder.ts';
import { plainText } from '../base/plain-text.ts';
import { daysBetween, instantOf } from '../base/time.ts';
import { indexPopulations } from '../checks/population.ts';
import type { FactSheet } from '../model/facts.ts';
import type { CheckResult, Finding, ItemResult, WaiverResult } from '../model/generated/assessment.ts';
import type { Waiver } from '../model/generated/waivers.ts';
import { fixedBeginning, isGlob, itemsOf, namesItem, openChecks, openItems } from './coverage.ts';

/** Longest time that a waiver may run, in days. */
const longestWaiver = 184;
const shortestBeginning = 3;

/** Facts that name who made what an item describes. */
const authorFacts = ['author', 'authors', 'coAuthors', 'committer', 'makers'];

/** What decides the worth of a waiver. `system` is the identifier that stands for a control as a whole. */
export interface WaiverContext {
  readonly findings: readonly Finding[];
  readonly sheets: readonly FactSheet[];
  readonly asOf: string;
  readonly system: string;
}

const authorsOf = (check: CheckResult, items: ReadonlySet<ItemResult>, sheets: readonly FactSheet[]): string[] => {
  if (check.population === undefined) return [];
  const ids = new Set(
    openItems(check)
      .filter((item) => items.has(item))
      .map(({ item, evidence }) => `${evidence}\n${item}`),
  );
  return indexPopulations(sheets)(check.population)
    .items.filter((record) => ids.has(`${record.evidence}\n${plainText(record.item)}`))
    .flatMap((record) => authorFacts.flatMap((fact) => record.facts[fact] ?? []))
    .map(String);
};

type Worth = Pick<WaiverResult, 'state' | 'explanation'>;

const worth = (waiver: Waiver, twice: boolean, context: WaiverContext): Worth => {
  const { asOf, system } = context;
  const [from, until] = [instantOf(waiver.from), instantOf(waiver.until)];
  const refused = (explanation: string): Worth => ({ state: 'refused', explanation });
  if (twice) return refused(`the identifier ${waiver.id} is used by more than one waiver`);
  if (from === undefined || until === undefined || until < from)
    return refused(
      `it runs from ${waiver.from} until ${waiver.until}, expected an end that is not before its beginning`,
    );
  for (const word of ['reason', 'risk', 'owner', 'approver'] as const)
    if (isPlaceholder(waiver[word])) return refused(`its ${word} "${plainText(waiver[word])}" says nothing`);
  if (isSamePerson(waiver.approver, waiver.owner))
    return refused(`${waiver.approver} both owns the risk and approved it`);
  const days = daysBetween(from, until) + 1;
  if (days > longestWaiver)
    return { state: 'over-broad', explanation: `it runs for ${days} days, expected at most ${longestWaiver}` };

  const finding = context.findings.find(({ control }) => control === waiver.control);
  const items = finding ? itemsOf(finding) : [];
  const isItem = items.some(({ item }) => item === waiver.subject);
  if (isGlob(waiver.subject) && !isItem && fixedBeginning(waiver.subject).length < shortestBeginning)
    return {
      state: 'over-broad',
      explanation: `its subject "${waiver.subject}" begins with a wildcard, expected at least ${shortestBeginning} fixed characters before it`,
    };
  if (waiver.until < asOf)
    return { state: 'expired', explanation: `it ended on ${waiver.until}; the audit is of ${asOf}` };
  if (waiver.from > asOf)
    return { state: 'not-yet-effective', explanation: `it begins on ${waiver.from}; the audit is of ${asOf}` };
  if (!finding) return { state: 'orphan', explanation: `the audit has no control ${waiver.control}` };

  const whole = waiver.subject === system;
  const names = namesItem(waiver);
  const waived = new Set(whole ? items : items.filter(({ item }) => names(item)));
  const open = openChecks(finding.checks);
  if (whole ? ['satisfied', 'not-exercised', 'not-applicable'].includes(finding.outcome) : waived.size === 0)
    return {
      state: 'orphan',
      explanation: whole
        ? `there is nothing to waive: ${waiver.control} is ${finding.outcome}`
        : `no exception and no undetermined item of ${waiver.control} is named "${waiver.subject}"`,
    };
  const author = open
    .flatMap((check) => authorsOf(check, waived, context.sheets))
    .find((name) => isSamePerson(waiver.approver, name));
  if (author !== undefined) return refused(`the approver ${waiver.approver} is an author of what is waived`);
  return {
    state: 'effective',
    explanation: whole
      ? `it covers the control as a whole until ${waiver.until}`
      : `it covers ${waived.size} item${waived.size === 1 ? '' : 's'} until ${waiver.until}`,
  };
};

/**
 * Decides once what every waiver is worth, before any output. Nothing here changes an outcome: only the gate looks at
 * effective waivers, and all the others are listed with the reason why they have no effect.
 */
export const resolveWaivers = (waivers: readonly Waiver[], context: WaiverContext): WaiverResult[] =>
  waivers.map((waiver) => {
    const twice = waivers.filter(({ id }) => id === waiver.id).length > 1;
    return { ...waiver, ...worth(waiver, twice, context) };
  });
