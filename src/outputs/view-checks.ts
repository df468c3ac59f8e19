import type { CheckResult, ItemResult } from '../model/generated/assessment.ts';
import { needsAttention } from './groups.ts';
import { besideText, isTested, itemLine, reasonWithoutQuestion } from './phrases.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import {
  counted,
  dateWords,
  durationWords,
  expectationText,
  factWords,
  longDate,
  placeText,
  sentenceOf,
} from './words.ts';

/** Rows shown of one check. The rest is counted, and is in the embedded assessment. */
const rowLimit = { screen: 40, print: 12 } as const;

/** The rows of one item: a row for each fact that was tested; the facts beside them stand in its last row. */
const itemRows = (item: ItemResult, expected: string) => {
  const tested = item.shows.filter(isTested);
  const beside = besideText(item);
  if (tested.length === 0)
    return [{ item: item.item, seen: durationWords(item.reason), beside: null, expected, where: item.evidence }];
  return tested.map((show, index) => ({
    item: item.item,
    seen: `${factWords(show.fact)}: ${show.seen}`,
    beside: index === tested.length - 1 ? beside : null,
    expected: durationWords(show.expected),
    where: show.at === undefined ? item.evidence : placeText(show.at),
  }));
};

const rowsOf = (items: readonly ItemResult[], check: CheckResult, expected: string, limit: number) => {
  const rows = items.flatMap((item) => itemRows(item, expected));
  return {
    any: rows.length > 0,
    rows: rows.slice(0, limit),
    more: Math.max(0, rows.length - limit),
    items: items.length,
    // Paper has no room for a table of one row: an item is a line, and its places stand behind it.
    lines: items.slice(0, limit).map((item) => itemLine(item, check)),
    moreLines: Math.max(0, items.length - limit),
  };
};

/** How much was tested: `18 items`, or `6 of 18 items count`; null when the check has no population. */
const testedText = (check: CheckResult): string | null => {
  if (check.size === undefined) return null;
  return check.counted === undefined || check.counted === check.size
    ? counted(check.size, 'item')
    : `${check.counted} of ${counted(check.size, 'item')} count`;
};

const attestationView = (check: CheckResult) =>
  check.attestation === undefined
    ? null
    : {
        by: check.attestation.by,
        role: check.attestation.role,
        on: longDate(check.attestation.attestedOn),
        until: check.attestation.validUntil === undefined ? null : longDate(check.attestation.validUntil),
        evidence: check.attestation.evidence,
        statement: check.attestation.statement ?? null,
        signature: check.attestation.signature ?? null,
        owns: (check.attestation.owns ?? []).join(', '),
      };

/** The words over what a check asks: its own title, or its identifier read as a sentence. */
export const checkTitle = (check: CheckResult): string => check.title ?? sentenceOf(check.id);

/** `2 exceptions` or `1 exception, 3 unable to test`; empty when the check names no item. */
const foundText = (check: CheckResult): string =>
  [
    ...(check.exceptions.length === 0 ? [] : [counted(check.exceptions.length, 'exception')]),
    ...(check.undetermined.length === 0 ? [] : [`${check.undetermined.length} unable to test`]),
  ].join(', ');

/** `1 exception in 18 items of register#/changes`; only what counts of the population when not all of it does. */
const foundWhere = (check: CheckResult): string => {
  const found = foundText(check);
  const { size, counted: tested, population } = check;
  if (found === '' || population === undefined || check.kind === 'attested') return found;
  if (size === undefined) return `${found} in ${population}`;
  return tested === undefined || tested === size
    ? `${found} in ${counted(size, 'item')} of ${population}`
    : `${found} in ${tested} that ${tested === 1 ? 'counts' : 'count'} of ${counted(size, 'item')} of ${population}`;
};

/** One check. Its reason gives way to the numbers where its items follow, which say the same in full. */
export const checkView = (check: CheckResult, print: boolean) => {
  const expected = check.expected.map(expectationText).join('; ');
  const limit = print ? rowLimit.print : rowLimit.screen;
  const found = foundWhere(check);
  const attested = check.kind === 'attested';
  return {
    title: checkTitle(check),
    outcome: outcomeView(check.outcome),
    reason: check.question === undefined ? durationWords(check.reason) : dateWords(reasonWithoutQuestion(check)),
    found: found === '' ? null : found,
    population: attested ? null : (check.population ?? null),
    tested: testedText(check),
    expected: expected === '' ? null : expected,
    sample:
      check.sample === undefined
        ? null
        : {
            id: check.sample.id,
            anchor: anchorOf('sample', check.sample.id),
            size: counted(check.sample.size, 'item'),
          },
    exceptions: rowsOf(check.exceptions, check, expected, limit),
    undetermined: rowsOf(check.undetermined, check, expected, limit),
    asked: check.question ?? null,
    attestation: attestationView(check),
  };
};

/** What one check without exception looked at, in a few words. */
export const lookedAt = (check: CheckResult): string => {
  if (check.attestation !== undefined)
    return `determined by ${check.attestation.by}, ${check.attestation.role}, on ${longDate(check.attestation.attestedOn)}`;
  if (check.outcome === 'not-applicable') return check.reason.split(': ')[0] ?? check.reason;
  const tested = check.counted ?? check.size;
  if (tested === undefined || check.population === undefined) return durationWords(check.reason);
  if (check.kind === 'count' && check.size !== undefined)
    return `${tested === 0 ? 'none' : tested} of ${counted(check.size, 'item')} of ${check.population} counted, as expected`;
  if (check.kind === 'covers') return `${counted(tested, 'required item')} found in ${check.population}`;
  return tested === check.size || check.size === undefined
    ? `${counted(tested, 'item')} of ${check.population}`
    : `${tested} of ${counted(check.size, 'item')} of ${check.population}`;
};

/** Whether a check still needs somebody, so that print shows it in full. */
export const isOpen = (check: CheckResult): boolean => needsAttention(check.outcome);
