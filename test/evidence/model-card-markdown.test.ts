import { describe, expect, it } from 'vitest';
import { facts, problems, readFiles, sheetOf, sheetsOf } from './given.ts';

const read = (text: string, path = 'cards/ranker.md') => sheetOf('model-card', path, text);

describe('a card that describes several models', () => {
  const model = (name: string) => `# ${name}\n\n## Intended use\n\nFor ${name}.\n\n## Limitations\n\nOf ${name}.\n\n`;

  it('is a card for each, with the lines of its own sections', async () => {
    const text = `---\nlicense: mit\n---\n${model('One')}${model('Two')}${model('Three')}`;
    const found = sheetsOf(await readFiles({ 'c.md': text }, 'model-card: c.md'), 'model-card');
    expect(found.map((sheet) => [facts(sheet).id, facts(sheet).intendedPurpose, facts(sheet).license])).toEqual([
      ['One', 'For One.', 'mit'],
      ['Two', 'For Two.', 'mit'],
      ['Three', 'For Three.', 'mit'],
    ]);
    expect(found.map((sheet) => facts(sheet).modelCount)).toEqual([3, 3, 3]);
    expect(found[1]?.sources['/limitations']?.line).toBe(text.split('\n').indexOf('Of Two.') - 1);
    expect(found.flatMap((sheet) => problems(sheet))).toEqual([]);
  });

  it('is a problem when nobody can tell which section belongs to which', async () => {
    const part = '## Intended use\n\nA.\n\n## Limitations\n\nB.\n\n';
    const sheet = await read(`# Models\n\n${part}${part}`);
    expect(problems(sheet)).toEqual(['several-models 1']);
    expect(facts(sheet)).toMatchObject({ modelCount: 2 });
  });
});

describe('what is out of scope never becomes what is intended', () => {
  it.each([
    [
      'a heading below',
      '## Uses\n\nRanks films.\n\n### Out-of-Scope Use\n\nEmergency triage without clinician review.\n',
    ],
    ['a heading beside', '## Uses\n\nRanks films.\n\n## Misuse\n\nEmergency triage without clinician review.\n'],
    ['a bold line', '## Uses\n\nRanks films.\n\n**Out-of-scope uses**\n\nEmergency triage without clinician review.\n'],
    ['a label', '## Uses\n\nRanks films.\n\n**Out-of-scope**: Emergency triage without clinician review.\n'],
    ['a run-in label', '## Uses\n\nRanks films.\n\n**Out-of-scope** Emergency triage without clinician review.\n'],
    [
      'a list of labels',
      '## Uses\n\nRanks films.\n\n- **Out-of-scope use:** Emergency triage without clinician review.\n',
    ],
    [
      'lines of one paragraph',
      '## Uses\n\nRanks films.\n**Out-of-scope:** Emergency triage without clinician review.\n',
    ],
  ])('under %s', async (_name, text) => {
    const sheet = await read(`# A\n\n${text}`);
    expect(facts(sheet).intendedPurpose).toBe('Ranks films.');
    expect(facts(sheet).outOfScopeUse).toBe('Emergency triage without clinician review.');
  });
});

describe('headings as people write them', () => {
  it.each([
    '## 2. Intended use',
    '## 2.1 — Intended use:',
    '## **Intended use**',
    '## 🎯 Intended use',
    '## _Intended_ use ##',
    '# Intended use',
    'Intended use\n============',
    'Intended use\n------------',
    '**Intended use:**',
    '<h2 align="center">Intended use</h2>',
    '## Uso previsto',
    '## Intended Use Cases',
    '## Model Use',
  ])('%s', async (heading) => {
    const sheet = await read(`Something before.\n\n${heading}\n\nRanks films.\n\n# Other\n\nx\n`);
    expect(facts(sheet).intendedPurpose).toBe('Ranks films.');
  });

  it('and not comments in code', async () => {
    const sheet = await read(
      '# A\n\n## Setup\n\n```sh\n# Limitations\n# Intended use\nrun me\n```\n\n    # Training data\n    x\n',
    );
    expect(facts(sheet)).not.toHaveProperty('limitations');
    expect(facts(sheet)).not.toHaveProperty('intendedPurpose');
    expect(facts(sheet)).not.toHaveProperty('trainingData');
  });
});

