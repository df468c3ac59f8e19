import { normalisedHeading } from '../heading.ts';

/** Text facts of a model card that a section, a bold label, a table row or a key can state. */
export type CardTopic = (typeof proseTopics)[number] | (typeof shortTopics)[number];

/** Facts that a section of prose states. */
export const proseTopics = [
  'intendedPurpose',
  'intendedUsers',
  'outOfScopeUse',
  'foreseeableMisuse',
  'limitations',
  'risks',
  'tradeoffs',
  'trainingData',
  'sensitiveData',
  'evaluation',
  'performanceByGroup',
  'decisionThresholds',
  'ethicalConsiderations',
  'architecture',
  'inputs',
  'outputs',
  'explainability',
  'hardware',
  'environment',
  'trainingCompute',
  'oversightMeasures',
  'monitoringPlan',
  'robustnessMeasures',
  'cybersecurityMeasures',
  'biasExamination',
  'dataProvenance',
  'dataPreparation',
  'dataGaps',
  'lifetime',
  'predeterminedChanges',
  'changes',
  'riskClassification',
  'deploymentGeography',
  'acceptableUsePolicy',
] as const;

/** Facts that are a word or a line: a label says them better than a section does. */
export const shortTopics = [
  'providerName',
  'authorisedRepresentative',
  'contact',
  'license',
  'version',
  'releasedOn',
  'baseModel',
  'owner',
  'task',
  'parameterCount',
] as const;

/** All of them. */
export const cardTopics: readonly CardTopic[] = [...proseTopics, ...shortTopics];

/** A heading that stands for a topic, over the normalised heading; and what it must not contain to count. */
export type TopicRule = readonly [topic: CardTopic, says: RegExp, unless?: RegExp];

/**
 * Headings that stand for a topic: synonyms seen in public cards, over the normalised heading. A heading may stand for
 * several ("Ethical considerations and limitations"). What a heading must not contain to count comes third.
 */
