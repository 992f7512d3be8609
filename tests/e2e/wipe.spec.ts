// P15: "Delete everything" with two windows and a running job leaves nothing of this app in any store, and all that is others'. What
// stays on the disk of a closed browser is searched for and reported. The twins prevent the deletion of one store each.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { folderOf } from '../fixtures/builders/folders';
import { blue, noisyPng, red } from '../fixtures/builders/pictures';
import { browserArgs } from './browser-args';
import { findBrowser } from './find-browser.mjs';
import { type Haystack, search, type Word } from './pages/canary-search';
import { storedBytes } from './pages/everything';
import { openPrivacy } from './pages/privacy';
import { openWithSmallSet } from './pages/small-set';
import { Workbench } from './pages/workbench';

const words: readonly Word[] = ['KlasseVorher', 'KlasseMittendrin', 'Aufnahme_', 'ProjektGeheim'].map(
  (text) => ({ text }),
);

/** Stores of the database that hold something of a person's images or acts; the others are made anew after a deletion. */
const emptied = ['items', 'bin', 'names', 'vectors', 'pictures', 'stages', 'journal', 'packs'];

const foreign = 'somebody-elses';

/** Another program of the same site: a database, a private folder, a cache, an entry of the local storage. */
async function plantForeign(page: Page): Promise<void> {
  await page.evaluate(async (name) => {
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(name, 3);
      request.onupgradeneeded = () => request.result.createObjectStore('things').put('kept in it', 'x');
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
    const file = await folder.getFileHandle('notes.txt', { create: true });
    const writable = await file.createWritable();
    await writable.write('kept in it');
    await writable.close();
    await (await caches.open(name)).put('/kept-in-it', new Response('kept in it'));
    localStorage.setItem(name, 'kept in it');
  }, foreign);
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

/** What is others', as text by place. */
const foreignParts = (stored: readonly Haystack[]) =>
  stored
    .filter(({ where, bytes }) => `${where} ${textOf(bytes)}`.includes(foreign))
    .map(({ where, bytes }) => `${where}: ${textOf(bytes)}`);

/** Places where something of this app still lies, by whatever name; and places where one of the words stands. */
async function leftOf(page: Page, secrets: readonly string[]): Promise<string[]> {
  const stored = await storedBytes(page);
  const own = stored.filter(({ where }) => !where.includes(foreign));
  const full = own.filter(({ where, bytes }) => {
    if (where.startsWith('IndexedDB lightbench/'))
      return emptied.includes(where.slice('IndexedDB lightbench/'.length)) && bytes.length > 0;
    if (where.startsWith('IndexedDB')) return true;
    if (where.startsWith('private file')) return /\/packs\//.test(where) && !where.endsWith('(its name)');
    if (where.startsWith('cache')) return !where.startsWith('cache program-files-of-lightbench-');
    return where === 'localStorage' && Object.keys(JSON.parse(textOf(bytes))).some((key) => key !== foreign);
  });
  const told = search(own, [...words, ...secrets.map((text) => ({ text }))]);
  return [...new Set([...full, ...told].map(({ where }) => where))].sort();
}

/** Codes that only the project before knows: its salt and those of its images. */
async function codesOf(bench: Workbench): Promise<string[]> {
  const salt = await bench.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('lightbench');
      request.onsuccess = () => resolve(request.result);
    });
    const record = await new Promise<{ salt?: string }>((resolve) => {
      const request = database.transaction('project').objectStore('project').get('current');
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return record.salt ?? '';
  });
  expect(salt).not.toBe('');
  return [salt, ...Object.keys((await bench.kept()).labels)];
}

async function dropClass(bench: Workbench, className: string, count: number, from: number): Promise<void> {
  const folder = folderOf(
    'Ordner',
    Array.from(
      { length: count },
      (_, i) => [`${className}/Aufnahme_${from + i}.png`, noisyPng(i % 2 ? red : blue, from + i)] as const,
    ),
  );
  await bench.drop([folder.path]);
  await bench.page.getByRole('button', { name: new RegExp(`^Add ${count} images`) }).click();
  folders.push(folder);
}
const folders: { remove(): void }[] = [];
const profiles: string[] = [];
test.afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
  for (const profile of profiles.splice(0)) rmSync(profile, { recursive: true, force: true });
});

const reading = (page: Page) => page.getByRole('button', { name: /^Cancel: Reading/ });

/** Presses it, and once more; `justBefore` the second press. */
async function deleteEverything(page: Page, justBefore?: () => Promise<void>): Promise<void> {
  const panel = await openPrivacy(page);
  await panel.getByRole('button', { name: 'Delete everything' }).click();
  await justBefore?.();
  await panel.getByRole('button', { name: /^Press again: images, labels/ }).click();
  await page.keyboard.press('Escape');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Files of the browser's own folder in which one of the words stands as it is. */
function wordsOnDisk(profile: string): string[] {
  const all = filesBelow(profile)
    .filter((path) => statSync(path).size < 60_000_000)
    .map((path) => ({ where: path.slice(profile.length), bytes: new Uint8Array(readFileSync(path)) }));
  return [...new Set(search(all, words).map(({ where, word }) => `${where} (${word})`))].sort();
}

/** A browser with a folder of its own, with the service worker, as a person has it. */
async function ownBrowser(profile: string): Promise<BrowserContext> {
  const executablePath = findBrowser();
  return chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...browserArgs],
    viewport: { width: 1440, height: 900 },
  });
}

