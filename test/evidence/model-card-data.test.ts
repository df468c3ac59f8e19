import { describe, expect, it } from 'vitest';
import { entry, type Files, facts, problems, readFiles, sheetOf, sheetsOf } from './given.ts';

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const read = (value: unknown, path = 'cards/card.json', more: Files = {}) =>
  sheetOf('model-card', path, typeof value === 'string' ? value : json(value), more);
const sheets = async (value: unknown, more: Files = {}, path = 'cards/bom.json') =>
  sheetsOf(await readFiles({ [path]: json(value), ...more }, `model-card: ${path}`), 'model-card');
/** Line of the first line that holds the words. */
const lineOf = (value: unknown, words: string): number =>
  json(value)
    .split('\n')
    .findIndex((line) => line.includes(words)) + 1;

const toolkitCard = {
  schema_version: '0.0.2',
  model_details: {
    name: 'Film ranker',
    overview: 'A model that ranks films.',
    owners: [{ name: 'Lumen Streaming', contact: 'ml@example.org' }],
    version: { name: '4.2', date: '2026-06-01', diff: 'Retrained.' },
    licenses: [{ identifier: 'Apache-2.0' }],
  },
  model_parameters: {
    model_architecture: 'Gradient-boosted trees.',
    input_format: 'A user and titles.',
    output_format: 'An order.',
    data: [
      {
        name: 'events-2026',
        description: 'Watch events of one year.',
        sensitive: { sensitive_data: ['viewing habits'] },
        graphics: { collection: [{ name: 'hist', image: 'iVBORw0KGgo'.repeat(100) }] },
      },
    ],
  },
  quantitative_analysis: {
    performance_metrics: [
      {
        type: 'NDCG@10',
        value: '0.41',
        slice: 'new users',
        confidence_interval: { lower_bound: '0.39', upper_bound: '0.43' },
      },
      { type: 'accuracy', value: '93 %' },
    ],
  },
  considerations: {
    users: [{ description: 'Editors.' }],
    use_cases: [{ description: 'Order a start page.' }, { description: 'Order a search page.' }],
    limitations: [{ description: 'Weak on new titles.' }],
    tradeoffs: [{ description: 'Speed over depth.' }],
    ethical_considerations: [{ name: 'Filter bubble', mitigation_strategy: 'One slot in ten is random.' }],
  },
};

describe('Model Card Toolkit', () => {
  it('gives its fields, each from the line of its key', async () => {
    const sheet = await read(toolkitCard);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      id: 'Film ranker',
      format: 'model-card-toolkit',
      governanceBlock: false,
      providerName: 'Lumen Streaming',
      contact: 'ml@example.org',
      version: '4.2',
      releasedOn: '2026-06-01',
      license: 'Apache-2.0',
      architecture: 'Gradient-boosted trees.',
      inputs: 'A user and titles.',
      outputs: 'An order.',
      trainingData: 'Watch events of one year.',
      sensitiveData: 'viewing habits',
      intendedPurpose: 'Order a start page.\nOrder a search page.',
      intendedUsers: 'Editors.',
      limitations: 'Weak on new titles.',
      tradeoffs: 'Speed over depth.',
      risks: 'name: Filter bubble; mitigation_strategy: One slot in ten is random.',
      changes: 'Retrained.',
      datasets: [{ id: 'events-2026', role: 'unspecified' }],
    });
    expect(sheet.sources['/limitations']).toEqual({
      file: 'cards/card.json',
      line: lineOf(toolkitCard, '"description": "Weak on') - 1,
    });
    expect(entry(sheet, 'metrics', 'NDCG@10 (new users)')).toEqual({
      id: 'NDCG@10 (new users)',
      name: 'NDCG@10',
      slice: 'new users',
      raw: '0.41',
      value: 0.41,
      percent: false,
      lowerBound: 0.39,
      upperBound: 0.43,
    });
    expect(entry(sheet, 'metrics', 'accuracy')).toMatchObject({ raw: '93 %', value: 93, percent: true });
  });

  it('is read alike in the JSON of protobuf', async () => {
    const camel = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(camel)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value).map(([key, member]) => [
                key.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase()),
                camel(member),
              ]),
            )
          : value;
    const { schema_version: _version, ...rest } = toolkitCard;
    const [snake, proto] = [facts(await read(rest)), facts(await read(camel(rest)))];
    // Values that are told with their keys are told with the keys that are written.
    const { evaluation, risks, ethicalConsiderations } = snake;
    expect({ ...proto, evaluation, risks, ethicalConsiderations }).toEqual(snake);
  });

  it('says of what it lacks which key was looked for, or that the format has no place for it', async () => {
    const { considerations: _left, ...rest } = toolkitCard;
    const sheet = await read(rest);
    expect(sheet.absent).toMatchObject({
      '/limitations': 'cards/card.json has no considerations.limitations, and cards/card.json has no governance block',
      '/oversightMeasures':
        'a Model Card Toolkit card has no place for it, and cards/card.json has no governance block',
    });
  });

  it.each([
    ['a placeholder', [{ description: 'TODO' }], 'holds only a placeholder'],
    ['an empty text', [{ description: ' ' }], 'is empty'],
    ['nothing', null, 'is empty'],
    ['a question of the form', [{ description: 'What are the limitations of the model?' }], 'holds only a placeholder'],
    [
      'an image',
      [{ description: `data:image/png;base64,${'A'.repeat(500)}` }],
      'holds nothing that can be read as text',
    ],
    ['encoded bytes', [{ description: 'A'.repeat(5000) }], 'holds nothing that can be read as text'],
    ['a link', [{ description: 'See https://example.org/paper.pdf' }], 'only points elsewhere'],
  ])('takes %s for no answer', async (_name, limitations, says) => {
    const sheet = await read({ ...toolkitCard, considerations: { limitations } });
    expect(facts(sheet)).not.toHaveProperty('limitations');
    expect(sheet.absent['/limitations']).toContain(says);
  });
});

