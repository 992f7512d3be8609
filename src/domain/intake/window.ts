// Grey values to 8 bit: by the file's window (PS3.3 C.11.2.1.2) or by percentiles of the image's own values.
import type { Picture8 } from '../types';
import { type LookupTable, lookUp } from './dicom-table';
import { applyModality, type GreyPixels } from './pixels';

export interface Window {
  readonly centre: number;
  readonly width: number;
  readonly shape: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
}

/** LINEAR needs a width of at least 1, the others one above 0 (PS3.3 C.11.2.1.2.1 and .3). */
export function isUsable(window: Window): boolean {
  if (!Number.isFinite(window.centre) || !Number.isFinite(window.width)) return false;
  return window.shape === 'LINEAR' ? window.width >= 1 : window.width > 0;
}

/** One value after the modality step to 0..255 (not rounded). */
export function windowValue(window: Window, value: number): number {
  const { centre, width, shape } = window;
  if (shape === 'SIGMOID') return 255 / (1 + Math.exp((-4 * (value - centre)) / width));
  const c = shape === 'LINEAR' ? centre - 0.5 : centre;
  const w = shape === 'LINEAR' ? width - 1 : width;
  if (value <= c - w / 2) return 0;
  if (value > c + w / 2) return 255;
  return ((value - c) / w + 0.5) * 255;
}

/** Tells values that mean "nothing here". NaN and infinities of float files count as such too. */
function isPadding(grey: GreyPixels, stored: number): boolean {
  if (!Number.isFinite(stored)) return true;
  return grey.padding !== null && stored >= grey.padding[0] && stored <= grey.padding[1];
}

/** Distinct values after the modality step, ascending, with how often each occurs; padding left out. */
function distribution(grey: GreyPixels): { values: Float64Array; counts: Float64Array; total: number } {
  const byStored = new Map<number, number>();
  const small = grey.values.BYTES_PER_ELEMENT <= 2;
  if (small) {
    // 16-bit values: a flat histogram is far quicker than a map.
    const bins = new Uint32Array(0x20000);
    const { values } = grey;
    // By index: an iterator costs several times as much.
    for (let i = 0; i < values.length; i++) bins[values[i]! + 0x8000]!++;
    for (let i = 0; i < bins.length; i++) if (bins[i]) byStored.set(i - 0x8000, bins[i]!);
  } else {
    const sorted = Float64Array.from(grey.values).sort();
    for (let i = 0; i < sorted.length; ) {
      const value = sorted[i]!;
      let j = i + 1;
      while (j < sorted.length && sorted[j] === value) j++;
      // NaN is unequal to itself: each lands on its own and is dropped below.
      byStored.set(value, (byStored.get(value) ?? 0) + j - i);
      i = j;
    }
  }
  const pairs: [number, number][] = [];
  for (const [stored, count] of byStored) {
    if (!isPadding(grey, stored)) pairs.push([applyModality(grey.modality, stored), count]);
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const counts = Float64Array.from(pairs, (pair) => pair[1]);
  return {
    values: Float64Array.from(pairs, (pair) => pair[0]),
    counts,
    total: counts.reduce((a, b) => a + b, 0),
  };
}

/** The value at rank `rank` (0-based) of the sorted values. */
function atRank(values: Float64Array, counts: Float64Array, rank: number): number {
  let seen = 0;
  for (let i = 0; i < values.length; i++) {
    seen += counts[i]!;
    if (rank < seen) return values[i]!;
  }
  return values[values.length - 1] ?? 0;
}

/**
 * Percentiles of the image's values after the modality step, padding left out; linear between ranks, as numpy.
 * @param fractions each 0..1. @returns NaN for each when no value is left.
 */
export function percentiles(grey: GreyPixels, fractions: readonly number[]): number[] {
  const { values, counts, total } = distribution(grey);
  return fractions.map((fraction) => {
    if (total === 0) return Number.NaN;
    const position = (total - 1) * fraction;
    const low = atRank(values, counts, Math.floor(position));
    const high = atRank(values, counts, Math.ceil(position));
    const t = position - Math.floor(position);
    return t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t);
  });
}

function render(grey: GreyPixels, map: (value: number) => number): Picture8 {
  const { width, height, values } = grey;
  const to8 = (stored: number): number => {
    const mapped = Number.isNaN(stored) ? 0 : map(applyModality(grey.modality, stored));
    const level = Math.min(255, Math.max(0, Math.floor(mapped + 0.5)));
    // Padding stays black whichever way the greys run.
    if (grey.padding !== null && isPadding(grey, stored)) return 0;
    return grey.inverted ? 255 - level : level;
  };
  const data = new Uint8Array(values.length);
  if (values.BYTES_PER_ELEMENT <= 2) {
    const table = new Int16Array(0x20000).fill(-1);
    for (let i = 0; i < values.length; i++) {
      const stored = values[i]!;
      const known = table[stored + 0x8000]!;
      const level = known >= 0 ? known : to8(stored);
      table[stored + 0x8000] = level;
      data[i] = level;
    }
  } else for (let i = 0; i < values.length; i++) data[i] = to8(values[i]!);
  return { width, height, channels: 1, data };
}

/** Grey to 8 bit by a window. MONOCHROME1 is inverted after it. */
export function renderWindow(grey: GreyPixels, window: Window): Picture8 {
  return render(grey, (value) => windowValue(window, value));
}

/** Grey to 8 bit by a VOI table, its full range of entries (PS3.3 C.11.2.1.1) brought to 0..255. */
export function renderTable(grey: GreyPixels, table: LookupTable): Picture8 {
  const full = 2 ** table.bits - 1;
  return render(grey, (value) => (lookUp(table, value) / full) * 255);
}

/**
 * Grey to 8 bit, the lower percentile to 0 and the upper to 255. Where both are equal (a small bright object on a flat
 * ground) the full range is used; where that is empty too the picture is blank.
 * @param fractions each 0..1. @param seen the values that percentiles are taken of.
 */
export function renderPercentile(
  grey: GreyPixels,
  fractions: readonly [number, number] = [0.01, 0.99],
  seen: GreyPixels = grey,
): { picture: Picture8; blank: boolean } {
  let [low = Number.NaN, high = Number.NaN, min = Number.NaN, max = Number.NaN] = percentiles(seen, [
    ...fractions,
    0,
    1,
  ]);
  if (!(high > low)) [low, high] = [min, max];
  if (!(high > low))
    return { picture: { ...render(grey, () => 0), data: new Uint8Array(grey.values.length) }, blank: true };
  return { picture: render(grey, (value) => ((value - low) / (high - low)) * 255), blank: false };
}
