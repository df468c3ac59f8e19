/**
 * Exact PSI beside the least that DuckDB needs to read the same files: the sum of every column. Each measurement has a process of its
 * own, with the flags of the engine's worker, in turn with its bound; processor time counts, for that does not depend on who else is at work.
 * Run after a build: npx tsx test/bench/drift.ts [rows ...] [--wide] [--in FOLDER]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeMixedSnapshot, writeWideSnapshot } from './generated.ts';
import { machine, markdownTable, median, root } from './measure.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { wide: { type: 'boolean' }, in: { type: 'string' }, rounds: { type: 'string', default: '3' } },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : values.wide ? [] : [1_000_000, 10_000_000];
const folder = values.in ?? mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
mkdirSync(folder, { recursive: true });

interface Measured {
  /** Seconds of processor and of the clock; bytes. */
  readonly cpu: number;
  readonly wall: number;
  readonly peak: number;
}

const once = (mode: string, files: readonly string[]): Measured => {
  const done = spawnSync(
    process.execPath,
    ['--single-threaded-gc', join(root, 'test/bench/drift-run.mjs'), mode, ...files],
    {
      encoding: 'utf8',
    },
  );
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as Measured;
};

const rowOf = (
  what: string,
  mode: string,
  files: readonly string[],
  boundFiles: readonly string[],
): readonly string[] => {
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({
    bound: once('sums', boundFiles),
    ours: once(mode, files),
  }));
  const middle = (of: (round: (typeof rounds)[number]) => number): number => median(rounds.map(of));
  return [
    what,
    middle(({ ours }) => ours.cpu).toFixed(2),
    middle(({ bound }) => bound.cpu).toFixed(2),
    middle(({ ours, bound }) => ours.cpu / bound.cpu).toFixed(2),
    middle(({ ours }) => ours.wall).toFixed(1),
    middle(({ ours }) => ours.peak / 2 ** 20).toFixed(0),
  ];
};

/** The two files, made when they are not there yet. */
const pair = async (
  name: string,
  make: (file: string, seed: number) => Promise<void>,
): Promise<readonly [string, string]> => {
  const files = [join(folder, `${name}-1.parquet`), join(folder, `${name}-2.parquet`)] as const;
  for (const [index, file] of files.entries()) if (!existsSync(file)) await make(file, index + 1);
  return files;
};

console.log(`${machine()}\n`);
try {
  const rows: (readonly string[])[] = [];
  for (const size of sizes) {
    const files = await pair(`mixed-${size}`, (file, seed) => writeMixedSnapshot(file, size, seed, 0.05 * (seed - 1)));
    rows.push(rowOf(`PSI, 25 columns, 2 x ${size} rows`, 'psi', files, files));
    rows.push(rowOf('the same with a baseline profile: one file', 'profile', files, files.slice(1)));
  }
  if (values.wide) {
    const files = await pair('wide', (file, seed) => writeWideSnapshot(file, 200_000, 500, seed));
    rows.push(rowOf('PSI, 500 columns, 2 x 200000 rows', 'psi', files, files));
  }
  console.log(markdownTable(['what', 'CPU s', 'bound CPU s', 'ratio', 'wall s', 'peak MiB'], rows));
  console.log(`\n${machine()}`);
} finally {
  if (values.in === undefined) rmSync(folder, { recursive: true, force: true });
}
