import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/base/limits.ts';
import type { SnapshotEngine } from '../../src/snapshots/engine.ts';
import { openEngine } from '../../src/snapshots/registry.ts';
import { openTableEngine } from '../../src/snapshots/table-engines.ts';
import { readTable, type TableSource } from '../../src/snapshots/table-source.ts';
import { parquetFolder, refusalOf, sourceOf } from './parquet-files.ts';
import { agree, generatedRows, generatedShape } from './sql-agreement.ts';

const files = parquetFolder();
const given = process.env.PLUMBLINE_TRINO_URL;

/** A server with a catalog `memory`: see test/servers. */
describe.skipIf(given === undefined)('a Trino server that PLUMBLINE_TRINO_URL names', () => {
  const url = given as string;
  let [trino, duckdb]: [SnapshotEngine<TableSource>, SnapshotEngine] = [] as never;
  const run = async (sql: string): Promise<void> => {
    const { Trino } = await import('trino-client');
    const answer = await Trino.create({ server: url, source: 'test', extraHeaders: { 'X-Trino-User': 'test' } }).query(
      sql,
    );
    for (let done = false; !done; ) {
      const page = await answer.next();
      if (page.value.error) throw new Error(`${page.value.error.message}: ${sql.slice(0, 500)}`);
      done = page.done === true;
    }
  };
  let tables = 0;
  const tableOf = async (select: string): Promise<TableSource> => {
    tables += 1;
    const name = `plumbline_${process.pid}_${tables}`;
    await run(`CREATE TABLE memory.default.${name} AS ${select}`);
    return { kind: 'table', name: ['memory', 'default', name] };
  };
  beforeAll(async () => {
    trino = await openTableEngine('trino', { url }, defaultLimits);
    duckdb = await openEngine('duckdb', defaultLimits);
  });
  afterAll(async () => {
    await trino?.close();
    await duckdb?.close();
    for (let table = 1; table <= tables; table += 1)
      await run(`DROP TABLE IF EXISTS memory.default.plumbline_${process.pid}_${table}`);
  });

  const sqlTypes = {
    double: 'double',
    float: 'real',
    int32: 'integer',
    int64: 'bigint',
    boolean: 'boolean',
    string: 'varchar',
  };
  const literal = (value: unknown, type: string): string => {
    if (value === null) return `CAST(NULL AS ${type})`;
    if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
    if (typeof value !== 'number' || type === 'bigint' || type === 'integer') return `CAST('${value}' AS ${type})`;
    return `CAST('${Object.is(value, -0) ? '-0' : value}' AS ${type})`;
  };

  it('gives the integers of DuckDB on generated rows', async () => {
    await fc.assert(
      fc.asyncProperty(generatedRows, async (rows) => {
        const path = await files.rows(generatedShape, rows);
        const values = [...rows, Object.fromEntries(generatedShape.map(({ name }) => [name, null]))].map(
          (row) =>
            `(${generatedShape.map(({ name, type }) => literal(row[name as keyof typeof row], sqlTypes[type])).join(', ')}, ${rows.includes(row as never)})`,
        );
        const names = generatedShape.map(({ name }) => name).join(', ');
        const table = await tableOf(
          `SELECT ${names} FROM (VALUES ${values.join(', ')}) AS t (${names}, keep) WHERE keep`,
        );
        await agree([trino, table], [duckdb, sourceOf(path)], 't');
      }),
      { numRuns: 3 },
    );
  }, 240_000);

  it('gives the integers of DuckDB on decimals, days and moments', async () => {
    const table = await tableOf(
      `SELECT CAST(CAST(i - 500 AS double) / 8 AS decimal(18, 4)) AS dec, date_add('day', CAST(i * 37 AS integer), DATE '1950-01-01') AS day, ` +
        `date_add('second', i * 1234567, TIMESTAMP '1960-01-01 00:00:00.123456') AS moment, ` +
        `date_add('second', i * 1234567, TIMESTAMP '1960-01-01 00:00:00.123456789') AS nanos, ` +
        `CAST(9007199254740992 + i AS bigint) AS beyond, CASE WHEN i % 3 = 0 THEN 'EU' END AS region FROM UNNEST(sequence(0, 999)) AS t (i)`,
    );
    const path = await files.query(
      `SELECT CAST((i - 500) / 8 AS DECIMAL(18, 4)) AS dec, DATE '1950-01-01' + (i * 37)::INTEGER AS day, ` +
        `TIMESTAMP '1960-01-01 00:00:00.123456' + to_seconds(i * 1234567) AS moment, ` +
        `make_timestamp_ns(epoch_ns(TIMESTAMP '1960-01-01 00:00:00') + 123456789 + i * 1234567000000000) AS nanos, ` +
        `(9007199254740992 + i)::BIGINT AS beyond, CASE WHEN i % 3 = 0 THEN 'EU' END AS region FROM range(1000) r(i)`,
      'ROW_GROUP_SIZE 2048',
    );
    await agree([trino, table], [duckdb, sourceOf(path)], 'region');
  });

  it('finds order statistics among more values than it fetches', async () => {
    const squashed = (double: string): string => `CASE WHEN i = 7 THEN 1e300 ELSE CAST(i AS ${double}) / 7e0 END AS x`;
    const rows = 'SELECT p * 1000 + q AS i FROM UNNEST(sequence(0, 299)) AS a (p), UNNEST(sequence(0, 999)) AS b (q)';
    const table = await tableOf(`SELECT ${squashed('double')} FROM (${rows})`);
    const path = await files.query(`SELECT ${squashed('DOUBLE')} FROM range(300000) r(i)`, 'ROW_GROUP_SIZE 100000');
    const requests = [{ name: 'x', ranks: [{ rule: 'parts', parts: 10 }] }] as const;
    expect(await trino.survey(table, requests)).toEqual(await duckdb.survey(sourceOf(path), requests));
  }, 300_000);

  it('refuses by code, and cancels on the server', async () => {
    const seen: string[] = [];
    for (const source of ['memory.default.gone', 'memory.gone.t', 'gone.s.t', 's3://lake/x.parquet'])
      seen.push((await refusalOf(trino.schema(readTable(source)))).split(':')[0] ?? '');
    expect(seen).toEqual(['no-files', 'no-files', 'no-files', 'no-files']);
    const controller = new AbortController();
    const engine = await openTableEngine('trino', { url, signal: controller.signal }, defaultLimits);
    await run(
      `CREATE OR REPLACE VIEW memory.default.endless_${process.pid} AS SELECT CAST(a.x * b.x * c.x AS double) AS x FROM UNNEST(sequence(1, 9999)) AS a (x), UNNEST(sequence(1, 9999)) AS b (x), UNNEST(sequence(1, 9999)) AS c (x)`,
    );
    const waiting = refusalOf(engine.schema(readTable(`memory.default.endless_${process.pid}`)));
    await new Promise((done) => setTimeout(done, 3_000));
    controller.abort();
    expect(await waiting).toBe('interrupted: the measurement was interrupted');
    await engine.close();
    await run(`DROP VIEW memory.default.endless_${process.pid}`);
  });
});

