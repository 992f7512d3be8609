// RLE Lossless (PS3.5 annex G): byte planes, most significant first, each packed by PackBits.
import { u32le } from './bytes';
import { refuse } from './guard';

interface Unpacked {
  readonly bytes: Uint8Array;
  /** Bytes that the segment holds beyond those. */
  readonly surplus: number;
}

/** One segment to exactly `size` bytes. @throws AppError `truncated` when it holds fewer. */
function unpack(segment: Uint8Array, size: number): Unpacked {
  const bytes = new Uint8Array(size);
  let to = 0;
  let at = 0;
  while (at < segment.length) {
    const head = segment[at++]!;
    if (head < 128) {
      const run = segment.subarray(at, at + head + 1);
      bytes.set(run.subarray(0, Math.max(0, size - to)), Math.min(to, size));
      at += head + 1;
      to += run.length;
    } else if (head > 128 && at < segment.length) {
      const count = 257 - head;
      bytes.fill(segment[at++]!, Math.min(to, size), Math.min(to + count, size));
      to += count;
    }
  }
  if (to < size) refuse('truncated', 'a run-length segment is short', { have: to, need: size });
  return { bytes, surplus: to - size };
}

/**
 * One frame to interleaved little-endian samples, `pixels * samples * bytesPerSample` bytes.
 * @throws AppError `damaged` when the segments are not one a byte plane, `truncated`.
 */
export function decodeRle(
  frame: Uint8Array,
  pixels: number,
  samples: number,
  bytesPerSample: number,
): Unpacked {
  if (frame.length < 64)
    refuse('truncated', 'the run-length header is cut off', { have: frame.length, need: 64 });
  const planes = samples * bytesPerSample;
  const count = u32le(frame, 0);
  if (count !== planes)
    refuse('damaged', `${count} run-length segments instead of ${planes}`, { part: 'PixelData' });
  const out = new Uint8Array(pixels * planes);
  let surplus = 0;
  for (let plane = 0; plane < planes; plane++) {
    const start = u32le(frame, 4 + plane * 4);
    const end = plane + 1 < planes ? u32le(frame, 8 + plane * 4) : frame.length;
    if (start < 64 || start > end || start > frame.length) {
      refuse('damaged', 'a run-length segment lies outside the frame', { part: 'PixelData' });
    }
    const { bytes, surplus: beyond } = unpack(frame.subarray(start, end), pixels);
    surplus = Math.max(surplus, beyond);
    const sample = Math.floor(plane / bytesPerSample);
    // Segment 0 of a sample is its most significant byte; ours are little endian.
    const byte = bytesPerSample - 1 - (plane % bytesPerSample);
    const offset = sample * bytesPerSample + byte;
    for (let p = 0; p < pixels; p++) out[p * planes + offset] = bytes[p]!;
  }
  return { bytes: out, surplus };
}
