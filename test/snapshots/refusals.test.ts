import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { openEngine } from '../../src/snapshots/registry.ts';
import { SnapshotError } from '../../src/snapshots/snapshot-error.ts';
import { type AskedEngine, asked, openEngines, parquetFolder, refusalOf } from './parquet-files.ts';

const files = parquetFolder();
const engines = (await openEngines()).map(asked);
const [duckdb, lite] = [engines[0], engines[1]];
if (duckdb?.name !== 'duckdb' || lite?.name !== 'javascript') throw new Error('expected the two engines');

const numbers = 'SELECT i::DOUBLE / 7 AS x FROM range(3000) r(i)';
const repetitive = 'SELECT (i % 10)::DOUBLE AS x FROM range(3000) r(i)';

/** Everything that both engines say of a file, column by column. */
const everything = async (engine: AskedEngine, path: string, numeric: readonly string[], valued: readonly string[]) => [
  await engine.schema(path),
  await engine.summarize(path, numeric, 10, 20),
  await engine.histogram(
    path,
    numeric.map((name) => ({ name, sets: [{ edges: [-1, 0, 100, 1e9], closed: 'left' }] })),
  ),
  await engine.categories(
    path,
    valued.map((name) => ({ name })),
    20_000,
  ),
];

describe('what parquetjs-lite would read wrongly is read by hyparquet, and as DuckDB reads it', () => {
  it('INT96', async () => {
    const written = await files.lite(
      { x: { type: 'DOUBLE' }, seen: { type: 'INT96' } },
      [{ x: 1, seen: 2_000_000_000 }],
      { useDataPageV2: false },
    );
    // parquetjs-lite writes the number into the first eight of twelve bytes: nanoseconds of a day. The day, a Julian one, follows.
    const bytes = readFileSync(written);
    const stored = Buffer.alloc(12);
    stored.writeBigInt64LE(2_000_000_000n);
    // Statistics hold it as well, in front of the page or behind it.
    for (let at = bytes.indexOf(stored); at > 0; at = bytes.indexOf(stored, at))
      bytes.writeInt32LE(2_440_588 + 20_000, at + 8);
    const path = files.bytes(bytes);
    const found = await everything(lite, path, ['x', 'seen'], ['seen']);
    expect(found).toEqual(await everything(duckdb, path, ['x', 'seen'], ['seen']));
    const [seen] = await lite.categories(path, [{ name: 'seen' }], 5);
    expect(seen?.categories).toEqual([{ value: '2024-10-04T00:00:02.000000Z', count: 1 }]);
    expect((await lite.schema(path)).columns[1]).toEqual({ name: 'seen', type: 'timestamp', physical: 'INT96' });
  });

  it.each([
    ['ZSTD', numbers, 'PARQUET_VERSION V1, COMPRESSION zstd', ['x'], ['x']],
    ['BROTLI', numbers, 'PARQUET_VERSION V1, COMPRESSION brotli', ['x'], []],
    ['LZ4_RAW', numbers, 'PARQUET_VERSION V1, COMPRESSION lz4_raw', ['x'], []],
    [
      'decimals of every width',
      `SELECT ((i - 1500) / 7)::DECIMAL(4, 1) AS d4, ((i - 1000) / 7)::DECIMAL(9, 4) AS d9, ((i - 1000) * 1000 / 7)::DECIMAL(18, 4) AS d18,
       ((i - 1000) / 7)::DECIMAL(38, 10) AS d38 FROM range(3000) r(i)`,
      'PARQUET_VERSION V1',
      ['d4', 'd9', 'd18', 'd38'],
      ['d4', 'd9', 'd18', 'd38'],
    ],
    [
      'unsigned integers',
      `SELECT (4294967295 - i)::UINTEGER AS u32, (i * 7)::USMALLINT AS u16, (i % 256)::UTINYINT AS u8, (i * 1000000)::UBIGINT AS u64
       FROM range(3000) r(i)`,
      'PARQUET_VERSION V1',
      ['u32', 'u16', 'u8', 'u64'],
      ['u32', 'u16', 'u8', 'u64'],
    ],
    [
      'dates and timestamps of every unit',
      `SELECT DATE '1960-01-01' + i::INTEGER * 11 AS d, (TIMESTAMP '1969-12-31 23:59:59.5' + to_microseconds(i * 777777)) AS us,
       (TIMESTAMP '1969-12-31 23:59:59.5' + to_milliseconds(i * 777777))::TIMESTAMP_MS AS ms,
       make_timestamp_ns(i * 777777777 - 1234567890123) AS ns,
       (TIMESTAMP '2026-01-01' + to_seconds(i * 7))::TIMESTAMPTZ AS zoned FROM range(3000) r(i)`,
      'PARQUET_VERSION V1',
      ['d', 'us', 'ms', 'ns', 'zoned'],
      ['d', 'us', 'ms', 'ns', 'zoned'],
    ],
    ['BYTE_STREAM_SPLIT', numbers, 'PARQUET_VERSION V2', ['x'], []],
    ['RLE_DICTIONARY', repetitive, 'PARQUET_VERSION V2', ['x'], ['x']],
    ['DELTA_BINARY_PACKED', 'SELECT i * i AS x FROM range(3000) r(i)', 'PARQUET_VERSION V2', ['x'], []],
    [
      'DELTA_LENGTH_BYTE_ARRAY and RLE booleans',
      "SELECT 'k' || i AS s, i % 3 = 0 AS b, CASE WHEN i % 5 > 0 THEN i::DOUBLE END AS x FROM range(3000) r(i)",
      'PARQUET_VERSION V2',
      ['x'],
      ['s', 'b'],
    ],
    [
      'a dictionary of more than 256 entries, whose repeated runs parquetjs-lite adds up',
      "SELECT 'v' || lpad((i // 20)::VARCHAR, 4, '0') AS s, i::DOUBLE AS x FROM range(8000) r(i)",
      'PARQUET_VERSION V1, ROW_GROUP_SIZE 10000',
      ['x'],
      ['s'],
    ],
  ] as const)('%s', async (_what, sql, options, numeric, valued) => {
    const path = await files.query(sql, options);
    const found = await everything(lite, path, numeric, valued);
    expect(found).toEqual(await everything(duckdb, path, numeric, valued));
    expect(found[1]).toHaveLength(numeric.length);
  });

  it('footer version 2', async () => {
    const path = await files.rows([{ name: 'x', type: 'double' }], [{ x: 1 }]);
    const bytes = readFileSync(path);
    const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
    // The first field of the footer: number 1, type i32, value 1 as zigzag.
    expect([...bytes.subarray(footer, footer + 2)]).toEqual([0x15, 0x02]);
    bytes[footer + 1] = 0x04;
    const [x] = await lite.summarize(files.bytes(bytes), ['x'], 2, 5);
    expect(x).toMatchObject({ finite: 1, max: 1 });
  });

  it('with what they mean in words', async () => {
    const path = await files.query(
      `SELECT DATE '2026-01-31' AS d, TIMESTAMP '2026-01-31 23:59:59.000001' AS t, -1.50::DECIMAL(9, 2) AS m, 300::DECIMAL(38, 3) AS h,
       make_timestamp_ns(-1) AS n, TRUE AS b`,
      'PARQUET_VERSION V1',
    );
    for (const engine of [duckdb, lite]) {
      const names = ['d', 't', 'm', 'h', 'n', 'b'].map((name) => ({ name }));
      const values = (await engine.categories(path, names, 5)).map(({ categories: [only] }) => only?.value);
      expect(values).toEqual([
        '2026-01-31',
        '2026-01-31T23:59:59.000001Z',
        '-1.5',
        '300',
        '1969-12-31T23:59:59.999999Z',
        'true',
      ]);
      const [d, m] = await engine.summarize(path, ['d', 'm'], 2, 5);
      expect([d?.max, m?.max]).toEqual([20_484, -1.5]);
    }
  });

  it('and decimals whose digits exceed 2^53 are refused as numbers', async () => {
    const path = await files.query('SELECT 90071992547409.93::DECIMAL(18, 2) AS big, 1.5 AS x', 'PARQUET_VERSION V1');
    for (const engine of [duckdb, lite]) {
      expect(await refusalOf(engine.summarize(path, ['big'], 2, 5))).toContain('holds decimals of digits beyond 2^53');
      expect((await engine.categories(path, [{ name: 'big' }], 5))[0]?.categories).toEqual([
        { value: '90071992547409.93', count: 1 },
      ]);
    }
  });

  it('nested columns, bytes and times of day are refused with a clear word', async () => {
    const path = await files.query(
      "SELECT [1, 2] AS list, {'a': 1} AS struct, MAP {'a': 1} AS map, 'x'::BLOB AS bytes, TIME '12:00:00' AS clock, 1.5::DOUBLE AS x",
      'PARQUET_VERSION V1',
    );
    for (const engine of [duckdb, lite])
      for (const [name, physical] of [
        ['list', 'group (LIST)'],
        ['struct', 'group'],
        ['map', 'group (MAP)'],
        ['bytes', 'BYTE_ARRAY'],
        ['clock', 'INT64 (TIME_MICROS)'],
      ] as const) {
        const refusal = `unsupported-type: column ${name} is ${physical}; expected `;
        expect(await refusalOf(engine.summarize(path, [name], 2, 5))).toContain(refusal);
        expect(await refusalOf(engine.categories(path, [{ name }], 5))).toContain(refusal);
      }
    for (const engine of [duckdb, lite]) expect((await engine.summarize(path, ['x'], 2, 5))[0]?.max).toBe(1.5);
  });

  it('the V2 pages that it writes itself it reads itself', async () => {
    const rows = Array.from({ length: 900 }, (_, index) => ({
      x: index % 5 === 0 ? null : index / 7,
      s: `k${index % 3}`,
    }));
    for (const compression of ['UNCOMPRESSED', 'SNAPPY', 'GZIP'] as const) {
      const path = await files.lite(
        { x: { type: 'DOUBLE', optional: true, compression }, s: { type: 'UTF8', compression } },
        rows,
        { rowGroupSize: 200, pageSize: 50 },
      );
      const of = async (engine: typeof lite) => [
        await engine.summarize(path, ['x'], 10, 20),
        await engine.categories(path, [{ name: 's' }], 10),
      ];
      expect(await of(lite)).toEqual(await of(duckdb));
    }
  });
});

