// What is learnt and answered is the same with a labelled external test set as without its labels; its images are answered.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { labelledPart } from '../../src/state/acts/labelled-rows';
import type { Prediction } from '../../src/state/answers';
import type { AppState } from '../../src/state/app-state';
import { clustersHold } from '../../src/state/clusters';
import { retrievalKey, retrievalRows } from '../../src/state/retrieval';
import { referenceRows } from '../../src/state/search';
import { embeddingTable, isStale, labelsOfRow, predictionsKey } from '../../src/state/selectors';
import { learntClasses } from '../../src/state/set-checks';
import { levelCounts, partOfRow } from '../../src/state/study-level';
import { tidyKey, tidyRows } from '../../src/state/tidy';
import { tidyQueues } from '../../src/state/tidy-queues';
import { adapterKey, trainingOf } from '../../src/state/training';
import { rowOfClass } from '../../src/state/where';
import { labRows, wordLabKey } from '../../src/state/word-lab';
import { withOutside } from './parts-kit';
import { byGroup, byName, namesOf, rowsNamed } from './people-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

type Outside = Awaited<ReturnType<typeof withOutside>>;

/** All that labels decide, by name. */
const evidence: Readonly<Record<string, (state: AppState, blues: string) => unknown>> = {
  'what an adapter is trained on': (state) => {
    const { ids, targets, classes } = trainingOf(state);
    return { ids, targets, classes };
  },
  'the key of an adapter': (state) => adapterKey(state),
  'voters, class means, examples and the floor of likeness': (state) =>
    labelledPart(state, embeddingTable(state)),
  'the key of answers': predictionsKey,
  'the make-up of the groups found': (state) => clustersHold(state)?.table,
  'what a search is measured on': retrievalRows,
  'the key of that': retrievalKey,
  'the class an outlier score is held against': referenceRows,
  'what wordings are tried on': labRows,
  'the key of that ': wordLabKey,
  'what a heat map of a class is held against': (state, blues) => rowOfClass(state, blues, ''),
  'voters of a tidying': (state) => tidyRows(state).labels.filter(({ length }) => length > 0),
  'classes there is something to learn of': learntClasses,
};

describe('evidence', () => {
  /** The same set in three states: external with labels, without any, and with labels but not external. */
  async function inThree() {
    const bench = await withOutside();
    await bench.actions.findClusters();
    const plain = bench.store.getState();
    bench.actions.markExternal(bench.outside, true);
    const marked = bench.store.getState();
    bench.actions.markExternal(bench.outside, false);
    bench.actions.labelItems(bench.outside, null);
    return { marked, bare: bench.store.getState(), plain, blues: bench.blues };
  }

  test('holds no label of an external image; without the mark it does', async () => {
    const { marked, bare, plain, blues } = await inThree();
    for (const [name, of] of Object.entries(evidence)) {
      expect([name, of(marked, blues)]).toEqual([name, of(bare, blues)]);
      // Both classes can be learnt of in any case.
      if (!name.startsWith('classes'))
        expect([name, of(marked, blues)]).not.toEqual([name, of(plain, blues)]);
    }
  });

  test('of a class that is external only is none', async () => {
    const { actions, store, reds, blues } = await withOutside();
    actions.markExternal(
      [...store.getState().items.values()].filter(({ labels }) => labels[0] === blues).map(({ id }) => id),
      true,
    );
    expect([...learntClasses(store.getState())]).toEqual([reds]);
    expect(trainingOf(store.getState()).classes).toEqual([reds]);
  });
});

