// A pack: many small blobs in one file, laid one after the other, written with every byte checked before anybody counts on it.
import { AppError } from '../errors';

/** What is used of a `FileSystemSyncAccessHandle`. Both calls give how many bytes went through. */
export interface SyncFile {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  read(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  getSize(): number;
  flush(): void;
}

export interface PackPart {
  readonly key: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** MIME type of a picture; absent for vectors. */
  readonly type?: string;
}

/** Where one blob lies in a pack. */
export interface PackEntry {
  /** Key of a vector, or of a picture. */
  readonly key: string;
  readonly at: number;
  readonly length: number;
  /** SHA-256 of its bytes, hex. */
  readonly sha256: string;
  /** MIME type; absent for vectors, which are little-endian float32. */
  readonly type?: string;
}

/** What is kept of a pack beside its file. */
export interface PackRow {
  /** Length of the file. Larger than its entries together where some of them have gone. */
  readonly bytes: number;
  /** Vectors before pictures. */
  readonly entries: readonly PackEntry[];
}

/** The name of a pack while it is being written; what bears such a name at a start is left over from a crash. */
export function temporaryName(name: string): string {
  return `temp-${name}`;
}

/** SHA-256 by the platform, hex. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a failed act on a file means; every browser has its own way to say "full". */
export function packError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const { name, message } = (thrown ?? {}) as { name?: string; message?: string };
  if (/quota/i.test(`${name} ${message}`))
    return new AppError('storage-full', 'the browser refused to store more');
  return new AppError('storage-failed', `${name ?? 'Error'}: ${message ?? String(thrown)}`);
}

function layOut(parts: readonly PackPart[]) {
  // Vectors first: opening a project reads all of them and none of the pictures.
  const ordered = [...parts.filter(({ type }) => !type), ...parts.filter(({ type }) => type)];
  let at = 0;
  return ordered.map((part) => {
    const placed = { part, at };
    at += part.bytes.length;
    return placed;
  });
}

/**
 * Writes parts into an empty file, waits until the system has them, reads all of it back and compares by SHA-256.
 * @throws AppError `storage-full` where the file took less than it was given (browsers over their quota do so without an
 *   error of their own) or says that it is full; `storage-failed` where what is read back is not what was written.
 */
export async function writePack(file: SyncFile, parts: readonly PackPart[]): Promise<PackRow> {
  const placed = layOut(parts);
  const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0);
  try {
    for (const { part, at } of placed) {
      if (file.write(part.bytes, { at }) !== part.bytes.length)
        throw new AppError('storage-full', 'a write ended early', { why: 'short-write' });
    }
    file.flush();
    if (file.getSize() !== bytes)
      throw new AppError('storage-full', 'the file is shorter than what was written', { why: 'short-write' });
    const entries: PackEntry[] = [];
    for (const { part, at } of placed) {
      const back = new Uint8Array(part.bytes.length);
      const got = file.read(back, { at });
      const [meant, found] = await Promise.all([sha256Of(part.bytes), sha256Of(back)]);
      if (got !== back.length || meant !== found)
        throw new AppError('storage-failed', 'what was written cannot be read back', { why: 'read-back' });
      const { key, type } = part;
      entries.push({ key, at, length: back.length, sha256: meant, ...(type ? { type } : {}) });
    }
    return { bytes, entries };
  } catch (thrown) {
    throw packError(thrown);
  }
}
