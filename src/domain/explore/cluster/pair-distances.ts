// Distances between all rows of a table, one row at a time, so that no method needs to hold them all unless it wants to.
import { AppError } from '../../errors';
import type { Job } from '../../job';
import { dotRows, rowCount, rowNorms } from '../../matrix';
import { makeBreather } from './breather';
import { queriesPerStep, type RowProduct } from './product';

/** `cosine`: 1 - cosine similarity, 0..2; a row of zeros is at 1 from all others. `euclidean`: as the rows are stored. */
export type Metric = 'cosine' | 'euclidean';

export interface RowTable {
  /** `rows x dim`, finite; unit length unless told otherwise. */
  readonly data: Float32Array;
  readonly dim: number;
}

export interface PairTable extends RowTable {
  readonly metric: Metric;
}

/** Throws `invalid-argument` where `data` is not whole rows of finite numbers. An empty table passes. */
export function checkRowTable({ data, dim }: RowTable): void {
  const whole = Number.isInteger(dim) && dim > 0 && data.length % dim === 0;
  // Squares of float32 fit into a double, so the sum is finite exactly when every number is.
  if (!whole || !Number.isFinite(dotRows(data, 0, data, 0, data.length))) {
    throw new AppError('invalid-argument', 'Whole rows of finite numbers are needed.', { dim });
  }
}

/** The distance of two rows in double precision, as scikit-learn gives it for rows in float64. */
export function exactDistance({ data, dim, metric }: PairTable): (i: number, j: number) => number {
  if (metric === 'euclidean') return (i, j) => Math.sqrt(squaredGap(data, i * dim, data, j * dim, dim));
  const norms = rowNorms(data, dim);
  return (i, j) => {
    const lengths = norms[i]! * norms[j]!;
    return lengths > 0 ? Math.min(2, Math.max(0, 1 - dotRows(data, i, data, j, dim) / lengths)) : 1;
  };
}

/** Squared Euclidean distance of `dim` numbers of `a` from offset `p` and of `b` from offset `q`. */
export function squaredGap(
  a: Float32Array,
  p: number,
  b: Float32Array | Float64Array,
  q: number,
  dim: number,
): number {
  let even = 0;
  let odd = 0;
  let d = 0;
  // Two sums at once: a single one waits for each addition.
  for (; d + 1 < dim; d += 2) {
    const first = a[p + d]! - b[q + d]!;
    const second = a[p + d + 1]! - b[q + d + 1]!;
    even += first * first;
    odd += second * second;
  }
  return d < dim ? even + odd + (a[p + d]! - b[q + d]!) ** 2 : even + odd;
}

/**
 * How far a distance handed out by `eachRowToLater` may be from the exact one when the product is in float32: who
 * compares with a limit asks for the exact one within this width.
 */
export const distanceSlack = 5e-5;

// A squared distance is a difference of larger numbers: below this share of them, float32 has too few digits left.
const tooClose = 1e-3;

// A step multiplies its rows with each other both ways; more of them would waste more than the call costs.
const mostPerStep = 512;

/**
 * Calls `visit(row, later)` for each row in order, where `later[t]` is the distance to row `row + 1 + t`: the upper
 * triangle of the distance matrix in the order of a condensed one. `later` is reused; read it during the call. Reports
 * in rows, breathes by the clock. The last row has none later and is visited with an empty list; no rows, no visit.
 */
export async function eachRowToLater(
  table: PairTable,
  product: RowProduct,
  job: Job,
  visit: (row: number, later: Float64Array) => void,
): Promise<void> {
  checkRowTable(table);
  const { data, dim } = table;
  const rows = rowCount(data, dim);
  const finish = distanceFinisher(table);
  const breather = makeBreather(job);
  const buffer = new Float64Array(Math.max(0, rows - 1));
  for (let start = 0, end = 0; start < rows; start = end) {
    job.report(start, rows);
    const width = rows - start;
    end = Math.min(rows, start + Math.min(mostPerStep, queriesPerStep(product, width, dim)));
    await breather.breathe();
    const dots = await product.multiply(
      data.subarray(start * dim, end * dim),
      data.subarray(start * dim),
      dim,
    );
    for (let row = start; row < end; row++) {
      const later = buffer.subarray(0, rows - 1 - row);
      finish(row, later, dots, (row - start) * width + (row - start) + 1);
      visit(row, later);
      if (breather.due()) await breather.breathe();
    }
  }
  job.report(rows, rows);
}

/** Turns the dot products of a row with the later ones (from offset `at`) into distances. */
function distanceFinisher(table: PairTable) {
  const norms = rowNorms(table.data, table.dim);
  const exact = exactDistance(table);
  if (table.metric === 'cosine') {
    return (row: number, later: Float64Array, dots: ArrayLike<number>, at: number) => {
      for (let t = 0; t < later.length; t++) {
        const lengths = norms[row]! * norms[row + 1 + t]!;
        later[t] = lengths > 0 ? Math.min(2, Math.max(0, 1 - dots[at + t]! / lengths)) : 1;
      }
    };
  }
  const squares = norms.map((norm) => norm * norm);
  return (row: number, later: Float64Array, dots: ArrayLike<number>, at: number) => {
    const own = squares[row]!;
    for (let t = 0; t < later.length; t++) {
      const both = own + squares[row + 1 + t]!;
      const squared = both - 2 * dots[at + t]!;
      later[t] = squared > tooClose * both ? Math.sqrt(squared) : exact(row, row + 1 + t);
    }
  };
}
