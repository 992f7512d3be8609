// Silhouette: how much nearer each row is to its own cluster than to the next one (Rousseeuw 1987), exact.
import { AppError } from '../../errors';
import type { Job } from '../../job';
import { rowCount, rowNorms } from '../../matrix';
import { makeBreather } from './breather';
import { checkRowTable, eachRowToLater, type PairTable } from './pair-distances';
import type { RowProduct } from './product';

export interface SilhouetteInput extends PairTable {
  /** The cluster of each row, 0 or more; -1 (noise) is left out: it has no value and is nobody's next cluster. */
  readonly labels: Int32Array;
}

export interface Silhouette {
  /** Mean over the rows that have a value, -1..1; null for fewer than two clusters. */
  readonly mean: number | null;
  /** -1..1 by row; NaN for noise, and everywhere for fewer than two clusters. A row alone in its cluster has 0. */
  readonly values: Float32Array;
}

/**
 * Silhouette as in scikit-learn. By cosine it costs `rows x clusters x dim` and needs no distance matrix: the mean cosine
 * distance to a cluster is one minus the product with the mean of its unit rows. Euclidean: all pairs, through `product`.
 */
export async function silhouette(input: SilhouetteInput, product: RowProduct, job: Job): Promise<Silhouette> {
  checkRowTable(input);
  const rows = rowCount(input.data, input.dim);
  if (input.labels.length !== rows) {
    throw new AppError('invalid-argument', 'One cluster a row is needed.', { rows });
  }
  const { labels, count, sizes } = dense(input.labels);
  const values = new Float32Array(rows).fill(Number.NaN);
  if (count < 2) return { mean: null, values };
  const sums =
    input.metric === 'cosine'
      ? await cosineSums(input, labels, count, sizes, job)
      : await pairSums(input, labels, count, product, job);
  let total = 0;
  let judged = 0;
  for (const [i, own] of labels.entries()) {
    if (own < 0) continue;
    const value = widthOf(sums.subarray(i * count, (i + 1) * count), own, sizes);
    values[i] = value;
    total += value;
    judged += 1;
  }
  return { mean: total / judged, values };
}

/** Clusters numbered 0..count-1 without gaps. */
function dense(given: Int32Array) {
  const numbers = new Map<number, number>();
  const labels = given.map((label) => {
    if (label < 0) return -1;
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
  const sizes = new Int32Array(numbers.size);
  for (const label of labels) if (label >= 0) sizes[label]! += 1;
  return { labels, count: numbers.size, sizes };
}

/** From the sums of distances to each cluster's rows. */
function widthOf(sums: Float64Array, own: number, sizes: Int32Array): number {
  if (sizes[own] === 1) return 0;
  const within = sums[own]! / (sizes[own]! - 1);
  let next = Number.POSITIVE_INFINITY;
  for (let c = 0; c < sizes.length; c++) {
    if (c !== own) next = Math.min(next, sums[c]! / sizes[c]!);
  }
  const larger = Math.max(within, next);
  return larger > 0 ? (next - within) / larger : 0;
}

/** `rows x count`: the sum of cosine distances of each row to the rows of each cluster. */
async function cosineSums(
  { data, dim }: PairTable,
  labels: Int32Array,
  count: number,
  sizes: Int32Array,
  job: Job,
): Promise<Float64Array> {
  const scales = rowNorms(data, dim).map((norm) => (norm > 0 ? 1 / norm : 0));
  const totals = new Float64Array(count * dim);
  for (const [i, label] of labels.entries()) {
    if (label < 0) continue;
    const scale = scales[i]!;
    for (let d = 0, p = i * dim, q = label * dim; d < dim; d++, p++, q++) totals[q]! += data[p]! * scale;
  }
  const sums = new Float64Array(labels.length * count);
  const breather = makeBreather(job);
  await breather.breathe();
  for (const [i, own] of labels.entries()) {
    if (breather.due()) {
      job.report(i, labels.length);
      await breather.breathe();
    }
    if (own < 0) continue;
    const row = data.subarray(i * dim, (i + 1) * dim);
    for (let c = 0; c < count; c++) {
      sums[i * count + c] = sizes[c]! - scales[i]! * productWith(row, totals, c * dim);
    }
    // A row of zeros is at 0 from itself, though its product with itself is not 1.
    if (scales[i] === 0) sums[i * count + own]! -= 1;
  }
  job.report(labels.length, labels.length);
  return sums;
}

function productWith(row: Float32Array, totals: Float64Array, from: number): number {
  let even = 0;
  let odd = 0;
  let d = 0;
  for (; d + 1 < row.length; d += 2) {
    even += row[d]! * totals[from + d]!;
    odd += row[d + 1]! * totals[from + d + 1]!;
  }
  return d < row.length ? even + odd + row[d]! * totals[from + d]! : even + odd;
}

/** The same from all pairs of rows. */
async function pairSums(
  table: PairTable,
  labels: Int32Array,
  count: number,
  product: RowProduct,
  job: Job,
): Promise<Float64Array> {
  const sums = new Float64Array(labels.length * count);
  await eachRowToLater(table, product, job, (row, later) => {
    const own = labels[row]!;
    if (own < 0) return;
    for (let t = 0; t < later.length; t++) {
      const other = row + 1 + t;
      const label = labels[other]!;
      if (label < 0) continue;
      sums[row * count + label]! += later[t]!;
      sums[other * count + own]! += later[t]!;
    }
  });
  return sums;
}
