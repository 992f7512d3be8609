// Whether a JPEG file is long enough for the size it claims: a decoder takes memory for the claim before it reads the data.
import { refuse } from './guard';

/**
 * Fewest bytes in which the Huffman-coded data of a frame can stand (ITU-T T.81 A.1.1, F.1.2, G.1.2): each 8 x 8 block of a
 * component at full resolution takes a code for its first coefficient, and one for the others where all are coded at once; a
 * code has at least one bit. Sampling factors that make no sense count as none: 0 for an absent or a broken component list.
 * @param frame body of the SOF segment. @param progressive whether the first scan may leave the other coefficients out.
 */
export function fewestBytes(frame: Uint8Array, width: number, height: number, progressive: boolean): number {
  const factors = Array.from({ length: frame[5] ?? 0 }, (_, i) => {
    const both = frame[7 + i * 3] ?? 0;
    return [both >> 4, both & 15] as const;
  });
  const [across, down] = [0, 1].map((side) => Math.max(0, ...factors.map((both) => both[side]!))) as [
    number,
    number,
  ];
  const blocks = factors.map(
    ([h, v]) =>
      Math.ceil(Math.ceil((width * h) / across) / 8) * Math.ceil(Math.ceil((height * v) / down) / 8),
  );
  // The largest component alone: a bound for files that lack the scan of another, too.
  const most = across > 0 && down > 0 ? Math.max(0, ...blocks) : 0;
  return Math.ceil((most * (progressive ? 1 : 2)) / 8);
}

/** @throws AppError `damaged` when the data cannot hold a picture of the size that the header names. */
export function checkRoom(header: { readonly fewestBytes: number }, fileBytes: number): void {
  if (header.fewestBytes > fileBytes) {
    const part = 'too little data for the size in its header';
    refuse('damaged', 'the JPEG data cannot hold a picture of this size', { part });
  }
}
