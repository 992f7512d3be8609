// The one importer of umap-js: a seeded UMAP map from exact neighbours, with a breath and frames between epochs.
import { UMAP } from 'umap-js';
import { AppError } from '../errors';
import type { Job } from '../job';
import { makeRandom, type Random } from '../random';
import type { NearestTable } from '../types';
import { type LayoutGraph, makeLayout } from './layout';
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
  const graph = graphOf(selfFirst(neighbours), nNeighbors, minDist, random);
  await job.breathe();
  const layout = makeLayout(graph, scaledStart(start, random), random);
  const { epochs } = graph;

  let lastBreath = performance.now();
  let lastFrame = lastBreath;
  for (let epoch = 0; epoch < epochs; epoch++) {
    layout.step();
    job.report(epoch + 1, epochs);
    const now = performance.now();
    if (now - lastFrame >= frameEveryMs) {
      onFrame(Float32Array.from(layout.xy));
      lastFrame = now;
    }
    if (now - lastBreath >= breatheEveryMs) {
      await job.breathe();
      lastBreath = performance.now();
    }
  }
  await job.breathe();
  return Float32Array.from(layout.xy);
}

/** The fuzzy neighbour graph, its curve and the number of epochs, from umap-js. */
function graphOf(own: NearestTable, nNeighbors: number, minDist: number, random: Random): LayoutGraph {
  const rows = own.indices.length / own.k;
  const umap = new UMAP({ nComponents: 2, nNeighbors, minDist, random: random.uniform });
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let i = 0; i < rows; i++) {
    const [from, to] = [i * own.k, i * own.k + nNeighbors];
    indices.push(Array.from(own.indices.subarray(from, to)));
    distances.push(Array.from(own.similarities.subarray(from, to), (s) => Math.max(0, 1 - s)));
  }
  umap.setPrecomputedKNN(indices, distances);
  // With neighbours given it reads only how many rows there are.
  const epochs = umap.initializeFit(Array.from({ length: rows }, () => []));
  // The graph has no public name; the optimiser, which has one, takes two thirds of the time of a large map.
  // biome-ignore lint/complexity/useLiteralKeys: private there, so only the bracket form compiles
  const { head, tail, epochsPerSample, a, b } = umap['optimizationState'] as Omit<LayoutGraph, 'epochs'>;
  return { head, tail, epochsPerSample, a, b, epochs };
}

/** The components scaled to -10..10, the reach of umap-js' own start. */
function scaledStart(start: Float32Array, random: Random): Float32Array {
  const reach = start.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = reach > 0 ? 10 / reach : 0;
  // Points that coincide would never part: the force between them is zero.
  return start.map((value) => value * scale + (random.uniform() - 0.5) * 1e-3);
}
