// The one thing EXIF says about pixels, read strictly (TIFF 6.0, EXIF 2.32).
import { must } from './kit';

/** Orientation 1..8 (0, "unknown", is 1). @throws Breach where it cannot be read. */
export function strictOrientation(tiff: Uint8Array): number {
  const order = String.fromCharCode(...tiff.subarray(0, 2));
  must((order === 'II' || order === 'MM') && tiff.length >= 8, 'EXIF header');
  const little = order === 'II';
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  must(view.getUint16(2, little) === 42, 'EXIF header');
  const ifd = view.getUint32(4, little);
  must(ifd >= 8 && ifd + 2 <= tiff.length, 'EXIF IFD');
  const entries = view.getUint16(ifd, little);
  for (let i = 0; i < entries; i++) {
    const at = ifd + 2 + i * 12;
    must(at + 12 <= tiff.length, 'EXIF IFD');
    const tag = view.getUint16(at, little);
    const [type, count] = [view.getUint16(at + 2, little), view.getUint32(at + 4, little)];
    if (tag !== 0x0112) continue;
    must(type === 3 && count === 1, 'EXIF orientation');
    const orientation = view.getUint16(at + 8, little);
    must(orientation <= 8, 'EXIF orientation');
    return orientation || 1;
  }
  return 1;
}
