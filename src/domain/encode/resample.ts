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

/**
 * One pass along one axis. `lines` lines lie `lineStep` apart; along a line, samples lie `step` apart.
 * The intermediate between two passes is 8 bit, as Pillow's is.
 */
function pass(
  from: Uint8Array,
  to: Uint8Array,
  weights: Weights,
  lines: number,
  channels: number,
  geometry: { fromLine: number; fromStep: number; toLine: number; toStep: number },
): void {
  const { first, count, fixed, taps } = weights;
  const { fromLine, fromStep, toLine, toStep } = geometry;
  const half = 1 << (fractionBits - 1);
  for (let t = 0; t < first.length; t++) {
    const start = first[t]!;
    const n = count[t]!;
    for (let line = 0; line < lines; line++) {
      for (let c = 0; c < channels; c++) {
        let sum = half;
        let at = line * fromLine + start * fromStep + c;
        for (let i = 0; i < n; i++, at += fromStep) sum += from[at]! * fixed[t * taps + i]!;
        const level = sum >> fractionBits;
        to[line * toLine + t * toStep + c] = level < 0 ? 0 : Math.min(level, 255);
      }
    }
  }
}

function resizeWidth(picture: Picture8, width: number): Picture8 {
  const { height, channels } = picture;
  if (width === picture.width) return picture;
  const data = new Uint8Array(width * height * channels);
  pass(picture.data, data, weightsFor(picture.width, width), height, channels, {
    fromLine: picture.width * channels,
    fromStep: channels,
    toLine: width * channels,
    toStep: channels,
  });
  return { width, height, channels, data };
}

function resizeHeight(picture: Picture8, height: number): Picture8 {
  const { width, channels } = picture;
  if (height === picture.height) return picture;
  const data = new Uint8Array(width * height * channels);
  pass(picture.data, data, weightsFor(picture.height, height), width, channels, {
    fromLine: channels,
    fromStep: width * channels,
    toLine: channels,
    toStep: width * channels,
  });
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
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sx = x + left;
      const sy = y + top;
      if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
      for (let c = 0; c < 3; c++) {
        out[(y * size + x) * 3 + c] = data[(sy * width + sx) * channels + (channels === 1 ? 0 : c)]!;
      }
    }
  }
  return out;
}
