// Undo and redo of what a person changes in the set, with images that come and go meanwhile.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { mostSteps } from '../../src/state/undo';
import { green, red } from '../fixtures/builders/pictures';
import { drop, many, opened, withTwoClasses } from './opened';
import { actsOfEveryKind, shown } from './undo-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

describe('undo and redo', () => {
  test('take back each act in turn and do it again; do, undo and redo are exact', async () => {
    const bench = await withTwoClasses(4);
    const { actions, store } = bench;
    const acts = actsOfEveryKind(bench);
    const { past } = store.getState().history;
    const states = [shown(store.getState())];
    for (const act of acts) {
      await act();
      states.push(shown(store.getState()));
    }
    expect(store.getState().history.past).toHaveLength(past.length + acts.length);
    expect(store.getState().history.canUndo).toBe('unlabel 2 images');
    for (const before of states.slice(0, -1).reverse()) {
      actions.undo();
      expect(shown(store.getState())).toEqual(before);
    }
    expect(store.getState().history.canRedo).toBe('label 3 images');
    for (const after of states.slice(1)) {
      actions.redo();
      expect(shown(store.getState())).toEqual(after);
    }
    expect(store.getState().history.canRedo).toBeNull();
  });

  test('a new act ends what could be done again; an act that changes nothing is no step', async () => {
    const { actions, store, a, b } = await withTwoClasses(2);
    const [first, second] = [...store.getState().items.keys()] as [string, string];
    actions.labelItems([first], b);
    actions.undo();
    actions.labelItems([second], b);
    expect(store.getState().history.canRedo).toBeNull();
    const { past } = store.getState().history;
    actions.labelItems([second], b);
    actions.renameClass(a, 'Red');
    actions.setExcluded([first], false);
    expect(store.getState().history.past).toBe(past);
  });

  test('images that came meanwhile and one that was removed are steps of their own, taken back one by one', async () => {
    const { actions, store, a, b } = await withTwoClasses(3);
    const [first, second] = [...store.getState().items.keys()] as [string, string];
    const snapshot = store.getState().items;
    actions.labelItems([first, second], b);
    await actions.addFiles(many('g', green, 2, 500), { to: 'class', classId: a });
    await actions.removeItems([second]);
    const whole = shown(store.getState());
    expect(store.getState().items.has(second)).toBe(false);
    actions.undo();
    expect(store.getState().items.get(second)?.labels).toEqual([b]);
    expect(store.getState().items.size).toBe(8);
    actions.undo();
    expect(store.getState().items.size).toBe(6);
    actions.undo();
    expect(store.getState().items).toEqual(snapshot);
    // Back in the order they first came in, whatever the order they came back in.
    expect([...store.getState().items.keys()]).toEqual([...snapshot.keys()]);
    for (let i = 0; i < 3; i++) actions.redo();
    expect(shown(store.getState())).toEqual(whole);
    expect(store.getState().items.get(first)?.labels).toEqual([b]);
  });

  test('an image that was removed and dropped again is not touched by old steps', async () => {
    const { actions, store, a, b } = await withTwoClasses(3);
    const [first] = [...store.getState().items.keys()] as [string];
    actions.labelItems([first], b);
    await actions.removeItems([first]);
    await actions.addFiles([drop('r-0.png', red, 0)], { to: 'class', classId: a });
    expect(store.getState().items.get(first)?.labels).toEqual([a]);
    expect(store.getState().history.canUndo).not.toBe('label 1 image');
  });

  test('a class another drop gave an image is taken off it before what came earlier', async () => {
    const { actions, store, a, b } = await withTwoClasses(3);
    const c = actions.addClass('Third');
    const [first] = [...store.getState().items.keys()] as [string];
    actions.labelItems([first], b);
    await actions.addFiles([drop('again.png', red, 0)], { to: 'class', classId: c });
    expect(store.getState().items.get(first)?.labels).toEqual([b, c]);
    expect(store.getState().history.canUndo).toBe('label 1 image');
    actions.undo();
    expect(store.getState().items.get(first)?.labels).toEqual([b]);
    actions.undo();
    expect(store.getState().items.get(first)?.labels).toEqual([a]);
  });

  test('removing a class takes it off the images that were dropped on it, undoing puts it back', async () => {
    const { actions, store } = await opened();
    const a = actions.addClass('Red');
    await actions.addFiles(many('r', red, 3), { to: 'class', classId: a });
    const labels = () => [...store.getState().items.values()].map((item) => item.labels);
    actions.removeClass(a);
    expect([store.getState().classes, labels()]).toEqual([[], [[], [], []]]);
    actions.undo();
    expect([store.getState().classes.length, labels()]).toEqual([1, [[a], [a], [a]]]);
    actions.undo();
    expect(store.getState().items.size).toBe(0);
    actions.undo();
    expect(store.getState().classes).toEqual([]);
    for (let i = 0; i < 2; i++) actions.redo();
    expect([store.getState().classes.length, labels()]).toEqual([1, [[a], [a], [a]]]);
  });

  test('several changes of one act are one step; classes a folder brings are part of its step', async () => {
    const { actions, store } = await opened();
    const files = ['A', 'B'].flatMap((folder, i) =>
      many('x', red, 2, 10 * i).map((file) => ({ ...file, path: `set/${folder}/${file.path}` })),
    );
    await actions.addFiles(files, { to: 'folders' });
    await actions.confirmReview();
    expect(store.getState().classes).toHaveLength(2);
    expect(store.getState().history.canUndo).toBe('add 4 images');
    const before = shown(store.getState());
    actions.undo();
    expect([store.getState().classes, store.getState().items.size]).toEqual([[], 0]);
    actions.redo();
    expect(shown(store.getState())).toEqual(before);
  });

  test(`at most ${mostSteps} steps are kept, and deleting everything ends them`, async () => {
    const { actions, store } = await withTwoClasses(1);
    const [first] = [...store.getState().items.keys()] as [string];
    for (let i = 0; i < mostSteps + 5; i++) actions.setExcluded([first], i % 2 === 0);
    expect(store.getState().history.past).toHaveLength(mostSteps);
    await actions.deleteEverything();
    actions.undo();
    expect(store.getState().items.size).toBe(0);
    expect(store.getState().history.canUndo).toBeNull();
  });

  test('the answer for the image in focus follows', async () => {
    const { actions, store, b } = await withTwoClasses(4);
    const ids = [...store.getState().items.keys()];
    const focus = ids[0] as string;
    actions.focusItem(focus);
    const top = () => store.getState().focusAnswer?.neighbours?.shares[0]?.classId;
    await expect.poll(top).toBeTruthy();
    const before = top();
    actions.labelItems(ids.slice(1, 4), b);
    await expect.poll(top).toBe(b);
    actions.undo();
    await expect.poll(top).toBe(before);
  });

  test('what was undone is what is kept', async () => {
    const first = await withTwoClasses(2);
    const [id] = [...first.store.getState().items.keys()] as [string];
    first.actions.keepAsIs([`far ${id}`, `next ${id}`]);
    first.actions.labelItems([id], first.b);
    first.actions.undo();
    await first.flush();
    const second = await opened();
    expect(shown(second.store.getState())).toEqual(shown(first.store.getState()));
    expect(second.store.getState().keptMarks.size).toBe(2);
    expect(second.store.getState().history.canRedo).toBe('label 1 image');
  });
});
