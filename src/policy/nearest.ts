import { editDistance } from '../base/edit-distance.ts';

/** The known word that was most likely meant: `; did you mean "psiMax"?`, or nothing when none is close. */
export const suggestion = (word: string, known: Iterable<string>): string => {
  let best: { readonly word: string; readonly cost: number } | undefined;
  for (const candidate of [...known].sort()) {
    const cost = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (cost <= Math.max(2, Math.floor(word.length / 3)) && (!best || cost < best.cost))
      best = { word: candidate, cost };
  }
  return best ? `; did you mean "${best.word}"?` : '';
};
