// Quantiles of Student's t distribution: how much wider an interval must be for resting on few groups.

// Lanczos' approximation of log gamma with g = 7 and nine terms (Godfrey 2001), good to 15 digits for x > 0.5.
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = lanczos[0]!;
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const tiny = 1e-300;

/** The continued fraction of the incomplete beta function, by Lentz's method (DLMF 8.17.22). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / Math.max(tiny, 1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const before = h;
    for (const term of [even, odd]) {
      d = 1 / nonZero(1 + term * d);
      c = nonZero(1 + term / c);
      h *= c * d;
    }
    if (Math.abs(h - before) <= 1e-16 * Math.abs(h)) break;
  }
  return h;
}

const nonZero = (value: number) => (Math.abs(value) < tiny ? tiny : value);

/** Regularised incomplete beta function I_x(a, b), 0..1. */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  if (x < (a + 1) / (a + b + 2)) return (Math.exp(front) * betaFraction(x, a, b)) / a;
  return 1 - (Math.exp(front) * betaFraction(1 - x, b, a)) / b;
}

/** The chance that |t| of `df` degrees of freedom is above `t` (0 or more). */
function bothTails(t: number, df: number): number {
  const square = t * t;
  // Of the two equal forms the one whose argument is not close to 1.
  if (square < df) return 1 - betaShare(square / (df + square), 0.5, df / 2);
  return betaShare(df / (df + square), df / 2, 0.5);
}

/**
 * The t that |T| exceeds with chance 0.05 (the two-sided 95 % point), for `df` degrees of freedom, 1 or more, whole or not.
 * To a relative 1e-10 of scipy.stats.t.ppf(0.975, df). Falls from 12.7 for 1 towards 1.96.
 */
export function t95(df: number): number {
  let low = 1.9;
  let high = 12.8;
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (bothTails(middle, df) > 0.05) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