describe('answers', () => {
  async function answersOf({ actions, store }: Outside): Promise<readonly Prediction[]> {
    await actions.predictUnlabelled();
    const { predictions } = store.getState();
    if (predictions.phase !== 'done') throw new Error('no predictions');
    return predictions.value;
  }

  async function focused({ actions, store }: Outside, id: string): Promise<Prediction> {
    actions.focusItem(null);
    actions.focusItem(id);
    await expect.poll(() => store.getState().focusAnswer?.id).toBe(id);
    return store.getState().focusAnswer!;
  }

  test('for others come without external images; without the mark those vote, and old answers are stale', async () => {
    const bench = await withOutside();
    await bench.actions.findClusters();
    const [plain] = await answersOf(bench);
    bench.actions.markExternal(bench.outside, true);
    expect(isStale(bench.store.getState().predictions, () => predictionsKey(bench.store.getState()))).toBe(
      true,
    );
    const [marked] = await answersOf(bench);
    const voters = (answer: Prediction | undefined) =>
      answer?.neighbours?.nearest.filter(({ id }) => bench.outside.includes(id)).length;
    const images = (answer: Prediction | undefined) =>
      answer?.prototypes?.similarities.find(({ classId }) => classId === bench.blues)?.images;
    const blueInGroup = (answer: Prediction | undefined) =>
      answer?.cluster?.composition.find(({ classId }) => classId === bench.blues)?.count ?? 0;
    expect([voters(plain), images(plain), blueInGroup(plain)]).toEqual([expect.any(Number), 9, 3]);
    expect(voters(plain)).toBeGreaterThan(0);
    expect([voters(marked), images(marked), blueInGroup(marked)]).toEqual([0, 6, 0]);
    const { examples } = await focused(bench, bench.fresh);
    const shown = examples?.flatMap(({ nearest, others }) => [...nearest, ...others].map(({ id }) => id));
    expect(shown?.some((id) => bench.outside.includes(id))).toBe(false);
  });

  test('are given for an external image: by the whole of each class, since it is no part of it', async () => {
    const bench = await withOutside();
    bench.actions.markExternal(bench.outside, true);
    bench.actions.choosePreset('linear');
    await bench.actions.trainAdapter();
    const answer = await focused(bench, bench.outside[0]!);
    expect(answer.neighbours?.shares[0]?.classId).toBe(bench.reds);
    expect(answer.prototypes?.similarities.map(({ classId, images }) => [classId, images])).toEqual([
      [bench.reds, 6],
      [bench.blues, 6],
    ]);
    expect(answer.adapter?.probabilities).toHaveLength(2);
    // It is still called what it is called.
    expect(labelsOfRow(bench.store.getState(), bench.outside[0]!)).toEqual([bench.blues]);
  });

  test('for external images without a class are never accepted as their class', async () => {
    const bench = await withOutside();
    bench.actions.markExternal([bench.fresh], true);
    const [answer] = await answersOf(bench);
    expect(answer?.id).toBe(bench.fresh);
    expect(bench.actions.acceptAnswers([bench.fresh], 'prototypes')).toBe(0);
    bench.actions.markExternal([bench.fresh], false);
    expect(bench.actions.acceptAnswers([bench.fresh], 'prototypes')).toBe(1);
  });

  test('nor does a group found make a class of them', async () => {
    const bench = await withOutside();
    await bench.actions.findClusters();
    bench.actions.markExternal([bench.fresh], true);
    const taken = [...(clustersHold(bench.store.getState())?.rows.keys() ?? [])].map(
      (cluster) => bench.actions.clusterToClass(cluster)?.taken,
    );
    expect(taken).toEqual([0, 0]);
    expect(bench.store.getState().items.get(bench.fresh)?.labels).toEqual([]);
  });
});

describe('tidying', () => {
  test('leaves the external test set alone, and its figures rest on the others', async () => {
    const bench = await withOutside();
    const { actions, store, outside } = bench;
    await actions.lookForTrouble();
    const doubted = () => tidyQueues(store.getState())!.doubt.flatMap(({ ids }) => ids);
    const figures = () => {
      const { stage, now } = store.getState().tidy;
      return now ?? (stage.phase === 'done' ? stage.value.figures : null);
    };
    expect(figures()?.rows).toBe(15);
    const key = tidyKey(store.getState());
    actions.markExternal(outside, true);
    expect(tidyKey(store.getState())).not.toBe(key);
    expect(doubted().some((id) => outside.includes(id))).toBe(false);
    await expect.poll(() => figures()?.rows).toBe(12);
    await actions.lookForTrouble();
    expect([figures()?.rows, figures()?.right]).toEqual([12, 12]);
    const next = tidyQueues(store.getState())!.next.flatMap(({ ids }) => ids);
    expect(next).toEqual([bench.fresh]);
  });
});

describe('a row that is a patient or study', () => {
  test('is never made of external images and others: those of one patient are two rows', async () => {
    const bench = await byGroup();
    const [a, b] = ['A', 'B'].map((name) => bench.actions.addClass(name)) as [string, string];
    bench.actions.labelItems([byName(bench, 'ann_2')], a);
    bench.actions.labelItems([byName(bench, 'bob_1')], b);
    const state = () => bench.store.getState();
    expect(namesOf(bench, trainingOf(state()).ids)).toEqual(['ann_2', 'bob_1']);
    bench.actions.changeSettings({ level: 'image' });
    bench.actions.markExternal(
      ['ann_1', 'ann_2'].map((name) => byName(bench, name)),
      true,
    );
    bench.actions.changeSettings({ level: 'group' });
    expect(rowsNamed(bench)).toEqual(['ann_1', 'ann_3', 'bob_1', 'cyr_2', 'stray']);
    expect(levelCounts(state().items)).toEqual({ images: 10, groups: 4, alone: 1 });
    expect(namesOf(bench, trainingOf(state()).ids)).toEqual(['ann_3', 'bob_1']);
    const parts = rowsNamed(bench).map((name) => partOfRow(state(), byName(bench, name ?? '')));
    expect(parts).toEqual(['external', null, null, null, null]);
    expect(labelsOfRow(state(), byName(bench, 'ann_1'))).toEqual([a]);
  });

  test('marked by the image that stands for it is external as a whole, and back in one step', async () => {
    const bench = await byGroup();
    bench.actions.markExternal([byName(bench, 'cyr_2')], true);
    const externals = () =>
      [...bench.store.getState().items.values()].filter(({ part }) => part === 'external');
    expect(externals()).toHaveLength(4);
    expect(rowsNamed(bench)).toEqual(['ann_2', 'bob_1', 'cyr_2', 'stray']);
    bench.actions.undo();
    expect(externals()).toHaveLength(0);
  });
});
