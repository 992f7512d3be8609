// "Delete everything" with two windows and a running job: all of this app's own goes, nothing of others, in both windows.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { ownNames } from '../../src/storage/wipe';
import { green, red } from '../fixtures/builders/pictures';
import { dumpDatabase } from '../fixtures/builders/stored-database';
import { many } from './opened';
import { type FakeWindow, fakeBrowser } from './windows-kit';

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});

/** A database that another page of the same site keeps. */
async function foreignDatabase() {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('somebody-elses', 3);
    request.onupgradeneeded = () => request.result.createObjectStore('things').put('kept', 'x');
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
}

async function twoWindows() {
  const browser = fakeBrowser();
  const first = browser.window();
  await first.actions.start();
  await first.actions.addFiles(many('r', red, 3), { to: 'unlabelled' });
  first.actions.addClass('PLANTED');
  await first.flush();
  const second = browser.window();
  await second.actions.start();
  return { browser, first, second };
}

const isEmpty = ({ store }: FakeWindow) => {
  const { items, classes, names, vectors, history, jobs, save } = store.getState();
  return [items.size, classes.length, names.size, vectors.size, history.past.length, jobs.length, save.phase];
};
const empty = [0, 0, 0, 0, 0, 0, 'saved'];

describe.each(['the one that writes', 'the one that looks'] as const)('pressed in %s', (where) => {
  test('both windows are empty, the stores too, others are untouched, and work goes on', async () => {
    await foreignDatabase();
    const foreign = await dumpDatabase('somebody-elses');
    const { browser, first, second } = await twoWindows();
    const salt = first.store.getState().salt;
    const running = first.actions.addFiles(many('x', green, 40, 100), { to: 'unlabelled' });
    await expect.poll(() => first.store.getState().jobs.length).toBeGreaterThan(0);
    await (where === 'the one that writes' ? first : second).actions.deleteEverything();
    await running;
    await expect.poll(() => isEmpty(first)).toEqual(empty);
    await expect.poll(() => isEmpty(second)).toEqual(empty);
    expect([first, second].map(({ store }) => store.getState().notice)).toEqual([null, null]);
    const { stores } = await dumpDatabase('lightbench');
    for (const name of ['items', 'names', 'vectors', 'pictures', 'journal'])
      expect([name, stores[name]]).toEqual([name, []]);
    expect(JSON.stringify(stores)).not.toContain('PLANTED');
    expect(JSON.stringify(stores)).not.toContain(salt);
    expect(await dumpDatabase('somebody-elses')).toEqual(foreign);
    // One writes, the other looks, as before.
    expect([first, second].map(({ store }) => store.getState().window.role)).toEqual(['writer', 'reader']);
    await first.actions.addFiles(many('z', red, 1, 900), { to: 'unlabelled' });
    await first.flush();
    first.crash();
    second.crash();
    const third = browser.window();
    await third.actions.start();
    expect(third.store.getState().items.size).toBe(1);
  });
});

test('the names of what is deleted are frozen', () => {
  expect(ownNames).toEqual({
    databases: ['lightbench'],
    cachePrefix: 'lightbench',
    files: ['lightbench'],
    localStoragePrefix: 'lightbench',
  });
});
