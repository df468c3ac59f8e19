import type { OrderStatistic } from '../../../snapshots/column-counts.ts';
import { linearQuantile } from './linear-quantile.ts';
import { type DriftMethod, psiOfFilled } from './method.ts';

// numpy's linspace(0, 1, 11), by way of percent and back as pandas hands it on: the last bit decides where a tie falls.
const probabilities = Array.from({ length: 11 }, (_, k) => (k === 10 ? 100 : k * 0.1 * 100) / 100);

const edgesOf = (order: readonly OrderStatistic[], n: number): readonly number[] =>
  // The first and the last become minus and plus infinity.
  [...new Set(probabilities.map((probability) => linearQuantile(order, n, probability)))].slice(1, -1);

/**
 * feature_engine's DropHighPSIFeatures with its defaults: pandas' qcut in ten parts of the basis (quantiles interpolated linearly, equal
 * edges once), the outer bins open, (a, b]. An empty bin takes 0.0001. Nulls, NaN and infinities are left out.
 */
export const featureEngine: DriftMethod = {
  name: 'psi/feature-engine@1',
  zeroRule: 'an empty bin takes 0.0001 on its side',
  survey: { ranks: [{ rule: 'linear', probabilities }] },
  bin: ({ reference, declared }) =>
    declared.type === 'categorical'
      ? { by: 'values' }
      : reference.finite === 0
        ? { by: 'nothing', reason: 'the reference column has no value to take quantiles of' }
        : { by: 'edges', edges: edgesOf(reference.order, reference.finite), closed: 'right' },
  values: 'apart',
  score: psiOfFilled((counts, total) => counts.map((count) => (count === 0 ? 0.0001 : count / total))),
};
