// What tests of groups share: changing their settings, reading what was found, answering a row.
import type { AppState } from '../../src/state/app-state';
import { clusterAnswer } from '../../src/state/cluster-answer';
import type { ClusterSettings } from '../../src/state/cluster-settings';
import { clusteringOf, clustersHold, clustersKey } from '../../src/state/clusters';
import { embeddingTable, isStale } from '../../src/state/selectors';
import type { opened } from './opened';

export type Bench = Awaited<ReturnType<typeof opened>>;

export function set({ actions, store }: Bench, change: Partial<ClusterSettings>) {
  actions.changeSettings({ clusters: { ...store.getState().settings.clusters, ...change } });
}

export const stale = ({ store }: Bench) =>
  isStale(store.getState().clusters, () => clustersKey(store.getState()));

export function found({ store }: Bench) {
  const clustering = clusteringOf(store.getState());
  const held = clustersHold(store.getState());
  if (!clustering || !held) throw new Error('no groups');
  return { ...clustering, ...held };
}

/** Answers of `clusterAnswer` for a row of the table, by its place. */
export function answerAt(state: AppState, place: number) {
  const { data, dim, ids } = embeddingTable(state);
  return clusterAnswer(state, data.subarray(place * dim, (place + 1) * dim), ids[place]!);
}
