// Where an image is like a target vector: a coarse grid of numbers, the scale it is drawn on, and its smooth enlargement.
import { AppError } from '../errors';
import { cosine } from './check-vector';

/** One vector for each part of an image: `rows * columns` rows of the embedding's space, row by row from the top left. */
export interface PatchVectors {
  readonly rows: number;
  readonly columns: number;
  /** `rows * columns x dim`, unit rows. */
  readonly data: Float32Array;
}

/** One number for each part of the encoder's input square, row by row from the top left. */
export interface HeatGrid {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * Cosine similarity of each patch with a target (another image's embedding, a text's vector, the mean of a class).
 *
 * It means: how near this part's own vector lies to the target in the encoder's space. It does not mean that the part
 * caused the similarity of the whole, that it shows what the target shows, or that anything is found there. Patches see
 * beyond their own cell, and of the embedded encoder they share the half that is made of the whole image, so they differ
 * less than what lies in them.
 * @param target `dim` numbers, any length above 0.
 * @throws AppError `invalid-argument` when the patches are not `rows * columns x dim`, or there are none.
 */
export function patchHeat({ rows, columns, data }: PatchVectors, target: Float32Array): HeatGrid {
  const dim = target.length;
  if (dim === 0 || rows * columns === 0 || data.length !== rows * columns * dim)
    throw new AppError(
      'invalid-argument',
      `${data.length} numbers for ${rows} x ${columns} patches of ${dim}`,
    );
  const values = Float32Array.from({ length: rows * columns }, (_, i) =>
    cosine(data.subarray(i * dim, (i + 1) * dim), target),
  );
  return { rows, columns, values };
}

/** How a grid is drawn: as differences from its mean, on a scale that is the same up and down. */
export interface HeatScale {
  /** Mean of the grid, in its own unit. */
  readonly mean: number;
  /** Lowest and highest difference from the mean, at most 0 and at least 0. */
  readonly low: number;
  readonly high: number;
  /** The difference that is drawn brightest; its negative is drawn darkest. Above 0. */
  readonly reach: number;
  /** True when no part is `leastReach` off the mean: nothing stands out, and it is drawn so. */
  readonly flat: boolean;
}

/**
 * A scale never reaches less far than this: spread over the whole ramp, rounding alone would look like a finding. Patches
 * of the embedded encoder lie 0.01 to 0.06 off their mean for images that have nothing to do with the target, and 0.15 to
 * 0.27 for images of its kind (its golden pictures).
 */
export const leastReach = 0.02;

/** The scale of a grid. An empty one: all zeros, flat. */
export function heatScale({ values }: HeatGrid): HeatScale {
  if (values.length === 0) return { mean: 0, low: 0, high: 0, reach: leastReach, flat: true };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const low = Math.min(
    0,
    values.reduce((least, value) => Math.min(least, value - mean), 0),
  );
  const high = Math.max(
    0,
    values.reduce((most, value) => Math.max(most, value - mean), 0),
  );
  const furthest = Math.max(high, -low);
  return { mean, low, high, reach: Math.max(leastReach, furthest), flat: furthest < leastReach };
}

/** The two cells a target pixel lies between, and how far it is on the way to the second, 0..1. */
function between(target: number, targets: number, cells: number): readonly [number, number, number] {
  const at = Math.min(cells - 1, Math.max(0, ((target + 0.5) * cells) / targets - 0.5));
  const first = Math.floor(at);
  return [first, Math.min(cells - 1, first + 1), at - first];
}

/**
 * Bilinear enlargement: each cell's value stands at the cell's centre, beyond the outer centres the edge value goes on (as
 * `torch.nn.functional.interpolate` with `align_corners=False`). `width * height` numbers, row by row.
 */
export function enlarged({ rows, columns, values }: HeatGrid, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom, down] = between(y, height, rows);
    for (let x = 0; x < width; x++) {
      const [left, right, across] = between(x, width, columns);
      const row = (r: number) =>
        values[r * columns + left]! * (1 - across) + values[r * columns + right]! * across;
      out[y * width + x] = row(top) * (1 - down) + row(bottom) * down;
    }
  }
  return out;
}

/**
 * The grid as shades for the screen, `sizePx * sizePx` over the encoder's input square: 128 = the mean, 255 = `reach`
 * above it, 1 = `reach` below it.
 */
export function heatShades(grid: HeatGrid, { mean, reach }: HeatScale, sizePx: number): Uint8ClampedArray {
  return Uint8ClampedArray.from(
    enlarged(grid, sizePx, sizePx),
    (value) => 128 + (127 * (value - mean)) / reach,
  );
}
