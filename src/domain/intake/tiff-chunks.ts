// One strip or tile of a TIFF to plain bytes, never more of them than the header asks for. Ours, because the TIFF
// libraries at hand read planar and tiled colour wrong, lack PackBits, and inflate without a cap.
import { refuse } from './guard';
import { inflateCapped } from './inflate';

/** Names for a sentence; none of these is read. */
const unread: Readonly<Record<number, string>> = {
  2: 'fax (CCITT) compression',
  3: 'fax (CCITT G3) compression',
  4: 'fax (CCITT G4) compression',
  6: 'old-style JPEG compression',
  7: 'JPEG compression',
  9: 'JBIG compression',
  10: 'JBIG compression',
  32766: 'NeXT compression',
  32809: 'ThunderScan compression',
  33003: 'JPEG 2000 compression',
  33005: 'JPEG 2000 compression',
  34661: 'JBIG compression',
  34712: 'JPEG 2000 compression',
  34887: 'LERC compression',
  34892: 'lossy JPEG compression',
  34925: 'LZMA compression',
  50000: 'Zstandard compression',
  50001: 'WebP compression',
  50002: 'JPEG XL compression',
};

/** @throws AppError `unsupported-format`, naming the compression. */
export function checkCompression(compression: number): void {
  if ([1, 5, 8, 32_773, 32_946].includes(compression)) return;
  const format = `TIFF with ${unread[compression] ?? `compression ${compression}`}`;
  refuse('unsupported-format', format, { format });
}

const clear = 256;
const endOfData = 257;

/** LZW as TIFF has it (TIFF 6.0 section 13): high bit first, codes of 9 to 12 bit that widen one code early. */
function unpackLzw(bytes: Uint8Array, wanted: number, room: number): Uint8Array {
  // Writers before 1988 put the low bit first; their data starts with these two bytes.
  if (bytes[0] === 0 && ((bytes[1] ?? 0) & 1) === 1) {
    refuse('unsupported-format', 'old-style LZW', { format: 'TIFF with old-style LZW compression' });
  }
  const out = new Uint8Array(room);
  // An entry of the table is a piece of what was already written: its start and its length.
  const starts = new Uint32Array(4097);
  const lengths = new Uint32Array(4097);
  let size = 258;
  let width = 9;
  let [held, bits, at, to] = [0, 0, 0, 0];
  let previous = -1;
  while (to < room) {
    while (bits < width && at < bytes.length) {
      held = ((held << 8) | bytes[at++]!) & 0xff_ffff;
      bits += 8;
    }
    if (bits < width) break;
    const code = (held >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === endOfData) break;
    if (code === clear) {
      [size, width, previous] = [258, 9, -1];
      continue;
    }
    const start = to;
    const known = code < 256 || (code > endOfData && code < size && previous >= 0);
    const broken = (!known && (code !== size || previous < 0)) || (previous >= 0 && size > 4095);
    // What comes behind the pixels is no concern of theirs.
    if (broken && to >= wanted) break;
    if (broken) refuse('damaged', 'the LZW data is not valid', { part: 'compressed data' });
    if (code < 256) out[to++] = code;
    else {
      // The code that is about to be made stands for the last piece and its own first byte: the copy below reads it
      // where it has just been written.
      const from = code === size ? previous : starts[code]!;
      const length = code === size ? start - previous + 1 : lengths[code]!;
      for (let i = 0; i < length && to < room; i++) out[to++] = out[from + i]!;
    }
    if (previous >= 0) {
      starts[size] = previous;
      lengths[size] = start - previous + 1;
      size++;
    }
    previous = start;
    if (size >= (1 << width) - 1 && width < 12) width++;
  }
  return out.subarray(0, to);
}

/** PackBits (TIFF 6.0 section 9). */
function unpackBits(bytes: Uint8Array, room: number): Uint8Array {
  const out = new Uint8Array(room);
  let to = 0;
  for (let at = 0; at < bytes.length && to < room; ) {
    const head = bytes[at++]!;
    if (head === 128) continue;
    if (head < 128) {
      const part = bytes.subarray(at, Math.min(at + head + 1, at + room - to));
      out.set(part, to);
      to += part.length;
      at += head + 1;
    } else {
      const end = Math.min(room, to + 257 - head);
      if (at < bytes.length) out.fill(bytes[at]!, to, end);
      to = at < bytes.length ? end : to;
      at++;
    }
  }
  return out.subarray(0, to);
}

/**
 * @param wanted bytes the chunk must hold. @param most bytes it may hold, at least `wanted`: a last strip may be written whole.
 * @returns `data`: the bytes wanted; `more`: whether there are others, not those of a whole strip; they are left aside.
 * @throws AppError `truncated`, `damaged`, `expands-past-limit`, `unsupported-format`.
 */
export function unpackChunk(
  bytes: Uint8Array,
  compression: number,
  wanted: number,
  most: number,
): { data: Uint8Array; more: boolean } {
  let data = bytes;
  if (compression === 5) data = unpackLzw(bytes, wanted, most + 1);
  else if (compression === 32_773) data = unpackBits(bytes, most + 1);
  else if (compression !== 1) {
    // A last strip may be written in full; twice the size plus a page is no longer that.
    data = inflateCapped(bytes, 'zlib', wanted * 2 + 65_536).data;
  }
  if (data.length < wanted)
    refuse('truncated', 'a strip or tile is short', { have: data.length, need: wanted });
  return { data: data.subarray(0, wanted), more: data.length > wanted && data.length !== most };
}
