// Which part of an image is looked at: one part that is kept, and parts that are blacked out (markers, rulers, name plates).
// Relative coordinates, so that one rule drawn on one image serves images of any size.
import type { Picture8 } from '../types';
import type { GreyPixels } from './pixels';

/** Shares of the whole image's width and height, 0..1, from the upper left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Crop {
  /** The kept part; null: all of it. */
  readonly keep: Rect | null;
  /** Blacked-out parts of the whole image, at most `mostMasks`. */
  readonly masks: readonly Rect[];
}

export const mostMasks = 8;
/** A side shorter than this share is a slip of the mouse, not a rectangle. */
const shortestSide = 0.005;

const clamp = (value: number) => Math.min(1, Math.max(0, value));
// Four digits are finer than a pixel of any image here; without rounding the same rule drawn twice would be two rules.
const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** Inside the image, rounded; null when nothing (or next to nothing) is left of it. */
export function tidyRect({ x, y, width, height }: Rect): Rect | null {
  const [left, top] = [round(clamp(x)), round(clamp(y))];
  const [right, bottom] = [round(clamp(x + width)), round(clamp(y + height))];
  const tidy = { x: left, y: top, width: round(right - left), height: round(bottom - top) };
  const usable = tidy.width >= shortestSide && tidy.height >= shortestSide;
  return usable ? tidy : null;
}

/** The rule as it is stored and named in keys; null when it changes nothing. */
export function tidyCrop(crop: Crop | null): Crop | null {
  if (!crop) return null;
  const kept = crop.keep && tidyRect(crop.keep);
  const keep = kept && kept.width === 1 && kept.height === 1 ? null : kept;
  const masks = crop.masks.flatMap((mask) => tidyRect(mask) ?? []).slice(0, mostMasks);
  return keep || masks.length > 0 ? { keep, masks } : null;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whole pixels of a rectangle: edges to the nearest pixel edge (a half goes up), at least one pixel, inside the image. */
export function pixelBox({ x, y, width, height }: Rect, widthPx: number, heightPx: number): Box {
  const edges = (from: number, size: number, length: number): [number, number] => {
    const start = Math.min(length - 1, Math.floor(from * length + 0.5));
    return [start, Math.min(length, Math.max(start + 1, Math.floor((from + size) * length + 0.5)))];
  };
  const [left, right] = edges(x, width, widthPx);
  const [top, bottom] = edges(y, height, heightPx);
  return { left, top, right, bottom };
}

/** The kept part's pixels and, for each of them, 1 where a mask covers it (null without masks). */
interface Area {
  readonly box: Box;
  readonly covered: Uint8Array | null;
}

function areaOf(crop: Crop, widthPx: number, heightPx: number): Area {
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  const box = pixelBox(crop.keep ?? whole, widthPx, heightPx);
  if (crop.masks.length === 0) return { box, covered: null };
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const covered = new Uint8Array(width * height);
  for (const mask of crop.masks) {
    const { left, top, right, bottom } = pixelBox(mask, widthPx, heightPx);
    const [from, to] = [Math.max(left - box.left, 0), Math.min(right - box.left, width)];
    for (let y = Math.max(top - box.top, 0); y < Math.min(bottom - box.top, height); y++) {
      if (to > from) covered.fill(1, y * width + from, y * width + to);
    }
  }
  return { box, covered };
}

/** `rows` of `values`, each `perPixel` numbers a pixel, cut to the box. */
function cut<T extends { slice(from: number, to: number): T; set(from: T, at: number): void }>(
  values: T,
  widthPx: number,
  { left, top, right, bottom }: Box,
  perPixel: number,
): T {
  const row = (right - left) * perPixel;
  const out = values.slice(0, row * (bottom - top));
  for (let y = top; y < bottom; y++) {
    const start = (y * widthPx + left) * perPixel;
    out.set(values.slice(start, start + row), (y - top) * row);
  }
  return out;
}

/** A picture cut to the kept part, with masks black. */
export function cropPicture(picture: Picture8, crop: Crop | null): Picture8 {
  if (!crop) return picture;
  const { width, height, channels } = picture;
  const { box, covered } = areaOf(crop, width, height);
  const data = cut<Uint8Array>(picture.data, width, box, channels);
  const cropped = { width: box.right - box.left, height: box.bottom - box.top, channels, data };
  return covered ? blackOut(cropped, covered) : cropped;
}

/** Sets covered pixels to black, in place. */
export function blackOut(picture: Picture8, covered: Uint8Array): Picture8 {
  const { channels, data } = picture;
  for (let i = 0; i < covered.length; i++) {
    if (covered[i]) data.fill(0, i * channels, (i + 1) * channels);
  }
  return picture;
}

export interface CroppedGrey {
  readonly grey: GreyPixels;
  readonly covered: Uint8Array | null;
  /**
   * The values that are still seen, as one row: percentiles are taken of these, since a bright ruler that is cut away must
   * not decide how bright the rest is shown.
   */
  readonly seen: GreyPixels;
}

export function cropGrey(grey: GreyPixels, crop: Crop | null): CroppedGrey {
  if (!crop) return { grey, covered: null, seen: grey };
  const { box, covered } = areaOf(crop, grey.width, grey.height);
  // All kinds of samples are typed arrays; TypeScript cannot call `set` on their union.
  const values = cut(grey.values as Uint16Array, grey.width, box, 1);
  const cropped: GreyPixels = { ...grey, width: box.right - box.left, height: box.bottom - box.top, values };
  if (!covered) return { grey: cropped, covered, seen: cropped };
  const left = values.filter((_, i) => covered[i] === 0);
  return { grey: cropped, covered, seen: { ...cropped, width: left.length, height: 1, values: left } };
}
