// The only importer of idb: names, stores and versions of what is kept, and what its failures mean.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { AppError } from '../domain/errors';
import type { Item, ItemId, LabelClass } from '../domain/types';

/** Frozen: a changed name would make every kept project invisible. */
export const databaseName = 'lightbench';
const schemaVersion = 1;

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

export interface Schema extends DBSchema {
  project: { key: 'current'; value: ProjectRecord };
  items: { key: ItemId; value: Item };
  /** Base file names: the one store that knows them, droppable. */
  names: { key: ItemId; value: string };
  vectors: { key: string; value: Float32Array };
  /** `thumb:ITEM:RENDITION` and `preview:ITEM:RENDITION`. */
  pictures: { key: string; value: Blob };
  stages: { key: string; value: StoredStage };
}

export type Database = IDBPDatabase<Schema>;

/** Says what a failed act of the database means; every browser has its own names for "full". */
export function storageError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { name, message, code } = thrown as { name?: string; message?: string; code?: number };
  const full = /quota/i.test(name ?? '') || /quota/i.test(message ?? '') || code === 22 || code === 1014;
  if (full) return new AppError('storage-full', 'the browser refused to store more');
  if (name === 'VersionError')
    return new AppError('storage-newer', 'the stored project was written by a newer version');
  return new AppError('storage-failed', `${name ?? 'Error'}: ${message ?? String(thrown)}`);
}

/**
 * Opens (or makes) the database. `onLost` is called when the browser closes it under us or another window needs a newer
 * version: nothing can be saved from then on.
 */
export async function openDatabase(onLost: () => void): Promise<Database> {
  try {
    const database = await openDB<Schema>(databaseName, schemaVersion, {
      upgrade(fresh) {
        for (const store of ['project', 'items', 'names', 'vectors', 'pictures', 'stages'] as const) {
          fresh.createObjectStore(store);
        }
      },
      blocking() {
        database.close();
        onLost();
      },
      terminated: onLost,
    });
    return database;
  } catch (thrown) {
    throw storageError(thrown);
  }
}
