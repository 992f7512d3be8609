import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { chooseK } from '../../../../src/domain/explore/cluster/choose-k';
import { kmeans } from '../../../../src/domain/explore/cluster/kmeans';
import { plainProduct } from '../../../../src/domain/explore/cluster/product';
import { quietJob } from '../../../../src/domain/job';
import { takeRows } from '../../../../src/domain/matrix';
import { expectNear, golden, goldenRows } from './golden';
import { cancelledJob, roundingProduct, samePartition, unitBlobs } from './rows';

describe('kmeans', () => {
  it.each(golden.kmeans)('from given starts as scikit-learn: $name', async (one) => {
    for (const product of [plainProduct, roundingProduct]) {
      const found = await kmeans({ ...goldenRows, ...one, seed: 0 }, product, quietJob());
      expect(Array.from(found.labels)).toEqual(one.labels);
      expect(Math.abs(found.inertia - one.inertia)).toBeLessThan(1e-6);
      expectNear(found.centres, one.centres);
      expect(found.iterations).toBe(one.iterations);
    }
  });

  test('the golden comparison notices one row in the wrong cluster', async () => {
    const one = golden.kmeans[0]!;
    const found = await kmeans({ ...goldenRows, ...one, seed: 0 }, plainProduct, quietJob());
    found.labels[40] = (found.labels[40]! + 1) % one.k;
    expect(Array.from(found.labels)).not.toEqual(one.labels);
  });

  test('drawn starts find well-parted blobs; the same seed gives the same answer', async () => {
    const blobs = unitBlobs(400, 16, 6, 3, 0.2);
    const of = (seed: number) => kmeans({ ...blobs, k: 6, seed }, plainProduct, quietJob());
    const [first, again] = [await of(1), await of(1)];
    expect(samePartition(first.labels, blobs.clusterOf)).toBe(true);
    expect(again).toEqual(first);
  });

  test('more restarts never give more inertia, and each label is the nearest centre', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 40 }), fc.integer(), async (rows, seed) => {
        const { data, dim } = unitBlobs(rows, 5, 3, seed, 1);
        const of = (restarts: number) =>
          kmeans({ data, dim, k: 4, seed, restarts }, roundingProduct, quietJob());
        const [one, three] = [await of(1), await of(3)];
        expect(three.inertia).toBeLessThanOrEqual(one.inertia);
        const gap = (i: number, c: number) =>
          Math.hypot(
            ...Array.from({ length: dim }, (_, d) => data[i * dim + d]! - three.centres[c * dim + d]!),
          );
        for (const [i, label] of three.labels.entries()) {
          for (let c = 0; c < 4; c++) expect(gap(i, label)).toBeLessThanOrEqual(gap(i, c) + 1e-6);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('fewer distinct rows than clusters: no inertia is left, whatever the numbers', async () => {
    const two = unitBlobs(2, 4, 2, 1).data;
    const data = takeRows(two, 4, [0, 1, 0, 1, 0, 0]);
    const found = await kmeans({ data, dim: 4, k: 4, seed: 2 }, plainProduct, quietJob());
    expect(found.inertia).toBeLessThan(1e-12);
    expect(samePartition(found.labels, [0, 1, 0, 1, 0, 0])).toBe(true);
  });

  test('as many clusters as rows leave no inertia; one cluster has the mean as centre', async () => {
    const { data, dim } = unitBlobs(7, 3, 7, 4, 1);
    const all = await kmeans({ data, dim, k: 7, seed: 1 }, plainProduct, quietJob());
    expect(new Set(all.labels).size).toBe(7);
    expect(all.inertia).toBeLessThan(1e-12);
    const one = await kmeans({ data, dim, k: 1, seed: 1 }, plainProduct, quietJob());
    expectNear(
      one.centres,
      [0, 1, 2].map((d) => data.filter((_, p) => p % 3 === d).reduce((sum, value) => sum + value, 0) / 7),
    );
  });

  test('what does not fit is refused', async () => {
    const { data, dim } = unitBlobs(3, 2, 3, 1);
    const of = (more: object) => kmeans({ data, dim, k: 2, seed: 0, ...more }, plainProduct, quietJob());
    await expect(of({ k: 4 })).rejects.toMatchObject({ code: 'too-few-items' });
    await expect(of({ k: 0 })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(of({ starts: [1, 0] })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(of({ dim: 4 })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(of({ data: Float32Array.of(1, 0, Number.NaN, 0) })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});

describe('chooseK', () => {
  test('finds the number of blobs, gives the whole curve, and only rising progress up to 100', async () => {
    const blobs = unitBlobs(200, 12, 5, 8, 0.2);
    const reports: number[] = [];
    const job = { ...quietJob(), report: (done: number) => reports.push(done) };
    const { best, curve, silhouette } = await chooseK(
      { ...blobs, seed: 1, mostClusters: 8 },
      plainProduct,
      job,
    );
    expect(best.k).toBe(5);
    expect(samePartition(best.labels, blobs.clusterOf)).toBe(true);
    expect(curve.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(Math.max(...curve.map((point) => point.silhouette ?? -1))).toBe(silhouette.mean);
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
    expect(reports.at(-1)).toBeCloseTo(100, 9);
  });

  test('tries no more clusters than rows allow, and refuses fewer than three rows', async () => {
    const four = unitBlobs(4, 3, 2, 1);
    const { curve } = await chooseK({ ...four, seed: 1, mostClusters: 9 }, plainProduct, quietJob());
    expect(curve.map(({ k }) => k)).toEqual([2, 3]);
    const two = unitBlobs(2, 3, 2, 1);
    await expect(
      chooseK({ ...two, seed: 1, mostClusters: 9 }, plainProduct, quietJob()),
    ).rejects.toMatchObject({ code: 'too-few-items' });
  });

  test('stops at the next breath when cancelled', async () => {
    const blobs = unitBlobs(600, 64, 5, 8);
    const running = chooseK({ ...blobs, seed: 1, mostClusters: 30 }, plainProduct, cancelledJob(2));
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});