const mitchellCard = {
  id: 'qa',
  display_name: 'Question answering',
  task_id: 'rc',
  model_details: {
    developed_by: 'Somebody',
    date: '2020-10-03',
    version: '2',
    license: null,
    contact: 'a@example.org',
  },
  intended_use: { primary_uses: 'Answers questions.', primary_users: null, out_of_scope_use_cases: 'Medical advice.' },
  factors: { evaluation_factors: 'Language of the question.' },
  metrics: { decision_thresholds: 'No answer below 0.5.' },
  training_data: { dataset: { name: 'SQuAD', url: 'https://example.org' }, preprocessing: 'Lists were left out.' },
  evaluation_data: { dataset: { name: 'SQuAD dev' } },
  quantitative_analyses: { unitary_results: 'F1: 88%', intersectional_results: 'Not by group.' },
  model_caveats_and_recommendations: { caveats_and_recommendations: 'English only.' },
  model_ethical_considerations: { ethical_considerations: null },
};

describe('Mitchell sections in JSON', () => {
  it('gives its fields, and keeps what is out of scope apart from what is intended', async () => {
    const sheet = await read(mitchellCard);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      id: 'Question answering',
      format: 'mitchell-json',
      providerName: 'Somebody',
      releasedOn: '2020-10-03',
      intendedPurpose: 'Answers questions.',
      outOfScopeUse: 'Medical advice.',
      limitations: 'English only.',
      evaluation: 'F1: 88%',
      performanceByGroup: 'Not by group.',
      decisionThresholds: 'No answer below 0.5.',
      biasExamination: 'Language of the question.',
      dataPreparation: 'Lists were left out.',
      datasets: [
        { id: 'SQuAD', role: 'training' },
        { id: 'SQuAD dev', role: 'testing' },
      ],
    });
    expect(sheet.absent['/intendedUsers']).toBe(
      `intended_use.primary_users at cards/card.json:${lineOf(mitchellCard, 'primary_users')} is empty`,
    );
  });
});

const monaiCard = {
  version: '0.1.6',
  monai_version: '1.3.0',
  name: 'Breast density',
  task: 'Classification',
  authors: 'A clinic',
  data_source: 'Own images.',
  intended_use: 'This is an example, not to be used for diagnostic purposes',
  eval_metrics: { accuracy: 0.96, 'dice/mean': '0.8 ± 0.1' },
  network_data_format: {
    inputs: { image: { type: 'image', num_channels: 3 } },
    outputs: { pred: { num_channels: 4 } },
  },
  changelog: { '0.1.6': 'Remove usage', '0.1.5': 'Fixed' },
};

describe('the metadata of a MONAI bundle', () => {
  it('gives its fields', async () => {
    const sheet = await read(monaiCard, 'models/breast_density/configs/metadata.json');
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      id: 'Breast density',
      format: 'monai',
      task: 'Classification',
      providerName: 'A clinic',
      intendedPurpose: 'This is an example, not to be used for diagnostic purposes',
      inputs: 'type: image; num_channels: 3',
      outputs: '4',
      changes: '0.1.6: Remove usage; 0.1.5: Fixed',
      metricCount: 2,
    });
    expect(entry(sheet, 'metrics', 'dice/mean')).toMatchObject({ value: 0.8, spread: 0.1 });
  });
});

