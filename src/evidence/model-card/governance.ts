import type { YamlText } from '../../base/yaml.ts';
import { type Answers, holdAgainst, readAnswer, sourceOf } from '../answers.ts';
import { factShapes } from '../fact-values.ts';
import { place, type SheetDraft } from '../sheet-draft.ts';
import { isMapping } from '../text-file.ts';
import { measuredNumber } from './measured-number.ts';
import { metricId, setMeasured } from './metrics.ts';

/** Where each answer of the governance block goes: JSON Pointer in the block, and the fact that it gives. */
export const governanceFields: readonly (readonly [pointer: string, fact: string])[] = [
  ...[
    'name',
    'version',
    'license',
    'owner',
    'contact',
    'providerName',
    'authorisedRepresentative',
    'releasedOn',
    'reviewedOn',
    'baseModel',
    'task',
    'languages',
    'parameterCount',
    'deploymentGeography',
    'acceptableUsePolicy',
    'riskClassification',
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
    'lifetime',
    'predeterminedChanges',
    'changes',
    'standards',
  ].map((fact) => [`/${fact}`, fact] as const),
  ['/oversight/measures', 'oversightMeasures'],
  ['/oversight/roles', 'oversightRoles'],
  ['/oversight/stopPossible', 'stopPossible'],
  ['/logging/events', 'loggedEvents'],
  ['/logging/fields', 'logFields'],
  ['/logging/retentionMonths', 'logRetentionMonths'],
  ['/monitoring/plan', 'monitoringPlan'],
  ['/monitoring/owner', 'monitoringOwner'],
  ['/monitoring/everyDays', 'monitoringCadenceDays'],
  ['/monitoring/psiThreshold', 'psiThreshold'],
  ['/monitoring/features', 'monitoredFeatures'],
  ['/monitoring/onAlert', 'alertResponse'],
  ['/robustness', 'robustnessMeasures'],
  ['/cybersecurity', 'cybersecurityMeasures'],
  ['/data/provenance', 'dataProvenance'],
  ['/data/preparation', 'dataPreparation'],
  ['/data/biasExamination', 'biasExamination'],
  ['/data/gaps', 'dataGaps'],
];

/** Lists of records in the governance block. */
export const governanceLists = ['metrics', 'evaluations', 'datasets'] as const;

const answerAt = (answers: Answers, base: string, key: string): unknown => {
  const root = answers.yaml.value;
  const at = base.slice(1);
  const block = base === '' ? root : Array.isArray(root) ? root[Number(at)] : isMapping(root) ? root[at] : undefined;
  return isMapping(block) ? block[key] : undefined;
};

const entriesOf = (answers: Answers, base: string, list: string): readonly unknown[] => {
  const entries = answerAt(answers, base, list);
  return Array.isArray(entries) ? entries : [];
};

/** A list that nobody answered was not supplied; a list that is answered as empty was. */
const lackList = (answers: Answers, base: string, list: string, draft: SheetDraft): void => {
  const entries = answerAt(answers, base, list);
  if (Array.isArray(entries)) return;
  const at = place(sourceOf(answers, `${base}/${list}`));
  draft.lack(list, entries === 'unknown' ? `answered "unknown" at ${at}` : `not answered in ${answers.file}`);
};

const readMetrics = (answers: Answers, base: string, draft: SheetDraft): void => {
  const text = { type: 'string' } as const;
  entriesOf(answers, base, 'metrics').forEach((entry, index) => {
    if (!isMapping(entry) || typeof entry.name !== 'string') return;
    const pointer = `${base}/metrics/${index}`;
    const source = sourceOf(answers, pointer);
    const metric = draft.add('metrics', metricId(entry.name, entry.dataset, entry.slice), source);
    metric.set('name', entry.name, source);
    readAnswer(answers, `${pointer}/dataset`, 'dataset', text, metric, draft);
    readAnswer(answers, `${pointer}/slice`, 'slice', text, metric, draft);
    const raw = entry.value;
    const value = typeof raw === 'number' || typeof raw === 'string' ? measuredNumber(raw) : undefined;
    setMeasured(raw, metric, sourceOf(answers, `${pointer}/value`));
    const bound = entry.threshold;
    const threshold = typeof bound === 'number' || typeof bound === 'string' ? measuredNumber(bound) : undefined;
    if (threshold) metric.set('threshold', threshold.value, sourceOf(answers, `${pointer}/threshold`));
    else metric.lack('threshold', `no threshold at ${place(source)}`);
    if (!value || !threshold)
      metric.lack('atLeastThreshold', 'derived from value and threshold; one of them is absent');
    else if (value.percent !== threshold.percent)
      metric.lack('atLeastThreshold', 'of value and threshold, one is in percent and the other is not');
    else if (entry.better === 'higher') metric.set('atLeastThreshold', value.value >= threshold.value, source);
    else if (entry.better === 'lower') metric.set('atLeastThreshold', value.value <= threshold.value, source);
    else metric.lack('atLeastThreshold', `"better" (higher or lower) is not answered at ${place(source)}`);
  });
};

const readEntries = (answers: Answers, base: string, list: 'evaluations' | 'datasets', draft: SheetDraft): void => {
  entriesOf(answers, base, list).forEach((entry, index) => {
    if (!isMapping(entry) || typeof entry.id !== 'string') return;
    const pointer = `${base}/${list}/${index}`;
    const record = draft.add(list, entry.id, sourceOf(answers, pointer));
    for (const [fact, shape] of Object.entries(factShapes('model-card', list)))
      if (fact !== 'id') readAnswer(answers, `${pointer}/${fact}`, fact, shape, record, draft);
  });
};

/** Says of every fact that a governance block could state that there is none. */
export const lackGovernance = (reason: string, draft: SheetDraft): void => {
  for (const [, fact] of governanceFields) draft.lack(fact, reason);
  for (const list of governanceLists) draft.lack(list, reason);
};

/** Reads a governance block, at `base` of its YAML, into the sheet. Its answers win over what the card says elsewhere. */
export const readGovernance = (file: string, yaml: YamlText, base: string, draft: SheetDraft): void => {
  const answers = holdAgainst('model-card-governance', file, yaml, draft, { base });
  const shapes = factShapes('model-card');
  for (const [pointer, fact] of governanceFields) {
    const shape = shapes[fact];
    if (shape) readAnswer(answers, base + pointer, fact, shape, draft, draft);
  }
  readAnswer(answers, `${base}/model`, 'id', { type: 'string' }, draft, draft);
  readMetrics(answers, base, draft);
  readEntries(answers, base, 'evaluations', draft);
  readEntries(answers, base, 'datasets', draft);
  for (const list of governanceLists) lackList(answers, base, list, draft);
};
