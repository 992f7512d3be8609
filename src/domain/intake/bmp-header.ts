// A BMP's size and whether its pixels are whole.
import { checkRuns } from './bmp-runs';
import { u16le, u32le } from './bytes';
import { refuse } from './guard';
import { checkSize } from './size-check';

export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** Bytes behind the pixels beyond padding to four: a picture of another width looks like that. */
  readonly surplus: number;
}

/** Compressions by bits a pixel: 0 none, 1 and 2 run-length, 3 and 6 masks. */
const compressionsOf: Readonly<Record<number, readonly number[]>> = {
  1: [0],
  4: [0, 2],
  8: [0, 1],
  16: [0, 3, 6],
  24: [0],
  32: [0, 3, 6],
};

/** The only header after which a colour profile may lie behind the pixels. */
const versionFive = 124;

/**
 * @throws AppError `truncated` when pixels are missing, `bad-header`, `damaged`, `unsupported-format`, and those of `checkSize`.
 */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  if (bytes.length < 54 && u32le(bytes, 14) !== 12)
    refuse('truncated', 'the file ends in its header', { have: bytes.length, need: 54 });
  const size = u32le(bytes, 14);
  const old = size === 12;
  const width = old ? u16le(bytes, 18) : u32le(bytes, 18) | 0;
  // Negative height: rows run from the top.
  const rows = old ? u16le(bytes, 20) : u32le(bytes, 22) | 0;
  const height = Math.abs(rows);
  const planes = u16le(bytes, old ? 22 : 26);
  const bits = u16le(bytes, old ? 24 : 28);
  const compression = old ? 0 : u32le(bytes, 30);
  if (compression === 4 || compression === 5) {
    refuse('unsupported-format', 'a BMP that wraps another format', {
      format: 'BMP with a JPEG or PNG inside',
    });
  }
  const no = (field: string): never => refuse('bad-header', `${field} of a BMP`, { field });
  if (![12, 40, 52, 56, 64, 108, versionFive].includes(size)) no('header size');
  if (planes !== 1) no('planes');
  if (!compressionsOf[bits]?.includes(compression)) no('bits a pixel');
  checkSize(width, height);
  if (rows < 0 && (compression === 1 || compression === 2)) no('height');
  const colours = bits > 8 ? 0 : (old ? 0 : u32le(bytes, 46)) || 2 ** bits;
  if (colours > 256) no('number of colours');
  const masks = size === 40 ? ({ 3: 12, 6: 16 }[compression] ?? 0) : 0;
  const start = u32le(bytes, 10);
  if (start < 14 + size + masks + colours * (old ? 3 : 4)) no('place of the pixels');
  if (compression === 1 || compression === 2) {
    checkRuns(bytes, start, { width, height }, compression);
    return { width, height, surplus: 0 };
  }
  const need = start + Math.ceil((width * bits) / 32) * 4 * height;
  if (bytes.length < need) refuse('truncated', 'the pixels are short', { have: bytes.length, need });
  const surplus = size === versionFive ? 0 : bytes.length - need;
  return { width, height, surplus: surplus > 3 ? surplus : 0 };
}