const bom = (...components: readonly object[]) => ({ bomFormat: 'CycloneDX', specVersion: '1.6', components });
const component = (name: string, more: object = {}) => ({ type: 'machine-learning-model', name, ...more });
const modelCard = {
  modelParameters: {
    task: 'ranking',
    architectureFamily: 'trees',
    datasets: [{ ref: 'data-1' }, { type: 'dataset', name: 'holdout', sensitiveData: ['viewing habits'] }],
    inputs: [{ format: 'JSON' }],
  },
  quantitativeAnalysis: { performanceMetrics: [{ type: 'AUC', value: '0.81', slice: 'women' }] },
  considerations: {
    useCases: ['Order a start page.'],
    technicalLimitations: ['Weak on new titles.'],
    fairnessAssessments: [{ groupAtRisk: 'New users', harms: 'Shown less.' }],
    environmentalConsiderations: {
      energyConsumptions: [{ activity: 'training', activityEnergyCost: { value: 0.4, unit: 'kWh' } }],
    },
  },
};

describe('CycloneDX', () => {
  it('gives the fields of a component and of its model card', async () => {
    const data = { 'bom-ref': 'data-1', type: 'data', name: 'events-2026' };
    const given = bom(
      data,
      component('ranker', {
        group: 'lumen',
        version: '4.2',
        supplier: { name: 'Lumen Streaming', contact: [{ email: 'ml@example.org' }] },
        licenses: [{ license: { id: 'Apache-2.0' } }],
        pedigree: { ancestors: [{ type: 'machine-learning-model', name: 'base' }] },
        properties: [{ name: 'eu-ai-act:risk-classification', value: 'high-risk (Annex III 5(b))' }],
        modelCard,
      }),
    );
    const [sheet] = await sheets(given);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      id: 'lumen/ranker',
      format: 'cyclonedx',
      modelCount: 1,
      version: '4.2',
      providerName: 'Lumen Streaming',
      contact: 'ml@example.org',
      license: 'Apache-2.0',
      baseModel: 'base',
      task: 'ranking',
      architecture: 'trees',
      intendedPurpose: 'Order a start page.',
      limitations: 'Weak on new titles.',
      biasExamination: 'groupAtRisk: New users; harms: Shown less.',
      environment: 'activity: training; activityEnergyCost: value: 0.4; unit: kWh',
      sensitiveData: 'viewing habits',
      riskClassification: 'high-risk (Annex III 5(b))',
      datasets: [
        { id: 'events-2026', role: 'unspecified' },
        { id: 'holdout', role: 'unspecified' },
      ],
      metrics: [{ id: 'AUC (women)', name: 'AUC', slice: 'women', raw: '0.81', value: 0.81, percent: false }],
    });
  });

  it('makes a card of each model, at any depth, each with its own block of the file beside it', async () => {
    const given = bom(
      component('one', { components: [component('inner')] }),
      { type: 'library', name: 'left-pad' },
      component('two'),
    );
    const block = '- { model: two, owner: Ines Example }\n- { name: one, model: m-1, owner: Ada Example }\n';
    const found = await sheets(given, { 'cards/bom.json.governance.yaml': block });
    expect(found.map((sheet) => [facts(sheet).id, facts(sheet).owner, facts(sheet).governanceBlock])).toEqual([
      ['m-1', 'Ada Example', true],
      ['inner', undefined, false],
      ['two', 'Ines Example', true],
    ]);
    expect(found.map((sheet) => facts(sheet).modelCount)).toEqual([3, 3, 3]);
    expect(found[1]?.absent['/owner']).toContain('no governance block beside cards/bom.json is about this model');
  });

  it('names a block that means none of several models, and gives it to none', async () => {
    const found = await sheets(bom(component('one'), component('two')), {
      'cards/bom.json.governance.yaml': 'model: three\nowner: Ines Example\n',
    });
    expect(found.flatMap((sheet) => problems(sheet))).toEqual(['which-model 1']);
    expect(found.map((sheet) => facts(sheet).owner)).toEqual([undefined, undefined]);
  });

  it('is no card when no model is in it', async () => {
    const [sheet] = await sheets(bom({ type: 'library', name: 'left-pad' }));
    expect(problems(sheet)).toEqual(['unsupported-format 1']);
    expect(sheet?.absent['']).toContain('without a model in it');
  });

  it('says when its version is not one that has model cards', async () => {
    const [sheet] = await sheets({ ...bom(component('one')), specVersion: '1.4' });
    expect(problems(sheet)).toEqual(['unknown-version 3']);
  });

  it('that lists more models than anybody describes is refused whole', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => component(`m${index}`));
    const found = await sheets(bom(...many));
    expect(found.map((sheet) => problems(sheet))).toEqual([['unsupported-format 1']]);
  });

  it('takes the prompts of its own example for no answers', async () => {
    const prompts = { considerations: { users: ['Who are the intended users of the model?'] } };
    const [sheet] = await sheets(bom(component('one', { modelCard: prompts })));
    expect(facts(sheet)).not.toHaveProperty('intendedUsers');
  });
});

