// Colour samples to RGB: planar order, YCbCr (PS3.3 C.7.6.3.1.2), 4:2:2, palettes (C.7.9).

import type { Samples } from './codecs';
import type { DicomSet } from './dicom-set';
import { refuse } from './guard';

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

/** One colour's table as 8 bit. 16-bit entries keep their high byte; 8-bit ones may lie one a word or packed. */
function paletteChannel(
  set: DicomSet,
  descriptorTag: string,
  dataTag: string,
): { first: number; entries: Uint8Array } {
  const [count = -1, first = 0, bits = 16] = set.shorts(descriptorTag);
  const data = set.value(dataTag);
  if (count < 0 || !data)
    refuse('bad-header', 'the palette is missing', { field: 'PaletteColorLookupTable' });
  const wanted = count === 0 ? 65_536 : count;
  const packed = bits === 8 && data.length < wanted * 2;
  const words = packed ? Array.from(data) : set.shorts(dataTag);
  if (words.length < wanted)
    refuse('bad-header', 'the palette is short', { field: 'PaletteColorLookupTable' });
  const kept = words.slice(0, wanted);
  // Writers declare 16 bit and store 8: then no entry passes 255, and the high byte would be black.
  const wide = bits === 16 && kept.some((v) => v > 255);
  return { first, entries: Uint8Array.from(kept, (v) => (wide ? v >> 8 : v)) };
}

/**
 * Palette indices to RGB, 8 bit; indices outside the table take its first or last entry.
 * @throws AppError `unsupported-pixels` for segmented palettes, `bad-header` for missing or short ones.
 */
export function applyPalette(set: DicomSet, indices: Samples): Uint8Array {
  if (set.has('x00281221'))
    refuse('unsupported-pixels', 'segmented palette', { pixels: 'segmented palette' });
  const tables = [
    paletteChannel(set, 'x00281101', 'x00281201'),
    paletteChannel(set, 'x00281102', 'x00281202'),
    paletteChannel(set, 'x00281103', 'x00281203'),
  ];
  const out = new Uint8Array(indices.length * 3);
  tables.forEach(({ first, entries }, c) => {
    const last = entries.length - 1;
    for (let p = 0; p < indices.length; p++) {
      out[p * 3 + c] = entries[Math.min(last, Math.max(0, indices[p]! - first))]!;
    }
  });
  return out;
}
