// ClickHouse beside its own scan: npx tsx test/bench/clickhouse.ts [rows] [rounds]; needs `npm install --prefix test/servers`.
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { defaultLimits } from '../../src/base/limits.ts';
import { isRefusal } from '../../src/snapshots/column-counts.ts';
import { openTableEngine } from '../../src/snapshots/table-engines.ts';
import { readTable } from '../../src/snapshots/table-source.ts';

const [rows = 2_000_000, rounds = 5] = process.argv.slice(2).map(Number);
const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const path = join(folder, 'numbers.parquet');
const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
const columns = names.map((name, index) => `(hash(i * 31 + ${index}) % 1000003) / 1000.0::DOUBLE AS ${name}`);
await duckdb.run(`COPY (SELECT ${columns.join(', ')} FROM range(${rows}) r(i)) TO '${path}' (FORMAT parquet)`);

const server = fork(fileURLToPath(new URL('../servers/clickhouse.mjs', import.meta.url)));
const { port } = await new Promise<{ readonly port: number }>((told) => {
  server.once('message', (message) => told(message as { readonly port: number }));
});
const url = `http://127.0.0.1:${port}`;
const engine = await openTableEngine('clickhouse', { url }, defaultLimits);

/** Processor seconds that the server has used so far; Linux counts them in hundredths. */
const cpu = (): number => {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
const measured = async (act: () => Promise<unknown>): Promise<{ readonly cpu: number; readonly wall: number }> => {
  const [before, started] = [cpu(), performance.now()];
  await act();
  return { cpu: cpu() - before, wall: (performance.now() - started) / 1000 };
};
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const source = readTable(`file://${path}`);
const scan = `SELECT ${names.map((name) => `sum(${name})`).join(', ')} FROM file('${path}', 'Parquet') FORMAT JSONCompactEachRow`;
const [asked] = await engine.survey(source, [{ name: 'n0', ranks: [{ rule: 'parts', parts: 10 }] }]);
if (!asked || isRefusal(asked)) throw new Error('the first column could not be surveyed');
const edges = asked.order.map(({ value }) => value);
const work = {
  'its own scan (sum of 20 columns)': async () => (await fetch(url, { method: 'POST', body: scan })).text(),
  'histograms of 20 columns by 9 edges': () =>
    engine.histogram(
      source,
      names.map((name) => ({ name, sets: [{ edges, closed: 'right' }] })),
    ),
  'deciles of one column, exact': () => engine.survey(source, [{ name: 'n1', ranks: [{ rule: 'parts', parts: 10 }] }]),
} as const satisfies Record<string, () => Promise<unknown>>;

const found = Object.keys(work).map((name) => ({ name, cpu: [] as number[], wall: [] as number[] }));
for (let round = 0; round <= rounds; round += 1)
  for (const each of found) {
    const took = await measured(work[each.name as keyof typeof work]);
    // The first round warms up.
    if (round === 0) continue;
    each.cpu.push(took.cpu);
    each.wall.push(took.wall);
  }
const bound = median(found[0]?.cpu ?? []);
process.stdout.write(
  `${rows} rows, median of ${rounds} rounds in turn\n\n| what | wall s | CPU s | CPU / scan |\n| --- | ---: | ---: | ---: |\n`,
);
for (const { name, cpu: seconds, wall } of found)
  process.stdout.write(
    `| ${name} | ${median(wall).toFixed(2)} | ${median(seconds).toFixed(2)} | ${(median(seconds) / bound).toFixed(2)} |\n`,
  );
await engine.close();
server.kill('SIGKILL');
rmSync(folder, { recursive: true, force: true });
