// The one importer of umap-js: a seeded UMAP map from exact neighbours, with a breath and frames between epochs.
import { UMAP } from 'umap-js';
import { AppError } from '../errors';
import type { Job } from '../job';
import { makeRandom } from '../random';
import type { NearestTable } from '../types';
import { selfFirst } from './own-neighbours';
import { pca2 } from './pca';

/** Below this many rows a UMAP map says nothing: they are drawn by PCA. */
export const fewestForUmap = 10;

export interface UmapInput {
  /** `rows x dim`; only for the starting positions. */
  readonly data: Float32Array;
  readonly dim: number;
  /** Exact cosine neighbours of the table in itself; its k (the row itself included) bounds the neighbourhood. */
  readonly neighbours: NearestTable;
  /** Tightness of the clusters on the map, 0..1 (0.1 is usual). */
  readonly minDist: number;
  readonly seed: number;
}

const breatheEveryMs = 25;
const frameEveryMs = 334;

/**
 * Coordinates `rows x 2` (McInnes, Healy, Melville 2018). Same input and seed: same bytes. Starts from the two principal
 * components, so the arrangement of the clusters does not depend on the seed. Reports epochs; `onFrame` gets a copy of
 * the unfinished map at most three times a second. Fewer than ten rows, or k below 2: PCA.
 */
export async function umap2(
  input: UmapInput,
  job: Job,
  onFrame: (xy: Float32Array) => void = () => undefined,
): Promise<Float32Array> {
  const { data, dim, neighbours, minDist, seed } = input;
  const rows = neighbours.indices.length / neighbours.k;
  const start = await pca2(data, dim, job);
  if (start.length !== rows * 2) {
    throw new AppError('invalid-argument', 'The neighbours do not belong to this table.', { rows });
  }
  const nNeighbors = Math.min(rows - 1, neighbours.k);
  if (rows < fewestForUmap || nNeighbors < 2) return start;

  const random = makeRandom(seed).fork('umap');
  const umap = new UMAP({ nComponents: 2, nNeighbors, minDist, random: random.uniform });
  umap.setPrecomputedKNN(...knnRows(selfFirst(neighbours), nNeighbors));
  // With neighbours given it reads only how many rows there are.
  const epochs = umap.initializeFit(Array.from({ length: rows }, () => []));
  const layout = umap.getEmbedding();
  placeAtStart(layout, start, random.uniform);

  let lastBreath = performance.now();
  let lastFrame = lastBreath;
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    job.report(epoch + 1, epochs);
    const now = performance.now();
    if (now - lastFrame >= frameEveryMs) {
      onFrame(flat(layout));
      lastFrame = now;
    }
    if (now - lastBreath >= breatheEveryMs) {
      await job.breathe();
      lastBreath = performance.now();
    }
  }
  await job.breathe();
  return flat(layout);
}

function knnRows(own: NearestTable, size: number): [number[][], number[][]] {
  const rows = own.indices.length / own.k;
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let i = 0; i < rows; i++) {
    const from = i * own.k;
    indices.push(Array.from(own.indices.subarray(from, from + size)));
    distances.push(Array.from(own.similarities.subarray(from, from + size), (s) => Math.max(0, 1 - s)));
  }
  return [indices, distances];
}

/** Overwrites umap-js' random start, in place, by the components scaled to its usual -10..10. */
function placeAtStart(layout: number[][], start: Float32Array, uniform: () => number): void {
  const reach = start.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = reach > 0 ? 10 / reach : 0;
  for (const [i, point] of layout.entries()) {
    // Points that coincide would never part: the force between them is zero.
    for (let axis = 0; axis < 2; axis++)
      point[axis] = start[i * 2 + axis]! * scale + (uniform() - 0.5) * 1e-3;
  }
}

function flat(layout: readonly (readonly number[])[]): Float32Array {
  const xy = new Float32Array(layout.length * 2);
  for (const [i, point] of layout.entries()) xy.set(point, i * 2);
  return xy;
}
