// The law by which learning curves flatten, fitted to points and carried a little further.
import type { CurvePoint } from '../summary';

/** y = ceiling - gap x n^-rate. */
export interface PowerLaw {
  /** What it comes to in the end, 0..1. */
  readonly ceiling: number;
  /** 0 or more. */
  readonly gap: number;
  /** Above 0. */
  readonly rate: number;
  /** Share of the variance of the points that it explains, at most 1. */
  readonly explained: number;
}

const slowest = 0.02;
const fastest = 4;
const gridSteps = 80;
const goldenSteps = 80;

/** The value of the law at `n` (above 0), in 0..1. */
export function atNumber({ ceiling, gap, rate }: PowerLaw, n: number): number {
  return Math.min(1, Math.max(0, ceiling - gap * n ** -rate));
}

/** Best ceiling (0..1) and gap (0 or more) for one rate, and the sum of squares they leave. */
function linearPart(points: readonly CurvePoint[], rate: number) {
  const xs = points.map(({ x }) => x ** -rate);
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / xs.length;
  let xx = 0;
  let xy = 0;
  for (const [at, { y }] of points.entries()) {
    xx += (xs[at]! - meanX) ** 2;
    xy += (xs[at]! - meanX) * (y - meanY);
  }
  let gap = xx > 0 ? Math.max(0, -xy / xx) : 0;
  let ceiling = meanY + gap * meanX;
  if (ceiling > 1) {
    ceiling = 1;
    const own = points.reduce((sum, { y }, at) => sum + xs[at]! * (1 - y), 0);
    gap = Math.max(0, own / xs.reduce((sum, x) => sum + x * x, 0));
  }
  const left = points.reduce((sum, { y }, at) => sum + (y - ceiling + gap * xs[at]!) ** 2, 0);
  return { ceiling, gap, left };
}

/**
 * Least squares over ceiling, gap and rate (inverse power law of learning curves: Figueroa et al. 2012). For a given rate it
 * is a line, so only the rate is searched for: a grid over 0.02..4, then golden sections about its best. null for fewer
 * than four points, or points that do not differ.
 * @param points x above 0.
 */
export function fitPowerLaw(points: readonly CurvePoint[]): PowerLaw | null {
  const mean = points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length);
  const spread = points.reduce((sum, { y }) => sum + (y - mean) ** 2, 0);
  if (points.length < 4 || !(spread > 0)) return null;
  const rateAt = (step: number) => slowest * (fastest / slowest) ** (step / gridSteps);
  const leftAt = (step: number) => linearPart(points, rateAt(step)).left;
  let best = 0;
  for (let step = 1; step <= gridSteps; step++) if (leftAt(step) < leftAt(best)) best = step;
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.max(0, best - 1);
  let high = Math.min(gridSteps, best + 1);
  for (let step = 0; step < goldenSteps; step++) {
    const width = golden * (high - low);
    if (leftAt(high - width) < leftAt(low + width)) high = low + width;
    else low = high - width;
  }
  const rate = rateAt((low + high) / 2);
  const { ceiling, gap, left } = linearPart(points, rate);
  return { ceiling, gap, rate, explained: 1 - left / spread };
}
