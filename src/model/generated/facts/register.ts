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
  type?:
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
    /**
     * Days from occurrence to awareness. Derived.
     */
    daysToDetect?: number;
    /**
     * When it was reviewed after its end.
     */
    reviewedOn?: string;
    /**
     * Who reviewed it.
     */
    reviewedBy?: string;
    /**
     * What was learned.
     */
    lessons?: string;
    /**
     * Days from resolution to the review or, while there is none, to the date of the audit. Absent while the incident is not resolved. Derived.
     */
    reviewDays?: number;
    /**
     * Point of Art. 3(49) that makes the incident serious.
     */
    seriousPoint?: 'a' | 'b' | 'c' | 'd';
    /**
     * Whether the report was an initial, incomplete one (Art. 73(5)).
     */
    initialReport?: boolean;
    /**
     * When the complete report followed.
     */
    completeReportOn?: string;
    /**
     * Days from the initial report to the complete one or, while there is none, to the date of the audit. Absent when the report was complete at once. Derived.
     */
    daysToCompleteReport?: number;
    /**
     * Whether the risk of the incident was assessed (Art. 73(6)).
     */
    riskAssessed?: boolean;
    /**
     * Whether the investigation altered the system in a way that may affect the evaluation of the causes (Art. 73(6)).
     */
    systemAltered?: boolean;
    /**
     * When the system was so altered.
     */
    alteredOn?: string;
    /**
     * When the authority was informed of that alteration.
     */
    alterationAnnouncedOn?: string;
    /**
     * Whether the use may present a risk within the meaning of Art. 79(1), as determined by a person.
     */
    risk?: boolean;
    /**
     * When the deployer informed the provider (Art. 26(5)).
     */
    providerInformedOn?: string;
    /**
     * When the deployer informed the importer or distributor (Art. 26(5)).
     */
    distributorInformedOn?: string;
    /**
     * When the use was suspended (Art. 26(5)).
     */
    suspendedOn?: string;
    /**
     * When the AI Office was informed (Art. 55(1)(c)).
     */
    aiOfficeInformedOn?: string;
    /**
     * Days from awareness to the notice to the provider or, while that has not happened, to the date of the audit. Derived.
     */
    daysToInformProvider?: number;
    /**
     * Days from awareness to the suspension of the use or, while that has not happened, to the date of the audit. Derived.
     */
    daysToSuspend?: number;
    /**
     * Days from awareness to the notice to the AI Office or, while that has not happened, to the date of the audit. Derived.
     */
    daysToInformAiOffice?: number;
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
     * Whether approver differs from author and deployer. Absent when one is not given. Derived.
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
    /**
     * What kind of risk it is.
     */
    category?: 'fraud' | 'change' | 'disruption' | 'security' | 'privacy' | 'vendor' | 'model' | 'other';
    /**
     * Incidents and drift runs that the last review of the risk took into account (Art. 9(2)(c)).
     */
    triggeredBy?: string[];
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
    /**
     * Whether the vendor receives personal information.
     */
    personalData?: boolean;
    /**
     * Date of the terms by which the vendor protects it.
     */
    privacyTermsOn?: string;
    /**
     * Whether the vendor must report unauthorised disclosures.
     */
    breachNoticeTerms?: boolean;
    /**
     * Date of the vendor's own assurance report that was read.
     */
    assuranceReportOn?: string;
    /**
     * Whether what is supplied is accessible to the public under a free and open-source licence (Art. 25(4)).
     */
    openSource?: boolean;
    /**
     * Whether what is supplied is a general-purpose AI model.
     */
    generalPurposeModel?: boolean;
    /**
     * Whether it is free and open-source and no general-purpose model, so that Art. 25(4) asks for no agreement. Absent when an answer that decides is. Derived.
     */
    agreementExempt?: boolean;
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
  /**
   * People who work on the system, joiners and leavers among them.
   */
  personnel: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the person worked at some time in the period. Derived.
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
     * Person to whom this one reports.
     */
    manager?: string;
    /**
     * First day.
     */
    startedOn?: string;
    /**
     * When background and references were checked.
     */
    screenedOn?: string;
    /**
     * When confidentiality was agreed in writing.
     */
    confidentialityAgreedOn?: string;
    /**
     * When the code of conduct and the policies were last acknowledged.
     */
    policiesAcknowledgedOn?: string;
    /**
     * When performance and duties were last discussed.
     */
    evaluatedOn?: string;
    /**
     * Last day; empty while the person works here.
     */
    leftOn?: string;
    /**
     * Whether the person started in the period. Derived.
     */
    startedInPeriod?: boolean;
    /**
     * Whether the person left in the period. Derived.
     */
    leftInPeriod?: boolean;
    /**
     * Whether the person works here at the date of the audit. Derived.
     */
    employed?: boolean;
    /**
     * Days from the first day to the check of background and references; negative when before. Derived.
     */
    daysToScreen?: number;
  }[];
  /**
   * Meetings of those who govern: board, risk or audit committee, management.
   */
  meetings: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was held in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Body that met, such as board.
     */
    body?: string;
    /**
     * When held.
     */
    heldOn?: string;
    /**
     * Who presided.
     */
    chair?: string;
    /**
     * Where the minutes are.
     */
    minutes?: string;
    /**
     * Members present.
     */
    membersPresent?: number;
    /**
     * Of these, members independent of management.
     */
    independentPresent?: number;
    /**
     * Whether internal control or its results were on the agenda.
     */
    controlsDiscussed?: boolean;
  }[];
  /**
   * Settings as they were found, held against the baseline, one setting a row.
   */
  'configuration-snapshots': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was taken in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * System whose setting it is.
     */
    system?: string;
    /**
     * What the setting protects.
     */
    area?: 'access' | 'network' | 'encryption' | 'pipeline' | 'hardening' | 'monitoring' | 'backup';
    /**
     * Setting.
     */
    setting?: string;
    /**
     * Value in the baseline.
     */
    expected?: string;
    /**
     * Value found.
     */
    seen?: string;
    /**
     * When it was read.
     */
    takenOn?: string;
    /**
     * Who approved a value other than the baseline's.
     */
    deviationApprovedBy?: string;
    /**
     * Whether the value found is that of the baseline. Derived.
     */
    asExpected?: boolean;
    /**
     * Whether the value found is that of the baseline, or a named person approved another one. Derived.
     */
    accountedFor?: boolean;
  }[];
  /**
   * Scans and tests that look for weaknesses.
   */
  scans: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was performed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What was looked for.
     */
    type?: 'vulnerability' | 'dependency' | 'malware' | 'secrets' | 'configuration' | 'penetration-test';
    /**
     * What was scanned.
     */
    target?: string;
    /**
     * With what.
     */
    tool?: string;
    /**
     * When.
     */
    performedOn?: string;
    /**
     * By whom.
     */
    performedBy?: string;
    /**
     * Findings.
     */
    findings?: number;
    /**
     * Of these, critical ones.
     */
    criticalFindings?: number;
  }[];
  /**
   * Vulnerabilities found.
   */
  vulnerabilities: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was found in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Vulnerability.
     */
    title?: string;
    /**
     * Where it is.
     */
    component?: string;
    /**
     * Severity.
     */
    severity?: 'critical' | 'high' | 'medium' | 'low';
    /**
     * When it was found.
     */
    foundOn?: string;
    /**
     * When it was fixed; empty while it is open.
     */
    fixedOn?: string;
    /**
     * Person in charge.
     */
    owner?: string;
    /**
     * Whether it was open at some time in the period: neither later than it, nor closed before it. Derived.
     */
    openInPeriod?: boolean;
    /**
     * Days from finding to fix or, while there is none, to the date of the audit. Derived.
     */
    openDays?: number;
  }[];
  /**
   * Backups made.
   */
  backups: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was completed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What was backed up.
     */
    system?: string;
    /**
     * When completed.
     */
    completedOn?: string;
    /**
     * Whether it succeeded.
     */
    succeeded?: boolean;
    /**
     * Whether it is encrypted.
     */
    encrypted?: boolean;
    /**
     * Whether a copy is kept elsewhere.
     */
    offSite?: boolean;
  }[];
  /**
   * Tests of recovery.
   */
  'restore-tests': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was performed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What was restored.
     */
    system?: string;
    /**
     * When.
     */
    performedOn?: string;
    /**
     * By whom.
     */
    performedBy?: string;
    /**
     * Whether the data or the service were there again.
     */
    succeeded?: boolean;
    /**
     * Hours within which recovery must succeed.
     */
    objectiveHours?: number;
    /**
     * Hours that it took.
     */
    restoredHours?: number;
    /**
     * Whether recovery took no longer than the objective. Derived.
     */
    withinObjective?: boolean;
  }[];
  /**
   * Measurements of use against capacity.
   */
  capacity: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was measured in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Resource measured.
     */
    resource?: string;
    /**
     * When.
     */
    measuredOn?: string;
    /**
     * Highest use since the measurement before, in percent of capacity.
     */
    peakPercent?: number;
    /**
     * Person in charge.
     */
    owner?: string;
    /**
     * What was done about it.
     */
    action?: string;
  }[];
  /**
   * Counts of what went in, was processed, came out or is stored, held against each other.
   */
  reconciliations: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was performed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What was counted.
     */
    stage?: 'input' | 'processing' | 'output' | 'storage';
    /**
     * What was reconciled.
     */
    system?: string;
    /**
     * When.
     */
    performedOn?: string;
    /**
     * By whom.
     */
    performedBy?: string;
    /**
     * Records expected.
     */
    expectedCount?: number;
    /**
     * Records found.
     */
    actualCount?: number;
    /**
     * Of the difference, records that are explained.
     */
    explainedCount?: number;
    /**
     * Size of the difference, less what is explained. Derived.
     */
    unexplained?: number;
  }[];
  /**
   * Data held, one kind a row.
   */
  'data-inventory': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the entry was last reviewed in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Kind of data.
     */
    name?: string;
    /**
     * How it is classified.
     */
    classification?: 'public' | 'internal' | 'confidential' | 'restricted';
    /**
     * Whether it is personal information.
     */
    personal?: boolean;
    /**
     * What it is used for.
     */
    purpose?: string;
    /**
     * Ground on which it may be held.
     */
    legalGround?: string;
    /**
     * Days for which it is kept.
     */
    retentionDays?: number;
    /**
     * Person in charge.
     */
    owner?: string;
    /**
     * Whether it is encrypted where it is stored.
     */
    encryptedAtRest?: boolean;
    /**
     * Whether it is encrypted when it is sent.
     */
    encryptedInTransit?: boolean;
    /**
     * When it was last checked to be accurate, complete and still needed.
     */
    qualityCheckedOn?: string;
    /**
     * When the entry was last reviewed.
     */
    reviewedOn?: string;
    /**
     * The kind of data with its retention, such as "D-1: 365 days". Derived.
     */
    retention?: string;
  }[];
  /**
   * Choices that people made about their information.
   */
  consents: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the choice was made in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Whose choice, by a pseudonym.
     */
    subject?: string;
    /**
     * Purpose that the choice is about.
     */
    purpose?: string;
    /**
     * The choice.
     */
    choice?: 'given' | 'refused';
    /**
     * Whether the information asks for explicit consent.
     */
    sensitive?: boolean;
    /**
     * Whether consent was explicit.
     */
    explicit?: boolean;
    /**
     * When the choice was made.
     */
    obtainedOn?: string;
    /**
     * When information was first collected, or first used for that purpose; empty when it was not.
     */
    collectedOn?: string;
    /**
     * When consent was withdrawn.
     */
    withdrawnOn?: string;
    /**
     * When use stopped after that.
     */
    stoppedOn?: string;
    /**
     * Whether nothing was collected without consent: it was given, and no later than the collection. Derived.
     */
    lawful?: boolean;
    /**
     * Days from withdrawal to the end of use or, while there is none, to the date of the audit; 0 while consent is not withdrawn. Derived.
     */
    daysToStop?: number;
  }[];
  /**
   * Requests, inquiries and complaints of people about their information.
   */
  'data-requests': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was received in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What was asked for.
     */
    type?: 'access' | 'correction' | 'deletion' | 'accounting' | 'inquiry' | 'complaint';
    /**
     * When received.
     */
    receivedOn?: string;
    /**
     * When it was confirmed who asks.
     */
    identityConfirmedOn?: string;
    /**
     * When answered; empty while it is open.
     */
    answeredOn?: string;
    /**
     * By whom.
     */
    answeredBy?: string;
    /**
     * What came of it.
     */
    result?: 'granted' | 'partly' | 'refused';
    /**
     * Why it was refused in whole or in part.
     */
    reason?: string;
    /**
     * When those to whom the information had been disclosed were told of a correction.
     */
    recipientsToldOn?: string;
    /**
     * Whether it was open at some time in the period: neither later than it, nor closed before it. Derived.
     */
    openInPeriod?: boolean;
    /**
     * Days from receipt to the answer or, while there is none, to the date of the audit. Derived.
     */
    answerDays?: number;
    /**
     * Whether it was granted, or the person was told why not. Derived.
     */
    reasoned?: boolean;
  }[];
  /**
   * Disclosures of personal information to third parties, authorised or not.
   */
  disclosures: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it occurred, or was detected, in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Who received it.
     */
    recipient?: string;
    /**
     * What was disclosed; the identifier of the inventory.
     */
    data?: string;
    /**
     * What for.
     */
    purpose?: string;
    /**
     * Whether it was authorised.
     */
    authorised?: boolean;
    /**
     * Consent, contract or law on which it rests.
     */
    ground?: string;
    /**
     * Who authorised it.
     */
    authorisedBy?: string;
    /**
     * When disclosed.
     */
    disclosedOn?: string;
    /**
     * When an unauthorised disclosure was detected or reported.
     */
    detectedOn?: string;
    /**
     * Incident that it belongs to.
     */
    incident?: string;
    /**
     * When it was recorded.
     */
    recordedOn?: string;
    /**
     * People concerned.
     */
    affected?: number;
    /**
     * Whether law or commitments ask for notice, as determined by a person.
     */
    noticeRequired?: boolean;
    /**
     * When those concerned were told.
     */
    subjectsToldOn?: string;
    /**
     * When the authority was told.
     */
    authorityToldOn?: string;
    /**
     * Days from disclosure, or from detection when it was not authorised, to the record. Derived.
     */
    daysToRecord?: number;
    /**
     * Days from detection to the notice to those concerned or, while there is none, to the date of the audit. Derived.
     */
    subjectNoticeDays?: number;
    /**
     * Days from detection to the notice to the authority or, while there is none, to the date of the audit. Derived.
     */
    authorityNoticeDays?: number;
  }[];
  /**
   * Data, records and media whose time is over, and what became of them.
   */
  disposals: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was disposed of in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What is disposed of.
     */
    type?: 'data' | 'records' | 'media';
    /**
     * Kind of data; the identifier of the inventory.
     */
    data?: string;
    /**
     * From when it has been held.
     */
    heldSince?: string;
    /**
     * Days for which it is kept.
     */
    retentionDays?: number;
    /**
     * When disposed of; empty while it is still held.
     */
    disposedOn?: string;
    /**
     * How it was made unrecoverable.
     */
    method?: string;
    /**
     * Who confirmed that.
     */
    confirmedBy?: string;
    /**
     * Whether its time was over, or it was disposed of, in the period, or it is overdue from before. Derived.
     */
    dueInPeriod?: boolean;
    /**
     * Days beyond its retention at which it was disposed of or, while it is still held, to the date of the audit; negative when before. Derived.
     */
    overdueDays?: number;
    /**
     * The kind of data with its retention, as in the inventory. Derived.
     */
    retention?: string;
  }[];
  /**
   * Changes that did not wait for approval.
   */
  'emergency-changes': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was made in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Change.
     */
    title?: string;
    /**
     * Commit.
     */
    commit?: string;
    /**
     * Incident that it answers.
     */
    incident?: string;
    /**
     * Why it could not wait.
     */
    reason?: string;
    /**
     * Who made it.
     */
    author?: string;
    /**
     * Who allowed it at the time.
     */
    approvedBy?: string;
    /**
     * When it was made.
     */
    madeOn?: string;
    /**
     * Who reviewed it afterwards.
     */
    reviewedBy?: string;
    /**
     * When.
     */
    reviewedOn?: string;
    /**
     * Days from the change to its review or, while there is none, to the date of the audit. Derived.
     */
    reviewDays?: number;
    /**
     * Whether the reviewer is another person than the author. Absent when one is not given. Derived.
     */
    reviewerIndependent?: boolean;
  }[];
  /**
   * Weaknesses of controls, from any source, and what became of them.
   */
  deficiencies: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was found in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Weakness.
     */
    title?: string;
    /**
     * Control that it is about.
     */
    control?: string;
    /**
     * Where it was found.
     */
    source?: string;
    /**
     * Severity.
     */
    severity?: 'critical' | 'high' | 'medium' | 'low';
    /**
     * When found.
     */
    foundOn?: string;
    /**
     * Person in charge.
     */
    owner?: string;
    /**
     * Who was told.
     */
    reportedTo?: string;
    /**
     * When.
     */
    reportedOn?: string;
    /**
     * When closed; empty while it is open.
     */
    closedOn?: string;
    /**
     * Whether it was open at some time in the period: neither later than it, nor closed before it. Derived.
     */
    openInPeriod?: boolean;
    /**
     * Days from finding to telling those who must act or, while nobody was told, to the date of the audit. Derived.
     */
    daysToReport?: number;
    /**
     * Days from finding to closing or, while it is open, to the date of the audit. Derived.
     */
    openDays?: number;
  }[];
  /**
   * Events that were detected and looked into.
   */
  'security-events': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was detected in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Event.
     */
    title?: string;
    /**
     * What detected it.
     */
    source?: string;
    /**
     * When detected.
     */
    detectedOn?: string;
    /**
     * When it was looked into.
     */
    triagedOn?: string;
    /**
     * By whom.
     */
    triagedBy?: string;
    /**
     * What it was found to be.
     */
    verdict?: 'dismissed' | 'incident';
    /**
     * Incident that it became.
     */
    incident?: string;
    /**
     * Days from detection to the first look or, while there is none, to the date of the audit. Derived.
     */
    triageDays?: number;
  }[];
  /**
   * Non-conformities and what was done about them (Art. 20).
   */
  'corrective-actions': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the non-conformity was found in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What does not conform.
     */
    title?: string;
    /**
     * When the provider considered, or had reason to consider, that the system does not conform.
     */
    foundOn?: string;
    /**
     * What was done.
     */
    action?: 'corrected' | 'withdrawn' | 'disabled' | 'recalled';
    /**
     * When it was done.
     */
    actedOn?: string;
    /**
     * Days from finding to action or, while there is none, to the date of the audit. Derived.
     */
    daysToAct?: number;
    /**
     * When the last of distributors and, where applicable, deployers, authorised representative and importers was informed.
     */
    operatorsInformedOn?: string;
    /**
     * Days from finding to that notice or, while there is none, to the date of the audit. Derived.
     */
    daysToInform?: number;
    /**
     * Whether the system presents a risk within the meaning of Art. 79(1), as determined by a person.
     */
    presentsRisk?: boolean;
    /**
     * When the provider became aware of that risk.
     */
    riskKnownOn?: string;
    /**
     * When the market surveillance authorities were informed.
     */
    authorityInformedOn?: string;
    /**
     * Days from awareness of the risk to that notice or, while there is none, to the date of the audit. Derived.
     */
    daysToInformAuthority?: number;
    /**
     * Cause that the investigation found.
     */
    cause?: string;
    /**
     * Deployer that reported the risk; none when nobody did.
     */
    reportedBy?: string;
    /**
     * Whether the causes were investigated together with that deployer.
     */
    investigatedWithReporter?: boolean;
    /**
     * When the notified body that issued a certificate was informed.
     */
    notifiedBodyInformedOn?: string;
  }[];
  /**
   * Tests in real-world conditions outside sandboxes (Art. 60).
   */
  'real-world-tests': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the test began in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * What is tested.
     */
    title?: string;
    /**
     * When the plan was submitted to the market surveillance authority (Art. 60(4)(a)).
     */
    submittedOn?: string;
    /**
     * When the authority approved the test and the plan (Art. 60(4)(b)).
     */
    approvedOn?: string;
    /**
     * Whether the authority gave no answer and national law provides for a tacit approval.
     */
    tacitlyApproved?: boolean;
    /**
     * When the test began.
     */
    startedOn?: string;
    /**
     * Days from submission of the plan to the beginning of the test. Derived.
     */
    daysFromSubmission?: number;
    /**
     * When the test ended.
     */
    endedOn?: string;
    /**
     * Calendar months from beginning to end or, while it runs, to the date of the audit; the last, unfinished month counts by its share of days. Derived.
     */
    months?: number;
    /**
     * When the authority was notified of an extension, with an explanation (Art. 60(4)(f)).
     */
    extensionNotifiedOn?: string;
    /**
     * Calendar months from the beginning of the test to that notice. Derived.
     */
    extensionNoticeMonths?: number;
    /**
     * When the test was registered (Art. 60(4)(c)).
     */
    registeredOn?: string;
    /**
     * Union-wide unique single identification number of the test (Annex IX, point 1).
     */
    registrationId?: string;
    /**
     * Persons on whom the system was tested.
     */
    subjectCount?: number;
    /**
     * Of these, those who gave informed consent (Art. 61).
     */
    consentCount?: number;
    /**
     * Whether the outputs can be effectively reversed and disregarded (Art. 60(4)(k)).
     */
    reversible?: boolean;
    /**
     * Who oversees the test (Art. 60(4)(j)).
     */
    overseenBy?: string;
  }[];
  /**
   * Records of the log of a system for remote biometric identification, one a use (Art. 12(3)).
   */
  identifications: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the use began in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Date and time at which the use began, with time zone.
     */
    startedAt?: string;
    /**
     * Date and time at which the use ended, with time zone.
     */
    endedAt?: string;
    /**
     * Reference database against which the input data were checked.
     */
    referenceDatabase?: string;
    /**
     * Whether the search led to a match.
     */
    matched?: boolean;
    /**
     * Input data for which the search led to a match, or where they are kept.
     */
    matchedInput?: string;
    /**
     * Natural persons who verified and confirmed the result.
     */
    verifiedBy?: string[];
    /**
     * Number of different persons among them; one person under two spellings counts once. Derived.
     */
    verifierCount?: number;
    /**
     * Date and time at which the last of them confirmed it.
     */
    verifiedAt?: string;
    /**
     * Whether an action or decision was based on the identification.
     */
    actedOn?: boolean;
    /**
     * Date and time of that action or decision.
     */
    actedAt?: string;
  }[];
  /**
   * Reasoned requests of authorities and notified bodies, and what was supplied (Art. 21, 99(5)).
   */
  'authority-requests': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the request was received in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Who asked.
     */
    authority?: string;
    /**
     * What was asked for.
     */
    request?: string;
    /**
     * When it was received.
     */
    receivedOn?: string;
    /**
     * Until when an answer was asked for.
     */
    dueOn?: string;
    /**
     * When it was answered.
     */
    answeredOn?: string;
    /**
     * Language of the answer.
     */
    language?: string;
    /**
     * Whether access to logs was given, where it was asked for.
     */
    logsGiven?: boolean;
    /**
     * Who prepared the answer.
     */
    preparedBy?: string;
    /**
     * Who checked that it is correct and complete.
     */
    checkedBy?: string;
    /**
     * Whether these are two persons. Absent when one is not given. Derived.
     */
    checkerIndependent?: boolean;
  }[];
  /**
   * Modifications of the system after its conformity assessment, and how they were judged (Art. 43(4)).
   */
  modifications: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the modification was judged in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Release that brought the modification: the name of its tag.
     */
    release?: string;
    /**
     * What was modified.
     */
    title?: string;
    /**
     * When it was judged.
     */
    assessedOn?: string;
    /**
     * Who judged it.
     */
    assessedBy?: string;
    /**
     * Whether it was determined beforehand and is part of the technical documentation (Annex IV, point 2(f)).
     */
    predetermined?: boolean;
    /**
     * Whether it is a substantial modification (Art. 3(23)), as determined by that person.
     */
    substantial?: boolean;
    /**
     * When the new conformity assessment was completed.
     */
    reassessedOn?: string;
  }[];
  /**
   * Bill of materials: third-party models, data, tools and services in the system.
   */
  components: {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the component was added in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Name.
     */
    name?: string;
    /**
     * Version.
     */
    version?: string;
    /**
     * When it was added.
     */
    addedOn?: string;
    /**
     * Who supplies it: the identifier of a row of the register of vendors.
     */
    supplier?: string;
    /**
     * Licence, as an SPDX expression where there is one.
     */
    licence?: string;
    /**
     * Whether it is accessible to the public under a free and open-source licence.
     */
    openSource?: boolean;
    /**
     * Whether it is a general-purpose AI model.
     */
    generalPurposeModel?: boolean;
    /**
     * Whether it is free and open-source and no general-purpose model, so that Art. 25(4) asks for no agreement. Absent when an answer that decides is. Derived.
     */
    agreementExempt?: boolean;
  }[];
  /**
   * Requests of affected persons for an explanation (Art. 86), with their answers.
   */
  'explanation-requests': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was received in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * When received.
     */
    receivedOn?: string;
    /**
     * When answered.
     */
    answeredOn?: string;
    /**
     * Decision that was asked about.
     */
    decision?: string;
    /**
     * Person in charge.
     */
    owner?: string;
    /**
     * Days from receipt to the answer or, while that has not happened, to the date of the audit. Derived.
     */
    answerDays?: number;
  }[];
  /**
   * Uses of post-remote biometric identification (Art. 26(10)).
   */
  'biometric-uses': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether the use lies in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * When the system was used.
     */
    usedAt?: string;
    /**
     * Criminal offence, threat or missing person that the use is linked to.
     */
    offence?: string;
    /**
     * Whether it was the initial identification of a potential suspect by objective and verifiable facts, for which no authorisation is asked.
     */
    initialIdentification?: boolean;
    /**
     * When the authorisation was requested.
     */
    requestedAt?: string;
    /**
     * Judicial or administrative authority that was asked.
     */
    authority?: string;
    /**
     * Its decision.
     */
    decision?: 'granted' | 'rejected' | 'pending';
    /**
     * When it decided.
     */
    decidedAt?: string;
    /**
     * When the use was stopped.
     */
    stoppedAt?: string;
    /**
     * When the personal data linked to the use were deleted.
     */
    dataDeletedAt?: string;
    /**
     * Entry in the police file.
     */
    fileReference?: string;
    /**
     * Whether no decision with an adverse legal effect was taken solely on the output.
     */
    decidedByPerson?: boolean;
    /**
     * Hours from the use to the request; negative when the request came first. Counts to the end of the day of the audit while there is none. Derived.
     */
    hoursToRequest?: number;
  }[];
  /**
   * Sampled outputs and publications that were examined for marking and disclosure (Art. 50(2) and (4)).
   */
  'content-samples': {
    /**
     * Identifier.
     */
    id: string;
    /**
     * Whether it was examined in the period. Absent when it is dated after the audit.
     */
    inPeriod?: boolean;
    /**
     * Modality.
     */
    modality?: 'audio' | 'image' | 'video' | 'text';
    /**
     * File format or channel.
     */
    format?: string;
    /**
     * Version of the system that generated it.
     */
    systemVersion?: string;
    /**
     * When examined.
     */
    examinedOn?: string;
    /**
     * Whether it carries the machine-readable marking.
     */
    marked?: boolean;
    /**
     * Whether a detector recognised the marking.
     */
    detectable?: boolean;
    /**
     * Whether it is a deep fake.
     */
    deepfake?: boolean;
    /**
     * Whether it is a published text on a matter of public interest.
     */
    publicInterest?: boolean;
    /**
     * Whether it is disclosed as artificially generated or manipulated.
     */
    disclosed?: boolean;
    /**
     * Person who reviewed it before publication.
     */
    reviewedBy?: string;
    /**
     * Who holds editorial responsibility.
     */
    responsible?: string;
  }[];
}
