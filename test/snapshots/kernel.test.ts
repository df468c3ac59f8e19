import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, type Grid, gridCodes, gridOver, integerGrid, startOfCode } from '../../src/snapshots/grid.ts';
import {
  boundsPart,
  codesPart,
  everything,
  extractPart,
  extremesPart,
  heldPart,
  openKernel,
  sumPart,
  upperBound,
} from '../../src/snapshots/kernel.ts';
import { fixedPointScale, momentsOf } from '../../src/snapshots/moments.ts';

const kernel = openKernel();
const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 1, 2, 3),
  fc.integer({ min: -50, max: 50 }),
);
const vector = fc.array(finite, { maxLength: 60 });

const load = (values: readonly number[]): number =>
  kernel.load(new Uint8Array(new Float64Array(values).buffer), null, values.length);

/** Shows vectors to a part, and tells what came of it. */
const through = <Result>(
  part: { vector: (n: number) => void; result: () => Result },
  vectors: readonly (readonly number[])[],
): Result => {
  for (const values of vectors) part.vector(load(values));
  return part.result();
};

const grids = fc.oneof(
  fc.tuple(finite, finite).map(([a, b]) => gridOver(Math.min(a, b), Math.max(a, b))),
  fc.integer({ min: -60, max: 60 }).map((low) => integerGrid(low, low + 100)),
);

describe('the kernel', () => {
  it('sets nulls, NaN and infinities apart', () => {
    const cells = fc.array(fc.oneof(finite, fc.constantFrom(null, Number.NaN, 1 / 0, -1 / 0)), { maxLength: 200 });
    fc.assert(
      fc.property(cells, (values) => {
        kernel.clear();
        const validity = new Uint8Array(32);
        for (const [index, value] of values.entries())
          if (value !== null) validity[index >> 3] = (validity[index >> 3] as number) | (1 << (index & 7));
        const bytes = new Uint8Array(new Float64Array(values.map((value) => value ?? 7)).buffer);
        const part = heldPart(kernel);
        const kept = part.vector(values.length, kernel.load(bytes, validity, values.length));
        const numbers = values.filter((value) => value !== null);
        expect([...kernel.values(kept)]).toEqual(numbers.filter(Number.isFinite));
        expect(part.result()).toEqual({
          rows: values.length,
          nulls: values.length - numbers.length,
          finite: kept,
          nans: numbers.filter(Number.isNaN).length,
          positiveInfinities: numbers.filter((value) => value === 1 / 0).length,
          negativeInfinities: numbers.filter((value) => value === -1 / 0).length,
        });
      }),
    );
  });

  it('counts by code and collects by code, within an interval and without', () => {
    fc.assert(
      fc.property(
        fc.array(vector, { maxLength: 4 }),
        grids,
        finite,
        finite,
        fc.boolean(),
        (vectors, grid, a, b, all) => {
          kernel.clear();
          const interval = all ? everything : { from: Math.min(a, b), to: Math.max(a, b) };
          const values = vectors.flat();
          const inside = values
            .filter((value) => value >= interval.from && value < interval.to)
            .map((value) => value + 0);
          const counted = through(codesPart(kernel, interval, grid), vectors);
          const expected = new Uint32Array(gridCodes);
          for (const value of inside) expected[codeOf(grid, value)] = (expected[codeOf(grid, value)] as number) + 1;
          expect(counted.counts).toEqual(expected);
          expect(counted.below).toBe(values.filter((value) => value < interval.from).length);
          expect(counted.extremes).toEqual(
            inside.length === 0 ? undefined : { min: Math.min(...inside), max: Math.max(...inside) },
          );
          const codes = [...new Set(inside.slice(0, 3).map((value) => codeOf(grid, value)))];
          const wanted = inside.filter((value) => codes.includes(codeOf(grid, value)));
          const collected = through(extractPart(kernel, interval, grid, codes, wanted.length), vectors);
          expect([...collected]).toEqual(wanted.sort((x, y) => x - y));
        },
      ),
    );
  });

  it('counts by few bounds and by many', () => {
    const bounds = fc
      .uniqueArray(
        finite.map((value) => value + 0),
        { maxLength: 40 },
      )
      .map((edges) => edges.sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 4 }), bounds, (vectors, edges) => {
        kernel.clear();
        const expected = edges.map((edge) => vectors.flat().filter((value) => value <= edge).length);
        expect(through(boundsPart(kernel, edges), vectors)).toEqual(expected);
      }),
    );
  });

  it('finds extremes, and adds up as JavaScript does', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 4 }), (vectors) => {
        kernel.clear();
        const values = vectors.flat();
        const extremes = through(extremesPart(kernel), vectors);
        expect(extremes === undefined).toBe(values.length === 0);
        if (!extremes) return;
        expect(extremes).toEqual({ min: Math.min(...values) + 0, max: Math.max(...values) + 0 });
        const scale = fixedPointScale(Math.max(-extremes.min, extremes.max));
        const sum = through(sumPart(kernel, scale), vectors);
        const moments = momentsOf(new Float64Array(values), extremes.min, extremes.max);
        if (moments && extremes.min < extremes.max) expect(Number(sum) / values.length / scale).toBe(moments.mean);
      }),
    );
  });
});

describe('a grid', () => {
  it('gives codes that never fall, and knows where each begins', () => {
    fc.assert(
      fc.property(grids, finite, finite, fc.integer({ min: 0, max: gridCodes }), (grid: Grid, a, b, code) => {
        expect(codeOf(grid, Math.min(a, b))).toBeLessThanOrEqual(codeOf(grid, Math.max(a, b)));
        const start = startOfCode(grid, code);
        if (Number.isFinite(start)) {
          expect(codeOf(grid, start)).toBeGreaterThanOrEqual(code);
          const before = upperBound(start, 'left');
          if (Number.isFinite(before)) expect(codeOf(grid, before)).toBeLessThan(code);
        } else expect(code === 0 || codeOf(grid, Number.MAX_VALUE) < code).toBe(true);
      }),
    );
  });
});
