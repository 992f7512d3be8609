// The interval of a proportion of independent rows.

/** Two-sided 95 % point of the normal distribution. */
export const z95 = 1.959963984540054;

/**
 * 95 % score interval of `hits` of `rows` (Wilson 1927, without continuity correction), inside 0..1; null without rows.
 * Rows of one patient are no independent rows: then it is too narrow.
 */
export function wilsonInterval(hits: number, rows: number): readonly [low: number, high: number] | null {
  if (rows <= 0) return null;
  const share = hits / rows;
  const squared = z95 ** 2;
  const middle = (share + squared / (2 * rows)) / (1 + squared / rows);
  const half =
    (z95 / (1 + squared / rows)) * Math.sqrt((share * (1 - share)) / rows + squared / (4 * rows ** 2));
  return [hits === 0 ? 0 : middle - half, hits === rows ? 1 : middle + half];
}
