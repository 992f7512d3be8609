// Straight alpha composited on black: colour * alpha / max, rounded. Never through a canvas, which loses low alphas.

/**
 * @param samples interleaved, alpha last, `pixels * (colours + 1)`.
 * @param max the value that means opaque: 255 or 65535.
 * @returns `pixels * colours` samples and whether any pixel was not opaque.
 */
export function onBlack<T extends Uint8Array | Uint16Array>(
  samples: T,
  colours: 1 | 3,
  max: 255 | 65535,
): { data: T; changed: boolean } {
  const step = colours + 1;
  const pixels = samples.length / step;
  const make = samples instanceof Uint16Array ? Uint16Array : Uint8Array;
  const data = new make(pixels * colours) as T;
  let changed = false;
  for (let p = 0; p < pixels; p++) {
    const alpha = samples[p * step + colours] ?? max;
    if (alpha !== max) changed = true;
    for (let c = 0; c < colours; c++) {
      const value = samples[p * step + c] ?? 0;
      data[p * colours + c] = alpha === max ? value : Math.floor((value * alpha) / max + 0.5);
    }
  }
  return { data, changed };
}