const spdx = (model: object, ...others: readonly object[]) => ({
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    { type: 'ai_AIPackage', spdxId: 'urn:m', name: 'ranker', ...model },
    { type: 'Organization', spdxId: 'urn:o', name: 'Lumen Streaming' },
    ...others,
  ],
});
const relationship = (relationshipType: string, to: string) => ({
  type: 'Relationship',
  spdxId: `urn:r-${to}`,
  from: 'urn:m',
  relationshipType,
  to: [to],
});

describe('SPDX 3', () => {
  it('gives the fields of an AI package, and of what hangs on its relationships', async () => {
    const given = spdx(
      {
        suppliedBy: 'urn:o',
        releaseTime: '2026-06-01T00:00:00Z',
        software_packageVersion: '4.2',
        ai_domain: ['recommendation'],
        ai_typeOfModel: ['trees'],
        ai_informationAboutApplication: 'Order a start page.',
        ai_informationAboutTraining: 'Trained on a year of events.',
        ai_limitation: 'Weak on new titles.',
        ai_modelExplainability: ['Shapley values per title.'],
        ai_metric: [{ type: 'DictionaryEntry', key: 'AUC', value: '0.81' }],
        ai_metricDecisionThreshold: [{ type: 'DictionaryEntry', key: 'AUC', value: '0.5' }],
        ai_useSensitivePersonalInformation: 'no',
        ai_energyConsumption: {
          type: 'ai_EnergyConsumption',
          ai_trainingEnergyConsumption: [{ ai_energyQuantity: '12', ai_energyUnit: 'kilowattHour' }],
        },
      },
      { type: 'dataset_DatasetPackage', spdxId: 'urn:d', name: 'events-2026', dataset_knownBias: ['Few elderly.'] },
      { type: 'simplelicensing_LicenseExpression', spdxId: 'urn:l', simplelicensing_licenseExpression: 'Apache-2.0' },
      relationship('trainedOn', 'urn:d'),
      relationship('hasDeclaredLicense', 'urn:l'),
    );
    const sheet = await read(given, 'cards/x.spdx3.json');
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({
      id: 'ranker',
      format: 'spdx-3',
      providerName: 'Lumen Streaming',
      releasedOn: '2026-06-01',
      version: '4.2',
      task: 'recommendation',
      architecture: 'trees',
      intendedPurpose: 'Order a start page.',
      trainingData: 'Trained on a year of events.',
      limitations: 'Weak on new titles.',
      explainability: 'Shapley values per title.',
      decisionThresholds: 'key: AUC; value: 0.5',
      sensitiveData: 'no',
      environment: 'ai_energyQuantity: 12; ai_energyUnit: kilowattHour',
      license: 'Apache-2.0',
      dataGaps: 'Few elderly.',
      datasets: [{ id: 'events-2026', role: 'training' }],
    });
    expect(entry(sheet, 'metrics', 'AUC')).toMatchObject({ value: 0.81 });
    expect(sheet.sources['/license']?.line).toBe(lineOf(given, '"simplelicensing_licenseExpression"'));
  });

  it('never takes the scale of product safety for a classification under the AI Act', async () => {
    const given = spdx({ ai_safetyRiskAssessment: 'high' });
    const sheet = await read(given);
    expect(facts(sheet)).not.toHaveProperty('riskClassification');
    expect(facts(sheet).risks).toBe('General product-safety scale, as assessed by the supplier: high');
    expect(sheet.absent['/riskClassification']).toBe(
      `safetyRiskAssessment at cards/card.json:${lineOf(given, 'safetyRisk')} is the scale of general product safety, not a classification under the AI Act`,
    );
  });

  it('takes a pointer to another file for no answer', async () => {
    const sheet = await read(spdx({ ai_modelDataPreprocessing: ['See: techdocs/dataprepare.md'] }));
    expect(facts(sheet)).not.toHaveProperty('dataPreparation');
    expect(sheet.absent['/dataPreparation']).toContain('only points elsewhere');
  });

  it('without an AI package is no card', async () => {
    const sheet = await read({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] });
    expect(problems(sheet)).toEqual(['unsupported-format 1']);
  });
});

