// The decode worker: a shell around `readFile` that adds the two screen pictures. A bad file is an outcome, not an error.

import { resize } from '../domain/encode/resample';
import { AppError, errorFacts } from '../domain/errors';
import { maxFileBytes } from '../domain/intake/limits';
import type { ReadOutcome, Rendition } from '../domain/intake/outcome';
import { type ReadRendition, readFile } from '../domain/intake/read-file';
import type { Picture8 } from '../domain/types';
import { browserCodecs } from './codecs-browser';
import type { ReadRequest } from './engine';
import { type Moved, serve, type WorkerJob } from './serve';

const codecs = browserCodecs();

function shrink(picture: Picture8, longSidePx: number): Picture8 {
  const scale = Math.min(1, longSidePx / Math.max(picture.width, picture.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return resize(picture, side(picture.width), side(picture.height));
}

async function toBlob({ width, height, channels, data }: Picture8): Promise<Blob> {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let p = 0; p < width * height; p++) {
    for (let c = 0; c < 3; c++) rgba[p * 4 + c] = data[p * channels + (channels === 1 ? 0 : c)] ?? 0;
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

/** For the eye only: the encoder's input was made from the full picture. */
async function onScreen({ kind, input, picture }: ReadRendition): Promise<Rendition> {
  const middle = shrink(picture, 512);
  const [thumb, preview] = await Promise.all([toBlob(shrink(middle, 96)), toBlob(middle)]);
  return { kind, input, thumb, preview };
}

async function fileBytes(file: Blob): Promise<Uint8Array> {
  if (file.size > maxFileBytes) {
    throw new AppError('file-too-large', `${file.size} bytes`, { bytes: file.size, limit: maxFileBytes });
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    // Deleted, moved or no longer permitted since it was dropped; also directories.
    const reason = thrown instanceof DOMException ? thrown.name : 'unknown';
    throw new AppError('unreadable-file', 'the browser could not read the file', { reason });
  }
}

async function read({ file, name, input, salt }: ReadRequest, job: WorkerJob): Promise<Moved<ReadOutcome>> {
  try {
    const bytes = await fileBytes(file);
    await job.breathe();
    const image = await readFile(bytes, name, { input, salt }, codecs);
    const renditions = await Promise.all(image.renditions.map(onScreen));
    const move = renditions.map((rendition) => rendition.input.buffer as ArrayBuffer);
    return { value: { ok: true, image: { ...image, renditions } }, move };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    return { value: { ok: false, error: errorFacts(thrown, 'decoder-failed') }, move: [] };
  }
}

serve({ read });
