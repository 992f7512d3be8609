// Walks a GIF's blocks: size, number of frames, and whether its trailer is there.
import { u16le } from './bytes';
import { refuse } from './guard';

export interface GifHeader {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

/** Skips data sub-blocks (GIF89a section 15); the offset past the terminator, or -1 when the file ends first. */
function skipSubBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return -1;
}

const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** @throws AppError `truncated` when the first frame is not whole, `no-image`, `damaged`. */
export function readGifHeader(bytes: Uint8Array): GifHeader {
  const cut = (need: number) =>
    refuse('truncated', 'the file ends inside a frame', { have: bytes.length, need });
  if (bytes.length < 13) cut(13);
  let frames = 0;
  let at = 13 + tableBytes(bytes[10] ?? 0);
  while (at < bytes.length && bytes[at] !== 0x3b) {
    const kind = bytes[at];
    if (kind === 0x21) at = skipSubBlocks(bytes, at + 2);
    else if (kind === 0x2c) {
      at = skipSubBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0));
      if (at > 0) frames++;
    } else if (frames > 0) break;
    else refuse('damaged', 'an unknown block comes before the first frame', { part: 'block' });
    if (at < 0) break;
  }
  if (frames === 0) {
    if (at < 0 || at >= bytes.length) cut(bytes.length + 1);
    refuse('no-image', 'the file has no frame', { object: 'GIF' });
  }
  return { width: u16le(bytes, 6), height: u16le(bytes, 8), frames };
}
