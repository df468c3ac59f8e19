import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareQuantile, chiSquareTail } from '../../src/evidence/drift-run/chi-square.ts';
import { binMeasures, kolmogorovSmirnovNoiseFloor, largestGapAtEdges } from '../../src/evidence/drift-run/distances.ts';
import { contributionOf, stabilityOf } from '../../src/evidence/drift-run/psi.ts';

/** PSI written a second time, from its definition: as the symmetrized Kullback-Leibler divergence of the floored shares. */
const secondPsi = (reference: readonly number[], current: readonly number[]): number => {
  const floored = (counts: readonly number[]): number[] => {
    let n = 0;
    for (const count of counts) n += count;
    return counts.map((count) => Math.max(1e-4, count / n));
  };
  const [p, q] = [floored(reference), floored(current)];
  const divergence = (a: readonly number[], b: readonly number[]): number => {
    let nats = 0;
    for (let bin = 0; bin < a.length; bin += 1) {
      if (reference[bin] === 0 && current[bin] === 0) continue;
      nats += (a[bin] as number) * (Math.log(a[bin] as number) - Math.log(b[bin] as number));
    }
    return nats;
  };
  return divergence(p, q) + divergence(q, p);
};

const psiOf = (reference: readonly number[], current: readonly number[]): number =>
  stabilityOf(reference, current)?.psi ?? Number.NaN;

const pairs = fc
  .array(fc.tuple(fc.nat(5_000), fc.nat(5_000)), { minLength: 1, maxLength: 40 })
  .filter((bins) => bins.some(([before]) => before > 0) && bins.some(([, after]) => after > 0))
  .map((bins) => [bins.map(([before]) => before), bins.map(([, after]) => after)] as const);

describe('PSI', () => {
  it('gives the worked values', () => {
    expect(psiOf([5, 5], [6, 4])).toBeCloseTo(0.0405465108, 10);
    expect(psiOf([5, 5], [5, 5])).toBe(0);
    expect(psiOf([10, 90], [20, 80])).toBeCloseTo(0.0810930216, 10);
  });

  it('floors an empty side at epsilon and skips what is empty on both', () => {
    const expected = 2 * (0.5 - 0.0001) * Math.log(0.5 / 0.0001) + 0;
    expect(psiOf([50, 50, 0, 0], [50, 0, 50, 0])).toBeCloseTo(expected, 12);
    expect(stabilityOf([50, 50, 0, 0], [50, 0, 50, 0])?.bins).toBe(3);
  });

  it('is absent when a side has no value', () => {
    expect(stabilityOf([0, 0], [1, 2])).toBeUndefined();
    expect(stabilityOf([1, 2], [0, 0])).toBeUndefined();
    expect(stabilityOf([], [])).toBeUndefined();
  });

  it('is never negative, finite, and what a second implementation gives', () => {
    fc.assert(
      fc.property(pairs, ([reference, current]) => {
        const psi = psiOf(reference, current);
        expect(psi).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(psi)).toBe(true);
        expect(psi).toBeCloseTo(secondPsi(reference, current), 9);
      }),
    );
  });

  it('is 0 for equal shares, the same with the sides swapped, and indifferent to the order of the bins', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 9 }), ([reference, current], factor) => {
        expect(
          psiOf(
            reference,
            reference.map((count) => count * factor),
          ),
        ).toBeLessThan(1e-12);
        expect(psiOf(current, reference)).toBeCloseTo(psiOf(reference, current), 12);
        expect(psiOf([...reference].reverse(), [...current].reverse())).toBeCloseTo(psiOf(reference, current), 12);
      }),
    );
  });

  it('adds up from its bins, each of which adds and never takes', () => {
    expect(contributionOf(0.2, 0.2)).toBe(0);
    expect(contributionOf(0, 0)).toBe(0);
    expect(contributionOf(0, 0.5)).toBe(contributionOf(0.5, 0));
    expect(contributionOf(0.1, 0.2) + contributionOf(0.9, 0.8)).toBeCloseTo(0.0810930216, 10);
  });
});

