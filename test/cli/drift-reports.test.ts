import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactSheet } from '../../src/model/facts.ts';
import type { DriftRunFacts } from '../../src/model/generated/facts/drift-run.ts';
import { writeParquet } from '../../src/snapshots/write-parquet.ts';
import { assessmentIn, findingIn, folderOf, plumbline, project, removeFolders, system } from './run.ts';

const snapshot = (shift: number, backwards = false): Promise<Uint8Array> =>
  writeParquet(
    [
      { name: 'age', type: 'double' },
      { name: 'plan', type: 'string' },
    ],
    Array.from({ length: 2000 }, (_, index) => (backwards ? 1999 - index : index)).map((row) => ({
      age: ((row * 7919) % 2000) / 50 + shift,
      plan: ['free', 'paid', 'free', 'trial'][(row * 31 + (shift > 0 && row % 5 === 0 ? 1 : 0)) % 4] ?? '',
    })),
  );

let folder = '';
beforeAll(async () => {
  folder = folderOf({
    'reference.parquet': await snapshot(0),
    'current.parquet': await snapshot(3),
    'plumbline.yaml': `${project}  drift-run: drift/run-*.yaml\n`,
    'system.yaml': `${system}models:\n  - { id: toy, inProduction: yes }\n`,
  });
});
afterAll(removeFolders);

const run = async (report: string | Uint8Array, name = 'report.json', ...flags: readonly string[]) => {
  writeFileSync(join(folder, name), report);
  const { out, exit, err } = await plumbline([
    'drift',
    join(folder, 'reference.parquet'),
    join(folder, 'current.parquet'),
    '--report',
    join(folder, name),
    '--json',
    ...flags,
  ]);
  expect(err).toBe('');
  const sheet = JSON.parse(out) as FactSheet;
  return { sheet, facts: sheet.facts as unknown as DriftRunFacts, exit };
};

const legacy = (columns: Readonly<Record<string, object>>): string =>
  JSON.stringify({
    version: '0.4.40',
    metrics: [
      { metric: 'DatasetDriftMetric', result: { dataset_drift: false, share_of_drifted_columns: 0 } },
      { metric: 'DataDriftTable', result: { number_of_columns: 2, drift_by_columns: columns } },
    ],
    timestamp: '2026-11-01 00:00:00',
  });

const column = (name: string, test: string, score: unknown) => ({
  column_name: name,
  column_type: 'num',
  stattest_name: test,
  stattest_threshold: 0.1,
  drift_score: score,
  drift_detected: false,
});

