// What an adapter is trained on: one answer an image or several, chosen by the labels or forced.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { itemsByClass } from '../../src/state/selectors';
import { trainingOf } from '../../src/state/training';
import { green } from '../fixtures/builders/pictures';
import { many, withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

type Bench = Awaited<ReturnType<typeof withTwoClasses>>;

/** Gives the last `count` items of the first class both classes. */
function giveBoth({ actions, store, a, b }: Bench, count: number): void {
  const own = itemsByClass(store.getState()).get(a) ?? [];
  actions.toggleLabel(own.slice(-count), b);
}

function force({ actions, store }: Bench, task: 'single' | 'multi'): void {
  actions.changeSettings({ adapter: { ...store.getState().settings.adapter, task } });
}

describe('what is trained on', () => {
  test('each item one label: single, and an unlabelled item is left out', async () => {
    const bench = await withTwoClasses(6);
    await bench.actions.addFiles(many('g', green, 2, 500), { to: 'unlabelled' });
    const { spec, targets, classes } = trainingOf(bench.store.getState());
    expect(spec.task).toBe('single');
    expect(classes).toEqual([bench.a, bench.b]);
    expect([...targets]).toEqual([...Array(6).fill(0), ...Array(6).fill(1)]);
  });

  test('two labels on one item: multi, with a yes or a no for each label of each labelled item', async () => {
    const bench = await withTwoClasses(6);
    await bench.actions.addFiles(many('g', green, 2, 500), { to: 'unlabelled' });
    giveBoth(bench, 1);
    const { spec, targets, ids } = trainingOf(bench.store.getState());
    expect(spec.task).toBe('multi');
    expect(ids).toHaveLength(12);
    expect([...targets].join('')).toBe(`${'10'.repeat(5)}11${'01'.repeat(6)}`);
  });

  test('a person can force either, and another kind of network does not change that', async () => {
    const bench = await withTwoClasses(6);
    force(bench, 'multi');
    expect(trainingOf(bench.store.getState()).targets).toHaveLength(24);
    giveBoth(bench, 1);
    force(bench, 'single');
    bench.actions.choosePreset('linear');
    const { spec, ids } = trainingOf(bench.store.getState());
    expect([spec.task, spec.preset]).toEqual(['single', 'linear']);
    // The item with two labels has no single answer.
    expect(ids).toHaveLength(11);
  });
});

describe('answers', () => {
  test('several labels: probabilities of their own, high together where both labels are', async () => {
    const bench = await withTwoClasses(6);
    // Green images carry both labels: neither colour of the other classes is like them.
    await bench.actions.addFiles(many('g', green, 8, 500), { to: 'class', classId: bench.a });
    giveBoth(bench, 8);
    bench.actions.choosePreset('linear');
    await bench.actions.trainAdapter();
    const { adapter, items } = bench.store.getState();
    if (adapter.phase !== 'done') throw new Error('not trained');
    expect(adapter.value.spec.task).toBe('multi');

    const both = [...items.values()].find(({ labels }) => labels.length === 2)!;
    bench.actions.focusItem(both.id);
    await expect.poll(() => bench.store.getState().focusAnswer?.adapter?.probabilities).toHaveLength(2);
    const { probabilities } = bench.store.getState().focusAnswer!.adapter!;
    expect(Math.min(...probabilities)).toBeGreaterThan(0.5);
  });
});
