// Walks a WebP's RIFF chunks: size, frames, alpha, and a copy without the chunks that make engines differ.
import { concat, latin1, u16le, u32le } from './bytes';
import { readExif } from './exif';
import { refuse } from './guard';
import { type RiffChunk, webpOddities } from './webp-oddities';

export interface WebpHeader {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly orientation: number;
  readonly hasProfile: boolean;
  /** What contradicts itself, for a sentence. */
  readonly irregular: readonly string[];
  /** The same picture without EXIF, ICC and XMP chunks. */
  readonly bare: Uint8Array;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const u24 = (bytes: Uint8Array, at: number) => u16le(bytes, at) + (bytes[at + 2] ?? 0) * 0x10000;

/** The picture's own word (RFC 9649; VP8 key frame: RFC 6386 9.1). @throws AppError `damaged` where it is no picture. */
function pictureSize({ type, content }: RiffChunk): Size {
  const lossless = type === 'VP8L';
  const whole = lossless
    ? content[0] === 0x2f && (content[4] ?? 255) >> 5 === 0
    : ((content[0] ?? 1) & 1) === 0 && latin1(content, 3, 3) === '\x9d\x01*';
  if (!whole || content.length <= 10 - (lossless ? 5 : 0))
    refuse('damaged', 'the picture has no head', { part: type });
  if (!lossless) return { width: u16le(content, 6) & 0x3fff, height: u16le(content, 8) & 0x3fff };
  const bits = u32le(content, 1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function chunksOf(bytes: Uint8Array, need: number): RiffChunk[] {
  const list: RiffChunk[] = [];
  for (let at = 12; at + 8 <= need; ) {
    const length = u32le(bytes, at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > need)
      refuse('truncated', 'a chunk is cut off', { have: bytes.length, need: at + 8 + length });
    const content = bytes.subarray(at + 8, at + 8 + length);
    list.push({ type: latin1(bytes, at, 4), content, whole: bytes.slice(at, Math.min(end, need)) });
    at = end;
  }
  return list;
}

/** @throws AppError `damaged`, `bad-header`: where still and canvas contradict each other, decoders give up or guess. */
function sizeOf(chunks: readonly RiffChunk[]): Size {
  const pictures = chunks.filter(({ type }) => type === 'VP8 ' || type === 'VP8L');
  const canvas = chunks.find(({ type }) => type === 'VP8X')?.content;
  const animated = chunks.some(({ type }) => type === 'ANMF');
  const size = canvas && { width: u24(canvas, 4) + 1, height: u24(canvas, 7) + 1 };
  if (pictures.length === 0 && !(animated && size)) refuse('bad-header', 'the file has no picture chunk');
  if (!pictures[0]) return size!;
  const own = pictureSize(pictures[0]);
  if (size && !animated && (size.width !== own.width || size.height !== own.height)) {
    refuse('bad-header', 'canvas and picture have two sizes', { field: 'VP8X' });
  }
  return size ?? own;
}

/** @throws AppError `truncated`, `bad-header`, `damaged`. */
export function readWebpHeader(bytes: Uint8Array): WebpHeader {
  const need = u32le(bytes, 4) + 8;
  if (bytes.length < need)
    refuse('truncated', 'the file is shorter than it says', { have: bytes.length, need });
  const chunks = chunksOf(bytes, need);
  const size = sizeOf(chunks);
  const exif = chunks.find(({ type }) => type === 'EXIF')?.content;
  // Some writers keep JPEG's "Exif\0\0" in front.
  const said = exif && readExif(latin1(exif, 0, 4) === 'Exif' ? exif.subarray(6) : exif);
  const kept = chunks.filter(({ type }) => !['EXIF', 'ICCP', 'XMP '].includes(type));
  const first = kept[0];
  // VP8X flags (RFC 9649 2.7): clear ICC (0x20), EXIF (0x08) and XMP (0x04), whose chunks are gone.
  if (first?.type === 'VP8X') first.whole[8] = (first.whole[8] ?? 0) & ~0x2c;
  const bare = concat([bytes.slice(0, 12), ...kept.map(({ whole }) => whole)]);
  new DataView(bare.buffer).setUint32(4, bare.length - 8, true);
  return {
    ...size,
    frames: Math.max(1, chunks.filter(({ type }) => type === 'ANMF').length),
    orientation: said?.orientation ?? 1,
    hasProfile: chunks.some(({ type }) => type === 'ICCP'),
    irregular: [...(said?.broken ? ['EXIF'] : []), ...webpOddities(chunks, need)],
    bare,
  };
}
