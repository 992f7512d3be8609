// One hash for one picture, whatever file it came in: equal for lossless re-encodings, different after any change.
import type { Samples } from './codecs';
import type { Pixels } from './pixels';

/** The narrowest canonical type that holds all values, so that an 8-bit picture in a 16-bit file hashes alike. */
function canonical(samples: Samples): { type: string; values: Samples } {
  if (samples instanceof Float32Array || samples instanceof Float64Array) {
    return { type: 'f64', values: Float64Array.from(samples) };
  }
  if (samples instanceof Uint8Array) return { type: 'u8', values: samples };
  let min = 0;
  let max = 0;
  for (const value of samples) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min >= 0 && max <= 0xff) return { type: 'u8', values: Uint8Array.from(samples) };
  if (min >= -0x8000 && max <= 0x7fff) {
    return { type: 'i16', values: samples instanceof Int16Array ? samples : Int16Array.from(samples) };
  }
  if (min >= 0 && max <= 0xffff) {
    return { type: 'u16', values: samples instanceof Uint16Array ? samples : Uint16Array.from(samples) };
  }
  return { type: 'f64', values: Float64Array.from(samples) };
}

/** Lower-case hex of SHA-256. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * SHA-256 (hex) of geometry, grey direction and stored values before any windowing. Values are taken little-endian: all
 * platforms that run browsers are.
 */
export async function pixelHash(pixels: Pixels): Promise<string> {
  const grey = pixels.kind === 'grey';
  const { type, values } = canonical(grey ? pixels.values : pixels.stored);
  const { width, height } = grey ? pixels : pixels.picture;
  const channels = grey ? 1 : pixels.picture.channels;
  const head = new TextEncoder().encode(
    `lightbench-pixels-1 ${width}x${height}x${channels} ${type} ${grey && pixels.inverted ? 'inverted' : 'straight'}\n`,
  );
  const body = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return sha256Hex(all);
}
