// Files on their way in, by actions alone: counts, order, repeats, folders, early drops, cancel.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeWorkbench } from '../../src/state/make-workbench';
import { itemsByClass, windowRule } from '../../src/state/selectors';
import { openProjectStorage } from '../../src/storage/project-storage';
import { blue, fileOf, green, noisyPng, red } from '../fixtures/builders/pictures';
import { inProcessEngine } from './in-process-engine';
import { drop, many, opened, withTwoClasses } from './opened';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

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
    expect(intake).toMatchObject({
      phase: 'done',
      added: 2,
      merged: 0,
      refused: 2,
      cancelled: 0,
      dropped: 4,
    });
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

  test('a dropped archive behaves as the folder it was made of; one that is cut off is refused', async () => {
    const { actions, store } = await opened();
    const png = (colour: readonly [number, number, number], seed: number) => noisyPng(colour, seed);
    const bytes = zipSync({
      'Red/1.png': png(red, 1),
      'Red/2.png': png(red, 2),
      'Blue/1.png': [png(blue, 3), { level: 0 }],
      '__MACOSX/Red/._1.png': new Uint8Array(9),
    });
    const zip = (name: string, content: Uint8Array) => ({ path: name, file: fileOf(name, content) });
    await actions.addFiles([zip('set.zip', bytes)], { to: 'folders' });
    expect(store.getState().review).toMatchObject({ total: 3, junk: 1 });
    await actions.confirmReview();
    expect(store.getState().intake).toMatchObject({ added: 3, refused: 0, dropped: 4 });
    await actions.addFiles([zip('cut.zip', bytes.slice(0, -40))], { to: 'folders' });
    const state = store.getState();
    expect(state.intake).toMatchObject({ added: 0, refused: 1, dropped: 1 });
    expect(state.refusals.map(({ fileName, error }) => [fileName, error.code])).toEqual([
      ['cut.zip', 'truncated'],
    ]);
    expect(state.classes.map(({ id, name }) => [name, itemsByClass(state).get(id)?.length])).toEqual([
      ['Red', 2],
      ['Blue', 1],
    ]);
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

test('one windowing rule for all: a single file without a window turns the project to percentiles', () => {
  const item = (id: string, renditions: readonly ('plain' | 'window' | 'percentile')[]) =>
    [id, { renditions }] as const;
  const rule = (...items: (readonly [string, { renditions: readonly string[] }])[]) =>
    windowRule(new Map(items) as never);
  expect(rule(item('a', ['percentile', 'window']), item('b', ['plain']))).toBe('window');
  expect(rule(item('a', ['percentile', 'window']), item('b', ['percentile']))).toBe('percentile');
});
