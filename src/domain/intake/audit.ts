// One file judged as the workbench would judge it, with the figures of its first frame: for a look at a folder beforehand.
import type { InputSpec } from '../encode/manifest';
import { type AppErrorCode, type ErrorFacts, errorFacts } from '../errors';
import type { ImageFormat, Note, NoteCode } from '../types';
import type { Codecs } from './codecs';
import { decodeFile } from './decode-file';
import type { FrameCause } from './frame-plan';
import { type Packed, unpack } from './packed';
import { sha256Hex } from './pixel-hash';
import { applyModality, type Pixels } from './pixels';
import { readFile } from './read-file';
import type { ObjectImage } from './same-object';

/** Figures of a frame: grey after the modality step (PS3.3 C.11.1), colour as RGB; shape as rows, columns[, samples]. */
export interface Figures {
  readonly shape: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** SHA-256 (hex) of the values as little-endian float64. */
  readonly sha256_float64le: string;
}

export type Audit =
  | {
      readonly verdict: 'in' | 'noted';
      readonly causes: readonly NoteCode[];
      readonly notes: readonly Note[];
      readonly format: ImageFormat;
      readonly figures: Figures;
      /** To tell whether another file bears the same object's number; not for showing. */
      readonly object: Omit<ObjectImage<never>, 'id'>;
    }
  | {
      readonly verdict: 'asked';
      /** What is asked stands first. */
      readonly causes: readonly [FrameCause['code'], ...NoteCode[]];
      readonly question: FrameCause;
      readonly notes: readonly Note[];
      readonly format: ImageFormat;
      /** null where only a browser can decode the frames. */
      readonly figures: Figures | null;
    }
  | { readonly verdict: 'refused'; readonly causes: readonly [AppErrorCode]; readonly error: ErrorFacts };

// Only to satisfy the reader: no encoder looks at the result.
const input: InputSpec = {
  sizePx: 8,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  resize: 'stretch',
  interpolation: 'bicubic',
};

export async function figuresOf(pixels: Pixels): Promise<Figures> {
  const grey = pixels.kind === 'grey';
  const values = grey
    ? Float64Array.from(pixels.values, (value) => applyModality(pixels.modality, value))
    : Float64Array.from(pixels.stored);
  const { width, height } = grey ? pixels : pixels.picture;
  const channels = values.length / (width * height);
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  return {
    shape: channels === 1 ? [height, width] : [height, width, channels],
    min,
    max,
    mean: sum / values.length,
    sha256_float64le: await sha256Hex(new Uint8Array(values.buffer)),
  };
}

/**
 * Judges one file. Never throws: a bad file is a verdict. The figures are those of the first frame, page or slice, where
 * the workbench may use another one.
 * @param packed how to unpack the bytes, for a file inside an archive.
 */
export async function auditFile(
  bytes: Uint8Array,
  name: string,
  codecs: Codecs,
  packed?: Packed,
): Promise<Audit> {
  try {
    const own = packed ? unpack(bytes, packed) : bytes;
    const read = await readFile(own, name, { input, salt: '' }, codecs);
    const { pixels } = await decodeFile(own, read.format, 'first', codecs);
    const figures = await figuresOf(pixels);
    const causes = [...new Set(read.notes.map(({ code }) => code))];
    const verdict = causes.length > 0 ? 'noted' : 'in';
    const { notes, format, objectKey, pixelHash } = read;
    return { verdict, causes, notes, format, figures, object: { objectKey, pixelHash } };
  } catch (thrown) {
    const error = errorFacts(thrown, 'decoder-failed');
    return { verdict: 'refused', causes: [error.code], error };
  }
}
