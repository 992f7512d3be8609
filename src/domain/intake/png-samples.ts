// PNG image data to raw samples: inflate with a cap, unfilter (fast-png), de-interlace, unpack. No colour meaning yet.
import { type DecodedPng, decode as fastPngDecode } from 'fast-png';
import { concat } from './bytes';
import { crc32 } from './crc32';
import { refuse } from './guard';
import { inflateCapped, storedZlib } from './inflate';
import type { PngHeader } from './png-header';

const channelsOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/** Adam7 (PNG 8.2): first column, first row, column step, row step of each pass. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function chunk(type: string, content: Uint8Array): Uint8Array {
  const out = new Uint8Array(content.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(content, 8);
  view.setUint32(8 + content.length, crc32(out.subarray(4, 8 + content.length)));
  return out;
}

/** A minimal file, not compressed. @param filtered rows, each after its filter byte. */
export function pngFile(
  { width, height, depth, colourType }: Pick<PngHeader, 'width' | 'height' | 'depth' | 'colourType'>,
  filtered: Uint8Array,
): Uint8Array {
  const ihdr = new Uint8Array(13);
  const view = new DataView(ihdr.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  ihdr.set([depth, colourType, 0, 0, 0], 8);
  return concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', ihdr),
    chunk('IDAT', storedZlib(filtered)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/**
 * fast-png is given a clean, minimal file: no text, profile or palette chunk can trip it, the data is known to be
 * whole, and interlaced files (whose 1, 2 and 4 bit depths it reads wrong) come as one plain picture a pass.
 */
function unfilter(
  { depth, colourType }: PngHeader,
  width: number,
  height: number,
  filtered: Uint8Array,
): DecodedPng['data'] {
  // A palette index is just one sample: colour type 0 unfilters alike and needs no palette.
  const file = pngFile({ width, height, depth, colourType: colourType === 3 ? 0 : colourType }, filtered);
  try {
    return fastPngDecode(file).data;
  } catch {
    return refuse('damaged', 'a row has no valid filter', { part: 'image data' });
  }
}

/** Row-packed samples of 1, 2 or 4 bit to one sample a byte; wider ones pass through. */
function unpack(
  data: DecodedPng['data'],
  width: number,
  height: number,
  depth: number,
): Uint8Array | Uint16Array {
  if (data instanceof Uint16Array) return data;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
  if (depth >= 8) return bytes;
  const out = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  const perByte = 8 / depth;
  const mask = 2 ** depth - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = bytes[y * rowBytes + Math.floor(x / perByte)] ?? 0;
      out[y * width + x] = (byte >> (8 - depth * ((x % perByte) + 1))) & mask;
    }
  }
  return out;
}

/**
 * All samples of the first frame, `width * height * channels`, in file order (palette: indices).
 * @throws AppError `truncated` when the inflated data is short, `damaged`, `expands-past-limit`.
 */
export function pngSamples(header: PngHeader): {
  samples: Uint8Array | Uint16Array;
  channels: 1 | 2 | 3 | 4;
  /** Bytes beyond those of the picture. */
  surplus: number;
} {
  const { width, height, depth, interlaced } = header;
  const channels = channelsOf[header.colourType];
  const passes = (interlaced ? adam7 : ([[0, 0, 1, 1]] as const))
    .map(([x0, y0, dx, dy]) => {
      const w = Math.max(0, Math.ceil((width - x0) / dx));
      const h = Math.max(0, Math.ceil((height - y0) / dy));
      return { x0, y0, dx, dy, w, h, bytes: h * (1 + Math.ceil((w * channels * depth) / 8)) };
    })
    .filter((pass) => pass.w > 0 && pass.h > 0);
  const need = passes.reduce((sum, pass) => sum + pass.bytes, 0);
  // Some encoders pad the stream; twice the size plus a page is no longer padding.
  const { data } = inflateCapped(concat(header.data), 'zlib', need * 2 + 65_536);
  if (data.length < need) refuse('truncated', 'the image data is short', { have: data.length, need });
  if (!interlaced) {
    return {
      samples: unpack(unfilter(header, width, height, data.subarray(0, need)), width, height, depth),
      channels,
      surplus: data.length - need,
    };
  }
  const size = width * height * channels;
  const out = depth === 16 ? new Uint16Array(size) : new Uint8Array(size);
  let from = 0;
  for (const { x0, y0, dx, dy, w, h, bytes } of passes) {
    const part = unpack(unfilter(header, w, h, data.subarray(from, from + bytes)), w, h, depth);
    from += bytes;
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const to = ((y0 + y * dy) * width + x0 + x * dx) * channels;
        for (let c = 0; c < channels; c++) out[to + c] = part[(y * w + x) * channels + c] ?? 0;
      }
    }
  }
  return { samples: out, channels, surplus: data.length - need };
}
