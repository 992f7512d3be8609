// Where a new image stands on a finished map: nothing else moves (and umap-js' own transform can fail to return).
import type { NearestTable } from '../types';

/**
 * Map positions `queries x 2` of new rows: the mean of their nearest rows' positions, weighted by similarity clipped
 * at 0. All weights 0: the plain mean. No neighbours at all: NaN (nothing to stand beside). `xy` is `rows x 2`.
 */
export function placeOnMap(nearest: NearestTable, xy: Float32Array): Float32Array {
  const queries = nearest.k > 0 ? nearest.indices.length / nearest.k : 0;
  const out = new Float32Array(queries * 2);
  for (let q = 0; q < queries; q++) {
    const rows = nearest.indices.subarray(q * nearest.k, (q + 1) * nearest.k);
    const weights = nearest.similarities
      .subarray(q * nearest.k, (q + 1) * nearest.k)
      .map((s) => Math.max(0, s));
    const flatWeights = rows.every((row, t) => row < 0 || weights[t] === 0);
    let total = 0;
    let x = 0;
    let y = 0;
    for (const [t, row] of rows.entries()) {
      if (row < 0) continue;
      const weight = flatWeights ? 1 : weights[t]!;
      total += weight;
      x += weight * xy[row * 2]!;
      y += weight * xy[row * 2 + 1]!;
    }
    out[q * 2] = x / total;
    out[q * 2 + 1] = y / total;
  }
  return out;
}
