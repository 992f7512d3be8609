// Fetches a build into a cache of its own; a file whose bytes are not those of the list is refused and never kept.
import { programCachePrefix } from '../storage/program-cache';
import { adapterKind } from '../workers/gpu-device';
import { type BuildList, type BuiltFile, isForGraphics } from './build-list';
import { hashHeader, stamped } from './stamp';

/** A file of the site that is not the one of the build. */
export class UnfitFile extends Error {
  constructor(
    readonly path: string,
    readonly why: 'missing' | 'other-content',
  ) {
    super(`${path}: ${why}`);
  }
}

const atOnce = 4;

/** Name of the cache of one build. */
export const cacheNameOf = ({ build }: BuildList): string => `${programCachePrefix}${build}`;

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The file's bytes from the site, of the right size and hash. @throws UnfitFile */
export async function fetchFit(folder: string, file: BuiltFile): Promise<ArrayBuffer> {
  let why: UnfitFile['why'] = 'missing';
  // What the browser's own store holds may be of an older build: then the site is asked once more, past that store.
  for (const cache of ['default', 'reload'] as const) {
    const response = await fetch(new URL(file.path, folder), { cache }).catch(() => null);
    if (!response?.ok) continue;
    const bytes = await response.arrayBuffer().catch(() => null);
    if (bytes?.byteLength === file.bytes && (await sha256(bytes)) === file.sha256) return bytes;
    why = 'other-content';
  }
  throw new UnfitFile(file.path, why);
}

/** What the cache of any build holds under this address and `fits`; null: none. */
export async function keptAnywhere(
  url: string,
  fits: (response: Response) => boolean = () => true,
): Promise<Response | null> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(programCachePrefix)) continue;
    const kept = await (await caches.open(name)).match(url);
    if (kept && fits(kept)) return kept;
  }
  return null;
}

/** Puts one file into the cache of its build and gives it. @throws UnfitFile */
export async function keepFile(folder: string, list: BuildList, file: BuiltFile): Promise<Response> {
  const url = new URL(file.path, folder).href;
  const same = await keptAnywhere(url, ({ headers }) => headers.get(hashHeader) === file.sha256);
  const bytes = same ? await same.arrayBuffer() : await fetchFit(folder, file);
  const response = stamped(file.path, bytes, {
    'Content-Length': String(file.bytes),
    [hashHeader]: file.sha256,
  });
  await (await caches.open(cacheNameOf(list))).put(url, response.clone());
  return response;
}

/**
 * The files that work without a network needs on this machine. Any other is kept as soon as a page asks for it, as where a
 * browser shows its graphics to pages alone.
 */
export async function neededHere({ files }: BuildList): Promise<readonly BuiltFile[]> {
  const graphics = (await adapterKind()) === 'real';
  return files.filter(({ path }) => graphics || !isForGraphics(path));
}

/**
 * Makes the cache of a build complete for this machine, some files at a time; what is in it already stays. `onKept` hears the bytes kept
 * so far, rising, and their total. @throws UnfitFile at the first file that is not of this build
 */
export async function keepBuild(
  folder: string,
  list: BuildList,
  onKept: (doneBytes: number, totalBytes: number) => void,
): Promise<void> {
  const cache = await caches.open(cacheNameOf(list));
  const waiting = [...(await neededHere(list))];
  const totalBytes = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  let doneBytes = 0;
  const keepNext = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      if (!(await cache.match(new URL(file.path, folder).href))) await keepFile(folder, list, file);
      doneBytes += file.bytes;
      onKept(doneBytes, totalBytes);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, keepNext));
  } catch (thrown) {
    // What the others still have in hand is kept for the next try; nothing more is asked for.
    waiting.length = 0;
    throw thrown;
  }
}

/** Deletes the caches of all builds but this one. */
export async function dropOlder(list: BuildList): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(programCachePrefix) && name !== cacheNameOf(list)) await caches.delete(name);
  }
}
