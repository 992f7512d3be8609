// Where data lie in a chart: scales, paths, and room for names. Pixels of the chart's own box, y downwards.
import type { ChartPoint, ChartSpan } from './chart-spec';

export interface PlotArea {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly xRange: readonly [low: number, high: number];
  readonly yRange: readonly [low: number, high: number];
}

/** A place between `low` and `high` as a share 0..1; 0 for an empty range. */
function share(value: number, [low, high]: readonly [number, number]): number {
  return high > low ? (value - low) / (high - low) : 0;
}

export function placeX({ left, right, widthPx, xRange }: PlotArea, x: number): number {
  return left + share(x, xRange) * (widthPx - left - right);
}

export function placeY({ top, bottom, heightPx, yRange }: PlotArea, y: number): number {
  return top + (1 - share(y, yRange)) * (heightPx - top - bottom);
}

/** "12.5 40.0" */
function place(area: PlotArea, x: number, y: number): string {
  return `${placeX(area, x).toFixed(1)} ${placeY(area, y).toFixed(1)}`;
}

/** Straight from point to point; '' without points. */
export function linePath(area: PlotArea, points: readonly ChartPoint[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${place(area, x, y)}`).join('');
}

/** Up or down first, then along: the y of a point holds since the point before it. */
export function stepPath(area: PlotArea, points: readonly ChartPoint[]): string {
  return points
    .map(({ x, y }, i) =>
      i === 0 ? `M${place(area, x, y)}` : `V${placeY(area, y).toFixed(1)}H${placeX(area, x).toFixed(1)}`,
    )
    .join('');
}

/** The closed region between the lows and the highs; '' for fewer than two spans. */
export function bandPath(area: PlotArea, spans: readonly ChartSpan[]): string {
  if (spans.length < 2) return '';
  const there = spans.map(({ x, high }) => place(area, x, high));
  const back = spans.toReversed().map(({ x, low }) => place(area, x, low));
  return `M${[...there, ...back].join('L')}Z`;
}

/** An upright line with short feet for each span. */
export function whiskerPath(area: PlotArea, spans: readonly ChartSpan[]): string {
  return spans
    .map(({ x, low, high }) => {
      const [at, from, to] = [placeX(area, x), placeY(area, low), placeY(area, high)];
      const foot = (y: number) => `M${(at - 3).toFixed(1)} ${y.toFixed(1)}h6`;
      return `M${at.toFixed(1)} ${from.toFixed(1)}V${to.toFixed(1)}${foot(from)}${foot(to)}`;
    })
    .join('');
}

/**
 * Heights for names that would like to stand at `wanted`: at least `gap` apart, in their order from top to bottom, between `top`
 * and `bottom` as long as they all fit, each as near its wish as that allows.
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  top: number,
  bottom: number,
): readonly number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const heights = new Array<number>(wanted.length).fill(0);
  let least = top;
  for (const i of order) {
    heights[i] = Math.max(least, wanted[i]!);
    least = heights[i]! + gap;
  }
  let most = bottom;
  for (const i of order.toReversed()) {
    if (heights[i]! > most) heights[i] = most;
    most = heights[i]! - gap;
  }
  return heights;
}

/** Which of `points` lies nearest to a place in the chart's pixels; null without points. */
export function nearestPoint<Point extends ChartPoint>(
  area: PlotArea,
  points: readonly Point[],
  atX: number,
  atY: number,
): Point | null {
  let best: Point | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const distance = Math.hypot(placeX(area, point.x) - atX, placeY(area, point.y) - atY);
    if (distance < least) [best, least] = [point, distance];
  }
  return best;
}