describe.each(engines.map((engine) => [engine.name, engine] as const))('%s refuses', (_, engine) => {
  it.each([
    ['an empty file', '', 'not-parquet: the file is empty (0 bytes)'],
    ['a short file', 'PAR1', 'not-parquet: the file has 4 bytes; no Parquet file is that short'],
    ['a text file', 'a,b\n1,2\n3,4\n5,6\n', 'not-parquet: the file does not start with PAR1'],
    ['an encrypted file', `PARE${' '.repeat(20)}PARE`, 'unsupported-encoding: the file is encrypted'],
  ])('%s', async (_what, content, refusal) => {
    expect(await refusalOf(engine.schema(files.bytes(content)))).toBe(refusal);
  });

  it('a truncated file, and one with a hole', async () => {
    const path = await files.rows([{ name: 'x', type: 'double' }], [{ x: 1 }, { x: 2 }]);
    const bytes = readFileSync(path);
    expect(await refusalOf(engine.schema(files.bytes(bytes.subarray(0, bytes.length - 20))))).toContain(
      'does not end with PAR1: it was cut off',
    );
    const hollow = Buffer.concat([bytes.subarray(0, 8), bytes.subarray(40)]);
    await refusalOf(engine.summarize(files.bytes(hollow), ['x'], 10, 20));
  });

  it('a missing file, without telling where it looked', async () => {
    const refusal = await refusalOf(engine.schema(`${files.folder}/nowhere.parquet`));
    expect(refusal).toBe('unreadable: the file cannot be opened');
  });

  it('missing columns, columns of other types, and too many categories', async () => {
    const path = await files.rows(
      [
        { name: 's', type: 'string' },
        { name: 't', type: 'timestamp' },
      ],
      Array.from({ length: 12 }, (_, index) => ({ s: `k${index}`, t: index })),
    );
    expect(await refusalOf(engine.summarize(path, ['x'], 10, 20))).toBe('missing-column: no column x');
    expect(await refusalOf(engine.summarize(path, ['s'], 10, 20))).toBe(
      'unsupported-type: column s is BYTE_ARRAY (UTF8); expected number, integer, decimal, date or timestamp',
    );
    expect(await refusalOf(engine.categories(path, [{ name: 's' }], 11))).toBe(
      'too-many-categories: column s has more than 11 distinct values',
    );
    const [known] = await engine.categories(path, [{ name: 's', known: ['k3'] }], 11);
    expect(known?.unseen).toBe(11);
  });

  it('more columns than the limit', async () => {
    const opened = await openEngine(engine.name, { ...defaultLimits, columns: 2 });
    const narrow = asked(opened);
    const path = await files.rows(
      ['a', 'b', 'c'].map((name) => ({ name, type: 'int32' })),
      [{ a: 1 }],
    );
    expect(await refusalOf(narrow.schema(path))).toBe('limit: the file has 3 columns; at most 2 are read');
    await opened.close();
  });

  it('what takes too long, and works on afterwards', async () => {
    const opened = await openEngine(engine.name, { ...defaultLimits, engineMilliseconds: 1 });
    const hasty = asked(opened);
    const path = await files.rows([{ name: 'x', type: 'double' }], [{ x: 1 }]);
    expect(await refusalOf(hasty.schema(path))).toMatch(/^limit: .* took longer than the 0 s allowed and was stopped$/);
    await opened.close();
    expect((await engine.schema(path)).rows).toBe(1);
  });

  it('bytes that were changed at random: each gives counts or a refusal, and the engine lives', async () => {
    const path = await files.rows(
      [
        { name: 'x', type: 'double' },
        { name: 's', type: 'string' },
        { name: 'i', type: 'int64' },
      ],
      Array.from({ length: 60 }, (_, index) => ({
        x: index / 3,
        s: index % 4 === 0 ? null : `k${index % 3}`,
        i: index,
      })),
      { rowGroupRows: 25 },
    );
    const good = readFileSync(path);
    let state = 20_261;
    const next = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    let refused = 0;
    for (let round = 0; round < 120; round += 1) {
      const bytes = Buffer.from(good);
      for (let change = 0; change <= next(3); change += 1)
        bytes[next(2) === 0 ? next(bytes.length) : bytes.length - 1 - next(400)] = next(256);
      const file = files.bytes(bytes, 'mutated.parquet');
      try {
        await engine.summarize(file, ['x', 'i'], 10, 20);
        const [counts] = await engine.categories(file, [{ name: 's' }], 100);
        expect(counts?.rows).toBeGreaterThanOrEqual(0);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(SnapshotError);
        expect((thrown as SnapshotError).message).not.toContain(files.folder);
        expect((thrown as SnapshotError).message).not.toMatch(/\n|reading '|undefined/);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(20);
    expect((await engine.schema(path)).rows).toBe(60);
  });
});

describe('the registry', () => {
  it('names the engines for an unknown name', async () => {
    expect(await refusalOf(openEngine('duckbd', defaultLimits))).toBe(
      'engine-missing: no snapshot engine "duckbd"; expected one of duckdb, javascript',
    );
  });
});
