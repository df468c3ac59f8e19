/** The tiers and gates of the Act that every combination decides: those that are not listed must be false. */
export const tiers = [
  'excluded',
  'in-scope',
  'prohibited-practice',
  'prohibited-material',
  'annex-i',
  'annex-i-section-b',
  'annex-iii-listed',
  'annex-iii',
  'derogated',
  'high-risk',
  'art50-interaction',
  'art50-synthetic-content',
  'art50-emotion-or-biometric',
  'art50-deepfake',
  'art50-public-interest-text',
  'gpai-provider',
  'gpai-systemic',
  'minimal',
] as const;
type Tier = (typeof tiers)[number];

/** Answers of a system file, and which tiers follow from them, with the legal reason. */
export interface Combination {
  readonly because: string;
  /** Laid over `noToEverything`; `unknown` is an answer. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** What a person determined of a claimed exclusion, or of a claimed derogation. */
  readonly confirmed?: 'yes' | 'no' | 'expired' | 'nobody';
  /** Whether the assessment behind a derogation can be produced; it can where nothing is said. */
  readonly documented?: boolean;
  readonly holds: readonly Tier[];
  readonly open?: readonly Tier[];
}

/** A provider and deployer in the Union of whose system everything is answered with no. */
export const noToEverything = {
  id: 'system',
  roles: ['provider', 'deployer'],
  scope: { aiSystem: 'yes', unionNexus: 'yes', exclusionClaimed: 'none' },
  classification: {
    declaredHighRisk: 'no',
    annexI: { section: 'none', safetyComponent: 'no', thirdPartyAssessment: 'no' },
    annexIII: { screened: ['1', '2', '3', '4', '5', '6', '7', '8'], points: [] },
    derogation: { claimed: 'no' },
    profiling: 'no',
  },
  generalPurposeModel: { provided: 'no' },
  transparency: {
    interactsWithPersons: 'no',
    generatesContent: 'no',
    emotionOrBiometric: 'no',
    deepfakes: 'no',
    publicInterestText: 'no',
  },
  prohibitedPractices: { a: 'no', b: 'no', ba: 'no', bb: 'no', c: 'no', d: 'no', e: 'no', f: 'no', g: 'no', h: 'no' },
  use: { firstUseOn: 'none', workplaceUse: 'no', publicAuthority: 'no' },
  market: { placedOnMarketOn: 'none' },
} as const;

const points = (...list: string[]) => ({ annexIII: { points: list } });
const listed = (more: object = {}) => ({ classification: { ...points('4(a)'), ...more } });
const claim = (more: object = {}, other: object = {}) => ({
  classification: {
    ...points('4(a)'),
    derogation: { claimed: 'yes', condition: 'd', assessedOn: '2026-01-10', ...more },
    ...other,
  },
  market: { placedOnMarketOn: '2026-03-01' },
});
const annexI = (more: object = {}) => ({
  classification: { annexI: { section: 'A', safetyComponent: 'yes', thirdPartyAssessment: 'yes', ...more } },
});
const model = (more: object = {}) => ({ generalPurposeModel: { provided: 'yes', ...more } });
const practice = (point: string, answer = 'yes') => ({ prohibitedPractices: { [point]: answer } });
const exclusion = (ground: string, more: object = {}) => ({ scope: { exclusionClaimed: ground }, ...more });

const minimal = ['in-scope', 'minimal'] as const;
const throughAnnexIII = ['in-scope', 'annex-iii-listed', 'annex-iii', 'high-risk'] as const;
const throughAnnexI = ['in-scope', 'annex-i', 'high-risk'] as const;
const derogated = ['in-scope', 'annex-iii-listed', 'derogated', 'minimal'] as const;

