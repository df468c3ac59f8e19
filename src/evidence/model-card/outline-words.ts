import { normalisedHeading } from '../heading.ts';
import type { Outline } from '../markdown.ts';

/** The normalised headings of a card. */
export const headingsOf = (outline: Outline): readonly string[] =>
  outline.sections.map(({ title }) => normalisedHeading(title)).filter((title) => title !== '');

/** How many of these headings the card has; of what it has twice, one counts. */
export const headingsAmong = (outline: Outline, wanted: readonly string[]): number => {
  const present = new Set(headingsOf(outline));
  return wanted.filter((heading) => present.has(heading)).length;
};

/** The normalised labels of a card: bold words before a colon, and first cells of rows. */
export const labelsOf = (outline: Outline): ReadonlySet<string> =>
  new Set(
    outline.sections.flatMap(({ blocks }) =>
      blocks
        .flatMap((block) => [...block.labels.map(({ label }) => label), ...block.cells.slice(0, 1)])
        .map(normalisedHeading),
    ),
  );
