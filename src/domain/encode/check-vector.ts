// No encoder output is trusted for having come without an exception: length, finiteness and norm are checked each time.
import { AppError } from '../errors';

/**
 * Checks one raw output and returns it at unit length (a copy).
 * @throws AppError `encoder-invalid-output` with `detail.what`: "length", "not finite" or "zero".
 */
export function checkedUnitVector(output: Float32Array, dimension: number): Float32Array {
  const refuse = (what: string): never => {
    throw new AppError('encoder-invalid-output', `the encoder's output is wrong: ${what}`, { what });
  };
  if (output.length !== dimension) refuse('length');
  let squares = 0;
  for (const value of output) squares += value * value;
  if (!Number.isFinite(squares)) refuse('not finite');
  if (squares < 1e-12) refuse('zero');
  const norm = Math.sqrt(squares);
  return output.map((value) => value / norm);
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
