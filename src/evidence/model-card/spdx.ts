import { isMapping } from '../text-file.ts';
import type { CardDraft } from './card-draft.ts';
import type { DataFormat } from './card-format.ts';
import type { DataContent } from './content.ts';
import { type FieldPaths, type Hit, hitsAt, putDataset, putHits, putName, readFields, scalarText } from './fields.ts';
import { addMetric } from './metrics.ts';

/** `ai_typeOfModel`, `ai:typeOfModel` and `https://spdx.org/rdf/3.0.1/terms/AI/typeOfModel` are the same key. */
const plainKey = (key: string): string =>
  key.replace(/^.*[/#]/, '').replace(/^(ai|dataset|software|core|simplelicensing|expandedlicensing)[_:]/i, '');

const fields: FieldPaths = {
  intendedPurpose: ['informationAboutApplication'],
  limitations: ['limitation'],
  trainingData: ['informationAboutTraining'],
  dataPreparation: ['modelDataPreprocessing'],
  sensitiveData: ['useSensitivePersonalInformation'],
  explainability: ['modelExplainability'],
  evaluation: ['metric'],
  decisionThresholds: ['metricDecisionThreshold'],
  architecture: ['typeOfModel'],
  version: ['packageVersion'],
  releasedOn: ['releaseTime'],
  task: ['domain', 'primaryPurpose'],
  providerName: ['suppliedBy'],
};

const title = 'an SPDX 3 AI package';

const typeOf = (value: unknown): string =>
  isMapping(value) ? plainKey(String(value.type ?? value['@type'] ?? '')) : '';
const idOf = (value: unknown): string | undefined => {
  const id = isMapping(value) ? (value.spdxId ?? value['@id']) : undefined;
  return typeof id === 'string' ? id : undefined;
};

const at = (hit: Hit, path: string): readonly Hit[] => hitsAt(hit, path, plainKey);
const refsAt = (hit: Hit, path: string): readonly string[] =>
  at(hit, path).flatMap(({ value }) => (typeof value === 'string' ? [value] : (idOf(value) ?? [])));

interface Graph {
  readonly elements: readonly Hit[];
  readonly byId: ReadonlyMap<string, Hit>;
  /** `relationship type, identifier of the start` -> identifiers of the ends. */
  readonly ends: ReadonlyMap<string, readonly string[]>;
}

const graphs = new WeakMap<DataContent, Graph>();

/** The elements of a document: those of its graph, and itself when it is one. Made once a file. */
const graphOf = (content: DataContent): Graph => {
  const known = graphs.get(content);
  if (known) return known;
  const whole: Hit = { value: content.value, pointer: '' };
  const listed = ['@graph', 'element', 'elements'].flatMap((path) => hitsAt(whole, path, undefined, 50_000));
  const elements = [whole, ...listed].filter(({ value }) => typeOf(value) !== '');
  const byId = new Map<string, Hit>();
  const ends = new Map<string, string[]>();
  for (const element of elements) {
    const id = idOf(element.value);
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    if (!typeOf(element.value).endsWith('Relationship')) continue;
    const type = scalarText(at(element, 'relationshipType')[0]?.value)?.replace(/^.*[/#]/, '');
    for (const from of refsAt(element, 'from')) {
      const key = `${type} ${from}`;
      ends.set(key, [...(ends.get(key) ?? []), ...refsAt(element, 'to')]);
    }
  }
  const graph = { elements, byId, ends };
  graphs.set(content, graph);
  return graph;
};

/** What a model points at by relationships of one type: the elements at the other end, where they are in the file. */
const related = ({ byId, ends }: Graph, model: Hit, type: string): readonly Hit[] =>
  (ends.get(`${type} ${idOf(model.value)}`) ?? []).flatMap((end) => byId.get(end) ?? []);

const readDatasets = (content: DataContent, graph: Graph, model: Hit, draft: CardDraft): void => {
  for (const [relationship, role] of [
    ['trainedOn', 'training'],
    ['testedOn', 'testing'],
  ] as const)
    for (const dataset of related(graph, model, relationship)) {
      const name = scalarText(at(dataset, 'name')[0]?.value) ?? idOf(dataset.value);
      putDataset(content, dataset, name, role, draft);
      putHits(content, 'dataGaps', [...at(dataset, 'knownBias'), ...at(dataset, 'datasetNoise')], draft);
      putHits(content, 'dataProvenance', at(dataset, 'dataCollectionProcess'), draft);
    }
};

/** A metric of SPDX is a pair of key and value. */
const readMetrics = (content: DataContent, model: Hit, draft: CardDraft): void => {
  for (const { value, pointer } of at(model, 'metric')) {
    const name = isMapping(value) ? scalarText(value.key) : undefined;
    if (name === undefined || !isMapping(value)) continue;
    draft.by('key metric');
    addMetric(draft, { name, value: value.value }, { file: content.path, line: content.lineOf(pointer) });
  }
};

const readModel = (content: DataContent, graph: Graph, model: Hit, draft: CardDraft): void => {
  putName(content, at(model, 'name'), draft);
  readMetrics(content, model, draft);
  readDatasets(content, graph, model, draft);
  // `safetyRiskAssessment` is the scale of general product safety, and never the classification under the AI Act.
  const safety = at(model, 'safetyRiskAssessment');
  putHits(content, 'risks', safety, draft);
  if (draft.has('risks') && draft.rules.get('risks')?.endsWith('safetyRiskAssessment'))
    draft.set('risks', `General product-safety scale, as assessed by the supplier: ${String(draft.get('risks'))}`, {
      file: content.path,
      line: content.lineOf(safety[0]?.pointer ?? ''),
    });
  if (safety.length > 0)
    draft.lackAt(
      'riskClassification',
      `safetyRiskAssessment at ${content.path}:${content.lineOf(safety[0]?.pointer ?? '')} is the scale of general product safety, not a classification under the AI Act`,
    );
  const linked = (path: string): readonly Hit[] => refsAt(model, path).flatMap((ref) => graph.byId.get(ref) ?? []);
  putHits(
    content,
    'providerName',
    linked('suppliedBy').flatMap((agent) => at(agent, 'name')),
    draft,
  );
  const energy = [...at(model, 'energyConsumption'), ...linked('energyConsumption')];
  const described = energy.flatMap((each) =>
    ['trainingEnergyConsumption', 'finetuningEnergyConsumption', 'inferenceEnergyConsumption'].flatMap((path) =>
      at(each, path),
    ),
  );
  putHits(content, 'environment', described, draft);
  const licences = related(graph, model, 'hasDeclaredLicense');
  putHits(
    content,
    'license',
    licences.flatMap((each) => [...at(each, 'licenseExpression'), ...at(each, 'name')].slice(0, 1)),
    draft,
  );
  const ancestors = [...related(graph, model, 'descendantOf'), ...related(graph, model, 'ancestorOf')];
  putHits(
    content,
    'baseModel',
    ancestors.flatMap((each) => at(each, 'name')),
    draft,
  );
  const lacking = draft.whyAbsent('riskClassification');
  readFields(content, model, fields, title, draft, plainKey);
  if (safety.length > 0 && lacking !== undefined) draft.lack('riskClassification', lacking);
};

/** SPDX 3, AI and Dataset profiles, as JSON-LD: each AI package is a card; its datasets hang on relationships. */
export const spdx: DataFormat = {
  name: 'spdx-3',
  title,
  shape: 'data',
  recognises: (content) => {
    if (!isMapping(content.value)) return false;
    const context = [content.value['@context']].flat().some((each) => typeof each === 'string' && /spdx/i.test(each));
    return (
      context ||
      /^SPDX-3/.test(String(content.value.spdxVersion)) ||
      hitsAt({ value: content.value, pointer: '' }, '@graph').some((each) =>
        /^(SPDX-)?3\./.test(String(at(each, 'specVersion')[0]?.value)),
      )
    );
  },
  models: (content) =>
    graphOf(content)
      .elements.filter(({ value }) => typeOf(value) === 'AIPackage')
      .map((hit) => ({
        ...hit,
        names: [at(hit, 'name')[0]?.value, idOf(hit.value)].flatMap((each) => scalarText(each) ?? []),
      })),
  read: (content, model, draft) => readModel(content, graphOf(content), model, draft),
};
