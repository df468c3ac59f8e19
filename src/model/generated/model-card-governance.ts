/* Generated from schemas/model-card-governance.schema.json by `npm run generate`. */

/**
 * What public model cards never say: front matter key `governance` of a card, or the file <card>.governance.yaml beside it. Every answer may be "unknown".
 */
export interface GovernanceBlock {
  /**
   * Identifier of the model in the inventory of the system file.
   */
  model?: string;
  /**
   * Name of the model.
   */
  name?: string;
  /**
   * Version that the card describes. In quotes.
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
  languages?: string[] | string;
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
   * Classification under the AI Act that the card states.
   */
  riskClassification?: string;
  /**
   * Intended purpose, when no section of the card states it.
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
   * How outputs can be explained (Art. 13(3)(b)(iv)).
   */
  explainability?: string;
  /**
   * Hardware and software that the model needs (Art. 13(3)(e)).
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
   * Human oversight (Art. 14).
   */
  oversight?:
    | {
        /**
         * Measures of human oversight.
         */
        measures?: string;
        /**
         * Roles or persons to whom oversight is assigned.
         */
        roles?: string[] | string;
        /**
         * Whether a person can stop the system or override its output (Art. 14(4)(d)-(e)).
         */
        stopPossible?: true | false | 'yes' | 'no' | 'unknown';
      }
    | string;
  /**
   * Automatic logs (Art. 12).
   */
  logging?:
    | {
        /**
         * Events that are logged.
         */
        events?: string[] | string;
        /**
         * Fields of each log entry.
         */
        fields?: string[] | string;
        /**
         * Months for which logs are kept.
         */
        retentionMonths?: number | string;
      }
    | string;
  /**
   * Monitoring in production (Art. 72).
   */
  monitoring?:
    | {
        /**
         * Monitoring plan, or where it is written.
         */
        plan?: string;
        /**
         * Person who answers alerts.
         */
        owner?: string;
        /**
         * Days between drift runs.
         */
        everyDays?: number | string;
        /**
         * PSI above which an alert is raised.
         */
        psiThreshold?: number | string;
        /**
         * Features whose drift is monitored.
         */
        features?: string[] | string;
        /**
         * What is done on an alert (rollback, retraining).
         */
        onAlert?: string;
      }
    | string;
  /**
   * Measures for robustness and fallback (Art. 15(4)).
   */
  robustness?: string;
  /**
   * Measures for cybersecurity (Art. 15(5)).
   */
  cybersecurity?: string;
  /**
   * Data governance (Art. 10(2)).
   */
  data?:
    | {
        /**
         * Origin of data and collection processes (point (b)).
         */
        provenance?: string;
        /**
         * Annotation, cleaning, enrichment (point (c)).
         */
        preparation?: string;
        /**
         * Examination for biases (point (f)).
         */
        biasExamination?: string;
        /**
         * Known data gaps and shortcomings (point (h)).
         */
        gaps?: string;
      }
    | string;
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
  standards?: string[] | string;
  /**
   * Declared metrics, with the thresholds that they must meet.
   */
  metrics?: GovernanceMetric[] | string;
  /**
   * Evaluations, to be tested against the git history: was the threshold committed before?
   */
  evaluations?: GovernanceEvaluation[] | string;
  /**
   * Datasets.
   */
  datasets?: GovernanceDataset[] | string;
}
/**
 * One entry.
 */
export interface GovernanceMetric {
  /**
   * Name of the metric.
   */
  name: string;
  /**
   * Value as measured: a number, or text such as "96.3 ± 2.6" or "93 %".
   */
  value?: number | string;
  /**
   * Dataset that it was measured on.
   */
  dataset?: string;
  /**
   * Group or slice.
   */
  slice?: string;
  /**
   * Threshold declared for it, in the unit of the value.
   */
  threshold?: number | string;
  /**
   * Direction in which the metric improves; needed with a threshold.
   */
  better?: 'higher' | 'lower';
}
/**
 * One entry.
 */
export interface GovernanceEvaluation {
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
}
/**
 * One entry.
 */
export interface GovernanceDataset {
  /**
   * Name of the dataset.
   */
  id: string;
  /**
   * What it was used for.
   */
  role?: 'training' | 'validation' | 'testing' | 'unspecified';
}