const scope: readonly Combination[] = [
  { because: 'nothing applies: only Arts. 4 and 95 are left', answers: {}, holds: minimal },
  { because: 'Art. 3(1): what infers nothing is no AI system', answers: { scope: { aiSystem: 'no' } }, holds: [] },
  {
    because: 'Art. 2(1): without a link to the Union nothing applies',
    answers: { scope: { unionNexus: 'no' } },
    holds: [],
  },
  {
    because: 'Art. 3(1) unanswered: everything stays open, and nothing is a no',
    answers: { scope: { aiSystem: 'unknown' } },
    holds: [],
    open: ['in-scope', 'minimal'],
  },
  {
    because: 'Art. 2(1) unanswered: a model and a system stay open',
    answers: { scope: { unionNexus: 'unknown' }, ...model({ trainingFlops: 2e25 }) },
    holds: [],
    open: ['in-scope', 'minimal', 'gpai-provider', 'gpai-systemic'],
  },
  {
    because: 'Art. 2(3): a military system that a person confirmed is out of scope',
    answers: exclusion('2(3)', listed()),
    confirmed: 'yes',
    holds: ['excluded'],
  },
  {
    because: 'Art. 2(3): a claim that nobody confirmed switches nothing off',
    answers: exclusion('2(3)', listed()),
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 2(3): a claim that a person denied switches nothing off',
    answers: exclusion('2(3)', listed()),
    confirmed: 'no',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 2(3): an expired confirmation switches nothing off',
    answers: exclusion('2(3)', listed()),
    confirmed: 'expired',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 2(1) excludes nothing, whoever confirms it',
    answers: exclusion('2(1)', listed()),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'a confirmation without a claim switches nothing off',
    answers: listed(),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'a confirmation of a claim that is unknown switches nothing off',
    answers: { scope: { exclusionClaimed: 'unknown' }, ...listed() },
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 2(6): a system for the sole purpose of research is out of scope',
    answers: exclusion('2(6)'),
    confirmed: 'yes',
    holds: ['excluded'],
  },
  {
    because: 'Art. 2(8): research before the market is out of scope',
    answers: exclusion('2(8)', listed()),
    confirmed: 'yes',
    holds: ['excluded'],
  },
  {
    because: 'Art. 2(8): what is on the market is not before it',
    answers: exclusion('2(8)', { ...listed(), market: { placedOnMarketOn: '2026-03-01' } }),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 2(8): an unknown market date does not prove that it is before it',
    answers: exclusion('2(8)', { ...listed(), market: { placedOnMarketOn: 'unknown' } }),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 2(10): a private person who only uses a system is out of scope',
    answers: exclusion('2(10)', { roles: ['deployer'] }),
    confirmed: 'yes',
    holds: ['excluded'],
  },
  {
    because: 'Art. 2(10) excludes deployers, not providers',
    answers: exclusion('2(10)', { roles: ['provider'] }),
    confirmed: 'yes',
    holds: minimal,
  },
  {
    because: 'Art. 2(12): free software outside Annex III, Art. 5 and Art. 50 is out of scope',
    answers: exclusion('2(12)'),
    confirmed: 'yes',
    holds: ['excluded'],
  },
  {
    because: 'Art. 2(12) does not reach a listed use',
    answers: exclusion('2(12)', listed()),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 2(12) does not reach Art. 50',
    answers: exclusion('2(12)', { transparency: { interactsWithPersons: 'yes' } }),
    confirmed: 'yes',
    holds: ['in-scope', 'art50-interaction'],
  },
  {
    because: 'Art. 2(12) does not reach Art. 5',
    answers: exclusion('2(12)', practice('c')),
    confirmed: 'yes',
    holds: ['in-scope', 'prohibited-practice'],
  },
  {
    because: 'an excluded system leaves the duties for the general-purpose model',
    answers: exclusion(
      '2(3)',
      model({ trainingFlops: 1e24, systemicRiskDeclared: 'no', designatedByCommission: 'no' }),
    ),
    confirmed: 'yes',
    holds: ['excluded', 'gpai-provider'],
  },
];

