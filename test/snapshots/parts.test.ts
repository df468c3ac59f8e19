import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SurveyRequest } from '../../src/snapshots/column-counts.ts';
import type { SnapshotSource } from '../../src/snapshots/source.ts';
import { openEngines, parquetFolder, refusalOf, sourceOf } from './parquet-files.ts';

const files = parquetFolder();
const engines = await openEngines();

const columns = [
  { name: 'x', type: 'double' },
  { name: 'n', type: 'int64' },
  { name: 'color', type: 'string' },
  { name: 'region', type: 'string' },
] as const;
const rows = Array.from({ length: 997 }, (_, index) => ({
  x: index % 11 === 0 ? null : index % 13 === 0 ? Number.NaN : Math.sin(index) * 10,
  n: (index * 7919) % 100,
  color: index % 9 === 0 ? null : ['red', 'green', 'blue'][(index * 31) % 3],
  region: index % 17 === 0 ? null : ['EU', 'US'][(index * 7) % 2],
}));

const several = (paths: readonly string[], partitions: readonly (string | null)[] = []): SnapshotSource => ({
  format: 'parquet',
  parts: paths.map((path, index) => ({
    name: basename(path),
    path,
    bytes: statSync(path).size,
    sha256: '',
    partitions: index in partitions ? { where: partitions[index] ?? null } : {},
  })),
});

const whole = sourceOf(await files.rows(columns, rows));
const cuts = [0, 1, 400, 400, 750, rows.length];
const cut = several(
  await Promise.all(
    cuts.slice(1).map((end, index) => files.rows(columns, rows.slice(cuts[index], end), { rowGroupRows: 90 + index })),
  ),
);
const shuffled = sourceOf(
  await files.rows(
    columns,
    rows.map((_, index) => rows[(index * 500) % 997] as (typeof rows)[number]),
  ),
);

const surveys: readonly SurveyRequest[] = [
  { name: 'x', ranks: [{ rule: 'linear', probabilities: [0, 0.25, 0.5, 1] }], moments: true },
  { name: 'n', ranks: [{ rule: 'ranks', ranks: [1, 2, 997, 998] }], distinctLimit: 100 },
];
const histograms = [
  { name: 'x', sets: [{ edges: [-5, 0, 5], closed: 'right' }] },
  {
    name: 'n',
    sets: [
      { edges: [10, 20], closed: 'left' },
      { edges: [10, 20], closed: 'right' },
    ],
  },
] as const;
const categories = [
  { name: 'color', limit: 10 },
  { name: 'n', known: ['1', '2'], limit: 10 },
];
const sliceBy = { column: 'region', limit: 5 };

