import { expect, it, test } from 'vitest';
import { type ClusterRequest, clusterRows } from '../../../../src/domain/explore/cluster/cluster-rows';
import { cut } from '../../../../src/domain/explore/cluster/dendrogram';
import { clusterCentres } from '../../../../src/domain/explore/cluster/nearest-cluster';
import { plainProduct } from '../../../../src/domain/explore/cluster/product';
import { quietJob } from '../../../../src/domain/job';
import { cancelledJob, roundingProduct, samePartition, unitBlobs } from './rows';

const blobs = unitBlobs(240, 16, 4, 6, 0.2);
const table = { data: blobs.data, dim: blobs.dim };
const requests: readonly (readonly [string, ClusterRequest])[] = [
  ['k-means', { ...table, method: 'kmeans', k: 4, mostClusters: 8, seed: 1 }],
  ['k-means, k chosen', { ...table, method: 'kmeans', k: null, mostClusters: 8, seed: 1, restarts: 2 }],
  ['DBSCAN', { ...table, method: 'dbscan', metric: 'euclidean', eps: 0.45, minSamples: 4 }],
  ['DBSCAN, distance read', { ...table, method: 'dbscan', metric: 'cosine', eps: null, minSamples: 5 }],
  [
    'merging',
    { ...table, method: 'agglomerative', linkage: 'average', metric: 'cosine', k: 4, mostClusters: 8 },
  ],
  [
    'merging, cut chosen',
    { ...table, method: 'agglomerative', linkage: 'ward', metric: 'euclidean', k: null, mostClusters: 8 },
  ],
  ['given', { ...table, method: 'given', labels: Int32Array.from(blobs.clusterOf) }],
];

it.each(requests)('%s finds the blobs; progress rises to 100', async (_, request) => {
  const reports: number[] = [];
  const job = { ...quietJob(), report: (done: number, total: number) => reports.push((100 * done) / total) };
  const found = await clusterRows(request, roundingProduct, job);
  const inside = blobs.clusterOf.map((_, i) => i).filter((i) => found.labels[i] !== -1);
  expect(inside.length).toBeGreaterThan(230);
  expect(
    samePartition(
      inside.map((i) => found.labels[i]!),
      inside.map((i) => i % 4),
    ),
  ).toBe(true);
  expect(found.silhouette.mean).toBeGreaterThan(0.7);
  expect(reports).toEqual([...reports].sort((a, b) => a - b));
  expect(reports.at(-1)).toBeCloseTo(100, 9);
});

it.each(requests)('%s stops when cancelled', async (_, request) => {
  await expect(clusterRows(request, plainProduct, cancelledJob(1))).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('curves come back only where something was chosen by them', async () => {
  const of = (at: number) => clusterRows(requests[at]![1], plainProduct, quietJob());
  expect([await of(0), await of(4)]).toMatchObject([{ curve: null }, { curve: null }]);
  const chosen = [await of(1), await of(5)];
  for (const one of chosen) expect('curve' in one && one.curve?.length).toBe(7);
  expect(await of(2)).toMatchObject({ kDistances: null, eps: 0.45 });
  const read = await of(3);
  expect(read.method === 'dbscan' && read.kDistances?.includes(read.eps)).toBe(true);
});

test('the tree that comes back gives the labels that came with it', async () => {
  const found = await clusterRows(requests[4]![1], plainProduct, quietJob());
  if (found.method !== 'agglomerative') throw new Error(found.method);
  expect(cut(found.merges, { clusters: 4 })).toEqual(found.labels);
  expect(found.leaves).toHaveLength(240);
});

test.each(requests)('%s says where its clusters lie', async (_, request) => {
  const { labels, reach } = await clusterRows(request, plainProduct, quietJob());
  expect(reach).toEqual(clusterCentres(table, labels));
});
