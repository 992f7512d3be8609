// A storage that fails: full, deleted, closed, held up, forbidden, silent. Each is told, nothing is half written, and Retry
// writes all that the state holds.
import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeWorkbench } from '../../src/state/make-workbench';
import { embeddingTable } from '../../src/state/selectors';
import { openProjectStorage } from '../../src/storage/project-storage';
import { green } from '../fixtures/builders/pictures';
import { dumpDatabase } from '../fixtures/builders/stored-database';
import { inProcessEngine } from './in-process-engine';
import { many, opened, withTwoClasses } from './opened';

const { put } = IDBObjectStore.prototype;

beforeEach(() => {
  // A fresh browser profile for each test.
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  IDBObjectStore.prototype.put = put;
});

type Bench = Awaited<ReturnType<typeof opened>>;
const failure = ({ store }: Pick<Bench, 'store'>) => {
  const { save } = store.getState();
  return save.phase === 'failed' ? [save.error.code, save.error.detail.why] : save.phase;
};
const deleted = () =>
  new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase('lightbench');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
const newBench = () => makeWorkbench({ engine: inProcessEngine(), openStorage: openProjectStorage });

async function sameAfterReload({ store }: Pick<Bench, 'store'>) {
  const [before, after] = [store.getState(), (await opened()).store.getState()];
  for (const key of ['items', 'names', 'classes', 'settings', 'projection', 'history', 'salt'] as const)
    expect([key, after[key]]).toEqual([key, before[key]]);
  expect(embeddingTable(after).data).toEqual(embeddingTable(before).data);
}

describe('the database is taken away while it is open', () => {
  test('deleted: told at once; Retry writes everything again', async () => {
    const bench = await withTwoClasses(4);
    await bench.flush();
    await deleted();
    await expect.poll(() => failure(bench)).toEqual(['storage-blocked', 'deleted']);
    // It stays red whatever is done, and what is done then is not lost.
    bench.actions.labelItems([...bench.store.getState().items.keys()].slice(0, 2), bench.b);
    await bench.flush();
    expect(failure(bench)).toEqual(['storage-blocked', 'deleted']);
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual([]);
    await bench.actions.retrySave();
    expect(failure(bench)).toBe('saved');
    await sameAfterReload(bench);
  });

  test('deleted: the project file can still be made', async () => {
    const bench = await withTwoClasses(4);
    await bench.flush();
    await deleted();
    await expect.poll(() => failure(bench)).toEqual(['storage-blocked', 'deleted']);
    const file = await bench.actions.saveProjectFile({ names: false, thumbnails: false, previews: false });
    expect(file?.size).toBeGreaterThan(1000);
  });

  test('a newer release opens: this one stops, and Retry finds the newer schema and writes nothing', async () => {
    const bench = await withTwoClasses(3);
    await bench.flush();
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('lightbench', 99);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    newer.close();
    await expect.poll(() => failure(bench)).toEqual(['storage-blocked', 'newer-window']);
    const kept = await dumpDatabase('lightbench');
    bench.actions.renameProject('only in this tab');
    await bench.actions.retrySave();
    expect(failure(bench)).toEqual(['storage-blocked', 'two-projects']);
    expect(await dumpDatabase('lightbench')).toEqual(kept);
  });
});

describe('writing fails', () => {
  /** The `from`-th put into a store, and all after it, are refused as `how` says. */
  const refusing = (store: string, from: number, how: 'throw' | 'drop') => {
    let seen = 0;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      if (this.name === store && ++seen >= from) {
        if (how === 'throw') throw new DOMException('full', 'QuotaExceededError');
        return put.call(this, new Float32Array(1), key);
      }
      return put.call(this, value, key);
    } as typeof put;
  };

  test('the disk is full in the middle of a change: nothing of it is kept, and all of it later', async () => {
    const bench = await withTwoClasses(2);
    await bench.flush();
    const kept = await dumpDatabase('lightbench');
    refusing('pictures', 2, 'throw');
    await bench.actions.addFiles(many('g', green, 3, 500), { to: 'unlabelled' });
    await bench.flush();
    expect(failure(bench)).toEqual(['storage-full', undefined]);
    expect(await dumpDatabase('lightbench')).toEqual(kept);
    IDBObjectStore.prototype.put = put;
    await bench.actions.retrySave();
    expect(failure(bench)).toBe('saved');
    await sameAfterReload(bench);
    expect((await dumpDatabase('lightbench')).stores.pictures).toHaveLength(14);
  });

  test('a write that is short without an error is not called saved', async () => {
    const bench = await opened();
    refusing('vectors', 1, 'drop');
    await bench.actions.addFiles(many('g', green, 2), { to: 'unlabelled' });
    await bench.flush();
    expect(failure(bench)).toEqual(['storage-failed', 'read-back']);
    IDBObjectStore.prototype.put = put;
    await bench.actions.retrySave();
    expect(failure(bench)).toBe('saved');
    await sameAfterReload(bench);
  });
});

