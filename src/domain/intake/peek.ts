// A look at a file's header alone: how many frames it holds and which series it belongs to. Reads as few bytes as it can,
// decodes nothing and refuses nothing: whoever reads the file says what is wrong with it.
import type { ImageFormat } from '../types';
import { countApngFrames } from './apng';
import { latin1, u16be, u16le, u32be, u32le } from './bytes';
import { parseDicom } from './dicom-parse';
import type { DicomSet } from './dicom-set';
import { readGifHeader } from './gif-header';
import { gunzipHead } from './gunzip';
import { inflateHead } from './inflate';
import { maxFrames } from './limits';
import { sliceCount } from './nifti';
import { dataStart, type Packed } from './packed';
import { pseudonym } from './pseudonym';
import type { SlicePlace } from './series';
import { sniff } from './sniff';

export interface Peek extends SlicePlace {
  /** null: no format that is read. */
  readonly format: ImageFormat | null;
  /** False for DICOM objects without pixels. */
  readonly image: boolean;
  /** Frames, pages or slices; 1 where the header does not say. */
  readonly frames: number;
  /** Salted pseudonyms of SeriesInstanceUID and StudyInstanceUID. */
  readonly seriesKey: string | null;
  readonly studyKey: string | null;
  readonly modality: string;
}

