// A small colour canvas for drawn cells: soft-edged shapes by signed distance, value noise, grain. Values 0..255.
import type { Random } from '../random';

export type Colour = readonly [red: number, green: number, blue: number];

export interface Canvas {
  readonly sizePx: number;
  /** `size * size * 3`, kept as floats so that many soft layers do not band. */
  readonly data: Float32Array;
}

/** Signed distance in pixels at a point, negative inside. */
export type Shape = (x: number, y: number) => number;

/** The colour of a shape at a point; `depth` is how many pixels inside the edge it lies. */
export type Fill = (x: number, y: number, depth: number) => Colour;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

export function makeCanvas(sizePx: number): Canvas {
  return { sizePx, data: new Float32Array(sizePx * sizePx * 3) };
}

/** Paints a shape within the square `box` around its centre, with an edge `softPx` wide and the given opacity. */
export function paint(canvas: Canvas, box: Box, shape: Shape, fill: Fill, softPx = 1.2, opacity = 1): void {
  const { sizePx, data } = canvas;
  const from = (centre: number) => Math.max(0, Math.floor(centre - box.reach));
  const to = (centre: number) => Math.min(sizePx - 1, Math.ceil(centre + box.reach));
  for (let y = from(box.y); y <= to(box.y); y++) {
    for (let x = from(box.x); x <= to(box.x); x++) {
      const distance = shape(x, y);
      const cover = Math.min(1, Math.max(0, 0.5 - distance / softPx)) * opacity;
      if (cover === 0) continue;
      const colour = fill(x, y, -distance);
      const p = (y * sizePx + x) * 3;
      for (let c = 0; c < 3; c++) data[p + c]! += (colour[c]! - data[p + c]!) * cover;
    }
  }
}

/** Smooth noise -1..1 with features about `scalePx` wide (bicubic-like blend of a random lattice). */
export function makeNoise(random: Random, scalePx: number): (x: number, y: number) => number {
  const side = 64;
  const lattice = Float32Array.from({ length: side * side }, () => random.uniform() * 2 - 1);
  const at = (i: number, j: number) =>
    lattice[(((j % side) + side) % side) * side + (((i % side) + side) % side)]!;
  const ease = (t: number) => t * t * (3 - 2 * t);
  return (x, y) => {
    const u = x / scalePx;
    const v = y / scalePx;
    const i = Math.floor(u);
    const j = Math.floor(v);
    const s = ease(u - i);
    const t = ease(v - j);
    const top = at(i, j) + (at(i + 1, j) - at(i, j)) * s;
    const bottom = at(i, j + 1) + (at(i + 1, j + 1) - at(i, j + 1)) * s;
    return top + (bottom - top) * t;
  };
}

/** Adds camera grain (normal, `sigma` grey levels, mostly common to the three channels). */
export function addGrain(canvas: Canvas, random: Random, sigma: number): void {
  for (let p = 0; p < canvas.data.length; p += 3) {
    const common = random.normal() * sigma;
    for (let c = 0; c < 3; c++) canvas.data[p + c]! += common + random.normal() * sigma * 0.4;
  }
}

/** 8-bit copy, row-major RGB. */
export function toBytes(canvas: Canvas): Uint8Array {
  return Uint8Array.from(canvas.data, (value) => Math.min(255, Math.max(0, Math.round(value))));
}

/** Blend of two colours, `share` 0..1 of the second. */
export function blend(a: Colour, b: Colour, share: number): Colour {
  const t = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** A colour made lighter (above 1) or darker. */
export function shade(colour: Colour, factor: number): Colour {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}
