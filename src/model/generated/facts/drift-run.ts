/* Generated from schemas/facts/drift-run.schema.json by `npm run generate`. */

/**
 * One drift run: a reference and a current snapshot of a model's features, measured by us from the rows.
 */
export interface DriftRunFacts {
  /**
   * Identifier of the run.
   */
  id: string;
  /**
   * Model that was monitored.
   */
  model?: string;
  /**
   * First day of the current window.
   */
  windowStart?: string;
  /**
   * Last day of the current window.
   */
  windowEnd?: string;
  /**
   * Whether the window ends in the period, so that each run belongs to one period. Absent when it ends after the audit.
   */
  inPeriod?: boolean;
  /**
   * Named, versioned method of the PSI that is judged: psi/ref-quantile-10@1, whatever the run file states.
   */
  method?: string;
  /**
   * What becomes of a bin that is empty on a side under that method.
   */
  zeroRule?: string;
  /**
   * Method that the run file states for its scores.
   */
  statedMethod?: string;
  /**
   * Whether that method is one that we re-perform.
   */
  statedMethodKnown?: boolean;
  /**
   * Column whose values cut the rows into slices.
   */
  sliceBy?: string;
  /**
   * Slices measured, of either snapshot.
   */
  sliceCount?: number;
  /**
   * Snapshot engine that counted.
   */
  engine?: string;
  /**
   * Path of the reference snapshot.
   */
  referencePath?: string;
  /**
   * Path of the current snapshot.
   */
  currentPath?: string;
  /**
   * SHA-256 of the reference snapshot, computed by us.
   */
  referenceSha256?: string;
  /**
   * SHA-256 of the current snapshot, computed by us.
   */
  currentSha256?: string;
  /**
   * Whether another run of the model, read before this one, has the same current snapshot (SHA-256) for another window.
   */
  currentUsedBefore?: boolean;
  /**
   * Whether the digests that the run file declares equal those computed; absent when none differs and not both are declared.
   */
  digestsMatch?: boolean;
  /**
   * Rows of the reference snapshot.
   */
  referenceRows?: number;
  /**
   * Rows of the current snapshot.
   */
  currentRows?: number;
  /**
   * Whether both snapshots have the same columns of the same types.
   */
  schemaMatches?: boolean;
  /**
   * Columns of the reference that the current snapshot lacks.
   */
  missingColumns?: string[];
  /**
   * Columns that only the current snapshot has.
   */
  extraColumns?: string[];
  /**
   * Columns whose type differs, with both types.
   */
  changedTypes?: string[];
  /**
   * Columns of the reference snapshot that the run neither measures nor excludes by name.
   */
  unmeasuredColumns?: string[];
  /**
   * Their number.
   */
  unmeasuredColumnCount?: number;
  /**
   * Columns of the reference snapshot that the run excludes by name from its measurement.
   */
  excludedColumns?: string[];
  /**
   * Columns that the card of the model declares as monitored, and that the run does not monitor as feature or prediction; when no card of the model declares any, every column of the reference snapshot that is not excluded and not an outcome.
   */
  declaredNotMonitored?: string[];
  /**
   * Their number.
   */
  declaredNotMonitoredCount?: number;
  /**
   * Features measured.
   */
  featureCount?: number;
  /**
   * Scores that the run file claims.
   */
  claimCount?: number;
  /**
   * Claimed scores that differ from ours by more than 0.001 when re-performed.
   */
  claimsDifferent?: number;
  /**
   * Response that the run file names.
   */
  responseKind?: 'rollback' | 'retraining' | 'investigation' | 'accepted' | 'none';
  /**
   * Date of the response.
   */
  respondedOn?: string;
  /**
   * Days from the end of the window to the response.
   */
  responseDays?: number;
  /**
   * Person who took the response.
   */
  responseOwner?: string;
  /**
   * Commit that carries the response.
   */
  responseCommit?: string;
  /**
   * Reason given.
   */
  responseReason?: string;
  /**
   * Outcome metrics that the run ties drift to.
   */
  outcomeCount?: number;
  /**
   * Number of measured features whose PSI would exceed their own 95 % noise floor if nothing had changed.
   */
  expectedByChance?: number;
  /**
   * Measured features whose PSI exceeds their own 95 % noise floor.
   */
  aboveNoiseFloorCount?: number;
  /**
   * Their share of the features whose PSI can move (more than one bin).
   */
  aboveNoiseFloorShare?: number;
  /**
   * Number of measured features whose PSI would exceed the limit of the model card if nothing had changed: sum of chanceAboveDeclaredLimit.
   */
  expectedAboveDeclaredLimit?: number;
  /**
   * Largest PSI of the monitored features and predictions.
   */
  largestPsi?: number;
  /**
   * The feature that has it.
   */
  largestPsiFeature?: string;
  /**
   * Largest absolute relative change of an outcome metric of the run.
   */
  largestOutcomeChange?: number;
  /**
   * The metric that has it.
   */
  largestOutcomeMetric?: string;
  /**
   * Monitored columns of the snapshots, one an item.
   */
  features: {
    /**
     * Feature name with the run.
     */
    id: string;
    /**
     * Column name.
     */
    feature?: string;
    /**
     * Identifier of the run.
     */
    run?: string;
    /**
     * Model of the run.
     */
    model?: string;
    /**
     * Last day of the window.
     */
    windowEnd?: string;
    /**
     * Whether the window ends in the period.
     */
    inPeriod?: boolean;
    /**
     * PSI that the card of the model declares as its limit.
     */
    declaredLimit?: number;
    /**
     * How the column was binned.
     */
    type?: 'numeric' | 'categorical';
    /**
     * What the column is.
     */
    role?: 'feature' | 'prediction' | 'outcome';
    /**
     * Whether the run declares the column as monitored.
     */
    monitored?: boolean;
    /**
     * Population stability index of current against reference, computed by us. Absent when it could not be computed.
     */
    psi?: number;
    /**
     * 95 % quantile of the PSI if nothing had changed: chi-square(0.95, bins-1) x (1/referenceCount + 1/currentCount).
     */
    noiseFloor?: number;
    /**
     * Bins used.
     */
    bins?: number;
    /**
     * Values of the reference that entered the bins.
     */
    referenceCount?: number;
    /**
     * Values of the current snapshot that entered the bins.
     */
    currentCount?: number;
    /**
     * Inner edges of the bins: (a, b], the outer bins open. Absent for categories.
     */
    edges?: number[];
    /**
     * What each bin holds: categories, (rare) and (unseen). Absent for numeric bins and beyond 100 bins.
     */
    binLabels?: string[];
    /**
     * Values of the reference in each bin. Absent beyond 100 bins.
     */
    referenceBins?: number[];
    /**
     * Values of the current snapshot in each bin. Absent beyond 100 bins.
     */
    currentBins?: number[];
    /**
     * Whether the PSI exceeds the noise floor.
     */
    aboveNoiseFloor?: boolean;
    /**
     * Probability that the PSI exceeds the declared limit if nothing had changed: tail of chi-square(bins - 1) beyond limit / (1/referenceCount + 1/currentCount).
     */
    chanceAboveDeclaredLimit?: number;
    /**
     * Jensen-Shannon distance of the shares of the bins, base 2: 0 for equal shares, 1 for shares without a common bin (Lin 1991).
     */
    jensenShannonDistance?: number;
    /**
     * Pearson's chi-square of homogeneity over the bins.
     */
    chiSquare?: number;
    /**
     * Probability of a chi-square as large if nothing had changed (bins - 1 degrees of freedom). Large samples make trivial shifts improbable: judge effects, not this.
     */
    chiSquareP?: number;
    /**
     * Kolmogorov-Smirnov statistic, exact: the largest difference of the two distribution functions. Absent for categories and when there are too many values to sort.
     */
    kolmogorovSmirnov?: number;
    /**
     * Largest difference of the two distribution functions at the edges of the bins: what kolmogorovSmirnov is at least; exact as such, at any size.
     */
    kolmogorovSmirnovAtLeast?: number;
    /**
     * What the statistic stays below in 95 of 100 comparisons without change: sqrt(-ln(0.025)/2) sqrt(1/n + 1/m) (Smirnov 1948).
     */
    kolmogorovSmirnovNoiseFloor?: number;
    /**
     * Wasserstein-1 distance, exact, in the unit of the column. Absent for categories and when there are too many values to sort.
     */
    wasserstein?: number;
    /**
     * Wasserstein-1 distance in standard deviations (population) of the reference. Absent also when the reference is constant.
     */
    wassersteinNormed?: number;
    /**
     * Smallest finite value of the reference; numeric columns.
     */
    referenceMin?: number;
    /**
     * Largest finite value of the reference; numeric columns.
     */
    referenceMax?: number;
    /**
     * Share of rows of the reference without a value: nulls and NaN.
     */
    referenceMissingShare?: number;
    /**
     * Share of rows of the current snapshot without a value: nulls and NaN.
     */
    currentMissingShare?: number;
    /**
     * Absolute difference of the two.
     */
    missingShareChange?: number;
    /**
     * Method that the run file states for this column.
     */
    statedMethod?: string;
    /**
     * PSI that we computed by the stated method. Absent when it is not one that we re-perform.
     */
    statedPsi?: number;
    /**
     * Bins of the stated method that are not empty.
     */
    statedBins?: number;
    /**
     * Edges of the stated method; absent for categories.
     */
    statedEdges?: number[];
    /**
     * Share of nulls in the reference.
     */
    referenceNullShare?: number;
    /**
     * Share of nulls in the current snapshot.
     */
    currentNullShare?: number;
    /**
     * Absolute difference of the two.
     */
    nullShareChange?: number;
    /**
     * Share of NaN in the reference.
     */
    referenceNanShare?: number;
    /**
     * Share of NaN in the current snapshot.
     */
    currentNanShare?: number;
    /**
     * Share of infinities in the current snapshot.
     */
    currentInfinityShare?: number;
    /**
     * Share of current values in categories that the reference does not have.
     */
    unseenShare?: number;
    /**
     * Such categories (the largest 20).
     */
    unseenCategories?: string[];
    /**
     * Categories of the reference with no current value (the largest 20).
     */
    vanishedCategories?: string[];
    /**
     * Share of current values outside the range of the reference.
     */
    outOfRangeShare?: number;
    /**
     * Score that the run file claims.
     */
    claimedPsi?: number;
    /**
     * Absolute difference between the claim and our result under the claimed method.
     */
    claimDifference?: number;
    /**
     * Whether the claim was re-performed and differs by at most 0.001.
     */
    claimVerified?: boolean;
    /**
     * Response of the run.
     */
    responseKind?: 'rollback' | 'retraining' | 'investigation' | 'accepted' | 'none';
    /**
     * Whether the run names a rollback or a retraining as response, or a decision that is recorded in a register.
     */
    answered?: boolean;
    /**
     * Days from the end of the window to the response.
     */
    responseDays?: number;
    /**
     * Whether the PSI reaches the limit that the card declares; false when no card declares one.
     */
    reachesDeclaredLimit?: boolean;
    /**
     * Whether the response answers it, when the PSI reaches the limit of the card; true when it does not.
     */
    declaredAlertAnswered?: boolean;
    /**
     * Days from the end of the window to the response, when the PSI reaches the limit of the card; 0 when it does not.
     */
    declaredAlertDays?: number;
  }[];
  /**
   * Monitored features within each slice of the rows, one an item.
   */
  slices: {
    /**
     * Feature and slice with the run.
     */
    id: string;
    /**
     * Value of the slice column; (none) for rows without one.
     */
    slice?: string;
    /**
     * The slice column.
     */
    sliceBy?: string;
    /**
     * Column name.
     */
    feature?: string;
    /**
     * What the column is.
     */
    role?: string;
    /**
     * Identifier of the run.
     */
    run?: string;
    /**
     * Model of the run.
     */
    model?: string;
    /**
     * Last day of the window.
     */
    windowEnd?: string;
    /**
     * Whether the window ends in the period.
     */
    inPeriod?: boolean;
    /**
     * PSI that the card of the model declares as its limit.
     */
    declaredLimit?: number;
    /**
     * PSI within the slice, by the bins of the whole reference. Absent when a side has no value.
     */
    psi?: number;
    /**
     * 95 % quantile of the PSI if nothing had changed in the slice.
     */
    noiseFloor?: number;
    /**
     * Bins that are not empty.
     */
    bins?: number;
    /**
     * Values of the reference in the slice that entered the bins.
     */
    referenceCount?: number;
    /**
     * Values of the current snapshot in the slice that entered the bins.
     */
    currentCount?: number;
  }[];
  /**
   * Outcome metrics that drift is tied to.
   */
  outcomes: {
    /**
     * Name of the metric with the run.
     */
    id: string;
    /**
     * Name of the metric.
     */
    metric?: string;
    /**
     * Value in the reference window.
     */
    referenceValue?: number;
    /**
     * Value in the current window.
     */
    currentValue?: number;
    /**
     * (current - reference) / |reference|.
     */
    relativeChange?: number;
    /**
     * Its absolute value.
     */
    absoluteRelativeChange?: number;
    /**
     * Whether both values were computed by us from a column of the snapshots; otherwise they are claims of the run file.
     */
    computed?: boolean;
    /**
     * Column that they were computed from.
     */
    column?: string;
    /**
     * What of the column: its mean, or the share of one value.
     */
    statistic?: string;
    /**
     * Largest absolute difference between a claimed value and the one that we computed.
     */
    claimDifference?: number;
    /**
     * Whether the claimed values agree with those computed to 0.001.
     */
    claimVerified?: boolean;
    /**
     * Identifier of the run.
     */
    run?: string;
    /**
     * Model of the run.
     */
    model?: string;
    /**
     * Last day of the window.
     */
    windowEnd?: string;
    /**
     * Whether the window ends in the period.
     */
    inPeriod?: boolean;
    /**
     * Largest PSI of the monitored features and predictions of the run.
     */
    largestPsi?: number;
    /**
     * The feature that has it.
     */
    largestPsiFeature?: string;
    /**
     * Whether the run names a rollback or a retraining as response.
     */
    answered?: boolean;
    /**
     * Response of the run.
     */
    responseKind?: string;
    /**
     * Days from the end of the window to the response.
     */
    responseDays?: number;
  }[];
  /**
   * Reports of other tools that the run names.
   */
  reportCount?: number;
  /**
   * Whether every report has the SHA-256 that the run file declares; absent when none differs and not all are declared, or without reports.
   */
  reportsMatch?: boolean;
  /**
   * Scores that reports of other tools claim for columns of the run, one an item.
   */
  claims: {
    /**
     * Run, column and method.
     */
    id: string;
    /**
     * Identifier of the run.
     */
    run?: string;
    /**
     * Model of the run.
     */
    model?: string;
    /**
     * Last day of the window.
     */
    windowEnd?: string;
    /**
     * Whether the window ends in the period.
     */
    inPeriod?: boolean;
    /**
     * Tool that made the report.
     */
    claimant?: string;
    /**
     * Path of the report.
     */
    report?: string;
    /**
     * Column name.
     */
    feature?: string;
    /**
     * Method in the words of the report. Absent when it names none.
     */
    named?: string;
    /**
     * What the score is: of a p-value small means drift, of the others large.
     */
    meaning?: 'psi' | 'distance' | 'p-value' | 'unknown';
    /**
     * Method by which a PSI is re-performed.
     */
    method?: string;
    /**
     * PSI that we computed from the snapshots by that method. Absent when the score is no PSI or the method is not one that we re-perform.
     */
    reperformedPsi?: number;
    /**
     * Score that the report claims. Absent when it is NaN or an infinity.
     */
    score?: number;
    /**
     * Limit that the tool held it to.
     */
    threshold?: number;
    /**
     * Verdict of the tool.
     */
    drifted?: boolean;
    /**
     * Whether the tool works on sketches, so that its score is near the true one at best.
     */
    approximate?: boolean;
    /**
     * Our PSI of the column, by the method that is judged.
     */
    psi?: number;
    /**
     * Absolute difference between the claim and our result under the claimed method.
     */
    difference?: number;
    /**
     * Whether the claim was re-performed and agrees. Absent when it could not be re-performed.
     */
    verified?: boolean;
  }[];
  /**
   * Version of the model that was measured, as the run file says.
   */
  modelVersion?: string;
  /**
   * Whether a model card describes the model. Absent when no card was supplied.
   */
  modelCarded?: boolean;
  /**
   * Whether the inventory of the system lists the model.
   */
  modelListed?: boolean;
  /**
   * Whether the window had ended at the audit.
   */
  windowEnded?: boolean;
  /**
   * Whether an earlier run has the same identifier, or the same model and window.
   */
  duplicatesRun?: boolean;
  /**
   * Whether the window shares days with that of an earlier run of the model, other than a duplicate.
   */
  overlapsRun?: boolean;
  /**
   * The run that it duplicates or overlaps.
   */
  otherRun?: string;
  /**
   * Days between the end of the windows of the model that began before and the start of this one. Absent for the first window.
   */
  uncoveredDays?: number;
  /**
   * Versions of the model in production on some day of the window: by the deployments registers and the release of its cards; by the inventory when neither names the model.
   */
  productionVersions?: string[];
  /**
   * Whether the measured version is one of them. Absent when the run names no version, or what was in production is not known.
   */
  versionInProduction?: boolean;
  /**
   * Whether the run file declares the SHA-256 of the reference snapshot.
   */
  referenceDeclared?: boolean;
  /**
   * Last day that the rows of the reference come from, as the run file says.
   */
  referenceTakenOn?: string;
  /**
   * Days from then to the end of the window.
   */
  referenceAgeDays?: number;
  /**
   * Register entry in which the response is recorded, as the run file says.
   */
  responseRecord?: string;
  /**
   * Whether something else than the run file shows the response: a deployment of the model after the window (a rollback for a rollback), its commit in the history after the window, or the register entry that it names. Absent when it names nothing.
   */
  responseCorroborated?: boolean;
  /**
   * What shows it.
   */
  carriedOutBy?: string[];
  /**
   * Days from the end of the window to that deployment.
   */
  carriedOutDays?: number;
  /**
   * Whether a decision to accept or to investigate names an owner and a reason and is found in a register. Absent for other responses.
   */
  decisionRecorded?: boolean;
  /**
   * Whether the run names an export of lineage.
   */
  lineageSupplied?: boolean;
  /**
   * Whether a run of the lineage wrote a dataset with the SHA-256 of the current snapshot; false when it wrote that file with another SHA-256, or no run wrote it. Absent when it names the file without a SHA-256.
   */
  lineageNamesSnapshot?: boolean;
  /**
   * Job that wrote it.
   */
  lineageJob?: string;
  /**
   * Run of that job.
   */
  lineageRunId?: string;
  /**
   * Software that told so.
   */
  lineageProducer?: string;
  /**
   * Whether that run completed, and neither failed nor was aborted.
   */
  lineageCompleted?: boolean;
  /**
   * When it completed.
   */
  lineageCompletedOn?: string;
  /**
   * Whether it completed no earlier than the last day of the window, a day left for time zones.
   */
  lineageAfterWindow?: boolean;
}
