/* Generated from schemas/assessment.schema.json by `npm run generate`. */

/**
 * The one result document (OSCAL: assessment results). Every output is made from it alone.
 */
export interface Assessment {
  /**
   * Format and version.
   */
  schema: 'plumbline/assessment@1';
  /**
   * The tool.
   */
  tool: {
    /**
     * Name.
     */
    name: string;
    /**
     * Version.
     */
    version: string;
  };
  /**
   * Title of the audit.
   */
  title: string;
  /**
   * Date at which the law and the evidence are looked at.
   */
  asOf: string;
  /**
   * Period audited.
   */
  period: {
    /**
     * First day.
     */
    start: string;
    /**
     * First day after.
     */
    end: string;
  };
  /**
   * System audited.
   */
  system: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Name.
     */
    name: string;
    /**
     * Intended purpose.
     */
    intendedPurpose?: string;
    /**
     * Version.
     */
    version?: string;
    /**
     * Roles.
     */
    roles?: string[];
  };
  /**
   * Profile used.
   */
  profile: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Title.
     */
    title: string;
    /**
     * Outcomes that block.
     *
     * Items: Outcome.
     */
    blocks: string[];
    /**
     * Controls left out.
     */
    excluded: ExcludedControl[];
    /**
     * Profiles that it builds on, the first of all first; absent when there are none.
     *
     * Items: Profile.
     */
    extends?: string[];
    /**
     * What profiles and plumbline.yaml changed of what the policies say, layer by layer.
     */
    tailoring: TailoringChange[];
    /**
     * What of that makes the verdict say less, in a sentence for each layer: how much was left out, loosened or replaced. Absent when nothing was.
     *
     * @minItems 1
     *
     * Items: Sentence.
     */
    tailored?: string[];
    /**
     * Who admits what plumbline.yaml leaves out and loosens: `profile x`, or `--admit-tailoring`, the flag of whoever ran the audit. Absent when nobody does.
     */
    admittedBy?: string;
    /**
     * Whether the audit is of a period or as of a date.
     */
    basis?: 'period' | 'date';
    /**
     * Controls left out because they test a period and the audit is as of a date.
     */
    leftOut?: LeftOutControl[];
  };
  /**
   * Named conditions that decided what applies.
   */
  conditions: ConditionResult[];
  /**
   * Findings, one a control.
   */
  findings: Finding[];
  /**
   * Requirements of the catalogs.
   */
  requirements: RequirementResult[];
  /**
   * Frameworks.
   */
  frameworks: FrameworkSummary[];
  /**
   * Waivers.
   */
  waivers: WaiverResult[];
  /**
   * What the exit code rests on.
   */
  gate: {
    /**
     * Whether something blocks.
     */
    blocked: boolean;
    /**
     * Controls that block.
     *
     * Items: Control.
     */
    blocking: string[];
    /**
     * Why, as sentences.
     *
     * Items: Reason.
     */
    reasons: string[];
  };
  /**
   * Evidence read, with digests.
   */
  evidence: EvidenceRecord[];
  /**
   * Digests of everything that the assessment came from.
   */
  inputs: {
    /**
     * plumbline.yaml.
     */
    project: FileDigest;
    /**
     * Policies used.
     */
    policies: {
      /**
       * Digest of the canonical list of policy files.
       */
      sha256: string;
      /**
       * Policy files.
       */
      files: FileDigest[];
      /**
       * Packs beside the policies that ship with the tool, in the order in which they were layered; absent when there were none.
       */
      packs?: PackUsed[];
    };
    /**
     * Waiver file.
     */
    waivers?: FileDigest;
    /**
     * Trust file of whoever audited: the keys that may sign attestations and waivers. Not part of the evidence.
     */
    trust?: FileDigest;
    /**
     * Digest of the canonical facts.
     */
    facts: string;
    /**
     * Snapshot engine that counted.
     */
    engine: string;
  };
  /**
   * Charts.
   */
  exhibits: Exhibit[];
  sampling?: Sampling;
}
export interface ExcludedControl {
  /**
   * Control.
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
 * One change of what is tested, and how.
 */
export interface TailoringChange {
  /**
   * Who changed it: `profile x`, `pack x` or `plumbline.yaml`.
   */
  layer: string;
  /**
   * What was changed.
   */
  change: 'included' | 'excluded' | 'parameter' | 'locked' | 'severity' | 'replaced';
  /**
   * Control, or the glob that selects controls, or the policy that was replaced.
   */
  subject: string;
  /**
   * Name of the parameter.
   */
  parameter?: string;
  /**
   * Value before.
   */
  from?: string;
  /**
   * Value after.
   */
  to?: string;
  /**
   * Whether the value is looser than the floor of the parameter.
   */
  beyondFloor?: boolean;
  /**
   * Whether the value is looser than the one before; so is every other value when the parameter has no floor, which alone says which way is looser.
   */
  looser?: boolean;
  /**
   * Why, in the words of whoever changed it; absent when none was given.
   */
  reason?: string;
  /**
   * Last day of the change.
   */
  until?: string;
  /**
   * ended: its last day has passed; overridden: a later layer says otherwise; without-effect: the profile does not select the control; too-long: an exclusion whose last day is further off than the profile lets it be, so that the control is tested.
   */
  state: 'in-effect' | 'ended' | 'overridden' | 'without-effect' | 'too-long';
}
export interface LeftOutControl {
  /**
   * Control.
   */
  control: string;
  /**
   * Title of the control.
   */
  title: string;
  /**
   * The check that is over a period.
   */
  check: string;
}
export interface ConditionResult {
  /**
   * Condition.
   */
  id: string;
  /**
   * What is true when it holds.
   */
  title: string;
  /**
   * Value on the facts of the system.
   */
  value: 'true' | 'false' | 'unknown';
  /**
   * Which facts decided it.
   */
  reason: string;
}
/**
 * The verdict on one control (OSCAL: finding).
 */
export interface Finding {
  /**
   * Control.
   */
  control: string;
  /**
   * Title or failure title, after the outcome.
   */
  title: string;
  /**
   * Severity.
   */
  severity: 'critical' | 'high' | 'medium' | 'low' | 'info';
  /**
   * Method.
   */
  method: 'EXAMINE' | 'INTERVIEW' | 'TEST';
  /**
   * Who can decide it.
   */
  decides: 'machine' | 'partly' | 'person';
  /**
   * Outcome.
   */
  outcome:
    'not-satisfied' | 'errored' | 'undetermined' | 'unattested' | 'not-exercised' | 'satisfied' | 'not-applicable';
  /**
   * Why, as a sentence.
   */
  reason: string;
  /**
   * Requirements that the finding answers; none for a relaxed control's legal citations.
   *
   * Items: catalog#requirement.
   */
  answers: string[];
  /**
   * What the finding says of each requirement, when its checks tell items of different requirements apart. Absent when it says the same of all.
   */
  byAnswer?: AnswerOutcome[];
  /**
   * Whether a parameter was loosened beyond its floor.
   */
  relaxed: boolean;
  /**
   * Why the control matters.
   */
  why: string;
  /**
   * What to do.
   */
  remedy: string;
  /**
   * What the control does not show.
   */
  limits?: string;
  /**
   * What a reader should know whatever the outcome.
   */
  explains?: string;
  /**
   * Parameters used.
   */
  parameters: ParameterUsed[];
  /**
   * Earliest date of application, when none of its requirements applies yet.
   */
  upcomingFrom?: string;
  /**
   * Checks.
   */
  checks: CheckResult[];
  /**
   * Effective waivers laid over the finding.
   *
   * Items: Waiver.
   */
  waivedBy: string[];
  /**
   * Whether the finding blocks.
   */
  blocks: boolean;
  /**
   * Evidence items that the checks read.
   *
   * Items: Path.
   */
  evidence: string[];
}
export interface AnswerOutcome {
  /**
   * Requirement: catalog#requirement.
   */
  answer: string;
  /**
   * Outcome.
   */
  outcome:
    'not-satisfied' | 'errored' | 'undetermined' | 'unattested' | 'not-exercised' | 'satisfied' | 'not-applicable';
}
export interface ParameterUsed {
  /**
   * Name.
   */
  name: string;
  /**
   * What it is.
   */
  title: string;
  /**
   * Value used.
   */
  value: string;
  /**
   * Default.
   */
  default: string;
  /**
   * Whether it is looser than the floor.
   */
  beyondFloor: boolean;
}
/**
 * What one check found (OSCAL: observation).
 */
export interface CheckResult {
  /**
   * Check.
   */
  id: string;
  /**
   * Kind of check.
   */
  kind: string;
  /**
   * What it tests.
   */
  title?: string;
  /**
   * What a person is asked, for a check that only a person can answer.
   */
  question?: string;
  /**
   * Outcome.
   */
  outcome:
    'not-satisfied' | 'errored' | 'undetermined' | 'unattested' | 'not-exercised' | 'satisfied' | 'not-applicable';
  /**
   * Why, as a sentence.
   */
  reason: string;
  /**
   * Population tested.
   */
  population?: string;
  /**
   * Items of the population.
   */
  size?: number;
  /**
   * Items that count.
   */
  counted?: number;
  /**
   * What was expected, after references were resolved.
   */
  expected: ResolvedExpectation[];
  /**
   * Items that failed (AICPA: exceptions).
   */
  exceptions: ItemResult[];
  /**
   * Items that could not be judged.
   */
  undetermined: ItemResult[];
  attestation?: AttestationUsed;
  /**
   * Every attestation on file for the check, and what it is worth.
   */
  attestations?: AttestationOnFile[];
  /**
   * Checks of a group.
   */
  checks?: CheckResult[];
  sample?: SampleResult;
}
export interface ResolvedExpectation {
  /**
   * Fact.
   */
  fact: string;
  /**
   * Comparator.
   */
  comparator: string;
  /**
   * Value, after references were resolved.
   */
  value: string;
}
/**
 * An item that failed its test, or that could not be judged.
 */
export interface ItemResult {
  /**
   * Identifier of the item.
   */
  item: string;
  /**
   * Path of the evidence item.
   */
  evidence: string;
  /**
   * Why, as a sentence.
   */
  reason: string;
  /**
   * The comparisons that did not hold.
   */
  shows: ItemFact[];
}
/**
 * One comparison that did not hold.
 */
export interface ItemFact {
  /**
   * Fact that was looked at.
   */
  fact: string;
  /**
   * What it shows.
   */
  seen: string;
  /**
   * What was expected.
   */
  expected: string;
  /**
   * Where it was read.
   */
  at?: Location;
}
/**
 * Where a fact was read.
 */
export interface Location {
  /**
   * Path in the evidence folder.
   */
  file: string;
  /**
   * Line, from 1.
   */
  line?: number;
  /**
   * Last line.
   */
  endLine?: number;
}
/**
 * The attestation that answers the check.
 */
export interface AttestationUsed {
  /**
   * Person.
   */
  by: string;
  /**
   * Role.
   */
  role: string;
  /**
   * When.
   */
  attestedOn: string;
  /**
   * Until when.
   */
  validUntil?: string;
  /**
   * Path of the attestation.
   */
  evidence: string;
  /**
   * The question as the person put it.
   */
  question?: string;
  /**
   * Pieces of evidence that the person named, with digest.
   */
  evidenceCount?: number;
  /**
   * Reasons.
   */
  statement?: string;
  /**
   * Whether it is signed, and with which key.
   */
  signature?: string;
  /**
   * What the person owns of what is audited.
   *
   * Items: One thing.
   */
  owns?: string[];
  /**
   * How the person came to it: EXAMINE, INTERVIEW or TEST.
   */
  method?: string;
}
/**
 * One attestation, resolved once.
 */
export interface AttestationOnFile {
  /**
   * Attestation.
   */
  id: string;
  /**
   * Path of the file.
   */
  evidence: string;
  /**
   * Person.
   */
  by: string;
  /**
   * Role.
   */
  role: string;
  /**
   * Answer; absent when it is neither.
   */
  determination?: 'yes' | 'no';
  /**
   * How the person came to it.
   */
  method?: string;
  /**
   * When; absent when it is no date.
   */
  attestedOn?: string;
  /**
   * Last day; absent when it is no date.
   */
  validUntil?: string;
  /**
   * What it is worth.
   */
  state: 'effective' | 'superseded' | 'no-effect';
  /**
   * Why.
   */
  explanation: string;
  /**
   * Whether it is signed, and with which key.
   */
  signature: string;
  /**
   * What the person owns of what is audited.
   *
   * Items: One thing.
   */
  owns?: string[];
}
/**
 * The sample of the items that count, and how it came out. The outcome rests on all items, not on these.
 */
export interface SampleResult {
  /**
   * Sample.
   */
  id: string;
  /**
   * Items sampled.
   */
  size: number;
  /**
   * Items of the sample that are exceptions.
   */
  exceptions: string[];
  /**
   * Items of the sample that could not be judged.
   */
  undetermined: string[];
}
/**
 * What the controls say about one requirement.
 */
export interface RequirementResult {
  /**
   * Catalog.
   */
  framework: string;
  /**
   * Requirement.
   */
  id: string;
  /**
   * Title.
   */
  title: string;
  /**
   * Provision.
   */
  citation: string;
  /**
   * Heading.
   */
  group?: string;
  /**
   * Requirement that this entry is a test of. It is ours, no requirement of the framework, and in none of the numbers.
   */
  partOf?: string;
  /**
   * Why the requirement does not bind the audited organisation, on known facts; the outcome is then not-applicable, whether or not a control answers it.
   */
  outOfScope?: string;
  /**
   * Whether it applies at the date of the audit.
   */
  state: 'in-application' | 'upcoming' | 'always';
  /**
   * First day of application.
   */
  from?: string;
  /**
   * Legal basis of the date.
   */
  basis?: string;
  /**
   * Confidence in the date.
   */
  confidence?: string;
  /**
   * Penalty provision that names it: the identifier of one of the framework's `penalties`.
   */
  penalty?: string;
  /**
   * Outcome rolled up from the controls that answer it; not-applicable when it does not bind; absent when it binds and no control was run.
   */
  outcome?:
    'not-satisfied' | 'errored' | 'undetermined' | 'unattested' | 'not-exercised' | 'satisfied' | 'not-applicable';
  /**
   * Controls that answer it.
   *
   * Items: Control.
   */
  controls: string[];
  /**
   * Requirements of other frameworks that share something of what it asks, as `catalog#requirement`, by a mapping of ours. Informative: no outcome is carried over, and nothing of it is counted.
   *
   * Items: Requirement of another framework.
   */
  bearsOn?: string[];
  /**
   * Why it was not tested.
   */
  notTestedHere?: string;
}
/**
 * Numbers of one framework, with honest denominators.
 */
export interface FrameworkSummary {
  /**
   * Catalog.
   */
  id: string;
  /**
   * Title.
   */
  title: string;
  /**
   * Version.
   */
  version: string;
  /**
   * Notice.
   */
  notice: string;
  /**
   * Requirements in the catalog, without the entries that are tests of one.
   */
  requirements: number;
  /**
   * Requirements answered by a control of the profile.
   */
  answered: number;
  /**
   * Outcome -> number.
   */
  controls: {
    [k: string]: number;
  };
  /**
   * Outcome -> number of requirements. Those that do not bind are not-applicable here, answered or not.
   */
  outcomes: {
    [k: string]: number;
  };
  /**
   * Answered requirements that are not yet in application.
   */
  upcoming: number;
  /**
   * Transitional rules that may move a date for this system, and that the dates do not show.
   */
  transitions: TransitionResult[];
  /**
   * Penalty provisions that its requirements name.
   */
  penalties: PenaltyProvision[];
}
/**
 * A transitional rule.
 */
export interface TransitionResult {
  /**
   * Date of application that it concerns.
   */
  from: string;
  /**
   * Provision.
   */
  citation: string;
  /**
   * What it provides, in our own words.
   */
  text: string;
  /**
   * How sure we are of it.
   */
  confidence: 'high' | 'medium' | 'low';
}
/**
 * A penalty provision.
 */
export interface PenaltyProvision {
  /**
   * Identifier in the catalog.
   */
  id: string;
  /**
   * Provision.
   */
  citation: string;
  /**
   * What it provides, in our own words.
   */
  text: string;
}
/**
 * One waiver, resolved once.
 */
export interface WaiverResult {
  /**
   * Waiver.
   */
  id: string;
  /**
   * Control.
   */
  control: string;
  /**
   * Subject.
   */
  subject: string;
  /**
   * What it is worth.
   */
  state: 'effective' | 'expired' | 'not-yet-effective' | 'orphan' | 'over-broad' | 'refused';
  /**
   * Reason of the waiver.
   */
  reason: string;
  /**
   * Why it is in that state.
   */
  explanation: string;
  /**
   * Owner.
   */
  owner: string;
  /**
   * Approver.
   */
  approver: string;
  /**
   * Risk.
   */
  risk: string;
  /**
   * From.
   */
  from: string;
  /**
   * Until.
   */
  until: string;
  /**
   * Role of the approver.
   */
  approverRole?: string;
  /**
   * Whether it is signed, and with which key.
   */
  signature?: string;
}
/**
 * One evidence item.
 */
export interface EvidenceRecord {
  /**
   * Path.
   */
  path: string;
  /**
   * Kind.
   */
  kind: string;
  /**
   * SHA-256.
   */
  sha256: string;
  /**
   * Bytes.
   */
  size: number;
  /**
   * Problems found.
   */
  problems: Problem[];
}
/**
 * Something that could not be read as what it claims to be.
 */
export interface Problem {
  /**
   * Stable word for machines.
   */
  code: string;
  /**
   * What was seen and what was expected.
   */
  message: string;
  /**
   * Path in the evidence folder.
   */
  file: string;
  /**
   * Line, from 1.
   */
  line?: number;
}
/**
 * A file and its digest.
 */
export interface FileDigest {
  /**
   * Path.
   */
  path: string;
  /**
   * SHA-256.
   */
  sha256: string;
  /**
   * Bytes.
   */
  size?: number;
}
export interface PackUsed {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Title.
   */
  title: string;
  /**
   * Version.
   */
  version?: string;
  /**
   * Digest of the pack: of the canonical list of its files.
   */
  sha256: string;
  /**
   * Number of its files.
   */
  files: number;
}
/**
 * Data of one chart.
 */
export interface Exhibit {
  /**
   * Identifier.
   */
  id: string;
  /**
   * Kind of chart.
   */
  kind: 'distribution';
  /**
   * Title.
   */
  title: string;
  /**
   * Population of the item that it illustrates.
   */
  population: string;
  /**
   * Item that it illustrates.
   */
  item: string;
  /**
   * What the item belongs to, such as the model that was measured; charts of one group are shown together.
   */
  group?: string;
  /**
   * What was measured, such as the name of the feature; the same in every measurement of a group.
   */
  subject?: string;
  /**
   * Fact of the item that the chart explains.
   */
  fact: string;
  /**
   * Value of that fact.
   */
  value?: number;
  /**
   * Date on which it was measured.
   */
  at?: string;
  /**
   * Label of each bin.
   *
   * Items: Label.
   */
  labels: string[];
  /**
   * Share of the reference in each bin, 0 to 1.
   *
   * Items: Share.
   */
  reference: number[];
  /**
   * Share of the current snapshot in each bin, 0 to 1.
   *
   * Items: Share.
   */
  current: number[];
  /**
   * What else was measured of the item, and how.
   */
  measures?: ExhibitMeasure[];
  /**
   * What a reader should know.
   */
  note?: string;
}
export interface ExhibitMeasure {
  /**
   * Name of the measure.
   */
  name: string;
  /**
   * Its value, written out.
   */
  value: string;
}
/**
 * Samples for re-performance by hand, beside the test of whole populations.
 */
export interface Sampling {
  /**
   * Method with its version.
   */
  method: string;
  /**
   * Seed.
   */
  seed: string;
  /**
   * Whether the seed stands in plumbline.yaml, or was made of system and period.
   */
  seedFrom: 'project' | 'derived';
  /**
   * How many items are sampled, by size of the population.
   *
   * @minItems 1
   */
  sizes: SampleSize[];
  /**
   * Samples; checks that count the same items share one.
   */
  samples: Sample[];
}
export interface SampleSize {
  /**
   * The row holds for populations of more items than this, up to the next row.
   */
  above: number;
  /**
   * Items sampled.
   */
  items: number;
}
export interface Sample {
  /**
   * Identifier, S1 ...
   */
  id: string;
  /**
   * Population that it was drawn from.
   */
  population: string;
  /**
   * Items of the population that count; all of them were tested.
   */
  counted: number;
  /**
   * Items in the order in which they were drawn.
   */
  items: SampledItem[];
}
export interface SampledItem {
  /**
   * Item.
   */
  item: string;
  /**
   * Path of the evidence.
   */
  evidence: string;
}
