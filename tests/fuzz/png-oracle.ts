// A strict PNG reader after the specification (ISO 15948, third edition), on Node's own inflate: what a mutant means.
import { crc32, inflateRawSync } from 'node:zlib';
import { must, type Oracle, type Shot, upright } from './kit';
import { strictOrientation } from './tiff-oracle';

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const known = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);
/** At most one of each (PNG table 7), before the image data; other chunks do not touch the values. */
const single = ['tRNS', 'eXIf'];
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

interface Chunk {
  readonly type: string;
  readonly body: Uint8Array;
}

function walk(bytes: Uint8Array): Chunk[] {
  must(text(bytes.subarray(0, 8)) === '\x89PNG\r\n\x1a\n', 'signature');
  const list: Chunk[] = [];
  let at = 8;
  while (list.at(-1)?.type !== 'IEND') {
    must(at + 12 <= bytes.length, 'cut');
    const length = view(bytes).getUint32(at);
    must(length < 2 ** 31 && at + 12 + length <= bytes.length, 'length');
    const type = text(bytes.subarray(at + 4, at + 8));
    must(/^[A-Za-z]{2}[A-Z][A-Za-z]$/.test(type), 'chunk name');
    must(
      crc32(bytes.subarray(at + 4, at + 8 + length)) === view(bytes).getUint32(at + 8 + length),
      `CRC of ${type}`,
    );
    list.push({ type, body: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  must(at === bytes.length, 'bytes after IEND');
  return list;
}

function order(list: readonly Chunk[]): void {
  const at = (type: string) => list.findIndex((chunk) => chunk.type === type);
  const count = (type: string) => list.filter((chunk) => chunk.type === type).length;
  must(at('IHDR') === 0 && count('IHDR') === 1 && list[0]?.body.length === 13, 'IHDR');
  must(list.at(-1)?.body.length === 0, 'IEND');
  must(count('PLTE') <= 1 && (at('PLTE') < 0 || at('PLTE') < at('IDAT')), 'PLTE');
  for (const type of single) must(count(type) <= 1 && at(type) < at('IDAT'), type);
  must(at('tRNS') < 0 || at('PLTE') < at('tRNS'), 'tRNS before PLTE');
  const data = list.flatMap(({ type }, i) => (type === 'IDAT' ? [i] : []));
  must(data.length > 0 && data.at(-1)! - data[0]! === data.length - 1, 'IDAT');
  must(
    list.every(({ type }) => known.has(type) || /^[a-z]/.test(type)),
    'unknown critical chunk',
  );
}

function unfilter(data: Uint8Array, rowBytes: number, rows: number, step: number): Uint8Array {
  const out = new Uint8Array(rowBytes * rows);
  for (let y = 0; y < rows; y++) {
    const filter = data[y * (rowBytes + 1)]!;
    must(filter <= 4, 'filter');
    for (let i = 0; i < rowBytes; i++) {
      const a = i >= step ? out[y * rowBytes + i - step]! : 0;
      const b = y > 0 ? out[(y - 1) * rowBytes + i]! : 0;
      const c = i >= step && y > 0 ? out[(y - 1) * rowBytes + i - step]! : 0;
      const p = a + b - c;
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      out[y * rowBytes + i] = data[y * (rowBytes + 1) + 1 + i]! + [0, a, b, (a + b) >> 1, paeth][filter]!;
    }
  }
  return out;
}

const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** All samples by pixel, unscaled. */
function samplesOf(
  data: Uint8Array,
  width: number,
  height: number,
  depth: number,
  channels: number,
  lace: boolean,
) {
  const out = new Uint16Array(width * height * channels);
  let at = 0;
  for (const [x0, y0, dx, dy] of lace ? passes : ([[0, 0, 1, 1]] as const)) {
    const w = Math.max(0, Math.ceil((width - x0) / dx));
    const h = Math.max(0, Math.ceil((height - y0) / dy));
    if (w === 0 || h === 0) continue;
    const rowBytes = Math.ceil((w * channels * depth) / 8);
    must(at + h * (rowBytes + 1) <= data.length, 'image data is short');
    const rows = unfilter(data.subarray(at), rowBytes, h, Math.max(1, (channels * depth) >> 3));
    at += h * (rowBytes + 1);
    for (let y = 0; y < h; y++) {
      for (let i = 0; i < w * channels; i++) {
        const bit = i * depth;
        const byte = rows[y * rowBytes + (bit >> 3)]!;
        const value =
          depth === 16
            ? byte * 256 + rows[y * rowBytes + (bit >> 3) + 1]!
            : (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
        const x = Math.floor(i / channels);
        out[((y0 + y * dy) * width + x0 + x * dx) * channels + (i % channels)] = value;
      }
    }
  }
  must(at === data.length, 'image data is long');
  return out;
}

/** Straight alpha on black, rounded half up, in the depth of the samples. */
const over = (value: number, alpha: number, max: number) => Math.floor((value * alpha) / max + 0.5);

function read(bytes: Uint8Array): Shot {
  const list = walk(bytes);
  order(list);
  const body = (type: string) => list.find((chunk) => chunk.type === type)?.body;
  const header = body('IHDR')!;
  const [width, height] = [view(header).getUint32(0), view(header).getUint32(4)];
  const [depth, type, compression, filter, lace] = [...header.subarray(8)] as [
    number,
    number,
    number,
    number,
    number,
  ];
  must(width > 0 && height > 0 && (depths[type] ?? []).includes(depth), 'layout');
  must(compression === 0 && filter === 0 && lace <= 1, 'methods');
  // Not our size, not our business: both sides would only waste memory.
  must(width * height < 1e7 && Math.min(width, height) >= 8, 'size out of bounds');
  const palette = body('PLTE');
  must(type !== 3 || palette !== undefined, 'no palette');
  must(
    !palette || ((type & 2) > 0 && palette.length % 3 === 0 && palette.length > 0 && palette.length <= 768),
    'palette',
  );
  must(type !== 3 || palette!.length / 3 <= 2 ** depth, 'palette longer than the depth allows');
  const key = body('tRNS');
  if (key) {
    must(
      type === 0
        ? key.length === 2
        : type === 2
          ? key.length === 6
          : type === 3 && key.length <= palette!.length / 3,
      'tRNS',
    );
    if (type !== 3)
      for (let i = 0; i < key.length; i += 2) must(view(key).getUint16(i) < 2 ** depth, 'tRNS above depth');
  }
  const packed = Buffer.concat(list.filter((chunk) => chunk.type === 'IDAT').map((chunk) => chunk.body));
  const inflated = inflateStrictly(packed);
  const channels = [1, 0, 3, 1, 2, 0, 4][type]!;
  const samples = samplesOf(inflated, width, height, depth, channels, lace === 1);
  const max = 2 ** depth - 1;
  const values: number[] = [];
  for (let p = 0; p < width * height; p++) {
    const own = [...samples.subarray(p * channels, (p + 1) * channels)];
    let alpha = type === 4 || type === 6 ? own.pop()! : max;
    let top = max;
    let colour = own;
    if (type === 3) {
      const index = own[0]!;
      must(index * 3 < palette!.length, 'index past the palette');
      colour = [...palette!.subarray(index * 3, index * 3 + 3)];
      alpha = key?.[index] ?? 255;
      top = 255;
    } else if (key && own.every((v, c) => v === view(key).getUint16(c * 2))) alpha = 0;
    // Below 8 bit all levels are stretched to 0..255; deeper colour keeps its high byte; deeper grey is kept.
    if (top < 255) colour = colour.map((v) => Math.round((v * 255) / top));
    if (top < 255) [alpha, top] = [(alpha * 255) / top, 255];
    colour = colour.map((v) => (alpha === top ? v : over(v, alpha, top)));
    values.push(...(top > 255 && colour.length === 3 ? colour.map((v) => v >> 8) : colour));
  }
  const exif = body('eXIf');
  return upright(
    { width, height, values },
    exif ? strictOrientation(exif) : 1,
    values.length / (width * height),
  );
}

/**
 * The two bytes in front count. The checksum behind does not: the chunks have their own, and no decoder shows another
 * picture because of it.
 */
function inflateStrictly(packed: Uint8Array): Uint8Array {
  const [method = 0, flags = 0] = packed;
  must(
    (method * 256 + flags) % 31 === 0 && (method & 15) === 8 && method >> 4 <= 7 && (flags & 32) === 0,
    'zlib header',
  );
  try {
    return inflateRawSync(packed.subarray(2));
  } catch (thrown) {
    must(!(thrown instanceof Error && 'code' in thrown), 'the stream does not inflate');
    throw thrown;
  }
}

export const pngOracle = (bytes: Uint8Array): Oracle => ({
  kind: 'conformant',
  shot: read(bytes),
  tolerance: 0,
});
