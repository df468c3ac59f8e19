const search = (sorted: Float64Array, goesOn: (value: number) => boolean): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (goesOn(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How many of ascending values lie below one. */
export const countBelow = (sorted: Float64Array, value: number): number => search(sorted, (each) => each < value);

/** How many of ascending values do not exceed one. */
export const countAtMost = (sorted: Float64Array, value: number): number => search(sorted, (each) => each <= value);
