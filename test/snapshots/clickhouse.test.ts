import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import type { SnapshotEngine } from '../../src/snapshots/engine.ts';
import { openEngine } from '../../src/snapshots/registry.ts';
import { openTableEngine } from '../../src/snapshots/table-engines.ts';
import { readTable, type TableSource } from '../../src/snapshots/table-source.ts';
import { chdbServer, hasChdb } from './chdb.ts';
import { parquetFolder, refusalOf, sourceOf } from './parquet-files.ts';
import { agree, generatedRows, generatedShape, oddColumns, surveyRequest } from './sql-agreement.ts';

const files = parquetFolder();
const given = process.env.PLUMBLINE_CLICKHOUSE_URL;

describe.skipIf(!hasChdb)('ClickHouse', () => {
  const server = chdbServer();
  let [clickhouse, duckdb]: [SnapshotEngine<TableSource>, SnapshotEngine] = [] as never;
  beforeAll(async () => {
    clickhouse = await openTableEngine(
      'clickhouse',
      { url: server.url(), username: 'auditor', password: 'sesame' },
      defaultLimits,
    );
    duckdb = await openEngine('duckdb', defaultLimits);
  });
  afterAll(async () => {
    await clickhouse?.close();
    await duckdb?.close();
  });
  const fileOf = (path: string): TableSource => readTable(`file://${path}`);

  it('gives the integers of DuckDB on generated files', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRows, async (rows) => {
        const path = await files.rows(generatedShape, rows);
        await agree([clickhouse, fileOf(path)], [duckdb, sourceOf(path)], 't');
      }),
      { numRuns: 6 },
    );
  }, 240_000);

  it('gives the integers of DuckDB on every type', async () => {
    const path = await files.query(`SELECT ${oddColumns} FROM range(3000) r(i)`, 'ROW_GROUP_SIZE 2048');
    await agree([clickhouse, fileOf(path)], [duckdb, sourceOf(path)], 'region');
  });

  it('finds order statistics among more values than it fetches', async () => {
    const path = await files.query(`SELECT ${oddColumns} FROM range(600000) r(i)`, 'ROW_GROUP_SIZE 100000');
    const requests = ['outlier', 'close', 'tied', 'unsigned', 'day'].map(surveyRequest);
    const found = await clickhouse.survey(fileOf(path), requests);
    expect(found).toEqual(await duckdb.survey(sourceOf(path), requests));
    expect(found[0]).toMatchObject({ max: 1e300 });
  });

  it('measures how far two tables lie apart as DuckDB does', async () => {
    const now = await files.query(`SELECT ${oddColumns} FROM range(2000) r(i)`, 'ROW_GROUP_SIZE 2048');
    const then = await files.query(`SELECT ${oddColumns} FROM range(300, 2700) r(i)`, 'ROW_GROUP_SIZE 2048');
    const names = ['sine', 'tied', 'odd', 'decimal', 'moment', 'beyond', 'nothing'];
    const found = await clickhouse.distances(fileOf(then), fileOf(now), names);
    expect(found).toEqual(await duckdb.distances(sourceOf(then), sourceOf(now), names));
    expect(found[1]).toMatchObject({ name: 'tied', kolmogorovSmirnov: 70 / 2400 });
  });

  it('reads a table, many columns of any name, and tells how far it has come', async () => {
    const names = ['s', 'scaled', 'n`', "it's", 'a"b', '\\', '0', 'x.y'];
    const columns = names.map((name) => `number + 0.5 AS \`${name.replace(/[\\`]/g, '\\$&')}\``).join(', ');
    await server.run(`CREATE DATABASE IF NOT EXISTS "lake"`);
    await server.run(`CREATE TABLE "lake"."day one" ENGINE = Memory AS SELECT ${columns} FROM numbers(100)`);
    const table: TableSource = { kind: 'table', name: ['lake', 'day one'] };
    const shares: number[] = [];
    const found = await clickhouse.survey(table, names.map(surveyRequest), { progress: (share) => shares.push(share) });
    expect(found.map((each) => ('max' in each ? each.max : each.message))).toEqual(names.map(() => 99.5));
    const sets = [
      { edges: [10.5], closed: 'left' },
      { edges: [10.5], closed: 'right' },
    ] as const;
    expect(
      (
        await clickhouse.histogram(table, [
          { name: 's', sets },
          { name: 'gone', sets },
        ])
      ).columns,
    ).toEqual([
      {
        name: 's',
        rows: 100,
        nulls: 0,
        nans: 0,
        positiveInfinities: 0,
        negativeInfinities: 0,
        bins: [
          [10, 90],
          [11, 89],
        ],
      },
      { name: 'gone', refused: 'missing-column', message: 'no column gone' },
    ]);
  });

  it('only reads, in every query, and says who it is', async () => {
    await clickhouse.schema(readTable('system.one'));
    const asked = (await server.log()).filter(
      ({ sql }) => sql.startsWith('SELECT count') || sql.startsWith('DESCRIBE'),
    );
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.every(({ readonly, user }) => readonly === '2' && user === 'auditor')).toBe(true);
  });

  it('refuses what it cannot measure, by code', async () => {
    await server.run('CREATE TABLE moving (x Float64) ENGINE = Memory');
    const seen = [];
    for (const source of ['nowhere.at_all', 'lake.gone', 'file:///nowhere/at/all.parquet', 'a.b.c'])
      seen.push((await refusalOf(clickhouse.schema(readTable(source)))).split(':')[0]);
    expect(seen).toEqual(['no-files', 'no-files', 'no-files', 'no-files']);
    expect(await clickhouse.survey(readTable('moving'), [surveyRequest('x')])).toMatchObject([
      {
        name: 'x',
        refused: 'changed',
        message: expect.stringMatching(/^moving had 0 rows, then 1: it was written to/),
      },
    ]);
    expect(await refusalOf(clickhouse.schema({ kind: 'table', name: ['t'], version: '1' }))).toContain(
      'keeps no versions',
    );
    const bytes = files.bytes('no Parquet', 'text.parquet');
    expect(await refusalOf(clickhouse.schema(fileOf(bytes)))).toMatch(
      /^(unreadable|no-files): ClickHouse refused \(code \d+\): /,
    );
  });

  it('names neither password nor path of a server that denies or does not answer', async () => {
    const asked = async (url: string, username: string): Promise<string> => {
      const engine = await openTableEngine('clickhouse', { url, username, password: 'sesame-open' }, defaultLimits);
      try {
        return await refusalOf(engine.schema(readTable('system.one')));
      } finally {
        await engine.close();
      }
    };
    expect(await asked(server.url(), 'stranger')).toBe(
      'access-denied: ClickHouse refused (code 516): stranger: Authentication failed. ',
    );
    expect(await asked('http://127.0.0.1:1', 'auditor')).toBe(
      'unreachable: ClickHouse at http://127.0.0.1:1 does not answer (ECONNREFUSED)',
    );
  });

  it('cancels on the server what it is no longer waiting for', async () => {
    const controller = new AbortController();
    const engine = await openTableEngine('clickhouse', { url: server.url(), signal: controller.signal }, defaultLimits);
    const waiting = refusalOf(engine.schema(readTable('never')));
    const asked = async () => (await server.log()).find(({ sql }) => sql.includes('`never`'));
    while ((await asked()) === undefined) await new Promise((done) => setTimeout(done, 20));
    controller.abort();
    expect(await waiting).toBe('interrupted: the measurement was interrupted');
    await engine.close();
    const [log, query] = [await server.log(), await asked()];
    expect(query?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(log.some(({ sql, killed }) => sql.startsWith('KILL QUERY') && killed === query?.id)).toBe(true);
  });
});

describe.skipIf(given === undefined)('a ClickHouse server that is given by PLUMBLINE_CLICKHOUSE_URL', () => {
  it('counts what its own table of numbers holds', async () => {
    const engine = await openTableEngine('clickhouse', { url: given as string }, defaultLimits);
    const [found] = await engine.survey(readTable('system.one'), [surveyRequest('dummy')]);
    await engine.close();
    expect(found).toMatchObject({ rows: 1, finite: 1, min: 0, max: 0 });
  });
});
