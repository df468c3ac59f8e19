import type { Assessment, Finding } from '../model/generated/assessment.ts';
import { outcomes, outcomeWords } from '../model/outcome.ts';
import { attentionOf, looksAhead } from './groups.ts';
import { phrasesOf } from './phrases.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { longDate, severityWords } from './words.ts';

/** Rows of the table, and characters of a phrase in it: it is read before anything else, and has to stay short. */
const rowLimit = { screen: 30, print: 20 } as const;
const phraseLength = 105;

/** A text of at most `length` characters, cut between words. */
const cut = (text: string, length: number): string => {
  if ([...text].length <= length) return text;
  const start = [...text].slice(0, length - 1).join('');
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), Math.floor(length / 2))).replace(/[;,:]$/, '')}…`;
};

/** What the table has no room for: `9 more need somebody: 4 high, 5 medium; 7 not satisfied, 2 undetermined.` */
const restText = (rest: readonly Finding[]): string => {
  const parts = (words: readonly string[], order: readonly string[]): string =>
    order
      .map((word) => ({ word, count: words.filter((each) => each === word).length }))
      .filter(({ count }) => count > 0)
      .map(({ word, count }) => `${count} ${word.toLowerCase()}`)
      .join(', ');
  const severities = parts(
    rest.map(({ severity }) => severityWords[severity]),
    Object.values(severityWords),
  );
  const states = parts(
    rest.map(({ outcome }) => outcomeWords[outcome].label),
    outcomes.map((outcome) => outcomeWords[outcome].label),
  );
  return `${rest.length} more ${rest.length === 1 ? 'needs' : 'need'} somebody: ${severities}; ${states}. Each stands in full among the findings, under its outcome.`;
};

/** What needs somebody, worst first, each with the first thing that is not in order. */
export const attentionView = (assessment: Assessment, print: boolean) => {
  const needing = attentionOf(assessment.findings);
  const rows = needing.map((finding) => {
    const phrases = phrasesOf(finding);
    const [first] = phrases;
    return {
      anchor: anchorOf('control', finding.control),
      control: finding.control,
      title: finding.title,
      severity: severityWords[finding.severity],
      severityId: finding.severity,
      outcome: outcomeView(finding.outcome),
      blocks: finding.blocks,
      upcoming: finding.upcomingFrom === undefined ? null : longDate(finding.upcomingFrom),
      waived: finding.waivedBy.length > 0,
      phrase: cut(first?.text ?? '', phraseLength),
      where: first?.where ?? null,
      more: phrases.length - 1,
    };
  });
  const limit = print ? rowLimit.print : rowLimit.screen;
  const rest = needing.slice(limit);
  return {
    any: rows.length > 0,
    rows: rows.slice(0, limit),
    rest: rest.length === 0 ? null : restText(rest),
    ahead: needing.filter(looksAhead).length,
  };
};
