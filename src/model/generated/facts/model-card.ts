/* Generated from schemas/facts/model-card.schema.json by `npm run generate`. */

/**
 * One model card. A text fact is there only when the card really says something: placeholders, code samples and empty sections leave it absent.
 */
export interface ModelCardFacts {
  /**
   * Identifier of the model that the card describes.
   */
  id: string;
  /**
   * Path of the card in the evidence folder.
   */
  path?: string;
  /**
   * Shape of the card, found by its content: one of the public formats, plain sections, or our governance file only.
   */
  format?:
    | 'hugging-face'
    | 'hugging-face-results'
    | 'sections'
    | 'mitchell'
    | 'openai'
    | 'meta'
    | 'nvidia'
    | 'nvidia-sub-card'
    | 'transparency-faq'
    | 'granite'
    | 'model-card-toolkit'
    | 'mitchell-json'
    | 'cyclonedx'
    | 'spdx-3'
    | 'monai'
    | 'governance';
  /**
   * Whether there is a governance block, in the card or beside it: what no public format has a place for can stand only there.
   */
  governanceBlock?: boolean;
  /**
   * Name of the model.
   */
  name?: string;
  /**
   * Version that the card describes.
   */
  version?: string;
  /**
   * Licence.
   */
  license?: string;
  /**
   * Person accountable for the model.
   */
  owner?: string;
  /**
   * Where questions go.
   */
  contact?: string;
  /**
   * Who developed or provides the model.
   */
  providerName?: string;
  /**
   * Authorised representative in the Union (Art. 22).
   */
  authorisedRepresentative?: string;
  /**
   * Date of release.
   */
  releasedOn?: string;
  /**
   * Date on which the card was last reviewed.
   */
  reviewedOn?: string;
  /**
   * Model that this one derives from.
   */
  baseModel?: string;
  /**
   * Task or domain of the model, as the card names it (text-classification, medical imaging ...).
   */
  task?: string;
  /**
   * Languages that the model is for, as written.
   */
  languages?: string[];
  /**
   * Number of parameters, as written.
   */
  parameterCount?: string;
  /**
   * Where the model may be deployed.
   */
  deploymentGeography?: string;
  /**
   * Acceptable use policy, or where it stands.
   */
  acceptableUsePolicy?: string;
  /**
   * Intended purpose or use.
   */
  intendedPurpose?: string;
  /**
   * Intended users.
   */
  intendedUsers?: string;
  /**
   * Uses that are out of scope, or foreseeable misuse.
   */
  outOfScopeUse?: string;
  /**
   * Reasonably foreseeable misuse (Art. 9(2)(b), 13(3)(b)(iii)).
   */
  foreseeableMisuse?: string;
  /**
   * Known limitations, risks and biases.
   */
  limitations?: string;
  /**
   * Known risks with their mitigations (Arts. 9 and 13).
   */
  risks?: string;
  /**
   * Trade-offs of the design (Annex IV point 2(b)).
   */
  tradeoffs?: string;
  /**
   * Training data.
   */
  trainingData?: string;
  /**
   * Personal or sensitive data in the training data.
   */
  sensitiveData?: string;
  /**
   * Evaluation and its results.
   */
  evaluation?: string;
  /**
   * Performance on specific persons or groups (Art. 13(3)(b)(v)).
   */
  performanceByGroup?: string;
  /**
   * Decision thresholds, and how to read outputs against them.
   */
  decisionThresholds?: string;
  /**
   * Ethical considerations and mitigations.
   */
  ethicalConsiderations?: string;
  /**
   * Architecture or model type.
   */
  architecture?: string;
  /**
   * Inputs that the model expects.
   */
  inputs?: string;
  /**
   * Outputs and how to read them.
   */
  outputs?: string;
  /**
   * How outputs can be explained.
   */
  explainability?: string;
  /**
   * Hardware and software that the model needs.
   */
  hardware?: string;
  /**
   * Energy and environmental impact.
   */
  environment?: string;
  /**
   * Computation used for training (Annex XI).
   */
  trainingCompute?: string;
  /**
   * Measures of human oversight (Art. 14).
   */
  oversightMeasures?: string;
  /**
   * Roles or persons to whom oversight is assigned.
   */
  oversightRoles?: string[];
  /**
   * Whether a person can stop the system or override its output (Art. 14(4)(d)-(e)).
   */
  stopPossible?: boolean;
  /**
   * Events that are logged automatically (Art. 12).
   */
  loggedEvents?: string[];
  /**
   * Months for which logs are kept.
   */
  logRetentionMonths?: number;
  /**
   * Fields of each log entry.
   */
  logFields?: string[];
  /**
   * Post-market or production monitoring plan.
   */
  monitoringPlan?: string;
  /**
   * Person who answers alerts.
   */
  monitoringOwner?: string;
  /**
   * Days between drift runs.
   */
  monitoringCadenceDays?: number;
  /**
   * PSI above which an alert is raised, as the card declares.
   */
  psiThreshold?: number;
  /**
   * Features whose drift is monitored.
   */
  monitoredFeatures?: string[];
  /**
   * What is done on an alert (rollback, retraining).
   */
  alertResponse?: string;
  /**
   * Measures for robustness and fallback (Art. 15(4)).
   */
  robustnessMeasures?: string;
  /**
   * Measures for cybersecurity (Art. 15(5)).
   */
  cybersecurityMeasures?: string;
  /**
   * Examination for biases (Art. 10(2)(f)).
   */
  biasExamination?: string;
  /**
   * Origin of data and collection processes (Art. 10(2)(b)).
   */
  dataProvenance?: string;
  /**
   * Preparation of data: annotation, cleaning, enrichment (Art. 10(2)(c)).
   */
  dataPreparation?: string;
  /**
   * Known data gaps and shortcomings (Art. 10(2)(h)).
   */
  dataGaps?: string;
  /**
   * Expected lifetime and maintenance (Art. 13(3)(e)).
   */
  lifetime?: string;
  /**
   * Pre-determined changes (Art. 13(3)(c)).
   */
  predeterminedChanges?: string;
  /**
   * Changes from version to version.
   */
  changes?: string;
  /**
   * Standards applied.
   */
  standards?: string[];
  /**
   * Classification under the AI Act that the card states.
   */
  riskClassification?: string;
  /**
   * Whether that classification names the system high-risk. Absent when it says neither, or both. Derived.
   */
  declaresHighRisk?: boolean;
  /**
   * Number of models that the card describes.
   */
  modelCount?: number;
  /**
   * Words of prose outside code.
   */
  wordCount?: number;
  /**
   * Whether the card only points elsewhere.
   */
  linkOnly?: boolean;
  /**
   * Whether a tool wrote the card and nobody finished it.
   */
  autoGenerated?: boolean;
  /**
   * Whether the front matter, if there is one, could be used.
   */
  frontMatterUsable?: boolean;
  /**
   * Number of metrics with a value.
   */
  metricCount?: number;
  /**
   * Sections of the card.
   */
  sections: {
    /**
     * Heading, normalised.
     */
    id: string;
    /**
     * Heading as written.
     */
    title?: string;
    /**
     * Canonical field that the heading stands for.
     */
    topic?: string;
    /**
     * Words of prose.
     */
    wordCount?: number;
    /**
     * Whether the text is a placeholder.
     */
    placeholder?: boolean;
    /**
     * Whether the section holds only code.
     */
    codeOnly?: boolean;
  }[];
  /**
   * Declared metrics.
   */
  metrics: {
    /**
     * Name of the metric with dataset and slice.
     */
    id: string;
    /**
     * Name of the metric.
     */
    name?: string;
    /**
     * Value as written.
     */
    raw?: string;
    /**
     * Parsed value.
     */
    value?: number;
    /**
     * Whether the value is written in percent. A share is never turned into percent, nor the other way round.
     */
    percent?: boolean;
    /**
     * What stands behind "±", as written; of what (standard deviation, error) the card rarely says.
     */
    spread?: number;
    /**
     * Lower bound of the confidence interval.
     */
    lowerBound?: number;
    /**
     * Upper bound of the confidence interval.
     */
    upperBound?: number;
    /**
     * Dataset that it was measured on.
     */
    dataset?: string;
    /**
     * Group or slice.
     */
    slice?: string;
    /**
     * Threshold declared for it.
     */
    threshold?: number;
    /**
     * Whether the value meets its threshold in the declared direction. Derived.
     */
    atLeastThreshold?: boolean;
  }[];
  /**
   * Evaluations that the governance block names, to be tested against the git history.
   */
  evaluations: {
    /**
     * Identifier of the evaluation.
     */
    id: string;
    /**
     * Path in the repository of the file that holds the thresholds.
     */
    thresholdsPath?: string;
    /**
     * Commit or tag that was evaluated.
     */
    evaluatedCommit?: string;
    /**
     * Date of the evaluation.
     */
    evaluatedOn?: string;
  }[];
  /**
   * Datasets named by the card.
   */
  datasets: {
    /**
     * Name of the dataset.
     */
    id: string;
    /**
     * What it was used for.
     */
    role?: 'training' | 'validation' | 'testing' | 'unspecified';
  }[];
}
