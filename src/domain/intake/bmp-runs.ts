// Walks a BMP's run-length codes (BI_RLE8, BI_RLE4): a browser shows rows that never came as background, and says nothing.
import { refuse } from './guard';

/**
 * @param from offset of the first code. @param perByte pixels of a byte in a literal stretch: 1 or 2.
 * @throws AppError `truncated` where the codes end before the picture or its own end mark, `damaged` where they lead past it.
 */
export function checkRuns(
  bytes: Uint8Array,
  from: number,
  { width, height }: { readonly width: number; readonly height: number },
  perByte: 1 | 2,
): void {
  let [at, x, y] = [from, 0, 0];
  const full = () => y >= height || (y === height - 1 && x === width);
  while (at + 2 <= bytes.length && y < height) {
    const count = bytes[at]!;
    const code = bytes[at + 1]!;
    at += 2;
    if (count > 0) x += count;
    else if (code === 0) [x, y] = [0, y + 1];
    else if (code === 1) return;
    else if (code === 2) {
      x += bytes[at] ?? 0;
      y += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      x += code;
      // Literal stretches are padded to words.
      at += Math.ceil(code / perByte / 2) * 2;
    }
    if (x > width || y > height) refuse('damaged', 'runs lead past the picture', { part: 'compressed data' });
  }
  if (!full() || at > bytes.length)
    refuse('truncated', 'the runs end early', { have: bytes.length, need: Math.max(at, bytes.length + 1) });
}
