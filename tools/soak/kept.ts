// What the browser keeps for the site, read by the raw interfaces alone: nothing here knows the app's own storage code.
import type { Page } from '@playwright/test';
import type { Shown } from './model';

export interface OnDisk {
  readonly shown: Shown;
  /** Pixel hash -> its vector, as text of its bytes. */
  readonly vectors: Readonly<Record<string, string>>;
  /** Images without a whole vector, or without one of their two pictures. */
  readonly torn: readonly string[];
  /** Adapters that are listed and there. */
  readonly adapters: number;
  /** Steps that undo and redo stand at. */
  readonly steps: { readonly past: number; readonly future: number };
}

/** Waits for nothing: what stands in database and packs now. */
export function onDisk(page: Page): Promise<OnDisk> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('lightbench');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const tx = database.transaction([...database.objectStoreNames]);
    const all = (name: string) =>
      new Promise<[string, unknown][]>((resolve) => {
        const out: [string, unknown][] = [];
        const request = tx.objectStore(name).openCursor();
        request.onsuccess = () => {
          const cursor = request.result;
          if (!cursor) return resolve(out);
          out.push([String(cursor.key), cursor.value]);
          cursor.continue();
        };
      });
    const [items, names, project, packs, stages, meta, ownVectors, ownPictures] = await Promise.all(
      ['items', 'names', 'project', 'packs', 'stages', 'meta', 'vectors', 'pictures'].map(all),
    );
    database.close();
    interface Item {
      readonly pixelHash: string;
      readonly labels: readonly string[];
      readonly excluded: boolean;
      readonly renditions: readonly string[];
    }
    const record = project?.[0]?.[1] as
      | { projectName: string; classes: { id: string; name: string }[] }
      | undefined;
    const nameOf = new Map(record?.classes.map(({ id, name }) => [id, name]));
    const blobs = new Map<string, Uint8Array>();
    // Where packs could not be written, the database keeps blobs, too: told by the same rule, from either place.
    for (const [key, vector] of ownVectors as [string, Float32Array][])
      blobs.set(key, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
    for (const [key, picture] of ownPictures as [string, Blob][])
      blobs.set(key, new Uint8Array(await picture.arrayBuffer()));
    const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
      Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join('');
    for (const [file, row] of packs as [
      string,
      { entries: { key: string; at: number; length: number; sha256: string }[] },
    ][]) {
      let folder = await navigator.storage.getDirectory();
      for (const part of ['lightbench', 'packs']) folder = await folder.getDirectoryHandle(part);
      const handle = await folder.getFileHandle(file).catch(() => null);
      const bytes = handle && new Uint8Array(await (await handle.getFile()).arrayBuffer());
      for (const { key, at, length, sha256: meant } of row.entries) {
        // Bytes other than those that were meant count as missing.
        const blob = bytes?.subarray(at, at + length);
        if (blob && (await sha256(blob)) === meant) blobs.set(key, blob);
      }
    }
    const fileNames = new Map(names as [string, string][]);
    const images: Record<string, { label: string | null; excluded: boolean }> = {};
    const vectors: Record<string, string> = {};
    const torn: string[] = [];
    for (const [id, value] of items as [string, Item][]) {
      const { labels, excluded, pixelHash, renditions } = value;
      const name = fileNames.get(id) ?? `nameless ${id}`;
      images[name] = { label: nameOf.get(labels[0] ?? '') ?? null, excluded };
      const whole = renditions.every((rendition) => {
        const vector = [...blobs].find(([key]) => key.startsWith(`${pixelHash}:${rendition}:`))?.[1];
        if (vector?.length !== 2048) return false;
        vectors[pixelHash] = Array.from(vector, (byte) => byte.toString(16)).join('');
        return ['thumb', 'preview'].every(
          (kind) => (blobs.get(`${kind}:${id}:${rendition}`)?.length ?? 0) > 100,
        );
      });
      if (!whole) torn.push(name);
    }
    const classes = record?.classes.map(({ name }) => name) ?? [];
    const stage = new Map(stages as [string, { value: unknown }][]);
    const listed = (stage.get('adapters')?.value ?? []) as string[];
    const adapters = listed.filter((id) => stage.has(`adapter:${id}`)).length;
    if (adapters < listed.length) torn.push('an adapter that is listed is not there');
    const history = new Map(meta).get('history') as { past: number[]; future: number[] } | undefined;
    const steps = { past: history?.past.length ?? 0, future: history?.future.length ?? 0 };
    return {
      adapters,
      steps,
      shown: { projectName: record?.projectName ?? '', classes, images },
      vectors,
      torn,
    };
  });
}
