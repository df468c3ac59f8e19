/** Edits (insert, delete, replace, swap of neighbours) between two words. */
const distance = (left: string, right: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? 0;
};

/** The known word that was most likely meant: `; did you mean "psiMax"?`, or nothing when none is close. */
export const suggestion = (word: string, known: Iterable<string>): string => {
  let best: { readonly word: string; readonly cost: number } | undefined;
  for (const candidate of [...known].sort()) {
    const cost = distance(word.toLowerCase(), candidate.toLowerCase());
    if (cost <= Math.max(2, Math.floor(word.length / 3)) && (!best || cost < best.cost))
      best = { word: candidate, cost };
  }
  return best ? `; did you mean "${best.word}"?` : '';
};
