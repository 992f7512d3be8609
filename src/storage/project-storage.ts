// What the workbench keeps, as acts: load all, claim it for a window, write a change, fetch a picture, wipe.
import type { AppError } from '../domain/errors';
import type { PackRow } from '../domain/keep/pack';
import type { Item, ItemId, RenderingKey } from '../domain/types';
import {
  type Database,
  openDatabase,
  type ProjectRecord,
  type StoredHistory,
  type StoredStage,
  storageError,
  storeNames,
} from './database';
import type { Manifest } from './manifest';
import type { PackFiles } from './pack-files';
import { makePacks, type Packs, type StagedChange } from './packs';
import { wipeEverything } from './wipe';
import { type Change, type PictureKind, pictureKey, type StoredDrop, writeChange } from './write-change';

export type { Change, PictureKind, StoredDrop, StoredPicture } from './write-change';

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
  /** Vectors that were kept and cannot be read any more; absent: none. */
  readonly damaged?: number;
  readonly stages: ReadonlyMap<string, StoredStage>;
  /** Absent in projects of schema 1, and in those from a file. */
  readonly journal?: SavedJournal;
  /** A drop that was being read when the page ended; absent where none was. */
  readonly drop?: StoredDrop;
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
  /** Settles when what was being written has ended. */
  close(): Promise<void>;
  /** Deletes all that this app keeps and checks it; gives what could not be deleted (empty = nothing is left). Opens it anew unless the database is what is left. */
  wipe(): Promise<readonly string[]>;
}

async function loadAll(database: Database, packs: Packs): Promise<SavedProject | null> {
  const tx = database.transaction(storeNames.filter((name) => name !== 'pictures'));
  const project = await tx.objectStore('project').get('current');
  if (!project) return null;
  const items = await tx.objectStore('items').getAll();
  const bin = await tx.objectStore('bin').getAll();
  const pairs = async <K, T>(
    name: 'names' | 'vectors' | 'stages' | 'journal' | 'packs',
  ): Promise<ReadonlyMap<K, T>> => {
    const store = tx.objectStore(name);
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return new Map(keys.map((key, i) => [key as K, values[i] as T]));
  };
  const names = await pairs<ItemId, string>('names');
  const kept = await pairs<string, Float32Array>('vectors');
  const stages = await pairs<string, StoredStage>('stages');
  const history = (await tx.objectStore('meta').get('history')) as StoredHistory | undefined;
  const journal = history && { ...history, entries: await pairs<number, unknown>('journal') };
  const [codes, done] = await Promise.all([
    tx.objectStore('meta').get('drop') as Promise<readonly string[] | undefined>,
    tx.objectStore('meta').get('dropDone') as Promise<number | undefined>,
  ]);
  const drop = codes && { codes, done: done ?? 0 };
  items.sort((a, b) => a.serial - b.serial);
  packs.adopt(await pairs<string, PackRow>('packs'));
  const { vectors: packed, damaged } = await packs.vectors();
  const vectors = new Map([...kept, ...packed]);
  return {
    project,
    items,
    bin,
    names,
    vectors,
    stages,
    ...(journal ? { journal } : {}),
    ...(drop ? { drop } : {}),
    ...(damaged ? { damaged } : {}),
  };
}

async function claimFor(database: Database, mark: string): Promise<void> {
  const tx = database.transaction('meta', 'readwrite', { durability: 'strict' });
  await Promise.all([tx.store.put(mark, 'writer'), tx.done]);
}

async function packRows(database: Database): Promise<Manifest> {
  const tx = database.transaction('packs');
  const [names, rows] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
  return new Map(names.map((name, i) => [name, rows[i] as PackRow]));
}

/** For a browser without packs: the database keeps everything. */
const noPacks: PackFiles = {
  usable: async () => false,
  write: () => Promise.reject(storageError(new Error('there are no packs here'))),
  read: () => Promise.reject(storageError(new Error('there are no packs here'))),
  names: async () => [],
  remove: async () => {},
};

/**
 * Opens the storage. `onLost` is told when the browser takes the database away, and while opening waits for another window
 * (see `openDatabase`). `files` takes vectors and pictures, where it is usable. @throws AppError storage-*
 */
export async function openProjectStorage(
  onLost: (lost: AppError) => void,
  files: PackFiles = noPacks,
): Promise<ProjectStorage> {
  let { database, newer } = await openDatabase(onLost);
  let claimed: string | null = null;
  const packs = makePacks(files);
  const guarded = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (thrown) {
      throw storageError(thrown);
    }
  };
  // Whoever writes packs, or what names them, waits for whoever did before.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.then(() => guarded(act));
    queue = turn.catch(() => undefined);
    return turn;
  };
  const writable = () => {
    if (newer) throw storageError({ name: 'VersionError' });
  };
  const tidy = () => packs.tidy((rows) => writeChange(database, {}, claimed, rows));
  /** After a failed write. It may have been committed and only the reading back have failed: the database decides. */
  const takeBack = async (staged: StagedChange) => {
    try {
      packs.adopt(await packRows(database));
      await packs.discard(staged);
    } catch {
      // The database is gone. What lies there unnamed is swept at the next start.
    }
  };
  const write = async (change: Change) => {
    writable();
    const staged = await packs.stage(change);
    try {
      await writeChange(database, staged.change, claimed, staged.rows);
    } catch (thrown) {
      await takeBack(staged);
      throw thrown;
    }
    await packs.commit(staged);
  };
  return {
    get newer() {
      return newer;
    },
    load: () => guarded(() => loadAll(database, packs)),
    claim: (mark) =>
      inTurn(async () => {
        writable();
        await claimFor(database, mark);
        claimed = mark;
        packs.adopt(await packRows(database));
        await packs.sweep();
      }),
    holder: () => guarded(async () => ((await database.get('meta', 'writer')) as string | undefined) ?? null),
    async write(change) {
      await inTurn(() => write(change));
      void inTurn(tidy).catch(() => undefined);
    },
    picture: (kind, id, rendition) =>
      guarded(async () => {
        const key = pictureKey(kind, id, rendition);
        const found = await packs.picture(key);
        if (found) return found;
        const kept = await database.get('pictures', key);
        if (kept || claimed !== null) return kept ?? null;
        // This window only looks: the one that writes may have put the packs into another order since.
        packs.adopt(await packRows(database));
        return (await packs.picture(key)) ?? null;
      }),
    async close() {
      database.close();
      await queue;
    },
    wipe: () =>
      inTurn(async () => {
        database.close();
        claimed = null;
        packs.adopt(new Map());
        const left = await wipeEverything();
        // Opening would wait for as long as another window holds up the deletion.
        if (!left.some((name) => name.startsWith('database ')))
          ({ database, newer } = await openDatabase(onLost));
        return left;
      }),
  };
}
