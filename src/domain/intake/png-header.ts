// Walks a PNG's chunks: size, colour type, and whether every critical chunk is whole. Nothing is decoded here.
import { latin1, u16be, u32be } from './bytes';
import { crc32 } from './crc32';
import { readExif } from './exif';
import { refuse } from './guard';

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  /** PNG colour type: 0 grey, 2 RGB, 3 palette, 4 grey + alpha, 6 RGB + alpha. */
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  readonly interlaced: boolean;
  readonly palette: Uint8Array | null;
  readonly transparency: Uint8Array | null;
  readonly data: readonly Uint8Array[];
  /** APNG frames named by acTL; 1 for a still picture. */
  readonly frames: number;
  readonly hasProfile: boolean;
  /** eXIf chunk content (a TIFF header), if any. */
  readonly exif: Uint8Array | null;
  /**
   * Chunks that are double, of a wrong length (a palette of more colours than the depth can name), with a wrong checksum, or
   * where they may not be (PNG table 7); the first of two counts.
   */
  readonly irregular: readonly string[];
  /** Bytes after the last chunk. */
  readonly surplus: number;
}

const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

interface Chunk {
  readonly type: string;
  readonly content: Uint8Array;
  /** False where the checksum of a chunk that may be broken, but tells about the pixels, is wrong. */
  readonly sound: boolean;
}

/** Not critical, and yet they change what is shown. */
const telling = /^(tRNS|eXIf)$/;

/** Chunks up to and with IEND. Critical chunks have their checksum tested; others may be broken without harm. */
function* chunks(bytes: Uint8Array): Generator<Chunk, number> {
  let at = 8;
  for (;;) {
    if (at + 8 > bytes.length)
      refuse('truncated', 'the file ends before its last chunk', { have: bytes.length, need: at + 12 });
    const length = u32be(bytes, at);
    const type = latin1(bytes, at + 4, 4);
    if (!/^[A-Za-z]{4}$/.test(type)) refuse('damaged', 'a chunk has no valid name', { part: 'chunk name' });
    const end = at + 12 + length;
    if (end > bytes.length)
      refuse('truncated', `chunk ${type} is cut off`, { have: bytes.length, need: end });
    const critical = type[0] === type[0]?.toUpperCase();
    const checked = critical || telling.test(type);
    const sound = !checked || crc32(bytes.subarray(at + 4, end - 4)) === u32be(bytes, end - 4);
    if (critical && !sound) refuse('damaged', `the checksum of chunk ${type} is wrong`, { part: type });
    yield { type, content: bytes.subarray(at + 8, end - 4), sound };
    if (type === 'IEND') return bytes.length - end;
    at = end;
  }
}

function readIhdr(first: Chunk | undefined) {
  if (first?.type !== 'IHDR' || first.content.length !== 13)
    refuse('bad-header', 'the header chunk is missing');
  const content = first.content;
  const [depth = 0, colourType = 0, compression, filter, interlace = 0] = content.subarray(8);
  if (!depthsOf[colourType]?.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1) {
    refuse('bad-header', 'the header names an unknown pixel layout', { depth, colourType });
  }
  return {
    width: u32be(content, 0),
    height: u32be(content, 4),
    depth: depth as PngHeader['depth'],
    colourType: colourType as PngHeader['colourType'],
    interlaced: interlace === 1,
  };
}

/** Size from IHDR alone, so that an absurd picture is refused before its chunks are walked. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } {
  if (bytes.length < 33) refuse('truncated', 'the file ends in its header', { have: bytes.length, need: 33 });
  return { width: u32be(bytes, 16), height: u32be(bytes, 20) };
}

/** Palette and transparency are there only where the colour type has room for them, and whole. */
function fitsType(colourType: number, palette: Uint8Array | null, key: Uint8Array | null): boolean {
  if (palette && (colourType === 0 || colourType === 4)) return false;
  if (palette && (palette.length === 0 || palette.length % 3 !== 0 || palette.length > 768)) return false;
  if (!key) return true;
  if (colourType === 3) return key.length <= (palette?.length ?? 0) / 3;
  return key.length === { 0: 2, 2: 6 }[colourType];
}

