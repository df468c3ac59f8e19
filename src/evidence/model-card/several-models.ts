import { isPlaceholderProse } from '../../base/placeholder.ts';
import { plainText, shortened } from '../../base/plain-text.ts';
import { normalisedHeading } from '../heading.ts';
import { endOfSection } from '../markdown.ts';
import type { CardSection } from './card-text.ts';

/** One of several models that a Markdown card describes. */
export interface ModelPart {
  readonly title: string;
  readonly line: number;
  readonly sections: readonly CardSection[];
}

/**
 * How many models a card describes: at least two canonical headings of one level that each come back n times make n models.
 * One heading alone that comes back ("Results" for each dataset) does not.
 */
export const modelsDescribed = (
  sections: readonly CardSection[],
): { readonly count: number; readonly level: number } => {
  const counts = new Map<string, { readonly level: number; count: number }>();
  for (const section of sections.filter((each) => each.topics.length > 0 && each.level > 1 && each.level < 7)) {
    const key = `${section.level} ${normalisedHeading(section.title)}`;
    const known = counts.get(key) ?? { level: section.level, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  const [, second] = [...counts.values()].sort((a, b) => b.count - a.count);
  return second ?? { count: 1, level: 0 };
};

/**
 * The models of a card, each with its sections: those headings, just above the ones that come back, under which they stand.
 * Undefined when there is one model, or when nobody can tell which section belongs to which.
 */
export const modelParts = (sections: readonly CardSection[]): readonly ModelPart[] | undefined => {
  const { count, level } = modelsDescribed(sections);
  if (count < 2) return undefined;
  for (let above = level - 1; above >= 1; above -= 1) {
    const parts = sections.flatMap((section, index): readonly ModelPart[] => {
      if (section.level !== above) return [];
      const own = sections.slice(index, endOfSection(sections, index));
      const canonical = own.filter((each) => each.level === level && each.topics.length > 0);
      const title = plainText(shortened(section.title, 120));
      if (canonical.length < 2 || title === '' || isPlaceholderProse(title)) return [];
      return [
        { title, line: section.line, sections: own.map((each) => (each === section ? { ...each, topics: [] } : each)) },
      ];
    });
    const named = new Set(parts.map(({ title }) => normalisedHeading(title)));
    if (parts.length >= 2 && parts.length >= count && named.size === parts.length) return parts;
  }
  return undefined;
};
