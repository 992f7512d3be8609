// How many groups an interval rests on: degrees of freedom for its t quantile.

/** What carries a figure. */
export interface Support {
  /** Degrees of freedom, 1 or more. */
  readonly freedom: number;
  /** Groups of the scarcest kind. */
  readonly fewest: number;
}

/**
 * Of a figure made of parts that rest on so many groups each (a balanced accuracy: on the groups of each class), by Welch and
 * Satterthwaite with variances that go as 1 / groups: (sum 1/k)^2 / sum (1/k^2 / (k - 1)). For one part k - 1. null where a
 * part rests on fewer than two groups: then nothing tells how it varies.
 */
export function supportOf(groups: readonly number[]): Support | null {
  const fewest = Math.min(...groups);
  if (groups.length === 0 || fewest < 2) return null;
  const variances = groups.map((count) => 1 / count);
  const total = variances.reduce((sum, value) => sum + value, 0);
  const spread = variances.reduce((sum, value, at) => sum + value ** 2 / (groups[at]! - 1), 0);
  return { freedom: total ** 2 / spread, fewest };
}
