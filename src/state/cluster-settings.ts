// How groups (clusters) are looked for: what a person may set, and the part of it that decides the result.
import type { Linkage } from '../domain/explore/cluster/agglomerative';
import type {
  AgglomerativeRequest,
  DbscanRequest,
  KMeansRequest,
} from '../domain/explore/cluster/cluster-rows';
import type { EmbeddingTable } from '../domain/types';
import type { AppState } from './app-state';

export type ClusterMethod = 'kmeans' | 'dbscan' | 'agglomerative';

export interface ClusterSettings {
  readonly method: ClusterMethod;
  /** k-means: how many groups, 2..`mostGroups`; null: chosen by mean silhouette among 2..`mostClusters`. */
  readonly k: number | null;
  /** How many groups are tried at most, 3..30; also where a tree is to be cut first. */
  readonly mostClusters: number;
  /** DBSCAN: cosine distance within which rows are near, 0..2; null: read from the curve of distances. */
  readonly eps: number | null;
  /** DBSCAN: near rows that make a place dense, itself counted, 2..50. */
  readonly minSamples: number;
  readonly linkage: Linkage;
}

/** Most groups a person may ask for. */
export const mostGroups = 40;

/** Fewer images than this are not grouped. */
export const fewestToGroup = 5;

export const defaultClusterSettings: ClusterSettings = {
  method: 'kmeans',
  k: null,
  mostClusters: 12,
  eps: null,
  minSamples: 5,
  linkage: 'average',
};

/** What the result depends on, so that a setting of another method makes no result look old. Where a tree is cut is no part of it. */
export function clusterQuestion(settings: ClusterSettings, seed: number) {
  const { method, k, mostClusters, eps, minSamples, linkage } = settings;
  switch (method) {
    case 'kmeans':
      return { method, k, ...(k === null ? { mostClusters } : {}), seed };
    case 'dbscan':
      return { method, eps, minSamples };
    case 'agglomerative':
      return { method, linkage, mostClusters };
  }
}

/** What answers by the nearest group rest on, for keys: which groups, how the tree is cut, what they are called. */
export function clustersUsed(clusters: AppState['clusters']) {
  if (clusters.phase !== 'done') return {};
  const { basis, names } = clusters.value;
  const k = 'k' in basis ? basis.k : null;
  return { clusters: { key: clusters.key, k, names: [...names].map(([at, name]) => `${at} ${name}`) } };
}

/** The question to the engine. Merging is by cosine distance, but for Ward's, which is defined for Euclidean distance only. */
export function clusterRequest(
  { data, dim }: EmbeddingTable,
  settings: ClusterSettings,
  seed: number,
): KMeansRequest | DbscanRequest | AgglomerativeRequest {
  const { method, k, mostClusters, eps, minSamples, linkage } = settings;
  switch (method) {
    case 'kmeans':
      return { method, data, dim, k, mostClusters, seed };
    case 'dbscan':
      return { method, data, dim, metric: 'cosine', eps, minSamples };
    case 'agglomerative': {
      const metric = linkage === 'ward' ? 'euclidean' : 'cosine';
      return { method, data, dim, linkage, metric, k: null, mostClusters };
    }
  }
}