/**
 * @throws AppError `truncated`, `damaged` (checksum, chunk order), `bad-header`, `no-image` (no IDAT).
 */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  const iterator = chunks(bytes);
  const first = iterator.next();
  const ihdr = readIhdr(first.done ? undefined : first.value);
  let palette: Uint8Array | null = null;
  let transparency: Uint8Array | null = null;
  let exif: Uint8Array | null = null;
  let frames = 1;
  let hasProfile = false;
  const data: Uint8Array[] = [];
  const irregular = new Set<string>();
  const seen = new Set<string>();
  let surplus = 0;
  for (let next = iterator.next(); ; next = iterator.next()) {
    if (next.done) {
      surplus = next.value;
      break;
    }
    const { type, content, sound } = next.value;
    if (!sound || (type === 'IEND' && content.length > 0)) irregular.add(type);
    if (/^(PLTE|tRNS|eXIf)$/.test(type)) {
      if (seen.has(type) || data.length > 0) irregular.add(type);
      if (type === 'PLTE' && seen.has('tRNS')) irregular.add('tRNS');
    }
    // Kept for a future version (PNG 5.4): today a name that was damaged, and the chunk is passed over.
    if (!/^..[A-Z]/.test(type)) irregular.add('chunk name');
    seen.add(type);
    if (type === 'IDAT') data.push(content);
    else if (type === 'PLTE') palette ??= content;
    else if (type === 'tRNS') transparency ??= content;
    else if (type === 'eXIf') exif ??= content;
    else if (type === 'acTL' && content.length >= 4) frames = Math.max(1, u32be(content, 0));
    else if (type === 'iCCP' || type === 'cICP' || (type === 'gAMA' && u32be(content, 0) !== 45_455))
      hasProfile = true;
    else if (type[0] === type[0]?.toUpperCase() && type !== 'IEND') {
      refuse('unsupported-format', `critical chunk ${type} is not known`, {
        format: `PNG with chunk ${type}`,
      });
    }
  }
  if (data.length === 0) refuse('no-image', 'the file has no image data', { object: 'PNG' });
  if (ihdr.colourType === 3 && (!palette || palette.length < 3 || palette.length % 3 !== 0)) {
    refuse('damaged', 'the palette is missing', { part: 'PLTE' });
  }
  if (ihdr.colourType === 3 && (palette?.length ?? 0) > 3 * 2 ** ihdr.depth) irregular.add('PLTE');
  if (!fitsType(ihdr.colourType, palette, transparency)) irregular.add(transparency ? 'tRNS' : 'PLTE');
  if (ihdr.colourType !== 3 && transparency && aboveDepth(transparency, ihdr.depth)) irregular.add('tRNS');
  if (exif && readExif(exif).broken) irregular.add('eXIf');
  const extra = { irregular: [...irregular], surplus };
  return { ...ihdr, palette, transparency, data, frames, hasProfile, exif, ...extra };
}

/** Whether a 16-bit value of tRNS is more than a sample of this depth can hold. */
function aboveDepth(key: Uint8Array, depth: number): boolean {
  for (let at = 0; at + 1 < key.length; at += 2) if (u16be(key, at) >= 2 ** depth) return true;
  return false;
}

/** The colour that tRNS declares transparent, one 16-bit value a channel; null for palette and alpha types. */
export function transparentColour(header: PngHeader): readonly number[] | null {
  const wanted = header.colourType === 0 ? 1 : header.colourType === 2 ? 3 : 0;
  if (!header.transparency || wanted === 0 || header.transparency.length < wanted * 2) return null;
  const mask = 2 ** header.depth - 1;
  return Array.from({ length: wanted }, (_, c) => u16be(header.transparency!, c * 2) & mask);
}
