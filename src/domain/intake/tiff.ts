// TIFF files: a page's samples to pixels with a meaning, upright. Slides (pyramids) and compressions that are
// not read are refused by name.
import type { Note } from '../types';
import { onBlack } from './alpha';
import { cmykToRgb } from './cmyk';
import type { Samples } from './codecs';
import { type FrameSelector, frameIndex } from './frame-use';
import { refuse } from './guard';
import { maxPixels, maxSidePx } from './limits';
import { turnGreyUpright, turnUpright } from './orientation';
import { type GreyPixels, identity, type Pixels } from './pixels';
import { checkSize } from './size-check';
import { checkCompression } from './tiff-chunks';
import { readTiffHeader, type TiffPage } from './tiff-header';
import { tiffSamples } from './tiff-samples';

const area = ({ width, height }: TiffPage) => width * height;

/** Pages each smaller than the one before: at least this many levels make a slide, not a stack. */
const slideLevels = 3;

/** @throws AppError `slide-pyramid` for a whole-slide image, told by its tiles and its levels or its size. */
function checkSlide(pages: readonly TiffPage[]): void {
  const first = pages[0]!;
  if (!first.chunk.tiled) return;
  const sizes = pages.filter(({ chunk }) => chunk.tiled).map(area);
  const shrinking = sizes.every((size, i) => i === 0 || size < sizes[i - 1]!);
  const huge = area(first) > maxPixels || first.width > maxSidePx || first.height > maxSidePx;
  if ((shrinking && sizes.length >= slideLevels) || (huge && sizes.length > 1)) {
    const { width, height } = first;
    refuse('slide-pyramid', `${width} x ${height} pixels in ${sizes.length} levels`, {
      width,
      height,
      levels: sizes.length,
    });
  }
}

const colourNames: Readonly<Record<number, string>> = {
  4: 'transparency mask',
  6: 'YCbCr',
  8: 'CIELab',
  9: 'ICCLab',
  32803: 'raw sensor data (CFA)',
  32844: 'LogL',
  32845: 'LogLuv',
};

const sampleNames: Readonly<Record<number, string>> = { 5: 'complex numbers', 6: 'complex numbers' };

/** Number of colour samples by photometric interpretation. */
const coloursOf: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4 };

function checkPage(page: TiffPage): void {
  const { width, height, bits, samples, photometric, fillOrder, sampleFormat } = page;
  checkSize(width, height);
  checkCompression(page.compression);
  const no = (pixels: string) => refuse('unsupported-pixels', pixels, { pixels });
  const colours = coloursOf[photometric];
  if (colours === undefined) no(colourNames[photometric] ?? `photometric ${photometric}`);
  else if (samples < colours || samples > 64) no(`${samples} samples`);
  if (sampleFormat < 1 || sampleFormat > 4) no(sampleNames[sampleFormat] ?? `sample format ${sampleFormat}`);
  const whole = sampleFormat === 1 || sampleFormat === 4;
  if (photometric === 2 && !(whole && (bits === 8 || bits === 16))) no(`RGB, ${bits} bit`);
  if (photometric === 5 && !(whole && bits === 8)) no(`CMYK, ${bits} bit`);
  if (photometric === 5 && page.inkSet !== 1) no('inks other than CMYK');
  if (photometric === 3 && !(whole && bits <= 8)) no(`palette, ${bits} bit`);
  if (fillOrder !== 1) no('bits in reverse order');
}

/** Every `step`-th group of `kept` samples: leaves what comes after the colours out. */
function without<T extends Samples>(samples: T, step: number, kept: number): T {
  if (step === kept) return samples;
  const pixels = samples.length / step;
  const out = samples.slice(0, pixels * kept) as T;
  for (let p = 0; p < pixels; p++) {
    for (let c = 0; c < kept; c++) out[p * kept + c] = samples[p * step + c]!;
  }
  return out;
}

/** Colours alone, transparent parts on black; alpha that is premultiplied already lies on black. */
function opaque(all: Samples, page: TiffPage, notes: Note[]): Samples {
  const { samples, extras, photometric } = page;
  const colours = coloursOf[photometric]!;
  if (samples === colours) return all;
  const straight = extras[0] === 2 && samples === colours + 1 && photometric <= 2;
  if (straight && (all instanceof Uint8Array || all instanceof Uint16Array) && page.bits % 8 === 0) {
    const flat = onBlack(all, colours as 1 | 3, all instanceof Uint16Array ? 65_535 : 255);
    if (flat.changed) notes.push({ code: 'alpha-on-black', detail: {} });
    return flat.data;
  }
  if (extras[0] === 1 && samples === colours + 1) notes.push({ code: 'alpha-on-black', detail: {} });
  else notes.push({ code: 'extra-channels', detail: { channels: samples, used: colours } });
  return without(all, samples, colours);
}

