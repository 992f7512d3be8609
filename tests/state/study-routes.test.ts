// One row a patient or study: everything computed from rows follows, and their seven statistics come by themselves.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  embeddingTable,
  imageTable,
  isStale,
  predictionsKey,
  projectionKey,
} from '../../src/state/selectors';
import { adapterKey } from '../../src/state/training';
import { blue, green, red } from '../fixtures/builders/pictures';
import { drop } from './opened';
import {
  type Bench,
  byGroup,
  byName,
  namesOf,
  ofPerson,
  rowsNamed,
  three,
  vectorOf,
  withPeople,
} from './people-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const keysOf = ({ store }: Bench) => {
  const state = store.getState();
  return { map: projectionKey(state), adapter: adapterKey(state), answers: predictionsKey(state) };
};

describe('what was computed', () => {
  test('has other keys by group than by image, and its own again on the way back', async () => {
    const bench = await three();
    bench.actions.labelItems([byName(bench, 'ann_2')], bench.actions.addClass('A'));
    const before = keysOf(bench);
    bench.actions.changeSettings({ level: 'group' });
    const after = keysOf(bench);
    for (const name of ['map', 'adapter', 'answers'] as const) expect(after[name]).not.toBe(before[name]);
    bench.actions.changeSettings({ level: 'image' });
    expect(keysOf(bench)).toEqual(before);
  });

  test('is old when a group gains an image, though the same image stands for it', async () => {
    const bench = await byGroup();
    bench.actions.labelItems([byName(bench, 'ann_2')], bench.actions.addClass('A'));
    const before = keysOf(bench);
    await bench.actions.addFiles(ofPerson('cyr', green, 5, 300).slice(4), { to: 'unlabelled' });
    await bench.actions.setExcluded([byName(bench, 'cyr_1')], true);
    // Four again, the second of which stands for them; of nobody labelled, so that no adapter is old.
    expect(rowsNamed(bench)).toEqual(['ann_2', 'bob_1', 'cyr_3', 'stray']);
    const more = keysOf(bench);
    expect(more.map).not.toBe(before.map);
    expect(more.adapter).toBe(before.adapter);
    await bench.actions.addFiles(ofPerson('ann', red, 4, 100).slice(3), { to: 'unlabelled' });
    expect(rowsNamed(bench)[0]).toBe('ann_2');
    expect(keysOf(bench).adapter).not.toBe(before.adapter);
  });

  test('the map has a place a row, and is drawn anew when another image stands for one', async () => {
    const bench = await byGroup();
    await bench.actions.drawMap();
    const drawn = () => {
      const { projection } = bench.store.getState();
      return projection.phase === 'done' ? [...projection.value.ids, ...projection.value.placed.keys()] : [];
    };
    expect(namesOf(bench, drawn())).toEqual(['ann_2', 'bob_1', 'cyr_2', 'stray']);
    await bench.actions.addFiles(ofPerson('cyr', green, 5, 300).slice(4), { to: 'unlabelled' });
    expect(namesOf(bench, drawn())).toEqual(['ann_2', 'bob_1', 'cyr_3', 'stray']);
    expect(isStale(bench.store.getState().projection, () => projectionKey(bench.store.getState()))).toBe(
      false,
    );
  });

  test('answers are of rows and rest on rows, also for an image another one stands for', async () => {
    const bench = await byGroup();
    const [a, b] = ['A', 'B'].map((name) => bench.actions.addClass(name));
    bench.actions.labelItems([byName(bench, 'ann_2')], a!);
    bench.actions.labelItems([byName(bench, 'bob_1')], b!);
    await bench.actions.predictUnlabelled();
    const { predictions } = bench.store.getState();
    const value = predictions.phase === 'done' ? predictions.value : [];
    expect(
      namesOf(
        bench,
        value.map(({ id }) => id),
      ),
    ).toEqual(['cyr_2', 'stray']);
    for (const { neighbours } of value) {
      const near = neighbours?.nearest.map(({ id }) => id) ?? [];
      expect(namesOf(bench, near).sort()).toEqual(['ann_2', 'bob_1']);
    }
    const member = byName(bench, 'ann_3');
    bench.actions.focusItem(member);
    await expect.poll(() => bench.store.getState().focusAnswer?.id).toBe(member);
    const own = bench.store.getState().focusAnswer?.neighbours?.nearest.map(({ id }) => id);
    expect(namesOf(bench, own ?? [])).toEqual(['bob_1']);
  });

  test('by group a classification no longer sees a patient’s own images', async () => {
    const bench = await three();
    const [a, b] = ['A', 'B'].map((name) => bench.actions.addClass(name));
    for (const name of ['ann_1', 'ann_2', 'ann_3']) bench.actions.labelItems([byName(bench, name)], a!);
    for (const name of ['bob_1', 'bob_2']) bench.actions.labelItems([byName(bench, name)], b!);
    const nearest = async () => {
      const id = byName(bench, 'ann_2');
      bench.actions.focusItem(id);
      await expect.poll(() => bench.store.getState().focusAnswer?.id).toBe(id);
      return namesOf(
        bench,
        bench.store.getState().focusAnswer!.neighbours!.nearest.map((near) => near.id),
      );
    };
    expect(await nearest()).toContain('ann_1');
    bench.actions.focusItem(null);
    bench.actions.changeSettings({ level: 'group' });
    await expect.poll(nearest).toEqual(['bob_1']);
  });
});

