// Groups (clusters) that were found: what is kept of them, what they are called, what they hold by today's labels.
import type {
  AgglomerativePartition,
  ClusterResult,
  DbscanPartition,
  KMeansPartition,
} from '../domain/explore/cluster/cluster-rows';
import { type ClusterTable, clusterTable, membersOf } from '../domain/explore/cluster/cluster-table';
import type { Merges } from '../domain/explore/cluster/dendrogram';
import type { ClusterCentre } from '../domain/explore/cluster/nearest-cluster';
import type { Silhouette } from '../domain/explore/cluster/silhouette';
import { cutHeight, treeDrawing } from '../domain/explore/cluster/tree-drawing';
import { stageKey } from '../domain/stage-key';
import type { ClassId, ItemId } from '../domain/types';
import type { AppState } from './app-state';
import { clusterQuestion, mostGroups } from './cluster-settings';
import type { JoinedRow } from './joined-rows';
import { embeddingTable, lastOf, learningItems, spaceName, studyRowsOf, tableKey } from './selectors';

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

/**
 * Newer groups with what goes on from older ones: names, and for DBSCAN the curve of distances, which does not come with a
 * distance of one's own but is the same for the same rows and the same number of neighbours.
 */
export function carriedOver(before: Clustering, after: Clustering): Clustering {
  const { basis } = after;
  const older = before.basis;
  const sameCurve =
    basis.method === 'dbscan' &&
    older.method === 'dbscan' &&
    basis.kDistances === null &&
    basis.minSamples === older.minSamples &&
    before.space === after.space &&
    before.ids.length === after.ids.length &&
    before.ids.every((id, row) => id === after.ids[row]);
  return {
    ...after,
    names: carriedNames(before, after),
    ...(sameCurve ? { basis: { ...basis, kDistances: older.kDistances } } : {}),
  };
}

/** What a cluster is called: its own name, else its number from 1. -1 is what is in none. */
export function clusterName({ names }: Pick<Clustering, 'names'>, cluster: number): string {
  if (cluster < 0) return 'In no cluster';
  return names.get(cluster) ?? `Cluster ${cluster + 1}`;
}

type Labelled = Pick<Clustering, 'ids' | 'labels'>;

/**
 * Names of older groups for newer ones: a name goes to the group that shares more than half of both together (Jaccard
 * index above 0.5, which at most one does). Rows that are in one of the two only count as not shared.
 */
export function carriedNames(
  before: Labelled & Pick<Clustering, 'names'>,
  after: Labelled,
): Clustering['names'] {
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

/** The class of a row that has exactly one, else null: what groups are held against. */
export function onlyClass(items: AppState['items'], id: ItemId): ClassId | null {
  const labels = items.get(id)?.labels ?? [];
  return labels.length === 1 ? (labels[0] as ClassId) : null;
}

/** What groups hold today. */
export interface ClustersHeld {
  readonly table: ClusterTable;
  /** Rows of each group that are in the set, in the order they came in; -1 holds those in none. */
  readonly rows: ReadonlyMap<number, readonly ItemId[]>;
  /** The images behind them: more, where a row is a patient or study. */
  readonly images: ReadonlyMap<number, readonly ItemId[]>;
}

// Not by the clustering itself: a new name changes nothing of it.
const heldBy = lastOf(
  (
    ids: readonly ItemId[],
    labels: Int32Array,
    judged: Silhouette,
    items: AppState['items'],
    joined: readonly JoinedRow[],
  ): ClustersHeld => {
    const places = [...ids.keys()].filter((row) => items.get(ids[row] as ItemId)?.excluded === false);
    const here = places.map((row) => ids[row] as ItemId);
    const labelsHere = Int32Array.from(places, (row) => labels[row] as number);
    const values = Float32Array.from(places, (row) => judged.values[row] as number);
    const behind = new Map(joined.map(({ id, members }) => [id, members]));
    const rows = new Map<number, readonly ItemId[]>();
    const images = new Map<number, readonly ItemId[]>();
    for (const [cluster, own] of membersOf(labelsHere)) {
      const list = own.map((place) => here[place] as ItemId);
      rows.set(cluster, list);
      images.set(cluster, joined.length === 0 ? list : list.flatMap((id) => behind.get(id) ?? [id]));
    }
    const classes = here.map((id) => onlyClass(items, id));
    return { table: clusterTable(labelsHere, classes, { mean: judged.mean, values }), rows, images };
  },
);

/** What the groups hold of what is still in the set (external images count as without a class); the silhouettes are those of when they were found. null without groups. */
export function clustersHold(state: AppState): ClustersHeld | null {
  const found = clusteringOf(state);
  return found && heldBy(found.ids, found.labels, found.silhouette, learningItems(state), studyRowsOf(state));
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

const standingIn = lastOf(rowsIn);

/** Where the groups' rows stand in `embeddingTable`; null where one has left the set, or all are looked at otherwise by now. */
export function standingRows(state: AppState): readonly number[] | null {
  const found = clusteringOf(state);
  if (!found || found.space !== spaceName(state, found.ids)) return null;
  return standingIn(embeddingTable(state).ids, found.ids);
}

/** How many rows came in after the groups were found. */
export function newRows(state: AppState): number {
  const { ids } = embeddingTable(state);
  const standing = standingRows(state);
  return standing ? ids.length - standing.length : 0;
}

const drawingOf = lastOf((merges: Merges) => ({
  ...treeDrawing(merges, mostGroups),
  /** The height at which a cut gives so many groups. */
  heightOf: (clusters: number) => cutHeight(merges, clusters),
}));

/** The tree of merges as it is drawn: its last 40 branches. */
export function clusterTree(basis: ClusterBasis & { readonly method: 'agglomerative' }) {
  return drawingOf(basis.merges);
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

/** Where rows stand in a table, by id, in their order; null where one of them is no longer there. */
export function rowsIn(table: readonly ItemId[], ids: readonly ItemId[]): readonly number[] | null {
  const rowOf = new Map(table.map((id, row) => [id, row]));
  const rows = ids.flatMap((id) => rowOf.get(id) ?? []);
  return rows.length === ids.length ? rows : null;
}
