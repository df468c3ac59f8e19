/* Generated from schemas/facts/system.schema.json by `npm run generate`. */

/**
 * What is audited: roles, intended purpose, classification answers under the AI Act, dates, owners, inventory of models. An answer "unknown" is an absent fact, never "no".
 */
export interface SystemFacts {
  /**
   * Identifier of the system, the same in every audit.
   */
  id: string;
  /**
   * Name of the system.
   */
  name?: string;
  /**
   * Version or release of the system that is audited.
   */
  version?: string;
  /**
   * Intended purpose as the provider states it (Art. 3(12)).
   */
  intendedPurpose?: string;
  /**
   * What the system does, in the words of its owner.
   */
  systemType?:
    | 'recommender'
    | 'classifier'
    | 'scoring'
    | 'forecasting'
    | 'generative'
    | 'conversational'
    | 'detection'
    | 'control'
    | 'other';
  /**
   * Operator roles of the audited organisation (Art. 3(3)-(8)).
   */
  roles?: (
    'provider' | 'deployer' | 'importer' | 'distributor' | 'authorised-representative' | 'product-manufacturer'
  )[];
  /**
   * Whether the roles include provider. Derived.
   */
  isProvider?: boolean;
  /**
   * Whether the roles include deployer. Derived.
   */
  isDeployer?: boolean;
  /**
   * Whether the system is an AI system under Art. 3(1), as determined by the organisation.
   */
  aiSystem?: boolean;
  /**
   * Whether the system is placed on the Union market, put into service or used there, or its output is used there (Art. 2(1)).
   */
  unionNexus?: boolean;
  /**
   * Exclusion of Art. 2 that is claimed, when one is.
   */
  exclusionClaimed?: string;
  /**
   * Whether an exclusion of Art. 2 is claimed. Derived.
   */
  claimsExclusion?: boolean;
  /**
   * Whether the organisation declares the system high-risk (Art. 6).
   */
  declaredHighRisk?: boolean;
  /**
   * Section of Annex I that covers the product, or none.
   */
  annexISection?: 'none' | 'A' | 'B';
  /**
   * Whether the system is a safety component of such a product, or the product itself (Art. 6(1)(a)).
   */
  annexISafetyComponent?: boolean;
  /**
   * Whether that product must undergo third-party conformity assessment (Art. 6(1)(b)).
   */
  annexIThirdParty?: boolean;
  /**
   * Points of Annex III that the intended purpose falls under, such as "5(b)". An empty list says none; an unknown answer leaves the fact absent.
   */
  annexIIIPoints?: string[];
  /**
   * Number of points of Annex III declared. Derived.
   */
  annexIIICount?: number;
  /**
   * Whether a declared point of Annex III is another than point 2, critical infrastructure, which Arts. 27, 49 and 86 except. Derived.
   */
  annexIIIBeyondPoint2?: boolean;
  /**
   * Points of Annex III that were considered and answered, whatever the answer.
   */
  annexIIIScreenedPoints?: string[];
  /**
   * Whether the derogation of Art. 6(3) is claimed.
   */
  derogationClaimed?: boolean;
  /**
   * Condition of Art. 6(3), second subparagraph, that the claim rests on.
   */
  derogationCondition?: 'a' | 'b' | 'c' | 'd';
  /**
   * Date of the documented assessment of Art. 6(4).
   */
  derogationAssessedOn?: string;
  /**
   * Whether the system profiles natural persons (Art. 3(52), GDPR Art. 4(4)).
   */
  profiling?: boolean;
  /**
   * Whether the organisation provides a general-purpose AI model (Art. 3(63)).
   */
  gpaiModel?: boolean;
  /**
   * Whether that model is released under a free and open-source licence (Art. 53(2)).
   */
  gpaiOpenSource?: boolean;
  /**
   * Cumulative compute used for training that model, in floating-point operations (Art. 51(2)).
   */
  trainingFlops?: number;
  /**
   * Whether the organisation treats the model as one with systemic risk.
   */
  gpaiSystemicDeclared?: boolean;
  /**
   * Date on which the condition of Art. 51(1)(a) was met, or was known to be going to be met: by compute (Art. 51(2)), or by high-impact capabilities that the provider found.
   */
  gpaiThresholdMetOn?: string;
  /**
   * Date of the notice to the Commission (Art. 52(1)).
   */
  gpaiNotifiedOn?: string;
  /**
   * Days from the threshold to the notice or, when none was given, to the date of the audit. Derived.
   */
  gpaiNotificationDays?: number;
  /**
   * Whether the system interacts directly with natural persons (Art. 50(1)).
   */
  interactsWithPersons?: boolean;
  /**
   * Whether it generates synthetic audio, image, video or text (Art. 50(2)).
   */
  generatesContent?: boolean;
  /**
   * Whether it recognises emotions or categorises persons biometrically (Art. 50(3)).
   */
  emotionOrBiometric?: boolean;
  /**
   * Whether it generates or manipulates deep fakes (Art. 50(4), first subparagraph).
   */
  deepfakes?: boolean;
  /**
   * Whether it publishes text on matters of public interest (Art. 50(4), second subparagraph).
   */
  publicInterestText?: boolean;
  /**
   * Whether it falls under Annex III point 1 (route of Art. 43(1)). Derived from the points where they are known; absent when the answer contradicts them.
   */
  biometricSystem?: boolean;
  /**
   * Whether personal data are processed.
   */
  processesPersonalData?: boolean;
  /**
   * Whether special categories of personal data are processed for bias detection (Art. 4a).
   */
  specialCategoryData?: boolean;
  /**
   * Whether the logs of the system are under the control of the audited organisation (Art. 19(1), 26(6)).
   */
  logsUnderControl?: boolean;
  /**
   * Whether a deployer that is an employer uses the system at the workplace (Art. 26(7)).
   */
  workplaceUse?: boolean;
  /**
   * Date on which workers and their representatives were informed.
   */
  workersInformedOn?: string;
  /**
   * Whether the deployer is a body governed by public law or a private entity that provides public services (Art. 27(1)). Absent when it answers no and is a public authority.
   */
  publicBodyOrServices?: boolean;
  /**
   * Date of that assessment.
   */
  friaPerformedOn?: string;
  /**
   * Date of the first use by the deployer.
   */
  firstUseOn?: string;
  /**
   * Date on which the system was placed on the market or put into service.
   */
  placedOnMarketOn?: string;
  /**
   * Extent to which harmonised standards or common specifications are applied (Art. 43(1)).
   */
  standardsApplied?: 'full' | 'partly' | 'none';
  /**
   * Route of the conformity assessment (Art. 43).
   */
  conformityRoute?: 'annex-vi' | 'annex-vii' | 'sectoral';
  /**
   * Date on which the conformity assessment was completed.
   */
  conformityAssessedOn?: string;
  /**
   * Date of the notified body's certificate (Art. 44).
   */
  certificateIssuedOn?: string;
  /**
   * Date on which that certificate expires.
   */
  certificateExpiresOn?: string;
  /**
   * Validity of the certificate in years. Derived.
   */
  certificateYears?: number;
  /**
   * Date of the EU declaration of conformity (Art. 47).
   */
  declarationOn?: string;
  /**
   * Date on which the CE marking was affixed (Art. 48).
   */
  ceMarkedOn?: string;
  /**
   * Date of registration in the EU database (Art. 49).
   */
  registeredOn?: string;
  /**
   * Identifier in the EU database.
   */
  registrationId?: string;
  /**
   * Years for which technical documentation is kept after placing on the market (Art. 18).
   */
  documentationRetentionYears?: number;
  /**
   * Months for which automatically generated logs are kept (Art. 19(1), 26(6)).
   */
  logRetentionMonths?: number;
  /**
   * Person accountable for the system.
   */
  owner?: string;
  /**
   * Name of the provider (Art. 16(b)).
   */
  providerName?: string;
  /**
   * Address at which the provider can be contacted (Art. 16(b)).
   */
  providerContact?: string;
  /**
   * Number of models in the inventory. Derived.
   */
  modelCount?: number;
  /**
   * Categories of SOC 2 in scope.
   */
  trustServiceCategories?: ('security' | 'availability' | 'confidentiality' | 'processing-integrity' | 'privacy')[];
  /**
   * Country in which the audited organisation is established, two letters of ISO 3166-1.
   */
  organisationCountry?: string;
  /**
   * Whether that country is a Member State of the Union. Absent for Iceland, Liechtenstein and Norway, because it could not be confirmed that the Act applies in the EEA. Derived.
   */
  establishedInUnion?: boolean;
  /**
   * Small or medium-sized enterprise or start-up, small mid-cap enterprise, or larger.
   */
  organisationSize?: 'sme' | 'smc' | 'larger';
  /**
   * Whether the organisation is a financial institution under Union financial services law (Art. 17(4), 18(3), 19(2)).
   */
  financialInstitution?: boolean;
  /**
   * Voluntary codes of conduct that are followed (Art. 95). An empty list says none.
   */
  codesOfConduct?: string[];
  /**
   * Whether there is such a code. Derived.
   */
  followsCodeOfConduct?: boolean;
  /**
   * Whether the organisation put its name on a system that was already on the market (Art. 25(1)(a)).
   */
  rebranded?: boolean;
  /**
   * Whether it substantially modified such a system (Art. 25(1)(b)).
   */
  substantiallyModified?: boolean;
  /**
   * Whether it changed the intended purpose so that the system becomes high-risk (Art. 25(1)(c)).
   */
  purposeChanged?: boolean;
  /**
   * Whether one of these three answers is yes, so that the organisation counts as the provider. Absent unless one is yes or all are no. Derived.
   */
  becameProvider?: boolean;
  /**
   * Whether a declared point of Annex III is 1(a), remote biometric identification. Absent when only point 1 as a whole is declared. Derived.
   */
  remoteBiometricIdentification?: boolean;
  /**
   * Whether it is used in the areas of law enforcement, migration, asylum or border control management.
   */
  lawEnforcementOrMigration?: boolean;
  /**
   * Whether there are declared points of Annex III, and each is point 1, 6 or 7: only for these does Art. 49(4) open the secure section of the database. Derived.
   */
  securePointsOnly?: boolean;
  /**
   * Whether the exception of Art. 14(5), second subparagraph, is claimed.
   */
  verificationExempted?: boolean;
  /**
   * Date of the oldest logged event that is still kept.
   */
  oldestLogEventOn?: string;
  /**
   * Calendar months from that event to the date of the audit; the last, unfinished month counts by its share of days. Derived.
   */
  oldestLogEventMonths?: number;
  /**
   * Date on which the distributor made the system available (Art. 24(1)).
   */
  madeAvailableOn?: string;
  /**
   * Whether the system is a component of a product that can be shown in a picture (Annex IV, point 1(f)).
   */
  partOfProduct?: boolean;
  /**
   * Whether the system continues to learn after it is placed on the market (Art. 15(4)).
   */
  continuesToLearn?: boolean;
  /**
   * Whether it is tested in real-world conditions outside sandboxes (Art. 60).
   */
  testedInRealWorld?: boolean;
  /**
   * Name of the authorised representative in the Union (Art. 22(1)).
   */
  representativeName?: string;
  /**
   * Date of the written mandate.
   */
  representativeMandatedOn?: string;
  /**
   * Form of the technical documentation (Art. 11(1), second subparagraph).
   */
  documentationForm?: 'full' | 'simplified';
  /**
   * Identification number of the notified body (Art. 48(4)).
   */
  notifiedBodyNumber?: string;
  /**
   * Whether cybersecurity is claimed to be met through the Cyber Resilience Act (Art. 42(3)).
   */
  cyberResilienceRoute?: boolean;
  /**
   * Whether reduced reporting of incidents is claimed under equivalent Union law (Art. 73(9) and (10)).
   */
  sectoralIncidentReporting?: boolean;
  /**
   * Whether another operator became the provider through Art. 25(1) (Art. 25(2)).
   */
  otherProviderTookOver?: boolean;
  /**
   * Authority that supervises the system: a market surveillance authority, or the AI Office where Art. 75(1) gives it the competence.
   */
  competentAuthority?: string;
  /**
   * Act of Annex I that covers the product, such as "Regulation (EU) 2017/745".
   */
  annexIAct?: string;
  /**
   * Whether it is solely used for non-safety related aspects of user assistance, performance optimisation, service efficiency, automation, convenience or quality control (Art. 6(1a)).
   */
  annexINonSafetyOnly?: boolean;
  /**
   * Whether its failure or malfunctioning would endanger health and safety (Art. 6(1b)).
   */
  annexIFailureEndangers?: boolean;
  /**
   * Whether the product must be assessed by a third party solely due to risks other than those to health and safety, such as radio spectrum (Art. 6(1c)).
   */
  annexIOtherRisksOnly?: boolean;
  /**
   * Whether the relief of Art. 111(2) is claimed.
   */
  legacyClaimed?: boolean;
  /**
   * Date on which the first system of this design was placed on the market or put into service.
   */
  firstPlacedOn?: string;
  /**
   * Whether its design changed significantly on or after the date of application of Chapter III.
   */
  designChanged?: boolean;
  /**
   * Whether it is intended to be used by public authorities, which ends the relief on 2 August 2030.
   */
  forPublicAuthorities?: boolean;
  /**
   * Date on which the model was placed on the Union market (Art. 111(3)).
   */
  gpaiPlacedOnMarketOn?: string;
  /**
   * Whether the Commission designated the model as one with systemic risk (Art. 52(4), Annex XIII).
   */
  gpaiDesignated?: boolean;
  /**
   * Licence of the model, as an SPDX identifier where there is one.
   */
  gpaiLicence?: string;
  /**
   * Whether the model is provided against a price or otherwise monetised (recital 103).
   */
  gpaiMonetised?: boolean;
  /**
   * Whether the parameters, weights among them, are publicly available (Art. 53(2)).
   */
  gpaiParametersPublic?: boolean;
  /**
   * Whether the information on the architecture is publicly available (Art. 53(2)).
   */
  gpaiArchitecturePublic?: boolean;
  /**
   * Whether the information on model usage is publicly available (Art. 53(2)).
   */
  gpaiUsagePublic?: boolean;
  /**
   * Authorised representative for the model, established in the Union (Art. 54(1)).
   */
  gpaiRepresentative?: string;
  /**
   * Date of the written mandate of the authorised representative.
   */
  gpaiRepresentativeAppointedOn?: string;
  /**
   * Adherence to a code of practice under Art. 56: in full, to some of its chapters, or none.
   */
  gpaiCodeOfPractice?: 'full' | 'partly' | 'none';
  /**
   * Whether the provider holds that the interaction with an AI system is obvious (exception of Art. 50(1)).
   */
  interactionObvious?: boolean;
  /**
   * Whether it only assists in standard editing, or does not substantially alter the input or its meaning (exception of Art. 50(2)).
   */
  assistiveOnly?: boolean;
  /**
   * Whether its use is authorised by law to detect, prevent, investigate or prosecute criminal offences (exception of Art. 50(1) to (4)).
   */
  authorisedByLaw?: boolean;
  /**
   * Whether every published text is reviewed by a person and somebody holds editorial responsibility (exception of Art. 50(4), second subparagraph).
   */
  editorialReview?: boolean;
  /**
   * Basis of that processing: Art. 4a(1) for the provider of a high-risk system, Art. 4a(2) for others.
   */
  specialCategoryBasis?: '4a(1)' | '4a(2)' | 'other';
  /**
   * Whether a data-protection impact assessment is required for the use (GDPR Art. 35).
   */
  dpiaRequired?: boolean;
  /**
   * Whether the deployer is a public authority or a Union institution, body, office or agency (Art. 26(8), 49(3)).
   */
  deployerIsPublicAuthority?: boolean;
  /**
   * Whether the system takes decisions, or assists in taking them, about natural persons (Art. 26(11)).
   */
  decidesAboutPersons?: boolean;
  /**
   * Date from which those natural persons are informed.
   */
  personsInformedFrom?: string;
  /**
   * Date on which the market surveillance authority was notified of the results (Art. 27(3)).
   */
  friaNotifiedOn?: string;
  /**
   * Date of the last change of an element of Art. 27(1), or none (Art. 27(2)).
   */
  friaElementsChangedOn?: string;
  /**
   * Date on which that assessment was last updated.
   */
  friaUpdatedOn?: string;
  /**
   * Date on which the deployer registered itself and the use in the EU database (Art. 49(3)).
   */
  deployerRegisteredOn?: string;
  /**
   * Identifier of that registration; none when there is none.
   */
  deployerRegistrationId?: string;
  /**
   * Whether it identifies natural persons biometrically after the event for law enforcement (Art. 26(10)).
   */
  postRemoteBiometric?: boolean;
  /**
   * Whether an element of Art. 27(1) changed since the assessment. Derived.
   */
  friaElementsChanged?: boolean;
  /**
   * Whether a practice of Art. 5(1), points (a) to (h), is declared. Absent while a point is open and none is declared. Derived.
   */
  prohibitedPracticeFound?: boolean;
  /**
   * The same for points (ba) and (bb). Derived.
   */
  prohibitedMaterialFound?: boolean;
  /**
   * Whole months from the first use to the date of the audit. Derived.
   */
  monthsInUse?: number;
  /**
   * Areas of Annex III, "1" to "8", in which a point is declared. Derived.
   */
  annexIIIAreas?: string[];
  /**
   * Whether the system was placed on the market or put into service by the date of the audit. Derived.
   */
  onMarket?: boolean;
  /**
   * Whether the deployer uses the system by the date of the audit. Derived.
   */
  inUse?: boolean;
  /**
   * Inventory of models in the system.
   */
  models: {
    /**
     * Identifier of the model; model cards and drift runs name it.
     */
    id: string;
    /**
     * Name of the model.
     */
    name?: string;
    /**
     * Version in production.
     */
    version?: string;
    /**
     * Person accountable for the model.
     */
    owner?: string;
    /**
     * Whether the model is in production.
     */
    inProduction?: boolean;
    /**
     * What the model is used for.
     */
    purpose?: string;
  }[];
  /**
   * Answers to the screen of Art. 5(1), one a point. An unknown answer has no fact `practiced`.
   */
  prohibitedPractices: {
    /**
     * Point of Art. 5(1), such as "a" or "ba".
     */
    id: string;
    /**
     * Whether the system does what the point prohibits.
     */
    practiced?: boolean;
    /**
     * Why the answer was given.
     */
    reason?: string;
  }[];
  /**
   * Persons with a role in governing the system.
   */
  owners: {
    /**
     * Identifier of the person.
     */
    id: string;
    /**
     * Name of the person.
     */
    name?: string;
    /**
     * Role.
     */
    role?: string;
    /**
     * How to reach the person.
     */
    contact?: string;
  }[];
}
