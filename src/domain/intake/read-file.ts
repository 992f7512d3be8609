// One file's bytes to everything the workbench keeps of it, but for the screen pictures that need a canvas.

import type { InputSpec } from '../encode/manifest';
import { prepareInput } from '../encode/resample';
import type { DicomFacts, ImageFormat, Note, Picture8, RenderingKey } from '../types';
import type { Codecs } from './codecs';
import { isColourful } from './colourful';
import { type Decoded, openFile, recognise } from './decode-file';
import type { FrameSelector } from './frame-use';
import { guarded } from './guard';
import { extremeAspect, tinySidePx } from './limits';
import { lookOf } from './look';
import type { ReadImage } from './outcome';
import { type Packed, unpack } from './packed';
import { pixelHash, type Voi } from './pixel-hash';
import { pseudonym } from './pseudonym';
import type { ReadDicom } from './read-dicom';
import { type Rendered, renderBase, renderNotes, renderRecipes } from './render';
import type { Recipe } from './rendering';
import { lyingExtension } from './sniff';

export interface ReadRendition {
  readonly kind: RenderingKey;
  /** Full-size 8-bit picture, from which the screen pictures are made. */
  readonly picture: Picture8;
  /** RGB, `sizePx * sizePx * 3`, see outcome.ts. */
  readonly input: Uint8Array;
}

/** `ReadImage` without the blobs. */
export type ReadResult = Omit<ReadImage, 'renditions'> & { readonly renditions: readonly ReadRendition[] };

/** What a file's own rendition is made by: its table of greys, else its first window. */
function voiOf(dicom: ReadDicom | null): Voi {
  const table = dicom?.table ?? null;
  return { table, window: table ? null : (dicom?.windows[0] ?? null) };
}

/** The 8-bit versions: those of every image, unless they are not wanted, and those that the recipes ask for. */
function render(
  decoded: Decoded,
  { recipes = [], base = true }: ReadOptions,
): { pictures: Rendered[]; notes: Note[] } {
  const { pixels, dicom } = decoded;
  const voi = voiOf(dicom);
  if (!base) return { pictures: renderRecipes(pixels, recipes, voi), notes: [] };
  const { pictures, blank } = renderBase(pixels, voi);
  const grey = pixels.kind === 'grey';
  const unusable = dicom?.notes.some((note) => note.code === 'window-unusable') ?? false;
  const lacksWindow = grey && dicom !== null && !unusable && !voi.table && !voi.window;
  return {
    pictures: [...pictures, ...renderRecipes(pixels, recipes, voi, pictures)],
    notes: renderNotes(blank, lacksWindow),
  };
}

function facts(dicom: ReadDicom): DicomFacts {
  const { header } = dicom;
  const { window: first } = voiOf(dicom);
  return {
    modality: header.modality,
    bodyPart: header.bodyPart,
    photometric: header.photometric,
    transferSyntax: dicom.transferSyntax,
    bitsStored: header.bitsStored,
    window: first ? [first.centre, first.width] : null,
    ...(header.textRisk ? { mayCarryText: header.textRisk } : {}),
    ...(header.localizer ? { localizer: true } : {}),
  };
}

function shapeNotes(name: string, format: ImageFormat, width: number, height: number): Note[] {
  const notes: Note[] = [];
  const extension = lyingExtension(name, format);
  if (extension) notes.push({ code: 'extension-differs', detail: { extension, format } });
  if (Math.max(width, height) > extremeAspect * Math.min(width, height)) {
    notes.push({ code: 'extreme-shape', detail: { width, height } });
  }
  // A DICOM object states its geometry, so a tiny one is meant; a tiny raster file is mostly a slip (an icon, a thumbnail).
  if (format !== 'dicom' && Math.min(width, height) < tinySidePx) {
    notes.push({ code: 'tiny-image', detail: { width, height } });
  }
  return notes;
}

export interface ReadOptions {
  readonly input: InputSpec;
  /** How the bytes become a file's own, for one inside an archive. */
  readonly packed?: Packed | undefined;
  /** Per-project secret of the pseudonyms. */
  readonly salt: string;
  /** Renderings wanted beside the base ones (see render.ts). */
  readonly recipes?: readonly Recipe[] | undefined;
  /** False: only what the recipes ask for; the notes of rendering are left out, too. */
  readonly base?: boolean | undefined;
}

async function toResult(
  decoded: Decoded,
  format: ImageFormat,
  name: string,
  options: ReadOptions,
): Promise<ReadResult> {
  const { pixels, dicom } = decoded;
  const { width: widthPx, height: heightPx } = pixels.kind === 'grey' ? pixels : pixels.picture;
  // Hashing runs on another thread: it is asked for first, and waited for last.
  const codes = Promise.all([
    pixelHash(pixels, voiOf(dicom)),
    pseudonym(options.salt, dicom?.patientId ?? null),
    pseudonym(options.salt, dicom?.studyId ?? null),
    pseudonym(options.salt, dicom?.objectId ?? null),
  ]);
  // Should rendering fail, its error is the one to tell.
  codes.catch(() => undefined);
  const { pictures, notes } = render(decoded, options);
  const renditions = pictures.map(({ kind, picture }) => ({
    kind,
    picture,
    input: prepareInput(picture, options.input),
  }));
  const [hash, patientKey, studyKey, objectKey] = await codes;
  return {
    format,
    widthPx,
    heightPx,
    frames: decoded.frames,
    pixelHash: hash,
    dicom: dicom ? facts(dicom) : null,
    colour: pixels.kind === 'plain' && isColourful(pixels.picture),
    look: pictures[0] ? lookOf(pictures[0].picture) : null,
    needsWindow: pixels.kind === 'grey',
    renditions,
    notes: [...shapeNotes(name, format, widthPx, heightPx), ...decoded.notes, ...notes],
    patientKey,
    studyKey,
    objectKey,
  };
}

/** A file that has been opened once, to be read frame by frame. */
export interface FrameReader {
  /** @throws AppError with a `FileErrorCode`, and nothing else. */
  read(choose: FrameSelector): Promise<ReadResult>;
}

/**
 * Unpacks the bytes and reads the header; pixels are decoded one frame at a time.
 * @param bytes the whole file, or a slice of an archive (`packed`). @param name only its extension is looked at.
 * @throws AppError with a `FileErrorCode`, and nothing else.
 */
export async function openReader(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
  codecs: Codecs,
): Promise<FrameReader> {
  const { packed } = options;
  const own = packed ? await guarded('archive reader', () => unpack(bytes, packed)) : bytes;
  const format = recognise(own);
  const file = await guarded(`${format} reader`, () => openFile(own, format, codecs));
  return {
    read: (choose) =>
      guarded(`${format} reader`, async () => toResult(await file.decode(choose), format, name, options)),
  };
}

/**
 * One frame of a file, the middle one by default.
 * @throws AppError with a `FileErrorCode`, and nothing else.
 */
export async function readFile(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
  codecs: Codecs,
  choose: FrameSelector = 'middle',
): Promise<ReadResult> {
  return (await openReader(bytes, name, options, codecs)).read(choose);
}
