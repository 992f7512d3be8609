// Walks a TIFF's directories (TIFF 6.0): what each page is and where its pixels lie. Nothing is decoded here, and no
// list is read before its length is known to fit the file.
import { u16be, u16le, u32be, u32le } from './bytes';
import { refuse } from './guard';
import { maxFrames } from './limits';

export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** Bits of each sample; all samples have the same number. */
  readonly bits: number;
  readonly samples: number;
  /** SampleFormat: 1 unsigned, 2 signed, 3 real number, 4 undefined (read as unsigned). */
  readonly sampleFormat: number;
  /** 0 white is low, 1 black is low, 2 RGB, 3 palette, 5 print colours, 6 YCbCr ... */
  readonly photometric: number;
  readonly compression: number;
  /** 1 interleaved, 2 one plane after the other. */
  readonly planar: number;
  readonly predictor: number;
  readonly orientation: number;
  readonly fillOrder: number;
  /** 1 cyan, magenta, yellow and black; 2 other inks. */
  readonly inkSet: number;
  /** ExtraSamples: 0 unspecified, 1 premultiplied alpha, 2 straight alpha; one a sample beyond the colours. */
  readonly extras: readonly number[];
  /** Rows and columns of one chunk: a strip is as wide as the page. */
  readonly chunk: { readonly width: number; readonly height: number; readonly tiled: boolean };
  readonly offsets: readonly number[];
  /** Empty where the file does not say. */
  readonly counts: readonly number[];
  /** 3 * 2^bits values of 16 bit: all reds, all greens, all blues. */
  readonly colours: readonly number[];
  readonly hasProfile: boolean;
  /** Tags that are not as they must be, for a sentence. */
  readonly irregular: readonly string[];
  /** A smaller copy or a mask of another page, not a page of its own. */
  readonly secondary: boolean;
}

export interface TiffFile {
  readonly little: boolean;
  readonly pages: readonly TiffPage[];
}

/** Bytes of a value by field type (TIFF 6.0 section 2): the unsigned ones, since no tag below is anything else. */
const bytesOf: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4 };

const tags = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripCounts: 279,
  planar: 284,
  predictor: 317,
  colours: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileCounts: 325,
  extras: 338,
  inkSet: 332,
  sampleFormat: 339,
  profile: 34_675,
} as const;

type Fields = ReadonlyMap<number, readonly number[]>;

/** Tags of which a page has as many values as it has samples, chunks or colours; of all others it has one. */
const lists: ReadonlySet<number> = new Set([
  tags.bits,
  tags.stripOffsets,
  tags.stripCounts,
  tags.tileOffsets,
  tags.tileCounts,
  tags.colours,
  tags.extras,
  tags.sampleFormat,
]);
const ofStrips = [tags.stripOffsets, tags.stripCounts];
const ofTiles = [tags.tileWidth, tags.tileHeight, tags.tileOffsets, tags.tileCounts];

const wanted: ReadonlySet<number> = new Set(Object.values(tags));

interface Directory {
  readonly fields: Fields;
  /** False where tags do not rise (TIFF 6.0 section 2; of two with one name, nobody knows which is meant), are bytes, or lie at odd places. */
  readonly inOrder: boolean;
  /** The place of the next, 0 after the last. */
  readonly next: number;
}

function readDirectory(bytes: Uint8Array, at: number, little: boolean): Directory {
  const [u16, u32] = little ? [u16le, u32le] : [u16be, u32be];
  const inside = (end: number) => {
    if (end > bytes.length) refuse('truncated', 'a directory is cut off', { have: bytes.length, need: end });
  };
  if (at < 8) refuse('damaged', 'a directory lies inside the header', { part: 'TIFF directory' });
  inside(at + 2);
  const entries = u16(bytes, at);
  if (entries === 0) refuse('damaged', 'a directory is empty', { part: 'TIFF directory' });
  const end = at + 2 + entries * 12;
  inside(end + 4);
  const fields = new Map<number, readonly number[]>();
  let [last, inOrder] = [-1, true];
  for (let entry = at + 2; entry < end; entry += 12) {
    const tag = u16(bytes, entry);
    const type = u16(bytes, entry + 2);
    const count = u32(bytes, entry + 4);
    const size = bytesOf[type];
    inOrder &&= tag > last;
    last = tag;
    if (!wanted.has(tag)) continue;
    // Only its presence counts, and it may be large.
    if (tag === tags.profile) {
      fields.set(tag, [1]);
      continue;
    }
    if (size === undefined || count === 0)
      refuse('bad-header', 'a field has no numbers', { field: `TIFF tag ${tag}` });
    if (size === 1) inOrder = false;
    const from = count * size <= 4 ? entry + 8 : u32(bytes, entry + 8);
    if (from < 8) refuse('damaged', 'a field lies inside the header', { part: 'TIFF directory' });
    if (from % 2 === 1) inOrder = false;
    inside(from + count * size);
    const read =
      size === 1 ? (i: number) => bytes[i] ?? 0 : (i: number) => (size === 2 ? u16 : u32)(bytes, i);
    fields.set(
      tag,
      Array.from({ length: count }, (_, i) => read(from + i * size)),
    );
  }
  return { fields, inOrder, next: u32(bytes, end) };
}

