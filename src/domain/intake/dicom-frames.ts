// Cuts one frame's bytes out of the pixel data element: native by arithmetic, encapsulated by items (PS3.5 A.4).
import type { Note } from '../types';
import { concat } from './bytes';
import { type DicomHeader, pixelTag } from './dicom-header';
import type { DicomElement, DicomSet } from './dicom-set';
import { refuse } from './guard';

export interface FrameBytes {
  readonly bytes: Uint8Array;
  readonly notes: readonly Note[];
}

/** Bytes of one uncompressed frame. YBR_FULL_422 halves the colour samples (PS3.3 C.7.6.3.1.2). */
export function nativeFrameBytes(header: DicomHeader): number {
  const { rows, columns, samples, bitsAllocated, photometric, source } = header;
  if (source !== 'integer') return rows * columns * samples * (source === 'float' ? 4 : 8);
  const perPixel = photometric === 'YBR_FULL_422' && samples === 3 ? 2 : samples;
  return rows * columns * perPixel * (bitsAllocated / 8);
}

/**
 * @throws AppError `truncated` {have, need} when the element or the file is short of all frames; `damaged` when a
 *   native syntax carries an encapsulated element.
 */
export function nativeFrame(set: DicomSet, header: DicomHeader, frame: number): FrameBytes {
  const element = set.elements.get(pixelTag(header.source));
  if (!element || element.fragments) {
    refuse('damaged', 'the pixels are packed in another way than the transfer syntax says', {
      part: 'PixelData',
    });
  }
  const size = nativeFrameBytes(header);
  const need = size * header.frames;
  const have = Math.min(element.length, Math.max(0, set.bytes.length - element.offset));
  if (have < need) refuse('truncated', `${have} of ${need} bytes of pixels`, { have, need });
  const from = element.offset + frame * size;
  // One byte makes an odd length even; more is something nobody declared.
  const surplus = have - need;
  const notes: Note[] = surplus > 1 ? [{ code: 'longer-than-needed', detail: { bytes: surplus } }] : [];
  return { bytes: set.bytes.subarray(from, from + size), notes };
}

/** The fragments of each frame; null when they cannot be told apart. */
function group(
  element: DicomElement,
  frames: number,
  bytes: Uint8Array,
): (readonly { readonly position: number; readonly length: number }[])[] | null {
  const fragments = element.fragments ?? [];
  if (frames === 1) return [fragments.slice()];
  const { offsetTable } = element;
  if (offsetTable.length === frames) {
    const starts = offsetTable.map((offset) => fragments.findIndex((f) => f.offset === offset));
    const rising = starts.every((start, i) => start >= 0 && (i === 0 || start > (starts[i - 1] ?? 0)));
    if (rising) return starts.map((start, i) => fragments.slice(start, starts[i + 1] ?? fragments.length));
  }
  if (fragments.length === frames) return fragments.map((fragment) => [fragment]);
  // No usable table: a JPEG-like codestream starts with FF D8 or FF 4F, and data inside one cannot.
  const starts = fragments.flatMap((f, i) => {
    const start = bytes[f.position] === 0xff && [0xd8, 0x4f].includes(bytes[f.position + 1] ?? 0);
    return start ? [i] : [];
  });
  if (starts.length !== frames || starts[0] !== 0) return null;
  return starts.map((start, i) => fragments.slice(start, starts[i + 1] ?? fragments.length));
}

/**
 * The codestream of one frame, its fragments joined.
 * @throws AppError `truncated` when a fragment runs past the file, `damaged` when frames cannot be told apart.
 */
export function encapsulatedFrame(set: DicomSet, header: DicomHeader, frame: number): FrameBytes {
  const element = set.elements.get('x7fe00010');
  if (!element?.fragments) {
    refuse('damaged', 'the pixels are packed in another way than the transfer syntax says', {
      part: 'PixelData',
    });
  }
  if (element.fragments.length === 0) {
    refuse('damaged', 'the pixels are not split in items', { part: 'PixelData' });
  }
  const fragments = group(element, header.frames, set.bytes)?.[frame];
  if (!fragments) {
    refuse('damaged', 'the frames cannot be told apart', { part: 'PixelData', frames: header.frames });
  }
  const parts = fragments.map(({ position, length }) => {
    if (position + length > set.bytes.length) {
      refuse('truncated', `frame ${frame + 1} is cut off`, {
        have: set.bytes.length,
        need: position + length,
      });
    }
    return set.bytes.subarray(position, position + length);
  });
  const bytes = parts.length === 1 && parts[0] ? parts[0] : concat(parts);
  if (bytes.length === 0) refuse('truncated', `frame ${frame + 1} is empty`, { have: 0, need: 1 });
  return { bytes, notes: [] };
}

/** True when a JPEG-family codestream reaches its end marker (FF D9), padding aside. */
export function hasEndMarker(codestream: Uint8Array): boolean {
  let end = codestream.length;
  while (end > 0 && codestream[end - 1] === 0) end--;
  if (codestream[end - 2] === 0xff && codestream[end - 1] === 0xd9) return true;
  // Writers pad with a repeated FF too.
  while (end > 0 && codestream[end - 1] === 0xff) end--;
  return codestream[end - 2] === 0xff && codestream[end - 1] === 0xd9;
}
