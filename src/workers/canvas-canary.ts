// This worker's own check of its canvas, made once: what is put on it, and what a picture decoded by the browser comes back as.
import {
  type CanvasVerdict,
  canvasPattern,
  judgeReadback,
  patternSidePx as side,
  worstVerdict,
} from '../domain/intake/canvas-check';
import { writePng } from '../domain/intake/png-writer';

function context(): OffscreenCanvasRenderingContext2D | null {
  return new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
}

function putAndReadBack(): CanvasVerdict {
  const pattern = canvasPattern(false);
  const canvas = context();
  canvas?.putImageData(new ImageData(pattern, side, side), 0, 0);
  return judgeReadback(pattern, canvas?.getImageData(0, 0, side, side).data ?? []);
}

/** The very way that codecs-browser.ts goes, with a file whose pixels are known. */
async function decodeAndReadBack(): Promise<CanvasVerdict> {
  const pattern = canvasPattern(true);
  const png = await writePng({
    width: side,
    height: side,
    channels: 4,
    data: new Uint8Array(pattern.buffer),
  });
  const bitmap = await createImageBitmap(new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const canvas = context();
  canvas?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return judgeReadback(pattern, canvas?.getImageData(0, 0, side, side).data ?? []);
}

async function check(): Promise<CanvasVerdict> {
  try {
    return worstVerdict([putAndReadBack(), await decodeAndReadBack()]);
  } catch {
    // No canvas here, or one that throws when it is read: nothing that goes through it can be believed.
    return 'unusable';
  }
}

let verdict: Promise<CanvasVerdict> | null = null;

export function checkCanvas(): Promise<CanvasVerdict> {
  verdict ??= check();
  return verdict;
}
