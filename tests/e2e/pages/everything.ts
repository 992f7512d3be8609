// All that a page has written or would write: stores, private files, caches, title, address, console; and every file it offers.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Haystack } from './canary-search';
import { openData } from './data';

/** Bytes of every store of this site, whoever made it; the program's own files in the cache are named only. */
export async function storedBytes(page: Page): Promise<Haystack[]> {
  const found = await page.evaluate(async () => {
    const out: [string, string][] = [];
    const base64 = async (blob: Blob) =>
      new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
        reader.readAsDataURL(blob);
      });
    const add = async (where: string, ...parts: BlobPart[]) =>
      out.push([where, await base64(new Blob(parts))]);
    /** Every text, number and byte of a value, whatever it is nested in. */
    const partsOf = (value: unknown): BlobPart[] => {
      if (value === null || value === undefined) return [];
      if (value instanceof Blob) return [value];
      if (value instanceof ArrayBuffer) return [value];
      if (ArrayBuffer.isView(value)) return [value as ArrayBufferView<ArrayBuffer>];
      if (value instanceof Map) return [...value].flatMap(partsOf);
      if (value instanceof Set) return [...value].flatMap(partsOf);
      if (Array.isArray(value)) return value.flatMap(partsOf);
      if (typeof value === 'object') return Object.entries(value).flatMap(partsOf);
      return [`${String(value)}\n`];
    };
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const all = (kind: 'getAll' | 'getAllKeys') =>
          new Promise<unknown>((resolve) => {
            const request = database.transaction(store).objectStore(store)[kind]();
            request.onsuccess = () => resolve(request.result);
          });
        await add(
          `IndexedDB ${name}/${store}`,
          ...partsOf(await all('getAllKeys')),
          ...partsOf(await all('getAll')),
        );
      }
      database.close();
    }
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of (
        folder as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }
      ).entries()) {
        await add(`private file ${path}/ (its name)`, name);
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle, `${path}/${name}`);
        else await add(`private file ${path}/${name}`, await (handle as FileSystemFileHandle).getFile());
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      await add(`cache ${name}`, ...(await cache.keys()).map(({ url }) => `${url}\n`));
    }
    await add('localStorage', JSON.stringify({ ...localStorage }));
    await add('sessionStorage', JSON.stringify({ ...sessionStorage }));
    await add('title', document.title);
    await add('address', location.href, JSON.stringify(history.state ?? null));
    await add('cookies', document.cookie);
    return out;
  });
  return found.map(([where, data]) => ({ where, bytes: new Uint8Array(Buffer.from(data, 'base64')) }));
}

/** Presses every button of a part of the page that saves a file, once; gives the files by the name they were offered under. */
export async function everyFile(page: Page, part: string): Promise<Haystack[]> {
  const buttons = page.locator(part).getByRole('button', { name: /^(Save|Download|Export)\b|as CSV$/ });
  const names = await buttons.evaluateAll((all) =>
    all
      .filter((one) => !(one as HTMLButtonElement).disabled)
      .map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''),
  );
  const files: Haystack[] = [];
  for (const name of new Set(names)) {
    const coming = page.waitForEvent('download', { timeout: 60_000 });
    await page.locator(part).getByRole('button', { name, exact: true }).first().click();
    const download = await coming;
    const bytes = new Uint8Array(await readFile(await download.path()));
    files.push({ where: `file "${name}"`, bytes });
    files.push({ where: `name of file "${name}"`, bytes: Buffer.from(download.suggestedFilename()) });
  }
  return files;
}

/** All that the Data panel saves, as it is when it is opened: without names, unless `tick` is pressed first. */
export async function everyExport(page: Page, tick?: string): Promise<Haystack[]> {
  const panel = await openData(page);
  if (tick) await panel.getByText(tick).click();
  const files = await everyFile(page, '[role="dialog"]');
  await page.keyboard.press('Escape');
  return files;
}
