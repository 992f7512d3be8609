// The two kinds of decoded pixels between a decoder and a rendition: grey values that may need a window, and 8-bit pictures.
import type { Picture8 } from '../types';
import type { Samples } from './codecs';

/** How a stored grey value becomes a meaningful one (PS3.3 C.11.1): a straight line or a table. */
export type Modality =
  | { readonly kind: 'linear'; readonly slope: number; readonly intercept: number }
  | { readonly kind: 'table'; readonly first: number; readonly entries: Uint16Array };

export const identity: Modality = { kind: 'linear', slope: 1, intercept: 0 };

/** Grey values as stored, `width * height`, sign and bit position resolved, before the modality step. */
export interface GreyPixels {
  readonly kind: 'grey';
  readonly width: number;
  readonly height: number;
  readonly values: Samples;
  readonly modality: Modality;
  /** Stored values that mean "nothing here" (PS3.3 C.7.5.1.1.2), inclusive; null when none is declared. */
  readonly padding: readonly [number, number] | null;
  /** MONOCHROME1: the lowest value is white. Applied after windowing. */
  readonly inverted: boolean;
}

/** Pixels that are shown as they are. `stored` keeps more than 8 bit where the file had it, for the hash. */
export interface PlainPixels {
  readonly kind: 'plain';
  readonly picture: Picture8;
  readonly stored: Samples;
}

export type Pixels = GreyPixels | PlainPixels;

/** One stored value through the modality step. Table: clamped at both ends. */
export function applyModality(modality: Modality, stored: number): number {
  if (modality.kind === 'linear') return stored * modality.slope + modality.intercept;
  const last = modality.entries.length - 1;
  const index = Math.min(last, Math.max(0, stored - modality.first));
  return modality.entries[index] ?? 0;
}
