import type { Assessment } from '../model/generated/assessment.ts';
import { attentionOf, looksAhead } from './groups.ts';
import { phrasesOf } from './phrases.ts';
import { anchorOf, outcomeView } from './view-outcome.ts';
import { longDate, severityWords } from './words.ts';

/** Rows of the table, and characters of a phrase in it: it is read before anything else, and has to stay short. */
const rowLimit = 30;
const phraseLength = 105;

/** A text of at most `length` characters, cut between words. */
const cut = (text: string, length: number): string => {
  if ([...text].length <= length) return text;
  const start = [...text].slice(0, length - 1).join('');
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), Math.floor(length / 2))).replace(/[;,:]$/, '')}…`;
};

/** What needs somebody, worst first, each with the first thing that is not in order. */
export const attentionView = (assessment: Assessment) => {
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
  return {
    any: rows.length > 0,
    rows: rows.slice(0, rowLimit),
    omitted: Math.max(0, rows.length - rowLimit),
    ahead: needing.filter(looksAhead).length,
  };
};
