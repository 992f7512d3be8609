// What scikit-learn and scipy say of the same rows; made by tests/fixtures/golden/explore/make_clusters.py.
import { expect } from 'vitest';
import type { RowTable } from '../../../../src/domain/explore/cluster/pair-distances';
import file from '../../../fixtures/golden/explore/clusters.json';

export const golden = file;

/** The rows all goldens were made of: 90 unit rows in four blobs of different width, and six strays. */
export const goldenRows: RowTable = { data: Float32Array.from(file.data), dim: file.dim };

/** Every number within 1e-6 of its golden. */
export function expectNear(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i]!)), 0);
  expect(worst).toBeLessThan(1e-6);
}
