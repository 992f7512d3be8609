// The decode worker: a shell around `readFile` that adds the two screen pictures. A bad file is an outcome, not an error.

import { resize } from '../domain/encode/resample';
import { AppError, errorFacts, isAbort } from '../domain/errors';
import type { CanvasVerdict } from '../domain/intake/canvas-check';
import { maxFileBytes } from '../domain/intake/limits';
import type { ReadOutcome, Rendition } from '../domain/intake/outcome';
import { type Peek, peekFile } from '../domain/intake/peek';
import { writePng } from '../domain/intake/png-writer';
import { openReader, type ReadRendition, type ReadResult, readFile } from '../domain/intake/read-file';
import type { Picture8 } from '../domain/types';
import { checkCanvas } from './canvas-canary';
import { browserCodecs } from './codecs-browser';
import type { FrameOutcome, PeekRequest, ReadRequest } from './engine';
import { listenToPace, type PacedFramesRequest } from './pace';
import { type Moved, serve, type WorkerJob } from './serve';

const codecs = browserCodecs();

/** Larger pictures are shrunk before they meet a canvas, which takes four bytes a pixel twice over. */
const largestCanvasPx = 2048;

// Each canvas is written once and read back once: a trip to the graphics processor would cost more than it saves.
const onProcessor = { willReadFrequently: true };

/** The picture on a canvas: from here on it is for the eye only; the encoder's input was made from the full picture. */
function drawn(picture: Picture8): OffscreenCanvas {
  const scale = Math.min(1, largestCanvasPx / Math.max(picture.width, picture.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const { width, height, channels, data } = resize(picture, side(picture.width), side(picture.height));
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let from = 0, to = 0; to < rgba.length; from += channels, to += 4) {
    rgba[to] = data[from]!;
    rgba[to + 1] = data[from + green]!;
    rgba[to + 2] = data[from + blue]!;
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d', onProcessor)?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas;
}

/** The canvas with a long side of at most `longSidePx`. */
function shrunk(canvas: OffscreenCanvas, longSidePx: number): OffscreenCanvas {
  const scale = longSidePx / Math.max(canvas.width, canvas.height);
  if (scale >= 1) return canvas;
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const small = new OffscreenCanvas(side(canvas.width), side(canvas.height));
  const context = small.getContext('2d', onProcessor);
  if (context) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(canvas, 0, 0, small.width, small.height);
  }
  return small;
}

/** The picture with a long side of at most `longSidePx` as a PNG file, without a canvas. */
async function asPng(picture: Picture8, longSidePx: number): Promise<Blob> {
  const scale = Math.min(1, longSidePx / Math.max(picture.width, picture.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const small = resize(picture, side(picture.width), side(picture.height));
  return new Blob([(await writePng(small)) as Uint8Array<ArrayBuffer>], { type: 'image/png' });
}

async function onScreen({ kind, input, picture }: ReadRendition): Promise<Rendition> {
  if ((await checkCanvas()) === 'unusable') {
    return { kind, input, thumb: await asPng(picture, 96), preview: await asPng(picture, 512) };
  }
  const large = shrunk(drawn(picture), 512);
  const asJpeg = (canvas: OffscreenCanvas) => canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
  const [preview, thumb] = await Promise.all([asJpeg(large), asJpeg(shrunk(large, 96))]);
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

async function outcomeOf(
  make: () => Promise<ReadResult>,
): Promise<{ outcome: ReadOutcome; move: Transferable[] }> {
  try {
    const image = await make();
    const renditions = await Promise.all(image.renditions.map(onScreen));
    const move = renditions.map((rendition) => rendition.input.buffer as ArrayBuffer);
    return { outcome: { ok: true, image: { ...image, renditions } }, move };
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    return { outcome: { ok: false, error: errorFacts(thrown, 'decoder-failed') }, move: [] };
  }
}

async function read(
  { file, name, frame, ...options }: ReadRequest,
  job: WorkerJob,
): Promise<Moved<ReadOutcome>> {
  const { outcome, move } = await outcomeOf(async () => {
    const bytes = await fileBytes(file);
    await job.breathe();
    return readFile(bytes, name, options, codecs, frame);
  });
  return { value: outcome, move };
}

async function readFrames(
  { file, name, frames, pace, ...options }: PacedFramesRequest,
  job: WorkerJob,
): Promise<Moved<null>> {
  const paced = listenToPace(pace, job.signal);
  // Opened once; where that fails, each frame gets the cause.
  const opening = fileBytes(file).then((bytes) => openReader(bytes, name, options, codecs));
  opening.catch(() => undefined);
  for (const [i, frame] of frames.entries()) {
    await paced.turn(i);
    await job.breathe();
    const { outcome, move } = await outcomeOf(async () => (await opening).read(frame));
    job.emit('frame', { frame, outcome } satisfies FrameOutcome, move);
    job.report(i + 1, frames.length);
  }
  return { value: null, move: [] };
}

async function peek({ files, salt }: PeekRequest, job: WorkerJob): Promise<Moved<readonly Peek[]>> {
  const value: Peek[] = [];
  for (const { file, packed } of files) {
    await job.breathe();
    value.push(await peekFile(file, packed, salt));
    job.report(value.length, files.length);
  }
  return { value, move: [] };
}

const canvas = async (): Promise<Moved<CanvasVerdict>> => ({ value: await checkCanvas(), move: [] });

serve({ read, readFrames, peek, canvas });
