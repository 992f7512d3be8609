// Groups (clusters) that were found: what is kept of them, what they are called, what they hold by today's labels.
import type {
  AgglomerativePartition,
  ClusterResult,
  DbscanPartition,
  KMeansPartition,
} from '../domain/explore/cluster/cluster-rows';
import { type ClusterTable, clusterTable, membersOf } from '../domain/explore/cluster/cluster-table';
import type { ClusterCentre } from '../domain/explore/cluster/nearest-cluster';
import type { Silhouette } from '../domain/explore/cluster/silhouette';
import { stageKey } from '../domain/stage-key';
import type { EmbeddingTable, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { clusterQuestion } from './cluster-settings';
import { lastOf, tableKey } from './selectors';

/** What the groups rest on, by method. */
export type ClusterBasis =
  | Pick<KMeansPartition, 'method' | 'k' | 'curve'>
  | (Pick<DbscanPartition, 'method' | 'eps' | 'kDistances'> & { readonly minSamples: number })
  | Pick<AgglomerativePartition, 'method' | 'merges' | 'k' | 'curve'>;

export interface Clustering {
  /** The rows that were grouped: row i of `labels` belongs to `ids[i]`. */
  readonly ids: readonly ItemId[];
  /** What the rows' vectors were (`spaceName`): only a row of the same space can be held against the groups. */
  readonly space: string;
  /** The group of each row, 0 or more; -1: in none (noise). */
  readonly labels: Int32Array;
  readonly silhouette: Silhouette;
  readonly reach: readonly ClusterCentre[];
  readonly basis: ClusterBasis;
  /** Names a person gave, by group. */
  readonly names: ReadonlyMap<number, string>;
}

/** What is kept of the engine's answer. */
export function basisOf(result: ClusterResult, minSamples: number): ClusterBasis | null {
  switch (result.method) {
    case 'kmeans':
      return { method: 'kmeans', k: result.k, curve: result.curve };
    case 'dbscan':
      return { method: 'dbscan', eps: result.eps, kDistances: result.kDistances, minSamples };
    case 'agglomerative':
      return { method: 'agglomerative', merges: result.merges, k: result.k, curve: result.curve };
    case 'given':
      return null;
  }
}

/** What a group is called: its own name, else its number from 1. -1 is what is in no group. */
export function clusterName({ names }: Pick<Clustering, 'names'>, cluster: number): string {
  if (cluster < 0) return 'In no group';
  return names.get(cluster) ?? `Group ${cluster + 1}`;
}

type Labelled = Pick<Clustering, 'ids' | 'labels'>;

/**
 * Names of older groups for newer ones: a name goes to the group that shares more than half of both together (Jaccard
 * index above 0.5, which at most one does). Rows that are in one of the two only count as not shared.
 */
export function carriedNames(before: Labelled & Pick<Clustering, 'names'>, after: Labelled): Clustering['names'] {
  const carried = new Map<number, string>();
  if (before.names.size === 0) return carried;
  const [older, newer] = [membersOf(before.labels), membersOf(after.labels)];
  const nowIn = new Map(after.ids.map((id, row) => [id, after.labels[row] as number]));
  for (const [cluster, name] of before.names) {
    const rows = older.get(cluster) ?? [];
    const shared = new Map<number, number>();
    for (const row of rows) {
      const now = nowIn.get(before.ids[row] as ItemId);
      if (now !== undefined && now >= 0) shared.set(now, (shared.get(now) ?? 0) + 1);
    }
    for (const [now, count] of shared) {
      const together = rows.length + (newer.get(now)?.length ?? 0) - count;
      if (count / together > 0.5) carried.set(now, name);
    }
  }
  return carried;
}

/** The class of an image that has exactly one, else null: what groups are held against. */
export function onlyClass(items: AppState['items'], id: ItemId): string | null {
  const labels = items.get(id)?.labels ?? [];
  return labels.length === 1 ? (labels[0] as string) : null;
}

interface Held {
  readonly table: ClusterTable;
  /** Images of each group that are in the set, in the order they came in; -1 holds those in none. */
  readonly members: ReadonlyMap<number, readonly ItemId[]>;
}

// Not by the clustering itself: a new name changes nothing of it.
const heldBy = lastOf(
  (ids: readonly ItemId[], labels: Int32Array, judged: Silhouette, items: AppState['items']): Held => {
    const rows = [...ids.keys()].filter((row) => items.get(ids[row] as ItemId)?.excluded === false);
    const labelsHere = Int32Array.from(rows, (row) => labels[row] as number);
    const values = Float32Array.from(rows, (row) => judged.values[row] as number);
    const here = rows.map((row) => ids[row] as ItemId);
    const members = new Map<number, readonly ItemId[]>();
    for (const [cluster, places] of membersOf(labelsHere)) {
      members.set(
        cluster,
        places.map((place) => here[place] as ItemId),
      );
    }
    const classes = here.map((id) => onlyClass(items, id));
    return { table: clusterTable(labelsHere, classes, { mean: judged.mean, values }), members };
  },
);

/** What the groups hold today, of images still in the set; the silhouettes stay those of when they were found. */
export function clustersHold(clustering: Clustering, items: AppState['items']): Held {
  return heldBy(clustering.ids, clustering.labels, clustering.silhouette, items);
}

// As many colours and shapes as can be told apart, with some good will.
const mostSwatches = 24;

const swatchesOf = lastOf((labels: Int32Array): ReadonlyMap<number, number> => {
  const sizes = [...membersOf(labels)].filter(([cluster]) => cluster >= 0);
  sizes.sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  return new Map(sizes.slice(0, mostSwatches).map(([cluster]) => [cluster, cluster]));
});

/** The colour and shape of each of the 24 largest groups; others have none. */
export function clusterSwatches({ labels }: Pick<Clustering, 'labels'>): ReadonlyMap<number, number> {
  return swatchesOf(labels);
}

/** The key fresh groups would have. */
export function clustersKey(state: AppState): string {
  const { clusters, seed } = state.settings;
  return stageKey({ table: tableKey(state), ...clusterQuestion(clusters, seed) });
}

/** The groups, or null until they were found. */
export function clusteringOf({ clusters }: Pick<AppState, 'clusters'>): Clustering | null {
  return clusters.phase === 'done' ? clusters.value : null;
}

/** The rows of the groups in a table, in their order; null where one of them is no longer there. */
export function rowsIn(table: EmbeddingTable, ids: readonly ItemId[]): readonly number[] | null {
  const rowOf = new Map(table.ids.map((id, row) => [id, row]));
  const rows = ids.flatMap((id) => rowOf.get(id) ?? []);
  return rows.length === ids.length ? rows : null;
}
