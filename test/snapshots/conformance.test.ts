import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  Apart,
  CategoryCounts,
  EdgeSet,
  NumericCounts,
  NumericSurvey,
} from '../../src/snapshots/column-counts.ts';
import type { WrittenRow } from '../../src/snapshots/write-parquet.ts';
import { asked, openEngines, parquetFolder } from './parquet-files.ts';

const files = parquetFolder();
const engines = (await openEngines()).map(asked);

type Cell = number | string | boolean | null | undefined;

/** The answers, computed from the rows in the simplest way: by sorting and filtering. */
const numbers = (cells: readonly Cell[]): number[] =>
  cells.filter((cell): cell is number => typeof cell === 'number').map((cell) => (cell === 0 ? 0 : cell));
const finite = (cells: readonly Cell[]): number[] =>
  numbers(cells)
    .filter((value) => Number.isFinite(value))
    .sort((a, b) => a - b);

const apartOf = (name: string, cells: readonly Cell[]): Apart => {
  const all = numbers(cells);
  return {
    name,
    rows: cells.length,
    nulls: cells.length - all.length,
    nans: all.filter(Number.isNaN).length,
    positiveInfinities: all.filter((value) => value === Number.POSITIVE_INFINITY).length,
    negativeInfinities: all.filter((value) => value === Number.NEGATIVE_INFINITY).length,
  };
};

type Survey = Omit<NumericSurvey, 'moments'>;

const expectedSummary = (name: string, cells: readonly Cell[], parts: number, limit: number): Survey => {
  const sorted = finite(cells);
  const distinct = [...new Set(sorted)];
  const order = new Map<number, Survey['order'][number]>();
  for (let k = 1; k < parts && sorted.length > 0; k += 1) {
    // The smallest value that at least k/parts of the values do not exceed.
    const rank = sorted.findIndex((_, index) => (index + 1) * parts >= k * sorted.length) + 1;
    const value = sorted[rank - 1] as number;
    const below = sorted.filter((each) => each < value).length;
    order.set(rank, { rank, value, below, atMost: below + sorted.filter((each) => each === value).length });
  }
  return {
    ...apartOf(name, cells),
    finite: sorted.length,
    min: sorted[0],
    max: sorted.at(-1),
    order: [...order.values()],
    distinct:
      distinct.length <= limit
        ? distinct.map((value) => ({ value, count: sorted.filter((each) => each === value).length }))
        : undefined,
  };
};

/** The surveys without their moments, which are held against those of the plain sums. */
const withoutMoments = (surveys: readonly NumericSurvey[], rows: readonly WrittenRow[]): readonly Survey[] =>
  surveys.map(({ moments, ...survey }) => {
    const sorted = finite(column(rows, survey.name));
    const [min, max] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
    const largest = Math.max(-min, max);
    const spread = max - min;
    if (sorted.length > 0 && (spread === 0 || (spread > 1e-140 && spread < 1e140))) {
      const unit = largest === 0 ? 1 : largest;
      const mean = sorted.reduce((sum, value) => sum + value / unit, 0) / sorted.length;
      const square = sorted.reduce((sum, value) => sum + (value / unit - mean) ** 2, 0) / sorted.length;
      expect((moments?.mean ?? Number.NaN) / unit).toBeCloseTo(mean, 12);
      expect((moments?.standardDeviation ?? Number.NaN) / unit).toBeCloseTo(Math.sqrt(square), 7);
    }
    return survey;
  });

const expectedCounts = (name: string, cells: readonly Cell[], sets: readonly EdgeSet[]): NumericCounts => ({
  ...apartOf(name, cells),
  bins: sets.map(({ edges, closed }) => {
    const bounds = [Number.NEGATIVE_INFINITY, ...edges, Number.POSITIVE_INFINITY];
    return bounds.slice(1).map((bound, index) => {
      const from = bounds[index] as number;
      return finite(cells).filter((value) =>
        closed === 'right' ? value > from && value <= bound : value >= from && value < bound,
      ).length;
    });
  }),
});

