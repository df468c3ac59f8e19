/* Generated from schemas/system.schema.json by `npm run generate`. */

/**
 * yes, no or unknown; or the answer with its reason.
 */
export type PracticeAnswer =
  | {
      /**
       * Whether the system does what the point prohibits.
       */
      practiced: true | false | 'yes' | 'no' | 'unknown';
      /**
       * Why the answer was given.
       */
      reason?: string;
    }
  | boolean
  | string;

/**
 * The system file: what is audited. Every answer may be "unknown", and unknown is never "no".
 */
export interface SystemFile {
  /**
   * Identifier of the system, the same in every audit.
   */
  id: string;
  /**
   * Name of the system.
   */
  name?: string;
  /**
   * Version or release that is audited. In quotes: 4.10 without them is the number 4.1.
   */
  version?: string;
  /**
   * Intended purpose as the provider states it (Art. 3(12)).
   */
  intendedPurpose?: string;
  /**
   * What the system does.
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
    | 'other'
    | 'unknown';
  /**
   * Operator roles of the audited organisation (Art. 3(3)-(8)).
   */
  roles?:
    | ('provider' | 'deployer' | 'importer' | 'distributor' | 'authorised-representative' | 'product-manufacturer')[]
    | string;
  /**
   * Person accountable for the system.
   */
  owner?: string;
  /**
   * Categories of SOC 2 in scope.
   */
  trustServiceCategories?:
    ('security' | 'availability' | 'confidentiality' | 'processing-integrity' | 'privacy')[] | string;
  /**
   * The audited organisation.
   */
  organisation?:
    | {
        /**
         * Country in which it is established, as the two letters of ISO 3166-1, such as DE (Art. 22(1), 54(1)).
         */
        country?: string;
        /**
         * Small or medium-sized enterprise or start-up, small mid-cap enterprise, or larger (Art. 3(14a) and (14b)).
         */
        size?: 'sme' | 'smc' | 'larger' | 'unknown';
        /**
         * Whether it is a financial institution whose internal governance is subject to Union financial services law (Art. 17(4), 18(3), 19(2)).
         */
        financialInstitution?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Voluntary codes of conduct that it follows for systems that are not high-risk (Art. 95). An empty list says none.
         */
        codesOfConduct?: string[] | string;
      }
    | string;
  /**
   * Whether the Act applies (Art. 2 and 3).
   */
  scope?:
    | {
        /**
         * Whether it is an AI system under Art. 3(1), as determined by the organisation.
         */
        aiSystem?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it is placed on the Union market, put into service or used there, or its output is used there (Art. 2(1)).
         */
        unionNexus?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Exclusion of Art. 2 that is claimed, such as "2(6)"; "none" when none is.
         */
        exclusionClaimed?: string;
        /**
         * Authority that supervises the system: a market surveillance authority, or the AI Office where Art. 75(1) gives it the competence.
         */
        competentAuthority?: string;
      }
    | string;
  /**
   * How the system is classified (Art. 6).
   */
  classification?:
    | {
        /**
         * Whether the organisation declares the system high-risk.
         */
        declaredHighRisk?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Product legislation of Annex I (Art. 6(1)).
         */
        annexI?:
          | {
              /**
               * Section of Annex I that covers the product, or none.
               */
              section?: 'none' | 'A' | 'B' | 'unknown';
              /**
               * Whether the system is a safety component of such a product, or the product itself (Art. 6(1)(a)).
               */
              safetyComponent?: true | false | 'yes' | 'no' | 'unknown';
              /**
               * Whether that product must undergo third-party conformity assessment (Art. 6(1)(b)).
               */
              thirdPartyAssessment?: true | false | 'yes' | 'no' | 'unknown';
              /**
               * Act of Annex I that covers the product, such as "Regulation (EU) 2017/745".
               */
              act?: string;
              /**
               * Whether it is solely used for non-safety related aspects of user assistance, performance optimisation, service efficiency, automation, convenience or quality control (Art. 6(1a)).
               */
              nonSafetyOnly?: true | false | 'yes' | 'no' | 'unknown';
              /**
               * Whether its failure or malfunctioning would endanger health and safety (Art. 6(1b)).
               */
              failureEndangers?: true | false | 'yes' | 'no' | 'unknown';
              /**
               * Whether the product must be assessed by a third party solely due to risks other than those to health and safety, such as radio spectrum (Art. 6(1c)).
               */
              otherRisksOnly?: true | false | 'yes' | 'no' | 'unknown';
            }
          | string;
        /**
         * Use cases of Annex III (Art. 6(2)).
         */
        annexIII?:
          | {
              /**
               * Points that were considered and answered, whatever the answer.
               */
              screened?: (string | number)[] | string;
              /**
               * Points that the intended purpose falls under. An empty list says none.
               */
              points?: (string | number)[] | string;
            }
          | string;
        /**
         * Derogation of Art. 6(3), with its documented assessment (Art. 6(4)).
         */
        derogation?:
          | {
              /**
               * Whether the derogation is claimed.
               */
              claimed?: true | false | 'yes' | 'no' | 'unknown';
              /**
               * Condition of Art. 6(3), second subparagraph, that the claim rests on.
               */
              condition?: 'a' | 'b' | 'c' | 'd' | 'unknown';
              /**
               * Date of the documented assessment.
               */
              assessedOn?: string;
            }
          | string;
        /**
         * Whether the system profiles natural persons (Art. 3(52), GDPR Art. 4(4)).
         */
        profiling?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it falls under Annex III point 1 (route of Art. 43(1)). The points above decide; an answer that contradicts them is a problem.
         */
        biometricSystem?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it is used in the areas of law enforcement, migration, asylum or border control management (Art. 14(5), 49(4)).
         */
        lawEnforcementOrMigration?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether Union or national law considers the verification by two persons disproportionate in those areas (Art. 14(5), second subparagraph). Nobody who does not say yes claims it.
         */
        verificationExempted?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Relief for systems that were on the market before the duties apply (Art. 111(2)).
         */
        legacy?:
          | {
              /**
               * Whether the relief of Art. 111(2) is claimed.
               */
              claimed?: true | false | 'yes' | 'no' | 'unknown';
              /**
               * Date on which the first system of this design was placed on the market or put into service.
               */
              firstPlacedOn?: string;
              /**
               * Whether its design changed significantly on or after the date of application of Chapter III.
               */
              designChanged?: true | false | 'yes' | 'no' | 'unknown';
              /**
               * Whether it is intended to be used by public authorities, which ends the relief on 2 August 2030.
               */
              forPublicAuthorities?: true | false | 'yes' | 'no' | 'unknown';
            }
          | string;
      }
    | string;
  /**
   * What makes a distributor, importer, deployer or other third party a provider (Art. 25(1)).
   */
  roleChange?:
    | {
        /**
         * Whether the organisation put its name or trade mark on a system that was already on the market (Art. 25(1)(a)).
         */
        rebranded?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it substantially modified such a system, so that it remains high-risk (Art. 25(1)(b)).
         */
        substantiallyModified?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it changed the intended purpose of a system, so that it becomes high-risk (Art. 25(1)(c)).
         */
        purposeChanged?: true | false | 'yes' | 'no' | 'unknown';
      }
    | string;
  /**
   * General-purpose AI model that the organisation provides (Art. 51-53).
   */
  generalPurposeModel?:
    | {
        /**
         * Whether the organisation provides one (Art. 3(63)).
         */
        provided?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it is released under a free and open-source licence (Art. 53(2)).
         */
        openSource?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Cumulative compute used for training, in floating-point operations (Art. 51(2)).
         */
        trainingFlops?: number | string;
        /**
         * Whether the organisation treats it as a model with systemic risk.
         */
        systemicRiskDeclared?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Date on which the condition of Art. 51(1)(a) was met, or became known to be going to be met: by compute (Art. 51(2)), or by high-impact capabilities that you found yourselves.
         */
        thresholdMetOn?: string;
        /**
         * Date of the notice to the Commission (Art. 52(1)), or none.
         */
        notifiedOn?: string;
        /**
         * Date on which the model was placed on the Union market (Art. 111(3)).
         */
        placedOnMarketOn?: string;
        /**
         * Whether the Commission designated the model as one with systemic risk (Art. 52(4), Annex XIII).
         */
        designatedByCommission?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Licence of the model, as an SPDX identifier where there is one.
         */
        licence?: string;
        /**
         * Whether the model is provided against a price or otherwise monetised (recital 103).
         */
        monetised?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether the parameters, weights among them, are publicly available (Art. 53(2)).
         */
        parametersPublic?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether the information on the architecture is publicly available (Art. 53(2)).
         */
        architecturePublic?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether the information on model usage is publicly available (Art. 53(2)).
         */
        usagePublic?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Authorised representative for the model, established in the Union (Art. 54(1)).
         */
        authorisedRepresentative?: string;
        /**
         * Date of the written mandate of the authorised representative.
         */
        representativeAppointedOn?: string;
        /**
         * Adherence to a code of practice under Art. 56: in full, to some of its chapters, or none.
         */
        codeOfPractice?: 'full' | 'partly' | 'none' | 'unknown';
      }
    | string;
  /**
   * Situations of Art. 50.
   */
  transparency?:
    | {
        /**
         * Whether it interacts directly with natural persons (Art. 50(1)).
         */
        interactsWithPersons?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it generates synthetic audio, image, video or text (Art. 50(2)).
         */
        generatesContent?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it recognises emotions or categorises persons biometrically (Art. 50(3)).
         */
        emotionOrBiometric?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it generates or manipulates deep fakes (Art. 50(4), first subparagraph).
         */
        deepfakes?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it publishes text on matters of public interest (Art. 50(4), second subparagraph).
         */
        publicInterestText?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether the provider holds that the interaction with an AI system is obvious (exception of Art. 50(1)).
         */
        interactionObvious?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether it only assists in standard editing, or does not substantially alter the input or its meaning (exception of Art. 50(2)).
         */
        assistiveOnly?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether its use is authorised by law to detect, prevent, investigate or prosecute criminal offences (exception of Art. 50(1) to (4)).
         */
        authorisedByLaw?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether every published text is reviewed by a person and somebody holds editorial responsibility (exception of Art. 50(4), second subparagraph).
         */
        editorialReview?: true | false | 'yes' | 'no' | 'unknown';
      }
    | string;
  /**
   * Screen of Art. 5(1): point -> whether the system does what the point prohibits.
   */
  prohibitedPractices?:
    | {
        a?: PracticeAnswer;
        b?: PracticeAnswer;
        ba?: PracticeAnswer;
        bb?: PracticeAnswer;
        c?: PracticeAnswer;
        d?: PracticeAnswer;
        e?: PracticeAnswer;
        f?: PracticeAnswer;
        g?: PracticeAnswer;
        h?: PracticeAnswer;
      }
    | string;
  /**
   * Personal data.
   */
  data?:
    | {
        /**
         * Whether personal data are processed.
         */
        personalData?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether special categories of personal data are processed for bias detection (Art. 4a).
         */
        specialCategories?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Basis of that processing: Art. 4a(1) for the provider of a high-risk system, Art. 4a(2) for others.
         */
        specialCategoriesBasis?: '4a(1)' | '4a(2)' | 'other' | 'unknown';
        /**
         * Whether a data-protection impact assessment is required for the use (GDPR Art. 35).
         */
        dpiaRequired?: true | false | 'yes' | 'no' | 'unknown';
      }
    | string;
  /**
   * Automatically generated logs (Art. 12, 19, 26(6)).
   */
  logs?:
    | {
        /**
         * Whether the logs are under the control of the audited organisation.
         */
        underControl?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Months for which they are kept.
         */
        retentionMonths?: number | string;
        /**
         * Date of the oldest logged event that is still kept.
         */
        oldestEventOn?: string;
      }
    | string;
  /**
   * Use by the deployer (Art. 26 and 27).
   */
  use?:
    | {
        /**
         * Date of the first use by the deployer, or none.
         */
        firstUseOn?: string;
        /**
         * Whether a deployer that is an employer uses the system at the workplace (Art. 26(7)).
         */
        workplaceUse?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Date on which workers and their representatives were informed.
         */
        workersInformedOn?: string;
        /**
         * Whether the deployer is a body governed by public law or a private entity that provides public services (Art. 27(1)). A public authority is one, whatever is answered here; points 5(b) and 5(c) of Annex III ask every deployer for the assessment.
         */
        publicBodyOrServices?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Date of that assessment.
         */
        friaPerformedOn?: string;
        /**
         * Whether the deployer is a public authority or a Union institution, body, office or agency (Art. 26(8), 49(3)).
         */
        publicAuthority?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether the system takes decisions, or assists in taking them, about natural persons (Art. 26(11)).
         */
        decidesAboutPersons?: true | false | 'yes' | 'no' | 'unknown';
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
        registeredOn?: string;
        /**
         * Identifier of that registration; none when there is none.
         */
        registrationId?: string;
        /**
         * Whether it identifies natural persons biometrically after the event for law enforcement (Art. 26(10)).
         */
        postRemoteBiometric?: true | false | 'yes' | 'no' | 'unknown';
      }
    | string;
  /**
   * Placing on the market (Art. 16, 18, 43-49).
   */
  market?:
    | {
        /**
         * Date on which the system was placed on the market or put into service, or none.
         */
        placedOnMarketOn?: string;
        /**
         * Name of the provider (Art. 16(b)).
         */
        providerName?: string;
        /**
         * Address at which the provider can be contacted (Art. 16(b)).
         */
        providerContact?: string;
        /**
         * Years for which technical documentation is kept after placing on the market (Art. 18).
         */
        documentationRetentionYears?: number | string;
        /**
         * Extent to which harmonised standards or common specifications are applied (Art. 43(1)).
         */
        standardsApplied?: 'full' | 'partly' | 'none' | 'unknown';
        /**
         * Route of the conformity assessment (Art. 43).
         */
        conformityRoute?: 'annex-vi' | 'annex-vii' | 'sectoral' | 'unknown';
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
         * Date on which the organisation, as distributor, made the system available (Art. 24(1)).
         */
        madeAvailableOn?: string;
        /**
         * Whether the system is a component of a product that can be shown in a picture (Annex IV, point 1(f)).
         */
        partOfProduct?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether the system continues to learn after it is placed on the market or put into service (Art. 15(4), third subparagraph).
         */
        continuesToLearn?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether the system was, or is, tested in real-world conditions outside sandboxes (Art. 60).
         */
        testedInRealWorld?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Name of the authorised representative in the Union (Art. 22(1)).
         */
        representativeName?: string;
        /**
         * Date of the written mandate of the authorised representative.
         */
        representativeMandatedOn?: string;
        /**
         * Whether the technical documentation is given in full or in the simplified form (Art. 11(1), second subparagraph).
         */
        documentationForm?: 'full' | 'simplified' | 'unknown';
        /**
         * Identification number of the notified body, in quotes (Art. 48(4)).
         */
        notifiedBodyNumber?: string;
        /**
         * Whether cybersecurity is claimed to be met through the Cyber Resilience Act (Art. 42(3)). Nobody who does not say yes claims it.
         */
        cyberResilienceRoute?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether reduced reporting of incidents is claimed because equivalent Union law asks for reports (Art. 73(9) and (10)). Nobody who does not say yes claims it.
         */
        sectoralIncidentReporting?: true | false | 'yes' | 'no' | 'unknown';
        /**
         * Whether another operator became the provider of this system through Art. 25(1), so that documentation and access are handed over (Art. 25(2)).
         */
        otherProviderTookOver?: true | false | 'yes' | 'no' | 'unknown';
      }
    | string;
  /**
   * Inventory of models in the system.
   */
  models?: ModelEntry[] | string;
  /**
   * Persons with a role in governing the system.
   */
  owners?: OwnerEntry[] | string;
}
/**
 * One entry.
 */
export interface ModelEntry {
  /**
   * Identifier; model cards and drift runs name it.
   */
  id: string;
  /**
   * Name.
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
  inProduction?: true | false | 'yes' | 'no' | 'unknown';
  /**
   * What the model is used for.
   */
  purpose?: string;
}
/**
 * One entry.
 */
export interface OwnerEntry {
  /**
   * Identifier of the person.
   */
  id: string;
  /**
   * Name.
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
}
