/**
 * What we take beside a lower bound: the least that the same machine needs for the same work, in the same run, done in turn.
 * Run: npm run bench, or npx tsx test/bench/ratios.ts [rounds] after a build
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer';
import type { Project } from '../../src/model/generated/project.ts';
import { dayOfCommit, writeRepository, writeSnapshot } from './generated.ts';
import { type Beside, beside, built, machine, markdownTable, root, runToEnd } from './measure.ts';

const [rounds = 5] = process.argv.slice(2).map(Number);
const example = join(root, 'examples/recommender');
const asOf = '2026-11-20';
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));

const { defaultToolkit } = await built<typeof import('../../src/audit/toolkit.ts')>('audit/toolkit');
const { openDirectory } = await built<typeof import('../../src/files/directory.ts')>('files/directory');
const { openEngine } = await built<typeof import('../../src/snapshots/registry.ts')>('snapshots/registry');
const { readEvidence } = await built<typeof import('../../src/evidence/read-evidence.ts')>('evidence/read-evidence');
const toolkit = defaultToolkit();
const { limits } = toolkit;

const program = async (): Promise<Beside> => {
  const bare = (): void => runToEnd(process.execPath, ['-e', '0']);
  const command = [join(root, 'dist/cli/main.js'), 'audit', example, '--as-of', asOf, '--fail-on', 'never'];
  return beside(rounds, () => runToEnd(process.execPath, command), bare);
};

const drift = async (): Promise<Beside> => {
  const { measure } =
    await built<typeof import('../../src/evidence/drift-run/measure.ts')>('evidence/drift-run/measure');
  const { openSession } =
    await built<typeof import('../../src/snapshots/duckdb-session.ts')>('snapshots/duckdb-session');
  const { singleFile } = await built<typeof import('../../src/snapshots/source.ts')>('snapshots/source');
  const [reference, current, ...others] = ['reference', 'current', 'one', 'other'].map((name) =>
    join(folder, `${name}.parquet`),
  ) as [string, string, ...string[]];
  await writeSnapshot(reference, 1_000_000, 1, 0);
  await writeSnapshot(current, 1_000_000, 2, 0.05);
  for (const other of others) await writeSnapshot(other, 10, 3, 0);
  const engine = await openEngine('duckdb', limits);
  const sourceOf = (path: string) => singleFile(path, { localPath: path, size: 0, sha256: '' });
  const snapshots = { reference: sourceOf(reference), current: sourceOf(current) };
  // The engine keeps two files open: two others start it and push out those of the round before.
  const prepare = async (): Promise<void> => {
    for (const other of others) await engine.schema(sourceOf(other));
  };
  const ours = async (): Promise<void> => {
    const { columns } = await engine.schema(snapshots.reference);
    const { columns: now } = await engine.schema(snapshots.current);
    const features = columns.map(({ name }) => ({ name, type: undefined }));
    const found = await measure(
      engine,
      { ...snapshots, columns: { reference: columns, current: now } },
      { features, categoryLimit: limits.categories, sliceBy: undefined, distances: 'not asked' },
    );
    if ([...found.values()].some(({ measured }) => 'failure' in measured)) throw new Error('a column was not measured');
  };
  let sessions = 0;
  const scan = async (): Promise<void> => {
    for (const file of [reference, current]) {
      const session = await openSession([{ name: file, path: file }], { limits, folder }, ++sessions);
      const columns = await session.rows(`DESCRIBE SELECT * FROM ${session.source}`);
      await session.rows(`SELECT ${columns.map(([name]) => `sum(${name})`).join(', ')} FROM ${session.source}`);
      session.close();
    }
  };
  try {
    return await beside(rounds, ours, scan, prepare);
  } finally {
    await engine.close();
  }
};

const commits = 20_000;
const audited = 2_000;

const history = async (): Promise<{ readonly count: Beside; readonly read: Beside }> => {
  const evidence = join(folder, 'evidence');
  mkdirSync(evidence);
  const repository = join(evidence, 'history.git');
  writeRepository(repository, commits);
  const engine = await openEngine('duckdb', limits);
  const period = { start: dayOfCommit(commits - audited), end: dayOfCommit(commits + 24) };
  const project: Project = {
    plumbline: 1,
    period,
    evidence: { 'git-history': [{ path: 'history.git', branch: 'main' }] },
  };
  const ours = async (): Promise<void> => {
    const tree = await openDirectory(evidence, limits);
    const clock = { asOf: period.end, period };
    const { sheets } = await readEvidence({ project: project, tree, limits, clock, engine });
    const seen = (sheets[0]?.facts as { readonly commitCount?: number } | undefined)?.commitCount;
    if (seen !== commits) throw new Error(`${seen} commits were read: ${JSON.stringify(sheets[0]?.problems)}`);
  };
  const git = ['-C', repository];
  const count = (): void => runToEnd('git', [...git, 'rev-list', '--count', 'main']);
  const read = (): void => {
    const ids = spawnSync('git', [...git, 'rev-list', 'main'], { maxBuffer: 2 ** 28 }).stdout;
    const done = spawnSync('git', [...git, 'cat-file', '--batch', '--buffer'], { input: ids, maxBuffer: 2 ** 28 });
    if (done.status !== 0) throw new Error(`git cat-file: ${done.stderr}`);
  };
  return { count: await beside(rounds, ours, count), read: await beside(rounds, ours, read) };
};

interface Judged {
  readonly controls: number;
  readonly judging: Beside;
  readonly printing: Beside;
}

/** What comes after the evidence: its judgement, and the PDF of the report. */
const report = async (): Promise<Judged> => {
  const { runAudit, factsText } = await built<typeof import('../../src/audit/audit.ts')>('audit/audit');
  const { assess } = await built<typeof import('../../src/assess/assess.ts')>('assess/assess');
  const { loadPolicies } = await built<typeof import('../../src/policy/load.ts')>('policy/load');
  const { resolvePlan } = await built<typeof import('../../src/policy/resolve.ts')>('policy/resolve');
  const { reportHtml } = await built<typeof import('../../src/outputs/html.ts')>('outputs/html');
  const { pdf } = await built<typeof import('../../src/outputs/pdf.ts')>('outputs/pdf');
  const { findBrowser } = await built<typeof import('../../src/outputs/pdf-browser.ts')>('outputs/pdf-browser');
  const tree = await openDirectory(example, limits);
  const { assessment, sheets } = await runAudit({ tree, asOf, engine: 'duckdb' }, toolkit);
  const plan = resolvePlan(loadPolicies(toolkit.policies), assessment.profile.id, undefined, asOf);
  const text = factsText(sheets);
  const judge = (): unknown => assess(plan, sheets, { asOf, period: assessment.period });

  const html = reportHtml(assessment, true);
  const context = { color: false, width: 80, environment: process.env };
  const print = async (): Promise<void> => {
    const browser = await puppeteer.launch({
      executablePath: findBrowser(process.env),
      args: userInfo().uid === 0 ? ['--no-sandbox'] : [],
    });
    const page = await browser.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true });
    await browser.close();
  };
  return {
    controls: plan.controls.length,
    judging: await beside(rounds * 5, judge, () => JSON.parse(text)),
    printing: await beside(rounds, () => pdf.render(assessment, context), print),
  };
};

