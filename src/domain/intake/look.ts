// A short code of what a picture looks like in the large: nearly the same for a copy that was re-encoded, resized or brightened.
import type { Picture8 } from '../types';

/** Cells along a side of the small grey square that is looked at, and waves of it that are kept along a side. */
const cells = 32;
const waves = 16;
/** All kept waves but the mean brightness. */
export const lookBits = waves * waves - 1;
/** A picture whose cells spread by less than this many levels shows nothing that could be told from noise. */
const flattest = 1.5;

/** First pixel of each cell along a side, and one past the last; each cell holds a pixel, of a small side the same twice. */
function bordersOf(side: number): readonly (readonly [number, number])[] {
  return Array.from({ length: cells }, (_, i) => {
    const from = Math.floor((i * side) / cells);
    return [from, Math.max(from + 1, Math.floor(((i + 1) * side) / cells))] as const;
  });
}

/** Sum of grey pixels `from` up to `to`, in bytes. */
function greySum(data: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += data[at]!;
  return sum;
}

/** Sum of the greys of colour pixels, in bytes, a thousand times as large so that it is a whole number: exact, as the other. */
function thousandfoldGreySum(data: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 3) sum += 299 * data[at]! + 587 * data[at + 1]! + 114 * data[at + 2]!;
  return sum;
}

/** Mean grey of each cell (ITU-R BT.601 weights), `cells x cells`; grey stored as colour has the very numbers of the grey. */
function smallGrey({ width, height, channels, data }: Picture8): Float64Array {
  const [sumOf, scale] = channels === 1 ? [greySum, 1] : [thousandfoldGreySum, 1000];
  const columns = bordersOf(width);
  const out = new Float64Array(cells * cells);
  for (const [row, [top, bottom]] of bordersOf(height).entries()) {
    for (let y = top; y < bottom; y++) {
      for (let column = 0; column < cells; column++) {
        const [left, right] = columns[column]!;
        const sum = sumOf(data, (y * width + left) * channels, (y * width + right) * channels);
        out[row * cells + column]! += sum / (scale * (right - left) * (bottom - top));
      }
    }
  }
  return out;
}

function spread(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** `waves x cells`: the first rows of the orthonormal cosine transform (DCT-II). */
const cosines = Float64Array.from({ length: waves * cells }, (_, i) => {
  const [wave, cell] = [Math.floor(i / cells), i % cells];
  return Math.cos(((2 * cell + 1) * wave * Math.PI) / (2 * cells)) * Math.sqrt((wave === 0 ? 1 : 2) / cells);
});

/** Lowest waves of the square, `waves x waves` by row, to a sixteenth: what is left of rounding must not become a bit. */
function lowWaves(grey: Float64Array): Float64Array {
  const along = new Float64Array(cells * waves);
  for (let y = 0; y < cells; y++) {
    for (let u = 0; u < waves; u++) {
      for (let x = 0; x < cells; x++) along[y * waves + u]! += grey[y * cells + x]! * cosines[u * cells + x]!;
    }
  }
  const out = new Float64Array(waves * waves);
  for (let v = 0; v < waves; v++) {
    for (let u = 0; u < waves; u++) {
      let sum = 0;
      for (let y = 0; y < cells; y++) sum += along[y * waves + u]! * cosines[v * cells + y]!;
      out[v * waves + u] = Math.round(sum * 16);
    }
  }
  return out;
}

/**
 * 255 bits as 64 hex digits (the first bit is always 0): whether each of the lowest 16 x 16 waves of the picture's cosine
 * transform, its mean brightness left out, is above their median (a "pHash": Zauner 2010, Implementation and Benchmarking of
 * Perceptual Image Hash Functions, section 3.2.1, there with 8 x 8 waves, too few to tell one chest film from another). One
 * pass over the pixels, any size from 1 x 1. null for a picture that is all but flat: its bits would be noise.
 */
export function lookOf(picture: Picture8): string | null {
  const grey = smallGrey(picture);
  if (spread(grey) < flattest) return null;
  const low = lowWaves(grey);
  const median = low.slice(1).sort()[lookBits >> 1]!;
  let text = '';
  for (let i = 0; i < low.length; i += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit++) digit = digit * 2 + (i + bit > 0 && low[i + bit]! > median ? 1 : 0);
    text += digit.toString(16);
  }
  return text;
}

const wordsALook = 8;

/** Looks as numbers that can be compared fast, `rows x 8` words of 32 bits; a row without one is all zeros, which none has. */
export function lookWords(looks: readonly (string | null)[]): Uint32Array {
  const out = new Uint32Array(looks.length * wordsALook);
  for (const [row, look] of looks.entries()) {
    if (look === null) continue;
    for (let w = 0; w < wordsALook; w++) {
      out[row * wordsALook + w] = Number.parseInt(look.slice(w * 8, w * 8 + 8), 16);
    }
  }
  return out;
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Bits, 0..255, in which two rows of `lookWords` differ. */
export function lookDistance(words: Uint32Array, a: number, b: number): number {
  let bits = 0;
  for (let w = 0; w < wordsALook; w++) bits += ones(words[a * wordsALook + w]! ^ words[b * wordsALook + w]!);
  return bits;
}
