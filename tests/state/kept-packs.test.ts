// Vectors and pictures in packs: what is saved is whole and checked, what goes leaves the disk, what a crash leaves is swept,
// and a disk that lies is told of before anything counts as saved.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { embeddingTable } from '../../src/state/selectors';
import { type MemoryDisk, memoryPacks } from '../fixtures/builders/memory-packs';
import { blue, green, red } from '../fixtures/builders/pictures';
import { dumpDatabase } from '../fixtures/builders/stored-database';
import { inProcessEngine } from './in-process-engine';
import { many, opened, withTwoClasses } from './opened';

let disk: MemoryDisk;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  disk = memoryPacks();
});

type Bench = Awaited<ReturnType<typeof opened>>;
const again = () => opened(inProcessEngine(), disk);
const failure = ({ store }: Pick<Bench, 'store'>) => {
  const { save } = store.getState();
  return save.phase === 'failed' ? [save.error.code, save.error.detail.why] : save.phase;
};
interface Row {
  readonly bytes: number;
  readonly entries: readonly { readonly key: string; readonly at: number; readonly length: number }[];
}
const rows = async () =>
  (await dumpDatabase('lightbench')).stores.packs as readonly (readonly [string, Row])[];
/** The whole disk, told by the manifest: no file without a row, no row without a file, no byte that nobody names. */
async function expectTidy() {
  await expect
    .poll(async () => (await rows()).map(([name]) => name).sort())
    .toEqual([...disk.files.keys()].sort());
  for (const [name, { bytes, entries }] of await rows()) {
    expect(disk.files.get(name)).toHaveLength(bytes);
    expect(entries.reduce((sum, { length }) => sum + length, 0)).toBe(bytes);
  }
}
const allText = () => [...disk.files.values()].map((bytes) => Buffer.from(bytes).toString('latin1')).join('');

test('a set is kept in packs, none of it in the database, and comes back bit-equal, pictures too', async () => {
  const bench = await withTwoClasses(6, disk);
  await bench.flush();
  const { stores } = await dumpDatabase('lightbench');
  expect([stores.vectors, stores.pictures]).toEqual([[], []]);
  const keys = (await rows()).flatMap(([, { entries }]) => entries.map(({ key }) => key));
  expect(keys).toHaveLength(12 * 3);
  await expectTidy();
  const after = await again();
  expect(after.store.getState().items).toEqual(bench.store.getState().items);
  expect(embeddingTable(after.store.getState()).data).toEqual(embeddingTable(bench.store.getState()).data);
  for (const { id } of after.store.getState().items.values())
    expect(await after.actions.imageUrl('thumb', id)).toMatch(/^blob:/);
  expect(after.engine.calls).toEqual({ encode: 0, read: 0 });
});

test('the bytes of a removed image leave the disk, those beside it stay', async () => {
  const bench = await withTwoClasses(6, disk);
  await bench.flush();
  const [first] = [...bench.store.getState().items.values()];
  if (!first) throw new Error('no image');
  const [vector] = [...bench.store.getState().vectors].flatMap(([key, value]) =>
    key.startsWith(first.pixelHash) ? [value] : [],
  );
  const bytes = Buffer.from((vector as Float32Array).slice().buffer).toString('latin1');
  expect(allText()).toContain(bytes);
  await bench.actions.removeItems([first.id]);
  await bench.flush();
  expect(allText()).toContain(bytes);
  await bench.actions.emptyBin();
  await bench.flush();
  await expect.poll(allText).not.toContain(bytes);
  await expectTidy();
  const after = await again();
  expect(after.store.getState().items.size).toBe(11);
  expect(after.store.getState().vectors.size).toBe(11);
});

test('many small writes do not leave many small files', async () => {
  const bench = await withTwoClasses(1, disk);
  for (let i = 0; i < 60; i++) {
    await bench.actions.addFiles(many('m', green, 1, 500 + i), { to: 'unlabelled' });
    await bench.flush();
  }
  await expect.poll(() => disk.files.size).toBeLessThan(50);
  await expectTidy();
  const after = await again();
  expect(after.store.getState().vectors.size).toBe(62);
});

