/**
 * What reading a history costs beside `git rev-list --count` of the same repository: CPU seconds of everything that was started,
 * and peak memory of our own process, each in a process of its own.
 * Run: npx tsx test/bench/history.ts [<repository> <branch> <start> <end>] [commits of the made one], after a build; needs /usr/bin/time
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeRepository } from './generated.ts';
import { built, machine, markdownTable, root } from './measure.ts';

const self = fileURLToPath(import.meta.url);

const work = {
  nothing: async () => undefined,
  /** Every commit read, hashed, and followed to its parents. */
  walk: async (path: string, branch: string) => {
    const { openHistory } =
      await built<typeof import('../../src/repositories/open-history.ts')>('repositories/open-history');
    const { readCommitGraph } =
      await built<typeof import('../../src/repositories/commit-graph.ts')>('repositories/commit-graph');
    const { tipOf } = await built<typeof import('../../src/repositories/branches.ts')>('repositories/branches');
    const history = await openHistory(path, statSync(path).isFile() ? 'bundle' : 'repository');
    const graph = await readCommitGraph(history, tipOf(history, branch), 5_000_000);
    if (graph.missingParents.length > 0 || graph.forged.length > 0) throw new Error('the history is not whole');
    await history.close();
  },
  /** The sheet of facts of a period, as an audit reads it. */
  facts: async (path: string, branch: string, start: string, end: string) => {
    const { readHistory, periodOf } = await built<typeof import('../../src/evidence/git-history/history-reading.ts')>(
      'evidence/git-history/history-reading',
    );
    const { changedPaths, touchMatcher } = await built<
      typeof import('../../src/evidence/git-history/changed-paths.ts')
    >('evidence/git-history/changed-paths');
    const { historyOptions } = await built<typeof import('../../src/evidence/git-history/history-options.ts')>(
      'evidence/git-history/history-options',
    );
    const { openHistory } =
      await built<typeof import('../../src/repositories/open-history.ts')>('repositories/open-history');
    const { tipOf } = await built<typeof import('../../src/repositories/branches.ts')>('repositories/branches');
    const history = await openHistory(path, statSync(path).isFile() ? 'bundle' : 'repository');
    const reading = await readHistory(history, tipOf(history, branch), periodOf({ period: { start, end } }), 5_000_000);
    await changedPaths(reading, touchMatcher(historyOptions({}), new Set()));
    await history.close();
  },
} satisfies Record<string, (path: string, branch: string, start: string, end: string) => Promise<void>>;
type Work = keyof typeof work;
const isWork = (name: string | undefined): name is Work => name !== undefined && name in work;

interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

const cost = (command: readonly string[]): Cost => {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%U %S %e %M', ...command], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [user = 0, system = 0, wall = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  return { cpu: user + system, wall, megabytes: kilobytes / 1024 };
};

const measured = (path: string, branch: string, start: string, end: string): void => {
  const run = (name: Work, source = path, from = start, to = end): Cost =>
    cost([process.execPath, '--import', 'tsx', self, name, source, branch, from, to]);
  const pack = join(mkdtempSync(join(tmpdir(), 'plumbline-bench-')), 'history.gitpack');
  const collect = cost([
    ...[process.execPath, join(root, 'dist/cli/main.js'), 'collect', 'git', path, '--branch', branch],
    ...['--start', start, '--end', end, '--out', pack],
  ]);
  const count = cost(['git', '-c', 'core.commitGraph=false', '-C', path, 'rev-list', '--count', branch]);
  const start0 = run('nothing');
  const rows: readonly (readonly [string, Cost, Cost])[] = [
    ['git rev-list --count', count, { cpu: 0, wall: 0, megabytes: 0 }],
    ['commits: read, hash, closure', run('walk'), start0],
    ['the same and all facts of the period', run('facts'), start0],
    ['the same and all facts of every commit', run('facts', path, '1970-01-01', '9999-01-01'), start0],
    ['collect the period as a git pack', collect, start0],
    [`verify that pack (${(statSync(pack).size / 1e6).toFixed(1)} MB)`, run('walk', pack), start0],
    ['verify it, and all facts of the period', run('facts', pack), start0],
  ];
  process.stdout.write(
    `${markdownTable(
      ['', 'CPU s', 'of rev-list', 'wall s', 'peak MB'],
      rows.map(([name, ours, less]) => [
        name,
        (ours.cpu - less.cpu).toFixed(2),
        ((ours.cpu - less.cpu) / count.cpu).toFixed(1),
        (ours.wall - less.wall).toFixed(1),
        ours.megabytes.toFixed(0),
      ]),
    )}\n\n`,
  );
  rmSync(join(pack, '..'), { recursive: true, force: true });
};

const [first, ...rest] = process.argv.slice(2);
if (isWork(first)) {
  const [path = '', branch = '', start = '', end = ''] = rest;
  await work[first](path, branch, start, end);
} else {
  process.stdout.write(`${machine()}\n\n`);
  if (first !== undefined && existsSync(first)) {
    const [branch = 'main', start = '2025-01-01', end = '2026-01-01'] = rest;
    measured(first, branch, start, end);
  } else {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
    const repository = join(folder, 'history.git');
    writeRepository(repository, Number(first ?? 100_000));
    measured(repository, 'main', '2024-06-01', '2024-09-01');
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${machine()}\n`);
}
