// The codecs as a worker in a browser gets them: WebAssembly from our own origin, WebP, BMP and GIF from the browser.
import charlsUrl from '@cornerstonejs/codec-charls/decodewasm?url';
import turboUrl from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import openjpegUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import openjphUrl from '@cornerstonejs/codec-openjph/wasm?url';
import { AppError } from '../domain/errors';
import type { CanvasVerdict } from '../domain/intake/canvas-check';
import type { AnimatedFormat, Animation, BrowserFormat, Codecs, RgbaPicture } from '../domain/intake/codecs';
import { checkCanvas } from './canvas-canary';
import { wasmCodecs } from './codecs-wasm';

const urls = { charls: charlsUrl, turbo: turboUrl, openjpeg: openjpegUrl, openjph: openjphUrl };

/**
 * Whether what comes back from a canvas is as it was put there; through one is the only way to a browser's pixels.
 * @throws AppError `canvas-altered` where the browser makes something else of it: no decoder of ours reads these formats,
 *   and an image that differs at each reading is none.
 */
async function checkedCanvas(format: BrowserFormat): Promise<CanvasVerdict> {
  const verdict = await checkCanvas();
  if (verdict !== 'unusable') return verdict;
  throw new AppError('canvas-altered', `${format} through a canvas`, { format: format.toUpperCase() });
}

function throughCanvas(
  picture: ImageBitmap | VideoFrame,
  { width, height }: { readonly width: number; readonly height: number },
  verdict: CanvasVerdict,
): RgbaPicture {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d context');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data, altered: verdict === 'noisy' };
}

// Engines differ in what they do with an orientation or a profile they are not asked about, so the caller has taken both
// out of the file (webp-header.ts).
const unmanaged = { colorSpaceConversion: 'none' } as const;

/** First frame, raw values. @throws AppError `canvas-altered`. */
async function decodeByBrowser(bytes: Uint8Array, format: BrowserFormat): Promise<RgbaPicture> {
  const verdict = await checkedCanvas(format);
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: `image/${format}` });
  const bitmap = await createImageBitmap(blob, { ...unmanaged, premultiplyAlpha: 'none' });
  try {
    return throughCanvas(bitmap, bitmap, verdict);
  } finally {
    bitmap.close();
  }
}

/** Opens an animated file; the decoder goes with the last word of it. @throws AppError `canvas-altered`. */
async function openAnimation(bytes: Uint8Array, format: AnimatedFormat): Promise<Animation> {
  const verdict = await checkedCanvas(format);
  const decoder = new ImageDecoder({
    data: bytes as Uint8Array<ArrayBuffer>,
    type: `image/${format}`,
    ...unmanaged,
  });
  await decoder.tracks.ready;
  return {
    async picture(frameIndex) {
      const { image } = await decoder.decode({ frameIndex, completeFramesOnly: true });
      try {
        return throughCanvas(image, { width: image.displayWidth, height: image.displayHeight }, verdict);
      } finally {
        image.close();
      }
    },
  };
}

/** Frames one by one where this browser has an image decoder for pages (not all have). */
export function browserCodecs(): Codecs {
  const animation = typeof ImageDecoder === 'undefined' ? null : openAnimation;
  return wasmCodecs((name) => ({ url: new URL(urls[name], self.location.href).href }), {
    browser: decodeByBrowser,
    animation,
  });
}