describe('a disk that fails', () => {
  for (const [fault, told] of [
    ['short-write', ['storage-full', 'short-write']],
    ['over-quota', ['storage-full', undefined]],
    ['other-bytes', ['storage-failed', 'read-back']],
    ['dies', ['storage-failed', undefined]],
  ] as const) {
    test(`${fault}: nothing of it counts as saved, and Retry writes it once the disk is well`, async () => {
      const bench = await withTwoClasses(3, disk);
      await bench.flush();
      const kept = await dumpDatabase('lightbench');
      disk.fault = fault;
      await bench.actions.addFiles(many('x', green, 2, 900), { to: 'unlabelled' });
      await bench.flush();
      expect(failure(bench)).toEqual(told);
      expect((await dumpDatabase('lightbench')).stores.items).toEqual(kept.stores.items);
      disk.fault = null;
      await bench.actions.retrySave();
      expect(failure(bench)).toBe('saved');
      const after = await again();
      expect(after.store.getState().vectors.size).toBe(8);
      // What the dead worker left is swept by the window that writes next.
      await expectTidy();
    });
  }

  test('a write that the database refuses leaves no file behind', async () => {
    const bench = await withTwoClasses(3, disk);
    await bench.flush();
    const before = [...disk.files.keys()].sort();
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (this.name === 'packs') throw new DOMException('planted', 'QuotaExceededError');
      return put.call(this, value, key);
    };
    await bench.actions.addFiles(many('x', green, 2, 900), { to: 'unlabelled' });
    await bench.flush();
    IDBObjectStore.prototype.put = put;
    expect(failure(bench)).toEqual(['storage-full', undefined]);
    expect([...disk.files.keys()].sort()).toEqual(before);
  });
});

describe('a disk that has changed between two visits', () => {
  const damaged = async (change: (name: string, bytes: Uint8Array<ArrayBuffer>) => void) => {
    const bench = await withTwoClasses(4, disk);
    await bench.flush();
    await expectTidy();
    const [[name, bytes] = ['', new Uint8Array()]] = disk.files;
    const lost = (await rows()).find(([own]) => own === name)?.[1].entries.length ?? 0;
    change(name, bytes);
    const after = await again();
    return { lost, after };
  };
  const told = ({ store }: Pick<Bench, 'store'>) => store.getState().notice;

  test('a file that is gone: items and labels are there, what is missing is counted and told', async () => {
    const { lost, after } = await damaged((name) => disk.files.delete(name));
    expect(after.store.getState().items.size).toBe(8);
    expect(told(after)).toMatchObject({ code: 'storage-damaged', detail: { count: lost / 3 } });
    expect(after.store.getState().vectors.size).toBe(8 - lost / 3);
  });

  test('one flipped bit in a vector: that one is not used, and told', async () => {
    const { after } = await damaged((_, bytes) => {
      bytes[0] = (bytes[0] ?? 0) ^ 1;
    });
    expect(told(after)).toMatchObject({ code: 'storage-damaged', detail: { count: 1 } });
    expect(after.store.getState().vectors.size).toBe(7);
    // The same files once more bring back what is missing, and only that is embedded.
    const { classes } = after.store.getState();
    const [a = '', b = ''] = classes.map(({ id }) => id);
    await after.actions.addFiles(many('r', red, 4), { to: 'class', classId: a });
    await after.actions.addFiles(many('b', blue, 4, 100), { to: 'class', classId: b });
    await after.flush();
    expect(after.engine.calls.encode).toBe(1);
    expect(after.store.getState().vectors.size).toBe(8);
    const later = await again();
    expect(later.store.getState().vectors.size).toBe(8);
    expect(told(later)).toBeNull();
  });

  test('leftovers of a crash are swept by the next start, and no pack with them', async () => {
    const bench = await withTwoClasses(3, disk);
    await bench.flush();
    await expectTidy();
    const names = [...disk.files.keys()].sort();
    for (const name of ['temp-a.pack', 'b.pack', 'c.pack.crswap']) disk.files.set(name, new Uint8Array(9));
    await again();
    expect([...disk.files.keys()].sort()).toEqual(names);
  });
});
