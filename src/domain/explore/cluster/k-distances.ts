// The curve from which DBSCAN's distance is read: how far each row's k-th neighbour is.
import { AppError } from '../../errors';
import type { Job } from '../../job';
import { rowCount } from '../../matrix';
import { eachRowToLater, type PairTable } from './pair-distances';
import type { RowProduct } from './product';

/**
 * For each row the least `eps` that makes it a core row: the distance to the `minSamples`-th row when the row itself is
 * counted first (`minSamples` 1: 0); where there are fewer rows, to the farthest. Sorted, smallest first; no rows: [].
 * Within 5e-5 of the exact distance where the product is in float32. Reports in rows.
 */
export async function kDistances(
  table: PairTable & { readonly minSamples: number },
  product: RowProduct,
  job: Job,
): Promise<Float64Array> {
  const rows = rowCount(table.data, table.dim);
  if (!Number.isInteger(table.minSamples) || table.minSamples < 1) {
    throw new AppError('invalid-argument', 'A whole number of neighbours is needed.', {
      minSamples: table.minSamples,
    });
  }
  const k = Math.min(table.minSamples - 1, rows - 1);
  if (k < 1) return new Float64Array(rows);
  // The k least distances of each row, ascending.
  const least = new Float64Array(rows * k).fill(Number.POSITIVE_INFINITY);
  const offer = (row: number, distance: number) => {
    let at = row * k + k - 1;
    if (distance >= least[at]!) return;
    for (; at > row * k && least[at - 1]! > distance; at--) least[at] = least[at - 1]!;
    least[at] = distance;
  };
  await eachRowToLater(table, product, job, (row, later) => {
    for (let t = 0; t < later.length; t++) {
      offer(row, later[t]!);
      offer(row + 1 + t, later[t]!);
    }
  });
  return Float64Array.from({ length: rows }, (_, row) => least[row * k + k - 1]!).sort();
}

/**
 * A distance to start from: where the sorted curve bends most, which is the point farthest below the straight line from
 * its first to its last value (the rule of Kneedle, Satopaa et al. 2011, without smoothing; ties to the larger distance).
 * A curve without a bend gives its last value. null for an empty one. `sorted` ascending.
 */
export function suggestEps(sorted: ArrayLike<number>): number | null {
  const last = sorted.length - 1;
  if (last < 0) return null;
  const [low, high] = [sorted[0]!, sorted[last]!];
  let knee = last;
  let depth = 1e-9;
  for (let i = 0; i <= last && high > low; i++) {
    const below = i / last - (sorted[i]! - low) / (high - low);
    if (below >= depth) [knee, depth] = [i, below];
  }
  return sorted[knee]!;
}
