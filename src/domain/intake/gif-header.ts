// Walks a GIF's blocks: size, number of frames, and whether the first of them is whole.
import { concat, u16le } from './bytes';
import { codedPixels } from './gif-codes';
import { refuse } from './guard';
import { checkSize } from './size-check';

export interface GifHeader {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** What browsers do not agree about, for a sentence. */
  readonly irregular: readonly string[];
}

interface SubBlocks {
  readonly parts: readonly Uint8Array[];
  /** Past the terminator, or -1 when the file ends first. */
  readonly next: number;
}

/** Data sub-blocks (GIF89a section 15). */
function subBlocks(bytes: Uint8Array, from: number): SubBlocks {
  const parts: Uint8Array[] = [];
  let at = from;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    parts.push(bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
    if (length === 0) return { parts, next: at };
  }
  return { parts, next: -1 };
}

const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/**
 * The first frame fills its part of the screen; the rest of the screen stays clear.
 * @param at offset of the image descriptor (GIF89a section 20).
 * @throws AppError `damaged`, `truncated`, and those of `checkSize`. @returns what is irregular.
 */
function checkFirstFrame(bytes: Uint8Array, at: number, parts: readonly Uint8Array[]): string[] {
  const screen = [u16le(bytes, 6), u16le(bytes, 8)] as const;
  const [left, top, width, height] = [1, 3, 5, 7].map((i) => u16le(bytes, at + i)) as [
    number,
    number,
    number,
    number,
  ];
  checkSize(...screen);
  const own = tableBytes(bytes[at + 9] ?? 0);
  if (own === 0 && tableBytes(bytes[10] ?? 0) === 0)
    refuse('damaged', 'there is no table of colours', { part: 'colour table' });
  const codeBits = bytes[at + 10 + own] ?? 0;
  if (width === 0 || height === 0 || codeBits < 1 || codeBits > 11)
    refuse('damaged', 'the first frame has no pixels', { part: 'first frame' });
  const inside = left + width <= screen[0] && top + height <= screen[1];
  // Codes are counted for as much as the screen shows.
  const need = width * height;
  const have = codedPixels(concat(parts), codeBits, need);
  if (have < need) refuse('truncated', 'the codes of the first frame end early', { have, need });
  return [
    ...(inside ? [] : ['frame beyond the screen']),
    ...(codeBits < 2 || codeBits > 8 ? ['code size'] : []),
  ];
}

/** @throws AppError `truncated` when the first frame is not whole, `no-image`, `damaged`, and those of `checkSize`. */
export function readGifHeader(bytes: Uint8Array): GifHeader {
  const cut = (need: number) =>
    refuse('truncated', 'the file ends inside a frame', { have: bytes.length, need });
  if (bytes.length < 13) cut(13);
  let frames = 0;
  let irregular: string[] = [];
  let at = 13 + tableBytes(bytes[10] ?? 0);
  while (at < bytes.length && bytes[at] !== 0x3b) {
    const kind = bytes[at];
    if (kind === 0x21) at = subBlocks(bytes, at + 2).next;
    else if (kind === 0x2c) {
      const { parts, next } = subBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0));
      if (frames === 0 && next > 0) irregular = checkFirstFrame(bytes, at, parts);
      at = next;
      if (at > 0) frames++;
    } else if (frames > 0) break;
    else refuse('damaged', 'an unknown block comes before the first frame', { part: 'block' });
    if (at < 0) break;
  }
  if (frames === 0) {
    if (at < 0 || at >= bytes.length) cut(bytes.length + 1);
    refuse('no-image', 'the file has no frame', { object: 'GIF' });
  }
  return { width: u16le(bytes, 6), height: u16le(bytes, 8), frames, irregular };
}
