/** Steps of insertion, deletion, replacement or swap of neighbours between two words; words are short keys. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : replace;
      next.push(Math.min(replace, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
};

const bare = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The known key that a foreign one seems to mean (`approved_by`, `aprovedBy`); undefined when it is none of ours. Front
 * matter belongs to other tools too, so that only what looks like a slip of ours is a problem.
 */
export const nearMiss = (key: string, known: readonly string[]): string | undefined => {
  if (key.length > 40 || known.includes(key)) return undefined;
  return known.find((ours) => {
    const allowed = bare(ours).length >= 7 ? 2 : bare(ours).length >= 5 ? 1 : 0;
    return distance(bare(key), bare(ours)) <= allowed;
  });
};
