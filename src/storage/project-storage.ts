// What the workbench keeps, as acts: load all, claim it for a window, write a change, fetch a picture, wipe.
import type { AppError } from '../domain/errors';
import type { Item, ItemId, RenderingKey } from '../domain/types';
import {
  type Database,
  openDatabase,
  type ProjectRecord,
  type StoredHistory,
  type StoredStage,
  storageError,
} from './database';
import { wipeEverything } from './wipe';
import { type Change, type PictureKind, pictureKey, writeChange } from './write-change';

export type { Change, PictureKind, StoredPicture } from './write-change';

/** The journal as it was kept: entries by serial, and which of them undo and redo stand at. */
export interface SavedJournal extends StoredHistory {
  readonly entries: ReadonlyMap<number, unknown>;
}

export interface SavedProject {
  readonly project: ProjectRecord;
  /** In the order they came in. */
  readonly items: readonly Item[];
  /** Removed images that the journal can bring back. Absent in projects of older schemas, and in those from a file. */
  readonly bin?: readonly Item[];
  readonly names: ReadonlyMap<ItemId, string>;
  readonly vectors: ReadonlyMap<string, Float32Array>;
  readonly stages: ReadonlyMap<string, StoredStage>;
  /** Absent in projects of schema 1, and in those from a file. */
  readonly journal?: SavedJournal;
}

export interface ProjectStorage {
  /** Written by a newer release: it can be read, and `write` refuses. */
  readonly newer: boolean;
  /** null when nothing has been kept yet. */
  load(): Promise<SavedProject | null>;
  /**
   * Makes a window the one that writes, known by its `mark`. From then on this storage writes only while nobody else has
   * claimed the project since; without a claim it writes always.
   */
  claim(mark: string): Promise<void>;
  /** The mark of the window that claimed last; null: nobody, or the database is a new one. */
  holder(): Promise<string | null>;
  /**
   * Settles after the transaction has been committed with strict durability and was read back. @throws AppError storage-*;
   * `storage-blocked` with `why: 'other-window'` where another window has claimed the project.
   */
  write(change: Change): Promise<void>;
  picture(kind: PictureKind, id: ItemId, rendition: RenderingKey): Promise<Blob | null>;
  /** Lets go of the database; nothing can be read or written afterwards. */
  close(): void;
  /** Deletes all that this app keeps and checks it; gives what could not be deleted (empty = nothing is left). Opens it anew unless the database is what is left. */
  wipe(): Promise<readonly string[]>;
}

async function loadAll(database: Database): Promise<SavedProject | null> {
  const tx = database.transaction(['project', 'items', 'bin', 'names', 'vectors', 'stages', 'journal', 'meta']);
  const project = await tx.objectStore('project').get('current');
  if (!project) return null;
  const items = await tx.objectStore('items').getAll();
  const bin = await tx.objectStore('bin').getAll();
  const pairs = async <K, T>(
    name: 'names' | 'vectors' | 'stages' | 'journal',
  ): Promise<ReadonlyMap<K, T>> => {
    const store = tx.objectStore(name);
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return new Map(keys.map((key, i) => [key as K, values[i] as T]));
  };
  const names = await pairs<ItemId, string>('names');
  const vectors = await pairs<string, Float32Array>('vectors');
  const stages = await pairs<string, StoredStage>('stages');
  const history = (await tx.objectStore('meta').get('history')) as StoredHistory | undefined;
  const journal = history && { ...history, entries: await pairs<number, unknown>('journal') };
  items.sort((a, b) => a.serial - b.serial);
  return { project, items, bin, names, vectors, stages, ...(journal ? { journal } : {}) };
}

async function claimFor(database: Database, mark: string): Promise<void> {
  const tx = database.transaction('meta', 'readwrite', { durability: 'strict' });
  await Promise.all([tx.store.put(mark, 'writer'), tx.done]);
}

/**
 * Opens the storage. `onLost` is told when the browser takes the database away, and while opening waits for another window
 * (see `openDatabase`). @throws AppError storage-*
 */
export async function openProjectStorage(onLost: (lost: AppError) => void): Promise<ProjectStorage> {
  let { database, newer } = await openDatabase(onLost);
  let claimed: string | null = null;
  const guarded = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (thrown) {
      throw storageError(thrown);
    }
  };
  const writable = async () => {
    if (newer) throw storageError({ name: 'VersionError' });
  };
  return {
    get newer() {
      return newer;
    },
    load: () => guarded(() => loadAll(database)),
    claim: (mark) =>
      guarded(async () => {
        await writable();
        await claimFor(database, mark);
        claimed = mark;
      }),
    holder: () => guarded(async () => ((await database.get('meta', 'writer')) as string | undefined) ?? null),
    write: (change) =>
      guarded(async () => {
        await writable();
        await writeChange(database, change, claimed);
      }),
    picture: (kind, id, rendition) =>
      guarded(async () => (await database.get('pictures', pictureKey(kind, id, rendition))) ?? null),
    close: () => database.close(),
    wipe: () =>
      guarded(async () => {
        database.close();
        claimed = null;
        const left = await wipeEverything();
        // Opening would wait for as long as another window holds up the deletion.
        if (!left.some((name) => name.startsWith('database ')))
          ({ database, newer } = await openDatabase(onLost));
        return left;
      }),
  };
}
