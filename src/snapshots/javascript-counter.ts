import { plainText } from '../base/plain-text.ts';
import { asParquet } from './as-parquet.ts';
import { type Cell, categoryText } from './cell.ts';
import type {
  CategoryCounts,
  CategoryRequest,
  Counted,
  HistogramRequest,
  NumericCounts,
  NumericSurvey,
  OrRefusal,
  SliceRequest,
  SurveyRequest,
} from './column-counts.ts';
import { isRefusal } from './column-counts.ts';
import { byValue, categoryTally, eachApart, numericTally } from './counting.ts';
import { distanceTally } from './distance.ts';
import { categoricalTypes, columnNamed, meant, numericTypes, readFooters, sliceTypes } from './footer.ts';
import { cellsOf, type JavascriptSnapshot, numbersOf, sortedFinite } from './javascript-column.ts';
import { momentsOf } from './moments.ts';
import { openOnce } from './open-once.ts';
import { ranksOf } from './ranks.ts';
import type { Counter, WorkerSettings } from './serve.ts';
import { SnapshotError } from './snapshot-error.ts';
import { countAtMost, countBelow } from './sorted.ts';
import type { SnapshotSource } from './source.ts';

const distinctOf = (sorted: Float64Array, limit: number): NumericSurvey['distinct'] => {
  const found: { value: number; count: number }[] = [];
  for (let index = 0; index < sorted.length; ) {
    if (found.length === limit) return undefined;
    const value = sorted[index] as number;
    const next = countAtMost(sorted, value);
    found.push({ value, count: next - index });
    index = next;
  }
  return found;
};

const surveyOf = async (snapshot: JavascriptSnapshot, request: SurveyRequest): Promise<NumericSurvey> => {
  const column = columnNamed(snapshot.footers, request.name, numericTypes);
  const numbers = await numbersOf(snapshot, column);
  const tally = numericTally({ name: request.name, sets: [] });
  numbers.values.forEach((value, row) => {
    tally.add(numbers.held[row] === 1 ? value : null);
  });
  const sorted = sortedFinite(numbers);
  const { bins: _, ...apart } = tally.counts();
  const [min, max] = [sorted[0], sorted.at(-1)];
  return {
    ...apart,
    finite: sorted.length,
    min,
    max,
    order: ranksOf(request.ranks ?? [], sorted.length).map((rank) => {
      const value = sorted[rank - 1] as number;
      return { rank, value, below: countBelow(sorted, value), atMost: countAtMost(sorted, value) };
    }),
    distinct: request.distinctLimit === undefined ? undefined : distinctOf(sorted, request.distinctLimit),
    moments: request.moments && min !== undefined && max !== undefined ? momentsOf(sorted, min, max) : undefined,
  };
};

/** The slice of each row, by number, and what the slices are called. */
interface Slices {
  readonly ofRow: Uint32Array;
  readonly values: readonly (string | null)[];
}

const slicesOf = async (snapshot: JavascriptSnapshot, { column: name, limit }: SliceRequest): Promise<Slices> => {
  const column = columnNamed(snapshot.footers, name, sliceTypes);
  const numbers = new Map<string | null, number>();
  const ofRow = new Uint32Array(snapshot.footers.rows);
  let row = 0;
  for await (const chunk of cellsOf(snapshot, column))
    for (const cell of chunk) {
      const value = cell === null ? null : categoryText(cell, column.type);
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      if (numbers.size > limit)
        throw new SnapshotError(
          'too-many-categories',
          `the slice column ${plainText(name)} has more than ${limit} values`,
        );
      ofRow[row] = number;
      row += 1;
    }
  return { ofRow, values: [...numbers.keys()] };
};

/** Counts each request over all rows and over the rows of each slice. */
const counted = async <Request extends { readonly name: string }, Counts extends { readonly rows: number }>(
  snapshot: JavascriptSnapshot,
  requests: readonly Request[],
  sliceBy: SliceRequest | undefined,
  count: (
    request: Request,
    slices: Slices | undefined,
  ) => Promise<{ readonly all: Counts; readonly slices: readonly Counts[] }>,
): Promise<Counted<Counts>> => {
  const slices = sliceBy && (await slicesOf(snapshot, sliceBy));
  const found = await eachApart(requests, async (request) => ({
    name: request.name,
    ...(await count(request, slices)),
  }));
  const rows = new Array<number>(slices?.values.length ?? 0).fill(0);
  for (const slice of slices?.ofRow ?? []) rows[slice] = (rows[slice] ?? 0) + 1;
  return {
    columns: found.map((each) => (isRefusal(each) ? each : each.all)),
    slices: (slices?.values ?? [])
      .map((value, index) => ({
        value,
        rows: rows[index] ?? 0,
        columns: found.map((each): OrRefusal<Counts> => (isRefusal(each) ? each : (each.slices[index] as Counts))),
      }))
      .sort(byValue),
  };
};

