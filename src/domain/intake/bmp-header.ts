// A BMP's size and whether its pixel array is whole.
import { u16le, u32le } from './bytes';
import { refuse } from './guard';

export interface BmpHeader {
  readonly width: number;
  readonly height: number;
}

/** @throws AppError `truncated` when an uncompressed pixel array is short, `bad-header`. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  if (bytes.length < 30) refuse('truncated', 'the file ends in its header', { have: bytes.length, need: 30 });
  const old = u32le(bytes, 14) === 12;
  const width = old ? u16le(bytes, 18) : u32le(bytes, 18) | 0;
  // Negative height: rows run from the top.
  const height = Math.abs(old ? u16le(bytes, 20) : u32le(bytes, 22) | 0);
  const bits = u16le(bytes, old ? 24 : 28);
  const compression = old ? 0 : u32le(bytes, 30);
  if (![1, 4, 8, 16, 24, 32].includes(bits)) refuse('bad-header', `${bits} bits a pixel`, { bits });
  if (compression === 4 || compression === 5) {
    refuse('unsupported-format', 'a BMP that wraps another format', {
      format: 'BMP with a JPEG or PNG inside',
    });
  }
  const need = u32le(bytes, 10) + Math.ceil((width * bits) / 32) * 4 * height;
  if ((compression === 0 || compression === 3) && width > 0 && bytes.length < need) {
    refuse('truncated', 'the pixel array is short', { have: bytes.length, need });
  }
  return { width, height };
}
