/* Generated from schemas/project.schema.json by `npm run generate`. */

/**
 * plumbline.yaml: what is audited, and where each kind of evidence lies.
 */
export interface Project {
  /**
   * Version of this file's format.
   */
  plumbline: 1;
  /**
   * Title of the audit, for the report.
   */
  title?: string;
  /**
   * Profile; everything when absent.
   */
  profile?: string;
  /**
   * Period that is audited.
   */
  period: {
    /**
     * First day.
     */
    start: string;
    /**
     * First day after the last.
     */
    end: string;
  };
  /**
   * Where each kind of evidence lies.
   */
  evidence: {
    /**
     * Globs relative to the folder of plumbline.yaml.
     */
    system?: string | string[];
    /**
     * Globs relative to the folder of plumbline.yaml.
     */
    'model-card'?: string | string[];
    /**
     * Globs relative to the folder of plumbline.yaml.
     */
    'drift-run'?: string | string[];
    /**
     * Globs relative to the folder of plumbline.yaml.
     */
    people?: string | string[];
    /**
     * Exports of a forge.
     */
    'forge-export'?: string | ForgeExportSource | (string | ForgeExportSource)[];
    /**
     * Histories.
     */
    'git-history'?: string | HistorySource | (string | HistorySource)[];
    /**
     * Globs relative to the folder of plumbline.yaml.
     */
    document?: string | string[];
    /**
     * Registers: path and type.
     */
    register?: RegisterSource[];
    /**
     * Globs relative to the folder of plumbline.yaml.
     */
    attestation?: string | string[];
  };
  /**
   * Path of the waiver file.
   */
  waivers?: string;
  /**
   * Controls that are tested beside those of the profile.
   *
   * @minItems 1
   *
   * Items: Glob over control ids, or catalog#glob over requirements.
   */
  include?: string[];
  /**
   * Controls left out, each with its reason and last day; printed in the report.
   */
  exclude?: ProjectExclusion[];
  /**
   * control id -> parameter -> value, or { value, reason, until }; laid over the profile.
   */
  parameters?: {
    [k: string]: {
      /**
       * Value.
       */
      [k: string]: number | string | boolean | string[] | ReasonedValue;
    };
  };
  /**
   * Controls whose failure weighs more than the control says. A severity can be raised, never lowered.
   */
  severity?: SeverityRaise[];
  /**
   * Samples of profiles that ask for them.
   */
  sampling?: {
    /**
     * Seed. One that is not told beforehand to those who supply the evidence; without it, the seed is made of system and period, which they know.
     */
    seed: string;
  };
}
/**
 * An export of a forge.
 */
export interface ForgeExportSource {
  /**
   * Path of the export.
   */
  path: string;
  /**
   * owner/name that the export must be of.
   */
  repository?: string;
  /**
   * Names of the checks that a merge needs; those of the rules in the export when absent.
   */
  requiredChecks?: string[];
  /**
   * Labels that mark an emergency; emergency and hotfix when absent.
   */
  emergencyLabels?: string[];
}
/**
 * One history.
 */
export interface HistorySource {
  /**
   * A git pack, a git bundle or a repository.
   */
  path: string;
  /**
   * Protected branch; main when absent.
   */
  branch?: string;
  /**
   * Globs of model artefacts and their configuration.
   */
  modelPaths?: string[];
  /**
   * Globs of model cards.
   */
  cardPaths?: string[];
  /**
   * Globs of files that hold thresholds.
   */
  thresholdPaths?: string[];
  /**
   * Globs of policies, waivers and CI configuration.
   */
  policyPaths?: string[];
  /**
   * Globs of technical documentation.
   */
  documentationPaths?: string[];
  /**
   * Identities that are declared bots (globs).
   */
  bots?: string[];
  /**
   * Heads of the branch that were sealed before: full commit ids, or paths of the facts.json of earlier assessments.
   */
  earlier?: string[];
}
export interface RegisterSource {
  /**
   * Glob of CSV or JSON files.
   */
  path: string;
  /**
   * Type of the register.
   */
  type:
    | 'incidents'
    | 'training'
    | 'access-reviews'
    | 'deployments'
    | 'risks'
    | 'vendors'
    | 'access-changes'
    | 'personnel'
    | 'meetings'
    | 'configuration-snapshots'
    | 'scans'
    | 'vulnerabilities'
    | 'backups'
    | 'restore-tests'
    | 'capacity'
    | 'reconciliations'
    | 'data-inventory'
    | 'consents'
    | 'data-requests'
    | 'disclosures'
    | 'disposals'
    | 'emergency-changes'
    | 'deficiencies'
    | 'security-events'
    | 'corrective-actions'
    | 'real-world-tests'
    | 'identifications'
    | 'authority-requests'
    | 'modifications'
    | 'components'
    | 'explanation-requests'
    | 'biometric-uses'
    | 'content-samples';
}
export interface ProjectExclusion {
  /**
   * Control id.
   */
  control: string;
  /**
   * Why.
   */
  reason: string;
  /**
   * Until when.
   */
  until: string;
}
/**
 * A value with its reason and, when it is for a time only, its last day.
 */
export interface ReasonedValue {
  /**
   * Value.
   */
  value: (number | string | boolean) | string[];
  /**
   * Why the value differs.
   */
  reason: string;
  /**
   * Last day on which the value holds; the layer below counts again after it.
   */
  until?: string;
}
export interface SeverityRaise {
  /**
   * Control id.
   */
  control: string;
  /**
   * Severity from now on; above the one it has.
   */
  to: 'critical' | 'high' | 'medium' | 'low' | 'info';
  /**
   * Why.
   */
  reason: string;
}
