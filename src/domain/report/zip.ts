// ZIP archives to save: fixed times, so that the same content gives the same bytes.
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { concat } from '../intake/bytes';
import type { Job } from '../job';

export interface ZipFile {
  /** Parts joined by "/". */
  readonly path: string;
  readonly bytes: Uint8Array;
}

// The first day a ZIP can name. fflate writes the local clock's reading, which is this one everywhere.
const fixedTime = () => new Date(1980, 0, 1);
const sliceBytes = 1 << 18;

/** Files in the given order, deflated, or stored where `stored`; breathes every 256 KB and reports bytes. */
export async function zipBytes(
  files: readonly ZipFile[],
  job: Job,
  stored = false,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let done = 0;
  for (const { path, bytes } of files) {
    const entry = stored ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    entry.mtime = fixedTime();
    zip.add(entry);
    for (let at = 0; at === 0 || at < bytes.length; at += sliceBytes) {
      const end = Math.min(bytes.length, at + sliceBytes);
      entry.push(bytes.subarray(at, end), end === bytes.length);
      done += end - at;
      job.report(done, total);
      await job.breathe();
    }
  }
  zip.end();
  return concat(parts);
}
