// What is kept, what is gone, and what must not be lost by a change in the middle of something.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeWorkbench } from '../../src/state/make-workbench';
import { embeddingTable, itemsByClass } from '../../src/state/selectors';
import { openProjectStorage } from '../../src/storage/project-storage';
import { blue, green, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

describe('kept', () => {
  test('a reload brings everything back and embeds nothing twice', async () => {
    const first = await withTwoClasses();
    first.actions.choosePreset('linear');
    await first.actions.trainAdapter();
    await first.actions.addFiles([drop('new.png', red, 999)], { to: 'unlabelled' });
    await first.actions.predictUnlabelled();
    first.actions.renameProject('My cells');
    await first.flush();
    expect(first.store.getState().save.phase).toBe('saved');

    const second = await opened();
    const [before, after] = [first.store.getState(), second.store.getState()];
    expect(second.engine.calls).toEqual({ encode: 0, read: 0 });
    for (const key of [
      'projectName',
      'salt',
      'classes',
      'items',
      'names',
      'settings',
      'projection',
      'adapter',
      'predictions',
    ] as const) {
      expect([key, after[key]]).toEqual([key, before[key]]);
    }
    expect(embeddingTable(after).data).toEqual(embeddingTable(before).data);
  });

  test('delete everything leaves nothing for the next visit', async () => {
    const first = await withTwoClasses();
    await first.flush();
    await first.actions.deleteEverything();
    expect(first.store.getState().items.size).toBe(0);
    expect(first.store.getState().save.phase).toBe('saved');
    const second = await opened();
    expect(second.store.getState().items.size).toBe(0);
    expect(second.store.getState().classes).toEqual([]);
  });

  test('what waited behind a batch does not come back after everything was deleted', async () => {
    const { actions, store } = await opened();
    const first = actions.addFiles(many('x', green, 40), { to: 'unlabelled' });
    const second = actions.addFiles(many('y', red, 5, 500), { to: 'unlabelled' });
    await expect.poll(() => store.getState().jobs.length).toBeGreaterThan(0);
    await actions.deleteEverything();
    await Promise.all([first, second]);
    expect(store.getState().items.size).toBe(0);
    await actions.addFiles(many('z', blue, 2, 900), { to: 'unlabelled' });
    expect(store.getState().items.size).toBe(2);
  });

  test('labels given while a batch runs are kept, and a class removed meanwhile stays removed', async () => {
    const { actions, store } = await opened();
    const [a, b] = [actions.addClass('A'), actions.addClass('B')];
    await actions.addFiles([drop('first.png', red, 1)], { to: 'unlabelled' });
    const [id] = [...store.getState().items.keys()];
    const again = [drop('first.png', red, 1), ...many('x', green, 30)];
    const running = actions.addFiles(again, { to: 'class', classId: b });
    await expect.poll(() => store.getState().jobs.length).toBeGreaterThan(0);
    actions.labelItems([id ?? ''], a);
    actions.removeClass(b);
    await running;
    const { items } = store.getState();
    expect(items.get(id ?? '')?.labels).toEqual([a]);
    expect([...items.values()].some(({ labels }) => labels.includes(b))).toBe(false);
  });

  test('a folder dropped before the kept project is there goes into its own class', async () => {
    const first = await withTwoClasses(3);
    await first.flush();
    const second = makeWorkbench({ engine: inProcessEngine(), openStorage: openProjectStorage });
    const files = many('g', green, 2).map(({ file }) => ({ path: `Set/Green/${file.name}`, file }));
    const early = second.actions.addFiles(files, { to: 'folders' });
    await second.actions.start();
    await early;
    await second.actions.confirmReview();
    const { classes } = second.store.getState();
    expect(classes.map(({ name }) => name)).toEqual(['Red', 'Blue', 'Green']);
    const green3 = classes.find(({ name }) => name === 'Green')?.id ?? '';
    expect(itemsByClass(second.store.getState()).get(green3)).toHaveLength(2);
  });

  test('an act that comes before the kept project is there is done after it, and kept', async () => {
    const first = await withTwoClasses(3);
    await first.flush();
    const second = makeWorkbench({ engine: inProcessEngine(), openStorage: openProjectStorage });
    second.actions.renameProject('Early');
    second.actions.addClass('Third');
    expect(second.store.getState().classes).toEqual([]);
    await second.actions.start();
    await second.flush();
    const third = makeWorkbench({ engine: inProcessEngine(), openStorage: openProjectStorage });
    await third.actions.start();
    const { classes, projectName, items } = third.store.getState();
    expect(classes.map(({ name }) => name)).toEqual(['Red', 'Blue', 'Third']);
    expect(projectName).toBe('Early');
    expect(items.size).toBe(first.store.getState().items.size);
  });

  test('a new class never takes over the results of a removed one', async () => {
    const { actions, b } = await withTwoClasses(2);
    actions.removeClass(b);
    expect(actions.addClass('Other')).not.toBe(b);
  });

  test('the open image is answered anew when labelled images come in', async () => {
    const { actions, store } = await opened();
    await actions.addFiles([drop('probe.png', red, 999)], { to: 'unlabelled' });
    await expect.poll(() => store.getState().focusAnswer).not.toBeNull();
    const classId = actions.addClass('Red');
    await actions.addFiles(many('r', red, 8), { to: 'class', classId });
    expect(store.getState().focusAnswer?.neighbours?.shares[0]?.classId).toBe(classId);
  });

  test('an adapter that stands is not lost because a newer one cannot be trained', async () => {
    const { actions, store } = await withTwoClasses();
    actions.choosePreset('linear');
    await actions.trainAdapter();
    const small = actions.addClass('Small');
    await actions.addFiles([drop('one.png', green, 1)], { to: 'class', classId: small });
    await actions.trainAdapter();
    expect(store.getState().adapter.phase).toBe('done');
    expect(store.getState().notice?.code).toBe('too-few-items');
  });

  test('what was removed while it waited to be written is not written', async () => {
    let fail = true;
    const written: number[] = [];
    const bench = makeWorkbench({
      engine: inProcessEngine(),
      openStorage: async (onLost) => {
        const real = await openProjectStorage(onLost);
        return {
          ...real,
          write: async (change) => {
            if (fail) throw new DOMException('full', 'QuotaExceededError');
            written.push((change.pictures?.length ?? 0) + (change.vectors?.length ?? 0));
            await real.write(change);
          },
        };
      },
    });
    await bench.actions.start();
    await bench.actions.addFiles(many('x', red, 3), { to: 'unlabelled' });
    await bench.flush();
    await bench.actions.removeItems([...bench.store.getState().items.keys()]);
    await bench.actions.emptyBin();
    fail = false;
    await bench.actions.retrySave();
    expect(written.reduce((sum, n) => sum + n, 0)).toBe(0);
    expect(bench.store.getState().save.phase).toBe('saved');
  });

  test('deleting works where the store could not be opened, and does not claim to save', async () => {
    const first = await withTwoClasses(2);
    await first.flush();
    const second = makeWorkbench({
      engine: inProcessEngine(),
      openStorage: () => Promise.reject(new DOMException('no', 'UnknownError')),
    });
    await second.actions.start();
    await second.actions.deleteEverything();
    expect(second.store.getState().save.phase).toBe('failed');
    expect((await opened()).store.getState().items.size).toBe(0);
  });

  test('a failed save is shown, keeps what was to be written, and is made good', async () => {
    let fail = true;
    const engine = inProcessEngine();
    const bench = makeWorkbench({
      engine,
      openStorage: async (onLost) => {
        const real = await openProjectStorage(onLost);
        return {
          ...real,
          write: async (change) =>
            fail ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : real.write(change),
        };
      },
    });
    await bench.actions.start();
    await bench.actions.addFiles([drop('a.png', red, 1)], { to: 'unlabelled' });
    await bench.flush();
    expect(bench.store.getState().save.phase).toBe('failed');
    bench.actions.renameProject('Still red');
    await bench.flush();
    expect(bench.store.getState().save.phase).toBe('failed');
    fail = false;
    await bench.actions.retrySave();
    expect(bench.store.getState().save.phase).toBe('saved');
    const again = await opened();
    expect(again.store.getState().items.size).toBe(1);
    expect(embeddingTable(again.store.getState()).ids).toHaveLength(1);
  });
});
