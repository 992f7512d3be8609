// What lies below a folder, for `npm run intake`: each entry once, those that are no files with the cause.
import type { Dirent } from 'node:fs';
import { openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type ErrorFacts, errorFacts } from '../src/domain/errors';

/** `path` is relative to the folder, "/" between its parts. The blob is read only when asked. */
export type FolderEntry =
  | { readonly path: string; readonly file: Blob; readonly refused?: undefined }
  | { readonly path: string; readonly file?: undefined; readonly refused: ErrorFacts };

function unreadable(thrown: unknown): ErrorFacts {
  const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
  return errorFacts(new AppError('unreadable-file', 'the system could not open the entry', { reason: code }));
}

function notAFile(entry: Dirent): ErrorFacts {
  const kind = entry.isSymbolicLink()
    ? 'symbolic link'
    : entry.isFIFO()
      ? 'pipe'
      : entry.isSocket()
        ? 'socket'
        : 'device';
  return errorFacts(new AppError('not-a-file', 'the entry is no file', { kind }));
}

/**
 * Every entry below `folder` but the folders themselves, ordered by path. Links, pipes and devices are neither followed nor
 * opened (`not-a-file`); a folder that may not be listed stands as one entry (`unreadable-file`); a file that may not be read
 * shows when it is read.
 * @throws the system's error when `folder` itself cannot be listed, and for nothing else.
 */
export async function folderEntries(folder: string): Promise<readonly FolderEntry[]> {
  const found: FolderEntry[] = [];
  const take = async (path: string, entry: Dirent): Promise<void> => {
    const place = join(folder, path);
    try {
      if (entry.isFile()) found.push({ path, file: await openAsBlob(place) });
      else if (entry.isDirectory()) await takeAll(`${path}/`, await readdir(place, { withFileTypes: true }));
      else found.push({ path, refused: notAFile(entry) });
    } catch (thrown) {
      found.push({ path, refused: unreadable(thrown) });
    }
  };
  const takeAll = async (below: string, entries: readonly Dirent[]): Promise<void> => {
    for (const entry of entries) await take(below + entry.name, entry);
  };
  await takeAll('', await readdir(folder, { withFileTypes: true }));
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
