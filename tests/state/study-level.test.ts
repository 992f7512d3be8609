// One row a patient or study: whose vectors and labels a row has.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { restored } from '../../src/state/acts/project-acts';
import { embeddingTable, imageTable, labelsOfRow, meanTable } from '../../src/state/selectors';
import { levelCounts, mixedRows, unlabelledRows } from '../../src/state/study-level';
import { trainingOf } from '../../src/state/training';
import { openProjectStorage } from '../../src/storage/project-storage';
import { opened } from './opened';
import { type Bench, byGroup, byName, namesOf, rowsNamed, three, vectorOf } from './people-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

const labelsOf = ({ store }: Bench, id: string) => store.getState().items.get(id)?.labels;

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
