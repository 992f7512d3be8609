// No encoder output is trusted for having come without an exception: length, finiteness and norm are checked each time.
import { AppError } from '../errors';

function refuse(what: string): never {
  throw new AppError('encoder-invalid-output', `the encoder's output is wrong: ${what}`, { what });
}

/**
 * Checks one raw output and returns it at unit length (a copy).
 * @throws AppError `encoder-invalid-output` with `detail.what`: "length", "not finite" or "zero".
 */
export function checkedUnitVector(output: Float32Array, dimension: number): Float32Array {
  if (output.length !== dimension) refuse('length');
  let squares = 0;
  for (const value of output) squares += value * value;
  if (!Number.isFinite(squares)) refuse('not finite');
  if (squares < 1e-12) refuse('zero');
  const norm = Math.sqrt(squares);
  return output.map((value) => value / norm);
}

/**
 * Checks a raw output of several vectors, `rows x dimension`, and returns them at unit length (a copy).
 * @throws AppError as `checkedUnitVector`, for the whole when one row is wrong.
 */
export function checkedUnitRows(output: Float32Array, rows: number, dimension: number): Float32Array {
  if (output.length !== rows * dimension) refuse('length');
  const out = new Float32Array(output.length);
  for (let at = 0; at < out.length; at += dimension)
    out.set(checkedUnitVector(output.subarray(at, at + dimension), dimension), at);
  return out;
}

/** Cosine similarity of two vectors of one length, -1..1; NaN for a zero vector. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}