/** @param inOrder see `Directory`. */
function toPage(fields: Fields, inOrder: boolean): TiffPage {
  const list = (tag: number) => fields.get(tag) ?? [];
  const one = (tag: number, otherwise: number) => fields.get(tag)?.[0] ?? otherwise;
  const width = one(tags.width, 0);
  const height = one(tags.height, 0);
  const bits = fields.get(tags.bits) ?? [1];
  const formats = fields.get(tags.sampleFormat) ?? [1];
  if (bits.some((value) => value !== bits[0]) || formats.some((value) => value !== formats[0])) {
    refuse('unsupported-pixels', 'samples of different kinds', {
      pixels: `${bits.slice(0, 4).join(', ')} bit`,
    });
  }
  const tiled = fields.has(tags.tileOffsets);
  const regular =
    inOrder &&
    [...fields].every(([tag, { length }]) => length === 1 || lists.has(tag)) &&
    !(tiled ? ofStrips : ofTiles).some((tag) => fields.has(tag));
  return {
    width,
    height,
    bits: bits[0] ?? 1,
    samples: one(tags.samples, 1),
    sampleFormat: formats[0] ?? 1,
    photometric: one(tags.photometric, -1),
    compression: one(tags.compression, 1),
    planar: one(tags.planar, 1),
    predictor: one(tags.predictor, 1),
    orientation: one(tags.orientation, 1),
    fillOrder: one(tags.fillOrder, 1),
    inkSet: one(tags.inkSet, 1),
    extras: list(tags.extras),
    chunk: tiled
      ? { width: one(tags.tileWidth, 0), height: one(tags.tileHeight, 0), tiled }
      : { width, height: Math.min(height, one(tags.rowsPerStrip, height)), tiled },
    offsets: list(tiled ? tags.tileOffsets : tags.stripOffsets),
    counts: list(tiled ? tags.tileCounts : tags.stripCounts),
    colours: list(tags.colours),
    hasProfile: fields.has(tags.profile),
    irregular: [
      ...(regular ? [] : ['TIFF tags']),
      ...(one(tags.orientation, 1) >= 1 && one(tags.orientation, 1) <= 8 ? [] : ['Orientation']),
    ],
    // NewSubfileType: bit 0 a reduced copy, bit 2 a transparency mask.
    secondary: (one(tags.subfile, 0) & 5) !== 0,
  };
}

/**
 * @param bytes starts with "II*\0" or "MM\0*".
 * @throws AppError `truncated`, `damaged` (offsets that lead nowhere or in a circle), `unsupported-pixels`.
 */
export function readTiffHeader(bytes: Uint8Array): TiffFile {
  if (bytes.length < 8) refuse('truncated', 'the file ends in its header', { have: bytes.length, need: 8 });
  const little = bytes[0] === 0x49;
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  for (let at = (little ? u32le : u32be)(bytes, 4); at !== 0 || pages.length === 0; ) {
    if (seen.has(at)) refuse('damaged', 'the directories form a circle', { part: 'TIFF directory' });
    if (pages.length >= maxFrames) refuse('bad-header', 'there are too many pages', { field: 'pages' });
    seen.add(at);
    const { fields, inOrder, next } = readDirectory(bytes, at, little);
    pages.push(toPage(fields, inOrder));
    at = next;
  }
  return { little, pages };
}
