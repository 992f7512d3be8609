// Every schema that ever landed opens for ever; one of a later release is read and left as it is.
import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { schemaVersion } from '../../../src/storage/database';
import { openProjectStorage } from '../../../src/storage/project-storage';
import { memoryPacks } from '../../fixtures/builders/memory-packs';
import { type DatabaseDump, dumpDatabase, restoreDatabase } from '../../fixtures/builders/stored-database';
import { inProcessEngine } from '../../state/in-process-engine';
import { opened } from '../../state/opened';

const folder = new URL('../../fixtures/golden/databases/', import.meta.url);
const dumps = readdirSync(folder)
  .filter((name) => /^v\d+\.json$/.test(name))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as DatabaseDump);

const diskOf = ({ files = {} }: DatabaseDump) =>
  memoryPacks(
    new Map(Object.entries(files).map(([name, data]) => [name, new Uint8Array(Buffer.from(data, 'base64'))])),
  );

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('P17: there is a database of each schema', () => {
  expect(dumps.map(({ version }) => version).sort()).toEqual(
    Array.from({ length: schemaVersion }, (_, i) => i + 1),
  );
});

describe.each(dumps.map((dump) => [dump.version, dump] as const))('schema %i', (_, dump) => {
  test('opens with all that was kept, and none of it is changed by opening', async () => {
    await restoreDatabase(dump);
    const bench = await opened(inProcessEngine(), diskOf(dump));
    await bench.flush();
    const { items, classes, projectName, adapters, predictions, keptMarks, save } = bench.store.getState();
    expect(save.phase).toBe('saved');
    expect(projectName).toBe('Kept by an older release');
    expect(classes.map(({ name, prompts = [] }) => [name, ...prompts])).toEqual([
      ['Red', 'red cells'],
      ['Blue'],
    ]);
    const labels = [...items.values()].map((item) => item.labels[0] ?? null);
    const [a, b] = classes.map(({ id }) => id);
    expect(labels).toEqual([b, a, a, a, a, b, b, b, b, b, null, null]);
    expect([...items.values()].map(({ excluded }) => excluded).indexOf(true)).toBe(1);
    expect([adapters.length, predictions.phase, keptMarks.size]).toEqual([1, 'done', 1]);
    expect(bench.engine.calls).toEqual({ encode: 0, read: 0 });
    const now = await dumpDatabase(dump.name);
    expect(now.version).toBe(schemaVersion);
    for (const store of ['items', 'names', 'vectors', 'pictures', 'project'])
      expect([store, now.stores[store]]).toEqual([store, dump.stores[store]]);
    for (const store of ['bin', 'packs']) expect(now.stores[store]).toEqual(dump.stores[store] ?? []);
    expect(bench.store.getState().vectors.size).toBeGreaterThanOrEqual(12);
    expect(bench.store.getState().notice).toBeNull();
  });

  test('goes on: a change is kept beside the rest', async () => {
    await restoreDatabase(dump);
    const disk = diskOf(dump);
    const bench = await opened(inProcessEngine(), disk);
    const [first = ''] = bench.store.getState().items.keys();
    bench.actions.labelItems([first], null);
    await bench.flush();
    const again = await opened(inProcessEngine(), disk);
    expect(again.store.getState().items).toEqual(bench.store.getState().items);
    again.actions.undo();
    expect(again.store.getState().items.get(first)?.labels).toHaveLength(1);
  });
});

test('P17: a newer schema: all can be looked at, every write is refused, nothing is changed', async () => {
  const newest = dumps.at(-1) as DatabaseDump;
  const tomorrow = {
    journal: [],
    meta: [],
    bin: [],
    packs: [],
    ...newest.stores,
    tomorrow: [['x', 1] as const],
  };
  const newer: DatabaseDump = { ...newest, version: 99, stores: tomorrow };
  await restoreDatabase(newer);
  const kept = await dumpDatabase('lightbench');
  const bench = await opened(inProcessEngine(), diskOf(newest));
  const { window, items } = bench.store.getState();
  expect(window).toMatchObject({ role: 'reader', why: 'newer-version' });
  expect(items.size).toBe(12);
  bench.actions.addClass('never');
  bench.actions.renameProject('never');
  await bench.actions.takeOver();
  await bench.flush();
  const storage = await openProjectStorage(() => undefined);
  await expect(storage.write({ names: [['x', 'y']] })).rejects.toMatchObject({ code: 'storage-newer' });
  await expect(storage.claim('me')).rejects.toMatchObject({ code: 'storage-newer' });
  storage.close();
  expect(await dumpDatabase('lightbench')).toEqual(kept);
});
