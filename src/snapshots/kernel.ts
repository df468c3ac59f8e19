import type { EdgeSet } from './column-counts.ts';
import { codeOf, type Grid, gridCodes } from './grid.ts';
import { kernelBytes } from './kernel-bytes.ts';

/** The functions of kernel.wat. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly compact: (at: number, validity: number, n: number) => number;
  readonly finite: (at: number, n: number, apart: number) => number;
  readonly extremes: (at: number, n: number, extremes: number) => void;
  readonly within: (at: number, n: number, from: number, to: number, out: number, below: number) => number;
  readonly codes: (at: number, n: number, low: number, scale: number, counts: number) => void;
  readonly extract: (at: number, n: number, low: number, scale: number, flags: number, out: number) => number;
  readonly at_most: (at: number, n: number, bounds: number, m: number, counts: number) => void;
  readonly bins: (
    at: number,
    n: number,
    low: number,
    scale: number,
    first: number,
    bounds: number,
    counts: number,
  ) => void;
  readonly sums: (at: number, n: number, scale: number, sum: number) => void;
  readonly squares: (at: number, n: number, mean: number, scale: number, sum: number) => void;
}

/** What we use of WebAssembly, which the types of Node.js leave out. */
interface Assembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** Most values of a vector. */
export const vectorLength = 2048;

// The memory begins with the validity bits of a vector, the vector with room behind it, those within an interval, and what is extracted.
const validityAt = 0;
const vectorAt = 1024;
const withinAt = vectorAt + vectorLength * 8 + 256;
const outAt = withinAt + vectorLength * 8 + 256;
const firstFree = outAt + vectorLength * 8 + 256;

/** WebAssembly with memory of its own for one scan: what is reserved stays until `clear`. */
export interface Kernel {
  readonly run: Exports;
  /** Lays the values of a vector that are not null to `vectorAt`; returns how many they are. */
  readonly load: (values: Uint8Array, validity: Uint8Array | null, n: number) => number;
  /** The same of values that are all there. */
  readonly loadDoubles: (values: Float64Array) => number;
  /** The vector as it lies there. */
  readonly values: (n: number) => Float64Array;
  /** Reserves zeros; returns their address. */
  readonly reserve: (bytes: number) => number;
  readonly clear: () => void;
  /** Room for so many doubles outside of WebAssembly, which is used again by the next who asks: fresh memory costs more than counting. */
  readonly hold: (n: number) => Float64Array;
  readonly doubles: (at: number, n: number) => Float64Array;
  readonly longs: (at: number, n: number) => BigInt64Array;
  readonly words: (at: number, n: number) => Uint32Array;
  readonly bytes: (at: number, n: number) => Uint8Array;
}

/** Starts the kernel. Its memory grows with what scans reserve, and is used again by the next. */
export const openKernel = (): Kernel => {
  const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: Assembly }).WebAssembly;
  const run = new Instance(new Module(Buffer.from(kernelBytes, 'base64'))).exports as Exports;
  let free = firstFree;
  let heap = new Uint8Array(run.memory.buffer);
  let doubles = new Float64Array(run.memory.buffer);
  const reserve = (bytes: number): number => {
    const at = free;
    free += Math.ceil(bytes / 16) * 16;
    const missing = free - run.memory.buffer.byteLength;
    if (missing > 0) run.memory.grow(Math.ceil(missing / 65_536));
    heap = new Uint8Array(run.memory.buffer);
    doubles = new Float64Array(run.memory.buffer);
    heap.fill(0, at, free);
    return at;
  };
  reserve(0);
  let room = new Float64Array(0);
  return {
    hold: (n) => {
      if (room.length < n) room = new Float64Array(n);
      return room;
    },
    run,
    load: (values, validity, n) => {
      heap.set(values, vectorAt);
      if (validity === null) return n;
      heap.set(validity, validityAt);
      return run.compact(vectorAt, validityAt, n);
    },
    loadDoubles: (values) => {
      doubles.set(values, vectorAt / 8);
      return values.length;
    },
    values: (n) => doubles.subarray(vectorAt / 8, vectorAt / 8 + n),
    reserve,
    clear: () => {
      free = firstFree;
    },
    doubles: (at, n) => new Float64Array(run.memory.buffer, at, n),
    longs: (at, n) => new BigInt64Array(run.memory.buffer, at, n),
    words: (at, n) => new Uint32Array(run.memory.buffer, at, n),
    bytes: (at, n) => new Uint8Array(run.memory.buffer, at, n),
  };
};

/** What one scan does to the finite values of a column: to each vector, then what came of it. */
export interface Part<Result> {
  readonly vector: (n: number) => void;
  readonly result: () => Result;
}

/** Rows, and those apart from the finite values. */
export interface Held {
  readonly rows: number;
  readonly nulls: number;
  readonly nans: number;
  readonly positiveInfinities: number;
  readonly negativeInfinities: number;
  readonly finite: number;
}

/** Counts what is null or not finite, and leaves the finite values at `vectorAt`. */
export const heldPart = (
  kernel: Kernel,
): { readonly vector: (rows: number, held: number) => number; readonly result: () => Held } => {
  const apart = kernel.reserve(24);
  const seen = { rows: 0, nulls: 0, finite: 0 };
  return {
    vector: (rows, held) => {
      const finite = kernel.run.finite(vectorAt, held, apart);
      seen.rows += rows;
      seen.nulls += rows - held;
      seen.finite += finite;
      return finite;
    },
    result: () => {
      const [nans, positive, negative] = kernel.longs(apart, 3);
      return {
        ...seen,
        nans: Number(nans),
        positiveInfinities: Number(positive),
        negativeInfinities: Number(negative),
      };
    },
  };
};

