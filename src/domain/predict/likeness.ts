// "Not like anything here": when an image is farther from the set than the set's own images are from one another.

/** Fewest rows for which a floor is given: below, the set says nothing about how alike its images are. */
export const fewestForFloor = 10;

/**
 * Percentile `percent` (0..100) of `values` with linear interpolation between ranks, as numpy.percentile's default.
 * NaN for an empty list.
 */
export function percentile(values: ArrayLike<number>, percent: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const at = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}

/**
 * The similarity below which an image is unlike the whole set: the 1st percentile of each row's best similarity to
 * another row. null for fewer than ten rows: too few to say.
 */
export function likenessFloor(bestLeaveOneOut: ArrayLike<number>): number | null {
  return bestLeaveOneOut.length < fewestForFloor ? null : percentile(bestLeaveOneOut, 1);
}

/** True when the best similarity is below the floor; never where there is no floor. */
export function isUnlike(bestSimilarity: number, floor: number | null): boolean {
  return floor !== null && bestSimilarity < floor;
}
