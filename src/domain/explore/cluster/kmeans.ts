// k-means: Lloyd's iterations from given or drawn starts, the best of several runs. The same rules as scikit-learn's.
import { AppError } from '../../errors';
import type { Job } from '../../job';
import { rowCount, rowNorms } from '../../matrix';
import { makeRandom } from '../../random';
import { drawSeeds } from './kmeans-seeds';
import { assignRows, inertiaOf, meansOf, moveRows, type Sums } from './kmeans-step';
import { checkRowTable, type RowTable } from './pair-distances';
import type { RowProduct } from './product';

export interface KMeansInput extends RowTable {
  /** 1 or more, at most the number of rows. */
  readonly k: number;
  readonly seed: number;
  /** Runs from drawn starts, of which the one of least inertia is kept; 4 unless told. One run where starts are given. */
  readonly restarts?: number | undefined;
  /** `k x dim`: start here instead of drawing. */
  readonly starts?: ArrayLike<number> | undefined;
  /** 300 unless told. */
  readonly mostIterations?: number | undefined;
  /** Stops when the centres move (summed squares) by no more than this times the mean variance; 1e-4 unless told. */
  readonly tolerance?: number | undefined;
}

export interface KMeans {
  readonly k: number;
  /** The cluster of each row, 0..k-1; a number may be absent where there are fewer distinct rows than k. */
  readonly labels: Int32Array;
  /** `k x dim`: means of the rows, not of unit length. */
  readonly centres: Float32Array;
  /** Sum of squared Euclidean distances to the centres. */
  readonly inertia: number;
  readonly iterations: number;
}

/**
 * Lloyd's algorithm by Euclidean distance (between two unit rows it orders as cosine does). Reports in runs. Throws
 * `too-few-items` for fewer rows than k, `invalid-argument` for a k below 1 or starts of another shape.
 */
export async function kmeans(input: KMeansInput, product: RowProduct, job: Job): Promise<KMeans> {
  checkInput(input);
  const { data, dim, k, seed, starts } = input;
  const squares = rowNorms(data, dim).map((norm) => norm * norm);
  const runs = starts ? 1 : Math.max(1, input.restarts ?? 4);
  const random = makeRandom(seed);
  let best: KMeans | null = null;
  for (let run = 0; run < runs; run++) {
    job.report(run, runs);
    const from = starts
      ? Float64Array.from(starts)
      : await drawSeeds(input, squares, k, random.fork(`run ${run}`), product, job);
    const found = await lloyd(input, squares, from, product, job);
    if (best === null || found.inertia < best.inertia) best = found;
  }
  job.report(runs, runs);
  return best!;
}

function checkInput(input: KMeansInput): void {
  checkRowTable(input);
  const { data, dim, k, starts } = input;
  const rows = rowCount(data, dim);
  if (!Number.isInteger(k) || k < 1 || (starts && starts.length !== k * dim)) {
    throw new AppError(
      'invalid-argument',
      'k-means needs a whole number of clusters, and starts of that shape.',
      {
        k,
      },
    );
  }
  if (rows < k) throw new AppError('too-few-items', 'There are fewer rows than clusters.', { rows, k });
}

async function lloyd(
  input: KMeansInput,
  squares: Float64Array,
  starts: Float64Array,
  product: RowProduct,
  job: Job,
): Promise<KMeans> {
  const { dim, mostIterations = 300, tolerance = 1e-4, k } = input;
  let centres = starts;
  const labels = new Int32Array(squares.length).fill(-1);
  const held: Sums = { sums: new Float64Array(k * dim), counts: new Int32Array(k) };
  let iterations = 0;
  let settled = false;
  while (iterations < mostIterations) {
    await job.breathe();
    const before = labels.slice();
    await assignRows(input, squares, centres, labels, product, job);
    moveRows(input, held, before, labels);
    const next = meansOf(input, labels, held, centres);
    const moved = next.reduce((sum, value, i) => sum + (value - centres[i]!) ** 2, 0);
    centres = next;
    iterations += 1;
    settled = labels.every((label, i) => label === before[i]);
    if (settled || moved <= tolerance * meanVariance(held.sums, dim, squares)) break;
  }
  // The centres moved after the rows were given out: labels are those of the centres that are returned.
  if (!settled) await assignRows(input, squares, centres, labels, product, job);
  return {
    k,
    labels,
    centres: Float32Array.from(centres),
    inertia: inertiaOf(input, labels, centres),
    iterations,
  };
}

/** Variance of the rows, averaged over the dimensions, from the sums of all clusters and the rows' squared lengths. */
function meanVariance(sums: Float64Array, dim: number, squares: Float64Array): number {
  const rows = squares.length;
  const total = new Float64Array(dim);
  for (const [p, value] of sums.entries()) total[p % dim]! += value;
  const ofMean = total.reduce((sum, value) => sum + (value / rows) ** 2, 0);
  const ofRows = squares.reduce((sum, value) => sum + value, 0) / rows;
  return Math.max(0, ofRows - ofMean) / dim;
}
