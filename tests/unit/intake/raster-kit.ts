// Pieces of raster files, and ways to put them into a fixture's bytes.
import { crc32, deflateSync } from 'node:zlib';
import { fixtureCases, fromBase64, type RasterFixtures } from './fixtures';

const { files } = fixtureCases<RasterFixtures>('raster.jsonl');

/** A copy of a fixture's bytes. */
export const bytesOf = (name: string): Uint8Array =>
  fromBase64(files.find((file) => file.name === name)!.base64);

export const join = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
export const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

const u32 = (value: number) =>
  Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);

export function chunk(type: string, body: Iterable<number>): Uint8Array {
  const named = join(latin(type), Uint8Array.from(body));
  return join(u32(named.length - 4), named, u32(crc32(named)));
}

/** Put in after IHDR, which ends at 33. */
export const withChunk = (name: string, type: string, body: Iterable<number>): Uint8Array =>
  join(bytesOf(name).slice(0, 33), chunk(type, body), bytesOf(name).slice(33));

/** A PNG of 8 bit whose samples are `value(x, y, channel)`, not filtered. @param type colour type. */
export function png(
  width: number,
  height: number,
  type: 0 | 2 | 4 | 6,
  value: (x: number, y: number, c: number) => number,
): Uint8Array {
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[type];
  const rows = new Uint8Array(height * (1 + width * channels));
  for (let y = 0, at = 0; y < height; y++) {
    at++;
    for (let i = 0; i < width * channels; i++) rows[at++] = value(Math.floor(i / channels), y, i % channels);
  }
  const header = join(u32(width), u32(height), Uint8Array.of(8, type, 0, 0, 0));
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return join(signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', []));
}

/** Offset of the body of the `nth` JPEG segment with this marker. */
export function segment(bytes: Uint8Array, marker: number, nth = 0): number {
  let at = 2;
  for (let seen = 0; ; at += 2 + bytes[at + 2]! * 256 + bytes[at + 3]!) {
    if (bytes[at + 1] === marker && seen++ === nth) return at + 4;
  }
}
