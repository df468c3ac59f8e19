/* Generated from schemas/facts/forge-export.schema.json by `npm run generate`. */

/**
 * What a code-hosting platform (forge) says of the changes of one branch: merged requests with reviews and checks, rules and events. Dates are those of the forge.
 */
export interface ForgeExportFacts {
  /**
   * Path of the export.
   */
  id: string;
  /**
   * Kind of forge.
   */
  forge?: 'github' | 'gitlab' | 'other';
  /**
   * Host name.
   */
  host?: string;
  /**
   * owner/name.
   */
  repository?: string;
  /**
   * Identifier of the repository.
   */
  repositoryId?: string;
  /**
   * Repository that plumbline.yaml names.
   */
  repositoryExpected?: string;
  /**
   * Whether it is the repository that plumbline.yaml names. Absent when it names none. Derived.
   */
  repositoryMatches?: boolean;
  /**
   * Branch.
   */
  branch?: string;
  /**
   * Tip of the branch when the export was made.
   */
  tip?: string;
  /**
   * When it was made.
   */
  exportedAt?: string;
  /**
   * Account that asked.
   */
  actor?: string;
  /**
   * Program that wrote it.
   */
  tool?: string;
  /**
   * First instant of the window.
   */
  windowStart?: string;
  /**
   * End of the window, not included.
   */
  windowEnd?: string;
  /**
   * Whether the export was made after its window had ended, so that nothing was still to come. Derived.
   */
  exportedAfterWindow?: boolean;
  /**
   * Merged requests listed. Derived.
   */
  requestCount?: number;
  /**
   * Merged requests that the forge counted.
   */
  announcedCount?: number;
  /**
   * Requests, reviews and commits listed twice. Derived.
   */
  duplicateCount?: number;
  /**
   * Dates after the export was made. Derived.
   */
  futureCount?: number;
  /**
   * Requests merged outside of the window. Derived.
   */
  outsideCount?: number;
  /**
   * Gaps in requests, reviews, commits or checks that the export admits. Derived.
   */
  gapCount?: number;
  /**
   * Files of raw answers that the export names. Derived.
   */
  rawFileCount?: number;
  /**
   * Of these, those absent or with another digest. Derived.
   */
  rawMismatchCount?: number;
  /**
   * Whether requests, rules and log, worked out again from the raw answers, are those listed. Absent without raw answers. Derived.
   */
  matchesRaw?: boolean;
  /**
   * Whether the export holds the log of what happened to the branch. Derived.
   */
  eventLog?: boolean;
  /**
   * Times that the branch was rewritten, deleted or left without protection in the period, by that log. Absent without a log. Derived.
   */
  rewriteCount?: number;
  /**
   * Checks that plumbline.yaml says a merge needs.
   */
  requiredChecks?: string[];
  /**
   * Labels that mark an emergency.
   */
  emergencyLabels?: string[];
  /**
   * Merged requests.
   */
  requests: {
    /**
     * Request, #12 or !12.
     */
    id: string;
    /**
     * Number.
     */
    number?: number;
    /**
     * Title.
     */
    title?: string;
    /**
     * Page.
     */
    url?: string;
    /**
     * Login of the author.
     */
    author?: string;
    /**
     * Kind of account.
     */
    authorType?: 'person' | 'bot';
    /**
     * When opened.
     */
    createdAt?: string;
    /**
     * When merged.
     */
    mergedAt?: string;
    /**
     * Login of whoever merged.
     */
    mergedBy?: string;
    /**
     * Branch merged into.
     */
    base?: string;
    /**
     * Branch merged.
     */
    source?: string;
    /**
     * Last commit of the request.
     */
    headOid?: string;
    /**
     * Commit that the merge made.
     */
    mergeOid?: string;
    /**
     * Its tree.
     */
    mergeTree?: string;
    /**
     * Labels.
     */
    labels?: string[];
    /**
     * Linked issues.
     */
    issues?: string[];
    /**
     * Commits, by the count of the forge.
     */
    commitCount?: number;
    /**
     * Commits listed. Derived.
     */
    commitsListed?: number;
  }[];
  /**
   * Reviews of merged requests.
   */
  reviews: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Request, #12 or !12.
     */
    request?: string;
    /**
     * Login.
     */
    by?: string;
    /**
     * Kind of account.
     */
    byType?: 'person' | 'bot';
    /**
     * What the reviewer said.
     */
    state?: 'approved' | 'changes-requested' | 'commented' | 'dismissed' | 'pending';
    /**
     * When.
     */
    at?: string;
    /**
     * Head reviewed.
     */
    commit?: string;
    /**
     * When dismissed.
     */
    dismissedAt?: string;
  }[];
  /**
   * Commits of merged requests, before the merge.
   */
  commits: {
    /**
     * Request and position.
     */
    id: string;
    /**
     * Request, #12 or !12.
     */
    request?: string;
    /**
     * Commit.
     */
    oid?: string;
    /**
     * First line of the message.
     */
    subject?: string;
    /**
     * Author date.
     */
    authoredAt?: string;
    /**
     * Address of the author.
     */
    authorEmail?: string;
    /**
     * Account of the author.
     */
    authorLogin?: string;
    /**
     * Address of the committer.
     */
    committerEmail?: string;
    /**
     * Account of the committer.
     */
    committerLogin?: string;
  }[];
  /**
   * Checks of merged requests.
   */
  checks: {
    /**
     * Request and position.
     */
    id: string;
    /**
     * Request, #12 or !12.
     */
    request?: string;
    /**
     * Name.
     */
    name?: string;
    /**
     * System of the forge.
     */
    source?: 'check-run' | 'status' | 'pipeline';
    /**
     * Application.
     */
    app?: string;
    /**
     * Commit checked.
     */
    oid?: string;
    /**
     * How it ended.
     */
    conclusion?:
      'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed-out' | 'action-required' | 'stale';
    /**
     * When it ended.
     */
    completedAt?: string;
  }[];
  /**
   * Snapshots of the rules of the branch; each proves its instant alone.
   */
  rules: {
    /**
     * Instant.
     */
    id: string;
    /**
     * Instant.
     */
    observedAt?: string;
    /**
     * Its day. Derived.
     */
    observedOn?: string;
    /**
     * Whether it lies in the period. Derived.
     */
    inPeriod?: boolean;
    /**
     * Approvals needed.
     */
    requiredApprovals?: number;
    /**
     * Whether an approval lapses with the next push.
     */
    dismissStale?: boolean;
    /**
     * Whether the last push needs the approval of another person.
     */
    lastPushApproval?: boolean;
    /**
     * Whether owners must approve.
     */
    codeOwnerReview?: boolean;
    /**
     * Checks needed.
     */
    requiredChecks?: string[];
    /**
     * Their number. Derived.
     */
    requiredCheckCount?: number;
    /**
     * Whether the branch may be rewritten.
     */
    forcePushAllowed?: boolean;
    /**
     * Whether the branch may be deleted.
     */
    deletionAllowed?: boolean;
    /**
     * Who may pass by the rules.
     */
    bypassActors?: string[];
    /**
     * Their number. Derived.
     */
    bypassActorCount?: number;
    /**
     * Whether the rules hold for administrators.
     */
    enforcedOnAdmins?: boolean;
  }[];
  /**
   * What happened to the branch, or to the branch of a request, by the log of the forge.
   */
  events: {
    /**
     * Position and kind.
     */
    id: string;
    /**
     * What happened.
     */
    type?: 'force-push' | 'rule-bypass' | 'protection-removed' | 'protection-changed' | 'branch-deleted';
    /**
     * Request, #12 or !12.
     */
    request?: string;
    /**
     * Whether it happened to the branch of the export. Derived.
     */
    protectedBranch?: boolean;
    /**
     * When.
     */
    at?: string;
    /**
     * Whether it lies in the period. Derived.
     */
    inPeriod?: boolean;
    /**
     * Who.
     */
    by?: string;
    /**
     * Reference.
     */
    ref?: string;
    /**
     * Where it pointed before.
     */
    before?: string;
    /**
     * Where it pointed afterwards.
     */
    after?: string;
    /**
     * What else is said.
     */
    detail?: string;
  }[];
  /**
   * What the export lacks.
   */
  gaps: {
    /**
     * Position and kind.
     */
    id: string;
    /**
     * What.
     */
    what?: 'requests' | 'reviews' | 'commits' | 'checks' | 'rules' | 'events' | 'bypasses';
    /**
     * Requests concerned; all when absent.
     */
    requests?: string[];
    /**
     * Why.
     */
    reason?: string;
  }[];
}
