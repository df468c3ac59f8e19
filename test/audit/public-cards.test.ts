import { describe, expect, it } from 'vitest';
import { runAudit } from '../../src/audit/audit.ts';
import { defaultToolkit } from '../../src/audit/toolkit.ts';
import { leavesOf, readsOf } from '../../src/checks/registry.ts';
import { memoryTree } from '../../src/files/memory.ts';
import type { CheckResult } from '../../src/model/generated/assessment.ts';
import { loadPolicies } from '../../src/policy/load.ts';

const toolkit = defaultToolkit();
const controls = loadPolicies(toolkit.policies.filter(({ path }) => !path.startsWith('tests/'))).controls;

/** Checks that read model cards themselves, and not only whether there is one: `control check`. */
const readers = new Set(
  [...controls.values()].flatMap(({ value }) =>
    leavesOf(value.checks)
      .filter(({ check }) =>
        readsOf(check).some(
          ({ population, facts }) => population === 'model-card' && facts.some((fact) => fact !== 'id'),
        ),
      )
      .map(({ check }) => `${value.id} ${check.id}`),
  ),
);

const model = { type: 'machine-learning-model', name: 'ranker', modelCard: {} };
/** A plain public card of each format: what such cards say, and nothing of what they never say. */
const cards: Readonly<Record<string, string>> = {
  'hugging-face.md': '---\nlicense: mit\n---\n# ranker\n\n## Uses\n\nRanks films.\n\n## Training Data\n\nEvents.\n',
  'mitchell.md':
    '# Model card: ranker\n\n## Model Details\n\nA.\n\n## Intended Use\n\nRanks films.\n\n## Factors\n\nAge.\n\n## Metrics\n\nAUC.\n',
  'openai.md':
    '# Model Card: ranker\n\n## Model Date\n\nJune 2024\n\n## Model Type\n\nTrees.\n\n## Feedback\n\nWrite to us.\n\n## Model Use\n\nResearch.\n',
  'meta.md':
    '# ranker\n\n**Model Developer**: Somebody\n\n**Model Release Date:** July 23, 2024\n\n## Intended Use\n\nResearch.\n',
  'nvidia.md':
    '# ranker\n\n### Deployment Geography:\nGlobal\n\n### Use Case:\nRanking.\n\n## Software Integration:\nLinux\n\n## Computational Load\nLittle.\n',
  'faq.md':
    '# ranker\n\n## What is it?\n\nA tool.\n\n## What can it do?\n\nRank.\n\n## What is its intended use?\n\nRanking.\n\n## How was it evaluated?\n\nWell.\n',
  'granite.md': '# ranker\n\n## Introduction to Granite\n\nA model.\n\n## Data Collection\n\nPublic sources.\n',
  'links.md': '# ranker\n\nFor details see the [paper](https://example.org/paper).\n',
  'toolkit.json': JSON.stringify({
    model_details: { name: 'ranker' },
    considerations: { use_cases: [{ description: 'Ranking.' }] },
  }),
  'mitchell.json': JSON.stringify({
    display_name: 'ranker',
    model_details: {},
    intended_use: { primary_uses: 'Ranking.' },
  }),
  'bom.json': JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [model] }),
  'spdx.json': JSON.stringify({
    '@context': 'https://spdx.org/x',
    '@graph': [{ type: 'ai_AIPackage', spdxId: 'urn:m', name: 'ranker' }],
  }),
  'monai.json': JSON.stringify({
    name: 'ranker',
    monai_version: '1.3.0',
    network_data_format: {},
    intended_use: 'Ranking.',
  }),
  'broken.json': '{"model_details": ',
  'empty.md': '',
};

const system = `id: films
name: Film ranking
intendedPurpose: Orders films.
systemType: recommender
roles: [provider]
scope: { aiSystem: yes, unionNexus: yes }
annexIII: [employment]
models: [{ id: ranker, inProduction: yes }]
`;

const results = (checks: readonly CheckResult[]): readonly CheckResult[] =>
  checks.flatMap((check) => [check, ...results(check.checks ?? [])]);

describe.each(Object.entries(cards))('a folder whose only card is %s', (name, text) => {
  it('passes nothing for what the card does not say, and says of each why', async () => {
    const tree = memoryTree({
      'plumbline.yaml': `plumbline: 1\nperiod: { start: 2026-05-01, end: 2026-11-01 }\nevidence:\n  system: system.yaml\n  model-card: ${name}\n`,
      'system.yaml': system,
      [name]: text,
    });
    const { assessment, sheets } = await runAudit({ tree, asOf: '2026-11-20', engine: 'duckdb' }, toolkit);
    expect(sheets.filter(({ kind }) => kind === 'model-card')).toHaveLength(1);
    const read = assessment.findings.flatMap((finding) =>
      results(finding.checks)
        .filter((check) => readers.has(`${finding.control} ${check.id}`))
        .map((check) => ({ control: finding.control, finding: finding.outcome, check })),
    );
    expect(read.length).toBeGreaterThan(8);
    expect(
      read.filter(({ check }) => check.outcome === 'satisfied').map(({ control, check }) => `${control} ${check.id}`),
    ).toEqual([]);
    expect(read.filter(({ finding }) => finding === 'satisfied' || finding === 'errored')).toEqual([]);
    // What the card merely lacks cannot be judged; only a fact that is there can be wrong (no metric was declared).
    const exceptions = read.filter(({ check }) => check.outcome === 'not-satisfied');
    expect(exceptions.map(({ check }) => check.id).filter((id) => id !== 'every-card-declares-a-metric')).toEqual([]);
    const undetermined = read.filter(({ check }) => check.outcome === 'undetermined');
    expect(undetermined.length).toBeGreaterThan(8);
    const said = undetermined.map(({ check }) => check.reason);
    expect(said.filter((reason) => !/absent \(|no evidence|could not be read|was supplied/.test(reason))).toEqual([]);
  });
});
