// Where the parts of a project file lie. The archive's own directory says it; where that is damaged or the file is cut off,
// the layout does: parts follow one another in the manifest's order. Which bytes are right only their SHA-256 decides.
import { unpackedBlob } from '../intake/archive';
import { latin1, u32le } from '../intake/bytes';
import { sha256Hex } from '../intake/pixel-hash';
import { readZipDirectory, type ZipEntry } from '../intake/zip-directory';
import { behindBytes, headerBytes } from './archive-blob';
import { manifestCopyPath, manifestPath, mostPartBytes, type PartEntry } from './layout';
import { chosenManifest, type Manifest } from './manifest';

export interface OpenArchive {
  readonly manifest: Manifest;
  /** False where the archive's own directory cannot be read, or names other entries than the manifest, or one twice. */
  readonly orderly: boolean;
  /** The bytes of a part as they were written; null: they are not there, or not the same. */
  read(entry: PartEntry): Promise<Uint8Array<ArrayBuffer> | null>;
}

const mostManifestBytes = 16 * 1024 * 1024;
const firstData = headerBytes + manifestPath.length;

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** The text that stands first, up to the mark of the sizes behind it; null: there is none. */
async function firstText(file: Blob): Promise<string | null> {
  const head = await bytesOf(file.slice(0, Math.min(file.size, mostManifestBytes)));
  for (let at = firstData; at + 4 <= head.length; at++) {
    if (head[at] === 0x50 && u32le(head, at) === 0x0807_4b50) {
      return new TextDecoder().decode(head.subarray(firstData, at));
    }
  }
  return null;
}

async function looksLikeOne(file: Blob): Promise<boolean> {
  const head = await bytesOf(file.slice(0, firstData));
  return latin1(head, headerBytes, manifestPath.length) === manifestPath;
}

async function textOf(entry: ZipEntry | undefined): Promise<string | null> {
  if (!entry || entry.packed.bytes > mostManifestBytes) return null;
  try {
    return await (await unpackedBlob(entry)).text();
  } catch {
    return null;
  }
}

/** The entries of the archive's directory; null where it cannot be read. */
async function directoryOf(file: Blob): Promise<readonly ZipEntry[] | null> {
  try {
    return await readZipDirectory(file);
  } catch {
    return null;
  }
}

async function unpacked(entry: ZipEntry | undefined, bytes: number): Promise<Blob | null> {
  if (!entry || entry.packed.bytes !== bytes) return null;
  try {
    return await unpackedBlob(entry);
  } catch {
    return null;
  }
}

/** Where each part starts if nothing was moved. */
function straightStarts(manifestBytes: number, entries: readonly PartEntry[]): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  let at = firstData + manifestBytes + behindBytes;
  for (const { path, bytes } of entries) {
    starts.set(path, at + headerBytes + path.length);
    at += headerBytes + path.length + bytes + behindBytes;
  }
  return starts;
}

/** @throws AppError `project-not-one`, `project-newer` {version}, `project-damaged` {part: manifest.json}, `unreadable-file`. */
export async function openArchive(file: Blob): Promise<OpenArchive> {
  const directory = await directoryOf(file);
  const byPath = new Map(directory?.map((entry) => [entry.path, entry]));
  const found = [
    await firstText(file),
    await textOf(byPath.get(manifestPath)),
    await textOf(byPath.get(manifestCopyPath)),
  ];
  const texts = [...new Set(found.filter((text) => text !== null))];
  const { manifest, text } = await chosenManifest(
    texts,
    byPath.has(manifestPath) || (await looksLikeOne(file)),
  );
  const { entries } = manifest;
  const expected = new Set([manifestPath, manifestCopyPath, ...entries.map(({ path }) => path)]);
  const listed = directory?.length === expected.size && byPath.size === expected.size;
  const same = listed && [...byPath.keys()].every((path) => expected.has(path));
  const orderly = same && texts.length === 1 && found[1] !== null && found[2] !== null;
  const starts = straightStarts(new TextEncoder().encode(text).length, entries);

  return {
    manifest,
    orderly,
    async read({ path, bytes, sha256 }) {
      if (bytes > mostPartBytes) return null;
      const start = starts.get(path) ?? 0;
      const places = [
        () => unpacked(byPath.get(path), bytes),
        async () => (start + bytes <= file.size ? file.slice(start, start + bytes) : null),
      ];
      for (const place of places) {
        const blob = await place();
        if (blob?.size !== bytes) continue;
        const read = await bytesOf(blob);
        if ((await sha256Hex(read)) === sha256) return read;
      }
      return null;
    },
  };
}
