import type { Moments, NumericSurvey, OrderStatistic, OrRefusal, SurveyRequest } from './column-counts.ts';
import { type Asked, inBatches } from './duckdb-batches.ts';
import { checkDoubles } from './duckdb-exact.ts';
import { type ColumnScan, openScanner, type Scanner } from './duckdb-scan.ts';
import { type Column, double, type OpenSnapshot } from './duckdb-snapshot.ts';
import { numericTypes } from './footer.ts';
import { type Grid, gridCodes, gridOver, integerGrid } from './grid.ts';
import {
  type CodeCounts,
  codesPart,
  everything,
  extractPart,
  extremesPart,
  type Held,
  type Kernel,
  sumPart,
} from './kernel.ts';
import { fixedPointScale, hasSquares, largestSquare, meanOf } from './moments.ts';
import { type CodeTask, type CollectTask, narrow, pick, type SortTask } from './order-search.ts';
import { orderAmong, ranksOf } from './ranks.ts';
import type { ScanProgress } from './scan-progress.ts';

/** Values that may be collected at once, of all columns of a batch: 64 MiB. */
const collectable = 8 * 2 ** 20;

const isWhole = ({ type }: Column): boolean => type === 'integer' || type === 'date' || type === 'timestamp';

/** A grid in which the sample is spread: it leaves out its outermost values, for a single one may lie far away. */
const gridFor = (sample: Float64Array, column: Column): Grid => {
  const outermost = Math.floor(sample.length / 1000);
  const [from, to] = [sample[outermost] ?? 0, sample[sample.length - 1 - outermost] ?? 0];
  const [low, high] = [sample[0] ?? 0, sample.at(-1) ?? 0];
  if (isWhole(column) && high - low < gridCodes / 2) return integerGrid(low, high);
  const margin = (to - from) / 20;
  return gridOver(from - margin, to + margin);
};

const distinctIn = (sample: Float64Array, most: number): boolean => {
  let distinct = 0;
  for (let index = 0; index < sample.length && distinct <= most; index += 1)
    if (sample[index] !== sample[index - 1]) distinct += 1;
  return distinct <= most;
};

/** What is known of a column while its survey goes on. */
interface State {
  readonly request: SurveyRequest;
  readonly column: Column;
  readonly held: Held;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly order: OrderStatistic[];
  distinct: NumericSurvey['distinct'];
  tasks: readonly CodeTask[];
  collect: readonly CollectTask[];
  sort: readonly SortTask[];
  mean: number | undefined;
  moments: Moments | undefined;
}

/** The first scan: what is apart, the extremes, and counts by code. */
const firstScan = async (
  open: OpenSnapshot,
  kernel: Kernel,
  scanner: Scanner,
  batch: readonly Asked<SurveyRequest>[],
  most: number,
): Promise<readonly State[]> => {
  kernel.clear();
  const samples = await scanner.sample(batch.map(({ column }) => column));
  kernel.clear();
  const parts = batch.map(({ column, request }, index) => {
    const grid = gridFor(samples[index] as Float64Array, column);
    const counted = request.ranks !== undefined || request.distinctLimit !== undefined;
    return counted ? { grid, codes: codesPart(kernel, everything, grid) } : { grid, extremes: extremesPart(kernel) };
  });
  const scans = batch.map(({ column }, index): ColumnScan => {
    const { extremes, codes } = parts[index] as (typeof parts)[number];
    return { column, parts: [codes, extremes].filter((part) => part !== undefined) };
  });
  const held = await scanner.scan(scans);
  const states: State[] = [];
  for (const [index, { column, request }] of batch.entries()) {
    const { grid, extremes, codes } = parts[index] as (typeof parts)[number];
    const apart = held[index] as Held;
    const counts = codes?.result();
    const range = counts?.extremes ?? extremes?.result();
    await checkDoubles(open, column, range);
    const state: State = {
      request,
      column,
      held: apart,
      min: range?.min,
      max: range?.max,
      order: [],
      distinct: undefined,
      tasks: [],
      collect: [],
      sort: [],
      mean: undefined,
      moments: undefined,
    };
    states.push(state);
    if (!counts) continue;
    const limit = request.distinctLimit;
    const used = counts.counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
    if (limit !== undefined && used <= limit && distinctIn(samples[index] as Float64Array, limit))
      state.distinct = await distinctOf(open, column, limit);
    const ranks = ranksOf(request.ranks ?? [], apart.finite);
    if (state.distinct) state.order.push(...orderAmong(state.distinct, ranks));
    else proceed(state, { interval: everything, grid, ranks, depth: 0 }, counts, most);
  }
  return states;
};

/** Takes up what follows from the counts of an interval. */
const proceed = (state: State, task: CodeTask, counts: CodeCounts, most: number): void => {
  const next = narrow(task, counts, isWhole(state.column), most);
  state.order.push(...next.found);
  if (next.collect) state.collect = [...state.collect, next.collect];
  state.tasks = [...state.tasks, ...next.narrow];
  state.sort = [...state.sort, ...next.sort];
};