describe('front matter as it comes', () => {
  it('reads the language Norwegian as a word and not as no', async () => {
    const sheet = await read('---\nlanguage:\n- no\n- en\nlicense: mit\n---\n# A\n\n## Uses\n\nx\n');
    expect(facts(sheet).languages).toEqual(['no', 'en']);
  });

  it.each([
    ['a scalar', '---\nOCR\n---\n'],
    ['a list', '---\n- a\n---\n'],
    ['a comment', '---\n# nothing\n---\n'],
    ['nothing', '---\n---\n'],
    ['braces of a template', '---\n{{ card_data }}\n---\n'],
    ['YAML that breaks off', '---\na: [1\n---\n'],
  ])('that is %s is a finding with its line, and the body is still read', async (_name, matter) => {
    const sheet = await read(`\uFEFF\r\n${matter.replaceAll('\n', '\r\n')}# A\r\n\r\n## Uses\r\n\r\nRanks films.\r\n`);
    expect(problems(sheet)[0]).toMatch(/^unusable-front-matter \d/);
    expect(facts(sheet)).toMatchObject({ frontMatterUsable: false, intendedPurpose: 'Ranks films.' });
  });

  it('of a dataset is no card of a model', async () => {
    const sheet = await read(
      '---\ntask_categories: [text-classification]\n---\n# Dataset Card for X\n\n## Uses\n\nx\n',
    );
    expect(problems(sheet)).toEqual(['dataset-card 1']);
  });
});

describe('placeholders of public templates', () => {
  it.each([
    '[More Information Needed]',
    'more information needed.',
    '[optional]',
    '{{ limitations | default("[More Information Needed]") }}',
    'TBD',
    'N/A',
    '-',
    'USER_NAME',
    '<!-- a hint -->',
    'Users (both direct and downstream) should be made aware of the risks, biases and limitations of the model. More information needed for further recommendations.',
    'What are the known limitations of the model?',
  ])('%s leaves the fact absent', async (text) => {
    const sheet = await read(`# A\n\n## Limitations\n\n${text}\n\n## Uses\n\nRanks films.\n`);
    expect(facts(sheet)).not.toHaveProperty('limitations');
    expect(sheet.absent['/limitations']).toContain('cards/ranker.md:3');
  });

  it('an image in base64 says nothing', async () => {
    const sheet = await read(`# A\n\n## Limitations\n\n![](data:image/png;base64,${'A'.repeat(3000)})\n`);
    expect(facts(sheet)).not.toHaveProperty('limitations');
  });
});

describe('numbers', () => {
  it('stay share or percent, as written, with their spread', async () => {
    const rows = '| Accuracy | 93 % |\n| F1 | 0.93 |\n| Recall | 96.3 ± 2.6 |\n| Words | good |\n';
    const sheet = await read(`# A\n\n## Evaluation\n\n| Metric | Value |\n|---|---|\n${rows}`);
    expect(facts(sheet).metrics).toEqual([
      { id: 'Accuracy', name: 'Accuracy', raw: '93 %', value: 93, percent: true },
      { id: 'F1', name: 'F1', raw: '0.93', value: 0.93, percent: false },
      { id: 'Recall', name: 'Recall', raw: '96.3 ± 2.6', value: 96.3, percent: false, spread: 2.6 },
      { id: 'Words', name: 'Words', raw: 'good' },
    ]);
  });
});

