// Does a canvas give back what was put on it? Some browsers add noise to what pages read back, some give random pixels.
// The pattern, what it must come back as, and the verdict; who draws and reads it is the worker's business.

/**
 * `exact`: all bytes as they were put. `noisy`: no byte further off than two levels. `unusable`: anything else. Formats that
 * only the browser can decode are read through a canvas: noisy, they are noted; unusable, they are refused.
 */
export type CanvasVerdict = 'exact' | 'noisy' | 'unusable';

export const patternSidePx = 16;
const noiseLevels = 2;

/**
 * RGBA, 16 x 16: each of the 256 levels once in red, once in green and once in blue, in other orders, so that a swapped
 * channel shows. Opaque; with `alpha`, every fourth pixel is clear and black, as a canvas keeps clear pixels.
 */
export function canvasPattern(alpha: boolean): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(patternSidePx * patternSidePx * 4);
  for (let i = 0; i < patternSidePx * patternSidePx; i++) {
    const clear = alpha && i % 4 === 3;
    // 167 and 91 are odd, so that each runs through all levels.
    out.set(clear ? [0, 0, 0, 0] : [i, (i * 167 + 31) % 256, (i * 91 + 200) % 256, 255], i * 4);
  }
  return out;
}

/** `put` against what was read back; another length is unusable. */
export function judgeReadback(put: ArrayLike<number>, back: ArrayLike<number>): CanvasVerdict {
  if (put.length !== back.length) return 'unusable';
  let worst = 0;
  for (let i = 0; i < put.length; i++) worst = Math.max(worst, Math.abs((put[i] ?? 0) - (back[i] ?? 0)));
  return worst === 0 ? 'exact' : worst <= noiseLevels ? 'noisy' : 'unusable';
}

/** The worst of several verdicts; `exact` for none. */
export function worstVerdict(verdicts: readonly CanvasVerdict[]): CanvasVerdict {
  if (verdicts.includes('unusable')) return 'unusable';
  return verdicts.includes('noisy') ? 'noisy' : 'exact';
}
