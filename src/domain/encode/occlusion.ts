// Where it looks, for encoders that give no patch vectors: parts of the image are covered, and the loss is measured.
import type { Job } from '../job';
import { cosine } from './check-vector';
import type { HeatGrid } from './heat';

/** Squares along each side of the input; their number squared is how often the encoder runs. */
export const occlusionSquares = 8;

/** The mean colour of RGB bytes, rounded; black for none. */
function meanColour(input: Uint8Array): readonly [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < input.length; i++) sums[(i % 3) as 0 | 1 | 2] += input[i]!;
  const pixels = Math.max(1, input.length / 3);
  return [Math.round(sums[0] / pixels), Math.round(sums[1] / pixels), Math.round(sums[2] / pixels)];
}

/** Bounds of part `i` of `parts` along a side: together they cover it, none twice. */
function part(i: number, parts: number, sizePx: number): readonly [number, number] {
  return [Math.floor((i * sizePx) / parts), Math.floor(((i + 1) * sizePx) / parts)];
}

export interface OcclusionInput {
  /** RGB, `sizePx * sizePx * 3` bytes, as the encoder takes it. Not changed. */
  readonly input: Uint8Array;
  readonly sizePx: number;
  /** The whole input's embedding. */
  readonly embedding: Float32Array;
  /** What the image is held against. */
  readonly target: Float32Array;
  /** Squares along each side, 1..sizePx. */
  readonly squares: number;
}

/**
 * Covers one square after the other with the image's mean colour and measures how far the cosine similarity with the
 * target drops: above 0 where the square carried likeness, below 0 where it stood against it. Grid of
 * `squares x squares`; progress counts squares. It tells what the encoder reacts to, not why, and a cover is itself an
 * image no one took. After Zeiler and Fergus 2014 (occlusion sensitivity).
 * @throws AbortError when the job is cancelled; whatever `encode` throws.
 */
export async function occlusionHeat(
  { input, sizePx, embedding, target, squares }: OcclusionInput,
  encode: (covered: Uint8Array) => Promise<Float32Array>,
  job: Job,
): Promise<HeatGrid> {
  const whole = cosine(embedding, target);
  const colour = meanColour(input);
  const values = new Float32Array(squares * squares);
  for (let i = 0; i < values.length; i++) {
    await job.breathe();
    const covered = input.slice();
    const [top, bottom] = part(Math.floor(i / squares), squares, sizePx);
    const [left, right] = part(i % squares, squares, sizePx);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) covered.set(colour, (y * sizePx + x) * 3);
    }
    values[i] = whole - cosine(await encode(covered), target);
    job.report(i + 1, values.length);
  }
  return { rows: squares, columns: squares, values };
}
