// The last step before the encoder: bytes to floats, channels apart.

/**
 * @param input RGB bytes, interleaved, `pixels * 3`.
 * @param mean and @param std on the 0..1 scale, one a channel.
 * @returns `(v / 255 - mean) / std` in single precision, NCHW (three planes of `pixels`), as encoder/preprocess.py.
 */
export function normalise(
  input: Uint8Array,
  mean: readonly [number, number, number],
  std: readonly [number, number, number],
): Float32Array {
  const pixels = input.length / 3;
  const out = new Float32Array(input.length);
  const f = Math.fround;
  for (let c = 0; c < 3; c++) {
    const m = f(mean[c as 0 | 1 | 2]);
    const s = f(std[c as 0 | 1 | 2]);
    // Rounded to single precision after each step, as numpy does: a table of 256 values holds them all.
    const table = Float32Array.from({ length: 256 }, (_, v) => f(f(f(v / 255) - m) / s));
    for (let p = 0; p < pixels; p++) out[c * pixels + p] = table[input[p * 3 + c]!]!;
  }
  return out;
}
