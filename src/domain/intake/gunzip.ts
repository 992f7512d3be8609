// Gunzip with a cap, checked against the file's own checksum and length.
import { Gunzip } from 'fflate';
import { AppError } from '../errors';
import { concat, u32le } from './bytes';
import { crc32 } from './crc32';
import { refuse } from './guard';
import { freeInflatedBytes, maxInflatedBytes, maxInflation } from './limits';

const sliceBytes = 1 << 16;

/** The first `wanted` bytes, or fewer; for a look at what is inside. Never throws. */
export function gunzipHead(bytes: Uint8Array, wanted: number): Uint8Array {
  const parts: Uint8Array[] = [];
  try {
    const stream = new Gunzip((part) => parts.push(part));
    // Inflated, one slice may be 64 MB of zeros: a small one is enough for a header.
    stream.push(bytes.subarray(0, Math.min(bytes.length, 8192)));
  } catch {
    // What came out before the damage is what there is to see.
  }
  return concat(parts).subarray(0, wanted);
}

/**
 * @throws AppError `expands-past-limit` before more than the cap is held, `damaged` (checksum, structure), `truncated`.
 */
export function gunzipCapped(bytes: Uint8Array): Uint8Array {
  const cap = Math.min(maxInflatedBytes, Math.max(freeInflatedBytes, bytes.length * maxInflation));
  const parts: Uint8Array[] = [];
  let total = 0;
  let members = 1;
  const stream = new Gunzip((part) => {
    total += part.length;
    if (total > cap) refuse('expands-past-limit', `more than ${cap} bytes when unpacked`, { limit: cap });
    parts.push(part);
  });
  stream.onmember = () => {
    members += 1;
  };
  const cut = () =>
    refuse('truncated', 'the gzip stream ends early', { have: bytes.length, need: bytes.length + 1 });
  try {
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      const end = Math.min(bytes.length, at + sliceBytes);
      stream.push(bytes.subarray(at, end), end === bytes.length);
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    if (thrown instanceof Error && /EOF/i.test(thrown.message)) cut();
    refuse('damaged', 'the compressed data is not valid', { part: 'gzip data' });
  }
  const data = concat(parts);
  // RFC 1952 2.3.1: CRC-32 and length of the last member. Files of several members are checked by what is inside.
  if (members === 1) {
    if (u32le(bytes, bytes.length - 4) !== data.length % 2 ** 32) cut();
    if (u32le(bytes, bytes.length - 8) !== crc32(data)) {
      refuse('damaged', 'the checksum is wrong', { part: 'gzip data' });
    }
  }
  return data;
}
