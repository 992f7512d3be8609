// Undo of images that come and go: what is done while they come in, drops that end early, and what goes for good.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Item } from '../../src/domain/types';
import type { AppState } from '../../src/state/app-state';
import { projectContents } from '../../src/state/project-file';
import { embeddingTable } from '../../src/state/selectors';
import { mostSteps } from '../../src/state/undo';
import { red } from '../fixtures/builders/pictures';
import { dumpDatabase } from '../fixtures/builders/stored-database';
import { inProcessEngine } from './in-process-engine';
import { many, opened, withTwoClasses } from './opened';
import { type Bench, reloaded, shown } from './undo-kit';
import { fakeBrowser } from './windows-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

/** Folders A and B of three images each, dropped; `meanwhile` runs as soon as the first image stands in the set. */
async function dropWith(bench: Bench, meanwhile: (state: AppState) => void): Promise<void> {
  const files = ['A', 'B'].flatMap((folder, i) =>
    many('x', red, 3, 10 * i).map((file) => ({ ...file, path: `set/${folder}/${file.path}` })),
  );
  const before = bench.store.getState().items.size;
  const stop = bench.store.subscribe((state) => {
    if (state.items.size <= before) return;
    stop();
    meanwhile(state);
  });
  await bench.actions.addFiles(files, { to: 'folders' });
  await bench.actions.confirmReview();
}

/** Back to the beginning and on to the end, with a reload before each of the two. */
async function thereAndBack(bench: Bench, start: unknown): Promise<Bench> {
  const end = shown(bench.store.getState());
  const back = await reloaded(bench);
  for (let i = 0; i < 20 && back.store.getState().history.canUndo !== null; i++) back.actions.undo();
  expect(shown(back.store.getState())).toEqual(start);
  const on = await reloaded(back);
  for (let i = 0; i < 20 && on.store.getState().history.canRedo !== null; i++) on.actions.redo();
  expect(shown(on.store.getState())).toEqual(end);
  return on;
}

describe('what is done while images come in', () => {
  const acts: Readonly<Record<string, (bench: Bench, state: AppState) => unknown>> = {
    'an image that is removed': ({ actions }, { items }) =>
      actions.removeItems([...items.keys()].slice(0, 1)),
    'a label that is taken off': ({ actions }, { items }) => actions.labelItems([...items.keys()], null),
    'a class of the drop that is renamed': ({ actions }, { classes }) =>
      actions.renameClass(classes[0]?.id ?? '', 'Crimson'),
    'a class of the drop that is removed': ({ actions }, { classes }) =>
      actions.removeClass(classes[1]?.id ?? ''),
    'a class of the person': ({ actions }) => actions.addClass('Mine'),
    'an act that is undone at once': ({ actions }, { items }) => {
      actions.setExcluded([...items.keys()].slice(0, 1), true);
      actions.undo();
    },
  };
  for (const [what, act] of Object.entries(acts)) {
    test(`${what} is a step of its own, taken back before the drop`, async () => {
      const bench = await opened();
      const start = shown(bench.store.getState());
      await dropWith(bench, (state) => void act(bench, state));
      await thereAndBack(bench, start);
    });
  }
});

describe('a drop that ends early', () => {
  test('cancelled: the step names what came in', async () => {
    const bench = await opened();
    const start = shown(bench.store.getState());
    await dropWith(bench, ({ jobs }) => {
      for (const { id } of jobs) bench.actions.cancelJob(id);
    });
    const { items, history } = bench.store.getState();
    expect(history.canUndo).toBe(items.size === 1 ? 'add 1 image' : `add ${items.size} images`);
    await thereAndBack(bench, start);
  });

  test('ended by an error: what had come in is a step all the same', async () => {
    const engine = Object.assign(inProcessEngine(), { readers: 0 });
    const bench = await opened(engine);
    const start = shown(bench.store.getState());
    let planted = false;
    bench.store.subscribe(({ jobs }) => {
      if (planted || jobs[0]?.kind !== 'read' || jobs[0].done < 5) return;
      planted = true;
      throw new Error('planted: no fault of a file');
    });
    await bench.actions.addFiles(many('x', red, 12), { to: 'unlabelled' });
    const { items, history, notice } = bench.store.getState();
    expect(notice).not.toBeNull();
    expect(items.size).toBeGreaterThan(0);
    expect(items.size).toBeLessThan(12);
    expect(history.canUndo).toBe(`add ${items.size} images`);
    await thereAndBack(bench, start);
  });
});

