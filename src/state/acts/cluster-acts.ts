// Groups of alike images: found, cut elsewhere, named, made classes.

import { errorFacts } from '../../domain/errors';
import { cut } from '../../domain/explore/cluster/dendrogram';
import { isExternal } from '../../domain/intake/parts';
import { takeRows } from '../../domain/matrix';
import type { Actions } from '../actions';
import type { AppState } from '../app-state';
import { clusterRequest, fewestToGroup } from '../cluster-settings';
import {
  basisOf,
  type Clustering,
  carriedNames,
  carriedOver,
  clusteringOf,
  clusterName,
  clustersHold,
  clustersKey,
  standingRows,
} from '../clusters';
import { notify } from '../jobs';
import { embeddingTable, spaceName } from '../selectors';
import { images } from '../undo';
import type { Services } from '../workbench';

type ClusterActs = Pick<Actions, 'findClusters' | 'cutTree' | 'nameCluster' | 'clusterToClass'>;

interface Around extends Pick<Actions, 'addClass' | 'labelItems'> {
  /** Answers by the nearest group are other ones now. */
  clustersChanged(): Promise<void>;
}

export function makeClusterActs(services: Services, around: Around): ClusterActs {
  const { store, engine, jobs, history } = services;

  const find = async (state: AppState, key: string): Promise<Clustering | null> => {
    const { settings } = state;
    const table = embeddingTable(state);
    const request = clusterRequest(table, settings.clusters, settings.seed);
    const found = await jobs.run('clusters', 'percent', 100, ({ signal, progress }) =>
      engine.cluster(request, {
        signal,
        onProgress(now) {
          progress(now);
          store.setState({ clusters: { phase: 'running', key, done: now.done, total: now.total } });
        },
      }),
    );
    const basis = found && basisOf(found, settings.clusters.minSamples);
    if (!found || !basis) return null;
    const { labels, silhouette, reach } = found;
    const { ids } = table;
    return { ids, space: spaceName(state, ids), labels, silhouette, reach, basis, names: new Map() };
  };

  return {
    async findClusters() {
      const state = store.getState();
      const before = state.clusters;
      const key = clustersKey(state);
      if (before.phase === 'running' || (before.phase === 'done' && before.key === key)) return;
      if (embeddingTable(state).ids.length < fewestToGroup) return;
      jobs.cancelAll('clusters');
      store.setState({ clusters: { phase: 'running', key, done: 0, total: 100 } });
      try {
        const value = await find(state, key);
        const older = clusteringOf({ clusters: before });
        const next = value && older ? carriedOver(older, value) : value;
        store.setState({ clusters: next ? { phase: 'done', key, value: next } : before });
        if (next) await around.clustersChanged();
      } catch (thrown) {
        // Groups that stand are not lost because others could not be found.
        if (before.phase === 'done') {
          store.setState({ clusters: before });
          notify(store, thrown);
        } else store.setState({ clusters: { phase: 'failed', key, error: errorFacts(thrown) } });
      }
    },

    async cutTree(k) {
      const state = store.getState();
      const before = clusteringOf(state);
      if (before?.basis.method !== 'agglomerative' || before.basis.k === k) return;
      const { merges } = before.basis;
      const { data, dim } = embeddingTable(state);
      const rows = standingRows(state);
      if (!rows) return;
      jobs.cancelAll('clusters');
      const labels = cut(merges, { clusters: k });
      try {
        const found = await jobs.run('clusters', 'percent', 100, ({ signal, progress }) =>
          engine.cluster(
            { method: 'given', data: takeRows(data, dim, rows), dim, labels },
            { signal, onProgress: progress },
          ),
        );
        if (!found) return;
        store.setState(({ clusters }) => {
          const now = clusteringOf({ clusters });
          // Others may have been found meanwhile.
          if (
            clusters.phase !== 'done' ||
            now?.basis.method !== 'agglomerative' ||
            now.basis.merges !== merges
          )
            return {};
          const { silhouette, reach } = found;
          const next: Clustering = { ...now, labels, silhouette, reach, basis: { ...now.basis, k } };
          return { clusters: { ...clusters, value: { ...next, names: carriedNames(now, next) } } };
        });
        await around.clustersChanged();
      } catch (thrown) {
        notify(store, thrown);
      }
    },

    nameCluster(cluster, name) {
      store.setState(({ clusters }) => {
        if (clusters.phase !== 'done' || cluster < 0) return {};
        const names = new Map(clusters.value.names);
        if (name.trim()) names.set(cluster, name.trim());
        else names.delete(cluster);
        return { clusters: { ...clusters, value: { ...clusters.value, names } } };
      });
      void around.clustersChanged();
    },

    clusterToClass(cluster) {
      const state = store.getState();
      const found = clusteringOf(state);
      const held = clustersHold(state)?.images.get(cluster);
      if (!found || !held || cluster < 0) return null;
      const name = clusterName(found, cluster);
      const labelsOf = (id: string) => state.items.get(id)?.labels ?? [];
      // What is judged is not labelled by one of the routes that are judged on it.
      const ids = held.filter((id) => labelsOf(id).length > 0 || !isExternal(state.items.get(id)));
      const unlabelled = ids.filter((id) => labelsOf(id).length === 0);
      return history.record(`make a class of ${images(unlabelled.length)}`, () => {
        const taken = unlabelled.length;
        const known = state.classes.find((entry) => entry.name === name)?.id;
        const classId = known ?? (taken > 0 ? around.addClass(name) : null);
        if (classId !== null && taken > 0) around.labelItems(unlabelled, classId);
        const already = ids.filter((id) => classId !== null && labelsOf(id).includes(classId)).length;
        return { classId, taken, already, left: ids.length - taken - already };
      });
    },
  };
}
