import fc from 'fast-check';
import { expect } from 'vitest';
import type { HistogramRequest, SurveyRequest } from '../../src/snapshots/column-counts.ts';
import type { SnapshotEngine } from '../../src/snapshots/engine.ts';
import { numericTypes } from '../../src/snapshots/footer.ts';
import type { SnapshotSource } from '../../src/snapshots/source.ts';

/** Columns of generated tables. */
export const generatedShape = [
  { name: 'd', type: 'double' },
  { name: 'f', type: 'float' },
  { name: 'i', type: 'int32' },
  { name: 'l', type: 'int64' },
  { name: 'b', type: 'boolean' },
  { name: 's', type: 'string' },
  { name: 't', type: 'string' },
] as const;

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 6, nil: null });

/** Rows with all that doubles and texts can hold. */
export const generatedRows = fc.array(
  fc.record({
    d: orNull(fc.oneof(fc.double(), fc.constantFrom(-0, 0, 5e-324, -1.7976931348623157e308, 1.7976931348623157e308))),
    f: orNull(fc.float()),
    i: orNull(fc.integer()),
    l: orNull(fc.maxSafeInteger()),
    b: orNull(fc.boolean()),
    s: orNull(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('', 'a', "it's", '\\', 'é', 'e\u0301')),
    ),
    t: orNull(fc.constantFrom('', 'EU', "it's", 'nan')),
  }),
  { maxLength: 80 },
);

/** Columns of all types as DuckDB writes them, out of the number i of the row; with outliers, ties and values that lie close together. */
export const oddColumns = `
  sin(i) AS "sine", CASE WHEN i = 7 THEN 1e300 ELSE i / 7 END AS "outlier", 1 + (i % 1000) * 2.220446049250313e-16 AS "close",
  CASE WHEN i % 10 < 9 THEN 0.5 ELSE i END AS "tied", CASE i % 9 WHEN 0 THEN NULL WHEN 1 THEN 'nan'::DOUBLE WHEN 2 THEN 'inf'::DOUBLE
  WHEN 3 THEN '-inf'::DOUBLE WHEN 4 THEN -0.0 ELSE i END AS "odd", (i % 40 - 20)::FLOAT AS "single", (i % 3)::TINYINT AS "tiny",
  (i % 60000)::USMALLINT AS "unsigned", 9007199254740992::BIGINT + (i % 2) AS "beyond", (i % 12345 - 5000)::DECIMAL(9, 3) / 8 AS "decimal",
  (i % 100)::DECIMAL(38, 20) AS "wide", i % 2 = 0 AS "flag", DATE '1950-01-01' + (i % 40000)::INTEGER AS "day",
  TIMESTAMP '1960-01-01 00:00:00.123456' + to_microseconds(i * 1234567891) AS "moment",
  make_timestamp_ns(i * 1234567891 - 400000000000001) AS "nanos", make_timestamp_ms((i - 1000) * 86399999) AS "millis",
  TIMESTAMPTZ '2020-01-01 00:00:00+00' + to_microseconds(i) AS "zoned", ['red', 'größer', '', 'a\\b', NULL][1 + i % 5] AS "colour",
  ['EU', 'US', NULL][1 + i % 3] AS "region", NULL::DOUBLE AS "nothing", 3.5 AS "constant", [i] AS "list"`.replace(
  /\n\s*/g,
  ' ',
);

const edgesOf = (values: readonly number[]): readonly number[] =>
  [...new Set(values.map((value) => value + 0))].sort((a, b) => a - b);

/** Asks everything of a column of numbers. */
export const surveyRequest = (name: string): SurveyRequest => ({
  name,
  ranks: [
    { rule: 'parts', parts: 10 },
    { rule: 'linear', probabilities: [0.001, 0.37] },
    { rule: 'ranks', ranks: [1, 2] },
  ],
  distinctLimit: 20,
  moments: true,
});

/** Holds everything that an engine answers about a table against what another one answers about the same rows. */
export const agree = async <Source>(
  [engine, table]: readonly [SnapshotEngine<Source>, Source],
  [other, file]: readonly [SnapshotEngine, SnapshotSource],
  sliceBy: string,
): Promise<void> => {
  const schema = await engine.schema(table);
  const expected = await other.schema(file);
  expect(schema.rows).toBe(expected.rows);
  const types = schema.columns.map(({ name, type }) => [name, type]);
  expect(types).toEqual(expected.columns.map(({ name, type }) => [name, type]));
  const names = schema.columns.map(({ name }) => name);
  const numeric = names.filter((name) =>
    (numericTypes as readonly string[]).includes(schema.columns.find((column) => column.name === name)?.type ?? ''),
  );
  const surveys = numeric.map(surveyRequest);
  const surveyed = await other.survey(file, surveys);
  expect(await engine.survey(table, surveys)).toEqual(surveyed);
  const requests = names.map((name): HistogramRequest => {
    const found = surveyed.find((each) => each.name === name);
    const values = found && 'order' in found ? found.order.map(({ value }) => value) : [0];
    return {
      name,
      sets: [
        { edges: edgesOf(values), closed: 'right' },
        { edges: edgesOf([...values, 0.5]), closed: 'left' },
        { edges: [], closed: 'right' },
      ],
    };
  });
  const slices = { column: sliceBy, limit: 10 };
  const textual = (counted: unknown): unknown =>
    JSON.parse(JSON.stringify(counted), (key, value) => (key === 'message' ? '' : value));
  for (const options of [{}, { sliceBy: slices }])
    expect(textual(await engine.histogram(table, requests, options))).toEqual(
      textual(await other.histogram(file, requests, options)),
    );
  const categories = names.map((name) => ({ name, limit: 200 }));
  const known = names.map((name) => ({
    name,
    limit: 200,
    known: ['0', '0.5', 'red', 'true', "it's", '1950-01-02', 'never'],
  }));
  for (const [asked, options] of [
    [categories, {}],
    [known, {}],
    [known, { sliceBy: slices }],
  ] as const)
    expect(textual(await engine.categories(table, asked, options))).toEqual(
      textual(await other.categories(file, asked, options)),
    );
};
