// A dropped file's bytes: the last point at which it may have gone away.
import { AppError } from '../errors';
import { maxFileBytes } from './limits';

/**
 * The whole file, refused by its size before anything is read.
 * @throws AppError `file-too-large`; `unreadable-file` (deleted, moved, changed or no longer permitted since it was dropped;
 *   also directories), whose `reason` is the browser's name for it, such as NotReadableError.
 */
export async function fileBytes(file: Blob): Promise<Uint8Array> {
  if (file.size > maxFileBytes) {
    throw new AppError('file-too-large', `${file.size} bytes`, { bytes: file.size, limit: maxFileBytes });
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    const reason = thrown instanceof DOMException ? thrown.name : 'unknown';
    throw new AppError('unreadable-file', 'the browser could not read the file', { reason });
  }
}
