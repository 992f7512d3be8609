// Reads one thing from EXIF: the orientation. Everything else (place, time, owner, thumbnail) is never looked at.
import { latin1, u16be, u16le, u32be, u32le } from './bytes';

/**
 * @param tiff the TIFF header that EXIF is ("II*\0" or "MM\0*" first).
 * @returns orientation 1..8 of IFD 0 (TIFF 6.0 tag 0x0112); 1 when absent or broken.
 */
export function exifOrientation(tiff: Uint8Array): number {
  const order = latin1(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const u16 = order === 'II' ? u16le : u16be;
  const u32 = order === 'II' ? u32le : u32be;
  if (u16(tiff, 2) !== 42) return 1;
  const ifd = u32(tiff, 4);
  const entries = u16(tiff, ifd);
  for (let i = 0; i < entries; i++) {
    const at = ifd + 2 + i * 12;
    if (at + 12 > tiff.length) return 1;
    if (u16(tiff, at) !== 0x0112) continue;
    const value = u16(tiff, at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
