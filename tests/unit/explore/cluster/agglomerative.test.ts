import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  agglomerative,
  type Linkage,
  mostMergedRows,
} from '../../../../src/domain/explore/cluster/agglomerative';
import { chooseCut } from '../../../../src/domain/explore/cluster/choose-k';
import { cut, leafOrder } from '../../../../src/domain/explore/cluster/dendrogram';
import type { Metric } from '../../../../src/domain/explore/cluster/pair-distances';
import { plainProduct } from '../../../../src/domain/explore/cluster/product';
import { quietJob } from '../../../../src/domain/job';
import { expectNear, golden, goldenRows } from './golden';
import { cancelledJob, roundingProduct, samePartition, unitBlobs } from './rows';

const trees = golden.trees.map((one) => ({
  ...one,
  linkage: one.linkage as Linkage,
  metric: one.metric as Metric,
}));

describe('agglomerative', () => {
  it.each(trees)('merges, leaves and cuts of scipy: $linkage, $metric', async (one) => {
    const { linkage, metric } = one;
    const merges = await agglomerative({ ...goldenRows, linkage, metric }, plainProduct, quietJob());
    expect(Array.from(merges.left)).toEqual(one.left);
    expect(Array.from(merges.right)).toEqual(one.right);
    expect(Array.from(merges.size)).toEqual(one.size);
    expectNear(merges.height, one.height);
    expect(Array.from(leafOrder(merges))).toEqual(one.leaves);
    for (const [k, labels] of Object.entries(one.byCount)) {
      expect(Array.from(cut(merges, { clusters: Number(k) }))).toEqual(labels);
    }
    for (const { height, labels } of one.byHeight)
      expect(Array.from(cut(merges, { height }))).toEqual(labels);
  });

  it.each(trees)('a float32 product gives the same tree: $linkage, $metric', async (one) => {
    const { linkage, metric } = one;
    const merges = await agglomerative({ ...goldenRows, linkage, metric }, roundingProduct, quietJob());
    expect([Array.from(merges.left), Array.from(merges.right)]).toEqual([one.left, one.right]);
    for (const [t, height] of merges.height.entries()) expect(height).toBeCloseTo(one.height[t]!, 4);
  });

  test('the golden comparison notices another linkage', async () => {
    const input = { ...goldenRows, linkage: 'complete', metric: 'cosine' } as const;
    const merges = await agglomerative(input, plainProduct, quietJob());
    expect(() => expectNear(merges.height, trees[0]!.height)).toThrow();
  });

  test('each cut nests in the one before; heights rise; leaves are all rows once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer(),
        fc.constantFrom<Linkage>('average', 'complete', 'ward'),
        async (rows, seed, linkage) => {
          const { data, dim } = unitBlobs(rows, 4, 3, seed, 0.6);
          // Equal rows: merges at height 0 and ties.
          data.copyWithin(0, Math.floor(rows / 2) * dim, (Math.floor(rows / 2) + 1) * dim);
          const input = { data, dim, linkage, metric: 'euclidean' } as const;
          const merges = await agglomerative(input, plainProduct, quietJob());
          expect(merges.height).toHaveLength(rows - 1);
          expect([...merges.height]).toEqual([...merges.height].sort((a, b) => a - b));
          expect([...leafOrder(merges)].sort((a, b) => a - b)).toEqual(
            Array.from({ length: rows }, (_, i) => i),
          );
          for (let k = 1; k < rows; k++) {
            const [fewer, more] = [cut(merges, { clusters: k }), cut(merges, { clusters: k + 1 })];
            expect([new Set(fewer).size, new Set(more).size]).toEqual([k, k + 1]);
            expect(new Set(Array.from(more, (label, i) => `${label} ${fewer[i]}`)).size).toBe(k + 1);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test('no rows and one row', async () => {
    for (const rows of [0, 1]) {
      const data = new Float32Array(rows * 2).fill(1);
      const input = { data, dim: 2, linkage: 'average', metric: 'cosine' } as const;
      const merges = await agglomerative(input, plainProduct, quietJob());
      expect([merges.height.length, cut(merges, { clusters: 3 }).length]).toEqual([0, rows]);
      expect(Array.from(leafOrder(merges))).toEqual(rows === 0 ? [] : [0]);
    }
  });

  test('more rows than memory allows, and Ward by cosine, are refused', async () => {
    const many = { data: new Float32Array(mostMergedRows + 1), dim: 1 };
    await expect(
      agglomerative({ ...many, linkage: 'average', metric: 'cosine' }, plainProduct, quietJob()),
    ).rejects.toMatchObject({ code: 'invalid-argument', detail: { rows: 10_001, most: 10_000 } });
    await expect(
      agglomerative({ ...goldenRows, linkage: 'ward', metric: 'cosine' }, plainProduct, quietJob()),
    ).rejects.toMatchObject({ code: 'invalid-argument', detail: { metric: 'cosine' } });
  });

  test('stops at the next breath when cancelled', async () => {
    const input = { ...unitBlobs(400, 32, 5, 8), linkage: 'ward', metric: 'euclidean' } as const;
    await expect(agglomerative(input, roundingProduct, cancelledJob(3))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

test('the chosen cut parts the blobs', async () => {
  const blobs = unitBlobs(150, 12, 6, 8, 0.2);
  const merges = await agglomerative(
    { ...blobs, linkage: 'average', metric: 'cosine' },
    plainProduct,
    quietJob(),
  );
  const { best, curve } = await chooseCut({ ...blobs, mostClusters: 10 }, merges, plainProduct, quietJob());
  expect(samePartition(best.labels, blobs.clusterOf)).toBe(true);
  expect([best.k, curve.length]).toEqual([6, 9]);
});
