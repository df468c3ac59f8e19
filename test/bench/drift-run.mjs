// One measurement in a fresh process, plain JavaScript on dist/: prints CPU seconds, wall seconds and peak memory as JSON.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [mode, ...files] = process.argv.slice(2);
const built = (module) => import(new URL(`../../dist/${module}.js`, import.meta.url).href);
const { defaultLimits } = await built('base/limits');
const { singleFile } = await built('snapshots/source');
const { measure } = await built('evidence/drift-run/measure');
const { duckdbCounter } = await built('snapshots/duckdb-counter');
const { openSession } = await built('snapshots/duckdb-session');

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const limits = { ...defaultLimits, engineMemoryBytes: Number(process.env.MEMORY ?? defaultLimits.engineMemoryBytes) };
const settings = { limits, folder };
const source = (path) => singleFile(path, { localPath: path, size: statSync(path).size, sha256: '' });
const [reference, current = reference] = files.map(source);

const sums = async () => {
  for (const [index, path] of files.entries()) {
    const session = await openSession([{ name: path, path }], settings, 1000 + index);
    const columns = await session.rows(`DESCRIBE SELECT * FROM ${session.source}`);
    const terms = columns.map(([name, type]) =>
      type === 'VARCHAR' ? `sum(length("${name}"))` : type === 'BOOLEAN' ? `sum("${name}"::INTEGER)` : `sum("${name}")`,
    );
    for (let at = 0; at < terms.length; at += 48)
      await session.rows(`SELECT ${terms.slice(at, at + 48).join(', ')} FROM ${session.source}`);
    session.close();
  }
};

const counter = duckdbCounter(settings);
const surveyed = async () => {
  const { columns } = await counter.schema(reference);
  const numbers = columns.filter(({ type }) => type === 'number' || type === 'integer');
  const requests = numbers.map(({ name }) => ({ name, ranks: [{ rule: 'parts', parts: 10 }], distinctLimit: 20 }));
  return { columns, surveys: await counter.survey(reference, requests) };
};
const scores = async () => {
  const { columns } = await counter.schema(reference);
  const features = columns.map(({ name }) => ({ name }));
  const { columns: now } = await counter.schema(current);
  const found = await measure(
    { ...counter, name: 'duckdb' },
    { reference, current, columns: { reference: columns, current: now } },
    { features, categoryLimit: 100_000, sliceBy: undefined, distances: 'not asked' },
  );
  const failures = [...found].filter(([, { measured }]) => 'failure' in measured);
  if (failures.length > 0) throw new Error(JSON.stringify(failures[0]));
};
/** Of a reference whose edges and categories are known: what a routine audit reads. */
const profile = async () => {
  const { columns, surveys } = await surveyed();
  const found = surveys.filter(({ distinct }) => distinct === undefined);
  const texts = columns.filter(({ name }) => !found.some((each) => each.name === name));
  const known = (
    await counter.categories(
      reference,
      texts.map(({ name }) => ({ name, limit: 100_000 })),
    )
  ).columns;
  return async () => {
    await counter.histogram(
      current,
      found.map(({ name, order, min, max }) => ({
        name,
        sets: [
          { edges: [...new Set(order.map(({ value }) => value))], closed: 'right' },
          { edges: [min], closed: 'left' },
          { edges: [max], closed: 'right' },
        ],
      })),
    );
    const requests = known.map(({ name, categories }) => ({
      name,
      limit: 100_000,
      known: categories.map(({ value }) => value),
    }));
    await counter.categories(current, requests);
  };
};

try {
  // Opening a first session loads the library; both sides of a ratio do it before their clock starts.
  const warm = await openSession([{ name: files[0], path: files[0] }], settings, 1);
  warm.close();
  const work = mode === 'sums' ? sums : mode === 'psi' ? scores : mode === 'survey' ? surveyed : await profile();
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    JSON.stringify({
      cpu: (user + system) / 1e6,
      wall: (performance.now() - wall) / 1000,
      peak: process.resourceUsage().maxRSS * 1024,
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
