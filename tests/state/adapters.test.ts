// Several adapters kept by name: trained, switched, renamed, removed, brought back by a reload; and those of older projects.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { adapterInUse, answersByOldAdapter, sameValidation, settingsDiffer } from '../../src/state/adapters';
import { adapterStages } from '../../src/state/kept-adapters';
import { predictionsKey } from '../../src/state/selectors';
import { adapterKey } from '../../src/state/training';
import { openProjectStorage } from '../../src/storage/project-storage';
import { green } from '../fixtures/builders/pictures';
import { many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

type Bench = Awaited<ReturnType<typeof opened>>;

const names = ({ store }: Bench) => store.getState().adapters.map(({ name }) => name);
const used = ({ store }: Bench) => adapterInUse(store.getState())?.name ?? null;
const idOf = ({ store }: Bench, name: string) =>
  store.getState().adapters.find((kept) => kept.name === name)?.id ?? '';
const stored = async () => (await openProjectStorage(() => undefined)).load();

/** A linear adapter, and a second one by another seed, which is in use. */
async function withTwo() {
  const bench = await withTwoClasses();
  bench.actions.choosePreset('linear');
  await bench.actions.trainAdapter();
  bench.actions.changeSettings({ adapter: { ...bench.store.getState().settings.adapter, seed: 7 } });
  await bench.actions.trainAdapter();
  return bench;
}

describe('kept side by side', () => {
  test('each training keeps one more, the latest is in use, with what it was trained on', async () => {
    const bench = await withTwo();
    expect(names(bench)).toEqual(['Linear', 'Linear 2']);
    expect(used(bench)).toBe('Linear 2');
    const { adapters } = bench.store.getState();
    // Another seed keeps other images out: the figures of the two do not compare, and that is said.
    expect([sameValidation(adapters.slice(0, 1)), sameValidation(adapters)]).toEqual([true, false]);
    const [first] = bench.store.getState().adapters;
    const { images } = first!.trainedOn;
    // The colours carry no patient: each image is a group of its own.
    expect(first!.trainedOn).toEqual({ images: 16 - first!.validation!.images, groups: images });
    const tallies = first!.adapter.validationTallies!;
    expect(tallies.map(({ having }) => having).reduce((a, b) => a + b)).toBe(first!.validation!.images);
  });

  test('the same training again takes the place of the one before', async () => {
    const bench = await withTwo();
    const id = idOf(bench, 'Linear 2');
    await bench.actions.trainAdapter();
    expect(names(bench)).toEqual(['Linear', 'Linear 2']);
    expect(idOf(bench, 'Linear 2')).toBe(id);
    expect(used(bench)).toBe('Linear 2');
  });

  test('another one can be used: the open image is answered anew, and predictions are stale', async () => {
    const bench = await withTwo();
    const { actions, store } = bench;
    await actions.addFiles(many('g', green, 1, 500), { to: 'unlabelled' });
    await expect.poll(() => store.getState().focusAnswer?.adapter).toBeTruthy();
    const before = store.getState().focusAnswer!.adapter!.probabilities;
    const key = predictionsKey(store.getState());
    await actions.useAdapter(idOf(bench, 'Linear'));
    expect(used(bench)).toBe('Linear');
    expect(store.getState().focusAnswer!.adapter!.probabilities).not.toEqual(before);
    expect(predictionsKey(store.getState())).not.toBe(key);
    await actions.useAdapter('nobody');
    expect(used(bench)).toBe('Linear');
  });

  test('a name is changed and stays unique', async () => {
    const bench = await withTwo();
    bench.actions.renameAdapter(idOf(bench, 'Linear'), ' Before relabelling ');
    bench.actions.renameAdapter(idOf(bench, 'Linear 2'), 'before relabelling');
    expect(names(bench)).toEqual(['Before relabelling', 'before relabelling 2']);
    expect(used(bench)).toBe('before relabelling 2');
  });

  test('removing the one in use leaves none in use, removing another changes nothing else', async () => {
    const bench = await withTwo();
    const { actions, store } = bench;
    actions.focusItem([...store.getState().items.keys()][0]!);
    await expect.poll(() => store.getState().focusAnswer?.adapter).toBeTruthy();
    await actions.removeAdapter(idOf(bench, 'Linear'));
    expect([names(bench), used(bench)]).toEqual([['Linear 2'], 'Linear 2']);
    await actions.removeAdapter(idOf(bench, 'Linear 2'));
    expect([names(bench), store.getState().adapter.phase]).toEqual([[], 'empty']);
    expect(store.getState().focusAnswer?.adapter).toBeNull();
  });

  test('all but the one in use go at once', async () => {
    const bench = await withTwo();
    await bench.actions.useAdapter(idOf(bench, 'Linear'));
    bench.actions.removeOtherAdapters();
    expect([names(bench), used(bench)]).toEqual([['Linear'], 'Linear']);
  });

  test('a training that is cancelled changes nothing, and while it runs none is used or removed', async () => {
    const bench = await withTwo();
    const { actions, store } = bench;
    const before = store.getState().adapters;
    actions.choosePreset('mlp');
    const running = actions.trainAdapter();
    await expect.poll(() => store.getState().adapter.phase).toBe('running');
    await actions.useAdapter(idOf(bench, 'Linear'));
    await actions.removeAdapter(idOf(bench, 'Linear'));
    actions.removeOtherAdapters();
    actions.cancelJob(store.getState().jobs.find(({ kind }) => kind === 'train')!.id);
    await running;
    expect(store.getState().adapters).toBe(before);
    expect(used(bench)).toBe('Linear 2');
  });
});

describe('fits what is there', () => {
  test('other settings do not make an adapter old, other labels do', async () => {
    const { actions, store } = await withTwo();
    const says = () => [answersByOldAdapter(store.getState()), settingsDiffer(store.getState())];
    expect(says()).toEqual([false, false]);
    const change = (part: { labelSmoothing: number }) =>
      actions.changeSettings({ adapter: { ...store.getState().settings.adapter, ...part } });
    change({ labelSmoothing: 0 });
    expect(says()).toEqual([false, false]);
    change({ labelSmoothing: 0.2 });
    expect(says()).toEqual([false, true]);
    await actions.addFiles(many('g', green, 1, 500), { to: 'unlabelled' });
    expect(says()).toEqual([false, true]);
    const [first] = store.getState().items.keys();
    actions.setExcluded([first!], true);
    expect(says()).toEqual([true, false]);
  });

  test('the key holds the task that settings come to, not whether a person forced it', async () => {
    const { actions, store } = await withTwoClasses();
    const spec = store.getState().settings.adapter;
    const keyWith = (task?: 'single' | 'multi') => {
      actions.changeSettings({ adapter: task ? { ...spec, task } : spec });
      return adapterKey(store.getState());
    };
    expect(keyWith('single')).toBe(keyWith());
    expect(keyWith('multi')).not.toBe(keyWith());
  });
});

describe('saved', () => {
  test('a reload brings all of them back, in order, with the one in use', async () => {
    const first = await withTwo();
    first.actions.renameAdapter(idOf(first, 'Linear'), 'Mine');
    await first.actions.useAdapter(idOf(first, 'Mine'));
    await first.flush();
    const second = await opened();
    expect(second.store.getState().adapters).toEqual(first.store.getState().adapters);
    expect(used(second)).toBe('Mine');
    expect(answersByOldAdapter(second.store.getState())).toBe(false);

    await second.actions.removeAdapter(idOf(second, 'Mine'));
    await second.flush();
    const third = await opened();
    expect([names(third), used(third)]).toEqual([['Linear 2'], null]);
    // Nothing of what was removed stays behind.
    const records = [...(await stored())!.stages.keys()].filter((name) => name.startsWith('adapter'));
    expect(records.sort()).toEqual(['adapters', `adapter:${idOf(third, 'Linear 2')}`].sort());
  });

  test('a new name writes one record, not the weights of the others', async () => {
    const bench = await withTwo();
    const before = bench.store.getState();
    const id = idOf(bench, 'Linear');
    bench.actions.renameAdapter(id, 'Mine');
    expect(adapterStages(bench.store.getState(), before).map(([name]) => name)).toEqual([`adapter:${id}`]);
  });

  test('a page closed while one is trained opens with the one that was in use', async () => {
    const first = await withTwo();
    await first.flush();
    first.actions.choosePreset('mlp');
    const running = first.actions.trainAdapter();
    await expect.poll(() => first.store.getState().adapter.phase).toBe('running');
    first.actions.renameAdapter(idOf(first, 'Linear'), 'Mine');
    await first.flush();
    const second = await opened();
    expect([names(second), used(second)]).toEqual([['Mine', 'Linear 2'], 'Linear 2']);
    first.actions.cancelJob(first.store.getState().jobs.find(({ kind }) => kind === 'train')!.id);
    await running;
  });

  test('the one adapter of an older project becomes the first, is in use, and is kept as all others are', async () => {
    const first = await withTwo();
    await first.actions.removeAdapter(idOf(first, 'Linear'));
    const kept = first.store.getState().adapters[0]!;
    await first.flush();
    // As it was before there were several: one record, of an adapter that says neither its task nor its tallies.
    const { task, ...spec } = kept.adapter.spec;
    expect(task).toBe('single');
    const { validationTallies: _none, ...older } = { ...kept.adapter, spec };
    const storage = await openProjectStorage(() => undefined);
    await storage.write({
      stages: [
        ['adapters', null],
        [`adapter:${kept.id}`, null],
        ['adapter', { key: kept.key, value: older }],
      ],
    });

    const second = await opened();
    expect([names(second), used(second)]).toEqual([['Linear'], 'Linear']);
    const { adapters, items } = second.store.getState();
    expect(adapters[0]).toMatchObject({ trainedOn: kept.trainedOn, validation: kept.validation });
    expect(answersByOldAdapter(second.store.getState())).toBe(false);
    second.actions.focusItem([...items.keys()][0]!);
    await expect.poll(() => second.store.getState().focusAnswer?.adapter).toBeTruthy();
    const { probabilities } = second.store.getState().focusAnswer!.adapter!;
    expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);

    await second.flush();
    expect((await stored())!.stages.has('adapter')).toBe(false);
    const third = await opened();
    expect([names(third), used(third)]).toEqual([['Linear'], 'Linear']);
  });
});

describe('rows as an adapter sees them', () => {
  test('the engine gives its hidden layer, and null for one that has none', async () => {
    const { actions, store, engine } = await withTwoClasses();
    const rowsBy = async (preset: 'linear' | 'mlp') => {
      actions.choosePreset(preset);
      actions.changeSettings({ adapter: { ...store.getState().settings.adapter, maxEpochs: 1 } });
      await actions.trainAdapter();
      const { adapter } = adapterInUse(store.getState())!;
      return engine.hidden(adapter, new Float32Array(3 * adapter.dim).fill(0.1));
    };
    expect(await rowsBy('linear')).toBeNull();
    const rows = (await rowsBy('mlp'))!;
    expect(rows.data).toHaveLength(3 * rows.dim);
  });
});
