// RLE Lossless (PS3.5 annex G): byte planes, most significant first, each packed by PackBits.
import { u32le } from './bytes';
import { refuse } from './guard';

/** One segment to exactly `size` bytes. @throws AppError `truncated` when it holds fewer. */
function unpack(segment: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let to = 0;
  let at = 0;
  while (to < size && at < segment.length) {
    const head = segment[at++]!;
    if (head < 128) {
      const run = segment.subarray(at, at + Math.min(head + 1, size - to));
      out.set(run, to);
      at += head + 1;
      to += run.length;
      if (run.length === 0) break;
    } else if (head > 128) {
      if (at >= segment.length) break;
      const count = Math.min(257 - head, size - to);
      out.fill(segment[at++]!, to, to + count);
      to += count;
    }
  }
  if (to < size) refuse('truncated', 'a run-length segment is short', { have: to, need: size });
  return out;
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
): Uint8Array {
  if (frame.length < 64)
    refuse('truncated', 'the run-length header is cut off', { have: frame.length, need: 64 });
  const planes = samples * bytesPerSample;
  const count = u32le(frame, 0);
  if (count !== planes)
    refuse('damaged', `${count} run-length segments instead of ${planes}`, { part: 'PixelData' });
  const out = new Uint8Array(pixels * planes);
  for (let plane = 0; plane < planes; plane++) {
    const start = u32le(frame, 4 + plane * 4);
    const end = plane + 1 < planes ? u32le(frame, 8 + plane * 4) : frame.length;
    if (start < 64 || start > end || start > frame.length) {
      refuse('damaged', 'a run-length segment lies outside the frame', { part: 'PixelData' });
    }
    const bytes = unpack(frame.subarray(start, end), pixels);
    const sample = Math.floor(plane / bytesPerSample);
    // Segment 0 of a sample is its most significant byte; ours are little endian.
    const byte = bytesPerSample - 1 - (plane % bytesPerSample);
    const offset = sample * bytesPerSample + byte;
    for (let p = 0; p < pixels; p++) out[p * planes + offset] = bytes[p]!;
  }
  return out;
}
