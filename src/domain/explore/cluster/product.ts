// The one heavy step of every method here: dot products of many rows with many rows, plain or by the runtime's graph.
import type { Job } from '../../job';
import { dotRows, rowCount } from '../../matrix';
import { makeBreather } from './breather';

export interface RowProduct {
  /** Multiply-adds that take some ten milliseconds: what is worth doing between two breaths. */
  readonly stepBudget: number;
  /** Dot products of every query with every row of the table, row-major: `queries x rows`. An empty side gives []. */
  multiply(queries: Float32Array, table: Float32Array, dim: number): Promise<ArrayLike<number>>;
}

/** In plain TypeScript and double precision: the reference, and what runs where no runtime is at hand. */
export const plainProduct: RowProduct = {
  stepBudget: 2e7,
  async multiply(queries, table, dim) {
    const rows = rowCount(table, dim);
    const count = rowCount(queries, dim);
    const out = new Float64Array(count * rows);
    for (let q = 0, p = 0; q < count; q++)
      for (let r = 0; r < rows; r++, p++) out[p] = dotRows(queries, q, table, r, dim);
    return out;
  },
};

/** How many queries to multiply at once with a table of `rows x dim`; at least 1. */
export function queriesPerStep({ stepBudget }: RowProduct, rows: number, dim: number): number {
  return Math.max(1, Math.floor(stepBudget / Math.max(1, rows * dim)));
}

/**
 * Calls `take(row, dots, at)` for each row of `data` in order: `dots[at + c]` is its dot product with row c of `few`.
 * Breathes between steps.
 */
export async function eachRowDots(
  { data, few, dim }: { readonly data: Float32Array; readonly few: Float32Array; readonly dim: number },
  product: RowProduct,
  job: Job,
  take: (row: number, dots: ArrayLike<number>, at: number) => void,
): Promise<void> {
  const rows = rowCount(data, dim);
  const count = rowCount(few, dim);
  const step = queriesPerStep(product, count, dim);
  const breather = makeBreather(job);
  for (let start = 0; start < rows; start += step) {
    if (breather.due()) await breather.breathe();
    const end = Math.min(rows, start + step);
    const dots = await product.multiply(data.subarray(start * dim, end * dim), few, dim);
    for (let row = start; row < end; row++) take(row, dots, (row - start) * count);
  }
}
