import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A module of the build, `audit/audit`. The build is what is measured: from the sources, every process would also pay for the
 * translation of TypeScript.
 */
export const built = async <Module>(module: string): Promise<Module> =>
  (await import(pathToFileURL(join(root, 'dist', `${module}.js`)).href)) as Module;

/** What the numbers were taken on. A load above the number of cores says that they are too large. */
export const machine = (): string => {
  const load = loadavg().map((each) => each.toFixed(1));
  return `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores, load average ${load.join(' ')}`;
};

/** The middle of the values; of an even number of them the upper middle. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds that some work takes. */
export const milliseconds = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Median milliseconds of some work and of its lower bound. */
export interface Beside {
  readonly ours: number;
  readonly bound: number;
}

/** Times some work and its lower bound in turn, so that a busy moment of the machine hits both. `prepare` is not timed. */
export const beside = async (
  rounds: number,
  ours: () => unknown,
  bound: () => unknown,
  prepare: () => unknown = () => undefined,
): Promise<Beside> => {
  const times: Beside[] = [];
  for (let round = 0; round < rounds; round++) {
    await prepare();
    times.push({ bound: await milliseconds(bound), ours: await milliseconds(ours) });
  }
  return { ours: median(times.map((each) => each.ours)), bound: median(times.map((each) => each.bound)) };
};

/** Runs a program to its end, and fails when it ends with another exit code than the ones expected. */
export const runToEnd = (command: string, args: readonly string[], codes: readonly number[] = [0]): void => {
  const done = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: root });
  if (!codes.includes(done.status ?? -1))
    throw new Error(`${command} ${args.join(' ')} ended with ${done.status ?? done.signal}: ${done.stderr}`);
};

/** Rows as a Markdown table, columns after the first aligned right. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const aligned = widths.map(
    (width, column) => (cell: string) => (column === 0 ? cell.padEnd(width) : cell.padStart(width)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${aligned.map((align, column) => align(cells[column] ?? '')).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
};
