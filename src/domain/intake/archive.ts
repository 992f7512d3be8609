// Archives on their way in: a dropped .zip behaves as the folder it was made of, a MedMNIST .npz as folders of splits and
// classes. Nothing is unpacked that is not needed to list it; each entry carries how to unpack itself.
import { AppError, type ErrorFacts, errorFacts } from '../errors';
import { concat } from './bytes';
import { crc32 } from './crc32';
import { folderRoot } from './folders';
import { guarded, refuse } from './guard';
import { readLabelledArrays } from './npz';
import { checkPacked, dataStart, type Packed } from './packed';
import { readZipDirectory, type ZipEntry } from './zip-directory';

/** A file on its way in. */
export interface IncomingFile {
  /** Relative, "/" between folders. */
  readonly path: string;
  readonly file: Blob;
  /** How the bytes of `file` become those of the file meant; absent: they are. */
  readonly packed?: Packed;
  /** An archive that cannot be opened, with the cause. */
  readonly refused?: ErrorFacts;
}

const isArchive = (path: string) => /\.(zip|npz)$/i.test(path);
const isArrays = (path: string) => /\.npz$/i.test(path);
const withoutEnding = (path: string) => path.replace(/\.[^./]*$/, '');

/** Names ending in .zip or .npz whose content is a ZIP archive; the ending alone is not believed. */
async function isZip(file: Blob): Promise<boolean> {
  try {
    const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
  } catch {
    // Whoever reads the file will find out the same and say so.
    return false;
  }
}

/**
 * An entry's own bytes as a blob. Stored: a slice. Deflated: by the platform's stream, piece by piece, so that the page
 * stays quick; what grows past the declared size ends it.
 */
export async function unpackedBlob({ slice, packed }: ZipEntry): Promise<Blob> {
  checkPacked(packed);
  const start = dataStart(new Uint8Array(await slice.slice(0, 30).arrayBuffer()));
  if (start + packed.packedBytes > slice.size) {
    refuse('truncated', 'an entry is cut off', { have: slice.size, need: start + packed.packedBytes });
  }
  const data = slice.slice(start, start + packed.packedBytes);
  if (packed.method === 0) return data;
  const parts: Blob[] = [];
  let waiting: Uint8Array[] = [];
  let [total, held, crc] = [0, 0, 0];
  // Blobs may go to disk, arrays cannot.
  const put = () => {
    parts.push(new Blob([concat(waiting)]));
    waiting = [];
    held = 0;
  };
  const reader = data.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const part = next.value as Uint8Array;
      total += part.length;
      if (total > packed.bytes) break;
      crc = crc32(part, crc);
      waiting.push(part);
      held += part.length;
      if (held > 1 << 22) put();
    }
  } catch {
    refuse('damaged', 'the compressed data is not valid', { part: 'ZIP entry' });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  put();
  if (total !== packed.bytes || crc !== packed.crc) {
    refuse('damaged', 'an entry is not what the directory says', { part: 'ZIP entry' });
  }
  return new Blob(parts);
}

async function* openArrays(file: Blob, path: string): AsyncGenerator<IncomingFile> {
  const arrays = new Map<string, Blob>();
  for (const entry of await readZipDirectory(file)) {
    if (/^(train|val|test)_(images|labels)\.npy$/.test(entry.path)) {
      arrays.set(withoutEnding(entry.path), await unpackedBlob(entry));
    }
  }
  const root = withoutEnding(path);
  for await (const { path: below, slice, packed } of readLabelledArrays(arrays)) {
    yield { path: `${root}/${below}`, file: slice, packed };
  }
}

async function* openZip(file: Blob, path: string, inner: boolean): AsyncGenerator<IncomingFile> {
  const entries = await readZipDirectory(file);
  // An archive of one folder is that folder; loose files and several folders get the archive's name above them.
  const root = folderRoot(entries.map((entry) => entry.path));
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const above = root !== null && !inner ? folder : `${withoutEnding(path)}/`;
  for (const entry of entries) {
    const { slice, packed } = entry;
    const full = `${above}${entry.path}`;
    if (!isArchive(entry.path)) yield { path: full, file: slice, packed };
    else if (inner) {
      const error = new AppError('archive-in-archive', 'an archive in an archive in an archive');
      yield { path: full, file: slice, refused: errorFacts(error) };
    } else yield* openInner(entry, full);
  }
}

async function* openInner(entry: ZipEntry, path: string): AsyncGenerator<IncomingFile> {
  let file: Blob;
  try {
    file = await guarded('ZIP', () => unpackedBlob(entry));
  } catch (thrown) {
    yield { path, file: entry.slice, refused: errorFacts(thrown, 'decoder-failed') };
    return;
  }
  yield* open(file, path, true);
}

async function* open(file: Blob, path: string, inner: boolean): AsyncGenerator<IncomingFile> {
  if (!(await isZip(file))) {
    yield { path, file };
    return;
  }
  const files = isArrays(path) ? openArrays(file, path) : openZip(file, path, inner);
  try {
    yield* files;
  } catch (thrown) {
    yield { path, file, refused: errorFacts(thrown, 'decoder-failed') };
  }
}

/**
 * What a file on its way in stands for: itself, or the files of an archive (archives in it are opened, too; one more level
 * is refused). Never throws: an archive that cannot be read comes out as itself with the cause.
 */
export async function* expandArchive(entry: IncomingFile): AsyncGenerator<IncomingFile> {
  if (isArchive(entry.path)) yield* open(entry.file, entry.path, false);
  else yield entry;
}
