// The decode worker: a shell around `readFile` that adds the two screen pictures. A bad file is an outcome, not an error.

import { errorFacts, isAbort } from '../domain/errors';
import { type TinyGreys, tinyGreys } from '../domain/evaluate/guards/tiny-grey';
import type { CanvasVerdict } from '../domain/intake/canvas-check';
import { readEmbeddings } from '../domain/intake/embeddings-file';
import { fileBytes } from '../domain/intake/file-bytes';
import { type ImportedRows, importedRows } from '../domain/intake/imported-rows';
import { findLabels, type LabelsFound } from '../domain/intake/labels-found';
import type { ReadOutcome } from '../domain/intake/outcome';
import { type Peek, peekFile } from '../domain/intake/peek';
import { openReader, type ReadResult, readFile } from '../domain/intake/read-file';
import { readAdapterFile } from '../domain/report/adapter-archive';
import type { ReadAdapter } from '../domain/report/adapter-file';
import { checkCanvas } from './canvas-canary';
import { browserCodecs } from './codecs-browser';
import type { EmbeddingsRequest, FrameOutcome, LabelsRequest, PeekRequest, ReadRequest } from './engine';
import { listenToPace, type PacedFramesRequest } from './pace';
import { onScreen } from './screen-pictures';
import { type Moved, serve, type WorkerJob } from './serve';

const codecs = browserCodecs();

async function outcomeOf(
  make: () => Promise<ReadResult>,
): Promise<{ outcome: ReadOutcome; move: Transferable[] }> {
  try {
    const image = await make();
    const renditions = await onScreen(image.renditions);
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
    value.push(await peekFile(file, packed, salt, codecs.animation !== null));
    job.report(value.length, files.length);
  }
  return { value, move: [] };
}

async function tiny(
  { pictures }: { readonly pictures: readonly (Blob | null)[] },
  job: WorkerJob,
): Promise<Moved<TinyGreys>> {
  const value = await tinyGreys(pictures, codecs, job);
  return { value, move: [value.greys.buffer as ArrayBuffer] };
}

async function embeddings({ file, salt }: EmbeddingsRequest, job: WorkerJob): Promise<Moved<ImportedRows>> {
  const value = await importedRows(await readEmbeddings(file, job), salt, job);
  return { value, move: [value.data.buffer as ArrayBuffer] };
}

async function labels({ file, items, classes }: LabelsRequest, job: WorkerJob): Promise<Moved<LabelsFound>> {
  return { value: await findLabels(file, items, classes, job), move: [] };
}

async function adapter({ file }: { readonly file: Blob }, job: WorkerJob): Promise<Moved<ReadAdapter>> {
  const value = await readAdapterFile(file, job);
  return { value, move: value.adapter.parameters.map(({ data }) => data.buffer as ArrayBuffer) };
}

const canvas = async (): Promise<Moved<CanvasVerdict>> => ({ value: await checkCanvas(), move: [] });

serve({
  read,
  readFrames,
  readEmbeddings: embeddings,
  findLabels: labels,
  readAdapter: adapter,
  peek,
  canvas,
  tinyGreys: tiny,
});
