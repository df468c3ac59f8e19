import { describe, expect, it } from 'vitest';
import { crossChecked } from '../../src/snapshots/cross-check.ts';
import type { SnapshotEngine } from '../../src/snapshots/engine.ts';
import { SnapshotError } from '../../src/snapshots/snapshot-error.ts';
import { openEngines, parquetFolder, refusalOf, sourceOf } from './parquet-files.ts';

const files = parquetFolder();
const [duckdb, javascript] = (await openEngines()) as readonly [SnapshotEngine, SnapshotEngine];
const rows = Array.from({ length: 300 }, (_, index) => ({
  x: Math.sin(index),
  s: `k${index % 3}`,
  g: index % 2 === 0,
}));
const columns = [
  { name: 'x', type: 'double' },
  { name: 's', type: 'string' },
  { name: 'g', type: 'boolean' },
] as const;
const source = sourceOf(await files.rows(columns, rows));
const sliceBy = { column: 'g', limit: 3 };

/** An engine that counts one value of column x too many. */
const wrong: SnapshotEngine = {
  ...javascript,
  survey: async (...asked) =>
    (await javascript.survey(...asked)).map((each) =>
      'finite' in each && each.name === 'x' ? { ...each, finite: each.finite + 1 } : each,
    ),
};
/** An engine that gives up. */
const tired: SnapshotEngine = {
  ...javascript,
  categories: async () => {
    throw new SnapshotError('limit', 'too many rows');
  },
};

describe('a cross-check', () => {
  it('gives what both engines give, and counts how often they agree', async () => {
    const both = crossChecked(duckdb, javascript);
    expect(both.name).toBe('duckdb');
    expect(await both.schema(source)).toEqual(await duckdb.schema(source));
    const histogram = [{ name: 'x', sets: [{ edges: [0], closed: 'right' }] }] as const;
    expect(await both.histogram(source, histogram, { sliceBy })).toEqual(
      await duckdb.histogram(source, histogram, { sliceBy }),
    );
    expect(await both.survey(source, [{ name: 'x' }])).toEqual(await duckdb.survey(source, [{ name: 'x' }]));
    const categories = [{ name: 's', limit: 5 }];
    expect(await both.categories(source, categories)).toEqual(await duckdb.categories(source, categories));
    expect(await both.distances(source, source, ['x'])).toEqual(await duckdb.distances(source, source, ['x']));
    // One column whole, in two slices, and in three further calls.
    expect(both.crossCheck()).toEqual({ engines: ['duckdb', 'javascript'], agreed: 6, differences: [] });
  });

  it('refuses the one column that differs, by name', async () => {
    const both = crossChecked(duckdb, wrong);
    const [x, s] = await both.survey(source, [{ name: 'x' }, { name: 's' }]);
    expect(x).toEqual({
      name: 'x',
      refused: 'disagreement',
      message: 'cross-check: column x: duckdb and javascript do not give the same counts',
    });
    // What the first engine refuses keeps its words, and is no difference.
    expect(s).toMatchObject({ refused: 'unsupported-type' });
    expect(both.crossCheck().differences).toEqual(['column x: duckdb and javascript do not give the same counts']);
  });

  it('does not take what only one engine gave', async () => {
    const both = crossChecked(duckdb, tired);
    const refusal = await refusalOf(both.categories(source, [{ name: 's', limit: 5 }]));
    expect(refusal).toBe('disagreement: cross-check: javascript could not recompute what duckdb gave: too many rows');
    expect(both.crossCheck()).toMatchObject({ agreed: 0, differences: [expect.stringContaining('too many rows')] });
  });
});
