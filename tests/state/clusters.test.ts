// Groups of alike images as a person meets them: found, cut, named, made classes, answered by, kept.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { clusterAnswer } from '../../src/state/cluster-answer';
import { defaultClusterSettings } from '../../src/state/cluster-settings';
import { newRows, standingRows } from '../../src/state/clusters';
import { embeddingTable, predictionsKey } from '../../src/state/selectors';
import { blue, green, red } from '../fixtures/builders/pictures';
import { answerAt, found, set, stale } from './clusters-kit';
import { drop, many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('finding', () => {
  test('two colours are two groups, judged against the classes and on how many images', async () => {
    const bench = await withTwoClasses(6);
    await bench.actions.addFiles([drop('u.png', red, 900)], { to: 'unlabelled' });
    await bench.actions.findClusters();
    const { table, basis, rows } = found(bench);
    expect(basis).toMatchObject({ method: 'kmeans', k: 2 });
    expect(table.lines.map(({ size, labelled, purity }) => [size, labelled, purity])).toEqual([
      [7, 6, 1],
      [6, 6, 1],
    ]);
    expect(table.agreement).toEqual({ adjustedRand: 1, normalisedMutualInformation: 1, compared: 12 });
    expect([...rows.values()].flat()).toHaveLength(13);
    expect(bench.store.getState().jobs).toEqual([]);
  });

  test.each([
    ['dbscan', 'dbscan'],
    ['agglomerative', 'agglomerative'],
  ] as const)('%s finds the same two', async (_, method) => {
    const bench = await withTwoClasses(6);
    set(bench, { method, minSamples: 3, eps: method === 'dbscan' ? 0.3 : null });
    await bench.actions.findClusters();
    expect(found(bench).table).toMatchObject({ clusters: 2, noise: 0, agreement: { adjustedRand: 1 } });
  });

  test('nothing is looked for among fewer than five images', async () => {
    const bench = await withTwoClasses(2);
    await bench.actions.findClusters();
    expect(bench.store.getState().clusters).toEqual({ phase: 'empty' });
  });

  test('only what decides the result makes it old', async () => {
    const bench = await withTwoClasses(4);
    await bench.actions.findClusters();
    set(bench, { eps: 0.5, minSamples: 9, linkage: 'ward' });
    expect(stale(bench)).toBe(false);
    bench.actions.labelItems([embeddingTable(bench.store.getState()).ids[0]!], null);
    expect(stale(bench)).toBe(false);
    set(bench, { mostClusters: 5 });
    expect(stale(bench)).toBe(true);
    set(bench, { mostClusters: defaultClusterSettings.mostClusters });
    expect(stale(bench)).toBe(false);
    await bench.actions.addFiles([drop('u.png', red, 900)], { to: 'unlabelled' });
    expect([stale(bench), newRows(bench.store.getState())]).toEqual([true, 1]);
  });

  test('what cannot be found is said, and groups that stand are not lost by it', async () => {
    const bench = await withTwoClasses(3);
    set(bench, { k: 30 });
    await bench.actions.findClusters();
    expect(bench.store.getState().clusters).toMatchObject({
      phase: 'failed',
      error: { code: 'too-few-items', detail: { rows: 6, k: 30 } },
    });
    set(bench, { k: 2 });
    await bench.actions.findClusters();
    const before = bench.store.getState().clusters;
    set(bench, { k: 30 });
    await bench.actions.findClusters();
    expect(bench.store.getState().clusters).toBe(before);
    expect(bench.store.getState().notice?.code).toBe('too-few-items');
  });

  test('a cancel leaves what stood', async () => {
    const bench = await withTwoClasses(4);
    await bench.actions.findClusters();
    const before = bench.store.getState().clusters;
    set(bench, { k: 3 });
    const running = bench.actions.findClusters();
    const [job] = bench.store.getState().jobs;
    expect(job?.kind).toBe('clusters');
    bench.actions.cancelJob(job!.id);
    await running;
    expect(bench.store.getState().clusters).toBe(before);
  });

  test('the curve of distances outlives a distance of one’s own, unless the images are other ones', async () => {
    const bench = await withTwoClasses(5);
    set(bench, { method: 'dbscan', minSamples: 3 });
    await bench.actions.findClusters();
    const first = found(bench).basis;
    if (first.method !== 'dbscan') throw new Error(first.method);
    expect(first.kDistances).toHaveLength(10);
    set(bench, { eps: 0.2 });
    await bench.actions.findClusters();
    expect(found(bench).basis).toMatchObject({ eps: 0.2, kDistances: first.kDistances });
    await bench.actions.addFiles([drop('u.png', red, 900)], { to: 'unlabelled' });
    await bench.actions.findClusters();
    expect(found(bench).basis).toMatchObject({ eps: 0.2, kDistances: null });
  });
});

describe('the tree', () => {
  test('another cut has its own figures, keeps the names that still fit, and is no new question', async () => {
    const bench = await withTwoClasses(6);
    await bench.actions.addFiles(many('g', green, 6, 300), { to: 'unlabelled' });
    set(bench, { method: 'agglomerative' });
    await bench.actions.findClusters();
    const before = found(bench);
    expect(before.basis).toMatchObject({ method: 'agglomerative', k: 3 });
    const names = ['A', 'B', 'C'];
    names.forEach((name, cluster) => {
      bench.actions.nameCluster(cluster, name);
    });
    await bench.actions.cutTree(2);
    const after = found(bench);
    expect(after.basis).toMatchObject({ k: 2 });
    expect(after.table.clusters).toBe(2);
    expect(after.reach).toHaveLength(2);
    expect(after.silhouette.mean).toBeLessThan(before.silhouette.mean!);
    expect(stale(bench)).toBe(false);
    // Two were joined, each half of both: only the third is still what it was.
    expect(after.names.size).toBe(1);
    await bench.actions.cutTree(3);
    expect(found(bench).table.clusters).toBe(3);
    expect([...found(bench).names.values()]).toEqual([...after.names.values()]);
  });

  test('an image that has left is not there to be judged: the tree is not cut again', async () => {
    const bench = await withTwoClasses(4);
    set(bench, { method: 'agglomerative' });
    await bench.actions.findClusters();
    bench.actions.setExcluded([embeddingTable(bench.store.getState()).ids[0]!], true);
    expect(standingRows(bench.store.getState())).toBeNull();
    const before = bench.store.getState().clusters;
    await bench.actions.cutTree(4);
    expect(bench.store.getState().clusters).toBe(before);
    expect(found(bench).table.lines.reduce((sum, { size }) => sum + size, 0)).toBe(7);
  });
});

describe('names and classes', () => {
  test('a group becomes a class: its unlabelled images go in, others stay where they are, one undo takes it back', async () => {
    const bench = await opened();
    const other = bench.actions.addClass('Other');
    await bench.actions.addFiles(many('r', red, 4), { to: 'unlabelled' });
    await bench.actions.addFiles(many('s', red, 1, 50), { to: 'class', classId: other });
    await bench.actions.addFiles(many('b', blue, 4, 100), { to: 'unlabelled' });
    await bench.actions.findClusters();
    const reds = found(bench).labels[0]!;
    bench.actions.nameCluster(reds, ' Reds ');
    const taken = bench.actions.clusterToClass(reds);
    expect(taken).toMatchObject({ taken: 4, already: 0, left: 1 });
    const { classes, items } = bench.store.getState();
    expect(classes.map(({ name }) => name)).toEqual(['Other', 'Reds']);
    const labels = [...items.values()].map((item) => item.labels);
    expect(labels.filter(([label]) => label === taken?.classId)).toHaveLength(4);
    expect(labels.filter(([label]) => label === other)).toHaveLength(1);
    expect(bench.actions.clusterToClass(reds)).toEqual({
      classId: taken!.classId,
      taken: 0,
      already: 4,
      left: 1,
    });
    expect(bench.store.getState().classes).toHaveLength(2);
    bench.actions.undo();
    expect(bench.store.getState().classes).toHaveLength(1);
    expect([...bench.store.getState().items.values()].filter((item) => item.labels.length > 0)).toHaveLength(
      1,
    );
  });

  test('there is no class of what is in no cluster, and an empty name gives the number back', async () => {
    const bench = await withTwoClasses(4);
    await bench.actions.findClusters();
    expect(bench.actions.clusterToClass(-1)).toBeNull();
    expect(bench.actions.clusterToClass(99)).toBeNull();
    // All have a class: none is made for nobody.
    expect(bench.actions.clusterToClass(0)).toEqual({ classId: null, taken: 0, already: 0, left: 4 });
    expect(bench.store.getState().classes).toHaveLength(2);
    bench.actions.nameCluster(0, 'A');
    expect(answerAt(bench.store.getState(), 0)?.name).toBe('A');
    bench.actions.nameCluster(0, ' ');
    expect(answerAt(bench.store.getState(), 0)?.name).toBe('Cluster 1');
  });
});

describe('answers', () => {
  test('a new image goes to the nearest group; a labelled one is not counted in what its own group holds', async () => {
    const bench = await withTwoClasses(5);
    await bench.actions.findClusters();
    expect(answerAt(bench.store.getState(), 0)?.composition).toEqual([{ classId: bench.a, count: 4 }]);
    await bench.actions.addFiles([drop('new.png', blue, 999)], { to: 'unlabelled' });
    const id = embeddingTable(bench.store.getState()).ids.at(-1)!;
    await expect.poll(() => bench.store.getState().focusAnswer?.id).toBe(id);
    const answer = bench.store.getState().focusAnswer?.cluster;
    expect(answer?.composition).toEqual([{ classId: bench.b, count: 5 }]);
    expect(answer?.distance).toBeGreaterThan(0);
    expect(answer?.cluster).toBe(found(bench).labels.at(-1));
    expect(answerAt(bench.store.getState(), 10)).toEqual(answer);
  });

  test('twin: nothing answers without groups, or where they were found by another encoder', async () => {
    const bench = await withTwoClasses(5);
    expect(answerAt(bench.store.getState(), 0)).toBeNull();
    await bench.actions.findClusters();
    const state = bench.store.getState();
    const { data, dim, ids } = embeddingTable(state);
    const { encoder } = state;
    if (encoder.phase !== 'ready') throw new Error(encoder.phase);
    const other = {
      ...state,
      encoder: { ...encoder, status: { ...encoder.status, sha256: 'f'.repeat(64) } },
    };
    expect(clusterAnswer(other, data.subarray(0, dim), ids[0]!)).toBeNull();
    expect(clusterAnswer(state, data.subarray(0, dim), ids[0]!)).not.toBeNull();
  });

  test('other groups, another cut or other names make kept answers old', async () => {
    const bench = await withTwoClasses(5);
    set(bench, { method: 'agglomerative' });
    await bench.actions.addFiles([drop('u.png', red, 900)], { to: 'unlabelled' });
    const keys = [predictionsKey(bench.store.getState())];
    const next = () => keys.push(predictionsKey(bench.store.getState()));
    await bench.actions.findClusters();
    next();
    await bench.actions.cutTree(4);
    next();
    bench.actions.nameCluster(0, 'A');
    next();
    expect(new Set(keys).size).toBe(4);
  });
});
