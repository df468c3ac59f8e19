import type { DriftMethod } from './method.ts';
import { ownMethod } from './ref-quantile.ts';

/**
 * Bins of equal width over the range of the reference: edges min + k (max - min) / parts, k = 1 .. parts - 1, the outer bins open. All
 * else is as in `psi/ref-quantile-10@1`. One outlier widens every bin, so the same shift scores lower the heavier the tail.
 */
export const equalWidth = (parts: number): DriftMethod =>
  ownMethod(`psi/equal-width-${parts}@1`, [], ({ reference: { min, max } }) =>
    min === undefined || max === undefined
      ? []
      : [...new Set(Array.from({ length: parts - 1 }, (_, index) => min + ((index + 1) * (max - min)) / parts))],
  );
