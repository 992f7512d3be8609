import { expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { selfFirst, withoutSelf } from '../../../src/domain/explore/own-neighbours';

// Rows 0, 1 and 2 are the same; row 3 stands apart.
const table = Float32Array.of(1, 0, 1, 0, 1, 0, 0, 1);
const own = nearestRows({ queries: table, table, dim: 2, k: 2 });

test('among duplicates a row still stands first in its own list', () => {
  expect(Array.from(selfFirst(own).indices)).toEqual([0, 1, 1, 0, 2, 0, 3, 0]);
  expect(selfFirst(own).similarities[0]).toBe(1);
});

test('without itself a row keeps k - 1 others', () => {
  const others = withoutSelf(own);
  expect(others.k).toBe(1);
  expect(Array.from(others.indices)).toEqual([1, 0, 0, 0]);
  expect(Array.from(others.similarities)).toEqual([1, 1, 1, 0]);
});

test('a single row has no others', () => {
  const alone = Float32Array.of(1, 0);
  const { indices } = withoutSelf(nearestRows({ queries: alone, table: alone, dim: 2, k: 3 }));
  expect(Array.from(indices)).toEqual([-1, -1]);
});
