// The main job by actions and selectors alone: drop, map, train, predict, come back.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DroppedFile } from '../../src/state/actions';
import { makeWorkbench } from '../../src/state/make-workbench';
import { embeddingTable, isStale, itemsByClass, projectionKey, windowRule } from '../../src/state/selectors';
import { openProjectStorage } from '../../src/storage/project-storage';
import { blue, fileOf, green, noisyPng, red } from '../fixtures/builders/pictures';
import { type CountedEngine, inProcessEngine } from './in-process-engine';

async function opened(engine: CountedEngine = inProcessEngine()) {
  const workbench = makeWorkbench({ engine, openStorage: openProjectStorage });
  await workbench.actions.start();
  return { ...workbench, engine };
}

function drop(name: string, colour: readonly [number, number, number], seed: number): DroppedFile {
  return { path: name, file: fileOf(name, noisyPng(colour, seed)) };
}

function many(
  prefix: string,
  colour: readonly [number, number, number],
  count: number,
  from = 0,
): DroppedFile[] {
  return Array.from({ length: count }, (_, i) => drop(`${prefix}-${i}.png`, colour, from + i));
}

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

async function withTwoClasses(count = 8) {
  const bench = await opened();
  const a = bench.actions.addClass('Red');
  const b = bench.actions.addClass('Blue');
  await bench.actions.addFiles(many('r', red, count), { to: 'class', classId: a });
  await bench.actions.addFiles(many('b', blue, count, 100), { to: 'class', classId: b });
  return { ...bench, a, b };
}

describe('intake', () => {
  test('one bad file never stops the batch, and the counts add up', async () => {
    const { actions, store } = await opened();
    const files = [
      drop('1.png', red, 1),
      { path: 'broken.png', file: fileOf('broken.png', noisyPng(red, 2).slice(0, 60)) },
      { path: 'letter.txt', file: fileOf('letter.txt', 'Dear colleague') },
      drop('2.png', red, 3),
    ];
    await actions.addFiles(files, { to: 'unlabelled' });
    const { intake, items, refusals } = store.getState();
    expect(intake).toEqual({ phase: 'done', added: 2, merged: 0, refused: 2, cancelled: 0, dropped: 4 });
    expect(items.size).toBe(2);
    expect(refusals.map(({ fileName }) => fileName)).toEqual(['broken.png', 'letter.txt']);
    expect(refusals.every(({ error }) => error.code !== 'internal')).toBe(true);
  });

  test('items stand in drop order whoever was read first', async () => {
    const { actions, store } = await opened();
    await actions.addFiles(many('x', green, 12), { to: 'unlabelled' });
    const names = [...store.getState().items.keys()].map((id) => store.getState().names.get(id));
    expect(names).toEqual(Array.from({ length: 12 }, (_, i) => `x-${i}.png`));
  });

  test('the same file twice in a class is kept once and noted', async () => {
    const { actions, store } = await opened();
    const classId = actions.addClass('Red');
    await actions.addFiles([drop('a.png', red, 1), drop('copy of a.png', red, 1)], { to: 'class', classId });
    const [item] = [...store.getState().items.values()];
    expect(store.getState().items.size).toBe(1);
    expect(item?.notes.map(({ code }) => code)).toContain('same-file-twice');
    expect(store.getState().intake).toMatchObject({ added: 1, merged: 1, dropped: 2 });
  });

  test('the same file in two classes becomes a multi-label item', async () => {
    const { actions, store } = await opened();
    const [a, b] = [actions.addClass('A'), actions.addClass('B')];
    await actions.addFiles([drop('a.png', red, 1)], { to: 'class', classId: a });
    await actions.addFiles([drop('a.png', red, 1)], { to: 'class', classId: b });
    const [item] = [...store.getState().items.values()];
    expect(item?.labels).toEqual([a, b]);
  });

  test('folders become classes after one confirmed question', async () => {
    const { actions, store } = await opened();
    const files = [...many('r', red, 3), ...many('b', blue, 2, 50)].map(({ file }, i) => ({
      path: `Set/${i < 3 ? 'Red' : 'Blue'}/${file.name}`,
      file,
    }));
    await actions.addFiles(files, { to: 'folders' });
    expect(store.getState().review).toMatchObject({ total: 5 });
    expect(store.getState().items.size).toBe(0);
    await actions.confirmReview();
    const { classes } = store.getState();
    const counts = classes.map(({ id, name }) => [name, itemsByClass(store.getState()).get(id)?.length]);
    expect(counts).toEqual(
      expect.arrayContaining([
        ['Red', 3],
        ['Blue', 2],
      ]),
    );
  });

  test('a second folder waits behind the question about the first, and nothing is lost', async () => {
    const { actions, store } = await opened();
    const folder = (name: string, colour: readonly [number, number, number], from: number) =>
      many(name, colour, 3, from).map(({ file }) => ({ path: `Set/${name}/${file.name}`, file }));
    await actions.addFiles(folder('Red', red, 0), { to: 'folders' });
    await actions.addFiles(folder('Blue', blue, 50), { to: 'folders' });
    expect(store.getState().review?.classes.map(({ name }) => name)).toEqual(['Red']);
    const first = actions.confirmReview();
    expect(store.getState().review?.classes.map(({ name }) => name)).toEqual(['Blue']);
    await first;
    await actions.confirmReview();
    expect(store.getState().review).toBeNull();
    expect(store.getState().items.size).toBe(6);
  });

  test('files dropped before the kept project is there are not overwritten by it', async () => {
    const first = await withTwoClasses(3);
    await first.flush();
    const second = makeWorkbench({ engine: inProcessEngine(), openStorage: openProjectStorage });
    const early = second.actions.addFiles([drop('early.png', green, 1)], { to: 'unlabelled' });
    await second.actions.start();
    await early;
    expect(second.store.getState().items.size).toBe(7);
    expect(second.store.getState().refusals).toEqual([]);
  });

  test('a cancelled batch keeps what was read and counts the rest', async () => {
    const { actions, store } = await opened();
    const running = actions.addFiles(many('x', green, 60), { to: 'unlabelled' });
    await expect
      .poll(() => store.getState().jobs.find(({ kind }) => kind === 'read')?.done ?? 0)
      .toBeGreaterThan(3);
    actions.cancelJob(store.getState().jobs[0]?.id ?? '');
    await running;
    const { intake, items } = store.getState();
    expect(intake).toMatchObject({ phase: 'done', added: items.size, dropped: 60 });
    if (intake.phase === 'done')
      expect(intake.added + intake.merged + intake.refused + intake.cancelled).toBe(60);
    expect(items.size).toBeLessThan(60);
  });
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
    await second.actions.addFiles(files, { to: 'folders' });
    const early = second.actions.confirmReview();
    await second.actions.start();
    await early;
    const { classes } = second.store.getState();
    expect(classes.map(({ name }) => name)).toEqual(['Red', 'Blue', 'Green']);
    const green3 = classes.find(({ name }) => name === 'Green')?.id ?? '';
    expect(itemsByClass(second.store.getState()).get(green3)).toHaveLength(2);
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

test('one windowing rule for all: a single file without a window turns the project to percentiles', () => {
  const item = (id: string, renditions: readonly ('plain' | 'window' | 'percentile')[]) =>
    [id, { renditions }] as const;
  const rule = (...items: (readonly [string, { renditions: readonly string[] }])[]) =>
    windowRule(new Map(items) as never);
  expect(rule(item('a', ['percentile', 'window']), item('b', ['plain']))).toBe('window');
  expect(rule(item('a', ['percentile', 'window']), item('b', ['percentile']))).toBe('percentile');
});
