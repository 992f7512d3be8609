// A file inside another one: which bytes of it were sliced out, and how they become a file's own bytes. Slices are cheap
// references; unpacking is done by whoever reads the file, off the page's thread.
import { u16le, u32le } from './bytes';
import { crc32 } from './crc32';
import { refuse } from './guard';
import { inflateCapped } from './inflate';
import { freeInflatedBytes, maxFileBytes, maxInflation } from './limits';
import { pngFile } from './png-samples';

/** An entry of a ZIP archive, sliced from its local header on. */
export interface ZipPacked {
  readonly kind: 'zip';
  /** APPNOTE 4.4.5: 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  /** Unpacked, as the archive's directory says. */
  readonly bytes: number;
  readonly packedBytes: number;
  readonly crc: number;
}

/** The bare pixels of one image of an array, 8 bit, row by row. */
export interface RawPacked {
  readonly kind: 'raw';
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

export type Packed = ZipPacked | RawPacked;

const methods: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};

/**
 * Refuses what must not or cannot be unpacked, by the directory's word alone.
 * @throws AppError `encrypted`, `unsupported-format`, `file-too-large`, `expands-past-limit`, `damaged`.
 */
export function checkPacked({ method, encrypted, bytes, packedBytes }: ZipPacked): void {
  if (encrypted) refuse('encrypted', 'the entry is encrypted');
  if (method !== 0 && method !== 8) {
    const format = `ZIP with ${methods[method] ?? `method ${method}`}`;
    refuse('unsupported-format', format, { format });
  }
  if (bytes > maxFileBytes) refuse('file-too-large', `${bytes} bytes`, { bytes, limit: maxFileBytes });
  if (bytes > freeInflatedBytes && bytes > packedBytes * maxInflation) {
    refuse('expands-past-limit', `${bytes} bytes when unpacked`, { limit: freeInflatedBytes });
  }
  if (method === 0 && bytes !== packedBytes) damaged('a stored entry has two sizes');
}

function damaged(message: string): never {
  return refuse('damaged', message, { part: 'ZIP entry' });
}

/** Offset of the data behind a local header (APPNOTE 4.3.7), whose name may be longer than the directory's. */
export function dataStart(head: Uint8Array): number {
  if (u32le(head, 0) !== 0x0403_4b50) damaged('an entry has no header of its own');
  return 30 + u16le(head, 26) + u16le(head, 28);
}

function unzip(slice: Uint8Array, packed: ZipPacked): Uint8Array {
  checkPacked(packed);
  const start = dataStart(slice);
  const end = start + packed.packedBytes;
  if (end > slice.length) refuse('truncated', 'an entry is cut off', { have: slice.length, need: end });
  let data = slice.subarray(start, end);
  if (packed.method === 8) data = inflateCapped(data, 'raw', packed.bytes).data;
  if (data.length !== packed.bytes) {
    refuse('truncated', 'an entry is short', { have: data.length, need: packed.bytes });
  }
  if (crc32(data) !== packed.crc) damaged('the checksum of an entry is wrong');
  return data;
}

/** Pixels become a PNG file, so that all that is known of PNG files holds for them. */
function framed(pixels: Uint8Array, { width, height, channels }: RawPacked): Uint8Array {
  const row = width * channels;
  const filtered = new Uint8Array(height * (row + 1));
  for (let y = 0; y < height; y++) {
    filtered.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  }
  return pngFile({ width, height, depth: 8, colourType: channels === 1 ? 0 : 2 }, filtered);
}

/** The bytes of the file itself. @throws AppError as `checkPacked`, and `truncated`, `damaged`. */
export function unpack(slice: Uint8Array, packed: Packed): Uint8Array {
  return packed.kind === 'zip' ? unzip(slice, packed) : framed(slice, packed);
}
