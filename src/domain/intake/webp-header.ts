// Walks a WebP's RIFF chunks: size, frames, alpha, and a copy without the chunks that make engines differ.
import { concat, latin1, u16le, u32le } from './bytes';
import { exifOrientation } from './exif';
import { refuse } from './guard';

export interface WebpHeader {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly orientation: number;
  readonly hasProfile: boolean;
  /** The same picture without EXIF, ICC and XMP chunks. */
  readonly bare: Uint8Array;
}

const u24 = (bytes: Uint8Array, at: number) => u16le(bytes, at) + (bytes[at + 2] ?? 0) * 0x10000;

/** Size from the first picture chunk (RFC 9649; VP8 key frame: RFC 6386 9.1). */
function sizeOf(type: string, content: Uint8Array): { width: number; height: number } | null {
  if (type === 'VP8X') return { width: u24(content, 4) + 1, height: u24(content, 7) + 1 };
  if (type === 'VP8L') {
    const bits = u32le(content, 1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (type === 'VP8 ') return { width: u16le(content, 6) & 0x3fff, height: u16le(content, 8) & 0x3fff };
  return null;
}

/** @throws AppError `truncated`, `bad-header`. */
export function readWebpHeader(bytes: Uint8Array): WebpHeader {
  const need = u32le(bytes, 4) + 8;
  if (bytes.length < need)
    refuse('truncated', 'the file is shorter than it says', { have: bytes.length, need });
  let size: { width: number; height: number } | null = null;
  let frames = 0;
  let orientation = 1;
  let hasProfile = false;
  const kept: Uint8Array[] = [];
  for (let at = 12; at + 8 <= need; ) {
    const type = latin1(bytes, at, 4);
    const length = u32le(bytes, at + 4);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (content.length < length)
      refuse('truncated', 'a chunk is cut off', { have: bytes.length, need: at + 8 + length });
    size ??= sizeOf(type, content);
    if (type === 'ANMF') frames++;
    if (type === 'EXIF') {
      // Some writers keep JPEG's "Exif\0\0" in front.
      orientation = exifOrientation(latin1(content, 0, 4) === 'Exif' ? content.subarray(6) : content);
    }
    hasProfile ||= type === 'ICCP';
    const next = Math.min(at + 8 + length + (length % 2), bytes.length);
    if (!['EXIF', 'ICCP', 'XMP '].includes(type)) kept.push(bytes.slice(at, next));
    at = at + 8 + length + (length % 2);
  }
  if (!size) refuse('bad-header', 'the file has no picture chunk');
  const first = kept[0];
  // VP8X flags (RFC 9649 2.7): clear ICC (0x20), EXIF (0x08) and XMP (0x04), whose chunks are gone.
  if (first && latin1(first, 0, 4) === 'VP8X') first[8] = (first[8] ?? 0) & ~0x2c;
  const bare = concat([bytes.slice(0, 12), ...kept]);
  new DataView(bare.buffer).setUint32(4, bare.length - 8, true);
  return { ...size, frames: Math.max(1, frames), orientation, hasProfile, bare };
}
