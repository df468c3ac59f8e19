import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { cardFormats } from '../../src/evidence/model-card/formats.ts';
import { readCards } from '../../src/evidence/model-card/reader.ts';
import { memoryTree } from '../../src/files/memory.ts';
import { factSchema, validateFacts } from '../../src/model/validate.ts';

/** Reads a file with whatever lies beside it; every card that comes out is held against the schema of its facts. */
const read = async (path: string, content: string, sidecar: string | undefined): Promise<number> => {
  const beside = sidecar === undefined ? {} : { [`${path}.governance.yaml`]: sidecar };
  const tree = memoryTree({ [path]: content, ...beside });
  const open = (file: string) => tree.read(file, defaultLimits.textBytes);
  const cards = await readCards(path, { tree, limits: defaultLimits, items: [path], sheetsOf: () => [], open });
  for (const card of cards) expect(validateFacts('model-card', card.finish('x').facts)).toEqual([]);
  return cards.length;
};

const keys = [
  'bomFormat',
  'specVersion',
  'components',
  'type',
  'name',
  'modelCard',
  'considerations',
  'users',
  'useCases',
  'modelParameters',
  'datasets',
  'ref',
  'bom-ref',
  'quantitativeAnalysis',
  'performanceMetrics',
  'value',
  'slice',
  'model_details',
  'model_parameters',
  'data',
  'owners',
  'version',
  'intended_use',
  'training_data',
  'dataset',
  '@context',
  '@graph',
  'spdxId',
  'ai_metric',
  'ai_limitation',
  'relationshipType',
  'from',
  'to',
  'suppliedBy',
  'monai_version',
  'network_data_format',
  'eval_metrics',
  'governance',
  'model-index',
  'results',
  'metrics',
  'language',
  'license',
  'base_model',
  'co2_eq_emissions',
  'oversight',
  'roles',
  'a/b',
  '~',
  '',
];
const words = [
  'CycloneDX',
  'machine-learning-model',
  'https://spdx.org/x',
  'ai_AIPackage',
  'Relationship',
  'trainedOn',
  'urn:m',
  'TODO',
  'unknown',
  '93 %',
  '96.3 ± 2.6',
  'Ranks films.',
  'data:image/png;base64,AAAA',
  'See https://x.y/z',
  '\u202e',
  'no',
];
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...words),
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom(...keys), tie('any'), { maxKeys: 8 }),
  ),
})).any;

const line = fc.oneof(
  fc.constantFrom(
    '---',
    '# A',
    '## Uses',
    '### Out-of-Scope Use',
    '## Limitations',
    '**Limitations**',
    '**License:** MIT',
    '```',
    'Field | Response',
    ':-|:-',
    'Intended Users: | Editors',
    '| Metric | Value |',
    '|---|---|',
    '| AUC | 0.9 |',
    'license: mit',
    'language: no',
    'governance:',
    '  owner: x',
    '<h2>Uses</h2>',
    '<!--',
    '-->',
    '- **Label** Text',
    '> q',
    '[More Information Needed]',
    '\u0000',
    '\uFEFF',
    '    code',
    '===',
    '![](data:image/png;base64,AA)',
    '{{ x }}',
    '{',
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
const markdown = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));
const json = fc
  .tuple(value, fc.constantFrom(0, 2, '\t'))
  .map(([data, space]) => JSON.stringify(data, null, space) ?? '');
const torn = fc.tuple(json, fc.nat(200)).map(([text, at]) => text.slice(0, at) + text.slice(at + 1));
const content = fc.oneof(
  markdown,
  json,
  torn,
  fc.tuple(markdown, json).map((parts) => parts.join('\n')),
);
const path = fc.constantFrom(
  'card.md',
  'card.json',
  'card.yaml',
  'MODEL_CARD',
  'docs/BIAS.md',
  '.eval_results/x.yaml',
  'a.cdx',
);

describe('whatever a file holds', () => {
  it('the reader neither throws nor gives a fact that its schema does not allow', async () => {
    await fc.assert(
      fc.asyncProperty(
        path,
        content,
        fc.option(fc.oneof(json, markdown), { nil: undefined }),
        async (name, text, beside) => {
          expect(await read(name, text, beside)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500, seed: 20261126 },
    );
  });

  it.each([
    ['an opening of every kind', 'card.md', '[<*_`|#{('.repeat(30_000)],
    ['one line of labels', 'card.md', '**a:** '.repeat(60_000)],
    ['a wall of emphasis', 'card.md', `# A\n\n## Uses\n\n${'*a_'.repeat(100_000)}`],
    [
      'a table of many columns',
      'card.md',
      `${'|a'.repeat(20_000)}|\n${'|-'.repeat(20_000)}|\n${'|b'.repeat(20_000)}|\n`,
    ],
    ['many models', 'card.md', '# M\n\n## Uses\n\nx\n\n## Limitations\n\ny\n\n'.repeat(1_600)],
    [
      'many components',
      'card.json',
      JSON.stringify({
        bomFormat: 'CycloneDX',
        components: Array.from({ length: 999 }, (_, index) => ({
          type: 'machine-learning-model',
          name: `m${index}`,
          modelCard: {},
          components: Array.from({ length: 20 }, () => ({ type: 'library' })),
        })),
      }),
    ],
    [
      'many relationships',
      'card.json',
      JSON.stringify({
        '@context': 'spdx',
        '@graph': Array.from({ length: 12_000 }, (_, index) =>
          index < 500
            ? { type: 'ai_AIPackage', spdxId: `m${index}` }
            : { type: 'Relationship', from: `m${index % 500}`, to: ['x'], relationshipType: 'trainedOn' },
        ),
      }),
    ],
    [
      'a key of a megabyte',
      'card.json',
      JSON.stringify({ model_details: {}, considerations: { ['k'.repeat(1_000_000)]: 'x' } }),
    ],
    ['a block of many models', 'card.yaml', '- { owner: x }\n'.repeat(3_000)],
  ])(
    '%s ends',
    async (_name, file, text) => {
      await read(file, text, undefined);
    },
    20_000,
  );
});

describe('the registry of formats', () => {
  it('has every format that the fact can name, once, and no other', () => {
    const { format } = factSchema('model-card').properties as { readonly format: { readonly enum: readonly string[] } };
    const named = cardFormats.map(({ name }) => name);
    expect([...named, 'governance'].toSorted()).toEqual([...format.enum].toSorted());
  });
});
