type Present = number | string;
type Value = Present | null | undefined;

const share = (count: number, of: number): number => Math.max(count / of, 1e-4);

const sum = (reference: readonly number[], current: readonly number[]): number => {
  const [referenceCount, currentCount] = [reference, current].map((counts) => counts.reduce((a, b) => a + b, 0));
  return reference.reduce((total, count, bin) => {
    const other = current[bin] ?? 0;
    if (count === 0 && other === 0) return total;
    const p = share(count, referenceCount ?? 0);
    const q = share(other, currentCount ?? 0);
    return total + (p - q) * Math.log(p / q);
  }, 0);
};

/**
 * The population stability index as the team of the example computes it: ten bins of reference quantiles for numbers with
 * more than twenty different values, one bin a value otherwise; nulls left out. Written apart from src/, so that the claims
 * in the run files are a second opinion on the toolkit's own numbers.
 */
export const populationStabilityIndex = (reference: readonly Value[], current: readonly Value[]): number => {
  const present = (values: readonly Value[]) =>
    values.filter((value): value is Present => value !== null && value !== undefined);
  const [before, after] = [present(reference), present(current)];
  const distinct = new Set(before);
  const count = (values: readonly Present[], bins: number, binOf: (value: Present) => number): number[] => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) counts[binOf(value)] = (counts[binOf(value)] ?? 0) + 1;
    return counts;
  };
  if (typeof before[0] !== 'number' || distinct.size <= 20) {
    const names = [...new Set([...before, ...after])];
    const binOf = (value: Present) => names.indexOf(value);
    return sum(count(before, names.length, binOf), count(after, names.length, binOf));
  }
  const sorted = (before as number[]).toSorted((a, b) => a - b);
  const edges = [
    ...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => sorted[Math.ceil((k * sorted.length) / 10) - 1] ?? 0)),
  ];
  const binOf = (value: Present) => {
    const bin = edges.findIndex((edge) => Number(value) <= edge);
    return bin < 0 ? edges.length : bin;
  };
  return sum(count(before, edges.length + 1, binOf), count(after, edges.length + 1, binOf));
};
