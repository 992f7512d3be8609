// The codecs as a worker in a browser gets them: WebAssembly from our own origin, WebP, BMP and GIF from the browser.
import charlsUrl from '@cornerstonejs/codec-charls/decodewasm?url';
import turboUrl from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import openjpegUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import openjphUrl from '@cornerstonejs/codec-openjph/wasm?url';
import { AppError } from '../domain/errors';
import type { BrowserFormat, Codecs, RgbaPicture } from '../domain/intake/codecs';
import { checkCanvas } from './canvas-canary';
import { wasmCodecs } from './codecs-wasm';

const urls = { charls: charlsUrl, turbo: turboUrl, openjpeg: openjpegUrl, openjph: openjphUrl };

/**
 * First frame, raw values. Engines differ in what they do with an orientation or a profile they are not asked about, so
 * the caller has taken both out of the file (webp-header.ts). The pixels come out through a canvas, the only way to them.
 * @throws AppError `canvas-altered` where the browser makes something else of what is read from one: no decoder of ours
 *   reads these formats, and an image that differs at each reading is none.
 */
async function decodeByBrowser(bytes: Uint8Array, format: BrowserFormat): Promise<RgbaPicture> {
  const canvas = await checkCanvas();
  if (canvas === 'unusable') {
    throw new AppError('canvas-altered', `${format} through a canvas`, { format: format.toUpperCase() });
  }
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: `image/${format}` });
  const bitmap = await createImageBitmap(blob, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no 2d context');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, data, altered: canvas === 'noisy' };
  } finally {
    bitmap.close();
  }
}

export function browserCodecs(): Codecs {
  return wasmCodecs((name) => ({ url: new URL(urls[name], self.location.href).href }), decodeByBrowser);
}
