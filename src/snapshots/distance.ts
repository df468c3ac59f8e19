import type { ColumnDistance } from './column-counts.ts';

/**
 * Adds up the distance of two columns while their values come in ascending order, each once, with how often either side holds it.
 * Every engine ends here, so that the same counts give the same bits. `reference` and `current` are the finite values of each.
 */
export const distanceTally = (name: string, reference: number, current: number) => {
  let [seenReference, seenCurrent, previous, widest, area, lost] = [0, 0, Number.NaN, 0, 0, 0];
  // |F - G| = gap / (reference * current), a quotient of integers. Beyond 2^53 the product would lose its last digits.
  const exact = reference * current <= 2 ** 53;
  const gap = (): number =>
    exact
      ? Math.abs(seenReference * current - seenCurrent * reference)
      : Number(
          BigInt(seenReference) * BigInt(current) > BigInt(seenCurrent) * BigInt(reference)
            ? BigInt(seenReference) * BigInt(current) - BigInt(seenCurrent) * BigInt(reference)
            : BigInt(seenCurrent) * BigInt(reference) - BigInt(seenReference) * BigInt(current),
        );
  const product = exact ? reference * current : Number(BigInt(reference) * BigInt(current));
  return {
    add: (value: number, inReference: number, inCurrent: number): void => {
      const open = gap();
      widest = Math.max(widest, open);
      if (open > 0) {
        // Neumaier's summation: what a plain sum would round away is kept beside it.
        const term = (open / product) * (value - previous);
        const sum = area + term;
        lost += Math.abs(area) >= Math.abs(term) ? area - sum + term : term - sum + area;
        area = sum;
      }
      previous = value;
      seenReference += inReference;
      seenCurrent += inCurrent;
    },
    distance: (): ColumnDistance => {
      const none = reference === 0 || current === 0;
      return {
        name,
        referenceFinite: reference,
        currentFinite: current,
        kolmogorovSmirnov: none ? undefined : widest / product,
        wasserstein: none ? undefined : area + lost,
      };
    },
  };
};

/** A value, and how many rows hold it. */
export type ValueCount = readonly [value: number, count: number];

/** Walks through two columns at once: each gives its values in ascending order, once each. */
export const inStep = async (
  before: AsyncIterator<ValueCount>,
  after: AsyncIterator<ValueCount>,
  add: (value: number, inReference: number, inCurrent: number) => void,
): Promise<void> => {
  let [left, right] = [await before.next(), await after.next()];
  while (!left.done || !right.done) {
    const [a, b] = [left.done ? undefined : left.value, right.done ? undefined : right.value];
    if (a && (!b || a[0] < b[0])) {
      add(a[0], a[1], 0);
      left = await before.next();
    } else if (b && (!a || b[0] < a[0])) {
      add(b[0], 0, b[1]);
      right = await after.next();
    } else if (a && b) {
      add(a[0], a[1], b[1]);
      [left, right] = [await before.next(), await after.next()];
    }
  }
};
