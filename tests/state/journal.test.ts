// The journal: undo and redo go on after a reload as if there had been none; it is bounded, and names nobody.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { historyFrom } from '../../src/state/journal';
import { mostSteps, noHistory } from '../../src/state/undo';
import { red } from '../fixtures/builders/pictures';
import { dumpDatabase } from '../fixtures/builders/stored-database';
import { drop, many, opened, withTwoClasses } from './opened';
import { actsOfEveryKind, type Bench, reloaded, shown } from './undo-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

async function journalKept() {
  const { stores } = await dumpDatabase('lightbench');
  return stores.journal ?? [];
}

describe('undo and redo after reloads', () => {
  test('each act is taken back and done again exactly, with a reload before every step', async () => {
    const first = await withTwoClasses(4);
    const { store } = first;
    const acts = actsOfEveryKind(first);
    const states = [shown(store.getState())];
    for (const act of acts) {
      await act();
      states.push(shown(store.getState()));
    }
    const { canUndo } = store.getState().history;
    let bench: Bench = await reloaded(first);
    expect(bench.store.getState().history.canUndo).toBe(canUndo);
    for (const before of states.slice(0, -1).reverse()) {
      bench.actions.undo();
      expect(shown(bench.store.getState())).toEqual(before);
      bench = await reloaded(bench);
    }
    for (const after of states.slice(1)) {
      bench.actions.redo();
      expect(shown(bench.store.getState())).toEqual(after);
      bench = await reloaded(bench);
    }
    expect(bench.store.getState().history.canRedo).toBeNull();
  });

  test('a new act after the reload ends what could be done again, and is one more step', async () => {
    const first = await withTwoClasses(2);
    const [id] = [...first.store.getState().items.keys()] as [string];
    first.actions.labelItems([id], first.b);
    first.actions.undo();
    const second = await reloaded(first);
    second.actions.setExcluded([id], true);
    const third = await reloaded(second);
    expect(third.store.getState().history).toMatchObject({ canUndo: 'exclude 1 image', canRedo: null });
    third.actions.undo();
    expect(third.store.getState().items).toEqual(first.store.getState().items);
  });

  test('an image that was removed and dropped again is not touched by steps from before a reload', async () => {
    const first = await withTwoClasses(3);
    const [id, other] = [...first.store.getState().items.keys()] as [string, string];
    first.actions.labelItems([id, other], first.b);
    const second = await reloaded(first);
    await second.actions.removeItems([id]);
    const third = await reloaded(second);
    await third.actions.addFiles([drop('r-0.png', red, 0)], { to: 'class', classId: first.b });
    await third.flush();
    const naming = (await journalKept()).filter((entry) => JSON.stringify(entry).includes(id));
    expect(naming).toMatchObject([[expect.anything(), { name: 'add 1 image', gone: [id] }]]);
    third.actions.undo();
    expect(third.store.getState().items.has(id)).toBe(false);
    third.actions.undo();
    expect(third.store.getState().items.has(id)).toBe(false);
    expect(third.store.getState().items.get(other)?.labels).toEqual([first.a]);
    third.actions.redo();
    third.actions.redo();
    expect(third.store.getState().items.get(id)?.labels).toEqual([first.b]);
  });
});

describe('what is kept of it', () => {
  test(`at most ${mostSteps} steps, the latest, each written once`, async () => {
    const bench = await withTwoClasses(1);
    const [first] = [...bench.store.getState().items.keys()] as [string];
    for (let i = 0; i < mostSteps + 5; i++) bench.actions.setExcluded([first], i % 2 === 0);
    await bench.flush();
    const before = new Map(await journalKept());
    expect(before.size).toBe(mostSteps);
    bench.actions.setExcluded([first], false);
    bench.actions.setExcluded([first], true);
    await bench.flush();
    const after = new Map(await journalKept());
    expect(after.size).toBe(mostSteps);
    // Append-only: what stays is as it was.
    const stayed = [...after].filter(([serial]) => before.has(serial));
    expect(stayed.length).toBeGreaterThanOrEqual(mostSteps - 2);
    for (const [serial, entry] of stayed) expect(entry).toEqual(before.get(serial));
    const again = await opened();
    expect(again.store.getState().history.past).toHaveLength(mostSteps);
  });

  test('no base name of a file', async () => {
    const bench = await opened();
    const a = bench.actions.addClass('A');
    const planted = 'PLANTED-NAME-1234.png';
    await bench.actions.addFiles([drop(planted, red, 1), ...many('r', red, 2, 10)], { to: 'unlabelled' });
    const ids = [...bench.store.getState().items.keys()];
    bench.actions.labelItems(ids, a);
    bench.actions.markExternal(ids, true);
    await bench.flush();
    const { stores } = await dumpDatabase('lightbench');
    expect(JSON.stringify(stores.names)).toContain(planted);
    expect(JSON.stringify([stores.journal, stores.meta])).not.toContain('PLANTED');
    expect(stores.journal).toHaveLength(4);
  });

  test('a journal with a gap gives no history; the project opens all the same', async () => {
    const bench = await withTwoClasses(2);
    bench.actions.renameClass(bench.a, 'Crimson');
    await bench.flush();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('lightbench');
      request.onsuccess = () => resolve(request.result);
    });
    const all = database.transaction('journal', 'readwrite').objectStore('journal');
    await new Promise((resolve) => {
      all.delete(2).onsuccess = resolve;
    });
    database.close();
    const again = await opened();
    expect(again.store.getState().history).toBe(noHistory);
    expect(again.store.getState().items.size).toBe(4);
    again.actions.renameClass(bench.a, 'Scarlet');
    const third = await reloaded(again);
    expect(third.store.getState().history.past.map(({ name }) => name)).toEqual(['rename a class']);
  });

  test('an entry of a release that knew no removal is read, and can be taken back', () => {
    const turn = { from: { labels: ['a'], excluded: false }, to: { labels: [], excluded: false } };
    const entry = {
      name: 'label 1 image',
      items: [{ turn, ids: ['x'] }],
      classes: null,
      marks: null,
      judged: null,
    };
    const history = historyFrom({ past: [4], future: [], entries: new Map([[4, entry]]) });
    expect(history).toMatchObject({ canUndo: 'label 1 image', canRedo: null });
    expect(history.past[0]?.patch).toMatchObject({ come: [], gone: [], choices: null });
  });

  test('a project without a journal has no history', () => {
    expect(historyFrom(undefined)).toBe(noHistory);
  });
});