describe('the noise floor', () => {
  // Published tables of the chi-square distribution, upper 5 % points, and R's qchisq to more digits.
  it.each([
    [0.95, 1, 3.841458820694124],
    [0.95, 2, 5.991464547107979],
    [0.95, 3, 7.814727903251179],
    [0.95, 4, 9.487729036781154],
    [0.95, 9, 16.918977604620448],
    [0.95, 10, 18.307038053275146],
    [0.95, 19, 30.14352720564616],
    [0.95, 30, 43.77297182574219],
    [0.95, 99, 123.2252214533618],
    [0.95, 100, 124.34211340400407],
    [0.99, 1, 6.634896601021214],
    [0.99, 9, 21.665994333461924],
    [0.5, 1, 0.454936423119572],
    [0.05, 9, 3.325112843066815],
  ])('uses the %d quantile of chi-square with %d degrees of freedom', (probability, degrees, value) => {
    expect(chiSquareQuantile(probability, degrees) / value).toBeCloseTo(1, 10);
  });

  it('has closed forms to meet: two degrees of freedom are exponential', () => {
    for (const probability of [0.01, 0.3, 0.6827, 0.95, 0.999])
      expect(chiSquareQuantile(probability, 2)).toBeCloseTo(-2 * Math.log(1 - probability), 10);
  });

  it('follows the large-sample law for many bins', () => {
    const wilsonHilferty = (degrees: number): number =>
      degrees * (1 - 2 / (9 * degrees) + 1.6448536269514722 * Math.sqrt(2 / (9 * degrees))) ** 3;
    for (const degrees of [500, 5_000, 50_000])
      expect(chiSquareQuantile(0.95, degrees) / wilsonHilferty(degrees)).toBeCloseTo(1, 5);
  });

  it.each([
    [200, 200, 0.169],
    [500, 500, 0.068],
    [5_000, 200, 0.088],
    [100_000, 1_000, 0.017],
  ])('of ten bins of %d and %d values is what theory says', (reference, current, floor) => {
    const counts = (n: number) => Array.from({ length: 10 }, () => n / 10);
    expect(stabilityOf(counts(reference), counts(current))?.noiseFloor).toBeCloseTo(floor, 3);
  });

  it('is 0 for a single bin, in which nothing can move', () => {
    expect(stabilityOf([7], [9])).toEqual({ psi: 0, bins: 1, noiseFloor: 0 });
  });
});

describe('what the bins say beside the PSI', () => {
  // scipy 1.17: jensenshannon(p, q, base=2) and chi2_contingency([p, q], correction=False).
  it('is what scipy gives', () => {
    const measures = binMeasures([50, 30, 20, 0], [40, 40, 15, 5]);
    expect(measures?.jensenShannonDistance).toBeCloseTo(0.1917576638750537, 12);
    expect(measures?.chiSquare).toBeCloseTo(8.253968253968253, 12);
    expect(measures?.chiSquareP).toBeCloseTo(0.041044438068105454, 12);
    const opposed = binMeasures([100, 200, 300], [300, 200, 100]);
    expect(opposed?.chiSquare).toBeCloseTo(200, 10);
    expect((opposed?.chiSquareP ?? 0) / 3.720075976020836e-44).toBeCloseTo(1, 9);
  });

  it('has small tails to their first digits, not as a difference from 1', () => {
    expect(chiSquareTail(7.81, 3)).toBeCloseTo(0.05010605635000589, 12);
    expect(chiSquareTail(400, 3) / 2.2138865931011112e-86).toBeCloseTo(1, 9);
    expect(chiSquareTail(0, 3)).toBe(1);
    expect(chiSquareTail(5, 0)).toBe(1);
  });

  it('is symmetric, between 0 and 1, 0 for equal shares and 1 without a common bin', () => {
    expect(binMeasures([7, 0], [0, 9])?.jensenShannonDistance).toBe(1);
    expect(binMeasures([0, 0], [1, 2])).toBeUndefined();
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 9 }), ([reference, current], factor) => {
        const [there, back] = [binMeasures(reference, current), binMeasures(current, reference)];
        expect(there?.jensenShannonDistance).toBeCloseTo(back?.jensenShannonDistance as number, 12);
        expect(there?.chiSquare).toBeCloseTo(back?.chiSquare as number, 6);
        expect(there?.jensenShannonDistance).toBeGreaterThanOrEqual(0);
        expect(there?.jensenShannonDistance).toBeLessThanOrEqual(1);
        const same = binMeasures(
          reference,
          reference.map((count) => count * factor),
        );
        expect(same?.jensenShannonDistance).toBeLessThan(1e-7);
        expect(same?.chiSquare).toBeLessThan(1e-9);
      }),
    );
  });

  it('knows the largest gap at the edges, and what it stays below by chance', () => {
    expect(largestGapAtEdges([50, 30, 20], [20, 30, 50])).toBeCloseTo(0.3, 12);
    expect(largestGapAtEdges([0], [1])).toBeUndefined();
    // c(0.05) = 1.3581015 of the tables, times sqrt((n + m) / (n m)).
    expect(kolmogorovSmirnovNoiseFloor(100, 400)).toBeCloseTo(1.3581015 * Math.sqrt(500 / 40_000), 6);
  });
});