it('names neither password nor request of a Trino that does not answer', async () => {
  const access = { url: 'https://127.0.0.1:1', username: 'auditor', password: 'sesame-open' };
  const engine = await openTableEngine('trino', access, defaultLimits);
  expect(await refusalOf(engine.schema(readTable('memory.default.t')))).toBe(
    'unreachable: Trino at https://127.0.0.1:1 does not answer (ECONNREFUSED)',
  );
  await engine.close();
});

describe('the protocol of Trino, without a server', () => {
  it('sends portable SQL, follows pages that hold nothing, and takes an error that comes last', async () => {
    const asked: string[] = [];
    const answers: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
      'SHOW COLUMNS FROM "lake"."s"."t"': [['x', 'double', '', '']],
      'SELECT count(*) FROM "lake"."s"."t" FOR VERSION AS OF 7': [[5]],
    };
    const server = createServer(async (request, response) => {
      const page = (body: object): unknown =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 'q', ...body }));
      const nextUri = `http://${request.headers.host}/v1/statement/q/${asked.length}/`;
      if (request.method === 'POST') {
        let sql = '';
        for await (const chunk of request) sql += chunk;
        asked.push(sql);
        return page({ nextUri: `${nextUri}1` });
      }
      if (request.url?.endsWith('/1')) return page({ nextUri: `${nextUri}2` });
      const data = answers[asked.at(-1) ?? ''];
      return page(
        data
          ? { data }
          : { error: { errorName: 'EXCEEDED_TIME_LIMIT', message: 'Query exceeded maximum time limit of 1.00h' } },
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const engine = await openTableEngine('trino', { url: `http://127.0.0.1:${port}` }, defaultLimits);
    const table = readTable('lake.s.t', { version: '7' });
    expect(await engine.schema(table)).toEqual({
      rows: 5,
      columns: [{ name: 'x', type: 'number', physical: 'double' }],
    });
    const sets = [{ edges: [-0.5, 1e22], closed: 'right' }] as const;
    expect(await refusalOf(engine.histogram(table, [{ name: 'x', sets }]))).toBe(
      'limit: Trino refused (EXCEEDED_TIME_LIMIT): Query exceeded maximum time limit of 1.00h',
    );
    expect(asked.at(-1)).toBe(
      'SELECT count(*), count("x"), count_if(is_finite(CAST("x" AS double))), count_if(CAST("x" AS double) <= (-5E-1)), ' +
        'count_if(CAST("x" AS double) <= 1E+22) FROM "lake"."s"."t" FOR VERSION AS OF 7',
    );
    await engine.close();
    server.close();
  });
});
