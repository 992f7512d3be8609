// The usual bootstrap intervals, to hold ours against: percentile and BCa, as scipy.stats.bootstrap gives them.

/** Quantile of sorted values, linear between neighbours (numpy's default). */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

/** 95 % percentile interval of the values of the resamples. */
export function percentileInterval(values: Float64Array): readonly [low: number, high: number] {
  const sorted = values.slice().sort();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** The standard normal distribution function by its series (Marsaglia 2004); to 1e-15 for |x| below 7. */
export function normalShare(x: number): number {
  let sum = x;
  let term = x;
  for (let i = 3; Math.abs(term) > 1e-18 * Math.abs(sum); i += 2) {
    term *= (x * x) / i;
    sum += term;
    if (x === 0) break;
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - 0.9189385332046728);
}

/** Its inverse, by halving, between -7 and 7. */
function normalQuantile(share: number): number {
  let low = -7;
  let high = 7;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * 95 % BCa interval (Efron 1987): percentiles shifted for bias and for how the spread changes with the value.
 * @param leftOut the figure with each group left out in turn (jackknife).
 * @returns [NaN, NaN] where nothing varies, as SciPy.
 */
export function bcaInterval(
  estimate: number,
  values: Float64Array,
  leftOut: Float64Array,
): readonly [low: number, high: number] {
  const sorted = values.slice().sort();
  let below = 0;
  for (const value of values) below += (value < estimate ? 0.5 : 0) + (value <= estimate ? 0.5 : 0);
  const bias = normalQuantile(below / values.length);
  const mean = leftOut.reduce((sum, value) => sum + value, 0) / leftOut.length;
  let squares = 0;
  let cubes = 0;
  for (const value of leftOut) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  const acceleration = cubes / (6 * squares ** 1.5);
  const end = (share: number) => {
    const z = bias + normalQuantile(share);
    const at = normalShare(bias + z / (1 - acceleration * z));
    return Number.isNaN(at) ? Number.NaN : quantile(sorted, at);
  };
  return [end(0.025), end(0.975)];
}