const rules: readonly TopicRule[] = [
  [
    'outOfScopeUse',
    /\bout of scope\b|\bmisuse\b|\bmalicious use|\bprohibited use|\bunintended use|\bnot intended\b|\bexcluded use|\buse (case )?restrictions?\b|\bunsuitable\b/,
  ],
  ['foreseeableMisuse', /\bmisuses?\b|\bmalicious uses?\b/],
  ['intendedUsers', /\b(intended|target|direct|primary intended|foreseeable) users?\b|^users?$/],
  [
    'intendedPurpose',
    /\bintended (use|uses|usage|purpose|purposes|use cases?|task)\b|^(primary |main |direct |downstream |model |potential )?(use|uses|usage|use cases?|applications?)( cases?)?$|^purpose( and scope)?$|\bintended task\b|\bintended domain\b|^uso previsto$|^usos previstos$|^how to use$/,
    /\bout of scope\b|\bmisuse\b|\bunintended\b|\bnot intended\b|\brestrictions?\b|\busers?\b/,
  ],
  [
    'limitations',
    /\blimitations?\b|\bcaveats?\b|\brisks?\b|\bbias(es)?\b|\bknown issues?\b|\bweaknesses\b|\btrade ?offs?\b|\bshortcomings\b|^limitac(oes|iones)$|^limitações$|^limitaciones$/,
    /\brisk (classification|level|tier|category)\b|\bcaveats? on data\b|\bbias (metric|examination|analysis|assessment|evaluation)\b|\bunwanted bias\b/,
  ],
  ['risks', /\b(known|potential|residual) (known )?risks?\b|^risks?( and mitigations?)?$/],
  ['tradeoffs', /\btrade ?offs?\b/],
  [
    'trainingData',
    /\btraining (data|datasets?|data ?sets?|corpus|corpora|set)\b|^(data|datasets?|train data)$|^training testing and evaluation datasets?$|^pre ?training data\b|\bdata mixture\b/,
    /\btraining data (size|format)\b|\bharmful data\b/,
  ],
  [
    'evaluation',
    /\bevaluations?\b|\bbenchmarks?\b|\bresults?\b|\bperformance\b|\bmetrics?\b|\bquantitative analys[ei]s\b|\bhow was .* evaluated\b/,
    /\b(evaluation|testing|test) (data|datasets?|sets?)\b|\bbias metric\b|\bspeeds?\b/,
  ],
  [
    'performanceByGroup',
    /\b(intersectional|disaggregated) (results?|analys[ei]s|evaluation|performance)\b|\bperformance (by|across|on) (sub)?groups?\b/,
  ],
  ['decisionThresholds', /\bdecision thresholds?\b/],
  ['sensitiveData', /\b(personal|sensitive) (data|information)\b/],
  [
    'ethicalConsiderations',
    /\bethic(s|al)?\b|\bresponsib(le|ility)\b|\bsocietal\b|\bbroader impacts?\b/,
    /\bfeedback\b/,
  ],
  ['architecture', /\barchitecture\b|^model type$|^type of model$|^model parameters$/],
  ['inputs', /^(model )?inputs?( s)?( formats?| types?)?( s)?$|^inputs? and outputs?( formats?)?$/],
  ['outputs', /^(model )?outputs?( s)?( formats?| types?)?( s)?$|^inputs? and outputs?( formats?)?$/],
  ['explainability', /\bexplainab(le|ility)\b|\binterpretab(le|ility)\b|^model examination$/],
  ['hardware', /\bhardware\b|\bcompute infrastructure\b|\bsoftware integration\b|\b(system|technical) requirements\b/],
  [
    'environment',
    /^environment$|\benvironmental (impact|considerations?|footprint|aspects?)\b|\bcarbon\b|\bco2\b|\benergy (use|consumption)\b/,
    /\b(set ?up|install|development) environment\b/,
  ],
  ['trainingCompute', /\btraining (compute|energy use|cost|time)\b|\bgpu hours\b|^hours used$/],
  ['oversightMeasures', /\bhuman oversight\b|^oversight( measures)?$|\bhuman in the loop\b/],
  ['monitoringPlan', /\bmonitoring( plan)?$|\bpost market\b/],
  ['robustnessMeasures', /\brobustness\b/],
  ['cybersecurityMeasures', /\bcyber ?security\b|^security( measures| considerations)?$/],
  ['biasExamination', /\bfairness\b|\bbias (metric|examination|analysis|assessment|evaluation)\b|\bdisaggregated\b/],
  ['dataProvenance', /\bdata (provenance|collection|sources?|origin)\b|\bsource data\b/],
  [
    'dataPreparation',
    /\bpre ?processing\b|\bdata (preparation|annotation|labell?ing|cleaning)\b|\b(labell?ing|annotation) (method|process)\b/,
  ],
  ['dataGaps', /\bdata (gaps?|shortcomings|limitations?)\b/],
  ['lifetime', /\b(lifetime|life ?cycle|maintenance)\b/],
  ['predeterminedChanges', /\bpre ?determined changes?\b/],
  ['changes', /^change ?log$|^(version history|release notes|what s new|changes)$/],
  ['deploymentGeography', /\bdeployment geograph(y|ies)\b/],
  ['acceptableUsePolicy', /\bacceptable use( policy)?\b|\busage policy\b/],
  ['authorisedRepresentative', /\bauthori[sz]ed representative\b/],
  ['task', /^(task|tasks|model task)$/],
  ['parameterCount', /^(number of (model )?parameters|parameters?( count)?|model size|params)$/],
  ['riskClassification', /\brisk (classification|tier|category)\b|\b(eu )?ai act\b/],
  [
    'providerName',
    /^(developed|provided|created|built|published) by$|^(model )?(developers?|provider)$|^developing organi[sz]ation$/,
  ],
  [
    'contact',
    /\bcontact\b|^(where to )?send questions( or comments)?( about the model)?( to)?$|^feedback$|^questions( and comments| or comments)?$/,
  ],
  ['license', /^licen[cs]es?( terms of use)?$/],
  ['version', /^(model )?versions?( s)?$/],
  ['releasedOn', /^(expected |model )?(release )?date( estimate)?$|^model date$|^released( on)?$/],
  ['baseModel', /^(base|parent) model$|\bfine ?tuned from\b/],
  ['owner', /^(model )?owners?$/],
];

/** The topics that a heading or label stands for, the best first; none for a heading that we do not know. */
export const topicsOf = (title: string, terms: readonly TopicRule[] = []): readonly CardTopic[] => {
  const heading = normalisedHeading(title);
  if (heading === '') return [];
  const stands = [...rules, ...terms].filter(([, says, unless]) => says.test(heading) && !unless?.test(heading));
  return [...new Set(stands.map(([topic]) => topic))];
};

/** A heading that in most cards introduces a code sample: prose that only captions code under it does not count. */
export const isUsageHeading = (title: string): boolean =>
  /^(usage|use|how to use|quick ?start)$/.test(normalisedHeading(title));
