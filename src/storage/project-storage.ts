// What the workbench keeps, as acts: load all, write a change in one transaction, fetch a picture, wipe.
import type { Item, ItemId, RenderingKey } from '../domain/types';
import {
  type Database,
  databaseName,
  openDatabase,
  type ProjectRecord,
  type StoredStage,
  storageError,
} from './database';

export type PictureKind = 'thumb' | 'preview';

export interface StoredPicture {
  readonly kind: PictureKind;
  readonly id: ItemId;
  readonly rendition: RenderingKey;
  readonly blob: Blob;
}

/** One change, written whole or not at all. Missing parts stay as they are; a null stage is removed. */
export interface Change {
  readonly project?: ProjectRecord;
  readonly items?: readonly Item[];
  readonly names?: readonly (readonly [ItemId, string])[];
  readonly vectors?: readonly (readonly [string, Float32Array])[];
  readonly pictures?: readonly StoredPicture[];
  readonly stages?: readonly (readonly [string, StoredStage | null])[];
  readonly removedItems?: readonly Item[];
  /** Renderings that a standing item no longer has: their pictures and vectors go. */
  readonly droppedRenderings?: readonly {
    readonly item: Item;
    readonly renderings: readonly RenderingKey[];
  }[];
}

export interface SavedProject {
  readonly project: ProjectRecord;
  /** In the order they came in. */
  readonly items: readonly Item[];
  readonly names: ReadonlyMap<ItemId, string>;
  readonly vectors: ReadonlyMap<string, Float32Array>;
  readonly stages: ReadonlyMap<string, StoredStage>;
}

export interface ProjectStorage {
  /** null when nothing has been kept yet. */
  load(): Promise<SavedProject | null>;
  /** Settles after the transaction has been committed with strict durability. @throws AppError storage-* */
  write(change: Change): Promise<void>;
  picture(kind: PictureKind, id: ItemId, rendition: RenderingKey): Promise<Blob | null>;
  /** Deletes all that this site keeps and checks it; gives what could not be deleted (empty = nothing is left). */
  wipe(): Promise<readonly string[]>;
}

function pictureKey(kind: PictureKind, id: ItemId, rendition: RenderingKey): string {
  return `${kind}:${id}:${rendition}`;
}

async function loadAll(database: Database): Promise<SavedProject | null> {
  const tx = database.transaction(['project', 'items', 'names', 'vectors', 'stages']);
  const project = await tx.objectStore('project').get('current');
  if (!project) return null;
  const items = await tx.objectStore('items').getAll();
  const pairs = async <T>(name: 'names' | 'vectors' | 'stages'): Promise<ReadonlyMap<string, T>> => {
    const store = tx.objectStore(name);
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return new Map(keys.map((key, i) => [key, values[i] as T]));
  };
  const names = await pairs<string>('names');
  const vectors = await pairs<Float32Array>('vectors');
  const stages = await pairs<StoredStage>('stages');
  items.sort((a, b) => a.serial - b.serial);
  return { project, items, names, vectors, stages };
}

async function writeChange(database: Database, change: Change): Promise<void> {
  const stores = ['project', 'items', 'names', 'vectors', 'pictures', 'stages'] as const;
  const tx = database.transaction(stores, 'readwrite', { durability: 'strict' });
  const acts: Promise<unknown>[] = [];
  const removePictures = ({ id }: Item, renderings: readonly RenderingKey[]) => {
    for (const rendering of renderings) {
      for (const kind of ['thumb', 'preview'] as const) {
        acts.push(tx.objectStore('pictures').delete(pictureKey(kind, id, rendering)));
      }
    }
  };
  if (change.project) acts.push(tx.objectStore('project').put(change.project, 'current'));
  for (const item of change.items ?? []) acts.push(tx.objectStore('items').put(item, item.id));
  for (const [id, name] of change.names ?? []) acts.push(tx.objectStore('names').put(name, id));
  for (const [key, vector] of change.vectors ?? []) acts.push(tx.objectStore('vectors').put(vector, key));
  for (const { kind, id, rendition, blob } of change.pictures ?? []) {
    acts.push(tx.objectStore('pictures').put(blob, pictureKey(kind, id, rendition)));
  }
  for (const [name, stage] of change.stages ?? []) {
    acts.push(stage ? tx.objectStore('stages').put(stage, name) : tx.objectStore('stages').delete(name));
  }
  for (const item of change.removedItems ?? []) {
    acts.push(tx.objectStore('items').delete(item.id), tx.objectStore('names').delete(item.id));
    // No two items share pixels, so every vector of these pixels (renditions, encoders) goes with the item.
    acts.push(
      tx.objectStore('vectors').delete(IDBKeyRange.bound(`${item.pixelHash}:`, `${item.pixelHash};`)),
    );
    removePictures(item, item.renditions);
  }
  for (const { item, renderings } of change.droppedRenderings ?? []) {
    removePictures(item, renderings);
    for (const rendering of renderings) {
      const vectors = `${item.pixelHash}:${rendering}`;
      acts.push(tx.objectStore('vectors').delete(IDBKeyRange.bound(`${vectors}:`, `${vectors};`)));
    }
  }
  await Promise.all([...acts, tx.done]);
}

async function emptyOriginPrivateFiles(left: string[]): Promise<void> {
  const root = await globalThis.navigator?.storage?.getDirectory?.().catch(() => null);
  if (!root) return;
  for await (const name of root.keys()) {
    await root.removeEntry(name, { recursive: true }).catch(() => left.push(`file ${name}`));
  }
}

/** Deletes all that this site keeps; without an open database, too. Gives what is still there. */
export async function wipeEverything(database: Database | null): Promise<readonly string[]> {
  const left: string[] = [];
  database?.close();
  const known = (await indexedDB.databases?.()) ?? [{ name: databaseName }];
  for (const { name } of known) {
    if (!name) continue;
    await new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve();
      request.onerror = () => resolve();
      // Another window holds it open: it is told to close and the deletion goes on by itself.
      request.onblocked = () => resolve();
    });
  }
  await emptyOriginPrivateFiles(left);
  if (typeof caches !== 'undefined') for (const key of await caches.keys()) await caches.delete(key);
  if (typeof localStorage !== 'undefined') localStorage.clear();
  for (const { name } of (await indexedDB.databases?.()) ?? []) if (name) left.push(`database ${name}`);
  return left;
}

/** Opens the storage. `onLost` is told once when the browser takes the database away. @throws AppError storage-* */
export async function openProjectStorage(onLost: () => void): Promise<ProjectStorage> {
  let database = await openDatabase(onLost);
  const guarded = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (thrown) {
      throw storageError(thrown);
    }
  };
  return {
    load: () => guarded(() => loadAll(database)),
    write: (change) => guarded(() => writeChange(database, change)),
    picture: (kind, id, rendition) =>
      guarded(async () => (await database.get('pictures', pictureKey(kind, id, rendition))) ?? null),
    wipe: () =>
      guarded(async () => {
        const left = await wipeEverything(database);
        database = await openDatabase(onLost);
        return left;
      }),
  };
}
