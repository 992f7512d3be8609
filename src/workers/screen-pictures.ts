// The two pictures of a rendition that are for the eye only, a preview and a thumb, made on canvases that are kept.
import { resize } from '../domain/encode/resample';
import type { Rendition } from '../domain/intake/outcome';
import { writePng } from '../domain/intake/png-writer';
import type { ReadRendition } from '../domain/intake/read-file';
import type { Picture8 } from '../domain/types';
import { checkCanvas } from './canvas-canary';

const previewPx = 512;
const thumbPx = 96;

/** Larger pictures are shrunk before they meet a canvas, which takes four bytes a pixel twice over. */
const largestCanvasPx = 2048;

interface Sheet {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
}

function newSheet(): Sheet {
  const canvas = new OffscreenCanvas(1, 1);
  // Each is written once and read back once: a trip to the graphics processor would cost more than it saves.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d context');
  return { canvas, context };
}

// Kept from picture to picture: to encode a new canvas takes some three times as long as one that was used before.
let sheets: { readonly whole: Sheet; readonly preview: Sheet; readonly thumb: Sheet } | null = null;
let pixels: ImageData | null = null;

/** Sides of a picture whose long one is to be at most `longSidePx`. */
function sidesWithin({ width, height }: { width: number; height: number }, longSidePx: number) {
  const scale = Math.min(1, longSidePx / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return [side(width), side(height)] as const;
}

function setSides({ canvas }: Sheet, width: number, height: number): void {
  // Setting a side makes the memory anew, even where it stays the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Puts the picture on the sheet, opaque. The encoder's input was made from the full picture before. */
function draw(sheet: Sheet, picture: Picture8): void {
  const { width, height, channels, data } = resize(picture, ...sidesWithin(picture, largestCanvasPx));
  if (pixels?.width !== width || pixels.height !== height) pixels = new ImageData(width, height);
  const rgba = new Uint32Array(pixels.data.buffer);
  // One write a pixel, red in the lowest byte: all platforms that run browsers are little-endian.
  if (channels === 1) for (let i = 0; i < rgba.length; i++) rgba[i] = 0xff000000 | (data[i]! * 0x010101);
  else {
    for (let from = 0, to = 0; to < rgba.length; from += channels, to++) {
      rgba[to] = 0xff000000 | (data[from + 2]! << 16) | (data[from + 1]! << 8) | data[from]!;
    }
  }
  setSides(sheet, width, height);
  sheet.context.putImageData(pixels, 0, 0);
}

/** The sheet itself where its long side is at most `longSidePx`, else `onto` with a smaller copy on it. */
function shrunk(sheet: Sheet, onto: Sheet, longSidePx: number): Sheet {
  const [width, height] = sidesWithin(sheet.canvas, longSidePx);
  if (width === sheet.canvas.width && height === sheet.canvas.height) return sheet;
  setSides(onto, width, height);
  onto.context.imageSmoothingQuality = 'high';
  // In place of the picture before, not over it.
  onto.context.globalCompositeOperation = 'copy';
  onto.context.drawImage(sheet.canvas, 0, 0, width, height);
  return onto;
}

const asJpeg = ({ canvas }: Sheet) => canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });

/** The picture with a long side of at most `longSidePx` as a PNG file, without a canvas. */
async function asPng(picture: Picture8, longSidePx: number): Promise<Blob> {
  const small = resize(picture, ...sidesWithin(picture, longSidePx));
  return new Blob([(await writePng(small)) as Uint8Array<ArrayBuffer>], { type: 'image/png' });
}

async function withPictures({ kind, input, picture }: ReadRendition): Promise<Rendition> {
  if ((await checkCanvas()) === 'unusable') {
    return { kind, input, thumb: await asPng(picture, thumbPx), preview: await asPng(picture, previewPx) };
  }
  sheets ??= { whole: newSheet(), preview: newSheet(), thumb: newSheet() };
  draw(sheets.whole, picture);
  const large = shrunk(sheets.whole, sheets.preview, previewPx);
  const small = shrunk(large, sheets.thumb, thumbPx);
  const [preview, thumb] = await Promise.all([asJpeg(large), asJpeg(small)]);
  return { kind, input, thumb, preview };
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Renditions with their screen pictures, in the same order: a preview of at most 512 px and a thumb of at most 96 px (long
 * side), JPEG; PNG made without a canvas where what is read back from one cannot be believed. Empty for none.
 */
export function onScreen(renditions: readonly ReadRendition[]): Promise<Rendition[]> {
  // One picture after another, of calls that overlap too: the canvases are shared.
  const made = turn.then(async () => {
    const done: Rendition[] = [];
    for (const rendition of renditions) done.push(await withPictures(rendition));
    return done;
  });
  // A failure is its own caller's to tell; the next one's turn comes all the same.
  turn = made.catch(() => undefined);
  return made;
}