describe('reports of other tools, as claims', () => {
  it('takes the score of Evidently for a PSI only when it says PSI', async () => {
    const { facts, sheet } = await run(
      legacy({
        age: column('age', 'Wasserstein distance (normed)', 0.0311),
        plan: column('plan', 'chi-square p_value', 0.9),
      }),
    );
    expect(facts.claims).toMatchObject([
      {
        feature: 'age',
        claimant: 'evidently',
        named: 'Wasserstein distance (normed)',
        meaning: 'distance',
        score: 0.0311,
      },
      { feature: 'plan', meaning: 'p-value', score: 0.9, drifted: false, threshold: 0.1 },
    ]);
    for (const claim of facts.claims) {
      expect(claim.verified).toBeUndefined();
      expect(claim.psi).toBeTypeOf('number');
    }
    expect(sheet.absent['/claims/1/verified']).toContain('a p-value, not a PSI');
    // No score that is no PSI becomes the PSI that a run claims.
    expect(facts.features.some((feature) => feature.claimedPsi !== undefined)).toBe(false);
    expect(sheet.sources['/claims/0']).toMatchObject({ file: 'report.json', line: 1 });
  });

  it.each([
    ['psi', 'psi'],
    ['PSI', 'psi'],
    ['K-S p_value', 'p-value'],
    ['ks', 'p-value'],
    ['Z-test p_value', 'p-value'],
    ["Fisher's Exact test", 'p-value'],
    ['jensenshannon', 'distance'],
    ['Jensen-Shannon distance', 'distance'],
    ['Kullback-Leibler divergence', 'distance'],
    ['my own test', 'unknown'],
    ['constructor', 'unknown'],
  ])('reads the method %s as %s, in a name or in a display name', async (named, meaning) => {
    const { facts } = await run(legacy({ age: column('age', named, 0.2) }));
    expect(facts.claims).toMatchObject([{ named, meaning }]);
  });

  it('reads reports of 0.7 and later, with the method from the configuration or from the name, and NaN as no number', async () => {
    const { facts, sheet } = await run(
      `{"metrics": [
        {"id": "a", "metric_name": "ValueDrift(column=age,method=psi,threshold=0.2)",
         "config": {"type": "evidently:metric_v2:ValueDrift", "column": "age", "method": "psi", "threshold": 0.2}, "value": NaN},
        {"id": "b", "metric_name": "ValueDrift(column=plan,method=Jensen-Shannon distance,threshold=0.1)", "value": 0.04},
        {"id": "c", "metric_name": "DriftedColumnsCount(drift_share=0.5)", "config": {"type": "evidently:metric_v2:DriftedColumnsCount"},
         "value": {"count": 0, "share": -Infinity}},
        {"id": "d", "metric_name": "ValueDrift(column=age)", "config": {"type": "evidently:metric_v2:ValueDrift", "column": "age"}, "value": 0.3}
      ], "tests": [{"name": "says NaN"}]}`,
    );
    expect(facts.claims).toMatchObject([
      { feature: 'age', meaning: 'psi', threshold: 0.2 },
      { feature: 'plan', named: 'Jensen-Shannon distance', meaning: 'distance', score: 0.04 },
      { feature: 'age', meaning: 'unknown', score: 0.3 },
    ]);
    expect(facts.claims[0]?.score).toBeUndefined();
    expect(sheet.absent['/claims/0/verified']).toBe('the report holds no number');
    expect(sheet.absent['/claims/2/named']).toBe('the report names no method');
  });

  it('reads the drift scores of whylogs as approximate and those of NannyML from CSV, and verifies neither', async () => {
    const why = await run(
      JSON.stringify({
        age: { algorithm: 'ks', pvalue: 0.0001, statistic: 0.4, thresholds: {}, drift_category: 'DRIFT' },
        plan: { algorithm: 'hellinger', statistic: 0.02, thresholds: {}, drift_category: 'NO_DRIFT' },
      }),
    );
    expect(why.facts.claims).toMatchObject([
      { claimant: 'whylogs', feature: 'age', meaning: 'p-value', score: 0.0001, drifted: true, approximate: true },
      { claimant: 'whylogs', feature: 'plan', meaning: 'distance', score: 0.02, drifted: false, approximate: true },
    ]);
    expect(why.sheet.absent['/claims/0/verified']).toContain('from sketches');
    const nanny = await run(
      'chunk_key,chunk_period,age_jensen_shannon_value,age_jensen_shannon_upper_threshold,age_jensen_shannon_alert\n' +
        'a,reference,0.01,0.1,False\nb,analysis,0.25,0.1,True\n',
      'nanny.csv',
    );
    expect(nanny.facts.claims).toMatchObject([
      {
        claimant: 'nannyml',
        feature: 'age',
        named: 'jensen_shannon',
        meaning: 'distance',
        score: 0.25,
        threshold: 0.1,
        drifted: true,
      },
    ]);
    expect(nanny.facts.claims[0]?.verified).toBeUndefined();
  });

  it("re-performs Evidently's PSI by the method that made it, one column of it after another", async () => {
    const scoreBy = async (method: string) => {
      const files = [join(folder, 'reference.parquet'), join(folder, 'current.parquet')];
      const { out } = await plumbline(['drift', ...files, '--method', method, '--json']);
      const { facts } = JSON.parse(out) as { facts: DriftRunFacts };
      return facts.features.find(({ feature }) => feature === 'age')?.statedPsi;
    };
    const [before, since] = [await scoreBy('psi/evidently@numpy<2.1'), await scoreBy('psi/evidently@numpy>=2.1')];
    expect(before).toBeGreaterThan(0);
    const right = await run(legacy({ age: column('age', 'PSI', since), plan: column('plan', 'psi', 9) }));
    expect(right.facts.claims).toMatchObject([
      { feature: 'age', verified: true, method: 'psi/evidently@numpy>=2.1', reperformedPsi: since },
      { feature: 'plan', verified: false, score: 9 },
    ]);
    expect(right.facts.claims[0]?.psi).not.toBe(since);
    const older = await run(
      legacy({ age: column('age', 'PSI', before) }),
      'report.json',
      '--report-method',
      'psi/evidently@numpy<2.1',
    );
    expect(older.facts.claims).toMatchObject([{ verified: true, method: 'psi/evidently@numpy<2.1' }]);
  });

  it('lets no claim of the run file, and no other report, hide what a report claims of the same column', async () => {
    const claiming = (name: string, score: number) =>
      writeFileSync(join(folder, name), legacy({ age: column('age', 'PSI', score) }));
    claiming('right.json', 0);
    claiming('wrong.json', 7);
    const evidence = folderOf({
      'plumbline.yaml': `${project}  drift-run: run.yaml\n`,
      'system.yaml': `${system}models:\n  - { id: toy, inProduction: yes }\n`,
      'reference.parquet': await snapshot(0),
      'current.parquet': await snapshot(0, true),
      'right.json': readFileSync(join(folder, 'right.json')),
      'wrong.json': readFileSync(join(folder, 'wrong.json')),
      'run.yaml': `id: r
model: toy
window: { start: 2026-10-01, end: 2026-10-31 }
reference: { path: reference.parquet }
current: { path: current.parquet }
method: psi/ref-quantile-10@1
claims: { age: 0 }
reports:
  - path: right.json
  - path: wrong.json
  - { path: right.json, method: another/psi }
`,
    });
    await plumbline(['audit', evidence, '--out', join(evidence, 'out'), '--format', 'json', '--as-of', '2026-11-20']);
    const assessment = assessmentIn(join(evidence, 'out'));
    expect(findingIn(assessment, 'drift.claims-re-performed').outcome).toBe('satisfied');
    const { outcome, checks } = findingIn(assessment, 'drift.reported-claims');
    expect(outcome).toBe('not-satisfied');
    const text = JSON.stringify(checks);
    expect(text).toContain('r/age/PSI #2');
    expect(text).toContain('the method another/psi is not one that we re-perform');
  });

  it.each([
    ['not JSON', '{"metrics": [', 'no JSON'],
    ['another JSON', '{"hello": 1}', 'no format that is read (evidently, whylogs, nannyml)'],
    ['a whylogs profile', 'WHY1\u0000\u0001', 'holds sketches and states no drift score'],
    ['nested too deep', `${'['.repeat(300)}${']'.repeat(300)}`, 'nested deeper'],
  ])('tells what is wrong with %s, and measures all the same', async (_what, report, message) => {
    const { facts, sheet } = await run(report);
    expect(sheet.problems.map((problem) => problem.message).join('\n')).toContain(message);
    expect(facts.claims).toEqual([]);
    expect(facts.features[0]?.psi).toBeGreaterThan(0);
  });

  it('binds a report by its digest, and an audit neither believes a claim it cannot re-perform nor a report that changed', async () => {
    const out = join(folder, 'drift');
    const window = [
      '--model',
      'toy',
      '--window-start',
      '2026-10-01',
      '--window-end',
      '2026-10-31',
      '--out',
      out,
      '--force',
    ];
    const report = legacy({ age: column('age', 'Jensen-Shannon distance', 0.02) });
    writeFileSync(join(folder, 'report.json'), report);
    const written = await plumbline([
      ...['drift', join(folder, 'reference.parquet'), join(folder, 'current.parquet')],
      ...['--report', join(folder, 'report.json'), ...window],
    ]);
    expect(written.out).toMatch(/age +0\.0200 +evidently: Jensen-Shannon .* unverified/);
    expect(readFileSync(join(out, 'run-toy-2026-10-31.yaml'), 'utf8')).toMatch(
      /reports:\n {2}- path: \.\.\/report\.json\n {4}sha256: [0-9a-f]{64}\n/,
    );
    const outcomeAfter = async (name: string) => {
      await plumbline(['audit', folder, '--out', join(folder, name), '--format', 'json', '--as-of', '2026-11-20']);
      return findingIn(assessmentIn(join(folder, name)), 'drift.reported-claims').outcome;
    };
    expect(await outcomeAfter('first')).toBe('undetermined');
    writeFileSync(join(folder, 'report.json'), report.replace('0.02', '0.03'));
    expect(await outcomeAfter('second')).toBe('not-satisfied');
  });
});
