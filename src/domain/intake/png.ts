// PNG pixels without a canvas: all depths and colour types, so that 16-bit grey keeps its 65,536 levels.
import type { Note } from '../types';
import { onBlack } from './alpha';
import { refuse } from './guard';
import { identity, type Pixels } from './pixels';
import type { PngHeader } from './png-header';
import { transparentColour } from './png-header';
import { pngSamples } from './png-samples';

/** Palette indices to RGBA, alpha from tRNS (255 where it ends early). */
function paletteToRgba(header: PngHeader, indices: Uint8Array): Uint8Array {
  const palette = header.palette ?? new Uint8Array(0);
  const out = new Uint8Array(indices.length * 4);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] ?? 0;
    if (index * 3 + 2 >= palette.length)
      refuse('damaged', 'a pixel points past the palette', { part: 'PLTE' });
    out.set(palette.subarray(index * 3, index * 3 + 3), i * 4);
    out[i * 4 + 3] = header.transparency?.[index] ?? 255;
  }
  return out;
}

/** Appends an alpha channel: 0 where every colour sample equals the declared transparent colour. */
function withKeyAlpha<T extends Uint8Array | Uint16Array>(
  samples: T,
  key: readonly number[],
  max: number,
): T {
  const colours = key.length;
  const pixels = samples.length / colours;
  const make = samples instanceof Uint16Array ? Uint16Array : Uint8Array;
  const out = new make(pixels * (colours + 1)) as T;
  for (let p = 0; p < pixels; p++) {
    let equal = true;
    for (let c = 0; c < colours; c++) {
      const value = samples[p * colours + c] ?? 0;
      out[p * (colours + 1) + c] = value;
      equal &&= value === key[c];
    }
    out[p * (colours + 1) + colours] = equal ? 0 : max;
  }
  return out;
}

/** Samples with straight alpha, `pixels * channels`: 8 bit, or 16 where the file has 16. */
export interface StraightSamples {
  readonly samples: Uint8Array | Uint16Array;
  /** 1 and 2: grey; 3 and 4: RGB; 2 and 4 with alpha. */
  readonly channels: number;
  /** Bytes beyond those of the picture. */
  readonly surplus: number;
}

/**
 * The image data of a header as colours: palettes looked up, a transparent colour as alpha, fewer than 8 bit stretched to
 * 0..255. @throws AppError `truncated`, `damaged`, `expands-past-limit`.
 */
export function straightSamples(header: PngHeader): StraightSamples {
  const { depth } = header;
  const { samples, channels, surplus } = pngSamples(header);
  if (header.colourType === 3)
    return { samples: paletteToRgba(header, samples as Uint8Array), channels: 4, surplus };
  const key = transparentColour(header);
  const most = 2 ** depth - 1;
  const keyed = key ? withKeyAlpha(samples, key, most) : samples;
  const wide = depth < 8 ? keyed.map((v) => Math.round((v * 255) / most)) : keyed;
  return { samples: wide, channels: key ? channels + 1 : channels, surplus };
}

/**
 * A PNG's picture, or one frame of an animated one. 8 bit and less: `plain`, grey of 1, 2, 4 bit stretched to 0..255. 16-bit grey: `grey`, needs a
 * window. 16-bit colour: the high byte of each sample, as Pillow reads it.
 * @param frame its 1-based number and its pixels as `openApng` gives them; without it: the first.
 * @throws AppError `truncated`, `damaged`, `expands-past-limit`.
 */
export function decodePng(
  header: PngHeader,
  frame?: { readonly number: number; readonly rgba: Uint8Array },
): { pixels: Pixels; notes: Note[] } {
  const { width, height, depth } = header;
  const notes: Note[] = [];
  if (header.frames > 1)
    notes.push({
      code: 'first-frame-of-many',
      detail: { frames: header.frames, used: frame?.number ?? 1 },
    });
  if (header.hasProfile) notes.push({ code: 'colour-profile-ignored', detail: {} });
  if (depth === 16) notes.push({ code: 'sixteen-bit', detail: {} });
  const raw = frame ? { samples: frame.rgba, channels: 4, surplus: 0 } : straightSamples(header);
  const bytes = raw.surplus + header.surplus;
  if (bytes > 0) notes.push({ code: 'longer-than-needed', detail: { bytes } });
  if (header.irregular.length > 0)
    notes.push({ code: 'header-irregular', detail: { field: header.irregular.join(', ') } });
  let { samples, channels } = raw;
  const max = depth === 16 ? 65535 : 255;
  if (channels === 2 || channels === 4) {
    const flat = onBlack(samples, channels === 2 ? 1 : 3, max);
    if (flat.changed) notes.push({ code: 'alpha-on-black', detail: {} });
    samples = flat.data;
    channels -= 1;
  }
  if (samples instanceof Uint16Array && channels === 1) {
    const grey = { kind: 'grey', width, height, values: samples, modality: identity } as const;
    return { pixels: { ...grey, padding: null, inverted: false }, notes };
  }
  if (frame && (header.colourType === 0 || header.colourType === 4)) {
    samples = samples.filter((_, i) => i % 3 === 0);
    channels = 1;
  }
  const data = samples instanceof Uint16Array ? Uint8Array.from(samples, (v) => v >> 8) : samples;
  const picture = { width, height, channels: channels === 1 ? 1 : 3, data } as const;
  return { pixels: { kind: 'plain', picture, stored: samples }, notes };
}
