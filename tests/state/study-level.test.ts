// One row a patient or study: whose vectors and labels a row has, and that everything computed from rows follows.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { restored } from '../../src/state/acts/project-acts';
import {
  embeddingTable,
  imageTable,
  isStale,
  labelsOfRow,
  meanTable,
  predictionsKey,
  projectionKey,
} from '../../src/state/selectors';
import { levelCounts, mixedRows, unlabelledRows } from '../../src/state/study-level';
import { adapterKey, trainingOf } from '../../src/state/training';
import { openProjectStorage } from '../../src/storage/project-storage';
import { blue, green, red } from '../fixtures/builders/pictures';
import { drop, opened } from './opened';
import { byName, namesOf, ofPerson, withPeople } from './people-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

type Bench = Awaited<ReturnType<typeof opened>>;

/** Ann 3, Bob 2, Cy 4 images, and one of nobody known. */
const three = () =>
  withPeople([
    ['ann', red, 3],
    ['bob', blue, 2],
    ['cyr', green, 4],
  ]);
const byGroup = async (bench: Promise<Bench> = three()) => {
  const ready = await bench;
  ready.actions.changeSettings({ level: 'group' });
  return ready;
};
const rowsNamed = (bench: Bench) => namesOf(bench, embeddingTable(bench.store.getState()).ids);
const keysOf = ({ store }: Bench) => {
  const state = store.getState();
  return { map: projectionKey(state), adapter: adapterKey(state), answers: predictionsKey(state) };
};
const labelsOf = ({ store }: Bench, id: string) => store.getState().items.get(id)?.labels;
const vectorOf = (table: ReturnType<typeof embeddingTable>, id: string) => {
  const row = table.ids.indexOf(id);
  return table.data.slice(row * table.dim, (row + 1) * table.dim);
};

describe('the table', () => {
  test('has a row an image unless the project says otherwise, and for a project from before there was a choice', async () => {
    const bench = await three();
    expect(bench.store.getState().settings.level).toBe('image');
    expect(embeddingTable(bench.store.getState()).ids).toHaveLength(10);
    expect(imageTable(bench.store.getState())).toBe(meanTable(bench.store.getState()));
    await bench.flush();
    const saved = (await (await openProjectStorage(() => undefined)).load())!;
    const { level: _gone, ...older } = saved.project.settings as Record<string, unknown>;
    expect(restored({ ...saved, project: { ...saved.project, settings: older } }).settings?.level).toBe(
      'image',
    );
  });

  test('has one a group, under the image in the middle; an image of nobody known stays alone', async () => {
    const bench = await byGroup();
    expect(rowsNamed(bench)).toEqual(['ann_2', 'bob_1', 'cyr_2', 'stray']);
    expect(levelCounts(bench.store.getState().items)).toEqual({ images: 10, groups: 3, alone: 1 });
    expect(imageTable(bench.store.getState()).ids).toHaveLength(10);
  });

  test('holds the mean of the images of each group, at unit length', async () => {
    const bench = await byGroup();
    const state = bench.store.getState();
    const members = ['cyr_1', 'cyr_2', 'cyr_3', 'cyr_4'].map((name) =>
      vectorOf(imageTable(state), byName(bench, name)),
    );
    const sum = Array.from(members[0]!, (_, d) => members.reduce((total, row) => total + row[d]!, 0));
    const norm = Math.hypot(...sum);
    for (const [d, value] of vectorOf(embeddingTable(state), byName(bench, 'cyr_2')).entries())
      expect(value).toBeCloseTo(sum[d]! / norm, 5);
    const stray = byName(bench, 'stray');
    expect(vectorOf(embeddingTable(state), stray)).toEqual(vectorOf(imageTable(state), stray));
  });

  test('stays the same object while only labels change, and follows an exclusion', async () => {
    const bench = await byGroup();
    const before = embeddingTable(bench.store.getState());
    bench.actions.labelItems([byName(bench, 'ann_2')], bench.actions.addClass('A'));
    expect(embeddingTable(bench.store.getState())).toBe(before);
    bench.actions.setExcluded([byName(bench, 'cyr_1')], true);
    expect(rowsNamed(bench)).toEqual(['ann_2', 'bob_1', 'cyr_3', 'stray']);
  });

  test('is there again after a reload', async () => {
    const first = await byGroup();
    await first.flush();
    const second = await opened();
    expect(embeddingTable(second.store.getState())).toEqual(embeddingTable(first.store.getState()));
  });
});

