// Counts the pixels that a GIF's codes stand for, without decoding them: a browser shows a frame whose codes end early as a
// picture with a hole, and says nothing.
import { refuse } from './guard';

const mostCodes = 4096;

/**
 * LZW as GIF has it (GIF89a appendix F): low bit first, codes of `codeBits` + 1 to 12 bit.
 * @param data the sub-blocks put together. @param codeBits 1 to 11. @param wanted pixels of the frame.
 * @returns pixels coded, `wanted` at most. @throws AppError `damaged` at a code that does not exist yet.
 */
export function codedPixels(data: Uint8Array, codeBits: number, wanted: number): number {
  const clear = 1 << codeBits;
  // An entry of the table is only its length here.
  const lengths = new Uint32Array(mostCodes).fill(1, 0, clear);
  let [size, width, previous] = [clear + 2, codeBits + 1, 0];
  let [held, bits, at, pixels] = [0, 0, 0, 0];
  while (pixels < wanted) {
    while (bits < width && at < data.length) {
      held |= data[at++]! << bits;
      bits += 8;
    }
    if (bits < width) break;
    const code = held & ((1 << width) - 1);
    held >>>= width;
    bits -= width;
    if (code === clear + 1) break;
    if (code === clear) {
      [size, width, previous] = [clear + 2, codeBits + 1, 0];
      continue;
    }
    if (code > size || (code === size && previous === 0)) {
      refuse('damaged', 'the codes of the first frame are not valid', { part: 'compressed data' });
    }
    const length = code === size ? previous + 1 : lengths[code]!;
    if (previous > 0 && size < mostCodes) lengths[size++] = previous + 1;
    if (size === 1 << width && width < 12) width++;
    pixels += length;
    previous = length;
  }
  return Math.min(pixels, wanted);
}
