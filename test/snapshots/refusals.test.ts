import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { openEngine } from '../../src/snapshots/registry.ts';
import { SnapshotError } from '../../src/snapshots/snapshot-error.ts';
import { asked, openEngines, parquetFolder, refusalOf } from './parquet-files.ts';

const files = parquetFolder();
const engines = (await openEngines()).map(asked);
const [duckdb, lite] = [engines[0], engines[1]];
if (duckdb?.name !== 'duckdb' || lite?.name !== 'javascript') throw new Error('expected the two engines');

const numbers = 'SELECT i::DOUBLE / 7 AS x FROM range(3000) r(i)';
const repetitive = 'SELECT (i % 10)::DOUBLE AS x FROM range(3000) r(i)';

describe('parquetjs-lite refuses by name what it would read wrongly, and DuckDB reads it', () => {
  it('INT96, even when another column is asked', async () => {
    const path = await files.lite({ x: { type: 'DOUBLE' }, seen: { type: 'INT96' } }, [{ x: 1, seen: 2_000_000_000 }], {
      useDataPageV2: false,
    });
    const message =
      'unsupported-encoding: parquetjs-lite does not read INT96 rightly (column seen); the engine duckdb does';
    expect(await refusalOf(lite.schema(path))).toBe(message);
    expect(await refusalOf(lite.summarize(path, ['x'], 10, 20))).toBe(message);
    expect((await duckdb.schema(path)).columns[1]).toEqual({ name: 'seen', type: 'timestamp', physical: 'INT96' });
    expect((await duckdb.summarize(path, ['x'], 10, 20))[0]?.max).toBe(1);
  });

  it.each([
    ['ZSTD compression', numbers, 'PARQUET_VERSION V1, COMPRESSION zstd'],
    ['BROTLI compression', numbers, 'PARQUET_VERSION V1, COMPRESSION brotli'],
    ['LZ4_RAW compression', numbers, 'PARQUET_VERSION V1, COMPRESSION lz4_raw'],
    ['DECIMAL', 'SELECT i::DOUBLE AS x, 1.5::DECIMAL(10, 2) AS d FROM range(5) r(i)', 'PARQUET_VERSION V1'],
    ['UINT_32', 'SELECT i::DOUBLE AS x, 4294967295::UINTEGER AS d FROM range(5) r(i)', 'PARQUET_VERSION V1'],
    ['UINT_64', 'SELECT i::DOUBLE AS x, 18446744073709551615::UBIGINT AS d FROM range(5) r(i)', 'PARQUET_VERSION V1'],
    ['BYTE_STREAM_SPLIT', numbers, 'PARQUET_VERSION V2'],
    ['RLE_DICTIONARY', repetitive, 'PARQUET_VERSION V2'],
    ['DELTA_BINARY_PACKED', 'SELECT i * i AS x FROM range(3000) r(i)', 'PARQUET_VERSION V2'],
    ['DELTA_LENGTH_BYTE_ARRAY', "SELECT 'k' || i AS s, i::DOUBLE AS x FROM range(3000) r(i)", 'PARQUET_VERSION V2'],
  ])('%s', async (name, sql, options) => {
    const path = await files.query(sql, options);
    const refusal = await refusalOf(lite.summarize(path, ['x'], 10, 20));
    expect(refusal).toMatch(/^unsupported-encoding: parquetjs-lite does not read .*; the engine duckdb does$/);
    expect(refusal).toContain(name);
    const [summary] = await duckdb.summarize(path, ['x'], 10, 20);
    expect(summary?.finite).toBeGreaterThan(0);
  });

  it('footer version 2', async () => {
    const path = await files.rows([{ name: 'x', type: 'double' }], [{ x: 1 }]);
    const bytes = readFileSync(path);
    const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
    // The first field of the footer: number 1, type i32, value 1 as zigzag.
    expect([...bytes.subarray(footer, footer + 2)]).toEqual([0x15, 0x02]);
    bytes[footer + 1] = 0x04;
    expect(await refusalOf(lite.schema(files.bytes(bytes)))).toContain('files of footer version 2');
  });

  it('a dictionary of more than 256 entries, whose repeated runs it adds up', async () => {
    const path = await files.query(
      "SELECT 'v' || lpad((i // 20)::VARCHAR, 4, '0') AS s, i::DOUBLE AS x FROM range(8000) r(i)",
      'PARQUET_VERSION V1, ROW_GROUP_SIZE 10000',
    );
    expect(await refusalOf(lite.categories(path, [{ name: 's' }], 1000))).toContain(
      'PLAIN_DICTIONARY of more than 256 entries (column s)',
    );
    const [counts] = await duckdb.categories(path, [{ name: 's' }], 1000);
    expect(counts?.categories).toHaveLength(400);
    expect(counts?.categories.every(({ count }) => count === 20)).toBe(true);
  });

  it('but reads the V2 pages that it writes itself, as DuckDB does', async () => {
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
