// The least value of a smooth convex function: limited-memory BFGS in double precision.

/** A function's value and gradient at one place. */
export interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface MinimiseOptions {
  /** It has arrived when no part of the gradient is larger than this. */
  readonly tolerance: number;
  readonly mostIterations: number;
}

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** False: `mostIterations` were used up, or rounding left no step that goes down, before `tolerance` was reached. */
  readonly converged: boolean;
}

/** How many past steps shape the next one. */
const memory = 10;
/** Shares of the slope for the two conditions of Wolfe (Nocedal and Wright 2006, chapter 3). */
const enoughDown = 1e-4;
const flatEnough = 0.9;
const mostTries = 40;
/** Values this much apart, as a share, differ by rounding only (Hager and Zhang 2005). */
const rounding = 1e-14;

interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly scale: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** `a + times * b`. */
function along(a: Float64Array, b: Float64Array, times: number): Float64Array {
  return a.map((value, i) => value + times * b[i]!);
}

/** The way down: the gradient, turned by what the past steps say of the curvature (two-loop recursion, Nocedal 1980). */
function directionOf(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  let way: Float64Array = gradient.map((value) => -value);
  const parts: number[] = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    const { moved, turned, scale } = steps[i]!;
    parts[i] = scale * dot(moved, way);
    way = along(way, turned, -parts[i]!);
  }
  const last = steps.at(-1);
  const first = last ? 1 / (last.scale * dot(last.turned, last.turned)) : 1 / Math.max(1, largest(gradient));
  way = way.map((value) => value * first);
  for (const [i, { moved, turned, scale }] of steps.entries()) {
    way = along(way, moved, parts[i]! - scale * dot(turned, way));
  }
  return way;
}

/**
 * The minimum of a smooth convex function from `start` (left alone): L-BFGS (Liu and Nocedal 1989) with a line search by
 * halving and doubling to the weak conditions of Wolfe (Lewis and Overton 2013). Same input, same bits. What `slopeAt` throws,
 * a cancel among it, comes through.
 */
export async function minimise(
  slopeAt: (at: Float64Array) => Promise<Slope>,
  start: Float64Array,
  { tolerance, mostIterations }: MinimiseOptions,
): Promise<Minimum> {
  let at: Float64Array = start.slice();
  let here = await slopeAt(at);
  let steps: Step[] = [];
  for (let iterations = 0; ; iterations++) {
    const converged = largest(here.gradient) <= tolerance;
    if (converged || iterations === mostIterations) return { at, value: here.value, iterations, converged };
    const way = directionOf(here.gradient, steps);
    const found = await lineSearch(slopeAt, at, here, way);
    if (found === null) {
      if (steps.length === 0) return { at, value: here.value, iterations, converged: false };
      // The remembered curvature is spent: straight down once more.
      steps = [];
      continue;
    }
    const moved = along(found.at, at, -1);
    const turned = along(found.slope.gradient, here.gradient, -1);
    const curvature = dot(moved, turned);
    if (curvature > 0) steps = [...steps.slice(1 - memory), { moved, turned, scale: 1 / curvature }];
    at = found.at;
    here = found.slope;
  }
}

async function lineSearch(
  slopeAt: (at: Float64Array) => Promise<Slope>,
  from: Float64Array,
  here: Slope,
  way: Float64Array,
): Promise<{ at: Float64Array; slope: Slope } | null> {
  const down = dot(here.gradient, way);
  if (!(down < 0)) return null;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let length = 1;
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const at = along(from, way, length);
    const slope = await slopeAt(at);
    const limit = here.value + enoughDown * length * down + rounding * Math.abs(here.value);
    if (!(slope.value <= limit)) high = length;
    else if (dot(slope.gradient, way) < flatEnough * down) low = length;
    else return { at, slope };
    length = high < Number.POSITIVE_INFINITY ? (low + high) / 2 : 2 * low;
  }
  return null;
}
