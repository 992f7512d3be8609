// The two half-steps of Lloyd's k-means: each row to its nearest centre, each centre to the mean of its rows.
import type { Job } from '../../job';
import { type RowTable, squaredGap } from './pair-distances';
import { eachRowDots, type RowProduct } from './product';

// The product may be in float32: centres closer to each other than this share of the lengths are compared again.
const nearTie = 1e-5;

/**
 * The nearest centre of each row (Euclidean; ties to the lower index) into `labels`. The product only proposes: where
 * two centres are within rounding the distance is computed again in double precision, so labels do not depend on it.
 * `squares` are the squared lengths of the rows.
 */
export async function assignRows(
  { data, dim }: RowTable,
  squares: Float64Array,
  centres: Float64Array,
  labels: Int32Array,
  product: RowProduct,
  job: Job,
): Promise<void> {
  const k = centres.length / dim;
  const own = Float64Array.from({ length: k }, (_, c) => squaredLength(centres, c * dim, dim));
  const longest = own.reduce((a, b) => Math.max(a, b), 0);
  await eachRowDots({ data, few: Float32Array.from(centres), dim }, product, job, (row, dots, at) => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      const value = own[c]! - 2 * dots[at + c]!;
      if (value < least) {
        second = least;
        least = value;
        best = c;
      } else if (value < second) second = value;
    }
    const width = nearTie * (squares[row]! + longest);
    labels[row] = second - least > width ? best : closest(data, row, centres, dim);
  });
}

function squaredLength(values: Float64Array, from: number, dim: number): number {
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += values[from + d]! ** 2;
  return sum;
}

function closest(data: Float32Array, row: number, centres: Float64Array, dim: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0; c < centres.length / dim; c++) {
    const gap = squaredGap(data, row * dim, centres, c * dim, dim);
    if (gap < least) [best, least] = [c, gap];
  }
  return best;
}

/** Sums (`k x dim`) and numbers of the rows of each label; -1 belongs to none. */
export interface Sums {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

/** Brings the sums from the labels `before` to those of now: only rows that changed are touched. */
export function moveRows(
  { data, dim }: RowTable,
  { sums, counts }: Sums,
  before: Int32Array,
  labels: Int32Array,
): void {
  for (let i = 0; i < labels.length; i++) {
    const [from, to] = [before[i]!, labels[i]!];
    if (from === to) continue;
    if (from >= 0) addRow(sums, from * dim, data, i * dim, dim, -1);
    if (from >= 0) counts[from]! -= 1;
    addRow(sums, to * dim, data, i * dim, dim, 1);
    counts[to]! += 1;
  }
}

function addRow(
  sums: Float64Array,
  to: number,
  data: Float32Array,
  from: number,
  dim: number,
  times: number,
): void {
  for (let d = 0; d < dim; d++) sums[to + d]! += times * data[from + d]!;
}

/**
 * The means of the rows of each label (`k x dim`). A centre without rows takes the row farthest from the centre it was
 * given to (several: the farthest first, ties by lower index), which leaves its old centre: scikit-learn's rule. Where
 * all rows lie on their centres, one without rows moves onto the fullest.
 */
export function meansOf(
  table: RowTable,
  labels: Int32Array,
  { sums, counts }: Sums,
  before: Float64Array,
): Float64Array {
  const { dim } = table;
  const means = sums.slice();
  const sizes = counts.slice();
  if (sizes.includes(0)) fillEmpty(table, labels, before, means, sizes);
  for (const [c, size] of sizes.entries()) {
    if (size > 0) for (let d = 0; d < dim; d++) means[c * dim + d]! /= size;
  }
  const fullest = sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0));
  for (const [c, size] of sizes.entries()) {
    if (size === 0) means.copyWithin(c * dim, fullest * dim, (fullest + 1) * dim);
  }
  return means;
}

function fillEmpty(
  { data, dim }: RowTable,
  labels: Int32Array,
  before: Float64Array,
  sums: Float64Array,
  counts: Int32Array,
): void {
  const gaps = Float64Array.from(labels, (label, i) => squaredGap(data, i * dim, before, label * dim, dim));
  const farthest = Array.from(labels.keys()).sort((a, b) => gaps[b]! - gaps[a]! || a - b);
  if (!(gaps[farthest[0]!]! > 0)) return;
  const empty = Array.from(counts.keys()).filter((c) => counts[c] === 0);
  for (const [n, c] of empty.entries()) {
    const row = farthest[n]!;
    addRow(sums, labels[row]! * dim, data, row * dim, dim, -1);
    counts[labels[row]!]! -= 1;
    sums.set(data.subarray(row * dim, (row + 1) * dim), c * dim);
    counts[c] = 1;
  }
}

/** Sum of squared distances of the rows to the centres of their labels, in double precision. */
export function inertiaOf({ data, dim }: RowTable, labels: Int32Array, centres: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    sum += squaredGap(data, i * dim, centres, labels[i]! * dim, dim);
  }
  return sum;
}
