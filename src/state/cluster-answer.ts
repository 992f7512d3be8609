// Which group one image goes to: its own, else the nearest; with how far, and what the group's images are.
import { nearestCluster } from '../domain/explore/cluster/nearest-cluster';
import type { ClassId, ItemId } from '../domain/types';
import type { ClusterAnswer } from './answers';
import type { AppState } from './app-state';
import {
  type Clustering,
  type ClustersHeld,
  clusteringOf,
  clusterName,
  clustersHold,
  onlyClass,
} from './clusters';
import { lastOf, learningItems, spaceName } from './selectors';

const placesOf = lastOf(
  ({ ids, labels }: Clustering): ReadonlyMap<ItemId, number> =>
    new Map(ids.map((id, row) => [id, labels[row] as number])),
);

const classesIn = lastOf((held: ClustersHeld | null, items: AppState['items']) => {
  const counts = new Map<number, ReadonlyMap<ClassId, number>>();
  for (const [cluster, ids] of held?.rows ?? []) {
    const own = new Map<ClassId, number>();
    for (const id of ids) {
      const classId = onlyClass(items, id);
      if (classId !== null) own.set(classId, (own.get(classId) ?? 0) + 1);
    }
    counts.set(cluster, own);
  }
  return counts;
});

/**
 * `row`: the image's row of `embeddingTable`. An image of a group is answered by that group, its own label not counted in
 * the composition; any other (new, or in no group) by the group with the nearest centre. Images with several labels count
 * in no composition. null without groups, or where they were found in another space (encoder, rendering).
 */
export function clusterAnswer(state: AppState, row: Float32Array, id: ItemId): ClusterAnswer | null {
  const clustering = clusteringOf(state);
  if (!clustering || clustering.space !== spaceName(state, clustering.ids)) return null;
  if (clustering.reach[0]?.centre.length !== row.length) return null;
  const own = placesOf(clustering).get(id) ?? -1;
  const candidates = own < 0 ? clustering.reach : clustering.reach.filter(({ cluster }) => cluster === own);
  const nearest = nearestCluster(candidates, row);
  if (!nearest) return null;
  const { cluster, distance, fartherShare } = nearest;
  const items = learningItems(state);
  const counts = new Map(classesIn(clustersHold(state), items).get(cluster));
  const label = own < 0 ? null : onlyClass(items, id);
  const counted = label === null ? undefined : counts.get(label);
  // An excluded image is in the set no more: it was not counted.
  if (label !== null && counted !== undefined && items.get(id)?.excluded === false)
    counts.set(label, counted - 1);
  const composition = [...counts]
    .map(([classId, count]) => ({ classId, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return { cluster, name: clusterName(clustering, cluster), distance, fartherShare, composition };
}
