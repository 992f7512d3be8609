// An adapter that was saved before: the ZIP archive, or the adapter.json out of it.
import { AppError } from '../errors';
import { unpack } from '../intake/packed';
import { readZipDirectory } from '../intake/zip-directory';
import type { Job } from '../job';
import { type ReadAdapter, readAdapterJson } from './adapter-file';

/** The largest adapter trained here is a twentieth of this. */
const mostTextBytes = 128 * 1024 * 1024;

const limited = (bytes: number) => {
  if (bytes > mostTextBytes) {
    throw new AppError('file-too-large', `${bytes} bytes`, { bytes, limit: mostTextBytes });
  }
};

async function isZip(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x50 && second === 0x4b;
}

async function textInZip(file: Blob): Promise<string> {
  const found = (await readZipDirectory(file)).find(({ path }) => /(^|\/)adapter\.json$/.test(path));
  if (!found) throw new AppError('adapter-unfit', 'no adapter.json in the archive', { why: 'not-one' });
  limited(found.packed.bytes);
  return new TextDecoder().decode(unpack(new Uint8Array(await found.slice.arrayBuffer()), found.packed));
}

/**
 * Reads either form, by its first bytes.
 * @throws AppError `adapter-unfit` {why: not-one, newer, damaged}, `empty-file`, `file-too-large`, and as `readZipDirectory`
 *   and `unpack` for a ZIP that is cut off or altered.
 */
export async function readAdapterFile(file: Blob, job: Job): Promise<ReadAdapter> {
  if (file.size === 0) throw new AppError('empty-file', 'the file is empty');
  await job.breathe();
  if (await isZip(file)) return readAdapterJson(await textInZip(file));
  limited(file.size);
  const text = await file.text();
  await job.breathe();
  return readAdapterJson(text);
}
