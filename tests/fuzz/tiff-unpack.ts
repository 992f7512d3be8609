// TIFF's compressions, read strictly and by the definition: TIFF 6.0 sections 9 (PackBits) and 13 (LZW), and deflate.
import { inflateSync } from 'node:zlib';
import { Breach, joined, must } from './kit';

const clear = 256;
const end = 257;

function lzw(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const literals: readonly Uint8Array[] = Array.from({ length: 258 }, (_, i) => Uint8Array.of(i));
  let table = literals.slice();
  let previous: Uint8Array | null = null;
  let bit = 0;
  for (let first = true; ; first = false) {
    // A code is one bit wider as soon as the next entry would be the last that fits.
    const width = Math.min(12, Math.max(9, Math.floor(Math.log2(table.length + 1)) + 1));
    must(bit + width <= bytes.length * 8, 'LZW without an end');
    let code = 0;
    for (let i = 0; i < width; i++, bit++) code = code * 2 + ((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1);
    must(!first || code === clear, 'LZW that does not begin with a clear code');
    if (code === end) return joined(parts);
    if (code === clear) {
      [table, previous] = [literals.slice(), null];
      continue;
    }
    must(code !== clear && code <= table.length && (previous !== null || code < clear), 'LZW code');
    must(previous === null || table.length < 4096, 'LZW table is full');
    const piece: Uint8Array =
      code < table.length ? table[code]! : joined([previous!, previous!.subarray(0, 1)]);
    parts.push(piece);
    if (previous) table.push(joined([previous, piece.subarray(0, 1)]));
    previous = piece;
  }
}

function packBits(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const n = (bytes[at]! << 24) >> 24;
    if (n >= 0) {
      must(at + 2 + n <= bytes.length, 'PackBits');
      parts.push(bytes.subarray(at + 1, at + 2 + n));
      at += 2 + n;
    } else if (n > -128) {
      must(at + 1 < bytes.length, 'PackBits');
      parts.push(new Uint8Array(1 - n).fill(bytes[at + 1]!));
      at += 2;
    } else at++;
  }
  return joined(parts);
}

function inflated(bytes: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(inflateSync(bytes, { maxOutputLength: 1 << 24 }));
  } catch {
    throw new Breach('the stream does not inflate');
  }
}

/** @throws Breach */
export function strictUnpack(bytes: Uint8Array, compression: number): Uint8Array {
  if (compression === 1) return bytes;
  if (compression === 5) return lzw(bytes);
  if (compression === 32_773) return packBits(bytes);
  must(compression === 8 || compression === 32_946, 'compression');
  return inflated(bytes);
}
