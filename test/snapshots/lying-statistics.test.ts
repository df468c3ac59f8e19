import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { engineNames, openEngine } from '../../src/snapshots/registry.ts';
import { type AskedEngine, asked } from './parquet-files.ts';

/** Little-endian bytes of a 64-bit integer, as statistics hold them. */
const int64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
};

/** Replaces a byte string in the footer alone, so that the rows stay and only the claim about them changes. */
const lieInFooter = (
  file: Uint8Array,
  truth: Buffer,
  lie: Buffer,
): { readonly file: Uint8Array; readonly lies: number } => {
  const copy = Buffer.from(file);
  const from = copy.length - 8 - copy.readUInt32LE(copy.length - 8);
  let lies = 0;
  for (let at = copy.indexOf(truth, from); at >= 0; at = copy.indexOf(truth, at + lie.length)) {
    lie.copy(copy, at);
    lies++;
  }
  return { file: copy, lies };
};

const values = [256_003, 256_007, 256_009];

/** A file as DuckDB writes it, with statistics: 1,000 rows of each value. */
const writtenByDuckdb = async (path: string): Promise<Uint8Array> => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT (list_value(${values.join(', ')}))[1 + range % 3]::BIGINT AS code FROM range(3000)) TO '${path}' (FORMAT parquet, CODEC 'uncompressed')`,
  );
  connection.closeSync();
  instance.closeSync();
  return readFileSync(path);
};

describe.each(engineNames)('%s on a file whose footer lies about the smallest and largest value', (name) => {
  let folder = '';
  let engine: AskedEngine;
  let close: () => Promise<void>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-lies-'));
    const opened = await openEngine(name, defaultLimits);
    engine = asked(opened);
    close = opened.close;
  });
  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  it('counts the values of the rows', async () => {
    const path = join(folder, `${name}.parquet`);
    const honest = await writtenByDuckdb(path);
    const low = lieInFooter(honest, int64(256_003), int64(0));
    const lying = lieInFooter(low.file, int64(256_009), int64(9));
    expect(Math.min(low.lies, lying.lies)).toBeGreaterThan(0);
    writeFileSync(path, lying.file);
    const [counts] = await engine.categories(path, [{ name: 'code' }], 100);
    expect(counts?.categories).toEqual(values.map((value) => ({ value: String(value), count: 1000 })));
    const [summary] = await engine.summarize(path, ['code'], 10, 20);
    expect(summary).toMatchObject({
      min: 256_003,
      max: 256_009,
      distinct: values.map((value) => ({ value, count: 1000 })),
    });
    const [histogram] = await engine.histogram(path, [
      { name: 'code', sets: [{ edges: [256_003, 256_007], closed: 'right' }] },
    ]);
    expect(histogram).toMatchObject({ bins: [[1000, 1000, 1000]] });
  });
});
