// How far a map can be trusted: whether those who stand together on it belong together in the embedding.
import type { Job } from '../job';
import { dotRows, rowCount, rowNorms } from '../matrix';
import { makeRandom } from '../random';

export interface TrustInput {
  /** `rows x dim`. */
  readonly data: Float32Array;
  readonly dim: number;
  /** `rows x 2`. */
  readonly xy: Float32Array;
  readonly seed: number;
  /** Neighbours on the map that are looked at; 15 unless told. */
  readonly k?: number;
}

const mostRows = 1000;

/**
 * Trustworthiness of the map, 0..1, 1 best (Venna and Kaski 2001, as in scikit-learn with metric 'cosine'). Above 1000
 * rows a seeded sample of 1000 is judged against all rows. k is cut so that k < rows / 2; fewer than 4 rows: NaN.
 * Ties in either order go to the lower index.
 */
export async function trustworthiness(input: TrustInput, job: Job): Promise<number> {
  const { data, dim, xy, seed } = input;
  const rows = rowCount(data, dim);
  const k = Math.min(input.k ?? 15, Math.ceil(rows / 2) - 1);
  if (k < 1 || rows < 4) return Number.NaN;
  const all = Array.from({ length: rows }, (_, i) => i);
  const judged = rows > mostRows ? makeRandom(seed).fork('trust').shuffle(all).slice(0, mostRows) : all;

  const norms = rowNorms(data, dim);
  const distances = new Float64Array(rows);
  const onMap = new Float64Array(rows);
  let penalty = 0;
  for (const [n, i] of judged.entries()) {
    if (n % 16 === 0) {
      job.report(n, judged.length);
      await job.breathe();
    }
    for (let j = 0; j < rows; j++) {
      const lengths = norms[i]! * norms[j]!;
      distances[j] = lengths > 0 ? 1 - dotRows(data, i, data, j, dim) / lengths : 1;
      onMap[j] = (xy[i * 2]! - xy[j * 2]!) ** 2 + (xy[i * 2 + 1]! - xy[j * 2 + 1]!) ** 2;
    }
    for (const j of closest(onMap, i, k)) penalty += Math.max(0, rankOf(distances, i, j) - k);
  }
  job.report(judged.length, judged.length);
  return 1 - (penalty * 2) / (judged.length * k * (2 * rows - 3 * k - 1));
}

function closest(distances: Float64Array, self: number, k: number): number[] {
  const held: number[] = [];
  for (let j = 0; j < distances.length; j++) {
    if (j === self || (held.length === k && distances[j]! >= distances[held[k - 1]!]!)) continue;
    const farther = held.findIndex((other) => distances[j]! < distances[other]!);
    if (farther >= 0) held.splice(farther, 0, j);
    else held.push(j);
    if (held.length > k) held.pop();
  }
  return held;
}

/** 1 = the nearest other row. */
function rankOf(distances: Float64Array, self: number, row: number): number {
  let rank = 1;
  const own = distances[row]!;
  for (let j = 0; j < distances.length; j++) {
    if (j === self || j === row) continue;
    if (distances[j]! < own || (distances[j] === own && j < row)) rank++;
  }
  return rank;
}
