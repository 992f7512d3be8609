// Grey values to 8 bit: by the file's window (PS3.3 C.11.2.1.2) or by percentiles of the image's own values.
import type { Picture8 } from '../types';
import type { Samples } from './codecs';
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

// Tables over all values of 16 bit, made once: a fresh one for each picture costs more than the pass that fills it.
const counted = new Uint32Array(0x10000);
const levels = new Int16Array(0x10000);

/** Where 0 stands in a table over all values of a type of at most 16 bit; null for wider types. */
function zeroIn(values: Samples): number | null {
  if (values.BYTES_PER_ELEMENT > 2) return null;
  return values instanceof Int16Array || values instanceof Int8Array ? 0x8000 : 0;
}

/** Calls `take` with each distinct stored value, ascending, and how often it occurs. */
function eachStored(values: Samples, take: (stored: number, count: number) => void): void {
  const zero = zeroIn(values);
  if (zero !== null) {
    counted.fill(0);
    // By index: an iterator costs several times as much.
    for (let i = 0; i < values.length; i++) counted[values[i]! + zero]!++;
    for (let i = 0; i < counted.length; i++) if (counted[i]! > 0) take(i - zero, counted[i]!);
    return;
  }
  const sorted = new Float64Array(values).sort();
  for (let i = 0; i < sorted.length; ) {
    const value = sorted[i]!;
    let j = i + 1;
    while (j < sorted.length && sorted[j] === value) j++;
    // NaN is unequal to itself: each lands on its own, and counts as padding.
    take(value, j - i);
    i = j;
  }
}

/** Values after the modality step, ascending, with how often each occurs; padding left out. */
function distribution(grey: GreyPixels): { values: number[]; counts: number[]; total: number } {
  const values: number[] = [];
  const counts: number[] = [];
  let total = 0;
  let ascending = true;
  eachStored(grey.values, (stored, count) => {
    if (isPadding(grey, stored)) return;
    const value = applyModality(grey.modality, stored);
    ascending &&= values.length === 0 || value >= values[values.length - 1]!;
    values.push(value);
    counts.push(count);
    total += count;
  });
  if (ascending) return { values, counts, total };
  // A falling line, or a table.
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  return { values: order.map((i) => values[i]!), counts: order.map((i) => counts[i]!), total };
}

/** The value at rank `rank` (0-based) of the sorted values. */
function atRank(values: readonly number[], counts: readonly number[], rank: number): number {
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
  const zero = zeroIn(values);
  if (zero !== null) {
    levels.fill(-1);
    for (let i = 0; i < values.length; i++) {
      const at = values[i]! + zero;
      let level = levels[at]!;
      if (level < 0) {
        level = to8(values[i]!);
        levels[at] = level;
      }
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
  if (!(high > low)) {
    const { width, height, values } = grey;
    return { picture: { width, height, channels: 1, data: new Uint8Array(values.length) }, blank: true };
  }
  return { picture: render(grey, (value) => ((value - low) / (high - low)) * 255), blank: false };
}
