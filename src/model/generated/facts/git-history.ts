/* Generated from schemas/facts/git-history.schema.json by `npm run generate`. */

/**
 * The history of one protected branch, read from hash-checked objects. Dates are committer dates, set by the client, unless said otherwise.
 */
export interface GitHistoryFacts {
  /**
   * Path of the bundle, git pack or repository.
   */
  id: string;
  /**
   * Where the history came from.
   */
  source?: 'bundle' | 'pack' | 'repository';
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
   * Commits reachable from the tip. Absent of a git pack that leaves out what lies behind its boundary.
   */
  commitCount?: number;
  /**
   * Whether every ancestor of the tip was there to be read.
   */
  wholeHistory?: boolean;
  /**
   * Of a git pack: the last step of the branch before its period. Every parent that is absent is named by an ancestor of it.
   */
  boundary?: string;
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
   * Whether the history is cut off, other than behind the boundary of a git pack.
   */
  shallow?: boolean;
  /**
   * Whether every object has the hash it is named by, and every parent that a commit names is present; of a git pack, every parent in front of its boundary, which is older than the period.
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
   * Whether an export of a forge (reviews, checks) was supplied that covers the branch.
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
     * How the change claims to have entered: a merge whose message names a request, any other merge, a plain commit that names a request and was committed by a platform (squash) or by somebody else (request-commit), or root. Absent for other plain commits: a squash, a rebase and a direct push look alike there.
     */
    entry?: 'merged-request' | 'merge' | 'squash' | 'request-commit' | 'root';
    /**
     * Number of the request (pull request, merge request) that the message says it merges (claimed).
     */
    request?: string;
    /**
     * Whether the message names the request that it merges. Who says nothing may have had one.
     */
    claimsRequest?: boolean;
    /**
     * First change of the run of plain commits that one committer wrote within seconds of each other, as a rebase does. Absent where the change stands alone.
     */
    series?: string;
    /**
     * Changes of that run.
     */
    seriesLength?: number;
    /**
     * Whether the committer is a code-hosting platform, so that the committer date would be its clock; else it is the clock of somebody's machine. Claimed: only a verified signature of the platform proves it.
     */
    committedByPlatform?: boolean;
    /**
     * Of a merge: identity of the author of the merge commit.
     */
    merger?: string;
    /**
     * Of a merge: whether the merger wrote every commit that it brings in.
     */
    mergedByOnlyAuthor?: boolean;
    /**
     * Of a merge: paths that all its parents hold alike, or lack, and the merge holds otherwise; at most 20. Somebody put that there while merging.
     */
    ownPaths?: string[];
    /**
     * Their number.
     */
    ownPathCount?: number;
    /**
     * Trailers of the message of the change itself, at most 20 (claimed).
     */
    trailers?: string[];
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
     * Of these, added.
     */
    addedPathCount?: number;
    /**
     * Of these, modified.
     */
    modifiedPathCount?: number;
    /**
     * Of these, deleted.
     */
    deletedPathCount?: number;
    /**
     * Of these, moved without a change: their content was deleted at another path. Each move is two paths.
     */
    movedPathCount?: number;
    /**
     * Whether a submodule was added, removed or pinned to another commit. What it points to lies in another repository and is not read.
     */
    touchesSubmodule?: boolean;
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
    /**
     * How the change entered the branch: by a request on the record of the forge, directly where an export covers it and holds none, by a merge where no export covers it. Absent for a plain commit that no export covers. Derived.
     */
    entered?: 'request' | 'direct' | 'merge';
    /**
     * Merged requests of the forge exports that brought the change in: 0 for a direct push. Absent when no export covers the change. Derived.
     */
    requestCount?: number;
    /**
     * These requests. Derived.
     */
    forgeRequests?: string[];
    /**
     * How the request was merged, told from the commits. Derived.
     */
    mergeMethod?: 'merge' | 'squash' | 'rebase' | 'fast-forward';
    /**
     * Most days that lie between the last day of an author, co-author or committer and the commit; 0 when nobody had left. Absent without a people map. Derived.
     */
    daysAfterLeaving?: number;
    /**
     * Authors, co-authors and committers whom the people map does not know. Absent without a people map. Derived.
     */
    unknownMakers?: string[];
    /**
     * Their number. Derived.
     */
    unknownMakerCount?: number;
    /**
     * Where independentReviewers come from: the record of the forge when an export covers the change, else trailers, which are claims. Derived.
     */
    reviewSource?: 'forge' | 'trailers';
  }[];
  /**
   * Kinds of trailers in the commits that the changes of the period bring in; at most 500.
   */
  trailerKinds: {
    /**
     * Key in lower case.
     */
    id: string;
    /**
     * Trailers of that key.
     */
    count?: number;
    /**
     * Commits that carry one.
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
   * Heads of the branch that were sealed before, as plumbline.yaml names them, and whether the history still stands on them.
   */
  earlierHeads: {
    /**
     * Where it was sealed, and the start of its id.
     */
    id: string;
    /**
     * Commit id of the head.
     */
    tip?: string;
    /**
     * Whether it was written down as an id, or stands in the facts of an earlier assessment.
     */
    source?: 'declared' | 'facts';
    /**
     * Whether the tip reaches it. False shows that the history was rewritten.
     */
    reached?: boolean;
    /**
     * Whether it is a step of the branch, and not only merged into it.
     */
    onBranch?: boolean;
    /**
     * Tags that named another commit then.
     */
    movedTags?: string[];
    /**
     * Their number.
     */
    movedTagCount?: number;
    /**
     * Tags of then that are gone.
     */
    goneTagCount?: number;
  }[];
  /**
   * Merged requests of the forge exports, looked up in the history.
   */
  requests: {
    /**
     * Request, with its repository when several exports were supplied.
     */
    id: string;
    /**
     * Title.
     */
    title?: string;
    /**
     * Login of the author.
     */
    author?: string;
    /**
     * Login of whoever merged.
     */
    mergedBy?: string;
    /**
     * When opened.
     */
    createdAt?: string;
    /**
     * When merged, by the clock of the forge.
     */
    mergedAt?: string;
    /**
     * Whether it was merged in the period. Derived.
     */
    inPeriod?: boolean;
    /**
     * Whether its merge commit is on the first-parent chain of the branch. Derived.
     */
    found?: boolean;
    /**
     * Change that its merge commit is. Derived.
     */
    change?: string;
    /**
     * How it was merged. Derived.
     */
    mergeMethod?: 'merge' | 'squash' | 'rebase' | 'fast-forward';
    /**
     * Whether the tree of the merge commit is the one that the forge names. Derived.
     */
    treeMatches?: boolean;
    /**
     * Whether the head that was reviewed is what was merged: the other parent of a merge, the last commit of a fast-forward, or the same tree. Derived.
     */
    headMatches?: boolean;
    /**
     * Everybody with a hand in it: authors, co-authors and committers of its commits, and whoever opened it. A person of the people map by identifier. Derived.
     */
    makers?: string[];
    /**
     * Of these and the reviewers, those who cannot be told from one another: in no people map, and no account of the forge. Derived.
     */
    unknownIdentities?: string[];
    /**
     * Their number. Derived.
     */
    unknownIdentityCount?: number;
    /**
     * Persons whose last word was an approval that was not dismissed. Derived.
     */
    approvers?: string[];
    /**
     * Their number, the author among them. Derived.
     */
    approvalCount?: number;
    /**
     * Of these, persons without a hand in the request; no bot. Absent when identities are unknown. Derived.
     */
    independentApprovalCount?: number;
    /**
     * These persons. Absent when identities are unknown. Derived.
     */
    independentApprovers?: string[];
    /**
     * Of these, given before the merge. Derived.
     */
    timelyApprovalCount?: number;
    /**
     * Of these, given on the last head. Derived.
     */
    finalHeadApprovalCount?: number;
    /**
     * Of these, given by a person who held the role compliance-owner that day. Absent without a people map. Derived.
     */
    complianceApprovalCount?: number;
    /**
     * Persons whose last word before the merge was that changes are needed. Derived.
     */
    openObjectionCount?: number;
    /**
     * Approvals that are dated after the merge. Derived.
     */
    lateReviewCount?: number;
    /**
     * Hours from the merge to the first approval by an independent person, 0 when one was there before. Absent when there is none. Derived.
     */
    retroReviewHours?: number;
    /**
     * Checks that a merge needs, by plumbline.yaml, else by the rules of the branch. Absent when neither says. Derived.
     */
    requiredCheckCount?: number;
    /**
     * Of these, those that did not run on what was merged. Derived.
     */
    missingChecks?: string[];
    /**
     * Their number. Derived.
     */
    missingCheckCount?: number;
    /**
     * Checks whose last run on what was merged did not end in success: the required ones, or all when none is named. Derived.
     */
    failedChecks?: string[];
    /**
     * Their number. Derived.
     */
    failedCheckCount?: number;
    /**
     * Checks that ended after the merge. Derived.
     */
    lateChecks?: string[];
    /**
     * Their number. Derived.
     */
    lateCheckCount?: number;
    /**
     * Checks that ran on what was merged. Derived.
     */
    checkCount?: number;
    /**
     * Linked issues. Derived.
     */
    issues?: string[];
    /**
     * Whether it carries a label that marks an emergency, its branch is named so, or the log of the forge shows that it passed the rules by. Derived.
     */
    emergency?: boolean;
    /**
     * Whether the log of the forge shows that rules were passed by for its merge commit. Absent without such a log. Derived.
     */
    bypass?: boolean;
    /**
     * Whether the author is an application. Derived.
     */
    bot?: boolean;
    /**
     * Whether one of its changes touches a policy, waiver, CI or thresholds file. Derived.
     */
    touchesControls?: boolean;
    /**
     * Whether one of its changes touches a model artefact. Derived.
     */
    touchesModel?: boolean;
    /**
     * Persons who had left before they wrote, approved or merged it. Absent without a people map. Derived.
     */
    leavers?: string[];
    /**
     * Most days that lie between the last day of one of them and what that person did here; 0 when nobody had left. Absent without a people map. Derived.
     */
    daysAfterLeaving?: number;
    /**
     * Whether a person with a hand in it approved it, under whatever address or account. Absent without a people map. Derived.
     */
    selfApproved?: boolean;
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
  /**
   * Exports of a forge of whose merge commits none is a step of the branch: they are of another repository and are not used.
   */
  foreignExports?: string[];
  /**
   * Their number.
   */
  foreignExportCount?: number;
}
