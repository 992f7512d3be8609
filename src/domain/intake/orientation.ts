// Turns a picture upright by its EXIF orientation: exact index moves, no resampling.
import type { Picture8 } from '../types';
import type { Samples } from './codecs';
import type { GreyPixels } from './pixels';

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

interface Grid<T> {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: T;
}

function turn<T extends Samples>(grid: Grid<T>, orientation: number): Grid<T> {
  const move = moves[orientation];
  if (!move) return grid;
  const [swap, flipX, flipY] = move;
  const { width: w, height: h, channels } = grid;
  const width = swap ? h : w;
  const height = swap ? w : h;
  const data = grid.data.slice() as T;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sx = swap ? y : x;
      const sy = swap ? x : y;
      const from = ((flipY ? h - 1 - sy : sy) * w + (flipX ? w - 1 - sx : sx)) * channels;
      const to = (y * width + x) * channels;
      for (let c = 0; c < channels; c++) data[to + c] = grid.data[from + c] ?? 0;
    }
  }
  return { width, height, channels, data };
}

/** @param orientation EXIF 1..8; 1 and unknown values return the picture itself. */
export function turnUpright(picture: Picture8, orientation: number): Picture8 {
  return moves[orientation] ? { ...turn(picture, orientation), channels: picture.channels } : picture;
}

/** The same for grey values. */
export function turnGreyUpright(grey: GreyPixels, orientation: number): GreyPixels {
  const { width, height, values } = grey;
  if (!moves[orientation]) return grey;
  const turned = turn({ width, height, channels: 1, data: values }, orientation);
  return { ...grey, width: turned.width, height: turned.height, values: turned.data };
}
