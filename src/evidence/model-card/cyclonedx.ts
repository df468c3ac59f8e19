import { isMapping } from '../text-file.ts';
import type { CardDraft } from './card-draft.ts';
import type { DataFormat } from './card-format.ts';
import type { DataContent } from './content.ts';
import { type FieldPaths, type Hit, hitsAt, putDataset, putHits, readFields, scalarText } from './fields.ts';
import { readPerformanceMetrics } from './model-card-toolkit.ts';

const fields: FieldPaths = {
  intendedPurpose: ['modelCard/considerations/useCases'],
  intendedUsers: ['modelCard/considerations/users'],
  limitations: ['modelCard/considerations/technicalLimitations'],
  tradeoffs: ['modelCard/considerations/performanceTradeoffs'],
  ethicalConsiderations: ['modelCard/considerations/ethicalConsiderations'],
  risks: ['modelCard/considerations/ethicalConsiderations', 'modelCard/considerations/fairnessAssessments'],
  biasExamination: ['modelCard/considerations/fairnessAssessments'],
  trainingData: ['modelCard/modelParameters/datasets'],
  evaluation: ['modelCard/quantitativeAnalysis/performanceMetrics'],
  architecture: ['modelCard/modelParameters/modelArchitecture', 'modelCard/modelParameters/architectureFamily'],
  inputs: ['modelCard/modelParameters/inputs'],
  outputs: ['modelCard/modelParameters/outputs'],
  environment: ['modelCard/considerations/environmentalConsiderations/energyConsumptions'],
  sensitiveData: ['modelCard/modelParameters/datasets/sensitiveData'],
  task: ['modelCard/modelParameters/task'],
  providerName: ['manufacturer/name', 'supplier/name', 'publisher', 'authors/name', 'author'],
  contact: ['manufacturer/contact', 'supplier/contact', 'authors/email', 'supplier/url'],
  license: ['licenses/license/id', 'licenses/license/name', 'licenses/expression'],
  version: ['version'],
  baseModel: ['pedigree/ancestors/name'],
  changes: ['releaseNotes'],
};

/** Where EU AI Act facts stand when a tool writes them as properties: names that say so. Never read from anything else. */
const propertyFacts = [
  [
    'riskClassification',
    /(^|[:._-])(eu[-_ ]?)?ai[-_ ]?act[:._-]?(risk[-_ ]?)?(class|classification|category|tier|level)$/i,
  ],
  ['parameterCount', /(^|[:._-])(parameter[-_ ]?count|num(ber)?[-_ ]?of[-_ ]?parameters|parameters)$/i],
] as const;

const isModel = (value: unknown): boolean =>
  isMapping(value) && (value.type === 'machine-learning-model' || isMapping(value.modelCard));

/** Components at any depth. JSON is at most as deep as the limit, so that this recursion ends. */
const componentsIn = (from: Hit): readonly Hit[] =>
  hitsAt(from, 'components', undefined, 50_000).flatMap((component) => [component, ...componentsIn(component)]);

interface Components {
  readonly models: readonly Hit[];
  readonly byRef: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

const known = new WeakMap<DataContent, Components>();

/** The components of a bill of materials, made once a file. */
const componentsOf = (content: DataContent): Components => {
  const done = known.get(content);
  if (done) return done;
  const root: Hit = { value: content.value, pointer: '' };
  const all = [...hitsAt(root, 'metadata/component'), ...componentsIn(root)];
  const byRef = new Map(
    all.flatMap(({ value }) =>
      isMapping(value) && typeof value['bom-ref'] === 'string' ? [[value['bom-ref'], value] as const] : [],
    ),
  );
  const components = { models: all.filter(({ value }) => isModel(value)), byRef };
  known.set(content, components);
  return components;
};

/** Datasets of a model: named in place, or referred to as another component. */
const readDatasets = (content: DataContent, model: Hit, draft: CardDraft): void => {
  const { byRef } = componentsOf(content);
  for (const hit of hitsAt(model, 'modelCard/modelParameters/datasets')) {
    const { value } = hit;
    if (!isMapping(value)) continue;
    const meant = typeof value.ref === 'string' ? byRef.get(value.ref) : value;
    putDataset(content, hit, scalarText(meant?.name) ?? scalarText(value.ref), 'unspecified', draft);
  }
};

const readModel = (content: DataContent, model: Hit, draft: CardDraft): void => {
  const value = isMapping(model.value) ? model.value : {};
  const name = [scalarText(value.group), scalarText(value.name)].filter((part) => part !== undefined);
  draft.by('key name');
  if (name.length > 0 && !draft.has('name'))
    draft.set('name', name.join('/'), { file: content.path, line: content.lineOf(`${model.pointer}/name`) });
  readPerformanceMetrics(content, hitsAt(model, 'modelCard/quantitativeAnalysis/performanceMetrics'), draft);
  readDatasets(content, model, draft);
  const properties = [...hitsAt(model, 'properties'), ...hitsAt(model, 'modelCard/properties')];
  for (const [fact, says] of propertyFacts) {
    const meant = properties.filter(
      ({ value: each }) => isMapping(each) && typeof each.name === 'string' && says.test(each.name),
    );
    putHits(
      content,
      fact,
      meant.flatMap((hit) => hitsAt(hit, 'value')),
      draft,
    );
  }
  readFields(content, model, fields, 'a CycloneDX card', draft);
};

/** CycloneDX: each component that is a machine-learning model, with or without its `modelCard`, is a card of its own. */
export const cyclonedx: DataFormat = {
  name: 'cyclonedx',
  title: 'a CycloneDX bill of materials',
  shape: 'data',
  recognises: ({ value }) => isMapping(value) && value.bomFormat === 'CycloneDX',
  models: (content) =>
    componentsOf(content).models.map((hit) => {
      const value = isMapping(hit.value) ? hit.value : {};
      const joined = [value.group, value.name].filter((part) => part !== undefined).join('/');
      const names = [value.name, value['bom-ref'], value.purl, joined].flatMap((each) => scalarText(each) ?? []);
      return { ...hit, names };
    }),
  read: (content, model, draft) => {
    const version = String(isMapping(content.value) ? content.value.specVersion : undefined);
    if (!/^1\.[567]$/.test(version))
      draft.problem(
        'unknown-version',
        `saw CycloneDX ${version}; model cards are read as of 1.5 to 1.7`,
        content.path,
        content.lineOf('/specVersion'),
      );
    readModel(content, model, draft);
  },
};
