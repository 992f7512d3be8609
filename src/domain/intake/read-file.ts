// One file's bytes to everything the workbench keeps of it, but for the screen pictures that need a canvas.

import type { InputSpec } from '../encode/manifest';
import { prepareInput } from '../encode/resample';
import type { DicomFacts, ImageFormat, Note, Picture8, RenditionKind } from '../types';
import { decodeBrowserRaster } from './browser-raster';
import type { Codecs } from './codecs';
import { exifOrientation } from './exif';
import { guarded, refuse } from './guard';
import { decodeJpeg } from './jpeg';
import { extremeAspect, maxFileBytes } from './limits';
import { turnGreyUpright, turnUpright } from './orientation';
import type { ReadImage } from './outcome';
import { pixelHash } from './pixel-hash';
import type { Pixels } from './pixels';
import { decodePng } from './png';
import { pngSize, readPngHeader } from './png-header';
import { pseudonym } from './pseudonym';
import { type ReadDicom, readDicom } from './read-dicom';
import { checkSize } from './size-check';
import { lyingExtension, sniff } from './sniff';
import { renderPercentile, renderTable, renderWindow } from './window';

export interface ReadRendition {
  readonly kind: RenditionKind;
  /** Full-size 8-bit picture, from which the screen pictures are made. */
  readonly picture: Picture8;
  /** RGB, `sizePx * sizePx * 3`, see outcome.ts. */
  readonly input: Uint8Array;
}

/** `ReadImage` without the blobs. */
export type ReadResult = Omit<ReadImage, 'renditions'> & { readonly renditions: readonly ReadRendition[] };

interface Decoded {
  readonly pixels: Pixels;
  readonly frames: number;
  readonly notes: readonly Note[];
  readonly dicom: ReadDicom | null;
}

const plain = (picture: Picture8): Pixels => ({ kind: 'plain', picture, stored: picture.data });

function decodePngFile(bytes: Uint8Array): Decoded {
  const size = pngSize(bytes);
  checkSize(size.width, size.height);
  const header = readPngHeader(bytes);
  const { pixels, notes } = decodePng(header);
  const orientation = header.exif ? exifOrientation(header.exif) : 1;
  if (orientation === 1) return { pixels, frames: header.frames, notes, dicom: null };
  const turned =
    pixels.kind === 'grey'
      ? turnGreyUpright(pixels, orientation)
      : plain(turnUpright(pixels.picture, orientation));
  const note: Note = { code: 'turned-upright', detail: { orientation } };
  return { pixels: turned, frames: header.frames, notes: [...notes, note], dicom: null };
}

async function decode(bytes: Uint8Array, format: ImageFormat, codecs: Codecs): Promise<Decoded> {
  if (format === 'png') return decodePngFile(bytes);
  if (format === 'dicom') {
    const dicom = await readDicom(bytes, 'middle', codecs);
    return { pixels: dicom.pixels, frames: dicom.header.frames, notes: dicom.notes, dicom };
  }
  if (format === 'jpeg') {
    const { picture, notes } = await decodeJpeg(bytes, codecs);
    return { pixels: plain(picture), frames: 1, notes, dicom: null };
  }
  const { picture, frames, notes } = await decodeBrowserRaster(bytes, format, codecs);
  return { pixels: plain(picture), frames, notes, dicom: null };
}

/** The 8-bit versions: `plain`, or `percentile` and, where the file names a usable one, `window`. */
function render(decoded: Decoded): { pictures: { kind: RenditionKind; picture: Picture8 }[]; notes: Note[] } {
  const { pixels, dicom } = decoded;
  if (pixels.kind === 'plain') {
    const { data } = pixels.picture;
    const blank = data.every((v) => v === data[0]);
    const notes: Note[] = blank ? [{ code: 'blank-image', detail: {} }] : [];
    return { pictures: [{ kind: 'plain', picture: pixels.picture }], notes };
  }
  const { picture, blank } = renderPercentile(pixels);
  const pictures: { kind: RenditionKind; picture: Picture8 }[] = [{ kind: 'percentile', picture }];
  const notes: Note[] = blank ? [{ code: 'blank-image', detail: {} }] : [];
  const window = dicom?.windows[0];
  const unusable = dicom?.notes.some((note) => note.code === 'window-unusable') ?? false;
  if (dicom?.table) pictures.push({ kind: 'window', picture: renderTable(pixels, dicom.table) });
  else if (window) pictures.push({ kind: 'window', picture: renderWindow(pixels, window) });
  else if (dicom && !unusable) notes.push({ code: 'no-window', detail: {} });
  return { pictures, notes };
}

function facts(dicom: ReadDicom): DicomFacts {
  const { header, windows, table } = dicom;
  const first = table ? undefined : windows[0];
  return {
    modality: header.modality,
    bodyPart: header.bodyPart,
    photometric: header.photometric,
    transferSyntax: dicom.transferSyntax,
    bitsStored: header.bitsStored,
    window: first ? [first.centre, first.width] : null,
  };
}

function shapeNotes(name: string, format: ImageFormat, width: number, height: number): Note[] {
  const notes: Note[] = [];
  const extension = lyingExtension(name, format);
  if (extension) notes.push({ code: 'extension-differs', detail: { extension, format } });
  if (Math.max(width, height) > extremeAspect * Math.min(width, height)) {
    notes.push({ code: 'extreme-shape', detail: { width, height } });
  }
  return notes;
}

/** A file's format, once its size and its first bytes allow for an image at all. */
function recognise(bytes: Uint8Array): ImageFormat {
  if (bytes.length === 0) refuse('empty-file', 'the file has no bytes');
  if (bytes.length > maxFileBytes) {
    refuse('file-too-large', `${bytes.length} bytes`, { bytes: bytes.length, limit: maxFileBytes });
  }
  const found = sniff(bytes);
  if (found.supported) return found.format;
  if (found.name === null) refuse('unknown-format', 'the content is of no known format');
  return refuse('unsupported-format', found.name, { format: found.name });
}

interface ReadOptions {
  readonly input: InputSpec;
  /** Per-project secret of the pseudonyms. */
  readonly salt: string;
}

async function readKnown(
  bytes: Uint8Array,
  format: ImageFormat,
  name: string,
  options: ReadOptions,
  codecs: Codecs,
): Promise<ReadResult> {
  const decoded = await decode(bytes, format, codecs);
  const { pixels, dicom } = decoded;
  const { width: widthPx, height: heightPx } = pixels.kind === 'grey' ? pixels : pixels.picture;
  const { pictures, notes } = render(decoded);
  return {
    format,
    widthPx,
    heightPx,
    frames: decoded.frames,
    pixelHash: await pixelHash(pixels),
    dicom: dicom ? facts(dicom) : null,
    needsWindow: pixels.kind === 'grey',
    renditions: pictures.map(({ kind, picture }) => ({
      kind,
      picture,
      input: prepareInput(picture, options.input),
    })),
    notes: [...shapeNotes(name, format, widthPx, heightPx), ...decoded.notes, ...notes],
    patientKey: await pseudonym(options.salt, dicom?.patientId ?? null),
    studyKey: await pseudonym(options.salt, dicom?.studyId ?? null),
  };
}

/**
 * @param bytes the whole file. @param name only its extension is looked at.
 * @throws AppError with a `FileErrorCode`, and nothing else.
 */
export async function readFile(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
  codecs: Codecs,
): Promise<ReadResult> {
  const format = recognise(bytes);
  return guarded(`${format} reader`, () => readKnown(bytes, format, name, options, codecs));
}
