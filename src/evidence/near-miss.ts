import { editDistance } from '../base/edit-distance.ts';

const bare = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The known key that a foreign one seems to mean (`approved_by`, `aprovedBy`); undefined when it is none of ours. Front
 * matter belongs to other tools too, so that only what looks like a slip of ours is a problem.
 */
export const nearMiss = (key: string, known: readonly string[]): string | undefined => {
  if (key.length > 40 || known.includes(key)) return undefined;
  return known.find((ours) => {
    const allowed = bare(ours).length >= 7 ? 2 : bare(ours).length >= 5 ? 1 : 0;
    return editDistance(bare(key), bare(ours)) <= allowed;
  });
};
