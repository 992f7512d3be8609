// Which fragments of encapsulated pixel data make up which frame (PS3.5 A.4), and how many frames there really are.
import { u16be, u32le } from './bytes';
import type { DicomElement } from './dicom-set';
import { hasEndMarker } from './end-marker';

export interface Fragment {
  readonly offset: number;
  readonly position: number;
  readonly length: number;
}

export interface Frames {
  readonly frames: readonly (readonly Fragment[])[];
  /** Frames beyond those the header declares. */
  readonly surplus: number;
}

const slices = (fragments: readonly Fragment[], starts: readonly number[]) =>
  starts.map((start, i) => fragments.slice(start, starts[i + 1] ?? fragments.length));

/** Frame starts by the basic offset table, which may list more frames than the header; null when it fits nothing. */
function byTable(element: DicomElement, fragments: readonly Fragment[], frames: number): number[] | null {
  const { offsetTable } = element;
  if (offsetTable.length < frames || offsetTable[0] !== 0) return null;
  const starts = offsetTable.map((offset) => fragments.findIndex((f) => f.offset === offset));
  return starts.every((start, i) => start >= 0 && (i === 0 || start > (starts[i - 1] ?? 0))) ? starts : null;
}

/** SOI of the JPEG family, SOC and SIZ of JPEG 2000, the fixed start of a JP2 file, or a run-length header. */
function startsFrame(bytes: Uint8Array, { position }: Fragment, runLength: boolean): boolean {
  if (runLength) {
    const count = u32le(bytes, position);
    return count >= 1 && count <= 15 && u32le(bytes, position + 4) === 64;
  }
  const marker = u16be(bytes, position);
  if (marker === 0xffd8) return true;
  if (marker === 0xff4f) return u16be(bytes, position + 2) === 0xff51;
  return u32le(bytes, position) === 0x0c000000 && u32le(bytes, position + 4) === 0x2020506a;
}

/**
 * Frame starts by what the codestreams say of themselves: a start right after another one's end. A start marker alone
 * may be data (JPEG 2000) or a thumbnail (JPEG) that a fragment happens to begin with.
 */
function byMarkers(bytes: Uint8Array, fragments: readonly Fragment[], runLength: boolean): number[] {
  return fragments.flatMap((fragment, i) => {
    const before = fragments[i - 1];
    const ended =
      before === undefined ||
      runLength ||
      hasEndMarker(bytes.subarray(before.position, before.position + before.length));
    return ended && startsFrame(bytes, fragment, runLength) ? [i] : [];
  });
}

/**
 * The fragments of each frame; null when they cannot be told apart.
 * @param frames number of frames the header declares.
 */
export function groupFragments(
  element: DicomElement,
  frames: number,
  bytes: Uint8Array,
  runLength: boolean,
): Frames | null {
  // Some writers close with empty items.
  const fragments = (element.fragments ?? []).filter((fragment) => fragment.length > 0);
  const listed = byTable(element, fragments, frames);
  if (listed && (frames > 1 || listed.length > 1)) {
    return { frames: slices(fragments, listed), surplus: listed.length - frames };
  }
  const starts = byMarkers(bytes, fragments, runLength);
  if (starts[0] === 0 && starts.length >= frames) {
    return { frames: slices(fragments, starts), surplus: starts.length - frames };
  }
  // Codestreams that lost their start or their end: one fragment a frame is then what most writers mean.
  if (frames === 1) return fragments.length > 0 ? { frames: [fragments], surplus: 0 } : null;
  return fragments.length === frames ? { frames: fragments.map((f) => [f]), surplus: 0 } : null;
}