const prohibited: readonly Combination[] = [
  ...(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const).map(
    (point): Combination => ({
      because: `Art. 5(1), point (${point}): a declared practice is prohibited`,
      answers: practice(point),
      holds: ['in-scope', 'prohibited-practice'],
    }),
  ),
  ...(['ba', 'bb'] as const).map(
    (point): Combination => ({
      because: `Art. 5(1), point (${point}): prohibited, from 2 December 2026`,
      answers: practice(point),
      holds: ['in-scope', 'prohibited-material'],
    }),
  ),
  {
    because: 'Art. 5(1): an open point is no no',
    answers: practice('f', 'unknown'),
    holds: ['in-scope'],
    open: ['prohibited-practice', 'minimal'],
  },
  {
    because: 'Art. 5(1): an open point (ba) leaves points (a) to (h) decided',
    answers: practice('ba', 'unknown'),
    holds: ['in-scope'],
    open: ['prohibited-material', 'minimal'],
  },
  {
    because: 'Art. 5(1): one declared practice decides, whatever else is open',
    answers: { prohibitedPractices: { a: 'unknown', c: 'yes' } },
    holds: ['in-scope', 'prohibited-practice'],
  },
  {
    because: 'Art. 5 and Annex III: a prohibited system can be high-risk at the same time',
    answers: { ...listed(), ...practice('f') },
    holds: [...throughAnnexIII, 'prohibited-practice'],
  },
];

const highRisk: readonly Combination[] = [
  ...['1(a)', '2', '3(b)', '4(a)', '5(b)', '6(d)', '7(b)', '8(b)'].map(
    (point): Combination => ({
      because: `Art. 6(2): Annex III, point ${point} is high-risk`,
      answers: { classification: points(point) },
      holds: throughAnnexIII,
    }),
  ),
  {
    because: 'Art. 6(2): points that nobody answered are no no',
    answers: { classification: { annexIII: { points: 'unknown' } } },
    holds: ['in-scope'],
    open: ['annex-iii-listed', 'annex-iii', 'high-risk', 'minimal'],
  },
  {
    because: 'Art. 6(1): a safety component that a third party must assess is high-risk',
    answers: annexI(),
    holds: throughAnnexI,
  },
  {
    because: 'Art. 6(1)(a): without being a safety component it is not',
    answers: annexI({ safetyComponent: 'no' }),
    holds: minimal,
  },
  {
    because: 'Art. 6(1)(b): without third-party assessment it is not',
    answers: annexI({ thirdPartyAssessment: 'no' }),
    holds: minimal,
  },
  {
    because: 'Art. 6(1): one open limb leaves it open',
    answers: annexI({ thirdPartyAssessment: 'unknown' }),
    holds: ['in-scope'],
    open: ['annex-i', 'high-risk', 'minimal'],
  },
  {
    because: 'Art. 6(1a): what serves convenience alone is no safety component',
    answers: annexI({ nonSafetyOnly: 'yes', failureEndangers: 'no' }),
    holds: minimal,
  },
  {
    because: 'Art. 6(1b): unless its failure endangers health and safety',
    answers: annexI({ nonSafetyOnly: 'yes', failureEndangers: 'yes' }),
    holds: throughAnnexI,
  },
  {
    because: 'Art. 6(1b): an exclusion whose limit is open does not excuse',
    answers: annexI({ nonSafetyOnly: 'yes', failureEndangers: 'unknown' }),
    holds: throughAnnexI,
  },
  {
    because: 'Art. 6(1c): assessment solely for radio spectrum does not count',
    answers: annexI({ otherRisksOnly: 'yes' }),
    holds: minimal,
  },
  {
    because: 'Art. 2(2): a product of Section B is left to sectoral law',
    answers: annexI({ section: 'B' }),
    holds: ['in-scope', 'annex-i-section-b'],
  },
  {
    because: 'Art. 6(1) and (2): both routes at once',
    answers: {
      classification: { ...annexI().classification, ...points('1(a)') },
    },
    holds: ['in-scope', 'annex-i', 'annex-iii-listed', 'annex-iii', 'high-risk'],
  },
  {
    because: 'a recommender of films is not listed: profiling alone makes nothing high-risk',
    answers: { systemType: 'recommender', classification: { profiling: 'yes' } },
    holds: minimal,
  },
  {
    because: 'a declaration alone makes nothing high-risk',
    answers: { systemType: 'recommender', classification: { declaredHighRisk: 'yes' } },
    holds: minimal,
  },
  {
    because: 'Annex III, point 3(b): a recommender that steers learning is listed',
    answers: { systemType: 'recommender', classification: { ...points('3(b)'), profiling: 'yes' } },
    holds: throughAnnexIII,
  },
];

