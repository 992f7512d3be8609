// Cuts one frame's bytes out of the pixel data element: native by arithmetic, encapsulated by items (PS3.5 A.4).
import type { Note } from '../types';
import { concat } from './bytes';
import { groupFragments } from './dicom-fragments';
import { type DicomHeader, pixelTag } from './dicom-header';
import type { DicomSet } from './dicom-set';
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

/**
 * The codestream of one frame, its fragments joined.
 * @throws AppError `truncated` when a fragment runs past the file, `damaged` when frames cannot be told apart.
 */
export function encapsulatedFrame(
  set: DicomSet,
  header: DicomHeader,
  frame: number,
  runLength: boolean,
): FrameBytes {
  const element = set.elements.get('x7fe00010');
  if (!element?.fragments) {
    refuse('damaged', 'the pixels are packed in another way than the transfer syntax says', {
      part: 'PixelData',
    });
  }
  if (element.fragments.length === 0) {
    refuse('damaged', 'the pixels are not split in items', { part: 'PixelData' });
  }
  const grouped = groupFragments(element, header.frames, set.bytes, runLength);
  const fragments = grouped?.frames[frame];
  if (!grouped || !fragments) {
    refuse('damaged', 'the frames cannot be told apart', { part: 'PixelData', frames: header.frames });
  }
  const parts = fragments.map(({ position, length }) => {
    if (position + length > set.bytes.length) {
      refuse('truncated', `frame ${frame + 1} is cut off`, {
        have: set.bytes.length,
        need: position + length,
        frame: frame + 1,
      });
    }
    return set.bytes.subarray(position, position + length);
  });
  const bytes = parts.length === 1 && parts[0] ? parts[0] : concat(parts);
  if (bytes.length === 0)
    refuse('truncated', `frame ${frame + 1} is empty`, { have: 0, need: 1, frame: frame + 1 });
  const { surplus } = grouped;
  return { bytes, notes: surplus > 0 ? [{ code: 'longer-than-needed', detail: { frames: surplus } }] : [] };
}
