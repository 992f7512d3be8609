// Deletes what this app keeps, and nothing of others that share its address.
import { databaseName } from './database';

/** Frozen: all that any release of this app has ever written under its address. */
export const ownNames = {
  databases: [databaseName],
  /** Caches are named with the release after it. */
  cachePrefix: 'lightbench',
  /** Entries of the origin's private file system. */
  files: ['lightbench'],
  localStoragePrefix: 'lightbench',
} as const;

const blockedPatienceMs = 3000;
/** A file that another window writes cannot be removed until it is closed. */
const fileTries = 5;
const fileWaitMs = 200;

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    // Another window holds it open: it is told to close; where it is too slow, that is said below.
    request.onblocked = () => setTimeout(resolve, blockedPatienceMs);
  });
}

async function databasesLeft(): Promise<string[]> {
  const known = (await indexedDB.databases?.()) ?? [];
  return ownNames.databases.filter((own) => known.some(({ name }) => name === own));
}

async function ownFilesLeft(root: FileSystemDirectoryHandle): Promise<string[]> {
  const left: string[] = [];
  for await (const name of root.keys())
    if ((ownNames.files as readonly string[]).includes(name)) left.push(name);
  return left;
}

async function emptyPrivateFiles(): Promise<string[]> {
  const root = await globalThis.navigator?.storage?.getDirectory?.().catch(() => null);
  if (!root) return [];
  for (let tries = 1; ; tries++) {
    for (const name of await ownFilesLeft(root))
      await root.removeEntry(name, { recursive: true }).catch(() => undefined);
    const left = await ownFilesLeft(root);
    if (left.length === 0 || tries === fileTries) return left;
    await new Promise((resolve) => setTimeout(resolve, fileWaitMs));
  }
}

async function ownCaches(): Promise<string[]> {
  if (typeof caches === 'undefined') return [];
  return (await caches.keys()).filter((key) => key.startsWith(ownNames.cachePrefix));
}

function ownNotes(): string[] {
  if (typeof localStorage === 'undefined') return [];
  return Object.keys(localStorage).filter((key) => key.startsWith(ownNames.localStoragePrefix));
}

/** Deletes all that this app keeps, and looks again: gives what is still there (empty = nothing is left). */
export async function wipeEverything(): Promise<readonly string[]> {
  if (typeof indexedDB !== 'undefined') for (const name of ownNames.databases) await deleteDatabase(name);
  const files = await emptyPrivateFiles();
  for (const key of await ownCaches()) await caches.delete(key);
  for (const key of ownNotes()) localStorage.removeItem(key);
  return [
    ...(await databasesLeft()).map((name) => `database ${name}`),
    ...files.map((name) => `file ${name}`),
    ...(await ownCaches()).map((name) => `cache ${name}`),
    ...ownNotes().map((name) => `local storage ${name}`),
  ];
}