describe('a row comes back otherwise than it was written: not called saved', () => {
  /** Each is kept, under its key, but not as it was given. */
  const spoilt: readonly (readonly [store: string, spoil: (value: never) => unknown])[] = [
    ['items', (item: object) => ({ ...item, labels: [] })],
    ['names', (name: string) => name.slice(0, 2)],
    ['project', (record: object) => ({ ...record, projectName: '' })],
    ['journal', () => ({})],
    ['meta', (value: unknown) => (typeof value === 'object' ? { past: [], future: [] } : value)],
  ];

  test.each(spoilt)('%s', async (store, spoil) => {
    const bench = await withTwoClasses(2);
    await bench.flush();
    const [id = ''] = bench.store.getState().items.keys();
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      return put.call(this, this.name === store ? spoil(value as never) : value, key);
    } as typeof put;
    bench.actions.labelItems([id], bench.b);
    bench.actions.renameProject('another name');
    await bench.actions.addFiles(many('g', green, 1, 500), { to: 'class', classId: bench.b });
    await bench.flush();
    expect(failure(bench)).toEqual(['storage-failed', 'read-back']);
    IDBObjectStore.prototype.put = put;
    await bench.actions.retrySave();
    expect(failure(bench)).toBe('saved');
    await sameAfterReload(bench);
  });
});

describe('opening fails', () => {
  test('there is no IndexedDB: told, work goes on, and the project file can be made', async () => {
    Object.assign(globalThis, { indexedDB: undefined });
    const bench = await withTwoClasses(2);
    expect(failure(bench)).toEqual(['storage-blocked', 'private']);
    expect(bench.store.getState().items.size).toBe(4);
    const file = await bench.actions.saveProjectFile({ names: false, thumbnails: false, previews: false });
    expect(file?.size).toBeGreaterThan(1000);
    await bench.actions.retrySave();
    expect(failure(bench)).toEqual(['storage-blocked', 'private']);
  });

  test('an unknown error: told; Retry writes what came meanwhile', async () => {
    let broken = true;
    const bench = makeWorkbench({
      engine: inProcessEngine(),
      openStorage: (onLost) =>
        broken ? Promise.reject(new DOMException('', 'UnknownError')) : openProjectStorage(onLost),
    });
    await bench.actions.start();
    expect(failure(bench)).toEqual(['storage-failed', undefined]);
    await bench.actions.addFiles(many('g', green, 2), { to: 'unlabelled' });
    broken = false;
    await bench.actions.retrySave();
    expect(failure(bench)).toBe('saved');
    await sameAfterReload(bench);
    expect((await dumpDatabase('lightbench')).stores.pictures).toHaveLength(4);
  });

  test('what was kept before is never overwritten by what came while it could not be opened', async () => {
    const before = await withTwoClasses(2);
    await before.flush();
    const kept = await dumpDatabase('lightbench');
    const openNow = globalThis.indexedDB;
    Object.assign(globalThis, { indexedDB: undefined });
    const bench = newBench();
    await bench.actions.start();
    bench.actions.addClass('New');
    globalThis.indexedDB = openNow;
    await bench.actions.retrySave();
    expect(failure(bench)).toEqual(['storage-blocked', 'two-projects']);
    expect(await dumpDatabase('lightbench')).toEqual(kept);
  });

  test('with nothing in this tab, Retry brings what was kept', async () => {
    const before = await withTwoClasses(2);
    await before.flush();
    const openNow = globalThis.indexedDB;
    Object.assign(globalThis, { indexedDB: undefined });
    const bench = newBench();
    await bench.actions.start();
    globalThis.indexedDB = openNow;
    await bench.actions.retrySave();
    expect(failure(bench)).toBe('saved');
    expect(bench.store.getState().items).toEqual(before.store.getState().items);
  });

  test('held up by a window of an older release: told, and it goes on when that one lets go', async () => {
    const older = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('lightbench', 1);
      request.onupgradeneeded = () => {
        for (const store of ['project', 'items', 'names', 'vectors', 'pictures', 'stages'])
          request.result.createObjectStore(store);
      };
      request.onsuccess = () => resolve(request.result);
    });
    const bench = newBench();
    const starting = bench.actions.start();
    await expect.poll(() => failure(bench)).toEqual(['storage-blocked', 'waiting']);
    older.close();
    await starting;
    await bench.flush();
    expect(failure(bench)).toBe('saved');
  });
});
