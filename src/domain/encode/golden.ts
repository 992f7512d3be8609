// The self-test an encoder brings along: small pictures and the vectors that ONNX Runtime in Python made of them.
import { AppError } from '../errors';
import type { Picture8 } from '../types';
import { cosine } from './check-vector';
import type { EncoderManifest, InputSpec } from './manifest';
import { prepareInput } from './resample';

export interface GoldenCase {
  readonly name: string;
  readonly picture: Picture8;
  readonly vector: Float32Array;
  /** Vectors of its parts, `rows x columns x dimension`; null: the case holds none. */
  readonly patches: Float32Array | null;
}

/** What is asked of a back end: the vector of a prepared input, and those of its parts where a case holds some. */
export interface Asked {
  encode(prepared: Uint8Array): Promise<Float32Array>;
  look?(prepared: Uint8Array): Promise<Looked>;
}

interface Looked {
  readonly embedding: Float32Array;
  readonly patches: { readonly data: Float32Array } | null;
}

/** What a back end made of the golden cases, parts among them. A figure is NaN when a vector was no vector at all; NaN never passes. */
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

interface CaseEntry {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly rgbBase64: string;
  readonly vectorBase64: string;
  readonly patchesBase64?: string;
}

/**
 * Reads golden.json: `{cases: [{name, width, height, rgbBase64, vectorBase64, patchesBase64?}]}`, vectors as float32 little endian,
 * those of parts (as many as the manifest says) one after the other, row by row.
 * @throws AppError `encoder-damaged` when a case does not fit its own sizes.
 */
export function parseGolden(
  json: unknown,
  { dimension, patches }: Pick<EncoderManifest, 'dimension' | 'patches'>,
): readonly GoldenCase[] {
  const parts = patches ? patches.rows * patches.columns : 0;
  const cases = (json as { cases?: unknown }).cases;
  if (!Array.isArray(cases) || cases.length === 0)
    throw new AppError('encoder-damaged', 'no golden cases', { field: 'golden' });
  return cases.map((entry: CaseEntry) => {
    const data = bytesOf(entry.rgbBase64);
    const raw = bytesOf(entry.vectorBase64);
    const rawParts = entry.patchesBase64 === undefined ? null : bytesOf(entry.patchesBase64);
    const fits =
      data.length === entry.width * entry.height * 3 &&
      raw.length === dimension * 4 &&
      (rawParts === null || rawParts.length === parts * dimension * 4);
    if (!fits) {
      throw new AppError('encoder-damaged', `golden case ${entry.name} has the wrong size`, {
        field: 'golden',
      });
    }
    const picture: Picture8 = { width: entry.width, height: entry.height, channels: 3, data };
    return {
      name: entry.name,
      picture,
      vector: new Float32Array(raw.buffer),
      patches: rawParts && new Float32Array(rawParts.buffer),
    };
  });
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

/** All vectors that a case holds, of `dimension` each: the image's, then its parts'. */
function* rowsOf(vector: Float32Array, patches: Float32Array | null): Iterable<Float32Array> {
  yield vector;
  for (let at = 0; at < (patches?.length ?? 0); at += vector.length)
    yield (patches as Float32Array).subarray(at, at + vector.length);
}

/**
 * Runs every case through the whole path (resample, encode) and compares with the stored vectors. An output that `encode`
 * refuses (`encoder-invalid-output`) is a measurement, too: both figures are then NaN, as where parts are missing. Other errors
 * pass through.
 */
export async function measureParity(
  cases: readonly GoldenCase[],
  input: InputSpec,
  asked: Asked,
): Promise<Parity> {
  const made = async ({ picture, patches }: GoldenCase): Promise<Looked | null> => {
    const prepared = prepareInput(picture, input);
    try {
      if (patches && asked.look) return await asked.look(prepared);
      return { embedding: await asked.encode(prepared), patches: null };
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'encoder-invalid-output') return null;
      throw thrown;
    }
  };
  let lowest = 1;
  let largest = 0;
  for (const one of cases) {
    const looked = await made(one);
    const given = looked ? [...rowsOf(looked.embedding, looked.patches?.data ?? null)] : [];
    const wanted = [...rowsOf(one.vector, asked.look ? one.patches : null)];
    for (const [i, vector] of wanted.entries()) {
      const found = given[i];
      // Math.min and Math.max keep a NaN.
      lowest = Math.min(lowest, found ? cosine(found, vector) : Number.NaN);
      largest = Math.max(largest, found ? largestDifference(found, vector) : Number.NaN);
    }
  }
  return { cases: cases.length, lowestCosine: lowest, largestDifference: largest };
}
