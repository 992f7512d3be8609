// Rows far from all others: the mean distance to the two nearest, and where that stands among all rows.
import { emptyNearest } from '../explore/nearest';
import type { ClassId, NearestTable } from '../types';
import { percentile } from './likeness';

/** Neighbours whose distances are averaged. */
export const outlierNeighbours = 2;
/** Fewest scores for which any counts as far out: below, the set does not say what is usual. */
export const fewestForOutliers = 10;
const fenceWidth = 1.5;

export interface OutlierScore {
  readonly row: number;
  /** Mean of 1 - cosine to the two nearest, 0..2. */
  readonly score: number;
  /** 1 is the farthest; equal scores share the better rank. */
  readonly rank: number;
  /** Percent of the scored rows that are nearer to theirs, 0..100. */
  readonly percentile: number;
  /** Above the upper fence of the scores: third quartile and 1.5 times the distance between the quartiles (Tukey 1977). */
  readonly far: boolean;
}

/**
 * A score for each row whose list holds two neighbours, in the order of the rows; `nearest` (`rows x at least 2`, best first,
 * -1 where fewer exist) says who counts as a neighbour: rows of other groups (a series must not vouch for itself), or those
 * of the same class. None is far for fewer than ten scores. Mean distance to the two nearest, as for studies against
 * reference studies in the notebooks of microsoft/healthcareai-examples.
 */
export function outlierScores(nearest: NearestTable): readonly OutlierScore[] {
  const { k, indices, similarities } = nearest;
  const scored: { row: number; score: number }[] = [];
  for (let row = 0; row < indices.length / Math.max(1, k); row++) {
    const at = row * k;
    if (k < outlierNeighbours || indices[at + outlierNeighbours - 1]! < 0) continue;
    let sum = 0;
    for (let t = 0; t < outlierNeighbours; t++) sum += 1 - similarities[at + t]!;
    scored.push({ row, score: sum / outlierNeighbours });
  }
  const sorted = Float64Array.from(scored, ({ score }) => score).sort();
  const [low, high] = [percentile(sorted, 25), percentile(sorted, 75)];
  const fence =
    sorted.length < fewestForOutliers ? Number.POSITIVE_INFINITY : high + fenceWidth * (high - low);
  return scored.map(({ row, score }) => ({
    row,
    score,
    rank: sorted.length - countUpTo(sorted, score, true) + 1,
    percentile: (100 * countUpTo(sorted, score, false)) / sorted.length,
    far: score > fence,
  }));
}

/**
 * The same within each class: `nearest` holds, for each row with exactly one label, neighbours that have that label, too. Rank,
 * percentile and fence are those of the class, so that one of fewer than ten images has no far ones. In the order of the rows.
 */
export function outlierScoresByClass(
  nearest: NearestTable,
  labels: readonly (readonly ClassId[])[],
): readonly OutlierScore[] {
  const members = new Map<ClassId, number[]>();
  for (const [row, [own, ...more]] of labels.entries()) {
    if (own === undefined || more.length > 0) continue;
    const rows = members.get(own);
    if (rows) rows.push(row);
    else members.set(own, [row]);
  }
  return [...members.values()]
    .flatMap((rows) =>
      outlierScores(listsOf(nearest, rows)).map((found) => ({ ...found, row: rows[found.row]! })),
    )
    .sort((a, b) => a.row - b.row);
}

function listsOf({ k, indices, similarities }: NearestTable, rows: readonly number[]): NearestTable {
  const out = emptyNearest(rows.length, k);
  for (const [to, row] of rows.entries()) {
    out.indices.set(indices.subarray(row * k, (row + 1) * k), to * k);
    out.similarities.set(similarities.subarray(row * k, (row + 1) * k), to * k);
  }
  return out;
}

/** How many of the ascending values are below `value` (or equal to it, where `equal`). */
function countUpTo(sorted: Float64Array, value: number, equal: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (equal && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
