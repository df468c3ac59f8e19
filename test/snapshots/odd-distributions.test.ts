import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { openEngine } from '../../src/snapshots/registry.ts';
import { parquetFolder, sourceOf } from './parquet-files.ts';

const files = parquetFolder();
const rows = 60_000;

/** A number of the row that looks like chance. */
const chance = '((i * 7919 + 17) % 60000)';

/** Expressions of `i` that lie badly for a grid laid over a sample of the first rows of each row group. */
const columns = {
  sorted: 'i::DOUBLE',
  tied: `CASE WHEN ${chance} < 40000 THEN 0.1 ELSE sin(i) END`,
  nearlyTied: `CASE WHEN ${chance} < 40000 THEN 0.1 + (i % 2) * 1e-17 ELSE 1e6 * sin(i) END`,
  subnormal: `CASE WHEN ${chance} < 50000 THEN (${chance} % 7) * 5e-324 ELSE 1e300 * sin(i) END`,
  outlier: `CASE WHEN ${chance} = 7 THEN 1e308 WHEN ${chance} = 8 THEN -1e308 ELSE sin(i) END`,
  powers: `pow(10.0, (${chance} % 600) - 300) * (CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END)`,
  late: 'CASE WHEN i % 20000 < 3000 THEN 1.5 ELSE 1000 + sin(i) END',
  constant: '42::DOUBLE',
  big: `9007199254740992 - ${chance}`,
  wide: `(${chance} * 150119987579016)::BIGINT // 1000`,
  nothing: 'NULL::DOUBLE',
  odd: `CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN 'nan'::DOUBLE ELSE -'inf'::DOUBLE END`,
} as const;
const names = Object.keys(columns);

const path = await files.query(
  `SELECT ${Object.entries(columns)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(', ')} FROM range(${rows}) r(i)`,
  'PARQUET_VERSION V1, ROW_GROUP_SIZE 20000',
);

describe('columns that lie badly for a grid', () => {
  it('have the order statistics of a sort, at few and at many ranks', async () => {
    const [duckdb, javascript] = [
      await openEngine('duckdb', defaultLimits),
      await openEngine('javascript', defaultLimits),
    ];
    for (const ranks of [
      [{ rule: 'parts', parts: 10 } as const],
      [{ rule: 'parts', parts: 1000 } as const, { rule: 'ranks', ranks: [1, 2, rows - 1, rows] } as const],
    ]) {
      const requests = names.map((name) => ({ name, ranks, distinctLimit: 20, moments: true }));
      const found = await duckdb.survey(sourceOf(path), requests);
      const expected = await javascript.survey(sourceOf(path), requests);
      for (const [index, name] of names.entries()) expect([name, found[index]]).toEqual([name, expected[index]]);
    }
    await duckdb.close();
    await javascript.close();
  });
});
