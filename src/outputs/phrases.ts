import type { CheckResult, Finding, ItemResult } from '../model/generated/assessment.ts';
import { dateWords, durationWords, factWords, leafChecks, placeText } from './words.ts';

/** One thing that is not in order, in a few words, and where it was seen. */
export interface Phrase {
  readonly text: string;
  readonly where: string | null;
}

const answers: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };

/** What was seen of one fact. What was expected is left out where it is plain: the other answer, or anything at all. */
const showText = ({ fact, seen, expected }: ItemResult['shows'][number]): string => {
  const yesNo = answers[seen];
  if (yesNo !== undefined && answers[expected] !== undefined) return `${factWords(fact)}: ${yesNo}`;
  // Why a fact is absent stands in the finding itself.
  const said = `${factWords(fact)} is ${seen.startsWith('absent (') ? 'absent' : seen}`;
  return expected === 'present' ? said : `${said}, expected ${answers[expected] ?? expected}`;
};

/** Whether something was expected of a fact. Others are shown for the record, beside those that were tested. */
export const isTested = (show: ItemResult['shows'][number]): boolean => show.expected !== '';

/** Where an item was seen: the first fact that has a place, else its file. What stands in no file was seen nowhere. */
const placeOfItem = (item: ItemResult): string | null => {
  const at = item.shows.find((show) => show.at !== undefined)?.at;
  return at !== undefined ? placeText(at) : item.evidence === '' ? null : item.evidence;
};

/** The facts that are shown beside those that were tested; null when there are none. */
export const besideText = (item: ItemResult): string | null => {
  const shown = item.shows.filter((show) => !isTested(show));
  return shown.length === 0
    ? null
    : shown.map(({ fact, seen }) => `${factWords(fact)}: ${answers[seen] ?? seen}`).join('; ');
};

const itemText = (item: ItemResult, check: CheckResult): string => {
  const tested = item.shows.filter(isTested);
  const beside = item.shows
    .filter((show) => !isTested(show))
    .map(({ fact, seen }) => `${fact} is ${seen}`)
    .join('; ');
  // Only the judgement of single items speaks in facts; the other kinds say more in their own sentence.
  const said =
    check.kind === 'each' && tested.length > 0
      ? tested.map(showText).join('; ')
      : tested.reduce(
          (reason, { fact }) => reason.replaceAll(fact, factWords(fact)),
          item.reason.replace(` (${beside})`, '').replace(/ is absent \([^()]*\)/, ' is absent'),
        );
  const isNamed = [':', ' has no match'].some((next) => said.startsWith(`${item.item}${next}`));
  const named = isNamed || check.kind === 'cadence' ? said : `${item.item}: ${said}`;
  return check.kind === 'attested' ? dateWords(named) : durationWords(named);
};

/** One item in full, as a line on paper: what was seen and expected, the facts beside it, and every place. */
export const itemLine = (item: ItemResult, check: CheckResult) => {
  const tested = item.shows.filter(isTested);
  const said = tested.map((show) => {
    const yesNo = answers[show.seen];
    const expected = answers[show.expected] ?? durationWords(show.expected);
    const seen = `${factWords(show.fact)}${yesNo === undefined ? ' is' : ':'} ${yesNo ?? show.seen}`;
    return show.expected === 'present' ? seen : `${seen}, expected ${expected}`;
  });
  const places = tested.flatMap(({ at }) => (at === undefined ? [] : [placeText(at)]));
  const full = check.kind === 'each' && tested.length > 0;
  return {
    text: full ? `${item.item}: ${said.join('; ')}` : itemText(item, check),
    beside: besideText(item),
    where: places.length > 0 ? [...new Set(places)].join(', ') : item.evidence === '' ? null : item.evidence,
  };
};

/** What a check says beside the question that it asks of a person, which stands elsewhere. */
export const reasonWithoutQuestion = (check: CheckResult): string => {
  const { question, reason } = check;
  const at = question === undefined ? -1 : reason.indexOf(question);
  if (question === undefined || at < 0) return durationWords(reason);
  const after = reason.slice(at + question.length).trim();
  const before = reason
    .slice(0, at)
    .trim()
    .replace(/[:,;]$/, '');
  return durationWords(after === '' ? before : after);
};

const itemPhrases = (check: CheckResult): readonly Phrase[] =>
  [...check.exceptions, ...check.undetermined].map((item) => ({
    text: itemText(item, check),
    where: placeOfItem(item),
  }));

/**
 * What is not in order in a finding, worst first: the items that its checks name, or else the reason of each check that
 * has the outcome of the finding.
 */
export const phrasesOf = (finding: Finding): readonly Phrase[] => {
  const checks = leafChecks(finding.checks);
  const deciding = checks.filter((check) => check.outcome === finding.outcome);
  const items = deciding.flatMap(itemPhrases);
  if (items.length > 0) return items;
  const reasons = [...new Set(deciding.map(reasonWithoutQuestion))];
  return (reasons.length > 0 ? reasons : [durationWords(finding.reason)]).map((text) => ({ text, where: null }));
};
