// A strict reader of BMP headers (Windows' BITMAPINFOHEADER and its kin), and whether the pixels fill the picture.
import type { HeadFacts } from './gif-oracle';
import { must } from './kit';

/** Compressions by depth: 0 none, 1 and 2 run-length, 3 and 6 masks. */
const compressions: Readonly<Record<number, readonly number[]>> = {
  1: [0],
  4: [0, 2],
  8: [0, 1],
  16: [0, 3, 6],
  24: [0],
  32: [0, 3, 6],
};

/** Walks run-length codes: every row is filled, or the end of the bitmap is said. @throws Breach */
function walkRuns(bytes: Uint8Array, from: number, width: number, height: number, perByte: number): void {
  let [at, x, y] = [from, 0, 0];
  for (;;) {
    if (y === height || (y === height - 1 && x === width && at >= bytes.length)) return;
    must(at + 2 <= bytes.length, 'runs that end early');
    const [count, value] = [bytes[at]!, bytes[at + 1]!];
    at += 2;
    if (count > 0) x += count;
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) return;
    else if (value === 2) {
      must(at + 2 <= bytes.length, 'runs that end early');
      [x, y] = [x + bytes[at]!, y + bytes[at + 1]!];
      at += 2;
    } else {
      x += value;
      const data = Math.ceil(value / perByte);
      at += data + (data % 2);
      must(at <= bytes.length, 'runs that end early');
    }
    must(x <= width && y <= height, 'runs past the picture');
  }
}

/** @throws Breach where no picture is meant for certain, or it is not whole. */
export function bmpFacts(bytes: Uint8Array): HeadFacts {
  must(bytes.length >= 26 && bytes[0] === 0x42 && bytes[1] === 0x4d, 'header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [start, size] = [view.getUint32(10, true), view.getUint32(14, true)];
  must([12, 40, 52, 56, 64, 108, 124].includes(size) && 14 + size <= bytes.length, 'size of the header');
  const old = size === 12;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const rows = old ? view.getUint16(20, true) : view.getInt32(22, true);
  const height = Math.abs(rows);
  must(width > 0 && height > 0, 'no size');
  const planes = view.getUint16(old ? 22 : 26, true);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = old ? 0 : view.getUint32(30, true);
  must(planes === 1, 'planes');
  must((compressions[bits] ?? []).includes(compression), 'depth and compression');
  must(rows > 0 || ![1, 2].includes(compression), 'run-length from the top');
  const said = old ? 0 : view.getUint32(46, true);
  const colours = bits > 8 ? 0 : said || 2 ** bits;
  must(colours <= 256, 'colours');
  const masks = size === 40 && compression === 3 ? 12 : size === 40 && compression === 6 ? 16 : 0;
  must(start >= 14 + size + masks + colours * (old ? 3 : 4), 'pixels in the header');
  must(start < bytes.length, 'no pixels');
  if (compression === 1 || compression === 2) walkRuns(bytes, start, width, height, compression);
  else {
    const stride = Math.floor((width * bits + 31) / 32) * 4;
    must(start + stride * height <= bytes.length, 'pixels cut');
    // Writers pad the file to a multiple of four or less.
    must(size === 124 || bytes.length - (start + stride * height) < 4, 'more pixels than the picture has');
  }
  return { width, height, frames: 1, orientation: 1, profile: false };
}
