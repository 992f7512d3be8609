// Inflates with a cap that is checked while the output grows, so that a bomb costs no more than the cap.
import { Inflate, Unzlib } from 'fflate';
import { AppError } from '../errors';
import { concat } from './bytes';
import { refuse } from './guard';

const sliceBytes = 1 << 16;

/**
 * @param format `raw` = RFC 1951 (DICOM deflated syntax), `zlib` = RFC 1950 (PNG).
 * @returns what could be inflated; `complete` is false where the stream ends early.
 * @throws AppError `expands-past-limit` over `capBytes`, `damaged` where the stream is not valid.
 */
export function inflateCapped(
  bytes: Uint8Array,
  format: 'raw' | 'zlib',
  capBytes: number,
): { data: Uint8Array; complete: boolean } {
  const parts: Uint8Array[] = [];
  let total = 0;
  let complete = false;
  const onData = (part: Uint8Array, final: boolean) => {
    total += part.length;
    if (total > capBytes) {
      refuse('expands-past-limit', `more than ${capBytes} bytes when inflated`, { limit: capBytes });
    }
    parts.push(part);
    complete ||= final;
  };
  const stream = format === 'raw' ? new Inflate(onData) : new Unzlib(onData);
  try {
    for (let at = 0; at < bytes.length && !complete; at += sliceBytes) {
      const end = Math.min(bytes.length, at + sliceBytes);
      stream.push(bytes.subarray(at, end), end === bytes.length);
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    // fflate says "unexpected EOF" for a stream that stops early; everything else is damage.
    if (!(thrown instanceof Error && /EOF/i.test(thrown.message))) {
      refuse('damaged', 'the compressed data is not valid', { part: 'compressed data' });
    }
    complete = false;
  }
  return { data: concat(parts), complete };
}

/** The first `wanted` bytes of a raw deflate stream, or fewer; for a look at what is inside. Never throws. */
export function inflateHead(bytes: Uint8Array, wanted: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const stream = new Inflate((part) => {
    parts.push(part);
    total += part.length;
  });
  // Small pieces: one of them may be a thousand times as long when it comes out.
  const pieceBytes = 1 << 12;
  try {
    for (let at = 0; at < bytes.length && total < wanted; at += pieceBytes) {
      stream.push(bytes.subarray(at, at + pieceBytes));
    }
  } catch {
    // What came out before the damage is what there is to see.
  }
  return concat(parts).slice(0, wanted);
}

/** Adler-free zlib stream of stored blocks: lets a library that insists on zlib take data that is already inflated. */
export function storedZlib(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const blockBytes = 65_535;
  const blocks = Math.max(1, Math.ceil(data.length / blockBytes));
  const out = new Uint8Array(2 + data.length + blocks * 5 + 4);
  out[0] = 0x78;
  out[1] = 0x01;
  let to = 2;
  for (let i = 0; i < blocks; i++) {
    const part = data.subarray(i * blockBytes, (i + 1) * blockBytes);
    out[to] = i === blocks - 1 ? 1 : 0;
    out[to + 1] = part.length & 255;
    out[to + 2] = part.length >> 8;
    out[to + 3] = ~part.length & 255;
    out[to + 4] = (~part.length >> 8) & 255;
    out.set(part, to + 5);
    to += 5 + part.length;
  }
  return out;
}
