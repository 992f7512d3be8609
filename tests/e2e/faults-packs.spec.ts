// F14: the private file system fails, as browsers do: full with an error, full without a word, held, cut to nothing, leftovers.
import { expect, type Page, test } from '@playwright/test';
import { dropSmallSet, openWithSmallSet } from './pages/small-set';
import type { Workbench } from './pages/workbench';

const red = (page: Page, cause: string) =>
  expect(page.getByRole('button', { name: 'Not saved', exact: true })).toHaveText(`Not saved: ${cause}`);
/** What follows on an act is saved by itself, and may come first. */
const retry = (page: Page) =>
  page
    .getByRole('button', { name: 'Retry', exact: true })
    .click({ timeout: 3000 })
    .catch(() => undefined);

/** The worker that writes; it is there since the start, when it tried to reach another site. */
function keeper(page: Page) {
  const found = page.workers().find((worker) => worker.url().includes('keep.worker'));
  if (!found) throw new Error('no keeping worker');
  return found;
}

const packNames = (page: Page) =>
  page.evaluate(async () => {
    let folder = await navigator.storage.getDirectory();
    for (const part of ['lightbench', 'packs']) folder = await folder.getDirectoryHandle(part);
    const names: string[] = [];
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
      names.push(name);
    return names.sort();
  });

async function fillPack(page: Page, name: string, bytes: number) {
  await page.evaluate(
    async ([file, length]) => {
      let folder = await navigator.storage.getDirectory();
      for (const part of ['lightbench', 'packs']) folder = await folder.getDirectoryHandle(part);
      const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
      await writable.write(new Uint8Array(length));
      await writable.close();
    },
    [name, bytes] as const,
  );
}

async function addOne(page: Page, bench: Workbench) {
  const pixels = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(96, 96);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    for (let i = 0; i < 96; i++) {
      context.fillStyle = `hsl(${i * 7} 60% 50%)`;
      context.fillRect(i, (i * 5) % 90, 9, 40);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  const [name = ''] = Object.values((await bench.kept()).classes);
  await bench.addFiles(name, [{ name: 'one-more.png', mimeType: 'image/png', buffer: Buffer.from(pixels) }]);
}

for (const [how, cause] of [
  ['a write that ends early and says nothing', 'disk full'],
  ['a file that somebody else holds', 'writing failed'],
] as const) {
  test(`F14: ${how}: red at once, nothing is half saved, Retry writes it`, async ({ page }) => {
    const bench = await openWithSmallSet(page);
    await bench.mapDone();
    await bench.saved();
    const [kept, names] = [await bench.kept(), await packNames(page)];
    await keeper(page).evaluate((held) => {
      type Handle = { createSyncAccessHandle(): Promise<{ write(...args: unknown[]): number }> };
      const scope = self as unknown as { planted: boolean };
      scope.planted = true;
      const own = (self as unknown as { FileSystemFileHandle: { prototype: Handle } }).FileSystemFileHandle
        .prototype;
      const open = own.createSyncAccessHandle;
      own.createSyncAccessHandle = async function (this: Handle) {
        if (!scope.planted) return open.call(this);
        if (held) throw new DOMException('planted', 'NoModificationAllowedError');
        const access = await open.call(this);
        // What Chromium gives over its quota: a number that is no length, and no exception.
        access.write = () => 4294967288;
        return access;
      };
    }, how.includes('holds'));
    await addOne(page, bench);
    await bench.intakeDone();
    await bench.mapDone();
    // What followed on the image has tried to be saved, too.
    await red(page, cause);
    expect(await bench.kept()).toEqual(kept);
    // A try that is just under way has its file, until it fails.
    await expect.poll(() => packNames(page)).toEqual(names);
    await keeper(page).evaluate(() => {
      (self as unknown as { planted: boolean }).planted = false;
    });
    await retry(page);
    await bench.saved();
    const after = await bench.kept();
    expect(after.counts.items).toBe((kept.counts.items ?? 0) + 1);
    expect(Object.values(after.vectors).every((vector) => vector.length === 512)).toBe(true);
  });
}

test('F15: the browser grants no more room: told, Export now works, and it is written once there is room', async ({
  page,
}) => {
  const bench = await openWithSmallSet(page);
  await bench.mapDone();
  await bench.saved();
  const kept = await bench.kept();
  const client = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await addOne(page, bench);
  await bench.intakeDone();
  await bench.mapDone();
  // What followed on the image has tried to be saved, too.
  await red(page, 'disk full');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export now' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.lightbench$/);
  expect((await bench.kept()).labels).toEqual(kept.labels);
  await client.send('Storage.overrideQuotaForOrigin', { origin });
  await retry(page);
  await bench.saved();
  expect((await bench.kept()).counts.items).toBe((kept.counts.items ?? 0) + 1);
});

test('F14: leftovers of a crash are swept, a pack cut to nothing is told of, and its files bring it back', async ({
  page,
}) => {
  const bench = await openWithSmallSet(page);
  await bench.mapDone();
  await bench.saved();
  const kept = await bench.kept();
  const names = await packNames(page);
  await fillPack(page, 'temp-left.pack', 100);
  await fillPack(page, 'left.pack.crswap', 100);
  await page.reload();
  await bench.saved();
  expect(await packNames(page)).toEqual(names);
  for (const name of names) await fillPack(page, name, 0);
  await page.reload();
  const told = page.getByText(/^\d+ embeddings could not be read back from the disk/);
  await expect(told).toBeVisible();
  await bench.saved();
  const hurt = await bench.kept();
  for (const part of ['labels', 'names', 'groups', 'classes'] as const)
    expect([part, hurt[part]]).toEqual([part, kept[part]]);
  await dropSmallSet(bench);
  const whole = await bench.kept();
  expect(whole.vectors).toEqual(kept.vectors);
  expect(whole.counts).toMatchObject({ items: 12, vectors: 12, pictures: 24 });
  await page.reload();
  await bench.saved();
  await expect(told).toHaveCount(0);
});

test('F14: without a private file system the database keeps all, and both are read once there is one', async ({
  context,
}) => {
  const page = await context.newPage();
  let denied = true;
  await page.exposeFunction('isDenied', () => denied);
  await page.addInitScript(() => {
    const scope = self as unknown as { isDenied(): Promise<boolean> };
    const own = StorageManager.prototype.getDirectory;
    StorageManager.prototype.getDirectory = async function () {
      if (await scope.isDenied()) throw new DOMException('planted', 'SecurityError');
      return own.call(this);
    };
  });
  const bench = await openWithSmallSet(page);
  await bench.mapDone();
  await bench.saved();
  const kept = await bench.kept();
  expect(kept.counts).toMatchObject({ items: 12, vectors: 12, pictures: 24 });
  denied = false;
  await page.reload();
  await bench.saved();
  await addOne(page, bench);
  await bench.intakeDone();
  await bench.saved();
  expect(await packNames(page)).toHaveLength(1);
  await page.reload();
  await bench.saved();
  const after = await bench.kept();
  expect(after.counts).toMatchObject({ items: 13, vectors: 13, pictures: 26 });
  for (const [id, vector] of Object.entries(kept.vectors)) expect(after.vectors[id]).toEqual(vector);
});
