// The self-test an encoder brings along: small pictures and the vectors that ONNX Runtime in Python made of them.
import { AppError } from '../errors';
import type { Picture8 } from '../types';
import { cosine } from './check-vector';
import type { InputSpec } from './manifest';
import { prepareInput } from './resample';

export interface GoldenCase {
  readonly name: string;
  readonly picture: Picture8;
  readonly vector: Float32Array;
}

/** What a back end made of the golden cases. A figure is NaN when a vector was no vector at all; NaN never passes. */
export interface Parity {
  readonly cases: number;
  /** Lowest cosine over the cases, -1..1. */
  readonly lowestCosine: number;
  /** Largest absolute difference over all components of all vectors (unit length), 0..2. */
  readonly largestDifference: number;
}

/** Lowest cosine with the stored vectors that a back end must reach. Same file, so only rounding may differ. */
export const parityFloor = 0.9999;

/**
 * Largest difference a back end may show in one component. The cosine floor alone would let one number be off by 0.014
 * (all of |a - b| = sqrt(2 (1 - 0.9999)) in one place). Rounding in another order moves a component by about 1e-6, and
 * 1e-3 is a fortieth of a usual component of 512 (1 / sqrt(512) = 0.044).
 */
export const differenceCeiling = 1e-3;

/** Whether a back end may be used: both limits hold, on at least one case. */
export function parityHolds({ cases, lowestCosine, largestDifference }: Parity): boolean {
  // Written so that NaN fails.
  return cases > 0 && lowestCosine >= parityFloor && largestDifference <= differenceCeiling;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Reads golden.json: `{cases: [{name, width, height, rgbBase64, vectorBase64: float32 little endian}]}`.
 * @throws AppError `encoder-damaged` when a case does not fit its own sizes.
 */
export function parseGolden(json: unknown, dimension: number): readonly GoldenCase[] {
  const cases = (json as { cases?: unknown }).cases;
  if (!Array.isArray(cases) || cases.length === 0)
    throw new AppError('encoder-damaged', 'no golden cases', { field: 'golden' });
  return cases.map(
    (entry: { name: string; width: number; height: number; rgbBase64: string; vectorBase64: string }) => {
      const data = bytesOf(entry.rgbBase64);
      const raw = bytesOf(entry.vectorBase64);
      if (data.length !== entry.width * entry.height * 3 || raw.length !== dimension * 4) {
        throw new AppError('encoder-damaged', `golden case ${entry.name} has the wrong size`, {
          field: 'golden',
        });
      }
      const picture: Picture8 = { width: entry.width, height: entry.height, channels: 3, data };
      return { name: entry.name, picture, vector: new Float32Array(raw.buffer) };
    },
  );
}

/** Largest absolute difference of two vectors, component by component; NaN when one holds NaN or is shorter. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    // Math.max keeps a NaN.
    largest = Math.max(largest, Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN)));
  }
  return largest;
}

/**
 * Runs every case through the whole path (resample, encode) and compares with the stored vectors. An output that `encode`
 * refuses (`encoder-invalid-output`) is a measurement, too: both figures are then NaN. Other errors pass through.
 */
export async function measureParity(
  cases: readonly GoldenCase[],
  input: InputSpec,
  encode: (prepared: Uint8Array) => Promise<Float32Array>,
): Promise<Parity> {
  const vectorOf = async (picture: Picture8) => {
    try {
      return await encode(prepareInput(picture, input));
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'encoder-invalid-output') return null;
      throw thrown;
    }
  };
  let lowest = 1;
  let largest = 0;
  for (const { picture, vector } of cases) {
    const made = await vectorOf(picture);
    // Math.min and Math.max keep a NaN.
    lowest = Math.min(lowest, made ? cosine(made, vector) : Number.NaN);
    largest = Math.max(largest, made ? largestDifference(made, vector) : Number.NaN);
  }
  return { cases: cases.length, lowestCosine: lowest, largestDifference: largest };
}
