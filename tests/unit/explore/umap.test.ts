import { describe, expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { pca2 } from '../../../src/domain/explore/pca';
import { trustworthiness } from '../../../src/domain/explore/trustworthiness';
import { umap2 } from '../../../src/domain/explore/umap';
import { type Job, quietJob } from '../../../src/domain/job';
import { type Clusters, makeClusters } from './clusters';

const inputOf = ({ data, dim }: Clusters, seed: number) => ({
  data,
  dim,
  neighbours: nearestRows({ queries: data, table: data, dim, k: 15 }),
  minDist: 0.1,
  seed,
});

describe('umap2', () => {
  const blobs = makeClusters(150, 16, 3, 11);

  test('same seed, same bytes; another seed, another map', async () => {
    const first = await umap2(inputOf(blobs, 1), quietJob());
    expect(await umap2(inputOf(blobs, 1), quietJob())).toEqual(first);
    expect(await umap2(inputOf(blobs, 2), quietJob())).not.toEqual(first);
  });

  test('three blobs stay apart and the map can be trusted', async () => {
    const xy = await umap2(inputOf(blobs, 1), quietJob());
    expect(await trustworthiness({ ...blobs, xy, seed: 0 }, quietJob())).toBeGreaterThan(0.85);
    const onMap = nearestOnMap(xy);
    expect(onMap.every((j, i) => blobs.clusterOf[i] === blobs.clusterOf[j])).toBe(true);
  });

  test('reports epochs up to the last and can be cancelled between them', async () => {
    const seen: number[] = [];
    const controller = new AbortController();
    const job: Job = {
      ...quietJob(controller.signal),
      report: (done, total) => {
        seen.push(done / total);
        if (done > total / 4) controller.abort();
      },
    };
    await expect(umap2(inputOf(blobs, 1), job)).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
    expect(seen[0]).toBeGreaterThan(0);
    expect(Math.max(...seen)).toBeLessThan(1);
  });

  test('exact duplicates and tiny sets do no harm', async () => {
    const same = { ...makeClusters(30, 4, 1, 1, 0) };
    expect((await umap2(inputOf(same, 1), quietJob())).every(Number.isFinite)).toBe(true);
    const ten = makeClusters(10, 4, 2, 1);
    expect((await umap2(inputOf(ten, 1), quietJob())).every(Number.isFinite)).toBe(true);
  });

  test('fewer than ten rows are drawn by PCA', async () => {
    const few = makeClusters(9, 5, 3, 1);
    expect(await umap2(inputOf(few, 1), quietJob())).toEqual(await pca2(few.data, few.dim, quietJob()));
    const none = { data: new Float32Array(0), dim: 5, rows: 0, clusterOf: [] };
    expect(await umap2(inputOf(none, 1), quietJob())).toHaveLength(0);
  });

  test('neighbours of another table are refused', async () => {
    const input = { ...inputOf(blobs, 1), data: blobs.data.subarray(16) };
    await expect(umap2(input, quietJob())).rejects.toThrow(/do not belong/);
  });
});

function nearestOnMap(xy: Float32Array): number[] {
  const rows = xy.length / 2;
  return Array.from({ length: rows }, (_, i) => {
    const distance = (j: number) => Math.hypot(xy[i * 2]! - xy[j * 2]!, xy[i * 2 + 1]! - xy[j * 2 + 1]!);
    const others = Array.from({ length: rows }, (_, j) => j).filter((j) => j !== i);
    return others.reduce((best, j) => (distance(j) < distance(best) ? j : best));
  });
}
