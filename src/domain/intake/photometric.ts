// Colour samples to RGB: planar order, YCbCr (PS3.3 C.7.6.3.1.2), 4:2:2.

/** Planes (RRR GGG BBB) to pixels (RGB RGB). */
export function interleave<T extends Uint8Array | Uint16Array | Uint32Array>(planes: T, samples: number): T {
  const out = planes.slice() as T;
  const pixels = planes.length / samples;
  for (let s = 0; s < samples; s++) {
    for (let p = 0; p < pixels; p++) out[p * samples + s] = planes[s * pixels + p]!;
  }
  return out;
}

/** YBR_FULL_422 (Y Y Cb Cr for two pixels) to YBR_FULL; each colour pair is used for both pixels. */
export function expand422(data: Uint8Array): Uint8Array {
  const out = new Uint8Array((data.length / 2) * 3);
  for (let i = 0, to = 0; i + 3 < data.length; i += 4, to += 6) {
    out[to] = data[i]!;
    out[to + 3] = data[i + 1]!;
    out[to + 1] = out[to + 4] = data[i + 2]!;
    out[to + 2] = out[to + 5] = data[i + 3]!;
  }
  return out;
}

const clamp8 = (v: number) => (v < 0 ? 0 : v > 255 ? 255 : Math.floor(v + 0.5));

/** YBR_FULL to RGB, 8 bit, rounded half up, with the inverse of the matrix of C.7.6.3.1.2. */
export function ybrToRgb(ybr: Uint8Array): Uint8Array {
  const out = new Uint8Array(ybr.length);
  for (let i = 0; i < ybr.length; i += 3) {
    const y = ybr[i]!;
    const cb = ybr[i + 1]! - 128;
    const cr = ybr[i + 2]! - 128;
    out[i] = clamp8(y + 1.402 * cr);
    out[i + 1] = clamp8(y - ((0.114 * 1.772) / 0.587) * cb - ((0.299 * 1.402) / 0.587) * cr);
    out[i + 2] = clamp8(y + 1.772 * cb);
  }
  return out;
}