test('a class made of a group of alike rows takes only images without a label', async () => {
  const bench = await byGroup(
    withPeople([
      ['ann', red, 3],
      ['bob', blue, 3],
      ['cyr', red, 2],
      ['dan', blue, 2],
    ]),
  );
  const known = bench.actions.addClass('Known');
  bench.actions.labelItems([byName(bench, 'ann_1')], known);
  bench.actions.changeSettings({
    clusters: { ...bench.store.getState().settings.clusters, method: 'kmeans', k: 2 },
  });
  await bench.actions.findClusters();
  const { clusters } = bench.store.getState();
  if (clusters.phase !== 'done') throw new Error(`clusters: ${clusters.phase}`);
  const row = clusters.value.ids.indexOf(byName(bench, 'ann_2'));
  const taken = bench.actions.clusterToClass(clusters.value.labels[row]!);
  const labelOf = (name: string) => bench.store.getState().items.get(byName(bench, name))?.labels;
  expect(labelOf('ann_1')).toEqual([known]);
  expect(labelOf('cyr_2')).toEqual([taken?.classId]);
  expect(labelOf('bob_1')).toEqual([]);
});

describe('seven statistics', () => {
  const described = (bench: Bench, rows: number) =>
    expect.poll(() => embeddingTable(bench.store.getState()).ids.length).toBe(rows);

  test('of whole groups come by themselves, over the images of each', async () => {
    const bench = await byGroup();
    bench.actions.changeSettings({ studyVector: 'statistics' });
    await described(bench, 4);
    const state = bench.store.getState();
    const { dim } = imageTable(state);
    expect(embeddingTable(state).dim).toBe(7 * dim);
    const members = ['bob_1', 'bob_2'].map((name) => vectorOf(imageTable(state), byName(bench, name)));
    const [one, two] = members as [Float32Array, Float32Array];
    const flat = [0, 1, 2, 3, 4, 5, 6].flatMap((s) =>
      Array.from(one, (x, d) => {
        const [low, high] = [Math.min(x, two[d]!), Math.max(x, two[d]!)];
        const between = (share: number) => low + share * (high - low);
        return [between(0.5), (high - low) / 2, low, between(0.25), between(0.5), between(0.75), high][s]!;
      }),
    );
    const norm = Math.hypot(...flat);
    for (const [i, value] of vectorOf(embeddingTable(state), byName(bench, 'bob_1')).entries())
      expect(value).toBeCloseTo(flat[i]! / norm, 5);
  });

  test('are worked out anew for a group that changes, and the map follows', async () => {
    const bench = await byGroup();
    bench.actions.changeSettings({ studyVector: 'statistics' });
    await described(bench, 4);
    await bench.actions.addFiles([...ofPerson('dan', blue, 3, 900), drop('late.png', blue, 950)], {
      to: 'unlabelled',
    });
    await described(bench, 6);
    await expect
      .poll(() => {
        const { projection } = bench.store.getState();
        return projection.phase === 'done' ? projection.value.ids.length : 0;
      })
      .toBe(6);
    expect(rowsNamed(bench)).toContain('dan_2');
  });

  test('given up, a row is an image again', async () => {
    const bench = await three();
    bench.store.subscribe(({ jobs }) => {
      for (const { id, kind } of jobs) if (kind === 'studies') bench.actions.cancelJob(id);
    });
    bench.actions.changeSettings({ level: 'group', studyVector: 'statistics' });
    await expect.poll(() => bench.store.getState().settings.level).toBe('image');
    expect(embeddingTable(bench.store.getState()).ids).toHaveLength(10);
  });
});
