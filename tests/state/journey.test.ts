// The main job by actions and selectors alone: map, neighbours, adapter, predictions.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { isStale, projectionKey } from '../../src/state/selectors';
import { blue, red } from '../fixtures/builders/pictures';
import { drop, withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

describe('map', () => {
  test('a new image is placed among its neighbours and nothing else moves', async () => {
    const { actions, store, a } = await withTwoClasses(12);
    const before = store.getState().projection;
    if (before.phase !== 'done') throw new Error('no map');
    await actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    const after = store.getState().projection;
    if (after.phase !== 'done') throw new Error('no map');
    expect(after.value.xy).toBe(before.value.xy);
    expect(after.value.placed.size).toBe(1);
    expect(isStale(after, () => projectionKey(store.getState()))).toBe(true);
    expect(a).toBeTruthy();
  });
});

describe('neighbours, adapter, predictions', () => {
  test('a new image is answered by its nearest labelled images', async () => {
    const { actions, store, a } = await withTwoClasses();
    await actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    await expect.poll(() => store.getState().focusAnswer?.neighbours?.shares[0]?.classId).toBe(a);
    const answer = store.getState().focusAnswer;
    expect(answer?.neighbours?.nearest).toHaveLength(store.getState().settings.voteNeighbours);
    expect(answer?.neighbours?.nearest.every(({ id }) => id !== answer.id)).toBe(true);
  });

  test('too little to train on is said, and nothing is trained', async () => {
    const { actions, store } = await withTwoClasses(3);
    await actions.trainAdapter();
    expect(store.getState().adapter).toMatchObject({ phase: 'failed', error: { code: 'too-few-items' } });
  });

  test('the adapter answers beside the neighbours, in the table and as CSV', async () => {
    const { actions, store, a } = await withTwoClasses();
    actions.choosePreset('linear');
    await actions.trainAdapter();
    expect(store.getState().adapter.phase).toBe('done');
    await actions.addFiles([drop('new.png', red, 999), drop('=cmd().png', blue, 998)], { to: 'unlabelled' });
    await actions.predictUnlabelled();
    const { predictions } = store.getState();
    if (predictions.phase !== 'done') throw new Error('no predictions');
    expect(predictions.value).toHaveLength(2);
    const [first] = predictions.value;
    const best = Math.max(...(first?.adapter?.probabilities ?? []));
    expect(first?.adapter?.classes[first.adapter.probabilities.indexOf(best)]).toBe(a);
    const csv = actions.predictionsCsv(false);
    expect(csv.split('\r\n')[0]).toContain('Research use only. Not a medical device.');
    expect(csv).not.toContain('new.png');
    // With names, a cell that a spreadsheet would run is defused.
    expect(actions.predictionsCsv(true)).toContain("'=cmd().png");
  });

  test('training twice gives bit-equal weights', async () => {
    const { actions, store } = await withTwoClasses();
    actions.choosePreset('linear');
    await actions.trainAdapter();
    const first = store.getState().adapter;
    await actions.trainAdapter();
    const second = store.getState().adapter;
    if (first.phase !== 'done' || second.phase !== 'done') throw new Error('not trained');
    expect(second.value.parameters).toEqual(first.value.parameters);
  });
});
