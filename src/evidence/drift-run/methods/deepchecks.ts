import { type DriftMethod, psiOfFilled } from './method.ts';

/**
 * deepchecks' `psi` of two columns of categories, without its optional merging of small ones: every share counts as at least 0.01, which
 * hides whatever happens below it. Columns of numbers have none there.
 */
export const deepchecks: DriftMethod = {
  name: 'psi/deepchecks@0',
  zeroRule: 'each share at least 0.01',
  survey: {},
  bin: ({ declared }) =>
    declared.type === 'categorical'
      ? { by: 'values' }
      : {
          by: 'nothing',
          reason: 'deepchecks has a PSI of categories only; expected `type: categorical` for this column',
        },
  values: 'apart',
  score: psiOfFilled((counts, total) => counts.map((count) => Math.max(count / total, 0.01))),
};
