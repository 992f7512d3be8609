// Storage that fails under an open page: told in red with its cause, Export now works, Retry writes what the page holds.
import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { beginLying, lieAboutSaving } from './pages/lying-storage';
import { openWithSmallSet } from './pages/small-set';
import { Workbench } from './pages/workbench';

const red = (page: Page, cause: string) =>
  expect(page.getByRole('button', { name: 'Not saved', exact: true })).toHaveText(`Not saved: ${cause}`);
const retry = (page: Page) => page.getByRole('button', { name: 'Retry', exact: true }).click();
const addClass = (page: Page) => page.getByRole('button', { name: /^Add class/ }).click();

async function exportWorks(page: Page) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export now' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.lightbench$/);
  const bytes = readFileSync(await file.path());
  expect([bytes.length > 10_000, bytes.subarray(0, 2).toString()]).toEqual([true, 'PK']);
}

for (const how of ['deleted', 'cleared'] as const) {
  test(`P7, F13, F16: the site data is ${how} while the page is open`, async ({ page }) => {
    const bench = await openWithSmallSet(page);
    await bench.mapDone();
    await bench.saved();
    const kept = await bench.kept();
    if (how === 'deleted') await page.evaluate(() => void indexedDB.deleteDatabase('lightbench'));
    else {
      const client = await page.context().newCDPSession(page);
      const origin = new URL(page.url()).origin;
      await client.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    }
    await red(page, how === 'deleted' ? 'site data deleted' : 'closed by the browser');
    await exportWorks(page);
    // It stays red through what is done.
    await addClass(page);
    await expect(page.getByRole('button', { name: 'Not saved', exact: true })).toBeVisible();
    await retry(page);
    await bench.saved();
    await page.reload();
    await bench.saved();
    const again = await bench.kept();
    expect(Object.keys(again.classes)).toHaveLength(Object.keys(kept.classes).length + 1);
    for (const part of ['labels', 'vectors', 'names', 'groups'] as const)
      expect([part, again[part]]).toEqual([part, kept[part]]);
  });
}

test('P7, F13: the disk is full in the middle of a write, and then no more', async ({ page }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    let full = false;
    addEventListener('planted-full', () => {
      full = !full;
    });
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (full && this.name === 'project') throw new DOMException('planted', 'QuotaExceededError');
      return put.call(this, value, key);
    };
  });
  const bench = await openWithSmallSet(page);
  const turn = () => page.evaluate(() => dispatchEvent(new Event('planted-full')));
  await bench.mapDone();
  await bench.saved();
  const kept = await bench.kept();
  await turn();
  await addClass(page);
  await red(page, 'disk full');
  await exportWorks(page);
  await retry(page);
  await red(page, 'disk full');
  expect(await bench.kept()).toEqual(kept);
  await turn();
  // A change tries again by itself.
  await addClass(page);
  await bench.saved();
  expect(Object.keys((await bench.kept()).classes)).toHaveLength(Object.keys(kept.classes).length + 2);
});

test('P7, F13: a browser that lets the page store nothing', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  const bench = new Workbench(page);
  await bench.open();
  await red(page, 'storing not allowed');
  await addClass(page);
  await expect(page.getByRole('button', { name: 'Not saved', exact: true })).toBeVisible();
});

test('F13: a window of an older release that does not let go is told of, and opening goes on when it does', async ({
  context,
}) => {
  const older = await context.newPage();
  // A file of the site that is no page of the workbench, which would take the project for itself.
  await older.goto('/favicon.svg');
  await older.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('lightbench', 1);
        request.onupgradeneeded = () => {
          for (const store of ['project', 'items', 'names', 'vectors', 'pictures', 'stages'])
            request.result.createObjectStore(store);
        };
        request.onsuccess = () => {
          Object.assign(window, { held: request.result });
          resolve();
        };
      }),
  );
  const page = await context.newPage();
  await page.goto('/');
  await red(page, 'held by another window');
  await older.evaluate(() => (window as unknown as { held: IDBDatabase }).held.close());
  await new Workbench(page).saved();
});

