// Resizes an 8-bit picture to the encoder's square, equal to Pillow's antialiased BICUBIC, byte for byte.
import type { Picture8 } from '../types';
import type { InputSpec } from './manifest';

/** Keys' cubic with a = -0.5; its support is 2 source pixels, widened by the scale when shrinking. */
function cubic(x: number): number {
  const a = -0.5;
  const t = Math.abs(x);
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a;
  return 0;
}

/** Pillow keeps 8-bit weights as integers of this many fraction bits; its rounding is part of the result. */
const fractionBits = 22;

interface Weights {
  /** First source index of each target. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `targets * taps`, fixed point. */
  readonly fixed: Int32Array;
  readonly taps: number;
}

/** Weights of each target pixel along one axis; they sum to one before they are rounded. */
function weightsFor(source: number, target: number): Weights {
  const scale = source / target;
  const stretch = Math.max(1, scale);
  const support = 2 * stretch;
  const taps = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(target);
  const count = new Int32Array(target);
  const fixed = new Int32Array(target * taps);
  const row = new Float64Array(taps);
  for (let t = 0; t < target; t++) {
    const centre = (t + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const n = Math.min(source, Math.trunc(centre + support + 0.5)) - from;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      row[i] = cubic((i + from - centre + 0.5) * (1 / stretch));
      sum += row[i]!;
    }
    for (let i = 0; i < n; i++) {
      const weight = (sum === 0 ? row[i]! : row[i]! / sum) * 2 ** fractionBits;
      fixed[t * taps + i] = Math.trunc(weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    first[t] = from;
    count[t] = n;
  }
  return { first, count, fixed, taps };
}

/** A sum of fixed-point products, rounded to a level. */
function levelOf(sum: number): number {
  const level = sum >> fractionBits;
  return level < 0 ? 0 : level > 255 ? 255 : level;
}

const half = 1 << (fractionBits - 1);

/** What lies across the axis of a pass, four lines at a time. */
interface Lines {
  readonly from: Uint8Array;
  /** From one source pixel to the next along the axis. */
  readonly step: number;
  /** From one line to the next: in the source, and in the target. */
  readonly apart: number;
  readonly apartTo: number;
  readonly weights: Weights;
  readonly data: Uint8Array;
}

/**
 * Target `t` of four lines at once: a weight is fetched once for four products, which halves the time.
 * @param at source index where the first line begins, @param to its target's index. @param lines how many there are
 *   beside the first; past them the last is made again.
 */
function weighFour(
  { from, step, apart, apartTo, weights, data }: Lines,
  t: number,
  at: number,
  to: number,
  lines: number,
): void {
  const { fixed, taps } = weights;
  const line1 = lines < 1 ? 0 : 1;
  const line2 = lines < 2 ? line1 : 2;
  const line3 = lines < 3 ? line2 : 3;
  const from1 = line1 * apart;
  const from2 = line2 * apart;
  const from3 = line3 * apart;
  // Sums of 32 bits, as Pillow's are.
  let sum0 = half;
  let sum1 = half;
  let sum2 = half;
  let sum3 = half;
  let pixel = at + weights.first[t]! * step;
  const start = t * taps;
  const end = start + weights.count[t]!;
  for (let i = start; i < end; i++, pixel += step) {
    const weight = fixed[i]!;
    sum0 = (sum0 + Math.imul(from[pixel]!, weight)) | 0;
    sum1 = (sum1 + Math.imul(from[pixel + from1]!, weight)) | 0;
    sum2 = (sum2 + Math.imul(from[pixel + from2]!, weight)) | 0;
    sum3 = (sum3 + Math.imul(from[pixel + from3]!, weight)) | 0;
  }
  data[to] = levelOf(sum0);
  data[to + line1 * apartTo] = levelOf(sum1);
  data[to + line2 * apartTo] = levelOf(sum2);
  data[to + line3 * apartTo] = levelOf(sum3);
}

/** One pass along the rows. The intermediate between two passes is 8 bit, as Pillow's is. */
function resizeWidth(picture: Picture8, width: number): Picture8 {
  const { height, channels, data: from } = picture;
  if (width === picture.width) return picture;
  const data = new Uint8Array(width * height * channels);
  const [apart, apartTo] = [picture.width * channels, width * channels];
  const weights = weightsFor(picture.width, width);
  const rows: Lines = { from, step: channels, apart, apartTo, weights, data };
  for (let y = 0; y < height; y += 4) {
    for (let t = 0; t < width; t++) {
      for (let c = 0; c < channels; c++) {
        weighFour(rows, t, y * apart + c, y * apartTo + t * channels + c, height - 1 - y);
      }
    }
  }
  return { width, height, channels, data };
}

/** One pass down the columns, row by row: neighbours there are neighbours in memory. */
function resizeHeight(picture: Picture8, height: number): Picture8 {
  const { width, channels, data: from } = picture;
  if (height === picture.height) return picture;
  const step = width * channels;
  const data = new Uint8Array(step * height);
  const weights = weightsFor(picture.height, height);
  const columns: Lines = { from, step, apart: 1, apartTo: 1, weights, data };
  for (let t = 0; t < height; t++) {
    for (let x = 0; x < step; x += 4) weighFour(columns, t, x, t * step + x, step - 1 - x);
  }
  return { width, height, channels, data };
}

/**
 * Resizes to any size; an axis that keeps its length is left untouched. Pillow 13 takes the vertical pass first when it
 * removes more than twice the pixels of the horizontal one (found by measurement); older ones never do, and then a
 * pixel in a hundred differs by one level.
 */
export function resize(picture: Picture8, width: number, height: number): Picture8 {
  const verticalFirst = picture.height - height > Math.max(0, 2 * (picture.width - width));
  if (verticalFirst) return resizeWidth(resizeHeight(picture, height), width);
  return resizeHeight(resizeWidth(picture, width), height);
}

/** floor(side * size / reference + 0.5), the rule of encoder/preprocess.py. */
function scaled(side: number, size: number, reference: number): number {
  return Math.floor((2 * side * size + reference) / (2 * reference));
}

/**
 * The encoder's input square: RGB, `sizePx * sizePx * 3` bytes; grey is repeated in all three channels.
 * stretch: both sides to size. crop: short side to size, middle window. pad: long side to size, centred on black.
 * Odd rests: the window or picture starts at floor(rest / 2).
 */
export function prepareInput(picture: Picture8, spec: Pick<InputSpec, 'sizePx' | 'resize'>): Uint8Array {
  const { sizePx: size, resize: mode } = spec;
  const { width: w, height: h } = picture;
  const side = mode === 'pad' ? Math.max(w, h) : Math.min(w, h);
  const least = mode === 'pad' ? 1 : size;
  const width = mode === 'stretch' ? size : Math.max(least, scaled(w, size, side));
  const height = mode === 'stretch' ? size : Math.max(least, scaled(h, size, side));
  const { data, channels } = resize(picture, width, height);
  // Offset of the square's corner in the resized picture: positive when cropping, negative when padding.
  const left = width > size ? Math.floor((width - size) / 2) : -Math.floor((size - width) / 2);
  const top = height > size ? Math.floor((height - size) / 2) : -Math.floor((size - height) / 2);
  const out = new Uint8Array(size * size * 3);
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  const lastX = Math.min(size, width - left);
  const lastY = Math.min(size, height - top);
  for (let y = Math.max(0, -top); y < lastY; y++) {
    const firstX = Math.max(0, -left);
    let from = ((y + top) * width + firstX + left) * channels;
    let to = (y * size + firstX) * 3;
    for (let x = firstX; x < lastX; x++, from += channels, to += 3) {
      out[to] = data[from]!;
      out[to + 1] = data[from + green]!;
      out[to + 2] = data[from + blue]!;
    }
  }
  return out;
}
