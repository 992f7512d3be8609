// The directory of a ZIP archive (PKWARE APPNOTE 6.3): what is in it, without unpacking anything. Reads only the end of
// the file, so that an archive of gigabytes is listed at once.
import { u16le, u32le } from './bytes';
import { refuse } from './guard';
import { freeInflatedBytes, maxArchiveEntries, maxInflation } from './limits';
import type { ZipPacked } from './packed';

export interface ZipEntry {
  /** Parts joined by "/", none of them ".." or empty: a name cannot lead out of the archive. */
  readonly path: string;
  /** From the entry's local header to whatever comes next. */
  readonly slice: Blob;
  readonly packed: ZipPacked;
}

const endBytes = 22;
const mostComment = 65_535;
/** A directory of the most entries with long names stays under 10 MB. */
const mostDirectoryBytes = 64 * 1024 * 1024;

async function bytesOf(blob: Blob, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.slice(from, to).arrayBuffer());
  } catch {
    return refuse('unreadable-file', 'the browser could not read the file');
  }
}

/** Where the end record starts in the last bytes of the file, -1 when there is none. */
function findEnd(tail: Uint8Array): number {
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (u32le(tail, at) === 0x0605_4b50 && at + endBytes + u16le(tail, at + 20) <= tail.length) return at;
  }
  return -1;
}

async function readEnd(blob: Blob) {
  const from = Math.max(0, blob.size - endBytes - mostComment);
  const tail = await bytesOf(blob, from, blob.size);
  const at = findEnd(tail);
  if (at < 0) {
    refuse('truncated', 'the directory of the archive is missing', { have: blob.size, need: blob.size + 1 });
  }
  const count = u16le(tail, at + 10);
  const size = u32le(tail, at + 12);
  const offset = u32le(tail, at + 16);
  const parts = u16le(tail, at + 4) !== 0 || u16le(tail, at + 6) !== 0;
  // Fields filled with ones say that the real values stand in a ZIP64 record.
  if (count === 0xffff || size === 0xffff_ffff || offset === 0xffff_ffff) {
    refuse('archive-unreadable', 'ZIP64', { kind: 'ZIP64, for archives over 4 GB or 65,535 files' });
  }
  if (parts) refuse('archive-unreadable', 'several parts', { kind: 'in several parts' });
  if (count > maxArchiveEntries) {
    refuse('too-many-entries', `${count} entries`, { entries: count, limit: maxArchiveEntries });
  }
  const start = from + at - size;
  // Bytes before the archive (a program that unpacks itself) shift all offsets alike.
  const shift = start - offset;
  if (start < 0 || shift < 0 || size > mostDirectoryBytes)
    refuse('damaged', 'the directory is not where it should be', { part: 'ZIP directory' });
  return { start, size, shift, count };
}

/** Names are UTF-8 where flagged; unflagged ones mostly are, too. What is not is taken byte by byte. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

function cleanPath(name: string): string {
  return name
    .replace(/\0.*$/s, '')
    .replaceAll('\\', '/')
    .replace(/^[a-z]:\//i, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

interface Listed {
  readonly path: string;
  readonly header: number;
  readonly packed: ZipPacked;
}

function readEntries(directory: Uint8Array, count: number, shift: number): Listed[] {
  const out: Listed[] = [];
  for (let at = 0, i = 0; i < count; i++) {
    if (u32le(directory, at) !== 0x0201_4b50 || at + 46 > directory.length) {
      refuse('damaged', 'the directory ends early', { part: 'ZIP directory' });
    }
    const flags = u16le(directory, at + 8);
    const nameBytes = u16le(directory, at + 28);
    const name = nameOf(directory.subarray(at + 46, at + 46 + nameBytes));
    const packed: ZipPacked = {
      kind: 'zip',
      method: u16le(directory, at + 10),
      // Bit 0 traditional, bit 6 strong encryption; AES shows as method 99.
      encrypted: (flags & 0x41) !== 0 || u16le(directory, at + 10) === 99,
      crc: u32le(directory, at + 16),
      packedBytes: u32le(directory, at + 20),
      bytes: u32le(directory, at + 24),
    };
    if (packed.bytes === 0xffff_ffff || packed.packedBytes === 0xffff_ffff) {
      refuse('archive-unreadable', 'ZIP64', { kind: 'ZIP64, for archives over 4 GB or 65,535 files' });
    }
    const path = cleanPath(name);
    const folder = /[\\/]$/.test(name);
    if (!folder && path !== '') out.push({ path, header: u32le(directory, at + 42) + shift, packed });
    at += 46 + nameBytes + u16le(directory, at + 30) + u16le(directory, at + 32);
  }
  return out;
}

/**
 * All files of an archive in the order of its directory, at least one.
 * @throws AppError `no-image` (empty), `truncated`, `damaged`, `archive-unreadable` (ZIP64, several parts), `too-many-entries`,
 *   `expands-past-limit` (all entries together), `unreadable-file`.
 */
export async function readZipDirectory(blob: Blob): Promise<ZipEntry[]> {
  const { start, size, shift, count } = await readEnd(blob);
  const listed = readEntries(await bytesOf(blob, start, start + size), count, shift);
  if (listed.length === 0) refuse('no-image', 'the archive is empty', { object: 'empty archive' });
  const total = listed.reduce((sum, { packed }) => sum + packed.bytes, 0);
  if (total > freeInflatedBytes && total > blob.size * maxInflation) {
    refuse('expands-past-limit', `${total} bytes when unpacked`, {
      limit: Math.max(freeInflatedBytes, blob.size * maxInflation),
    });
  }
  // An entry ends where the next one starts: entries that share their bytes (a bomb's trick) come out short.
  const bounds = [...new Set(listed.map(({ header }) => header))].sort((a, b) => a - b);
  const nextOf = new Map(bounds.map((header, i) => [header, bounds[i + 1] ?? start]));
  return listed.map(({ path, header, packed }) => ({
    path,
    packed,
    slice: blob.slice(header, Math.min(start, nextOf.get(header) ?? start)),
  }));
}