const derogation: readonly Combination[] = [
  {
    because: 'Art. 6(3): a documented claim without profiling that a person determined derogates',
    answers: claim(),
    confirmed: 'yes',
    holds: derogated,
  },
  {
    because: 'Art. 6(3): a claim that nobody determined releases nothing',
    answers: claim(),
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(3): a claim that a person denied releases nothing',
    answers: claim(),
    confirmed: 'no',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(3): an expired determination releases nothing',
    answers: claim(),
    confirmed: 'expired',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(4): a claim whose assessment cannot be produced releases nothing',
    answers: claim(),
    confirmed: 'yes',
    documented: false,
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(4) asks the provider for the assessment, not the deployer',
    answers: { ...claim(), roles: ['deployer'] },
    confirmed: 'yes',
    documented: false,
    holds: derogated,
  },
  ...(['a', 'b', 'c'] as const).map(
    (condition): Combination => ({
      because: `Art. 6(3), second subparagraph, point (${condition}) is a ground`,
      answers: claim({ condition }),
      confirmed: 'yes',
      holds: derogated,
    }),
  ),
  {
    because: 'Art. 6(3), third subparagraph: profiling always keeps it high-risk',
    answers: claim({}, { profiling: 'yes' }),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(3), third subparagraph: unknown profiling leaves it open',
    answers: claim({}, { profiling: 'unknown' }),
    confirmed: 'yes',
    holds: ['in-scope', 'annex-iii-listed'],
    open: ['annex-iii', 'derogated', 'high-risk', 'minimal'],
  },
  {
    because: 'Art. 6(3): a claim whose condition is unknown releases nothing',
    answers: claim({ condition: 'unknown' }),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(4): an assessment of the day of the market is late',
    answers: claim({ assessedOn: '2026-03-01' }),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(4): an assessment after the market is late',
    answers: claim({ assessedOn: '2026-05-01' }),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(4): an undated assessment releases nothing',
    answers: claim({ assessedOn: 'unknown' }),
    confirmed: 'yes',
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(3): a claim that may not even be made releases nothing',
    answers: { classification: { ...points('4(a)'), derogation: { claimed: 'unknown' } } },
    holds: throughAnnexIII,
  },
  {
    because: 'Art. 6(3) derogates from Annex III only, never from Annex I',
    answers: {
      classification: { ...annexI().classification, ...claim().classification },
      market: { placedOnMarketOn: '2026-03-01' },
    },
    confirmed: 'yes',
    holds: ['in-scope', 'annex-i', 'annex-iii-listed', 'derogated', 'high-risk'],
  },
  {
    because: 'Art. 6(3): a claim for what is not listed derogates nothing',
    answers: { classification: { derogation: { claimed: 'yes', condition: 'a', assessedOn: '2026-01-10' } } },
    holds: minimal,
  },
];

const transparency: readonly Combination[] = [
  {
    because: 'Art. 50(1) binds the provider of what interacts with persons',
    answers: { transparency: { interactsWithPersons: 'yes' } },
    holds: ['in-scope', 'art50-interaction'],
  },
  {
    because: 'Art. 50(1) does not bind the deployer',
    answers: { roles: ['deployer'], transparency: { interactsWithPersons: 'yes' } },
    holds: minimal,
  },
  {
    because: 'Art. 50(2) binds the provider of what generates content',
    answers: { transparency: { generatesContent: 'yes' } },
    holds: ['in-scope', 'art50-synthetic-content'],
  },
  {
    because: 'Art. 50(3) binds the deployer of emotion recognition',
    answers: { roles: ['deployer'], transparency: { emotionOrBiometric: 'yes' } },
    holds: ['in-scope', 'art50-emotion-or-biometric'],
  },
  {
    because: 'Art. 50(3) does not bind the provider',
    answers: { roles: ['provider'], transparency: { emotionOrBiometric: 'yes' } },
    holds: minimal,
  },
  {
    because: 'Art. 50(4), first subparagraph, binds the deployer of deep fakes',
    answers: { roles: ['deployer'], transparency: { deepfakes: 'yes', generatesContent: 'yes' } },
    holds: ['in-scope', 'art50-deepfake'],
  },
  {
    because: 'Art. 50(4), second subparagraph, binds the deployer of public-interest text',
    answers: { roles: ['deployer'], transparency: { publicInterestText: 'yes', generatesContent: 'yes' } },
    holds: ['in-scope', 'art50-public-interest-text'],
  },
  {
    because: 'Art. 50(2) and (4): deep fakes by what is said to generate nothing leave marking open',
    answers: { transparency: { deepfakes: 'yes' } },
    holds: ['in-scope', 'art50-deepfake'],
    open: ['art50-synthetic-content'],
  },
  {
    because: 'Art. 50(1): a conversation with nobody is no no',
    answers: { systemType: 'conversational' },
    holds: ['in-scope'],
    open: ['art50-interaction', 'minimal'],
  },
  {
    because: 'Art. 50: an open facet leaves minimal risk open',
    answers: { transparency: { interactsWithPersons: 'unknown' } },
    holds: ['in-scope'],
    open: ['art50-interaction', 'minimal'],
  },
  {
    because: 'Art. 50 and Annex III: a high-risk chatbot owes both',
    answers: { ...listed(), transparency: { interactsWithPersons: 'yes' } },
    holds: [...throughAnnexIII, 'art50-interaction'],
  },
];

