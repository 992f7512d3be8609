// Two labels on one image: given and taken beside those it has, shown in each of its classes, one step of the history.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { itemsByClass } from '../../src/state/selectors';
import { trainingPlan } from '../../src/state/training';
import { withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

async function bench() {
  const made = await withTwoClasses(6);
  const { store, a, b } = made;
  const members = (classId: string) => itemsByClass(store.getState()).get(classId) ?? [];
  const labels = (id: string) => store.getState().items.get(id)?.labels;
  const [red] = members(a);
  const [blue] = members(b);
  return { ...made, members, labels, red: red!, blue: blue! };
}

test('a second label stands beside the first, and the image in both classes; training then asks yes or no', async () => {
  const { actions, store, a, b, red, labels, members } = await bench();
  expect(trainingPlan(store.getState())).toMatchObject({ task: 'single', severalLabels: 0, counts: [6, 6] });
  actions.toggleLabel([red], b);
  expect(labels(red)).toEqual([a, b]);
  expect(members(a)).toContain(red);
  expect(members(b)).toContain(red);
  expect(trainingPlan(store.getState())).toMatchObject({ task: 'multi', severalLabels: 1, counts: [6, 7] });
});

test('a label that all have is taken off all; that some have is given to the others, whose order stays', async () => {
  const { actions, a, b, red, blue, labels } = await bench();
  actions.toggleLabel([red, blue], b);
  expect([labels(red), labels(blue)]).toEqual([[a, b], [b]]);
  actions.toggleLabel([red, blue], a);
  expect([labels(red), labels(blue)]).toEqual([
    [a, b],
    [b, a],
  ]);
  actions.toggleLabel([red, blue], b);
  expect([labels(red), labels(blue)]).toEqual([[a], [a]]);
  actions.toggleLabel([red], a);
  expect(labels(red)).toEqual([]);
});

test('putting an image into a class still replaces all its labels', async () => {
  const { actions, a, b, red, labels } = await bench();
  actions.toggleLabel([red], b);
  actions.labelItems([red], b);
  expect(labels(red)).toEqual([b]);
  actions.labelItems([red], a);
  expect(labels(red)).toEqual([a]);
});

test('it is one step back; a class that is not there is no label', async () => {
  const { actions, store, a, b, red, blue, labels } = await bench();
  actions.toggleLabel([red, blue], 'nowhere');
  expect([labels(red), labels(blue)]).toEqual([[a], [b]]);
  actions.toggleLabel([red, blue], b);
  actions.undo();
  expect([labels(red), labels(blue)]).toEqual([[a], [b]]);
  actions.redo();
  expect(labels(red)).toEqual([a, b]);
  expect(store.getState().history.canRedo).toBeNull();
});
