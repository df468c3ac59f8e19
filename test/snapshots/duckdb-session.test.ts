import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import { openSession } from '../../src/snapshots/duckdb-session.ts';
import { parquetFolder, refusalOf } from './parquet-files.ts';

const files = parquetFolder();
const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = await files.rows([{ name: 'x', type: 'double' }], [{ x: 1 }, { x: 2 }]);
const other = await files.rows([{ name: 'x', type: 'double' }], [{ x: 3 }]);
const session = await openSession([{ name: 'x.parquet', path: path }], { limits: defaultLimits, folder }, 1);
afterAll(() => session.close());

describe('a DuckDB session', () => {
  it('reads its file', async () => {
    expect(await session.rows(`SELECT sum(x), count(*) FROM ${session.source}`)).toEqual([[3, 2n]]);
  });

  symlinkSync(other, join(files.folder, 'link.parquet'));
  it.each([
    ['another Parquet file', `SELECT * FROM read_parquet('${other}')`],
    ['another file through a link', `SELECT * FROM read_parquet('${files.folder}/link.parquet')`],
    ['a pattern', `SELECT * FROM read_parquet('${files.folder}/*.parquet')`],
    ['a text file', "SELECT * FROM read_text('/etc/hostname')"],
    ['a listing', `SELECT * FROM glob('${files.folder}/*')`],
    ['writing', `COPY (SELECT 1) TO '${files.folder}/out.csv'`],
    ['writing over its own file', `COPY (SELECT 1) TO '${path}.tmp' (FORMAT parquet)`],
    ['another database', `ATTACH '${files.folder}/x.db'`],
    ['an extension', 'LOAD httpfs'],
    ['installing an extension', 'INSTALL httpfs'],
    ['the network', "SELECT * FROM read_parquet('https://example.com/x.parquet')"],
    ['object storage', "SELECT * FROM read_parquet('s3://bucket/x.parquet')"],
    ['more memory', "SET memory_limit = '100GB'"],
    ['unlocking', 'SET enable_external_access = true'],
    ['more paths', `SET allowed_directories = ['/']`],
  ])('refuses %s', async (_what, sql) => {
    expect(await refusalOf(session.rows(sql))).toMatch(/^(unreadable|unsupported-encoding): DuckDB: /);
  });

  it('refuses what needs more memory than allowed, in the same words each time', async () => {
    const small = await openSession(
      [{ name: 'x.parquet', path: path }],
      { limits: { ...defaultLimits, engineMemoryBytes: 16 * 2 ** 20 }, folder },
      3,
    );
    const refusal = await refusalOf(small.rows('SELECT length(list(i)) FROM range(10000000) numbers(i)'));
    expect(refusal).toBe('limit: DuckDB needs more than the 16MiB allowed');
    small.close();
  });

  it('does not tell where its file lies', async () => {
    const garbled = join(files.folder, 'garbled.parquet');
    writeFileSync(garbled, `PAR1${'x'.repeat(40)}PAR1`);
    const reading = await openSession([{ name: 'x.parquet', path: garbled }], { limits: defaultLimits, folder }, 2);
    const refusal = await refusalOf(reading.rows(`SELECT * FROM ${reading.source}`));
    expect(refusal).not.toContain(files.folder);
    reading.close();
  });
});
