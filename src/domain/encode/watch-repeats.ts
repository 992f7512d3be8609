// A runtime that has lost its device may go on answering, always the same. Two different images with the very same vector are a
// reason to ask it something whose answer is known.
import { AppError } from '../errors';

type Encode = (prepared: Uint8Array) => Promise<Float32Array>;

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * `encode`, held to the self-test whenever an image gets the vector of another one before it.
 * @param stillRight runs the self-test anew. Asked once for each vector that repeats: images may be that alike.
 * @returns an encoder that throws AppError `encoder-invalid-output` (`what: "same"`) where the self-test fails then.
 */
export function watchRepeats(encode: Encode, stillRight: () => Promise<boolean>): Encode {
  let last: { readonly input: Uint8Array; readonly vector: Float32Array } | null = null;
  let trusted: Float32Array | null = null;
  return async (prepared) => {
    // The caller may give the bytes away.
    const input = prepared.slice();
    const vector = await encode(prepared);
    const repeats = last && sameNumbers(last.vector, vector) && !sameNumbers(last.input, input);
    if (repeats && !(trusted && sameNumbers(trusted, vector))) {
      if (!(await stillRight()))
        throw new AppError('encoder-invalid-output', "the encoder's output is the same for all", {
          what: 'same',
        });
      trusted = vector.slice();
    }
    last = { input, vector: vector.slice() };
    return vector;
  };
}
