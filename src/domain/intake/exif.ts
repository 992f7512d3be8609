// Reads one thing from EXIF: the orientation. Everything else (place, time, owner, thumbnail) is never looked at.
import { latin1, u16be, u16le, u32be, u32le } from './bytes';

export interface Exif {
  /** 1..8; 1 where it is absent, 0 ("unknown") or broken. */
  readonly orientation: number;
  /** There is something that should say it and cannot be read. */
  readonly broken: boolean;
}

const upright: Exif = { orientation: 1, broken: false };
const broken: Exif = { orientation: 1, broken: true };

/** @param tiff the TIFF header that EXIF is ("II*\0" or "MM\0*" first); orientation: tag 0x0112 of IFD 0 (TIFF 6.0). */
export function readExif(tiff: Uint8Array): Exif {
  const order = latin1(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return broken;
  const u16 = order === 'II' ? u16le : u16be;
  const u32 = order === 'II' ? u32le : u32be;
  const ifd = u32(tiff, 4);
  if (u16(tiff, 2) !== 42 || ifd < 8 || ifd + 2 > tiff.length) return broken;
  const entries = u16(tiff, ifd);
  for (let i = 0; i < entries; i++) {
    const at = ifd + 2 + i * 12;
    if (at + 12 > tiff.length) return broken;
    if (u16(tiff, at) !== 0x0112) continue;
    const value = u16(tiff, at + 8);
    // One SHORT; writers put 0 for "unknown".
    if (u16(tiff, at + 2) !== 3 || u32(tiff, at + 4) !== 1 || value > 8) return broken;
    return value === 0 ? upright : { orientation: value, broken: false };
  }
  return upright;
}

export const exifOrientation = (tiff: Uint8Array): number => readExif(tiff).orientation;
