/* Generated from schemas/drift-run.schema.json by `npm run generate`. */

/**
 * One drift run as it is written down: which snapshots were compared, what was claimed, and what was done about it.
 */
export interface DriftRunFile {
  /**
   * Identifier of the run.
   */
  id: string;
  /**
   * Model that was monitored.
   */
  model: string;
  /**
   * Version of the model whose inputs and predictions the current snapshot holds.
   */
  modelVersion?: string;
  /**
   * Days that the current snapshot covers.
   */
  window: {
    /**
     * First day.
     */
    start: string;
    /**
     * Last day.
     */
    end: string;
  };
  reference: SnapshotFile;
  current: SnapshotFile;
  /**
   * Columns to measure: `all` (also when absent), or a list of names or of descriptions.
   */
  features?: 'all' | (string | FeatureDescription)[];
  /**
   * What single columns are, beside `features: all`.
   */
  overrides?: FeatureDescription[];
  /**
   * Columns that `features: all` leaves out, such as row identifiers and timestamps.
   */
  exclude?: string[];
  /**
   * Features that are held to the declared tolerance; every feature of the run when absent.
   */
  monitored?: string[];
  /**
   * Named, versioned method of the scores that the run states, such as psi/ref-quantile-10@1. What it gives is shown beside ours; controls are judged by psi/ref-quantile-10@1 whatever is named here.
   */
  method?: string;
  /**
   * Column whose values cut the rows into slices; every monitored feature is measured in each slice too.
   */
  sliceBy?: string;
  /**
   * Feature -> claimed PSI, or the claimed PSI with the method that gave it.
   */
  claims?: {
    /**
     * Claimed score.
     */
    [k: string]: number | Claim;
  };
  response?: DriftResponse;
  /**
   * Outcome metrics that the run ties drift to.
   */
  outcomes?: OutcomeMetric[];
  /**
   * Reports of other tools about this run, such as Evidently's. Their scores are claims: re-performed where we know the method, shown as unverified otherwise.
   */
  reports?: ReportFile[];
  lineage?: LineageFile;
}
/**
 * A snapshot: Parquet, CSV or JSON lines; one file, or several that hold its rows together.
 */
export interface SnapshotFile {
  /**
   * Path relative to the folder of the run file, never outside the evidence folder: a file, a folder whose files all belong to it (`name=value` folders below are columns), or a glob.
   */
  path: string;
  /**
   * SHA-256 that the snapshot is declared to have: that of its file; of several files, that of a line for each, sorted: its digest, two spaces, its partitions as JSON.
   */
  sha256?: string;
  /**
   * Last day that the rows of the snapshot come from; asked of the reference.
   */
  takenOn?: string;
}
/**
 * What a column is, where its Parquet type does not say it.
 */
export interface FeatureDescription {
  /**
   * Column name.
   */
  name: string;
  /**
   * categorical: values are taken as they are, for integer codes. numeric: quantile bins, also when the reference has 20 distinct values or fewer.
   */
  type?: 'numeric' | 'categorical';
  /**
   * What the column is; feature when absent.
   */
  role?: 'feature' | 'prediction' | 'outcome';
  /**
   * Ascending edges for the method psi/declared-edges@1: m edges make m + 1 bins, (a, b], the outer ones open.
   *
   * @minItems 1
   * @maxItems 1000
   */
  edges?: number[];
}
export interface Claim {
  /**
   * Claimed PSI.
   */
  psi: number;
  /**
   * Method of this claim, when it is not the run's.
   */
  method?: string;
}
/**
 * What was done about the result.
 */
export interface DriftResponse {
  /**
   * Kind of response.
   */
  kind: 'rollback' | 'retraining' | 'investigation' | 'accepted' | 'none';
  /**
   * Date of the response.
   */
  on?: string;
  /**
   * Commit that carries the response.
   */
  commit?: string;
  /**
   * Person who took the response.
   */
  owner?: string;
  /**
   * Reason for it.
   */
  reason?: string;
  /**
   * Identifier of the register entry in which the response, or the decision, is recorded.
   */
  record?: string;
}
export interface OutcomeMetric {
  /**
   * Name of the metric.
   */
  metric: string;
  /**
   * Value in the reference window.
   */
  reference?: number;
  /**
   * Value in the current window.
   */
  current?: number;
  /**
   * Column of the snapshots that the metric is computed from: then both values are computed by us, and those above are claims.
   */
  column?: string;
  /**
   * mean of the column's finite numbers (when absent), or the share of its values that equal `equals`.
   */
  statistic?: 'mean' | 'share';
  /**
   * The value that `statistic: share` counts.
   */
  equals?: string | number | boolean;
}
/**
 * A report of another tool. It does not name its input, so this entry is what binds it to the snapshots of the run.
 */
export interface ReportFile {
  /**
   * Path relative to the folder of the run file; never outside the evidence folder.
   */
  path: string;
  /**
   * SHA-256 that the report is declared to have.
   */
  sha256?: string;
  /**
   * Method by which a PSI of the report is re-performed, such as psi/evidently@numpy<2.1: a report does not say which numpy made it. psi/evidently@numpy>=2.1 for Evidently when absent.
   */
  method?: string;
}
/**
 * Export of lineage (OpenLineage run events: one, a list, or one a line) that tells which job wrote the current snapshot.
 */
export interface LineageFile {
  /**
   * Path relative to the folder of the run file; never outside the evidence folder.
   */
  path: string;
  /**
   * SHA-256 that the export is declared to have.
   */
  sha256?: string;
}