const shapes: readonly (readonly [format: string, text: string, said: object])[] = [
  [
    'mitchell',
    '# Model card\n\n## Model Details\n\nA.\n\n## Intended Use\n\nB.\n\n## Factors\n\nAge.\n\n## Metrics\n\nAUC.\n\n## Training Data\n\nC.\n',
    { intendedPurpose: 'B.', biasExamination: 'Age.', evaluation: 'AUC.', trainingData: 'C.' },
  ],
  [
    'openai',
    '# Model Card: X\n\n## Model Details\n\n### Model Date\n\nSeptember 30, 2022\n\n### Model Type\n\nA transformer.\n\n### Paper or other links\n\n[Paper](https://example.org)\n\n## Model Use\n\nResearch.\n',
    { releasedOn: '2022-09-30', architecture: 'A transformer.', intendedPurpose: 'Research.' },
  ],
  [
    'meta',
    '## Model Information\n\n**Model Developer**: Somebody\n\n| | Training Data | Params | Input modalities | Output modalities |\n|---|---|---|---|---|\n| X | A mix. | 8B | Text | Text and code |\n| X | A mix. | 70B | Text | Text and code |\n\n**Model Release Date:** July 23, 2024\n\n## Intended Use\n\n**Intended Use Cases** Research.\n\n**Out-of-scope** Crime.\n',
    {
      providerName: 'Somebody',
      parameterCount: '8B, 70B',
      inputs: 'Text',
      outputs: 'Text and code',
      releasedOn: '2024-07-23',
      intendedPurpose: 'Intended Use Cases Research.',
      outOfScopeUse: 'Crime.',
    },
  ],
  [
    'nvidia',
    '# Model Overview\n\n### Description:\nIt ranks.\n\n### License/Terms of Use:\nApache-2.0\n\n### Deployment Geography:\nGlobal\n\n### Use Case:\nRanking films.\n\n## Input(s):\n**Input Type(s):** Text\n\n## Output(s):\n**Output Type(s):** A score\n\n## Software Integration:\nLinux\n\n## Model Version(s):\nv1.0\n',
    {
      license: 'Apache-2.0',
      deploymentGeography: 'Global',
      intendedPurpose: 'Ranking films.',
      version: 'v1.0',
      hardware: 'Linux',
    },
  ],
  [
    'nvidia-sub-card',
    'Field | Response\n:-|:-\nIntended Users: | Editors\nDescribe how the model works: | It counts.\nModel Application Field(s): | Media\nProvenance for all datasets? | Yes\n',
    { intendedUsers: 'Editors', explainability: 'It counts.', task: 'Media' },
  ],
  [
    'transparency-faq',
    '# X: Responsible AI FAQ\n\n## What is X?\n\nA tool.\n\n## What can X do?\n\nShorten.\n\n## What is/are X’s intended use(s)?\n\nShortening prompts.\n\n## How was X evaluated? What metrics are used to measure performance?\n\nOn 10 sets.\n\n## What are the limitations of X? How can users minimize their impact?\n\nIt forgets.\n',
    { intendedPurpose: 'Shortening prompts.', evaluation: 'On 10 sets.', limitations: 'It forgets.' },
  ],
  [
    'granite',
    '## Introduction to Granite X\n\nA model.\n\n## Data Collection\n\nPublic sources.\n\n## Evaluation Results\n\nGood.\n',
    { dataProvenance: 'Public sources.', evaluation: 'Good.' },
  ],
  ['sections', '# A\n\n## Uses\n\nRanks films.\n', { intendedPurpose: 'Ranks films.' }],
  ['hugging-face', '---\npipeline_tag: ranking\n---\n# A\n\n## Uses\n\nRanks films.\n', { task: 'ranking' }],
];

describe('the shapes of Markdown cards', () => {
  it.each(shapes)('%s', async (format, text, said) => {
    const sheet = await read(text);
    expect(problems(sheet)).toEqual([]);
    expect(facts(sheet)).toMatchObject({ format, ...said });
  });

  it('a bare yes in a table is no description', async () => {
    const sheet = await read(
      'Field | Response\n:-|:-\nProvenance for all datasets? | Yes\nIntended Users: | Editors\n',
    );
    expect(facts(sheet)).not.toHaveProperty('dataProvenance');
  });
});

describe('sub-cards', () => {
  const files = {
    'docs/model_card.md': '# Ranker\n\n## Use Case:\n\nRanks films.\n\n## Reference(s):\n\nx\n',
    'docs/BIAS.md': 'Field | Response\n:-|:-\nBias Metric (If Measured): | Parity within 2 points.\n',
    'docs/PRIVACY.md': 'Field | Response\n:-|:-\nPersonal data used to create this model? | None at all, by design.\n',
    'docs/SAFETY.md': '# Safety\n\nThis is a text about safety at work.\n',
  };

  it('are read with the card beside them, each fact from its own file, and are no cards of their own', async () => {
    const found = sheetsOf(await readFiles(files, 'model-card: docs/*.md'), 'model-card');
    expect(found.map((sheet) => sheet.evidence)).toEqual(['docs/SAFETY.md', 'docs/model_card.md']);
    expect(facts(found[1])).toMatchObject({
      intendedPurpose: 'Ranks films.',
      biasExamination: 'Parity within 2 points.',
      sensitiveData: 'None at all, by design.',
    });
    expect(found[1]?.sources['/biasExamination']).toEqual({ file: 'docs/BIAS.md', line: 3 });
  });

  it('are recorded as evidence with the card, also when only the card is declared', async () => {
    const reading = await readFiles(files, 'model-card: docs/model_card.md');
    expect(reading.records.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['docs/BIAS.md', 'docs/PRIVACY.md']),
    );
  });

  it('without a card beside them are cards', async () => {
    const found = sheetsOf(await readFiles(files, 'model-card: docs/BIAS.md'), 'model-card');
    expect(found.map((sheet) => facts(sheet).format)).toEqual(['nvidia-sub-card']);
  });
});
