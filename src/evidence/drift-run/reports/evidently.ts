import { pointer } from '../../../base/json-pointer.ts';
import {
  finite,
  flagOf,
  member,
  members,
  type ReportedScore,
  type ReportFormat,
  type ScoreMeaning,
  textOf,
} from './report.ts';

/**
 * What the score of each statistical test is, by its name and its display name (both are written, depending on version and on
 * whether the test was chosen by the tool), in letters and digits only.
 */
const meanings: Readonly<Record<string, ScoreMeaning>> = {
  psi: 'psi',
  wasserstein: 'distance',
  wassersteindistancenormed: 'distance',
  jensenshannon: 'distance',
  jensenshannondistance: 'distance',
  kldiv: 'distance',
  kullbackleiblerdivergence: 'distance',
  hellinger: 'distance',
  hellingerdistance: 'distance',
  ed: 'distance',
  energydistance: 'distance',
  ks: 'p-value',
  kspvalue: 'p-value',
  chisquare: 'p-value',
  chisquarepvalue: 'p-value',
  z: 'p-value',
  ztestpvalue: 'p-value',
  anderson: 'p-value',
  andersondarling: 'p-value',
  fisherexact: 'p-value',
  fishersexacttest: 'p-value',
  cramervonmises: 'p-value',
  gtest: 'p-value',
  mannw: 'p-value',
  mannwhitneyuranktest: 'p-value',
  es: 'p-value',
  eppssingleton: 'p-value',
  ttest: 'p-value',
  empiricalmmd: 'p-value',
  empericalmmd: 'p-value',
  tvd: 'p-value',
};

const meaningOf = (named: string | undefined): ScoreMeaning => {
  const key = (named ?? '').toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return Object.hasOwn(meanings, key) ? (meanings[key] ?? 'unknown') : 'unknown';
};

const score = (
  feature: string,
  named: string | undefined,
  value: unknown,
  threshold: unknown,
  drifted: unknown,
  at: string,
): ReportedScore => ({
  feature,
  named,
  meaning: meaningOf(named),
  score: finite(value),
  threshold: finite(threshold),
  drifted: flagOf(drifted),
  approximate: false,
  pointer: at,
});

/** `drift_score`, the name of the test and the verdict of one column, as reports before 0.7 write it. */
const legacyColumn = (name: string, column: unknown, at: string): ReportedScore =>
  score(
    textOf(member(column, 'column_name')) ?? name,
    textOf(member(column, 'stattest_name')),
    member(column, 'drift_score'),
    member(column, 'stattest_threshold') ?? member(column, 'threshold'),
    member(column, 'drift_detected'),
    at,
  );

const legacyMetric = (metric: unknown, at: string): readonly ReportedScore[] => {
  const result = member(metric, 'result');
  const columns = members(member(result, 'drift_by_columns'));
  if (columns.length > 0)
    return columns.map(([name, column]) =>
      legacyColumn(name, column, `${at}/result${pointer('drift_by_columns', name)}`),
    );
  return member(metric, 'metric') === 'ColumnDriftMetric' && textOf(member(result, 'column_name')) !== undefined
    ? [legacyColumn('', result, `${at}/result`)]
    : [];
};

/** `ValueDrift(column=age,method=psi,threshold=0.2)`, for reports whose metrics have no `config`. */
const fromName = (name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (/^ValueDrift\((.*)\)$/s.exec(name)?.[1] ?? '').split(',').flatMap((part) => {
      const at = part.indexOf('=');
      return at > 0 ? [[part.slice(0, at).trim(), part.slice(at + 1).trim()]] : [];
    }),
  );

const currentMetric = (metric: unknown, at: string): readonly ReportedScore[] => {
  const config = member(metric, 'config') ?? member(member(metric, 'metric_value_location'), 'metric');
  const name = textOf(member(metric, 'metric_name')) ?? textOf(member(metric, 'display_name')) ?? '';
  const type = textOf(member(config, 'type')) ?? '';
  if (!name.startsWith('ValueDrift(') && !type.endsWith(':ValueDrift')) return [];
  const named = fromName(name);
  const column = textOf(member(config, 'column')) ?? named.column;
  if (column === undefined) return [];
  const threshold = member(config, 'threshold') ?? Number(named.threshold ?? Number.NaN);
  return [
    score(column, textOf(member(config, 'method')) ?? named.method, member(metric, 'value'), threshold, undefined, at),
  ];
};

/** The profile of releases before 0.1.52: the method is not named, and a `p_value` is one. */
const oldProfile = (json: unknown): readonly ReportedScore[] =>
  members(member(member(member(json, 'data_drift'), 'data'), 'metrics')).flatMap(([name, column]) => {
    const at = `/data_drift/data/metrics${pointer(name)}`;
    const [drift, p] = [member(column, 'drift_score'), member(column, 'p_value')];
    if (drift === undefined && p === undefined) return [];
    const named = textOf(member(column, 'stattest_name'));
    const read = score(name, named, drift ?? p, member(column, 'threshold'), member(column, 'drift_detected'), at);
    return [drift === undefined ? { ...read, meaning: 'p-value' as const } : read];
  });

/**
 * Evidently: `Report.json()` up to 0.6 and of `evidently.legacy`, `Snapshot.json()` and its `metric_results` from 0.7 on, and the
 * oldest profiles. `drift_score` is a PSI only when the report says so: by default it is a Wasserstein or a Jensen-Shannon
 * distance, or, for 1000 reference rows or fewer, a p-value.
 */
export const evidently: ReportFormat = {
  claimant: 'evidently',
  psiMethod: 'psi/evidently@numpy>=2.1',
  scoresOf: (report) => {
    if (!('json' in report)) return undefined;
    const { json } = report;
    const metrics = member(json, 'metrics') ?? member(json, 'metric_results');
    const listed = Array.isArray(metrics)
      ? metrics.map((metric: unknown, index) => [pointer('metrics', index), metric] as const)
      : members(metrics).map(([key, metric]) => [pointer('metric_results', key), metric] as const);
    const isReport =
      listed.some(
        ([, metric]) =>
          member(metric, 'metric') !== undefined ||
          member(metric, 'metric_name') !== undefined ||
          member(metric, 'config') !== undefined ||
          member(metric, 'metric_value_location') !== undefined,
      ) || member(member(json, 'data_drift'), 'data') !== undefined;
    if (!isReport) return undefined;
    const found = [
      ...listed.flatMap(([at, metric]) => [...legacyMetric(metric, at), ...currentMetric(metric, at)]),
      ...oldProfile(json),
    ];
    // A preset writes the same column under several metrics.
    const seen = new Set<string>();
    return found.filter((each) => {
      const key = JSON.stringify([each.feature, each.named, each.score]);
      return seen.has(key) ? false : seen.add(key);
    });
  },
};
