import type { TailoringChange } from './generated/assessment.ts';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What of each kind was changed: the distinct things that a layer leaves out, loosens or takes the place of. */
const parts = [
  {
    counts: ({ change }: TailoringChange) => change === 'excluded',
    words: (n: number) => counted(n, 'control of the profile was left out', 'controls of the profile were left out'),
  },
  {
    counts: ({ change, looser }: TailoringChange) => change === 'parameter' && looser === true,
    words: (n: number) => counted(n, 'parameter was loosened', 'parameters were loosened'),
  },
  {
    counts: ({ change }: TailoringChange) => change === 'replaced',
    words: (n: number) => counted(n, 'shipped policy was replaced', 'shipped policies were replaced'),
  },
] as const;

/**
 * What a layer did that makes the verdict say less, in a sentence without its full stop; undefined when it did nothing of
 * the kind. Only what is in effect counts.
 */
export const tailoredBy = (layer: string, changes: readonly TailoringChange[]): string | undefined => {
  const own = changes.filter((change) => change.layer === layer && change.state === 'in-effect');
  const said = parts.flatMap(({ counts, words }) => {
    const things = new Set(own.filter(counts).map(({ subject, parameter }) => `${subject} ${parameter ?? ''}`));
    return things.size === 0 ? [] : [words(things.size)];
  });
  return said.length === 0 ? undefined : `${said.join(' and ')} by ${layer}`;
};

/** That of every layer, in the order in which they lie over each other. */
export const tailoredByLayers = (changes: readonly TailoringChange[]): readonly string[] =>
  [...new Set(changes.map(({ layer }) => layer))].flatMap((layer) => tailoredBy(layer, changes) ?? []);
