/* Generated from schemas/facts/git-history.schema.json by `npm run generate`. */

/**
 * The history of one protected branch, read from hash-checked objects. Dates are committer dates, set by the client, unless said otherwise.
 */
export interface GitHistoryFacts {
  /**
   * Path of the bundle or repository.
   */
  id: string;
  /**
   * Where the history came from.
   */
  source?: 'bundle' | 'repository';
  /**
   * Branch that was read.
   */
  branch?: string;
  /**
   * Commit id of its tip.
   */
  tip?: string;
  /**
   * Hash of the object ids.
   */
  objectFormat?: 'sha1' | 'sha256';
  /**
   * Commits reachable from the tip.
   */
  commitCount?: number;
  /**
   * Of these, committed in the period.
   */
  periodCommitCount?: number;
  /**
   * First-parent changes in the period.
   */
  changeCount?: number;
  /**
   * Tags.
   */
  tagCount?: number;
  /**
   * Whether the history is cut off.
   */
  shallow?: boolean;
  /**
   * Whether every parent that a commit names is present and every object has the hash it is named by.
   */
  complete?: boolean;
  /**
   * Parents that are named but absent.
   */
  missingParents?: number;
  /**
   * Objects whose content does not have the hash they are named by.
   */
  hashMismatches?: number;
  /**
   * References under refs/replace.
   */
  replaceRefs?: number;
  /**
   * Lines of a grafts file.
   */
  grafts?: number;
  /**
   * Whether the repository borrows objects from elsewhere.
   */
  alternates?: boolean;
  /**
   * First-parent changes dated more than an hour before their parent.
   */
  backdatedChanges?: number;
  /**
   * Integrity findings of severity high or critical.
   */
  graveFindings?: number;
  /**
   * Whether an export of a forge (reviews, check runs) was supplied.
   */
  forgeEvidence?: boolean;
  /**
   * Commits of the period that carry a signature (not verified).
   */
  signedCommitCount?: number;
  /**
   * Distinct author identities in the period.
   */
  identityCount?: number;
  /**
   * Whether the tip holds a CODEOWNERS file.
   */
  codeowners?: boolean;
  /**
   * First-parent steps of the branch in the period.
   */
  changes: {
    /**
     * First 12 digits of the commit id.
     */
    id: string;
    /**
     * Commit id.
     */
    oid?: string;
    /**
     * First line of the message.
     */
    subject?: string;
    /**
     * Merge, plain commit (squash, rebase or direct push cannot be told apart by git alone), or root.
     */
    kind?: 'merge' | 'commit' | 'root';
    /**
     * Author identities of the commits that the change brings in.
     */
    authors?: string[];
    /**
     * Identities of Co-authored-by trailers.
     */
    coAuthors?: string[];
    /**
     * Identity of the committer.
     */
    committer?: string;
    /**
     * Everybody with a hand in the change (authors, co-authors, committers), as "name <address>" in lower case.
     */
    makers?: string[];
    /**
     * Committer date.
     */
    committedAt?: string;
    /**
     * Author date.
     */
    authoredAt?: string;
    /**
     * Identities of Reviewed-by, Acked-by and Approved-by trailers of the change (claimed).
     */
    reviewers?: string[];
    /**
     * Those who are neither author nor co-author nor committer of a commit that the change brings in, and who are known from elsewhere: as author or committer in the history, or as an owner of the system. Never a bot; spellings of one name or address are one person.
     */
    independentReviewers?: string[];
    /**
     * Reviewers without a hand in the change who are named without an address, or who occur nowhere else in the history and are no owner of the system: nobody that could be asked.
     */
    unknownReviewers?: string[];
    /**
     * Number of independent reviewers. Absent when the only ones are unknown.
     */
    independentReviewerCount?: number;
    /**
     * Work items that the messages link to, without the number of the merged request itself.
     */
    workItems?: string[];
    /**
     * Their number.
     */
    workItemCount?: number;
    /**
     * Whether the commit carries a signature (not verified).
     */
    signed?: boolean;
    /**
     * Whether an author is declared a bot.
     */
    bot?: boolean;
    /**
     * Whether a trailer declares an AI co-author.
     */
    aiAssisted?: boolean;
    /**
     * Whether the change says that it is an emergency: by a trailer (Emergency, Emergency-change, Hotfix), or by a subject that begins with, or merges a branch named, hotfix or emergency. A claim; who says nothing is not seen.
     */
    emergency?: boolean;
    /**
     * Paths changed against the first parent, at most 200.
     */
    paths?: string[];
    /**
     * Number of paths changed.
     */
    pathCount?: number;
    /**
     * Whether a model artefact or its configuration changed.
     */
    touchesModel?: boolean;
    /**
     * Whether a model card changed.
     */
    touchesModelCard?: boolean;
    /**
     * Whether a thresholds file changed.
     */
    touchesThresholds?: boolean;
    /**
     * Whether a policy, waiver or CI file changed.
     */
    touchesPolicy?: boolean;
    /**
     * Whether documentation changed.
     */
    touchesDocumentation?: boolean;
    /**
     * Commit that the change reverts.
     */
    revertOf?: string;
    /**
     * First tag that contains the change.
     */
    release?: string;
    /**
     * Whether the change is dated more than an hour before its parent.
     */
    backdated?: boolean;
    /**
     * Commits that the change brings in.
     */
    commitCount?: number;
  }[];
  /**
   * Tags on the branch in the period.
   */
  releases: {
    /**
     * Name of the tag.
     */
    id: string;
    /**
     * Commit that it names.
     */
    oid?: string;
    /**
     * Date of the tag, or of its commit.
     */
    taggedAt?: string;
    /**
     * Whether the tag is an object of its own.
     */
    annotated?: boolean;
    /**
     * Whether the tag carries a signature (not verified).
     */
    signed?: boolean;
    /**
     * Whether a model card exists at the tagged commit.
     */
    cardPresent?: boolean;
    /**
     * Whether technical documentation exists at the tagged commit.
     */
    documentationPresent?: boolean;
    /**
     * Whether model files changed since the tag before.
     */
    modelChangedSinceLastRelease?: boolean;
    /**
     * Whether a model card changed since the tag before.
     */
    cardChangedSinceLastRelease?: boolean;
    /**
     * Whether documentation changed since the tag before.
     */
    documentationChangedSinceLastRelease?: boolean;
    /**
     * Model files at the tagged commit that no evaluated commit before or at it holds as they are; at most 20.
     */
    unevaluatedModelPaths?: string[];
    /**
     * Their number. 0 also where the release went back to evaluated files.
     */
    unevaluatedModelCount?: number;
  }[];
  /**
   * Evaluations named by model cards, tested against ancestry.
   */
  evaluations: {
    /**
     * Identifier of the evaluation.
     */
    id: string;
    /**
     * Model evaluated.
     */
    model?: string;
    /**
     * Path of the thresholds file.
     */
    thresholdsPath?: string;
    /**
     * Commit evaluated, resolved to its id.
     */
    evaluatedCommit?: string;
    /**
     * Whether that commit is in the history.
     */
    commitFound?: boolean;
    /**
     * Last commit that changed the thresholds at or before the evaluated one.
     */
    thresholdsCommit?: string;
    /**
     * Committer date of that commit, in UTC.
     */
    thresholdsCommittedOn?: string;
    /**
     * Date of the evaluation, as the model card says.
     */
    evaluatedOn?: string;
    /**
     * Whether the thresholds file exists at the evaluated commit, so was committed in it or an ancestor of it.
     */
    thresholdsPrecede?: boolean;
    /**
     * Whether the evaluated commit is dated at the latest on the day after the evaluation. Absent when the model card gives no date.
     */
    commitBeforeEvaluation?: boolean;
    /**
     * Whether the thresholds at the tip are those at the evaluated commit.
     */
    thresholdsSameAtTip?: boolean;
    /**
     * Whether a numeric threshold was loosened after the evaluated commit.
     */
    thresholdsLoosened?: boolean;
    /**
     * Commits that changed the thresholds after the evaluated one.
     */
    changedAfter?: string[];
    /**
     * Each loosened threshold: key, value then, value now.
     */
    loosenings?: string[];
  }[];
  /**
   * Responses to drift alerts that name a commit.
   */
  responses: {
    /**
     * Drift run.
     */
    id: string;
    /**
     * Whether the window of the run ends in the period.
     */
    inPeriod?: boolean;
    /**
     * Commit named.
     */
    commit?: string;
    /**
     * Whether the commit is in the history.
     */
    found?: boolean;
    /**
     * Its committer date.
     */
    committedAt?: string;
    /**
     * Whether the commit reverts another.
     */
    isRevert?: boolean;
    /**
     * Whether it was committed after the window of the run ended.
     */
    afterWindow?: boolean;
  }[];
  /**
   * Deployments of the registers, whose commits were looked up in the history.
   */
  deployments: {
    /**
     * Deployment.
     */
    id: string;
    /**
     * Whether it was deployed in the period.
     */
    inPeriod?: boolean;
    /**
     * Commit that the register names, resolved to its id.
     */
    commit?: string;
    /**
     * Whether the tip of the branch reaches that commit.
     */
    found?: boolean;
    /**
     * A tag that names that commit. Absent when none does.
     */
    release?: string;
    /**
     * Whether a tag names that commit.
     */
    tagged?: boolean;
  }[];
  /**
   * Emergency changes of the registers, whose commits were looked up in the history.
   */
  emergencies: {
    /**
     * Emergency change.
     */
    id: string;
    /**
     * Whether it was made in the period.
     */
    inPeriod?: boolean;
    /**
     * Commit that the register names, resolved to its id.
     */
    commit?: string;
    /**
     * Whether the tip of the branch reaches that commit.
     */
    found?: boolean;
    /**
     * Id of the change of the period that brings that commit in.
     */
    change?: string;
  }[];
  /**
   * Integrity findings about the history itself.
   */
  integrity: {
    /**
     * Identifier, INT-01 ...
     */
    id: string;
    /**
     * What was found.
     */
    title?: string;
    /**
     * Where and how many.
     */
    detail?: string;
    /**
     * How much it weighs.
     */
    severity?: 'info' | 'low' | 'medium' | 'high' | 'critical';
  }[];
}