const row = (what: string, { ours, bound }: Beside, than: string): readonly string[] => [
  what,
  ours.toFixed(ours < 100 ? 1 : 0),
  than,
  bound.toFixed(bound < 100 ? 1 : 0),
  (ours / bound).toFixed(1),
];

console.log(machine());
try {
  const cli = await program();
  const snapshots = await drift();
  const { count, read } = await history();
  const { controls, judging, printing } = await report();
  console.log(`Beside lower bounds: medians of ${rounds} rounds in turn (judging: ${rounds * 5})\n`);
  console.log(
    markdownTable(
      ['what', 'ms', 'lower bound', 'ms', 'ratio'],
      [
        row('`plumbline audit` of the example, text', cli, '`node -e 0`'),
        row(
          'PSI of 10 columns, 2 x 1,000,000 rows',
          snapshots,
          'DuckDB, same lock-down: sum of every column of both files',
        ),
        row(`facts of ${commits} commits, ${audited} of them audited`, count, '`git rev-list --count`'),
        row('the same', read, '`git rev-list`, `git cat-file --batch`: every commit read'),
        row(`judging ${controls} controls`, judging, '`JSON.parse` of the same facts'),
        row('the PDF of that report', printing, 'Chromium alone: start, load and print the same HTML'),
      ],
    ),
  );
  console.log(`\n${machine()}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