/** A small project with a name, saved; gives where the search finds it. */
async function savedProject(bench: Workbench): Promise<string[]> {
  await dropClass(bench, 'KlasseVorher', 8, 0);
  await bench.intakeDone();
  await bench.dismissReport();
  await bench.page.getByRole('textbox', { name: 'Project name' }).fill('ProjektGeheim');
  await bench.page.getByRole('textbox', { name: 'Project name' }).press('Enter');
  await bench.saved();
  return leftOf(bench.page, await codesOf(bench));
}

test.describe.configure({ timeout: 240_000 });

test('P15: two windows and a running job: all of this app is gone from every store, in both, and stays gone', async ({
  baseURL,
}, info) => {
  const profile = mkdtempSync(join(tmpdir(), 'lightbench-wipe-'));
  const context = await ownBrowser(profile);
  try {
    const [one, two] = [await context.newPage(), await context.newPage()];
    const [first, second] = [new Workbench(one), new Workbench(two)];
    await first.open(baseURL);
    await plantForeign(one);
    const before = foreignParts(await storedBytes(one));
    expect(before.length).toBeGreaterThanOrEqual(5);
    await second.open(baseURL);
    const there = await savedProject(first);
    for (const store of ['items', 'names', 'project'])
      expect(there).toContain(`IndexedDB lightbench/${store}`);
    expect(there.some((where) => where.startsWith('private file /lightbench/packs/'))).toBe(true);
    expect(wordsOnDisk(profile).length).toBeGreaterThan(0);
    // Pressed in the window that only looks, then in the one that writes.
    for (const [round, pressed] of [two, one].entries()) {
      // Many, so that most of them are still to come when it is pressed.
      await dropClass(first, 'KlasseMittendrin', 800, 1000 * round + 100);
      await expect.poll(async () => (await first.kept()).counts.items).toBeGreaterThan(8);
      const secrets = await codesOf(first);
      await deleteEverything(pressed, () => expect(reading(one)).toBeVisible());
      for (const page of [one, two]) {
        await expect(reading(page)).toHaveCount(0);
        await expect(page.getByTestId('status-line')).toContainText('No images yet');
        await expect(page.getByText('Not everything could be deleted.')).toHaveCount(0);
      }
      await first.saved();
      expect(await leftOf(one, secrets)).toEqual([]);
      // A job that was not stopped would have brought something by now.
      await one.waitForTimeout(1500);
      expect(await leftOf(two, secrets)).toEqual([]);
      for (const page of [one, two])
        await expect(page.getByTestId('status-line')).toContainText('No images yet');
      expect(foreignParts(await storedBytes(one))).toEqual(before);
    }
    // The window that is loaded anew reads what is stored: nothing. The other one writes meanwhile.
    await one.reload();
    await second.saved();
    await expect(one.getByRole('button', { name: 'Only looking' })).toBeVisible();
    await expect(one.getByTestId('status-line')).toContainText('No images yet');
    expect(await leftOf(one, [])).toEqual([]);
    expect([...first.errors, ...second.errors]).toEqual([]);
  } finally {
    await context.close();
    profiles.push(profile);
  }
  // Where, without the numbers that the browser gives its files, and what.
  const remains = [
    ...new Set(wordsOnDisk(profile).map((where) => where.replace(/\d{6}\.(ldb|log)/, '*.$1'))),
  ];
  info.annotations.push({
    type: 'on the disk after the deletion, browser closed',
    description: remains.length === 0 ? 'nothing was found' : remains.join('; '),
  });
  // No page can tidy the browser's own logs of a database; all else that holds a word would be a store that was forgotten.
  expect(remains.filter((where) => !/[/\\]IndexedDB[/\\].*\.leveldb[/\\]/.test(where))).toEqual([]);
});

// The twins prevent deletions as quietly as a browser might: it says that it is done.
const prevented = [
  {
    what: 'the database',
    script: () => {
      const { deleteDatabase } = IDBFactory.prototype;
      IDBFactory.prototype.deleteDatabase = function () {
        return deleteDatabase.call(this, 'no-such-database');
      };
    },
    said: 'Still there: the database with labels and file names.',
    left: [/^IndexedDB lightbench\/names$/],
  },
  {
    what: 'private files, cache and local storage',
    script: () => {
      FileSystemDirectoryHandle.prototype.removeEntry = async () => {};
      CacheStorage.prototype.delete = async () => true;
      Storage.prototype.removeItem = () => {};
    },
    said: 'Still there: the private files with embeddings and small pictures, files in the cache, notes in the local storage.',
    left: [/^private file \/lightbench\/packs\/./, /^cache lightbench-0$/, /^localStorage$/],
  },
] as const;

for (const { what, script, said, left } of prevented) {
  test(`P15: twin: ${what} cannot be deleted: the page says what is left, and the search finds it`, async ({
    page,
  }) => {
    await page.addInitScript(script);
    const bench = await openWithSmallSet(page, 4);
    // What an older release might have left.
    await page.evaluate(async () => {
      await (await caches.open('lightbench-0')).put('/old', new Response('old'));
      localStorage.setItem('lightbench-old', 'old');
    });
    const secrets = await codesOf(bench);
    await deleteEverything(page);
    const notice = page.getByRole('alert').filter({ hasText: 'Not everything could be deleted.' });
    await expect(notice).toContainText(said);
    const places = await leftOf(page, secrets);
    for (const one of left) expect(places.filter((where) => one.test(where))).not.toEqual([]);
    // The rest is gone.
    const others = prevented
      .flatMap((all) => all.left)
      .filter((one) => !(left as readonly RegExp[]).includes(one));
    expect(places.filter((where) => others.some((one) => one.test(where)))).toEqual([]);
  });
}