describe.each(engines.map((engine) => [engine.name, engine] as const))('%s', (_, engine) => {
  const everything = async (source: SnapshotSource) => [
    await engine.schema(source),
    await engine.survey(source, surveys),
    await engine.histogram(source, histograms, { sliceBy }),
    await engine.categories(source, categories, { sliceBy }),
    await engine.distances(source, whole, ['x', 'n']),
  ];

  it('counts the same, however the rows are cut into files and whatever their order', async () => {
    const expected = await everything(whole);
    expect(await everything(cut)).toEqual(expected);
    expect(await everything(shuffled)).toEqual(expected);
  });

  it('gives the ranks that are asked', async () => {
    const sorted = rows
      .map(({ x }) => x)
      .filter((value): value is number => value !== null && !Number.isNaN(value))
      .sort((a, b) => a - b);
    const [x, n] = await engine.survey(whole, surveys);
    const ranks = [0, 0.25, 0.5, 1].flatMap((p) => {
      const floor = Math.floor((sorted.length - 1) * p);
      return [floor + 1, Math.min(floor + 2, sorted.length)];
    });
    expect(x).toMatchObject({
      finite: sorted.length,
      order: [...new Set(ranks)].map((rank) => ({ rank, value: sorted[rank - 1], below: rank - 1, atMost: rank })),
    });
    expect(n).toMatchObject({ order: [{ rank: 1 }, { rank: 2 }, { rank: 997, value: 99, atMost: 997 }] });
    expect(n && 'distinct' in n && n.distinct?.length).toBe(100);
  });

  it('counts each slice, and the slices add up', async () => {
    const values = [null, 'EU', 'US'];
    const numbers = await engine.histogram(whole, histograms, { sliceBy });
    const texts = await engine.categories(whole, categories, { sliceBy });
    expect((await engine.histogram(whole, histograms)).columns).toEqual(numbers.columns);
    expect((await engine.categories(whole, categories)).columns).toEqual(texts.columns);
    expect(numbers.slices.map(({ value }) => value)).toEqual(values);
    for (const [index, value] of values.entries()) {
      const own = rows.filter(({ region }) => (region ?? null) === value);
      const n = own.map((row) => row.n);
      const slice = numbers.slices[index];
      expect(slice?.rows).toBe(own.length);
      expect(slice?.columns[0]).toMatchObject({
        rows: own.length,
        nulls: own.filter(({ x }) => x === null).length,
        nans: own.filter(({ x }) => Number.isNaN(x)).length,
      });
      expect(slice?.columns[1]).toMatchObject({
        bins: [
          [n.filter((x) => x < 10).length, n.filter((x) => x >= 10 && x < 20).length, n.filter((x) => x >= 20).length],
          [n.filter((x) => x <= 10).length, n.filter((x) => x > 10 && x <= 20).length, n.filter((x) => x > 20).length],
        ],
      });
      expect(texts.slices[index]?.columns[0]).toMatchObject({
        nulls: own.filter(({ color }) => color === null).length,
        categories: ['blue', 'green', 'red'].map((name) => ({
          value: name,
          count: own.filter(({ color }) => color === name).length,
        })),
      });
      expect(texts.slices[index]?.columns[1]).toMatchObject({ unseen: n.filter((x) => x !== 1 && x !== 2).length });
    }
  });

  it('takes partitions for a column', async () => {
    const parts = await Promise.all([0, 300, 600].map((start) => files.rows(columns, rows.slice(start, start + 300))));
    const source = several(parts, ["o'ne", null, 'two']);
    expect((await engine.schema(source)).columns.at(-1)).toEqual({
      name: 'where',
      type: 'string',
      physical: 'partition',
    });
    const { columns: all, slices } = await engine.categories(source, [{ name: 'where', limit: 5 }], {
      sliceBy: { column: 'where', limit: 5 },
    });
    expect(all[0]).toMatchObject({
      nulls: 300,
      categories: [
        { value: "o'ne", count: 300 },
        { value: 'two', count: 300 },
      ],
    });
    expect(slices.map(({ value, rows: count }) => [value, count])).toEqual([
      [null, 300],
      ["o'ne", 300],
      ['two', 300],
    ]);
    const clash = several([parts[0] as string], ['x']);
    const [part] = clash.parts;
    const named = { ...clash, parts: part ? [{ ...part, partitions: { x: '1' } }] : [] };
    expect(await refusalOf(engine.schema(named))).toBe('mixed: x is a column of the files and of their folders');
  });

  it('measures exact distances', async () => {
    const other = sourceOf(await files.rows(columns, [{ n: 5 }, { n: 50 }, { n: 50 }, { n: null }]));
    const [n, x, missing] = await engine.distances(whole, other, ['n', 'x', 'nothing']);
    const left = rows.map((row) => row.n);
    const right = [5, 50, 50];
    const share = (values: readonly number[], at: number): number =>
      values.filter((each) => each <= at).length / values.length;
    const gaps = Array.from({ length: 100 }, (_each, at) => Math.abs(share(left, at) - share(right, at)));
    expect(n).toMatchObject({ referenceFinite: 997, currentFinite: 3 });
    const { kolmogorovSmirnov, wasserstein } = n as { kolmogorovSmirnov: number; wasserstein: number };
    expect(kolmogorovSmirnov).toBeCloseTo(Math.max(...gaps), 14);
    expect(wasserstein).toBeCloseTo(
      gaps.reduce((sum, gap) => sum + gap, 0),
      12,
    );
    expect(x).toMatchObject({ currentFinite: 0, kolmogorovSmirnov: undefined, wasserstein: undefined });
    expect(missing).toEqual({ name: 'nothing', refused: 'missing-column', message: 'no column nothing' });
  });

  it('finds no distance between a snapshot and itself, however many values it has', async () => {
    const many = sourceOf(
      await files.rows(
        columns,
        Array.from({ length: 7000 }, (_, row) => ({ n: (row * 7919) % 7001 })),
      ),
    );
    const [n] = await engine.distances(many, many, ['n']);
    expect(n).toMatchObject({ referenceFinite: 7000, currentFinite: 7000, kolmogorovSmirnov: 0, wasserstein: 0 });
  });

  it('refuses one column and measures the others', async () => {
    const [color, x] = await engine.survey(whole, [{ name: 'color' }, { name: 'x' }]);
    expect(color).toMatchObject({ name: 'color', refused: 'unsupported-type' });
    expect(x).toMatchObject({ name: 'x', rows: 997 });
    const [n, region] = (
      await engine.categories(whole, [
        { name: 'n', limit: 5 },
        { name: 'region', limit: 5 },
      ])
    ).columns;
    expect(n).toEqual({
      name: 'n',
      refused: 'too-many-categories',
      message: 'column n has more than 5 distinct values',
    });
    expect(region).toMatchObject({ nulls: 59 });
  });

  it('refuses files of other columns, by name, and too many slices', async () => {
    const odd = await files.rows([{ name: 'x', type: 'int64' }, ...columns.slice(1)], [{ x: 1 }], {});
    const [first] = cut.parts;
    const mixed = several([String(first?.path), odd]);
    expect(await refusalOf(engine.schema(mixed))).toBe(
      `mixed: ${basename(odd)}: other columns than the first file: column 1 is x, INT64; in the first file x, DOUBLE`,
    );
    expect(await refusalOf(engine.histogram(whole, histograms, { sliceBy: { column: 'n', limit: 99 } }))).toBe(
      'too-many-categories: the slice column n has more than 99 values',
    );
    expect(await refusalOf(engine.histogram(whole, histograms, { sliceBy: { column: 'x', limit: 99 } }))).toBe(
      'unsupported-type: column x is DOUBLE; expected boolean, string, integer or date',
    );
  });
});
