import { type Outcome, outcomeWords } from '../model/outcome.ts';

/** A fragment identifier that any control id can be turned into, and no two ids share. */
export const anchorOf = (prefix: string, id: string): string =>
  `${prefix}-${id.replaceAll(/[^A-Za-z0-9.-]/g, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`)}`;

/** An outcome as a template shows it: always icon and word together. */
export const outcomeView = (outcome: Outcome) => ({
  id: outcome,
  label: outcomeWords[outcome].label,
  phrase: outcomeWords[outcome].phrase,
});

/** Words of a policy in which `code` stands between backticks, in pieces. */
export const pieces = (text: string): readonly { readonly code: boolean; readonly text: string }[] =>
  text
    .split(/`([^`]+)`/)
    .map((piece, index) => ({ code: index % 2 === 1, text: piece }))
    .filter((piece) => piece.text !== '');
