import type { CardView, LackingFact } from '../audit/card.ts';
import { askedText } from '../audit/card-template.ts';
import { plainText, shortened } from '../base/plain-text.ts';
import { wrapped } from '../outputs/cells.ts';

interface Paper {
  readonly width: number;
  readonly color: boolean;
}

const bold = (text: string, { color }: Paper): string => (color ? `\u001b[1m${text}\u001b[0m` : text);

const indented = (text: string, indent: number, { width }: Paper): string =>
  wrapped(plainText(text), Math.max(24, width - indent))
    .map((line) => `${' '.repeat(indent)}${line}\n`)
    .join('');

const linesOf = (
  at: { readonly file: string; readonly line?: number; readonly endLine?: number } | undefined,
): string => {
  if (at === undefined) return '';
  const range =
    at.line === undefined
      ? ''
      : `:${at.line}${at.endLine === undefined || at.endLine === at.line ? '' : `-${at.endLine}`}`;
  return `${at.file}${range}`;
};

/** What is missing for the same reason and the same requirements, together. */
const missingText = (lacking: readonly LackingFact[], paper: Paper): string => {
  const groups = new Map<string, { readonly facts: string[]; readonly reason: string; readonly needed: string }>();
  for (const { fact, reason, asked } of lacking) {
    const controls = [...new Set(asked.map(({ control }) => control))].join(', ');
    const needed = `needed for ${askedText(asked, 4)} (${controls})`;
    const group = groups.get(reason + needed) ?? { facts: [], reason, needed };
    groups.set(reason + needed, group);
    group.facts.push(fact);
  }
  return [...groups.values()]
    .map(
      ({ facts, reason, needed }) =>
        indented(facts.join(', '), 2, paper) + indented(reason, 6, paper) + indented(needed, 6, paper),
    )
    .join('');
};

/** What one card says and lacks, for a terminal. */
const cardText = (view: CardView, paper: Paper): string => {
  const asked = view.lacking.filter((lacking) => lacking.asked.length > 0);
  const others = view.lacking.filter((lacking) => lacking.asked.length === 0);
  const read = view.stated.map(
    ({ fact, value, at, rule }) =>
      `  ${fact}\n${indented(shortened(value.replace(/\s+/g, ' '), 140), 6, paper)}${indented(`${linesOf(at)}, ${rule || 'card'}`, 6, paper)}`,
  );
  const problems = view.problems.map((problem) => indented(`${linesOf(problem)}: ${problem.message}`, 2, paper));
  // Of a file that could not be read nobody knows what it lacks.
  if (view.format === undefined) return `${bold('Could not be read', paper)}\n${problems.join('')}`;
  return [
    `${bold(plainText(shortened(view.id, 100)), paper)}  format: ${view.format}\n`,
    `\n${bold(`Read (${read.length})`, paper)}\n${read.join('') || '  nothing\n'}`,
    asked.length === 0 ? '' : `\n${bold(`Missing (${asked.length})`, paper)}\n${missingText(asked, paper)}`,
    others.length === 0
      ? ''
      : `\n${bold('Not stated, and asked by no control', paper)}\n${indented(others.map(({ fact }) => fact).join(', '), 2, paper)}`,
    problems.length === 0 ? '' : `\n${bold(`Problems (${problems.length})`, paper)}\n${problems.join('')}`,
  ].join('');
};

/** What the cards of one file say and lack. */
export const cardsText = (file: string, views: readonly CardView[], paper: Paper): string =>
  `${plainText(file)}: ${views.length === 1 ? 'one card' : `${views.length} cards, one a model`}\n\n${views.map((view) => cardText(view, paper)).join(`\n${'-'.repeat(Math.min(paper.width, 80))}\n\n`)}`;