const expectedCategories = (name: string, cells: readonly Cell[], known?: readonly string[]): CategoryCounts => {
  const values = cells.filter((cell) => cell !== null && cell !== undefined);
  const texts = values
    .filter((value) => typeof value !== 'number' || Number.isFinite(value))
    .map((value) => String(value === 0 ? 0 : value));
  const count = (value: string) => ({ value, count: texts.filter((text) => text === value).length });
  const seen = [...new Set(texts)].sort();
  const unseen = known ? seen.filter((value) => !known.includes(value)).map(count) : [];
  return {
    name,
    rows: cells.length,
    nulls: cells.length - values.length,
    nans: values.filter((value) => Number.isNaN(value)).length,
    positiveInfinities: values.filter((value) => value === Number.POSITIVE_INFINITY).length,
    negativeInfinities: values.filter((value) => value === Number.NEGATIVE_INFINITY).length,
    categories: [...(known ?? seen)].sort().map(count),
    unseen: unseen.reduce((sum, entry) => sum + entry.count, 0),
    largestUnseen: unseen.sort((a, b) => b.count - a.count).slice(0, 20),
  };
};

const column = <T extends string>(rows: readonly WrittenRow[], name: T): readonly Cell[] =>
  rows.map((row) => row[name]);

const shape = [
  { name: 'd', type: 'double' },
  { name: 'f', type: 'float' },
  { name: 'tied', type: 'double' },
  { name: 'i', type: 'int32' },
  { name: 'l', type: 'int64' },
  { name: 'b', type: 'boolean' },
  { name: 's', type: 'string' },
] as const;

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 6, nil: null });
const row = fc.record({
  d: orNull(fc.double()),
  f: orNull(fc.float()),
  tied: orNull(fc.constantFrom(-1, -0, 0, 0.1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)),
  i: orNull(fc.integer()),
  l: orNull(fc.maxSafeInteger()),
  b: orNull(fc.boolean()),
  s: orNull(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('', 'a', 'A', '\0', 'NaN', 'é', 'e\u0301')),
  ),
});
const options = fc.record({
  rowGroupRows: fc.integer({ min: 1, max: 60 }),
  compression: fc.constantFrom('UNCOMPRESSED', 'GZIP', 'SNAPPY'),
});
const edge = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

