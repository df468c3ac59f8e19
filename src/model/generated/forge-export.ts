/* Generated from schemas/forge-export.schema.json by `npm run generate`. */

/**
 * What a code-hosting platform (forge) says of the changes of one branch in one window of time: merged requests with reviews and checks, rules, and events. `plumbline collect github` and `plumbline collect gitlab` write it, with the raw answers beside it.
 */
export interface ForgeExport {
  /**
   * Version of this file's format.
   */
  forgeExport: 1;
  /**
   * Where it came from.
   */
  source: {
    /**
     * Kind of forge.
     */
    forge: 'github' | 'gitlab' | 'other';
    /**
     * Host name.
     */
    host?: string;
    /**
     * owner/name.
     */
    repository: string;
    /**
     * Identifier that stays when the repository is renamed.
     */
    repositoryId?: string;
    /**
     * When the export began, by the clock of the forge.
     */
    exportedAt: string;
    /**
     * Account that asked.
     */
    actor?: string;
    /**
     * Program that wrote the file, with its version.
     */
    tool?: string;
    /**
     * What was asked, and the raw answers.
     */
    answers?: ForgeRawAnswers[];
  };
  /**
   * Requests merged from start on, before end, are listed.
   */
  window: {
    /**
     * Start.
     */
    start: string;
    /**
     * End, not included.
     */
    end: string;
  };
  /**
   * The branch.
   */
  branch: {
    /**
     * Name.
     */
    name: string;
    /**
     * Its tip when the export was made.
     */
    tip?: string;
  };
  /**
   * Merged requests.
   */
  requests: ForgeRequest[];
  /**
   * Rules of the branch, a snapshot each.
   */
  rules?: ForgeRules[];
  /**
   * What happened to the branch.
   */
  events?: ForgeEvent1[];
  /**
   * What the export lacks.
   */
  gaps?: ForgeGap[];
}
/**
 * The answers of one request to the forge, kept as they came.
 */
export interface ForgeRawAnswers {
  /**
   * What was asked.
   */
  id: string;
  /**
   * Answers kept.
   */
  pages?: number;
  /**
   * How many items there are, by the forge's count.
   */
  totalCount?: number;
  /**
   * Files, relative to the export.
   *
   * Items: One file.
   */
  files: {
    /**
     * Path.
     */
    path: string;
    /**
     * SHA-256 of its bytes.
     */
    sha256: string;
  }[];
}
/**
 * A merged request: a pull request, a merge request.
 */
export interface ForgeRequest {
  /**
   * Number in the repository.
   */
  number: number;
  /**
   * Title.
   */
  title?: string;
  /**
   * Address of its page.
   */
  url?: string;
  author?: ForgeActor;
  /**
   * When it was opened.
   */
  createdAt?: string;
  /**
   * When it was merged, by the clock of the forge.
   */
  mergedAt: string;
  mergedBy?: ForgeActor;
  /**
   * Branch that it was merged into.
   */
  base: string;
  /**
   * Branch that it came from.
   */
  source?: string;
  /**
   * Last commit of the request when it was merged.
   */
  head?: string;
  /**
   * Commit on the base branch that the merge made; of a rebase the last one.
   */
  mergeCommit?: string;
  /**
   * Tree of that commit.
   */
  mergeTree?: string;
  /**
   * Labels.
   */
  labels?: string[];
  /**
   * Issues that the forge links it to.
   */
  issues?: string[];
  /**
   * Its commits.
   */
  commits: {
    /**
     * How many there are, by the forge's count.
     */
    total: number;
    /**
     * Those listed, oldest first.
     */
    items: ForgeCommit[];
  };
  /**
   * Reviews.
   */
  reviews: ForgeReview[];
  /**
   * Checks of the head, of the merge group and of the merge commit.
   */
  checks: ForgeCheck[];
  /**
   * What happened to its branch.
   */
  events?: ForgeEvent[];
}
/**
 * Somebody with an account on the forge.
 */
