// Turns a picture upright by its EXIF orientation: exact index moves, no resampling.
import type { Picture8 } from '../types';

/** Per orientation: are the axes swapped, and is the source read from its right and bottom end. */
const moves: Readonly<Record<number, readonly [swap: boolean, flipX: boolean, flipY: boolean]>> = {
  2: [false, true, false],
  3: [false, true, true],
  4: [false, false, true],
  5: [true, false, false],
  6: [true, false, true],
  7: [true, true, true],
  8: [true, true, false],
};

/** @param orientation EXIF 1..8; 1 and unknown values return the picture itself. */
export function turnUpright(picture: Picture8, orientation: number): Picture8 {
  const move = moves[orientation];
  if (!move) return picture;
  const [swap, flipX, flipY] = move;
  const { width: w, height: h, channels } = picture;
  const outWidth = swap ? h : w;
  const outHeight = swap ? w : h;
  const data = new Uint8Array(picture.data.length);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      const sx = swap ? y : x;
      const sy = swap ? x : y;
      const from = ((flipY ? h - 1 - sy : sy) * w + (flipX ? w - 1 - sx : sx)) * channels;
      const to = (y * outWidth + x) * channels;
      for (let c = 0; c < channels; c++) data[to + c] = picture.data[from + c] ?? 0;
    }
  }
  return { width: outWidth, height: outHeight, channels, data };
}
