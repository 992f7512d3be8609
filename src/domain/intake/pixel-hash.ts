// One hash for one picture, whatever file it came in: equal for lossless re-encodings, different after any change.
import { concat } from './bytes';
import type { Samples } from './codecs';
import type { LookupTable } from './dicom-table';
import type { GreyPixels, Pixels } from './pixels';
import type { Window } from './window';

/** The narrowest canonical type that holds all values, so that an 8-bit picture in a 16-bit file hashes alike. */
function canonical(samples: Samples): { type: string; values: Samples } {
  if (samples instanceof Float32Array || samples instanceof Float64Array) {
    return { type: 'f64', values: new Float64Array(samples) };
  }
  if (samples instanceof Uint8Array) return { type: 'u8', values: samples };
  let min = 0;
  let max = 0;
  // By index: an iterator costs several times as much.
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min >= 0 && max <= 0xff) return { type: 'u8', values: new Uint8Array(samples) };
  if (min >= -0x8000 && max <= 0x7fff) {
    // 16-bit values below 32,768 are the same bytes either way: seen anew, not copied.
    const seen = samples instanceof Uint16Array;
    const { buffer, byteOffset, length } = samples;
    return {
      type: 'i16',
      values: seen ? new Int16Array(buffer, byteOffset, length) : new Int16Array(samples),
    };
  }
  if (min >= 0 && max <= 0xffff) {
    return { type: 'u16', values: samples instanceof Uint16Array ? samples : new Uint16Array(samples) };
  }
  return { type: 'f64', values: new Float64Array(samples) };
}

/** Lower-case hex of SHA-256. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}

function same(a: Samples, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Where the parts of most pictures are joined: fresh memory for each would cost as much as hashing it. */
let desk = new Uint8Array(0);
const deskBytes = 2 ** 20;

/** The parts in a row, good until the next call: a digest copies what it is given before it is waited for. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > deskBytes) return concat(parts);
  if (desk.length === 0) desk = new Uint8Array(deskBytes);
  let at = 0;
  for (const part of parts) {
    desk.set(part, at);
    at += part.length;
  }
  return desk.subarray(0, length);
}

/** Numbers as text that differs whenever they do. */
const exact = (numbers: Iterable<number>) => Array.from(numbers, String).join(',');

/** All that stands between a stored grey value and its place on the screen, as text. */
function greyRule({ modality, padding }: GreyPixels, { table, window }: Voi): string {
  const step =
    modality.kind === 'linear'
      ? `line ${modality.slope} ${modality.intercept}`
      : `table ${modality.first} ${exact(modality.entries)}`;
  const voi = table
    ? `table ${table.first} ${table.bits} ${exact(table.entries)}`
    : window
      ? `window ${window.shape} ${window.centre} ${window.width}`
      : 'none';
  return ` grey ${step} padding ${padding ? exact(padding) : 'none'} voi ${voi}`;
}

/** The file's own way of showing its greys, as far as it is used. */
export interface Voi {
  readonly table: LookupTable | null;
  readonly window: Window | null;
}

/**
 * SHA-256 (hex) of stored values before any windowing, of geometry, and of all that decides how they are shown: two
 * files that would look different are two pictures. Values are taken little-endian: all platforms that run browsers are.
 */
export async function pixelHash(pixels: Pixels, voi: Voi = { table: null, window: null }): Promise<string> {
  const grey = pixels.kind === 'grey';
  const { type, values } = canonical(grey ? pixels.values : pixels.stored);
  const { width, height } = grey ? pixels : pixels.picture;
  const channels = grey ? 1 : pixels.picture.channels;
  const direction = grey && pixels.inverted ? 'inverted' : 'straight';
  const rule = grey ? greyRule(pixels, voi) : '';
  const head = new TextEncoder().encode(
    `lightbench-pixels-1 ${width}x${height}x${channels} ${type} ${direction}${rule}\n`,
  );
  const body = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  // Deep colour is shown by its high bits, and which those are is the file's word: the same values in a file of another
  // depth are another picture.
  const shown = grey || same(values, pixels.picture.data) ? [] : [pixels.picture.data];
  return sha256Hex(joined([head, body, ...shown]));
}
