// The part of the plane the map shows: fitted to the points with one scale for both axes, and turned into pixels.

export interface Range {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface SizePx {
  readonly width: number;
  readonly height: number;
}

const marginPx = 36;

/** The range that shows all points with a margin; one unit is as long on both axes. A point alone stands in the middle. */
export function fitRange(points: Iterable<readonly [number, number]>, { width, height }: SizePx): Range {
  let [left, right, low, high] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  if (left > right) return { x: [-1, 1], y: [-1, 1] };
  const innerWidth = Math.max(1, width - 2 * marginPx);
  const innerHeight = Math.max(1, height - 2 * marginPx);
  const unitsPerPx =
    Math.max((right - left) / innerWidth, (high - low) / innerHeight) ||
    1 / Math.min(innerWidth, innerHeight);
  const halfX = (unitsPerPx * width) / 2;
  const halfY = (unitsPerPx * height) / 2;
  const middleX = (left + right) / 2;
  const middleY = (low + high) / 2;
  return { x: [middleX - halfX, middleX + halfX], y: [middleY - halfY, middleY + halfY] };
}

/** Pixels from the top left corner. */
export function toPixels(
  [x, y]: readonly [number, number],
  range: Range,
  { width, height }: SizePx,
): readonly [number, number] {
  return [
    ((x - range.x[0]) / (range.x[1] - range.x[0])) * width,
    (1 - (y - range.y[0]) / (range.y[1] - range.y[0])) * height,
  ];
}

/** At most `most` of the points in view, no two in one cell of `cellPx`: where small pictures can stand. */
export function spread<Id>(
  points: Iterable<readonly [Id, readonly [number, number]]>,
  range: Range,
  size: SizePx,
  cellPx: number,
  most: number,
): readonly { readonly id: Id; readonly left: number; readonly top: number }[] {
  const taken = new Set<string>();
  const kept: { id: Id; left: number; top: number }[] = [];
  for (const [id, point] of points) {
    const [left, top] = toPixels(point, range, size);
    if (left < 0 || top < 0 || left > size.width || top > size.height) continue;
    const cell = `${Math.floor(left / cellPx)},${Math.floor(top / cellPx)}`;
    if (taken.has(cell)) continue;
    taken.add(cell);
    kept.push({ id, left, top });
    if (kept.length === most) break;
  }
  return kept;
}
