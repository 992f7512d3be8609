import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dbscan, mostDbscanRows } from '../../../../src/domain/explore/cluster/dbscan';
import { kDistances, suggestEps } from '../../../../src/domain/explore/cluster/k-distances';
import { exactDistance, type Metric } from '../../../../src/domain/explore/cluster/pair-distances';
import { plainProduct } from '../../../../src/domain/explore/cluster/product';
import { quietJob } from '../../../../src/domain/job';
import { normaliseRows } from '../../../../src/domain/matrix';
import { makeRandom } from '../../../../src/domain/random';
import { expectNear, golden, goldenRows } from './golden';
import { cancelledJob, roundingProduct, samePartition, unitBlobs } from './rows';

const densities = golden.dbscan.map((one) => ({ ...one, metric: one.metric as Metric }));

describe('dbscan', () => {
  it.each(densities)('labels and core rows of scikit-learn: $metric, $eps, $minSamples', async (one) => {
    for (const product of [plainProduct, roundingProduct]) {
      const { labels, core, clusters } = await dbscan({ ...goldenRows, ...one }, product, quietJob());
      expect(Array.from(labels)).toEqual(one.labels);
      expect(Array.from(core.keys()).filter((i) => core[i] === 1)).toEqual(one.core);
      expect(clusters).toBe(Math.max(...one.labels) + 1);
    }
  });

  test('the golden comparison notices another distance', async () => {
    const one = densities[2]!;
    const { labels } = await dbscan({ ...goldenRows, ...one, eps: one.eps * 1.3 }, plainProduct, quietJob());
    expect(Array.from(labels)).not.toEqual(one.labels);
  });

  test('a distance of exactly eps is near, however the product rounds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom<Metric>('cosine', 'euclidean'), async (seed, metric) => {
        const { data, dim } = unitBlobs(40, 6, 4, seed, 0.8);
        const eps = exactDistance({ data, dim, metric })(3, 17);
        const input = { data, dim, metric, eps, minSamples: 3 };
        const plain = await dbscan(input, plainProduct, quietJob());
        expect(await dbscan(input, roundingProduct, quietJob())).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });

  test('all alike make one cluster at eps 0; none and one row are fine', async () => {
    const of = (data: Float32Array, minSamples: number) =>
      dbscan({ data, dim: 2, metric: 'euclidean', eps: 0, minSamples }, plainProduct, quietJob());
    const alike = Float32Array.from({ length: 80 }, (_, p) => (p % 2 === 0 ? 0.6 : 0.8));
    expect(Array.from((await of(alike, 40)).labels)).toEqual(new Array(40).fill(0));
    expect(Array.from((await of(alike, 41)).labels)).toEqual(new Array(40).fill(-1));
    expect((await of(new Float32Array(0), 1)).labels).toHaveLength(0);
    expect(Array.from((await of(Float32Array.of(1, 0), 1)).labels)).toEqual([0]);
  });

  test('what does not fit is refused', async () => {
    const input = { ...goldenRows, metric: 'cosine', eps: 0.1, minSamples: 3 } as const;
    const of = (more: object) => dbscan({ ...input, ...more }, plainProduct, quietJob());
    await expect(of({ eps: -1 })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(of({ eps: Number.NaN })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(of({ minSamples: 0 })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(of({ data: new Float32Array(mostDbscanRows + 1), dim: 1 })).rejects.toMatchObject({
      code: 'invalid-argument',
      detail: { rows: mostDbscanRows + 1, most: mostDbscanRows },
    });
  });

  test('stops at the next breath when cancelled, with only part of the rows reported', async () => {
    const job = cancelledJob(3);
    const blobs = unitBlobs(900, 64, 5, 8);
    const running = dbscan({ ...blobs, metric: 'cosine', eps: 0.1, minSamples: 3 }, roundingProduct, job);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(job.reports.length).toBeGreaterThan(0);
    for (const [done, total] of job.reports) expect([done < 900, total]).toEqual([true, 900]);
  });
});

describe('kDistances and suggestEps', () => {
  it.each(densities)('the curve of scikit-learn: $metric, minSamples $minSamples', async (one) => {
    const curve = await kDistances({ ...goldenRows, ...one }, plainProduct, quietJob());
    expectNear(curve, one.kDistances);
  });

  test('is the least eps at which each row is a core row', async () => {
    const input = { ...goldenRows, metric: 'cosine', minSamples: 5 } as const;
    const curve = await kDistances(input, plainProduct, quietJob());
    for (const at of [3, 40, 88]) {
      const { core } = await dbscan({ ...input, eps: curve[at]! + 1e-9 }, plainProduct, quietJob());
      expect(core.reduce((sum, one) => sum + one, 0)).toBe(at + 1);
    }
  });

  test('the suggested distance finds blobs among strays', async () => {
    const { data, dim, clusterOf } = unitBlobs(300, 16, 5, 4, 0.15);
    const random = makeRandom(2);
    const strays = normaliseRows(
      Float32Array.from({ length: 20 * dim }, () => random.normal()),
      dim,
    );
    const all = Float32Array.from([...data, ...strays]);
    const input = { data: all, dim, metric: 'cosine', minSamples: 5 } as const;
    const eps = suggestEps(await kDistances(input, plainProduct, quietJob()))!;
    const { labels, clusters } = await dbscan({ ...input, eps }, plainProduct, quietJob());
    expect(clusters).toBe(5);
    const kept = clusterOf.map((_, i) => i).filter((i) => labels[i] !== -1);
    expect(kept.length).toBeGreaterThan(285);
    expect(
      samePartition(
        kept.map((i) => labels[i]!),
        kept.map((i) => clusterOf[i]!),
      ),
    ).toBe(true);
    expect(Array.from(labels.subarray(300)).filter((label) => label === -1).length).toBeGreaterThan(15);
  });

  test('the knee of a bent line is where it bends; a straight or flat one gives its last value', () => {
    expect(suggestEps([1, 2, 3, 4, 5, 15, 25, 35])).toBe(5);
    expect(suggestEps([1, 2, 3, 4])).toBe(4);
    expect(suggestEps([0.3, 0.3, 0.3])).toBe(0.3);
    expect(suggestEps([0.7])).toBe(0.7);
    expect(suggestEps([])).toBeNull();
  });

  test('fewer rows than asked for: the farthest; a minimum of 1: zeros', async () => {
    const input = { data: Float32Array.of(1, 0, 0, 1, 0.6, 0.8), dim: 2, metric: 'cosine' } as const;
    const of = (minSamples: number) => kDistances({ ...input, minSamples }, plainProduct, quietJob());
    expectNear(await of(9), [0.4, 1, 1]);
    expectNear(await of(1), [0, 0, 0]);
    await expect(of(0)).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
