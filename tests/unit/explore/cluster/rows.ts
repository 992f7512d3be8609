// Test data: unit rows of well-parted blobs, a job that is cancelled on the way, and a product with the digits of float32.

import { abortError } from '../../../../src/domain/errors';
import { plainProduct, type RowProduct } from '../../../../src/domain/explore/cluster/product';
import type { Job } from '../../../../src/domain/job';
import { normaliseRows } from '../../../../src/domain/matrix';
import { makeClusters } from '../clusters';

/** Blobs on the unit sphere; row i belongs to blob i % count. */
export function unitBlobs(rows: number, dim: number, count: number, seed: number, noise = 0.3) {
  const made = makeClusters(rows, dim, count, seed, noise);
  return { ...made, data: normaliseRows(made.data, dim) };
}

/** As the runtime's: rounded to float32, and off by what its order of summing makes of it. */
export const roundingProduct: RowProduct = {
  stepBudget: 2e5,
  async multiply(queries, table, dim) {
    const exact = await plainProduct.multiply(queries, table, dim);
    return Float32Array.from(exact, (value, i) => value + Math.sin(i * 12.9898) * 3e-7);
  },
};

/** A job that is cancelled at its `after`-th breath, and what it was told till then. */
export function cancelledJob(after: number): Job & { readonly reports: [number, number][] } {
  const controller = new AbortController();
  const reports: [number, number][] = [];
  let breaths = 0;
  return {
    signal: controller.signal,
    reports,
    report: (done, total) => reports.push([done, total]),
    async breathe() {
      if (++breaths >= after) controller.abort();
      if (controller.signal.aborted) throw abortError();
    },
  };
}

/** Whether two lists of labels part the rows in the same way, whatever the numbers. */
export function samePartition(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  const forth = new Map<number, number>();
  const back = new Map<number, number>();
  return Array.from(a).every((label, i) => {
    const other = b[i]!;
    if (!forth.has(label)) forth.set(label, other);
    if (!back.has(other)) back.set(other, label);
    return forth.get(label) === other && back.get(other) === label;
  });
}
