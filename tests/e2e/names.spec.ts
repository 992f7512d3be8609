// P14: names, ids, dates and places planted in headers, file names and folders stand in nothing that the page writes: stores,
// private files, exports, report, console, title, address. The twin plants one of each, and the same search finds it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { servers } from '../../playwright.config';
import { folderOf } from '../fixtures/builders/folders';
import {
  baseName,
  namedFiles,
  parentFolder,
  patientFolders,
  plantedFacts,
  plantedNames,
} from '../fixtures/builders/named-files';
import { browserArgs } from './browser-args';
import { findBrowser } from './find-browser.mjs';
import { type Haystack, search, type Word } from './pages/canary-search';
import { everyExport, everyFile, storedBytes } from './pages/everything';
import { Workbench } from './pages/workbench';

const words: readonly Word[] = [
  ...plantedNames,
  ...[...plantedFacts, ...patientFolders, parentFolder].map((text) => ({ text })),
];
const fileNames: readonly Word[] = [{ text: baseName }];

async function jpegs(page: Page): Promise<Uint8Array[]> {
  const all = await page.evaluate(async () => {
    const out: number[][] = [];
    for (let i = 0; i < 4; i++) {
      const canvas = new OffscreenCanvas(64, 64);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      for (let x = 0; x < 64; x += 4) {
        context.fillStyle = `hsl(${40 * i + 3 * x} 60% 50%)`;
        context.fillRect(x, (x * (3 + i)) % 50, 6, 30);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      out.push([...new Uint8Array(await blob.arrayBuffer())]);
    }
    return out;
  });
  return all.map((bytes) => Uint8Array.from(bytes));
}

/** Everything a person would do with them; gives what was offered for saving. */
async function journey(page: Page, bench: Workbench): Promise<Haystack[]> {
  const files = namedFiles(await jpegs(page));
  const folder = folderOf(parentFolder, files);
  try {
    await bench.drop([folder.path]);
    await page.getByRole('button', { name: new RegExp(`^Add ${files.length} images`) }).click();
    await bench.intakeDone();
    const notes = await everyFile(page, 'section[aria-label="Intake report"]');
    await bench.dismissReport();
    const putOff = page.getByRole('button', { name: /^(Not now|Close|Leave)/ });
    if (await putOff.first().isVisible()) await putOff.first().click();
    await bench.mapDone();
    await bench.tab('Train').click();
    await page.getByRole('button', { name: 'Train adapter' }).click();
    await expect(page.getByTestId('kept-adapter')).toHaveCount(1, { timeout: 60_000 });
    await bench.tab('Evaluate').click();
    const panel = page.getByRole('tabpanel', { name: 'Evaluate' });
    await panel.getByRole('button', { name: 'Which approach should I use?' }).click();
    await expect(panel.getByRole('button', { name: 'Save report (HTML)' })).toBeEnabled({ timeout: 90_000 });
    const reports = await everyFile(page, '[role="tabpanel"]');
    await bench.saved();
    return [...notes, ...reports, ...(await everyExport(page))];
  } finally {
    folder.remove();
  }
}

test.describe.configure({ timeout: 240_000 });

test('P14: nothing planted stands in what the page writes, by default', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const bench = new Workbench(page);
  await bench.open();
  const files = await journey(page, bench);
  const stored = await storedBytes(page);
  expect(files.length).toBeGreaterThan(20);
  const all = [...files, ...stored, { where: 'console', bytes: Buffer.from(said.join('\n')) }];
  expect(search(all, words)).toEqual([]);
  // File names stand in one store, and leave only when a person ticks so; then the file says it.
  const withNames = search(all, fileNames).map(({ where }) => where);
  expect([...new Set(withNames)]).toEqual(['IndexedDB lightbench/names']);
  const ticked = await everyExport(page, 'With file names in the tables');
  expect(search(ticked, words)).toEqual([]);
  const labels = ticked.find(({ where }) => where === 'file "Save labels as CSV"');
  const text = Buffer.from(labels?.bytes ?? []).toString();
  expect(text).toContain('# With file names: they may name people.');
  expect(text).toContain(`,${baseName}_0.dcm,`);

  // Twin: one of each, planted; every one is found, and where.
  await page.evaluate(
    async ([name, id]) => {
      document.title = `Lightbench ${id}`;
      history.replaceState(null, '', `#${encodeURIComponent(name)}`);
      localStorage.setItem('lightbench-seen', btoa(`12${id}`));
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('lightbench');
      const writable = await (await folder.getFileHandle('log.txt', { create: true })).createWritable();
      await writable.write(new Uint8Array(Uint16Array.from(name, (sign) => sign.charCodeAt(0)).buffer));
      await writable.close();
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('lightbench');
        request.onsuccess = () => resolve(request.result);
      });
      const tx = database.transaction('meta', 'readwrite');
      tx.objectStore('meta').put({ seen: new Map([['patient', [name]]]) }, 'planted');
      await new Promise((resolve) => {
        tx.oncomplete = resolve;
      });
      database.close();
    },
    [plantedNames[0]?.text ?? '', plantedFacts[0] ?? ''] as const,
  );
  const places = new Set(search(await storedBytes(page), words).map(({ where }) => where));
  expect([...places].sort()).toEqual([
    'IndexedDB lightbench/meta',
    'address',
    'localStorage',
    'private file /lightbench/log.txt',
    'title',
  ]);
});

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

test('P14: nor in the files the browser itself writes for the site', async ({ baseURL }) => {
  const profile = mkdtempSync(join(tmpdir(), 'lightbench-names-'));
  const executablePath = findBrowser();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...browserArgs],
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const bench = new Workbench(page);
  await bench.open(baseURL ?? servers.app);
  const files = namedFiles(await jpegs(page));
  const folder = folderOf(parentFolder, files);
  await bench.drop([folder.path]);
  await page.getByRole('button', { name: new RegExp(`^Add ${files.length} images`) }).click();
  await bench.intakeDone();
  await bench.saved();
  await context.close();
  folder.remove();
  const written = filesBelow(profile)
    .filter((path) => statSync(path).size < 60_000_000)
    .map((path) => ({ where: path.slice(profile.length), bytes: new Uint8Array(readFileSync(path)) }));
  // The search sees these files: what a person typed, and file names, are in them.
  expect(search(written, [{ text: 'KlasseA' }]).length).toBeGreaterThan(0);
  expect(search(written, words)).toEqual([]);
  rmSync(profile, { recursive: true, force: true });
});
