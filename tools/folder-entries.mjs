// What lies below a folder, for `npm run intake`: each entry once, those that cannot be opened with the cause.
import { openAsBlob } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const unreadable = (thrown) => ({
  code: 'unreadable-file',
  message: 'the system could not open the entry',
  detail: { reason: String(thrown?.code ?? thrown?.name ?? 'unknown') },
});

const kinds = [
  ['isSymbolicLink', 'symbolic link'],
  ['isFIFO', 'pipe'],
  ['isSocket', 'socket'],
  ['isBlockDevice', 'device'],
  ['isCharacterDevice', 'device'],
];

function kindOf(entry) {
  return kinds.find(([is]) => entry[is]())?.[1] ?? 'unknown kind of entry';
}

async function opened(path, place) {
  try {
    return { path, file: await openAsBlob(place) };
  } catch (thrown) {
    return { path, refused: unreadable(thrown) };
  }
}

/**
 * Every entry below `folder` but the folders themselves, ordered by path: `{path, file}` with a blob that is read only when
 * asked, or `{path, refused}` with error facts (errors.ts): `not-a-file` for links and devices, which are never followed nor
 * opened, `unreadable-file` for a file or a whole folder that may not be read. `path` is relative, "/" between its parts.
 * Throws only when `folder` itself cannot be listed.
 */
export async function folderEntries(folder) {
  const found = [];
  async function list(below, entries) {
    for (const entry of entries) {
      const path = below + entry.name;
      const place = join(folder, path);
      if (entry.isFile()) found.push(await opened(path, place));
      else if (entry.isDirectory()) {
        try {
          await list(`${path}/`, await readdir(place, { withFileTypes: true }));
        } catch (thrown) {
          found.push({ path, refused: unreadable(thrown) });
        }
      } else {
        const detail = { kind: kindOf(entry) };
        found.push({ path, refused: { code: 'not-a-file', message: 'an entry that is no file', detail } });
      }
    }
  }
  await list('', await readdir(folder, { withFileTypes: true }));
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