/** Bytes of one file, read piece by piece. */
interface Source {
  readonly size: number;
  /** Clamped to the file. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** Read for a first guess: a gzip stream gives little before some kilobytes of it are there. */
const sniffBytes = 8192;
/** A DICOM header is read step by step until it stands whole. */
const headerSteps = [1 << 16, 1 << 20, 1 << 24, 1 << 26];

const nothing: Omit<Peek, 'format'> = {
  image: true,
  frames: 1,
  seriesKey: null,
  studyKey: null,
  position: null,
  orientation: null,
  instance: null,
  modality: '',
};

const blobBytes = async (blob: Blob, from: number, to: number) =>
  new Uint8Array(await blob.slice(from, Math.max(from, Math.min(to, blob.size))).arrayBuffer());

/** null for what has no bytes of its own kind (bare pixels of an array) or cannot be unpacked. */
async function openSource(file: Blob, packed: Packed | undefined): Promise<Source | null> {
  if (!packed) return { size: file.size, read: (from, to) => blobBytes(file, from, to) };
  if (packed.kind !== 'zip' || packed.encrypted) return null;
  const start = dataStart(await blobBytes(file, 0, 30));
  const data = file.slice(start, start + packed.packedBytes);
  if (packed.method === 0) return { size: data.size, read: (from, to) => blobBytes(data, from, to) };
  if (packed.method !== 8) return null;
  const most = headerSteps.at(-1)!;
  let known = new Uint8Array(0);
  return {
    size: packed.bytes,
    async read(from, to) {
      const wanted = Math.min(to, packed.bytes);
      if (wanted > most) return new Uint8Array(0);
      // Deflate has no doors in the middle: it is inflated from the start, as far as needed.
      if (wanted > known.length) known = inflateHead(await blobBytes(data, 0, wanted + sniffBytes), wanted);
      return known.subarray(from, wanted);
    },
  };
}

/** The header stands whole where something behind the frame count (0028,0008) has been read, or where the file ends. */
const isWhole = (set: DicomSet) => [...set.elements.keys()].some((tag) => tag >= 'x00280010');

async function dicomHead(source: Source): Promise<DicomSet | null> {
  for (const step of headerSteps) {
    try {
      const { set } = parseDicom(await source.read(0, step));
      if (isWhole(set) || step >= source.size) return set;
    } catch {
      // A header cut here may look like a broken one; with more bytes it can be read, or the reader says why not.
    }
    if (step >= source.size) return null;
  }
  return null;
}

function triple(set: DicomSet, tag: string, length: number): readonly number[] | null {
  const values = set.decimals(tag);
  return values.length === length && values.every(Number.isFinite) ? values : null;
}

async function peekDicom(source: Source, salt: string): Promise<Omit<Peek, 'format'>> {
  const set = await dicomHead(source);
  if (!set) return nothing;
  const frames = set.decimals('x00280008')[0] ?? 1;
  const instance = set.decimals('x00200013')[0] ?? Number.NaN;
  return {
    image: set.has('x00280010'),
    frames: Number.isInteger(frames) && frames >= 1 && frames <= maxFrames ? frames : 1,
    seriesKey: await pseudonym(salt, set.text('x0020000e')),
    studyKey: await pseudonym(salt, set.text('x0020000d')),
    position: triple(set, 'x00200032', 3),
    orientation: triple(set, 'x00200037', 6),
    instance: Number.isFinite(instance) ? instance : null,
    modality: (set.text('x00080060') ?? '')
      .toUpperCase()
      .replace(/[^A-Z0-9_ ]/g, '')
      .slice(0, 16),
  };
}

const subfileTag = 254;
/** A directory of more entries than this is no image's. */
const directoryBytes = 2 + 512 * 12 + 4;

/** Pages that are no copy or mask of another, counted along the chain of directories (TIFF 6.0 section 2). */
async function tiffPages(source: Source, head: Uint8Array): Promise<number> {
  const little = head[0] === 0x49;
  const [u16, u32] = little ? [u16le, u32le] : [u16be, u32be];
  const seen = new Set<number>();
  let pages = 0;
  for (let at = u32(head, 4); at >= 8 && !seen.has(at) && seen.size < maxFrames; ) {
    seen.add(at);
    const directory = await source.read(at, at + directoryBytes);
    const entries = u16(directory, 0);
    const end = 2 + entries * 12;
    if (entries === 0 || end + 4 > directory.length) break;
    let kind = 0;
    for (let entry = 2; entry < end; entry += 12) {
      if (u16(directory, entry) !== subfileTag) continue;
      kind = u16(directory, entry + 2) === 3 ? u16(directory, entry + 8) : u32(directory, entry + 8);
    }
    if ((kind & 5) === 0) pages += 1;
    at = u32(directory, end);
  }
  return Math.max(1, pages);
}

function niftiSlices(head: Uint8Array): number {
  try {
    const slices = sliceCount(head[0] === 0x1f ? gunzipHead(head, 540) : head);
    return slices <= maxFrames ? slices : 1;
  } catch {
    return 1;
  }
}

/** Chunks of animation frames (RFC 9649 2.7.1.1), where the header says that there are any. */
async function webpFrames(source: Source, head: Uint8Array): Promise<number> {
  if (latin1(head, 12, 4) !== 'VP8X' || ((head[20] ?? 0) & 2) === 0) return 1;
  let frames = 0;
  for (let at = 12; frames < maxFrames; ) {
    const chunk = await source.read(at, at + 8);
    if (chunk.length < 8) break;
    if (latin1(chunk, 0, 4) === 'ANMF') frames += 1;
    const length = u32le(chunk, 4);
    at += 8 + length + (length % 2);
  }
  return Math.max(1, frames);
}

/** A GIF has no count and no lengths to hop over: it is walked as a whole. A file that is not read to its end has one. */
async function gifFrames(source: Source): Promise<number> {
  if (source.size > headerSteps.at(-1)!) return 1;
  const { frames } = readGifHeader(await source.read(0, source.size));
  return frames <= maxFrames ? frames : 1;
}

async function look(source: Source, salt: string, animations: boolean): Promise<Peek> {
  const head = await source.read(0, sniffBytes);
  const found = sniff(head);
  if (!found.supported) return { ...nothing, format: null };
  const { format } = found;
  if (format === 'dicom') return { format, ...(await peekDicom(source, salt)) };
  if (format === 'tiff') return { ...nothing, format, frames: await tiffPages(source, head) };
  if (format === 'nifti') return { ...nothing, format, frames: niftiSlices(head) };
  if (format === 'png') return { ...nothing, format, frames: await countApngFrames(source.read, maxFrames) };
  if (format === 'webp' && animations) return { ...nothing, format, frames: await webpFrames(source, head) };
  if (format === 'gif' && animations) return { ...nothing, format, frames: await gifFrames(source) };
  return { ...nothing, format };
}

/**
 * Never throws: what cannot be told is one frame of no series.
 * @param animations whether the frames of a GIF or WebP can be decoded one by one; where not, they count as one.
 */
export async function peekFile(
  file: Blob,
  packed: Packed | undefined,
  salt: string,
  animations = false,
): Promise<Peek> {
  try {
    const source = await openSource(file, packed);
    return source ? await look(source, salt, animations) : { ...nothing, format: null };
  } catch {
    return { ...nothing, format: null };
  }
}