/** Palette entries are 16 bit; old writers put 8-bit values there, which libtiff tells by none being above 255. */
function paletteToRgb({ colours, bits }: TiffPage, indices: Samples): Uint8Array {
  const size = 2 ** bits;
  if (colours.length !== size * 3) refuse('damaged', 'the palette has another size', { part: 'ColorMap' });
  const shift = colours.some((value) => value > 255) ? 8 : 0;
  const out = new Uint8Array(indices.length * 3);
  for (let i = 0; i < indices.length; i++) {
    for (let c = 0; c < 3; c++) out[i * 3 + c] = colours[c * size + indices[i]!]! >> shift;
  }
  return out;
}

function greyOf(page: TiffPage, values: Samples, notes: Note[]): Pixels {
  const { width, height, bits, photometric, sampleFormat } = page;
  const inverted = photometric === 0;
  if (inverted) notes.push({ code: 'inverted-greys', detail: {} });
  if (values instanceof Uint8Array) {
    const top = 2 ** bits - 1;
    const data = values.map((v) => Math.round(((inverted ? top - v : v) * 255) / top));
    return { kind: 'plain', picture: { width, height, channels: 1, data }, stored: data };
  }
  if (sampleFormat === 3) notes.push({ code: 'float-greys', detail: {} });
  else if (bits > 8) notes.push({ code: 'sixteen-bit', detail: { bits } });
  return { kind: 'grey', width, height, values, modality: identity, padding: null, inverted };
}

function toPixels(page: TiffPage, all: Samples, notes: Note[]): Pixels {
  const { width, height, photometric } = page;
  const samples = opaque(all, page, notes);
  if (photometric <= 1) return greyOf(page, samples, notes);
  const colour = (data: Uint8Array, stored: Samples = data): Pixels => ({
    kind: 'plain',
    picture: { width, height, channels: 3, data },
    stored,
  });
  if (photometric === 3) return colour(paletteToRgb(page, samples));
  if (photometric === 5) {
    notes.push({ code: 'cmyk-converted', detail: {} });
    return colour(cmykToRgb(samples as Uint8Array));
  }
  if (samples instanceof Uint8Array) return colour(samples);
  notes.push({ code: 'sixteen-bit', detail: { bits: page.bits } });
  // The high byte, as for 16-bit PNG.
  return colour(
    Uint8Array.from(samples, (v) => v >> 8),
    samples,
  );
}

/**
 * Reads the directories once; pages that are no copy of another are counted as frames and read one by one.
 * @throws AppError `slide-pyramid`, `unsupported-format` (compression), `unsupported-pixels`, and those of the readers.
 */
export function openTiff(bytes: Uint8Array): {
  readonly frames: number;
  read(choose: FrameSelector): { pixels: Pixels; frames: number; notes: Note[] };
} {
  const { little, pages } = readTiffHeader(bytes);
  checkSlide(pages);
  const all = pages.filter(({ secondary }) => !secondary);
  const own = all.length > 0 ? all : pages.slice(0, 1);
  const frames = own.length;
  return {
    frames,
    read(choose) {
      const at = frameIndex(choose, frames);
      const page = own[at] ?? refuse('damaged', 'there is no such page', { part: 'TIFF directory' });
      checkPage(page);
      const notes: Note[] = [];
      if (frames > 1) notes.push({ code: 'first-frame-of-many', detail: { frames, used: at + 1 } });
      if (page.hasProfile) notes.push({ code: 'colour-profile-ignored', detail: {} });
      const others = page.samples - coloursOf[page.photometric]!;
      const irregular = [
        ...page.irregular,
        ...(page.secondary ? ['NewSubfileType'] : []),
        ...(page.extras.length > 0 && page.extras.length !== others ? ['ExtraSamples'] : []),
      ];
      if (irregular.length > 0)
        notes.push({ code: 'header-irregular', detail: { field: irregular.join(', ') } });
      const { values, longer } = tiffSamples(bytes, page, little);
      if (longer > 0) notes.push({ code: 'longer-than-needed', detail: { chunks: longer } });
      const pixels = toPixels(page, values, notes);
      const { orientation } = page;
      if (orientation <= 1 || orientation > 8) return { pixels, frames, notes };
      notes.push({ code: 'turned-upright', detail: { orientation } });
      return { pixels: upright(pixels, orientation), frames, notes };
    },
  };
}

function upright(pixels: Pixels, orientation: number): Pixels {
  if (pixels.kind === 'grey') return turnGreyUpright(pixels, orientation) satisfies GreyPixels;
  const picture = turnUpright(pixels.picture, orientation);
  return { kind: 'plain', picture, stored: picture.data };
}