describe('results of the Hugging Face hub', () => {
  const results =
    '- dataset: { id: org/bench, task_id: acc }\n  value: 81.5\n- dataset: { id: org/bench }\n  value: bad\n';
  const files = {
    'm/README.md': '---\nlicense: mit\n---\n# R\n\n## Uses\n\nRanks.\n',
    'm/.eval_results/a.yaml': results,
  };

  it('belong to the card above them', async () => {
    const found = sheetsOf(await readFiles(files, 'model-card: "m/**/*"'), 'model-card');
    expect(found.map((sheet) => sheet.evidence)).toEqual(['m/README.md']);
    expect(entry(found[0] as never, 'metrics', 'acc on org/bench')).toMatchObject({
      value: 81.5,
      dataset: 'org/bench',
    });
    expect(facts(found[0]).metricCount).toBe(1);
    expect(Object.values(found[0]?.sources ?? {})).toContainEqual({ file: 'm/.eval_results/a.yaml', line: 1 });
  });

  it('are a card of nothing but metrics where there is no other', async () => {
    const sheet = await sheetOf('model-card', 'm/.eval_results/a.yaml', results);
    expect(facts(sheet)).toMatchObject({ format: 'hugging-face-results', metricCount: 1 });
  });
});

describe('the governance file beside a JSON card', () => {
  it('counts for a card of one model, whatever it is called there', async () => {
    const sheet = await read(toolkitCard, 'cards/card.json', {
      'cards/card.json.governance.yaml':
        'model: m-7\nlimitations: Ours.\noversight: { measures: An editor can pin. }\n',
    });
    expect(facts(sheet)).toMatchObject({ id: 'm-7', governanceBlock: true, limitations: 'Ours.' });
    expect(sheet.sources['/oversightMeasures']).toEqual({ file: 'cards/card.json.governance.yaml', line: 3 });
    expect(sheet.absent['/robustnessMeasures']).toBe('a Model Card Toolkit card has no place for it');
  });
});

describe('hostile JSON', () => {
  const text = json(toolkitCard);
  it.each([
    ['a key twice', text.replace('"overview"', '"name"'), 'not-json 5'],
    ['a key that reaches a prototype', text.replace('"overview"', '"__proto__"'), 'not-json 5'],
    ['a number beyond all numbers', text.replace('"4.2"', '1e999'), 'not-json 13'],
    ['a bomb of brackets', `{"a": ${'['.repeat(200_000)}`, 'not-json 1'],
    ['half a text', text.slice(0, 100), 'not-json 5'],
    ['bytes', '\u0000', 'not-text -'],
  ])('%s refuses the file with its line, and it has no items', async (_name, given, found) => {
    const sheet = await read(given);
    expect(problems(sheet)[0]).toBe(found);
    expect(sheet.absent['']).toBeDefined();
  });

  it('with a byte-order mark, tabs and Windows line ends is read', async () => {
    const plain = await read(toolkitCard);
    const windows = await read(`\uFEFF${JSON.stringify(toolkitCard, null, '\t').replaceAll('\n', '\r\n')}`);
    expect(facts(windows)).toEqual(facts(plain));
    expect(windows.sources).toEqual(plain.sources);
  });

  it('is told by its content, not by its name', async () => {
    expect(facts(await read(toolkitCard, 'cards/MODEL_CARD'))).toMatchObject({ format: 'model-card-toolkit' });
    expect(facts(await read(toolkitCard, 'cards/model.card'))).toMatchObject({ format: 'model-card-toolkit' });
    expect(facts(await read('{braces} are no JSON\n\n## Uses\n\nTo rank.\n', 'cards/a.md'))).toMatchObject({
      intendedPurpose: 'To rank.',
    });
  });

  it('of deep and long values costs little', async () => {
    const deep = (depth: number): unknown => (depth === 0 ? 'x' : { a: deep(depth - 1), b: [deep(0)] });
    const long = Array.from({ length: 10_000 }, (_, index) => ({ description: `limit ${index}` }));
    const sheet = await read({ ...toolkitCard, considerations: { limitations: long, use_cases: [deep(50)] } });
    expect(String(facts(sheet).limitations).length).toBe(2000);
  });
});