describe('labels', () => {
  async function labelled() {
    const bench = await byGroup();
    const [a, b] = ['A', 'B'].map((name) => bench.actions.addClass(name)) as [string, string];
    const put = (name: string, classId: string | null) =>
      bench.actions.labelItems([byName(bench, name)], classId);
    return { ...bench, a, b, put, state: () => bench.store.getState() };
  }

  test('given to the image that stands for a group go to all of it, and back in one step', async () => {
    const bench = await labelled();
    bench.put('ann_2', bench.a);
    for (const name of ['ann_1', 'ann_2', 'ann_3'])
      expect(labelsOf(bench, byName(bench, name))).toEqual([bench.a]);
    expect(labelsOf(bench, byName(bench, 'bob_1'))).toEqual([]);
    expect(bench.state().history.canUndo).toBe('label 3 images');
    bench.actions.undo();
    for (const name of ['ann_1', 'ann_2', 'ann_3']) expect(labelsOf(bench, byName(bench, name))).toEqual([]);
  });

  test('of one member are those of the row; where members differ the row has none and is named', async () => {
    const bench = await labelled();
    bench.put('ann_1', bench.a);
    expect(labelsOfRow(bench.state(), byName(bench, 'ann_2'))).toEqual([bench.a]);
    expect(labelsOf(bench, byName(bench, 'ann_2'))).toEqual([]);
    expect(mixedRows(bench.state())).toEqual([]);
    bench.put('ann_3', bench.b);
    expect(labelsOfRow(bench.state(), byName(bench, 'ann_2'))).toEqual([]);
    expect(namesOf(bench, mixedRows(bench.state()))).toEqual(['ann_2']);
    expect(namesOf(bench, unlabelledRows(bench.state()))).toEqual(['bob_1', 'cyr_2', 'stray']);
    bench.actions.changeSettings({ level: 'image' });
    expect(mixedRows(bench.state())).toEqual([]);
    expect(labelsOfRow(bench.state(), byName(bench, 'ann_1'))).toEqual([bench.a]);
  });

  test('of rows are what an adapter learns from', async () => {
    const bench = await labelled();
    bench.put('ann_1', bench.a);
    bench.put('bob_1', bench.b);
    expect(namesOf(bench, trainingOf(bench.state()).ids)).toEqual(['ann_2', 'bob_1']);
    bench.put('ann_3', bench.b);
    expect(namesOf(bench, trainingOf(bench.state()).ids)).toEqual(['bob_1']);
  });

  test('of one image alone are given by naming one that does not stand for its group', async () => {
    const bench = await labelled();
    bench.put('cyr_3', bench.a);
    expect(labelsOf(bench, byName(bench, 'cyr_2'))).toEqual([]);
    bench.actions.toggleLabel([byName(bench, 'cyr_2')], bench.b);
    const all = ['cyr_1', 'cyr_2', 'cyr_3', 'cyr_4'].map((name) => labelsOf(bench, byName(bench, name)));
    expect(all).toEqual([[bench.b], [bench.b], [bench.a, bench.b], [bench.b]]);
  });

  test('an exclusion is of the image alone: another one stands for the group then', async () => {
    const bench = await labelled();
    bench.actions.setExcluded([byName(bench, 'ann_2')], true);
    expect(rowsNamed(bench)).toEqual(['ann_1', 'bob_1', 'cyr_2', 'stray']);
  });

  test('of a row of mixed labels are never taken over from an answer given before', async () => {
    const bench = await labelled();
    for (const [name, classId] of [
      ['ann_2', bench.a],
      ['bob_1', bench.b],
    ] as const)
      bench.put(name, classId);
    await bench.actions.predictUnlabelled();
    bench.put('cyr_1', bench.a);
    bench.put('cyr_3', bench.b);
    expect(bench.actions.acceptAnswers([byName(bench, 'cyr_2')], 'prototypes')).toBe(0);
    expect(labelsOf(bench, byName(bench, 'cyr_1'))).toEqual([bench.a]);
    expect(bench.actions.acceptAnswers([byName(bench, 'stray')], 'prototypes')).toBe(1);
  });
});

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
