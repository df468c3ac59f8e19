import { pointer } from '../../../base/json-pointer.ts';
import { finite, member, members, type ReportFormat, textOf } from './report.ts';

/**
 * whylogs: the drift scores that `calculate_drift_scores` gives, written as JSON (`{column: {algorithm, pvalue or statistic,
 * drift_category}}`). They come from sketches (KLL, frequent items) and are approximate by nature; none is a PSI.
 */
export const whylogs: ReportFormat = {
  claimant: 'whylogs',
  psiMethod: undefined,
  scoresOf: (report) => {
    if (!('json' in report)) return undefined;
    const columns = members(report.json);
    const drifted = columns.filter(
      ([, column]) =>
        textOf(member(column, 'algorithm')) !== undefined && textOf(member(column, 'drift_category')) !== undefined,
    );
    if (drifted.length === 0) return undefined;
    return drifted.map(([feature, column]) => {
      const p = finite(member(column, 'pvalue')) ?? finite(member(column, 'p_value'));
      const category = textOf(member(column, 'drift_category'));
      return {
        feature,
        named: textOf(member(column, 'algorithm')),
        meaning: p === undefined ? ('distance' as const) : ('p-value' as const),
        score: p ?? finite(member(column, 'statistic')),
        threshold: undefined,
        drifted: category === undefined ? undefined : /^DRIFT$/i.test(category),
        approximate: true,
        pointer: pointer(feature),
      };
    });
  },
};
