// Lanczos' approximation with g = 7 and nine coefficients: about 15 digits for positive arguments.
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

const logGamma = (x: number): number => {
  const shifted = x - 1;
  const [first, ...rest] = lanczos;
  const sum = rest.reduce((total, coefficient, index) => total + coefficient / (shifted + index + 1), first as number);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
};

/** P(a, x) and Q(a, x) = 1 - P(a, x), the regularized incomplete gamma functions: the series below a + 1, Lentz' continued fraction above. */
const incompleteGamma = (a: number, x: number): { readonly lower: number; readonly upper: number } => {
  if (x <= 0) return { lower: 0, upper: 1 };
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-17 && n < 10_000; n += 1) {
      term *= x / (a + n);
      sum += term;
    }
    return { lower: sum * scale, upper: Math.max(0, 1 - sum * scale) };
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return { lower: 1 - fraction * scale, upper: fraction * scale };
};

/**
 * The value that a chi-square variable with `degrees` degrees of freedom stays below with this probability (0 < p < 1).
 * 0 for no degree of freedom. Right to about 12 digits (Abramowitz and Stegun 26.4.19: P(degrees/2, x/2)).
 */
export const chiSquareQuantile = (probability: number, degrees: number): number => {
  if (degrees <= 0) return 0;
  const reached = (x: number): boolean => incompleteGamma(degrees / 2, x / 2).lower >= probability;
  let high = degrees + 1;
  while (!reached(high)) high *= 2;
  let low = 0;
  while (high - low > high * 1e-15) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
};

/** The probability that a chi-square variable with `degrees` degrees of freedom exceeds x. 1 for no degree of freedom. */
export const chiSquareTail = (x: number, degrees: number): number =>
  degrees <= 0 ? 1 : incompleteGamma(degrees / 2, x / 2).upper;