describe('every engine gives the integers that the rows give', () => {
  it('on generated files', async () => {
    const numeric = ['d', 'f', 'tied', 'i', 'l'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 120 }),
        options,
        fc.uniqueArray(edge, { maxLength: 6 }),
        async (rows, how, asked) => {
          const path = await files.rows(shape, rows, how);
          const edges = [...asked].sort((a, b) => a - b);
          const sets = [
            { edges, closed: 'right' },
            { edges, closed: 'left' },
            { edges: edges.slice(0, 1), closed: 'left' },
          ] as const;
          const seen: unknown[] = [];
          for (const engine of engines) {
            expect((await engine.schema(path)).rows).toBe(rows.length);
            const surveys = await engine.summarize(path, numeric, 10, 5);
            seen.push(surveys);
            expect(withoutMoments(surveys, rows)).toEqual(
              numeric.map((name) => expectedSummary(name, column(rows, name), 10, 5)),
            );
            expect(withoutMoments(await engine.summarize(path, ['tied'], 7, 20), rows)).toEqual([
              expectedSummary('tied', column(rows, 'tied'), 7, 20),
            ]);
            expect(
              await engine.histogram(
                path,
                numeric.map((name) => ({ name, sets })),
              ),
            ).toEqual(numeric.map((name) => expectedCounts(name, column(rows, name), sets)));
            const all = ['s', 'b', 'tied', 'i', 'd'] as const;
            expect(
              await engine.categories(
                path,
                all.map((name) => ({ name })),
                1_000,
              ),
            ).toEqual(all.map((name) => expectedCategories(name, column(rows, name))));
            const known = ['0', '0.5', 'a', 'true', 'never'];
            expect(
              await engine.categories(
                path,
                all.map((name) => ({ name, known })),
                1_000,
              ),
            ).toEqual(all.map((name) => expectedCategories(name, column(rows, name), [...known].sort())));
          }
          for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each(['uncompressed', 'snappy', 'gzip'])(
    'on what DuckDB writes as Parquet V1, %s, with dictionaries',
    async (codec) => {
      const path = await files.query(
        `SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE sin(i) END AS d, (i % 5)::DOUBLE AS few, (i % 40 - 20)::FLOAT AS f,
         i::INTEGER AS i, (i % 3)::TINYINT AS t, (i % 200)::BIGINT AS l, i % 2 = 0 AS b, NULL::DOUBLE AS n,
         ['red', 'green', 'größer', ''][1 + i % 4] AS s
       FROM range(5000) r(i)`,
        `PARQUET_VERSION V1, COMPRESSION ${codec}, ROW_GROUP_SIZE 2048`,
      );
      const numeric = ['d', 'few', 'f', 'i', 't', 'l', 'n'];
      const [duckdb, lite] = await Promise.all(
        engines.map(async (engine) => [
          await engine.schema(path),
          await engine.summarize(path, numeric, 10, 20),
          await engine.histogram(
            path,
            numeric.map((name) => ({ name, sets: [{ edges: [-10, -0.5, 0, 0.25, 2, 100], closed: 'right' }] })),
          ),
          await engine.categories(
            path,
            [{ name: 's' }, { name: 'b' }, { name: 'few' }, { name: 'l', known: ['7'] }],
            500,
          ),
        ]),
      );
      expect(lite).toEqual(duckdb);
      expect(duckdb?.[2]).toContainEqual(
        expect.objectContaining({ name: 'i', rows: 5000, bins: [[0, 0, 1, 0, 2, 98, 4899]] }),
      );
    },
  );

  it('on a file with no rows', async () => {
    const path = await files.rows(shape, []);
    for (const engine of engines) {
      expect((await engine.schema(path)).rows).toBe(0);
      expect(withoutMoments(await engine.summarize(path, ['d', 'i'], 10, 20), [])).toEqual(
        ['d', 'i'].map((name) => expectedSummary(name, [], 10, 20)),
      );
      const sets = [{ edges: [1], closed: 'right' }] as const;
      expect(await engine.histogram(path, [{ name: 'd', sets }])).toEqual([expectedCounts('d', [], sets)]);
      expect(await engine.categories(path, [{ name: 's' }], 10)).toEqual([expectedCategories('s', [])]);
    }
  });

  it('whatever the columns and the file are called', async () => {
    const names = [
      'a"b',
      "it's",
      'A',
      'a',
      'select',
      'ünï 😀',
      'x.y',
      'x,y',
      '); DROP TABLE x; --',
      '0',
      'constructor',
    ];
    const rows = [1, 2, 3].map((value) => Object.fromEntries(names.map((name, index) => [name, value * (index + 1)])));
    const written = await files.rows(
      names.map((name) => ({ name, type: 'double' }) as const),
      rows,
    );
    const { readFileSync } = await import('node:fs');
    const path = files.bytes(readFileSync(written), "it's a=1 [x]*?.parquet");
    for (const engine of engines) {
      const summaries = await engine.summarize(path, names, 2, 20);
      expect(summaries.map(({ name, max }) => [name, max])).toEqual(
        names.map((name, index) => [name, 3 * (index + 1)]),
      );
    }
  });

  it('with integers beyond 2^53: exact as categories, refused as numbers', async () => {
    const path = await files.query(
      'SELECT 9007199254740992::BIGINT + (i % 2) AS big, 9007199254740992 AS edge FROM range(10) r(i)',
      'PARQUET_VERSION V1',
    );
    for (const engine of engines) {
      expect((await engine.categories(path, [{ name: 'big' }], 10))[0]?.categories).toEqual([
        { value: '9007199254740992', count: 5 },
        { value: '9007199254740993', count: 5 },
      ]);
      await expect(engine.summarize(path, ['big'], 10, 20)).rejects.toThrow('integers beyond 2^53');
      await expect(engine.histogram(path, [{ name: 'big', sets: [{ edges: [0], closed: 'right' }] }])).rejects.toThrow(
        'beyond 2^53',
      );
      expect((await engine.summarize(path, ['edge'], 10, 20))[0]?.max).toBe(2 ** 53);
    }
  });
});
