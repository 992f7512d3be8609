// One door to all methods: what can be asked for, what comes back, and which steps that takes.
import type { Job } from '../../job';
import { agglomerative, type Linkage } from './agglomerative';
import { partOf } from './breather';
import { chooseCut, chooseK, type KPoint } from './choose-k';
import { dbscan } from './dbscan';
import { cut, leafOrder, type Merges } from './dendrogram';
import { kDistances, suggestEps } from './k-distances';
import { type KMeans, kmeans } from './kmeans';
import { type ClusterCentre, clusterCentres } from './nearest-cluster';
import type { Metric, RowTable } from './pair-distances';
import type { RowProduct } from './product';
import { type Silhouette, silhouette } from './silhouette';

/** `k` null: chosen by mean silhouette among 2..`mostClusters`. */
export interface KMeansRequest extends RowTable {
  readonly method: 'kmeans';
  readonly k: number | null;
  readonly mostClusters: number;
  readonly seed: number;
  /** 4 unless told. */
  readonly restarts?: number;
}

/** `eps` null: read from the curve of distances to the `minSamples`-th row, which then comes back as well. */
export interface DbscanRequest extends RowTable {
  readonly method: 'dbscan';
  readonly metric: Metric;
  readonly eps: number | null;
  readonly minSamples: number;
}

/** `k` null: the first cut is chosen by mean silhouette among 2..`mostClusters` clusters. */
export interface AgglomerativeRequest extends RowTable {
  readonly method: 'agglomerative';
  readonly linkage: Linkage;
  /** Ward: `euclidean` only. */
  readonly metric: Metric;
  readonly k: number | null;
  readonly mostClusters: number;
}

/** Clusters that are there already (another cut of the tree, clusters joined by hand): only judged. */
export interface GivenRequest extends RowTable {
  readonly method: 'given';
  /** -1 for noise. */
  readonly labels: Int32Array;
}

export type ClusterRequest = KMeansRequest | DbscanRequest | AgglomerativeRequest | GivenRequest;

/** What every method gives. */
export interface Partition {
  /** The cluster of each row; -1 for noise. */
  readonly labels: Int32Array;
  /** By cosine distance, whatever the clusters were made with. */
  readonly silhouette: Silhouette;
}

export interface KMeansPartition extends Partition, Omit<KMeans, 'labels'> {
  readonly method: 'kmeans';
  /** null where k was given. */
  readonly curve: readonly KPoint[] | null;
}

export interface DbscanPartition extends Partition {
  readonly method: 'dbscan';
  readonly clusters: number;
  /** 1 for a core row. */
  readonly core: Uint8Array;
  /** The distance that was used. */
  readonly eps: number;
  /** Sorted, one a row; null where `eps` was given. */
  readonly kDistances: Float64Array | null;
}

export interface AgglomerativePartition extends Partition {
  readonly method: 'agglomerative';
  /** `cut(merges, ...)` gives the clusters of any other place. */
  readonly merges: Merges;
  /** Rows from left to right under the dendrogram. */
  readonly leaves: Int32Array;
  readonly k: number;
  /** null where k was given. */
  readonly curve: readonly KPoint[] | null;
}

export interface GivenPartition extends Partition {
  readonly method: 'given';
}

type AnyPartition = KMeansPartition | DbscanPartition | AgglomerativePartition | GivenPartition;

export type ClusterResult = AnyPartition & {
  /** Where each cluster lies and how far its rows reach: what a new row is held against. */
  readonly reach: readonly ClusterCentre[];
};

/**
 * Clusters rows in the embedding space. Progress is in percent. Same request and same product: same result. Errors are
 * those of the methods: `invalid-argument` for what does not fit, `too-few-items` for fewer rows than clusters.
 */
export async function clusterRows(
  request: ClusterRequest,
  product: RowProduct,
  job: Job,
): Promise<ClusterResult> {
  const found = await partition(request, product, job);
  await job.breathe();
  return { ...found, reach: clusterCentres(request, found.labels) };
}

async function partition(request: ClusterRequest, product: RowProduct, job: Job): Promise<AnyPartition> {
  const judge = (labels: Int32Array, from: number) =>
    silhouette(
      { data: request.data, dim: request.dim, metric: 'cosine', labels },
      product,
      partOf(job, from, 100),
    );
  switch (request.method) {
    case 'kmeans':
      return await byKMeans(request, product, job, judge);
    case 'dbscan':
      return await byDensity(request, product, job, judge);
    case 'agglomerative':
      return await byMerging(request, product, job, judge);
    case 'given':
      return { method: 'given', labels: request.labels, silhouette: await judge(request.labels, 0) };
  }
}

type Judge = (labels: Int32Array, from: number) => Promise<Silhouette>;

async function byKMeans(
  request: KMeansRequest,
  product: RowProduct,
  job: Job,
  judge: Judge,
): Promise<KMeansPartition> {
  const { k } = request;
  if (k === null) {
    const { best, silhouette, curve } = await chooseK(request, product, job);
    return { method: 'kmeans', ...best, silhouette, curve };
  }
  const found = await kmeans({ ...request, k }, product, partOf(job, 0, 80));
  return { method: 'kmeans', ...found, silhouette: await judge(found.labels, 80), curve: null };
}

async function byDensity(
  request: DbscanRequest,
  product: RowProduct,
  job: Job,
  judge: Judge,
): Promise<DbscanPartition> {
  const curve = request.eps === null ? await kDistances(request, product, partOf(job, 0, 45)) : null;
  const eps = request.eps ?? suggestEps(curve ?? []) ?? 0;
  const found = await dbscan({ ...request, eps }, product, partOf(job, curve ? 45 : 0, 90));
  return { method: 'dbscan', ...found, eps, silhouette: await judge(found.labels, 90), kDistances: curve };
}

async function byMerging(
  request: AgglomerativeRequest,
  product: RowProduct,
  job: Job,
  judge: Judge,
): Promise<AgglomerativePartition> {
  const merges = await agglomerative(request, product, partOf(job, 0, 80));
  const tree = { method: 'agglomerative', merges, leaves: leafOrder(merges) } as const;
  const { k } = request;
  if (k === null) {
    const { best, silhouette, curve } = await chooseCut(request, merges, product, partOf(job, 80, 100));
    return { ...tree, ...best, silhouette, curve };
  }
  const labels = cut(merges, { clusters: k });
  return { ...tree, labels, k, silhouette: await judge(labels, 80), curve: null };
}
