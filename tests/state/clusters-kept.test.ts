// Groups of alike images outlive the page; older projects have none; what is deleted stays deleted.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { restored } from '../../src/state/acts/project-acts';
import { defaultClusterSettings } from '../../src/state/cluster-settings';
import type { SavedProject } from '../../src/storage/project-storage';
import { set, stale } from './clusters-kit';
import { inProcessEngine } from './in-process-engine';
import { opened, withTwoClasses } from './opened';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('kept', () => {
  test.each(['kmeans', 'dbscan', 'agglomerative'] as const)(
    'groups by %s outlive a reload',
    async (method) => {
      const first = await withTwoClasses(4);
      set(first, { method, minSamples: 3 });
      await first.actions.findClusters();
      first.actions.nameCluster(0, 'Kept');
      await first.flush();
      const second = await opened();
      expect(second.store.getState().clusters).toEqual(first.store.getState().clusters);
      expect(stale(second)).toBe(false);
    },
  );

  test('a project from before there were groups has none, and starts with today’s settings', () => {
    const old: SavedProject = {
      project: { projectName: 'Old', salt: 's', classes: [], firstRun: false, settings: { seed: 7 } },
      items: [],
      names: new Map(),
      vectors: new Map(),
      stages: new Map(),
    };
    const { clusters, settings } = restored(old);
    expect([clusters, settings?.clusters]).toEqual([{ phase: 'empty' }, defaultClusterSettings]);
  });

  test('deleting everything while groups are looked for leaves none', async () => {
    const bench = await withTwoClasses(4);
    await bench.actions.findClusters();
    set(bench, { k: 3 });
    const running = bench.actions.findClusters();
    await bench.actions.deleteEverything();
    await running;
    expect(bench.store.getState().clusters).toEqual({ phase: 'empty' });
  });
});

test('too many rows for a method is an error that names both numbers', async () => {
  const engine = inProcessEngine();
  const request = {
    method: 'agglomerative',
    linkage: 'average',
    metric: 'cosine',
    k: null,
    mostClusters: 3,
  } as const;
  const data = new Float32Array(10_001).fill(1);
  await expect(engine.cluster({ ...request, data, dim: 1 })).rejects.toMatchObject({
    code: 'invalid-argument',
    detail: { rows: 10_001, most: 10_000 },
  });
});
