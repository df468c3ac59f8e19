import type { Moments } from './column-counts.ts';

/** The power of two that brings a positive magnitude just under 2^62; at most 2^1000, so that it is a double. */
export const fixedPointScale = (magnitude: number): number =>
  magnitude === 0 ? 1 : 2 ** Math.min(1000, 61 - Math.floor(Math.log2(magnitude)));

/** The nearest integer, ties to even: what an engine's cast of a double to an integer does. */
const nearestInteger = (value: number): bigint => {
  const floor = Math.floor(value);
  const rest = value - floor;
  return BigInt(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
};

/** Whether the spread of these extremes can be squared: the standard deviation is undefined when not. */
export const hasSquares = (min: number, max: number): boolean =>
  Number.isFinite((max - min) ** 2) && max - min > 1e-150;

/** Sum of integers that were scaled, divided by n, unscaled: two roundings, whatever made the sum. */
export const meanOf = (sum: bigint, n: number, scale: number): number => Number(sum) / n / scale;

/** The largest square of a distance from the mean. */
export const largestSquare = (mean: number, min: number, max: number): number =>
  Math.max((min - mean) ** 2, (max - mean) ** 2);

/** Moments of values in memory, as `Moments` defines them. */
export const momentsOf = (values: Float64Array, min: number, max: number): Moments | undefined => {
  const n = values.length;
  const scale = fixedPointScale(Math.max(Math.abs(min), Math.abs(max)));
  let sum = 0n;
  for (const value of values) sum += nearestInteger(value * scale);
  const mean = meanOf(sum, n, scale);
  if (min === max) return { mean: min, standardDeviation: 0 };
  if (!hasSquares(min, max)) return undefined;
  const squareScale = fixedPointScale(largestSquare(mean, min, max));
  let squares = 0n;
  for (const value of values) squares += nearestInteger((value - mean) * (value - mean) * squareScale);
  return { mean, standardDeviation: Math.sqrt(meanOf(squares, n, squareScale)) };
};