/**
 * Whether the database has an image's record, name, vector: its code, its name, its pixels' hash. Results that were made of it
 * (a map, an evaluation) keep its code until they are made anew.
 */
async function keptOf({ id, pixelHash }: Item, name: string) {
  const { stages: _results, ...stores } = (await dumpDatabase('lightbench')).stores;
  const text = JSON.stringify(stores);
  return [id, pixelHash, name].map((word) => text.includes(word));
}

describe('removed images', () => {
  async function removedTwo() {
    const bench = await withTwoClasses(3);
    const [first, second, third] = [...bench.store.getState().items.values()] as [Item, Item, Item];
    await bench.actions.removeItems([first.id, second.id]);
    await bench.flush();
    return { ...bench, first, second, third };
  }

  test('are in nothing that is computed or leaves, until undo brings them back, vectors and names with them', async () => {
    const { actions, store, engine, first, third } = await removedTwo();
    const has = ({ id, pixelHash }: Item) => {
      const { items, names, vectors } = projectContents(store.getState());
      return [
        items.some((item) => item.id === id),
        names.has(id),
        [...vectors.keys()].some((key) => key.startsWith(pixelHash)),
        embeddingTable(store.getState()).ids.includes(id),
      ];
    };
    expect(has(first)).toEqual([false, false, false, false]);
    expect(has(third)).toEqual([true, true, true, true]);
    const before = engine.calls.encode;
    actions.undo();
    expect(has(first)).toEqual([true, true, true, true]);
    expect(engine.calls.encode).toBe(before);
  });

  test('go for good when asked, those asked for alone: nothing of them is kept, no step brings them back', async () => {
    const bench = await removedTwo();
    const { actions, store, first, second } = bench;
    expect(await keptOf(first, 'r-0.png')).toEqual([true, true, true]);
    await actions.emptyBin([first.id]);
    expect(await keptOf(first, 'r-0.png')).toEqual([false, false, false]);
    expect(await keptOf(second, 'r-1.png')).toEqual([true, true, true]);
    const again = await reloaded(bench);
    again.actions.undo();
    expect(again.store.getState().items.has(first.id)).toBe(false);
    expect(again.store.getState().items.has(second.id)).toBe(true);
    await again.actions.emptyBin();
    expect(again.store.getState().items.has(second.id)).toBe(true);
    expect(store.getState().bin.has(first.id)).toBe(false);
  });

  test('go for good once the step that would bring them back is too long ago', async () => {
    const { actions, store, first, third } = await removedTwo();
    for (let i = 0; i < mostSteps - 1; i++) actions.setExcluded([third.id], i % 2 === 0);
    expect(store.getState().bin.has(first.id)).toBe(true);
    // The step of the drop named them, too, and went before.
    for (let i = 0; i < 2; i++) actions.setExcluded([third.id], i % 2 !== 0);
    expect([store.getState().bin.size, store.getState().names.has(first.id)]).toEqual([0, false]);
  });

  test('are brought back by a window that takes over, with their labels', async () => {
    const browser = fakeBrowser();
    const one = browser.window();
    await one.actions.start();
    const a = one.actions.addClass('A');
    await one.actions.addFiles(many('r', red, 2), { to: 'class', classId: a });
    const [id] = [...one.store.getState().items.keys()] as [string];
    const before = shown(one.store.getState());
    await one.actions.removeItems([id]);
    const other = browser.window();
    await other.actions.start();
    other.actions.undo();
    expect(other.store.getState().items.has(id)).toBe(false);
    await other.actions.takeOver();
    await expect.poll(() => other.store.getState().window.role).toBe('writer');
    other.actions.undo();
    expect(shown(other.store.getState())).toEqual(before);
    expect(other.store.getState().history.canRedo).toBe('remove 1 image');
  });
});
