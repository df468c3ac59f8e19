/** Codes of a grid: 0 to one below. kernel.wat knows the number too. */
export const gridCodes = 16_384;

/** Gives each value a code that never falls while the value grows, however it is rounded. `scale` is positive and finite. */
export interface Grid {
  readonly low: number;
  readonly scale: number;
}

/** The code of a value, as the kernel computes it: round(clamp((x - low) * scale)), ties to even. */
export const codeOf = ({ low, scale }: Grid, value: number): number =>
  Math.max(Math.min((value - low) * scale, gridCodes - 1), 0) + 2 ** 52 - 2 ** 52;

/** A grid whose codes are spread over an interval. */
export const gridOver = (from: number, to: number): Grid => {
  const scale = gridCodes / (to - from);
  return {
    low: from,
    scale: scale > 2 ** -1000 && scale < 2 ** 1000 ? scale : scale >= 2 ** 1000 ? 2 ** 1000 : 2 ** -1000,
  };
};

/** A grid with a code for each integer around an interval of at most `gridCodes` integers. */
export const integerGrid = (from: number, to: number): Grid => ({
  low: Math.floor(from - (gridCodes - (to - from)) / 2),
  scale: 1,
});

// The bits of a double as an integer that grows with it; -0 comes before 0.
const view = new DataView(new ArrayBuffer(8));
const toOrder = (value: number): bigint => {
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) : bits;
};
const fromOrder = (order: bigint): number => {
  view.setBigInt64(0, order < 0n ? -order | -0x8000_0000_0000_0000n : order);
  return view.getFloat64(0) + 0;
};

/** The smallest double whose code is at least this; -infinity for code 0, infinity behind the last. */
export const startOfCode = (grid: Grid, code: number): number => {
  if (code <= 0) return Number.NEGATIVE_INFINITY;
  if (code >= gridCodes) return Number.POSITIVE_INFINITY;
  let [low, high] = [toOrder(-Number.MAX_VALUE), toOrder(Number.MAX_VALUE)];
  if (codeOf(grid, Number.MAX_VALUE) < code) return Number.POSITIVE_INFINITY;
  while (low < high) {
    const middle = low + (high - low) / 2n;
    if (codeOf(grid, fromOrder(middle)) >= code) high = middle;
    else low = middle + 1n;
  }
  return fromOrder(low);
};
