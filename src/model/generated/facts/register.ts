/* Generated from schemas/facts/register.schema.json by `npm run generate`. */

/**
 * A list with typed columns (CSV or JSON). Its rows are in the population named by its type.
 */
export interface RegisterFacts {
  /**
   * Path of the register.
   */
  id: string;
  /**
   * Path of the register.
   */
  path?: string;
  /**
   * Type of the register.
   */
  type?: 'incidents' | 'training' | 'access-reviews' | 'deployments' | 'risks' | 'vendors' | 'access-changes';
  /**
   * Rows.
   */
  rowCount?: number;
  /**
   * Rows dated in the period. Absent when rows have no date.
   */
  periodRowCount?: number;
  /**
   * Incidents.
   */
  incidents: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the incident occurred, or became known, in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What happened.
     */
    title?: string;
    /**
     * Category.
     */
    category?: string;
    /**
     * Whether it is a serious incident under Art. 3(49), as determined by a person.
     */
    serious?: boolean;
    /**
     * Whether a person died.
     */
    death?: boolean;
    /**
     * Whether it is a widespread infringement or hits critical infrastructure.
     */
    widespread?: boolean;
    /**
     * When it occurred.
     */
    occurredOn?: string;
    /**
     * When the organisation became aware.
     */
    awareOn?: string;
    /**
     * When it was reported to the authority.
     */
    reportedOn?: string;
    /**
     * Days from awareness to report. Derived.
     */
    daysToReport?: number;
    /**
     * Days from awareness to the report or, while there is none, to the date of the audit: an incident that was never reported keeps counting. Absent without a date of awareness. Derived.
     */
    reportingDays?: number;
    /**
     * When it was acknowledged.
     */
    acknowledgedOn?: string;
    /**
     * Days from occurrence to acknowledgement. Derived.
     */
    daysToAcknowledge?: number;
    /**
     * When it was resolved.
     */
    resolvedOn?: string;
    /**
     * Days from occurrence to resolution. Derived.
     */
    daysToResolve?: number;
    /**
     * Person in charge.
     */
    owner?: string;
    /**
     * Root cause.
     */
    rootCause?: string;
    /**
     * Corrective action.
     */
    correctiveAction?: string;
    /**
     * When those affected were told.
     */
    communicatedOn?: string;
  }[];
  /**
   * Training completed.
   */
  training: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was completed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Person.
     */
    person?: string;
    /**
     * Role.
     */
    role?: string;
    /**
     * Topic.
     */
    topic?: string;
    /**
     * When completed.
     */
    completedOn?: string;
    /**
     * When it must be repeated.
     */
    expiresOn?: string;
  }[];
  /**
   * Access reviews.
   */
  'access-reviews': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the review was performed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * System reviewed.
     */
    system?: string;
    /**
     * When performed.
     */
    performedOn?: string;
    /**
     * Who reviewed.
     */
    reviewer?: string;
    /**
     * Accounts reviewed.
     */
    accountsReviewed?: number;
    /**
     * Accounts removed.
     */
    accountsRemoved?: number;
    /**
     * Findings still open.
     */
    openFindings?: number;
  }[];
  /**
   * Deployments to production.
   */
  deployments: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was deployed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Model deployed.
     */
    model?: string;
    /**
     * Version.
     */
    version?: string;
    /**
     * When deployed.
     */
    deployedOn?: string;
    /**
     * Commit deployed.
     */
    commit?: string;
    /**
     * Author of the change.
     */
    author?: string;
    /**
     * Who approved.
     */
    approvedBy?: string;
    /**
     * Who deployed.
     */
    deployedBy?: string;
    /**
     * When approved.
     */
    approvedOn?: string;
    /**
     * Whether approver differs from author and deployer. Absent when one is not given.
     */
    approverIndependent?: boolean;
    /**
     * Whether tests passed before.
     */
    testsPassed?: boolean;
    /**
     * Whether the deployment is a rollback.
     */
    rollback?: boolean;
  }[];
  /**
   * Risk register.
   */
  risks: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the risk was last reviewed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Risk.
     */
    title?: string;
    /**
     * Owner.
     */
    owner?: string;
    /**
     * Likelihood.
     */
    likelihood?: string;
    /**
     * Impact.
     */
    impact?: string;
    /**
     * Treatment.
     */
    treatment?: string;
    /**
     * Last review.
     */
    reviewedOn?: string;
    /**
     * Whether the residual risk was accepted by a person.
     */
    residualAccepted?: boolean;
  }[];
  /**
   * Vendors and third-party components.
   */
  vendors: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the vendor was last assessed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Vendor.
     */
    name?: string;
    /**
     * What is supplied.
     */
    service?: string;
    /**
     * Last assessment.
     */
    assessedOn?: string;
    /**
     * Date of the agreement.
     */
    agreementOn?: string;
    /**
     * Owner.
     */
    owner?: string;
  }[];
  /**
   * Joiners, movers and leavers.
   */
  'access-changes': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the change took effect in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Person.
     */
    person?: string;
    /**
     * What changed.
     */
    change?: 'joined' | 'moved' | 'left';
    /**
     * When it took effect.
     */
    effectiveOn?: string;
    /**
     * Who authorised it.
     */
    authorisedBy?: string;
    /**
     * When access was granted or removed.
     */
    accessChangedOn?: string;
    /**
     * Days from effect to change of access; negative when before. Derived.
     */
    daysToChange?: number;
  }[];
}
