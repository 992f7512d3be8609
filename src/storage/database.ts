// The only importer of idb: names, stores and versions of what is kept, and what its failures mean.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { AppError } from '../domain/errors';
import type { PackRow } from '../domain/keep/pack';
import type { Item, ItemId, LabelClass } from '../domain/types';

/** Frozen: a changed name would make every kept project invisible. */
export const databaseName = 'lightbench';

/** The project's own record: everything small that is not an item. */
export interface ProjectRecord {
  readonly projectName: string;
  readonly salt: string;
  readonly classes: readonly LabelClass[];
  readonly settings: unknown;
  readonly firstRun: boolean;
  /** Absent in older projects. */
  readonly keptMarks?: readonly string[];
  /** Absent in older projects. */
  readonly externalJudged?: number;
}

export interface StoredStage {
  readonly key: string;
  readonly value: unknown;
}

/** Serials of journal entries: `past` latest last, `future` next last. */
export interface StoredHistory {
  readonly past: readonly number[];
  readonly future: readonly number[];
}

export interface Schema extends DBSchema {
  project: { key: 'current'; value: ProjectRecord };
  items: { key: ItemId; value: Item };
  /** Since schema 3. Removed images that undo may bring back; their names, vectors and pictures stand where they stood. */
  bin: { key: ItemId; value: Item };
  /** Base file names: the one store that knows them, droppable. */
  names: { key: ItemId; value: string };
  vectors: { key: string; value: Float32Array };
  /** `thumb:ITEM:RENDITION` and `preview:ITEM:RENDITION`. */
  pictures: { key: string; value: Blob };
  stages: { key: string; value: StoredStage };
  /** Since schema 2. What a person did to the set, by serial (state/journal.ts knows what is in an entry). */
  journal: { key: number; value: unknown };
  /**
   * Since schema 2. `writer`: which window may write; `sequence`: counts the writes; `history`: what undo stands at; `drop`:
   * codes of the files that are being read; `dropDone`: how many of them are settled.
   */
  meta: {
    key: 'writer' | 'sequence' | 'history' | 'drop' | 'dropDone';
    value: string | number | StoredHistory | readonly string[];
  };
  /** Since schema 3. The manifest of packs (storage/packs), by the name of the file. */
  packs: { key: string; value: PackRow };
}

export type Database = IDBPDatabase<Schema>;
export type StoreName =
  | 'project'
  | 'items'
  | 'bin'
  | 'names'
  | 'vectors'
  | 'pictures'
  | 'stages'
  | 'journal'
  | 'meta'
  | 'packs';

/**
 * What each schema adds to the one before; the first makes schema 1. Numbered, never changed once released. The browser runs
 * the missing ones in one transaction: the database is of the new schema whole, or as it was.
 */
const migrations: readonly (readonly StoreName[])[] = [
  ['project', 'items', 'names', 'vectors', 'pictures', 'stages'],
  ['journal', 'meta'],
  ['bin', 'packs'],
];
export const schemaVersion = migrations.length;
export const storeNames: readonly StoreName[] = migrations.flat();

/** How the browser says that a page may not store anything. */
const forbidden: readonly unknown[] = ['SecurityError', 'InvalidStateError', 'NotAllowedError'];

/** Says what a failed act of the database means; every browser has its own names for "full". */
export function storageError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { name, message, code } = (thrown ?? {}) as { name?: string; message?: string; code?: number };
  const full = /quota/i.test(name ?? '') || /quota/i.test(message ?? '') || code === 22 || code === 1014;
  if (full) return new AppError('storage-full', 'the browser refused to store more');
  if (name === 'VersionError')
    return new AppError('storage-newer', 'the stored project was written by a newer version');
  return new AppError('storage-failed', `${name ?? 'Error'}: ${message ?? String(thrown)}`);
}

/** The database is not at hand any more, or not yet; `why` chooses the sentence (ui/storage-words.ts). */
export function storageGone(
  why: 'deleted' | 'newer-window' | 'closed' | 'waiting' | 'other-window' | 'two-projects',
): AppError {
  return new AppError('storage-blocked', `the database is not at hand: ${why}`, { why });
}

function openingError(thrown: unknown): AppError {
  const { name } = (thrown ?? {}) as { name?: unknown };
  if (!forbidden.includes(name)) return storageError(thrown);
  return new AppError('storage-blocked', 'the browser lets this page store nothing', { why: 'private' });
}

export interface OpenedDatabase {
  readonly database: Database;
  /** A later schema than this release knows: to be read, never written. */
  readonly newer: boolean;
}

/**
 * Opens (or makes) the database. `onLost` is told when the browser closes it under us, another window deletes it or needs a
 * newer schema, and while opening waits for another window to let go (`why: 'waiting'`: it may still open).
 * @throws AppError storage-*
 */
export async function openDatabase(onLost: (lost: AppError) => void): Promise<OpenedDatabase> {
  if (typeof indexedDB === 'undefined' || indexedDB === null)
    throw new AppError('storage-blocked', 'there is no IndexedDB', { why: 'private' });
  const open = (version: number | undefined) =>
    openDB<Schema>(databaseName, version, {
      upgrade(database) {
        // By what is there, not by number alone: one that was begun by somebody else may lack stores of its own schema.
        for (const store of storeNames)
          if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
      },
      blocked: () => onLost(storageGone('waiting')),
      blocking(_current, wanted, event) {
        (event.target as IDBDatabase).close();
        onLost(storageGone(wanted === null ? 'deleted' : 'newer-window'));
      },
      terminated: () => onLost(storageGone('closed')),
    });
  try {
    return { database: await open(schemaVersion), newer: false };
  } catch (thrown) {
    const error = openingError(thrown);
    if (error.code !== 'storage-newer') throw error;
  }
  try {
    return { database: await open(undefined), newer: true };
  } catch (thrown) {
    throw openingError(thrown);
  }
}
