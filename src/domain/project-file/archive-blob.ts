// A ZIP archive of blobs, as a blob: nothing of it has to stand in memory at once. Stored, not compressed, so that the same
// content gives the same bytes whatever version of a library wrote it.
import { Zip, ZipPassThrough } from 'fflate';
import { AppError } from '../errors';
import { concat } from '../intake/bytes';
import type { Job } from '../job';
import { mostFileBytes } from './layout';

export interface BlobEntry {
  readonly path: string;
  readonly blob: Blob;
}

/** Bytes of a local header before the name, and of the sizes behind the data (APPNOTE 4.3.7, 4.3.9). */
export const headerBytes = 30;
export const behindBytes = 16;

const sliceBytes = 1 << 20;
const heldBytes = 1 << 22;

/**
 * The entries in the given order, all with the first day that a ZIP can name. Breathes every megabyte and reports bytes.
 * @throws AppError `file-too-large` {limit} from 4 GB on.
 */
export async function archiveBlob(entries: readonly BlobEntry[], job: Job): Promise<Blob> {
  const total = entries.reduce((sum, { blob }) => sum + blob.size, 0);
  const around = entries.reduce((sum, { path }) => sum + 100 + 2 * path.length, 0);
  if (total + around > mostFileBytes) {
    throw new AppError('file-too-large', `${total} bytes`, { bytes: total, limit: mostFileBytes });
  }
  const parts: Blob[] = [];
  let held: Uint8Array[] = [];
  let bytesHeld = 0;
  // A browser may put blobs on the disk.
  const put = () => {
    parts.push(new Blob([concat(held)]));
    held = [];
    bytesHeld = 0;
  };
  const zip = new Zip((error, part) => {
    if (error) throw error;
    held.push(part);
    bytesHeld += part.length;
  });
  let done = 0;
  for (const { path, blob } of entries) {
    const entry = new ZipPassThrough(path);
    // The local clock's first day: the library writes that clock's reading.
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    let at = 0;
    do {
      const end = Math.min(blob.size, at + sliceBytes);
      entry.push(new Uint8Array(await blob.slice(at, end).arrayBuffer()), end === blob.size);
      done += end - at;
      at = end;
      if (bytesHeld > heldBytes) put();
      job.report(done, total);
      await job.breathe();
    } while (at < blob.size);
  }
  zip.end();
  put();
  return new Blob(parts, { type: 'application/zip' });
}
