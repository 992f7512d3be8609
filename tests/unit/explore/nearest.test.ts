import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { nearestInBlocks } from '../../../src/domain/explore/nearest-blocks';
import { quietJob } from '../../../src/domain/job';
import { makeRandom } from '../../../src/domain/random';
import { makeClusters } from './clusters';
import { golden } from './golden';

describe('nearestRows', () => {
  test('finds what scikit-learn finds', () => {
    const { data, dim, k } = golden;
    const found = nearestRows({ queries: data, table: data, dim, k });
    expect(Array.from(found.indices)).toEqual(golden.indices);
    for (const [i, similarity] of found.similarities.entries()) {
      expect(similarity).toBeCloseTo(golden.similarities[i]!, 6);
    }
  });

  test('a duplicate has similarity exactly 1, whatever its length, and ties go to the lower index', () => {
    const { data, dim } = makeClusters(20, 33, 4, 5);
    const table = new Float32Array(data.length + 2 * dim);
    table.set(data);
    table.set(data.subarray(0, dim), data.length);
    table.set(
      data.subarray(0, dim).map((value) => value * 4),
      data.length + dim,
    );
    const found = nearestRows({ queries: data.subarray(0, dim), table, dim, k: 3 });
    expect(Array.from(found.indices)).toEqual([0, 20, 21]);
    expect(Array.from(found.similarities)).toEqual([1, 1, 1]);
  });

  test('more neighbours asked for than there are: the rest is -1', () => {
    const table = Float32Array.of(1, 0, 0, 1);
    const found = nearestRows({ queries: Float32Array.of(1, 0), table, dim: 2, k: 4 });
    expect(Array.from(found.indices)).toEqual([0, 1, -1, -1]);
    expect(Array.from(found.similarities)).toEqual([1, 0, 0, 0]);
  });

  test('an empty table and no queries are fine; shapes that do not fit are not', () => {
    const none = new Float32Array(0);
    const row = Float32Array.of(1, 0);
    expect(Array.from(nearestRows({ queries: row, table: none, dim: 2, k: 2 }).indices)).toEqual([-1, -1]);
    expect(nearestRows({ queries: none, table: row, dim: 2, k: 2 }).indices).toHaveLength(0);
    expect(() => nearestRows({ queries: row, table: row, dim: 3, k: 2 })).toThrow(/do not fit/);
    expect(() => nearestRows({ queries: row, table: row, dim: 2, k: 0 })).toThrow(/do not fit/);
  });

  test('a row of zeros is similar to nothing', () => {
    const found = nearestRows({ queries: Float32Array.of(0, 0), table: Float32Array.of(1, 2), dim: 2, k: 1 });
    expect(Array.from(found.similarities)).toEqual([0]);
  });

  test('the order of the table changes names, not neighbours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.integer(), (rows, seed) => {
        const { data, dim } = makeClusters(rows, 6, 3, seed);
        const order = makeRandom(seed).shuffle(Array.from({ length: rows }, (_, i) => i));
        const shuffled = Float32Array.from(
          order.flatMap((i) => Array.from(data.subarray(i * dim, (i + 1) * dim))),
        );
        const plain = nearestRows({ queries: data, table: data, dim, k: 3 });
        const moved = nearestRows({ queries: data, table: shuffled, dim, k: 3 });
        expect(Array.from(moved.indices, (i) => (i < 0 ? i : order[i]))).toEqual(Array.from(plain.indices));
        expect(moved.similarities).toEqual(plain.similarities);
      }),
      { numRuns: 40 },
    );
  });
});

describe('nearestInBlocks', () => {
  test('names candidates by any search and gives the same answer as the plain one', async () => {
    const { data, dim } = makeClusters(700, 8, 5, 3);
    const sizes: number[] = [];
    const found = await nearestInBlocks(
      { queries: data, table: data, dim, k: 6 },
      (table) => async (block, top) => {
        sizes.push(block.length / dim);
        const { indices } = nearestRows({ queries: block, table, dim, k: top });
        // The search may name them in any order.
        return Int32Array.from(indices).map((_, i) => indices[i - (i % top) + (top - 1 - (i % top))]!);
      },
      quietJob(),
    );
    expect(found).toEqual(nearestRows({ queries: data, table: data, dim, k: 6 }));
    expect(sizes).toEqual([512, 188]);
  });

  test('stops between blocks when cancelled', async () => {
    const { data, dim } = makeClusters(2000, 4, 5, 3);
    const controller = new AbortController();
    let blocks = 0;
    const running = nearestInBlocks(
      { queries: data, table: data, dim, k: 2 },
      () => async (block, top) => {
        if (++blocks === 2) controller.abort();
        return new Int32Array((block.length / dim) * top);
      },
      quietJob(controller.signal),
    );
    await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(blocks).toBe(2);
  });
});