const histogramOf = (snapshot: JavascriptSnapshot) => async (request: HistogramRequest, slices: Slices | undefined) => {
  const column = columnNamed(snapshot.footers, request.name, numericTypes);
  const { values, held } = await numbersOf(snapshot, column);
  const all = numericTally(request);
  const apart = (slices?.values ?? []).map(() => numericTally(request));
  values.forEach((value, row) => {
    const number = held[row] === 1 ? value : null;
    all.add(number);
    if (slices) apart[slices.ofRow[row] as number]?.add(number);
  });
  return { all: all.counts(), slices: apart.map((tally): NumericCounts => tally.counts()) };
};

/** Counts equal cells first: of unseen values, a tally wants each once. */
const categoriesOf = (snapshot: JavascriptSnapshot) => async (request: CategoryRequest, slices: Slices | undefined) => {
  const column = columnNamed(snapshot.footers, request.name, categoricalTypes);
  const counts = [undefined, ...(slices?.values ?? [])].map(() => new Map<string | number | null, number>());
  const cellOfKey = new Map<string | number | null, Cell | null>();
  let row = 0;
  for await (const chunk of cellsOf(snapshot, column))
    for (const cell of chunk) {
      const key = cell === null || typeof cell === 'number' ? cell : categoryText(cell, column.type);
      if (!cellOfKey.has(key)) cellOfKey.set(key, cell);
      const [all, own] = [counts[0], slices && counts[1 + (slices.ofRow[row] as number)]];
      all?.set(key, (all.get(key) ?? 0) + 1);
      own?.set(key, (own.get(key) ?? 0) + 1);
      row += 1;
    }
  const tallied = counts.map((map): CategoryCounts => {
    const tally = categoryTally(request, column.type);
    for (const [key, count] of map) tally.add(cellOfKey.get(key) ?? null, count);
    return tally.counts();
  });
  return { all: tallied[0] as CategoryCounts, slices: tallied.slice(1) };
};

/** Counts in plain JavaScript, in this process: only the worker calls it. Holds one column and one slice column at a time. */
export const javascriptCounter = (settings: WorkerSettings): Counter => {
  const { limits } = settings;
  const read = async (given: SnapshotSource, id: number): Promise<JavascriptSnapshot> => {
    const { source, columns } = await asParquet(given, settings, id);
    const footers = await readFooters(source, limits.columns);
    return { source, footers: { ...footers, columns: meant(footers, columns) }, memoryBytes: limits.engineMemoryBytes };
  };
  const open = openOnce(read, () => undefined);
  return {
    schema: async (source) => {
      const { rows, columns } = (await open(source)).footers;
      return { rows, columns };
    },
    survey: async (source, requests) => {
      const snapshot = await open(source);
      return eachApart(requests, (request) => surveyOf(snapshot, request));
    },
    histogram: async (source, requests, options) => {
      const snapshot = await open(source);
      return counted(snapshot, requests, options?.sliceBy, histogramOf(snapshot));
    },
    categories: async (source, requests, options) => {
      const snapshot = await open(source);
      return counted(snapshot, requests, options?.sliceBy, categoriesOf(snapshot));
    },
    distances: async (reference, current, columns) => {
      const [before, after] = [await open(reference), await open(current)];
      return eachApart(
        columns.map((name) => ({ name })),
        async ({ name }) => {
          const sorted = async (snapshot: JavascriptSnapshot): Promise<Float64Array> =>
            sortedFinite(await numbersOf(snapshot, columnNamed(snapshot.footers, name, numericTypes)));
          const [left, right] = [await sorted(before), await sorted(after)];
          const tally = distanceTally(name, left.length, right.length);
          for (let i = 0, j = 0; i < left.length || j < right.length; ) {
            const value = Math.min(left[i] ?? Number.POSITIVE_INFINITY, right[j] ?? Number.POSITIVE_INFINITY);
            const [inLeft, inRight] = [i, j];
            while (left[i] === value) i += 1;
            while (right[j] === value) j += 1;
            tally.add(value, i - inLeft, j - inRight);
          }
          return tally.distance();
        },
      );
    },
  };
};