const generalPurpose: readonly Combination[] = [
  {
    because: 'Art. 53: a model below the threshold has no systemic risk',
    answers: model({ trainingFlops: 1e24, systemicRiskDeclared: 'no', designatedByCommission: 'no' }),
    holds: [...minimal, 'gpai-provider'],
  },
  {
    because: 'Art. 51(2): exactly 10^25 presumes nothing: it must be greater',
    answers: model({ trainingFlops: 1e25, systemicRiskDeclared: 'no', designatedByCommission: 'no' }),
    holds: [...minimal, 'gpai-provider'],
  },
  {
    because: 'Art. 51(2): more than 10^25 presumes systemic risk, whatever is declared',
    answers: model({ trainingFlops: 1.000001e25, systemicRiskDeclared: 'no', designatedByCommission: 'no' }),
    holds: [...minimal, 'gpai-provider', 'gpai-systemic'],
  },
  {
    because: 'Art. 51(1)(a): the provider can find systemic risk below the threshold',
    answers: model({ trainingFlops: 1e24, systemicRiskDeclared: 'yes' }),
    holds: [...minimal, 'gpai-provider', 'gpai-systemic'],
  },
  {
    because: 'Art. 51(1)(b): the Commission can designate below the threshold',
    answers: model({ trainingFlops: 1e24, systemicRiskDeclared: 'no', designatedByCommission: 'yes' }),
    holds: [...minimal, 'gpai-provider', 'gpai-systemic'],
  },
  {
    because: 'Art. 51: unknown compute leaves systemic risk open',
    answers: model({ trainingFlops: 'unknown', systemicRiskDeclared: 'no', designatedByCommission: 'no' }),
    holds: [...minimal, 'gpai-provider'],
    open: ['gpai-systemic'],
  },
  {
    because: 'Art. 51: an unknown designation leaves systemic risk open',
    answers: model({ trainingFlops: 1e24, systemicRiskDeclared: 'no', designatedByCommission: 'unknown' }),
    holds: [...minimal, 'gpai-provider'],
    open: ['gpai-systemic'],
  },
  {
    because: 'Art. 3(63): compute of a model that is said not to be provided leaves it open',
    answers: { generalPurposeModel: { provided: 'no', trainingFlops: 2e25 } },
    holds: minimal,
    open: ['gpai-provider', 'gpai-systemic'],
  },
  {
    because: 'Art. 3(63): whether a model is provided must be known',
    answers: { generalPurposeModel: { provided: 'unknown', trainingFlops: 1e24 } },
    holds: minimal,
    open: ['gpai-provider', 'gpai-systemic'],
  },
  {
    because: 'a model with systemic risk, a high-risk system and Art. 50 at the same time',
    answers: { ...listed(), ...model({ trainingFlops: 5e25 }), transparency: { generatesContent: 'yes' } },
    holds: [...throughAnnexIII, 'art50-synthetic-content', 'gpai-provider', 'gpai-systemic'],
  },
];

export const combinations: readonly Combination[] = [
  ...scope,
  ...prohibited,
  ...highRisk,
  ...derogation,
  ...transparency,
  ...generalPurpose,
];
