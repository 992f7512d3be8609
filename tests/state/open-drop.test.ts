// A drop that a crash cuts short: the next start knows how many files are missing, and the same drop again embeds only those.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test } from 'vitest';
import { leftOf } from '../../src/state/open-drop';
import { embeddingTable } from '../../src/state/selectors';
import { memoryPacks } from '../fixtures/builders/memory-packs';
import { red } from '../fixtures/builders/pictures';
import { dumpDatabase } from '../fixtures/builders/stored-database';
import { inProcessEngine } from './in-process-engine';
import { many, opened } from './opened';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const files = () =>
  many('patient-mueller', red, 20).map(({ path, file }) => ({
    path: `Mueller/${path}`,
    file: new File([file], file.name, { lastModified: 1_700_000_000_000 }),
  }));

/** An engine that answers `before` images and then never again, as one whose page is gone. */
function dying(before: number) {
  const engine = inProcessEngine();
  const { encode } = engine;
  let asked = 0;
  return {
    ...engine,
    encode: (...args: Parameters<typeof encode>) => {
      asked += 1;
      return asked > before ? new Promise<Float32Array>(() => undefined) : encode(...args);
    },
  };
}

for (const before of [2, 10, 18]) {
  test(`killed after ${before} of 20: the rest is told and only the rest is embedded`, async () => {
    const disk = memoryPacks();
    const whole = await opened(inProcessEngine(), memoryPacks());
    await whole.actions.addFiles(files(), { to: 'unlabelled' });
    globalThis.indexedDB = new IDBFactory();

    const first = await opened(dying(before), disk);
    void first.actions.addFiles(files(), { to: 'unlabelled' });
    // Readers run side by side: what is kept is what came before the first image that never came.
    await expect
      .poll(async () => {
        await new Promise((resolve) => setTimeout(resolve, 260));
        await first.flush();
        return (await dumpDatabase('lightbench')).stores.items?.length;
      })
      .toBeGreaterThanOrEqual(Math.max(0, before - 3));
    const kept = (await dumpDatabase('lightbench')).stores.items?.length ?? 0;

    const second = await opened(inProcessEngine(), disk);
    const { drop } = second.store.getState();
    expect(drop?.codes).toHaveLength(20);
    expect([drop?.done, leftOf(drop).length]).toEqual([kept, 20 - kept]);
    await second.actions.addFiles(files(), { to: 'unlabelled' });
    await second.flush();
    expect(second.engine.calls.encode).toBe(20 - kept);
    expect(second.store.getState().drop).toBeNull();
    const rows = ({ store }: typeof whole) =>
      [...embeddingTable(store.getState()).data].map((value) => value.toFixed(9)).join();
    expect(rows(second)).toBe(rows(whole));
    const third = await opened(inProcessEngine(), disk);
    expect(third.store.getState().drop).toBeNull();
  });
}

test('what is kept of a list says nothing of names and folders; another drop does not end it', async () => {
  const first = await opened(dying(5), memoryPacks());
  void first.actions.addFiles(files(), { to: 'unlabelled' });
  await expect
    .poll(async () => {
      await first.flush();
      return JSON.stringify((await dumpDatabase('lightbench')).stores.meta);
    })
    .toContain('drop');
  expect(JSON.stringify((await dumpDatabase('lightbench')).stores.meta)).not.toMatch(/mueller|png/i);
  const second = await opened(inProcessEngine());
  const left = leftOf(second.store.getState().drop);
  await second.actions.addFiles(many('other', red, 3, 700), { to: 'unlabelled' });
  expect(leftOf(second.store.getState().drop)).toEqual(left);
  second.actions.forgetOpenDrop();
  await second.flush();
  expect((await opened()).store.getState().drop).toBeNull();
});