for (const [name, cause] of [
  ['QuotaExceededError', 'disk full'],
  ['UnknownError', 'writing failed'],
] as const) {
  test(`P7, F13: the browser takes a write back at its end with ${name}: red, nothing of it kept, Retry`, async ({
    page,
  }) => {
    await page.addInitScript((thrown) => {
      const { put } = IDBObjectStore.prototype;
      let on = false;
      addEventListener('planted-abort', () => {
        on = !on;
      });
      IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
        const request = put.call(this, value, key);
        const tx = this.transaction;
        if (!on || key !== 'sequence') return request;
        // All was accepted; then, as when the disk fills up while the browser writes it down:
        Object.defineProperty(tx, 'error', { get: () => new DOMException('planted', thrown) });
        request.addEventListener('success', () => tx.abort());
        return request;
      };
    }, name);
    const bench = await openWithSmallSet(page);
    const turn = () => page.evaluate(() => dispatchEvent(new Event('planted-abort')));
    await bench.mapDone();
    await bench.saved();
    const kept = await bench.kept();
    await turn();
    await addClass(page);
    await red(page, cause);
    await exportWorks(page);
    expect(await bench.kept()).toEqual(kept);
    // In one breath: what is computed meanwhile would be saved by itself, and take Retry away.
    await page.getByRole('button', { name: 'Retry', exact: true }).evaluate((button: HTMLElement) => {
      dispatchEvent(new Event('planted-abort'));
      button.click();
    });
    await bench.saved();
    expect(Object.keys((await bench.kept()).classes)).toHaveLength(Object.keys(kept.classes).length + 1);
  });
}

test('F13: a newer release opens the database: told, Export now works, what is kept is left alone', async ({
  context,
}) => {
  const page = await context.newPage();
  const bench = await openWithSmallSet(page, 4);
  await bench.mapDone('pca');
  await bench.saved();
  const kept = await bench.kept();
  const newer = await context.newPage();
  await newer.goto('/favicon.svg');
  await newer.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('lightbench', 99);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
  await red(page, 'newer version open');
  await addClass(page);
  await exportWorks(page);
  await retry(page);
  await red(page, 'another project is stored');
  expect(await bench.kept()).toEqual(kept);
});

/** A class is added, and the chip says how it went. @returns whether it said Saved of what is not kept. */
async function falselySaved(bench: Workbench): Promise<boolean> {
  const { page } = bench;
  const known = Object.keys((await bench.kept()).classes).length;
  const cards = page.getByTestId('class-card');
  const shown = await cards.count();
  await addClass(page);
  await expect(cards).toHaveCount(shown + 1);
  const chip = page.getByRole('button', { name: /^(Saved|Not saved)$/ });
  await expect(chip).toBeVisible();
  const said = (await chip.textContent()) ?? '';
  return !said.startsWith('Not saved') && Object.keys((await bench.kept()).classes).length === known;
}

const lying = (page: Page, whenAsked: boolean) =>
  page.addInitScript(lieAboutSaving, { stores: null, whenAsked });
const silence = (page: Page) => page.evaluate((name) => dispatchEvent(new Event(name)), beginLying);

test('P7: a database that says it wrote and did not is found out: no "Saved"', async ({ page }) => {
  await lying(page, false);
  const bench = await openWithSmallSet(page, 4);
  await bench.mapDone('pca');
  expect(await falselySaved(bench)).toBe(false);
  await silence(page);
  expect(await falselySaved(bench)).toBe(false);
  await red(page, 'writing failed');
  await exportWorks(page);
});

test('P7: twin: where reading back is deceived as well, the same check sees a false "Saved"', async ({
  page,
}) => {
  await lying(page, true);
  const bench = await openWithSmallSet(page, 4);
  await bench.mapDone('pca');
  await bench.saved();
  await silence(page);
  expect(await falselySaved(bench)).toBe(true);
});