/** Smallest and largest value; undefined when there is none. */
export const extremesPart = (
  kernel: Kernel,
): Part<{ readonly min: number; readonly max: number } | undefined> & {
  readonly look: (at: number, n: number) => void;
} => {
  const extremes = kernel.reserve(16);
  kernel.doubles(extremes, 2).set([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  const look = (at: number, n: number): void => kernel.run.extremes(at, n, extremes);
  return {
    look,
    vector: (n) => look(vectorAt, n),
    result: () => {
      const [min = 0, max = 0] = kernel.doubles(extremes, 2);
      return min > max ? undefined : { min: min + 0, max: max + 0 };
    },
  };
};

/** Values from `from` to below `to`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** All finite values. */
export const everything: Interval = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Leads to the values of an interval: where they lie, and how many. Counts those below it. */
const within = (
  kernel: Kernel,
  { from, to }: Interval,
): { readonly of: (n: number) => readonly [at: number, n: number]; readonly below: () => number } => {
  if (from === everything.from && to === everything.to) return { of: (n) => [vectorAt, n], below: () => 0 };
  const below = kernel.reserve(8);
  return {
    of: (n) => [withinAt, kernel.run.within(vectorAt, n, from, to, withinAt, below)],
    below: () => Number(kernel.longs(below, 1)[0]),
  };
};

/** What the values of an interval are like. */
export interface CodeCounts {
  /** How many values lie below the interval. */
  readonly below: number;
  readonly counts: Uint32Array;
  readonly extremes: { readonly min: number; readonly max: number } | undefined;
}

/** Counts the values of an interval by code, and finds the smallest and the largest of them. */
export const codesPart = (kernel: Kernel, interval: Interval, { low, scale }: Grid): Part<CodeCounts> => {
  const values = within(kernel, interval);
  const counts = kernel.reserve(gridCodes * 4);
  const extremes = extremesPart(kernel);
  return {
    vector: (rows) => {
      const [at, n] = values.of(rows);
      kernel.run.codes(at, n, low, scale, counts);
      extremes.look(at, n);
    },
    result: () => ({
      below: values.below(),
      counts: kernel.words(counts, gridCodes).slice(),
      extremes: extremes.result(),
    }),
  };
};

/** Collects the values of an interval that have one of the codes, in ascending order. `n` is how many they are. */
export const extractPart = (
  kernel: Kernel,
  interval: Interval,
  { low, scale }: Grid,
  codes: readonly number[],
  n: number,
): Part<Float64Array> => {
  const source = within(kernel, interval);
  const flags = kernel.reserve(gridCodes);
  for (const code of codes) kernel.bytes(flags, gridCodes)[code] = 1;
  const values = new Float64Array(n);
  let held = 0;
  return {
    vector: (rows) => {
      const [at, some] = source.of(rows);
      const more = kernel.run.extract(at, some, low, scale, flags, outAt);
      if (more === 0) return;
      if (held + more <= n) values.set(kernel.doubles(outAt, more), held);
      held += more;
    },
    result: () => {
      if (held !== n) throw new Error(`the scan found ${held} values where the one before found ${n}`);
      return values.map((value) => value + 0).sort();
    },
  };
};

/** Most bounds that are compared one by one; with more of them a grid leads to the right one (measured). */
const fewBounds = 12;

/** Counts how many values do not exceed each of the bounds, which are ascending, distinct and finite. */
export const boundsPart = (kernel: Kernel, bounds: readonly number[]): Part<readonly number[]> => {
  const boundsAt = kernel.reserve((bounds.length + 1) * 8);
  kernel.doubles(boundsAt, bounds.length + 1).set([...bounds, Number.POSITIVE_INFINITY]);
  const counts = kernel.reserve((bounds.length + 1) * 8);
  const read = (): readonly number[] => Array.from(kernel.longs(counts, bounds.length), Number);
  if (bounds.length <= fewBounds)
    return { vector: (n) => kernel.run.at_most(vectorAt, n, boundsAt, bounds.length, counts), result: read };
  const grid = { low: bounds[0] as number, scale: gridScale(bounds[0] as number, bounds.at(-1) as number) };
  const first = kernel.reserve(gridCodes * 4);
  const table = kernel.words(first, gridCodes);
  let bound = 0;
  for (let code = 0; code < gridCodes; code += 1) {
    while (bound < bounds.length && codeOf(grid, bounds[bound] as number) < code) bound += 1;
    table[code] = bound;
  }
  return {
    vector: (n) => kernel.run.bins(vectorAt, n, grid.low, grid.scale, first, boundsAt, counts),
    result: () => {
      let sum = 0;
      return read().map((count) => {
        sum += count;
        return sum;
      });
    },
  };
};

const gridScale = (from: number, to: number): number =>
  Math.min(2 ** 1000, Math.max(2 ** -1000, (gridCodes - 1) / (to - from)));

/** Adds up integers exactly: x * scale, or (x - mean)^2 * scale. */
export const sumPart = (kernel: Kernel, scale: number, mean?: number): Part<bigint> => {
  const at = kernel.reserve(16);
  return {
    vector: (n) =>
      mean === undefined ? kernel.run.sums(vectorAt, n, scale, at) : kernel.run.squares(vectorAt, n, mean, scale, at),
    result: () => {
      const [low = 0n, high = 0n] = kernel.longs(at, 2);
      return (high << 32n) + low;
    },
  };
};

/** The largest double below one. */
const nextBelow = (value: number): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? -0 : value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0) + 0;
};

/** An edge as the bound that values of its lower bin do not exceed: what lies below an edge lies at or below the double before it. */
export const upperBound = (edge: number, closed: EdgeSet['closed']): number =>
  (closed === 'right' ? edge : nextBelow(edge)) + 0;
