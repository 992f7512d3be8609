// A strict reader of GIF87a and GIF89a: size, number of frames, and whether the first frame's codes fill it.
import { must } from './kit';

export interface HeadFacts {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly orientation: number;
  readonly profile: boolean;
}

const u16 = (bytes: Uint8Array, at: number) => bytes[at]! + bytes[at + 1]! * 256;

/** Sub-blocks up to their terminator. @throws Breach */
function subBlocks(bytes: Uint8Array, from: number): { data: number[]; next: number } {
  const data: number[] = [];
  let at = from;
  for (;;) {
    must(at < bytes.length, 'cut in a sub-block');
    const length = bytes[at]!;
    if (length === 0) return { data, next: at + 1 };
    must(at + 1 + length <= bytes.length, 'cut in a sub-block');
    for (let i = 0; i < length; i++) data.push(bytes[at + 1 + i]!);
    at += 1 + length;
  }
}

/** How many pixels the codes stand for (GIF89a appendix F), up to `wanted`. @throws Breach */
function pixelsOf(data: readonly number[], minimum: number, wanted: number): number {
  must(minimum >= 2 && minimum <= 8, 'size of a code');
  const clear = 2 ** minimum;
  let lengths: number[] = [];
  let width = 0;
  let previous = 0;
  let [bit, pixels] = [0, 0];
  const reset = () => {
    lengths = Array.from({ length: clear + 2 }, () => 1);
    [width, previous] = [minimum + 1, 0];
  };
  reset();
  while (pixels < wanted) {
    if (bit + width > data.length * 8) return pixels;
    let code = 0;
    for (let i = 0; i < width; i++, bit++) code += ((data[bit >> 3]! >> (bit & 7)) & 1) * 2 ** i;
    if (code === clear) {
      reset();
      continue;
    }
    if (code === clear + 1) return pixels;
    must(code < lengths.length || (code === lengths.length && previous > 0), 'a code that does not exist');
    const length = code < lengths.length ? lengths[code]! : previous + 1;
    pixels += length;
    if (previous > 0 && lengths.length < 4096) lengths.push(previous + 1);
    if (lengths.length === 2 ** width && width < 12) width++;
    previous = length;
  }
  return pixels;
}

/** @throws Breach where the first frame is not whole, or no picture is meant for certain. */
export function gifFacts(bytes: Uint8Array): HeadFacts {
  must(/^GIF8[79]a$/.test(String.fromCharCode(...bytes.subarray(0, 6))) && bytes.length >= 13, 'header');
  const [width, height, flags] = [u16(bytes, 6), u16(bytes, 8), bytes[10]!];
  const table = (packed: number) => (packed & 128 ? 3 * 2 ** ((packed & 7) + 1) : 0);
  let at = 13 + table(flags);
  let frames = 0;
  for (;;) {
    // After a first frame that is whole, whatever ends the file ends the picture, too.
    if (frames > 0 && (at >= bytes.length || bytes[at] === 0x3b)) break;
    must(at < bytes.length && bytes[at] !== 0x3b, 'no frame');
    if (bytes[at] === 0x21 && at + 2 < bytes.length) {
      try {
        at = subBlocks(bytes, at + 2).next;
      } catch (thrown) {
        if (frames === 0) throw thrown;
        break;
      }
      continue;
    }
    if (bytes[at] !== 0x2c) {
      must(frames > 0, 'an unknown block');
      break;
    }
    must(frames > 0 || at + 10 <= bytes.length, 'cut in a frame');
    const [left, top, w, h] = [1, 3, 5, 7].map((i) => u16(bytes, at + i)) as [number, number, number, number];
    const own = table(bytes[at + 9]!);
    if (frames === 0) {
      must(w > 0 && h > 0 && left + w <= width && top + h <= height, 'a frame beyond the screen');
      must(own > 0 || table(flags) > 0, 'no colours');
    }
    const start = at + 10 + own;
    try {
      const { data, next } = subBlocks(bytes, start + 1);
      if (frames === 0) must(pixelsOf(data, bytes[start]!, w * h) >= w * h, 'codes that end early');
      at = next;
    } catch (thrown) {
      if (frames === 0) throw thrown;
      break;
    }
    frames++;
  }
  return { width, height, frames, orientation: 1, profile: false };
}
