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

/** Lowest cosine with the stored vectors that a back end must reach. Same file, so only rounding may differ. */
export const parityFloor = 0.9999;

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

/** Runs every case through the whole path (resample, encode) and gives the lowest cosine with the stored vectors. */
export async function lowestCosine(
  cases: readonly GoldenCase[],
  input: InputSpec,
  encode: (prepared: Uint8Array) => Promise<Float32Array>,
): Promise<number> {
  let lowest = 1;
  for (const { picture, vector } of cases) {
    const similarity = cosine(await encode(prepareInput(picture, input)), vector);
    // A NaN must count as failure, and Math.min keeps it.
    lowest = Math.min(lowest, similarity);
  }
  return lowest;
}
