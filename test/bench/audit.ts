/**
 * Wall time and peak memory of the demo audit, stage by stage: evidence in, signed report out, verified and re-performed.
 * Run: npm run bench, or npx tsx test/bench/audit.ts [rounds] after a build
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { machine, markdownTable, median, root } from './measure.ts';
import { canSample, type MemorySample, watchMemory } from './memory.ts';

const [rounds = 5] = process.argv.slice(2).map(Number);
const example = 'examples/recommender';
const asOf = '2026-11-20';

/** What the run says when a stage begins: when, and how much processor time it had used by then. Milliseconds. */
interface Mark {
  readonly stage: string;
  readonly at: number;
  readonly cpu: number;
}

interface Stage {
  readonly stage: string;
  readonly milliseconds: number;
  /** Processor time of the process itself, all threads; what it starts is not in it. */
  readonly cpu: number;
  /** Peaks of the stage in bytes; undefined when it was shorter than the time between two samples. */
  readonly own: number | undefined;
  readonly children: number | undefined;
}

interface Run {
  readonly stages: readonly Stage[];
  /** Largest resident memory of the process, as the system counted it. */
  readonly peak: number;
}

const largest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values);

/** One run in a fresh process. Sampling takes time of its own, so a run is either timed or watched. */
const runOnce = (watched: boolean): Promise<Run> =>
  new Promise((done, failed) => {
    const began = performance.timeOrigin + performance.now();
    const child = spawn(process.execPath, [join(root, 'test/bench/audit-run.mjs'), join(root, example), asOf], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const watch = watched && child.pid !== undefined ? watchMemory(child.pid, 20) : undefined;
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString('utf8');
    });
    child.on('error', failed);
    child.on('close', (code) => {
      watch?.stop();
      if (code !== 0) return failed(new Error(`the audit ended with ${code}`));
      const lines = said
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
      const { peak } = lines.pop() as { readonly peak: number };
      const all = [{ stage: 'starting: Node itself', at: began, cpu: 0 }, ...(lines as readonly Mark[])];
      const within = (from: number, to: number): readonly MemorySample[] =>
        (watch?.samples ?? []).filter(({ at }) => at >= from && at < to);
      const stages = all.slice(0, -1).map((mark, index): Stage => {
        const next = all[index + 1] ?? mark;
        const samples = within(mark.at, next.at);
        return {
          stage: mark.stage,
          milliseconds: next.at - mark.at,
          cpu: next.cpu - mark.cpu,
          own: largest(samples.map(({ own }) => own)),
          children: largest(samples.map(({ children }) => children)),
        };
      });
      done({ stages, peak });
    });
  });

console.log(machine());
const timed: Run[] = [];
for (let round = 0; round < rounds; round++) timed.push(await runOnce(false));
const watched: Run[] = [];
for (let round = 0; canSample && round < 3; round++) watched.push(await runOnce(true));

const mebibytes = (bytes: number | undefined): string =>
  bytes === undefined ? '' : String(Math.round(bytes / 2 ** 20));
const rounded = (values: readonly number[]): string => String(Math.round(median(values)));
const sum = (run: Run, key: 'milliseconds' | 'cpu'): number => run.stages.reduce((total, each) => total + each[key], 0);
const peakOf = (key: 'own' | 'children', index?: number): number | undefined =>
  largest(
    watched.flatMap(({ stages }) =>
      (index === undefined ? stages : stages.slice(index, index + 1)).flatMap((each) => each[key] ?? []),
    ),
  );
const rows = (timed[0]?.stages ?? []).map(({ stage }, index) => [
  stage,
  rounded(timed.map(({ stages }) => stages[index]?.milliseconds ?? Number.NaN)),
  rounded(timed.map(({ stages }) => stages[index]?.cpu ?? Number.NaN)),
  mebibytes(peakOf('own', index)),
  mebibytes(peakOf('children', index)),
]);
const everything = [
  'everything',
  rounded(timed.map((run) => sum(run, 'milliseconds'))),
  rounded(timed.map((run) => sum(run, 'cpu'))),
  mebibytes(largest([...timed, ...watched].map(({ peak }) => peak))),
  mebibytes(peakOf('children')),
];
console.log(`Audit of ${example} as of ${asOf}: median of ${rounds} runs, each in a fresh process\n`);
console.log(markdownTable(['stage', 'ms', 'own CPU ms', 'own MiB', 'children MiB'], [...rows, everything]));
console.log(
  canSample
    ? `
Memory: the largest of ${watched.length} further runs, sampled from /proc every 20 ms. Own: resident memory of the process. Children: the
proportional share (PSS) of all that it starts (DuckDB, git, Chromium). A blank: the stage ended before it was looked at.`
    : `
No /proc here: only the peak of the process itself is known, neither its stages nor what it starts (DuckDB, git, Chromium).`,
);
console.log(`\n${machine()}\n`);