export interface ForgeActor {
  /**
   * Login.
   */
  login: string;
  /**
   * Kind of account: a person, or an application that acts by itself.
   */
  type?: 'person' | 'bot';
}
/**
 * A commit as it stood in the request, before it was merged.
 */
export interface ForgeCommit {
  /**
   * Commit id.
   */
  oid: string;
  /**
   * First line of its message.
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
   * Account that the forge links the address to.
   */
  authorLogin?: string;
  /**
   * Address of the committer.
   */
  committerEmail?: string;
  /**
   * Account that the forge links it to.
   */
  committerLogin?: string;
}
/**
 * A review.
 */
export interface ForgeReview {
  /**
   * Identifier on the forge.
   */
  id: string;
  by?: ForgeActor;
  /**
   * What the reviewer said. A dismissed review says what it said before, and when it was dismissed.
   */
  state: 'approved' | 'changes-requested' | 'commented' | 'dismissed' | 'pending';
  /**
   * When it was submitted, by the clock of the forge.
   */
  at?: string;
  /**
   * Head that was reviewed.
   */
  commit?: string;
  /**
   * When it was dismissed.
   */
  dismissedAt?: string;
}
/**
 * A check run, commit status or pipeline.
 */
export interface ForgeCheck {
  /**
   * Name.
   */
  name: string;
  /**
   * Which of the forge's systems holds it.
   */
  source?: 'check-run' | 'status' | 'pipeline';
  /**
   * Application that ran it.
   */
  app?: string;
  /**
   * Commit that was checked.
   */
  oid: string;
  /**
   * How it ended; absent while it runs.
   */
  conclusion?: 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed-out' | 'action-required' | 'stale';
  /**
   * When it ended.
   */
  completedAt?: string;
}
/**
 * Something that happened to the branch or to a request, from the forge's own log.
 */
export interface ForgeEvent {
  /**
   * What happened.
   */
  type: 'force-push' | 'rule-bypass' | 'protection-removed' | 'protection-changed' | 'branch-deleted';
  /**
   * When.
   */
  at: string;
  /**
   * Who did it.
   */
  by?: string;
  /**
   * Reference that it concerns.
   */
  ref?: string;
  /**
   * Where the reference pointed before.
   */
  before?: string;
  /**
   * Where it pointed afterwards.
   */
  after?: string;
  /**
   * What else the forge says of it.
   */
  detail?: string;
}
/**
 * The rules that held for the branch at one instant.
 */
export interface ForgeRules {
  /**
   * When they were read: they are proven for that instant alone.
   */
  observedAt: string;
  /**
   * Approvals that a merge needs.
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
   * Whether owners of the touched paths must approve.
   */
  codeOwnerReview?: boolean;
  /**
   * Checks that a merge needs.
   */
  requiredChecks?: string[];
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
   * Whether the rules hold for administrators too.
   */
  enforcedOnAdmins?: boolean;
}
/**
 * Something that happened to the branch or to a request, from the forge's own log.
 */
export interface ForgeEvent1 {
  /**
   * What happened.
   */
  type: 'force-push' | 'rule-bypass' | 'protection-removed' | 'protection-changed' | 'branch-deleted';
  /**
   * When.
   */
  at: string;
  /**
   * Who did it.
   */
  by?: string;
  /**
   * Reference that it concerns.
   */
  ref?: string;
  /**
   * Where the reference pointed before.
   */
  before?: string;
  /**
   * Where it pointed afterwards.
   */
  after?: string;
  /**
   * What else the forge says of it.
   */
  detail?: string;
}
/**
 * Something that the export lacks, and why.
 */
export interface ForgeGap {
  /**
   * What is lacking.
   */
  what: 'requests' | 'reviews' | 'commits' | 'checks' | 'rules' | 'events' | 'bypasses';
  /**
   * Requests that it concerns; all when absent.
   */
  requests?: number[];
  /**
   * Why.
   */
  reason: string;
}
