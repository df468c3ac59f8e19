import { flagOf, type ReportedScore, type ReportFormat, type ScoreMeaning } from './report.ts';

const methods = {
  jensen_shannon: 'distance',
  kolmogorov_smirnov: 'distance',
  wasserstein: 'distance',
  hellinger: 'distance',
  l_infinity: 'distance',
  chi2: 'distance',
} as const satisfies Record<string, ScoreMeaning>;

const number = (text: string | undefined): number | undefined => {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};

/** `tenure_days_jensen_shannon_value` -> tenure_days, jensen_shannon. */
const named = new RegExp(`^(.+)_(${Object.keys(methods).join('|')})_value$`);

/**
 * NannyML: the results of a univariate calculator as `to_df(multilevel=False)` gives them, written as CSV or as a list of JSON
 * records; a row for each chunk. The last chunk that is no reference is the current window. NannyML computes no PSI.
 */
export const nannyml: ReportFormat = {
  claimant: 'nannyml',
  psiMethod: undefined,
  scoresOf: (report) => {
    const rows =
      'rows' in report
        ? report.rows
        : Array.isArray(report.json)
          ? report.json.map((row: unknown) =>
              Object.fromEntries(
                Object.entries(typeof row === 'object' && row !== null ? row : {}).map(([key, value]) => [
                  key,
                  String(value),
                ]),
              ),
            )
          : [];
    const row = rows.findLast((each) =>
      Object.entries(each).every(([key, value]) => !/period$/.test(key) || value !== 'reference'),
    );
    const columns = Object.keys(rows[0] ?? {}).filter((key) => named.test(key));
    if (!row || columns.length === 0) return undefined;
    return columns.flatMap((key): readonly ReportedScore[] => {
      const [, feature, method] = named.exec(key) ?? [];
      if (feature === undefined || method === undefined) return [];
      const of = (end: string): string | undefined => row[`${feature}_${method}_${end}`];
      return [
        {
          feature,
          named: method,
          meaning: methods[method as keyof typeof methods],
          score: number(row[key]),
          threshold: number(of('upper_threshold')),
          drifted: flagOf(of('alert')),
          // For large references NannyML estimates some of its measures from bins.
          approximate: false,
          ...(method === 'kolmogorov_smirnov' ? { ours: 'kolmogorovSmirnov' as const } : {}),
        },
      ];
    });
  },
};