/** A later scan: collects what is small enough, narrows what is not, and adds up. Only columns that still want something are read. */
const nextScan = async (kernel: Kernel, scanner: Scanner, states: readonly State[], most: number): Promise<void> => {
  kernel.clear();
  const work = states.map((state) => {
    const { collect, tasks, held, min = 0, max = 0 } = state;
    [state.collect, state.tasks] = [[], []];
    const scale =
      state.mean === undefined
        ? fixedPointScale(Math.max(Math.abs(min), Math.abs(max)))
        : fixedPointScale(largestSquare(state.mean, min, max));
    return {
      state,
      collect: collect.map((task) => ({
        task,
        part: extractPart(kernel, task.interval, task.grid, task.codes, task.count),
      })),
      tasks: tasks.map((task) => ({ task, part: codesPart(kernel, task.interval, task.grid) })),
      sum: wantsSum(state) && held.finite > 0 ? { scale, part: sumPart(kernel, scale, state.mean) } : undefined,
    };
  });
  const scans = work.map(
    ({ state, collect, tasks, sum }): ColumnScan => ({
      column: state.column,
      parts: [...collect.map(({ part }) => part), ...tasks.map(({ part }) => part), ...(sum ? [sum.part] : [])],
    }),
  );
  await scanner.scan(scans);
  for (const { state, collect, tasks, sum } of work) {
    for (const { task, part } of collect) state.order.push(...pick(task, part.result()));
    for (const { task, part } of tasks) proceed(state, task, part.result(), most);
    if (!sum) continue;
    const { min = 0, max = 0 } = state;
    const mean = meanOf(sum.part.result(), state.held.finite, sum.scale);
    if (state.mean === undefined && min === max) state.moments = { mean: min, standardDeviation: 0 };
    else if (state.mean !== undefined) state.moments = { mean: state.mean, standardDeviation: Math.sqrt(mean) };
    state.mean ??= mean;
  }
};

/** Whether a sum is still missing: that of the values, or that of the squares. */
const wantsSum = ({ request, mean, moments, min = 0, max = 0 }: State): boolean =>
  request.moments === true && moments === undefined && (mean === undefined || hasSquares(min, max));

const isOpen = (state: State): boolean =>
  state.collect.length > 0 || state.tasks.length > 0 || (wantsSum(state) && state.held.finite > 0);

const distinctOf = async (
  { session }: OpenSnapshot,
  { double: value }: Column,
  limit: number,
): Promise<NumericSurvey['distinct']> => {
  const values = await session.rows(
    `SELECT ${value}, count(*) FROM ${session.source} WHERE isfinite(${value}) GROUP BY 1 LIMIT ${limit + 1}`,
  );
  return values.length > limit
    ? undefined
    : values.map(([each, count]) => ({ value: Number(each), count: Number(count) })).sort((a, b) => a.value - b.value);
};

/** Lets DuckDB sort an interval, which spills to disk when it must. */
const sorted = async (
  { session }: OpenSnapshot,
  { double: value }: Column,
  { interval, ranks, below }: SortTask,
): Promise<readonly OrderStatistic[]> => {
  const found: OrderStatistic[] = [];
  const within = [
    `isfinite(${value})`,
    ...(Number.isFinite(interval.from) ? [`${value} >= ${double(interval.from)}`] : []),
    ...(Number.isFinite(interval.to) ? [`${value} < ${double(interval.to)}`] : []),
  ];
  const sql = `SELECT ${value}, count(*) FROM ${session.source} WHERE ${within.join(' AND ')} GROUP BY 1 ORDER BY 1`;
  let before = below;
  for await (const rows of session.stream(sql))
    for (const [each, count] of rows) {
      const after = before + Number(count);
      for (const rank of ranks)
        if (rank > before && rank <= after) found.push({ rank, value: Number(each), below: before, atMost: after });
      before = after;
    }
  return found;
};

/** Surveys columns with as few scans as it takes: one to count by code, one to collect what the ranks lie among; more for odd ones. */
export const survey = (
  open: OpenSnapshot,
  kernel: Kernel,
  requests: readonly SurveyRequest[],
  progress: ScanProgress,
): Promise<readonly OrRefusal<NumericSurvey>[]> =>
  inBatches(open, requests, numericTypes, async (batch) => {
    const wanted = batch.reduce((sum, { request }) => sum + ranksOf(request.ranks ?? [], open.schema.rows).length, 0);
    const most = Math.min(2 ** 18, Math.floor(collectable / Math.max(1, wanted)));
    const scanner = await openScanner(
      open,
      kernel,
      batch.map(({ column }) => column),
      progress,
    );
    const states = await firstScan(open, kernel, scanner, batch, most);
    for (let unfinished = states.filter(isOpen); unfinished.length > 0; unfinished = states.filter(isOpen))
      await nextScan(kernel, scanner, unfinished, most);
    for (const state of states)
      for (const task of state.sort) state.order.push(...(await sorted(open, state.column, task)));
    return states.map(
      ({ request, held, min, max, order, distinct, moments }): NumericSurvey => ({
        name: request.name,
        ...held,
        min,
        max,
        order: order.sort((a, b) => a.rank - b.rank),
        distinct: held.finite === 0 && request.distinctLimit !== undefined ? [] : distinct,
        moments,
      }),
    );
  });
