// JPEG of four components (CMYK and YCCK, 8 bit, baseline or extended sequential) to inks. Ours, because libjpeg-turbo's
// WebAssembly build cannot give them, and browsers each convert them their own way.
import { u16be } from './bytes';
import { refuse } from './guard';
import { inverseDct } from './idct';
import type { JpegHeader } from './jpeg-header';
import { BitReader, readBlock } from './jpeg-huffman';
import { need, readCodes, readQuantisers, type Tables } from './jpeg12';

interface Plane {
  readonly id: number;
  /** Sampling factors. */
  readonly h: number;
  readonly v: number;
  readonly quantiser: number;
  /** Of the component's own samples, without the filling blocks. */
  readonly width: number;
  readonly height: number;
  /** Samples in a stored row, whole blocks and whole units. */
  readonly stride: number;
  readonly data: Uint8Array;
}

interface Frame {
  readonly planes: readonly Plane[];
  readonly unitsAcross: number;
  readonly unitsDown: number;
}

function readFrame(body: Uint8Array, { width, height, components }: JpegHeader): Frame {
  const specs = Array.from({ length: components }, (_, i) => {
    const factors = body[7 + i * 3] ?? 0;
    return { id: body[6 + i * 3] ?? 0, h: factors >> 4, v: factors & 15, quantiser: body[8 + i * 3] ?? 0 };
  });
  if (specs.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) {
    refuse('damaged', 'sampling factors out of range', { part: 'JPEG header' });
  }
  const [hMax, vMax] = [Math.max(...specs.map(({ h }) => h)), Math.max(...specs.map(({ v }) => v))];
  const unitsAcross = Math.ceil(width / (8 * hMax));
  const unitsDown = Math.ceil(height / (8 * vMax));
  const planes = specs.map((spec) => {
    const stride = unitsAcross * spec.h * 8;
    return {
      ...spec,
      width: Math.ceil((width * spec.h) / hMax),
      height: Math.ceil((height * spec.v) / vMax),
      stride,
      data: new Uint8Array(stride * unitsDown * spec.v * 8),
    };
  });
  return { planes, unitsAcross, unitsDown };
}

/** Reads the blocks of one scan into its planes; @returns where the scan's data ends. */
function readScan(bytes: Uint8Array, at: number, body: Uint8Array, frame: Frame, tables: Tables): number {
  const parts = Array.from({ length: body[0] ?? 0 }, (_, i) => {
    const plane = need(frame.planes.find(({ id }) => id === body[1 + i * 2]));
    const selectors = body[2 + i * 2] ?? 0;
    return {
      plane,
      dc: need(tables.codes.get(selectors >> 4)),
      ac: need(tables.codes.get(16 + (selectors & 15))),
      quantisers: need(tables.quantisers.get(plane.quantiser)),
      predictor: 0,
    };
  });
  const reader = new BitReader(bytes, at);
  const block = new Float64Array(64);
  const only = parts.length === 1 ? parts[0] : undefined;
  // A scan of one component has its own blocks only, none that fill up a unit (T.81 A.2).
  const across = only ? Math.ceil(only.plane.width / 8) : frame.unitsAcross;
  const down = only ? Math.ceil(only.plane.height / 8) : frame.unitsDown;
  for (let unit = 0; unit < across * down; unit++) {
    if (tables.restartInterval > 0 && unit > 0 && unit % tables.restartInterval === 0) {
      reader.restart();
      for (const part of parts) part.predictor = 0;
    }
    for (const part of parts) {
      const { plane, dc, ac, quantisers } = part;
      const [h, v] = only ? [1, 1] : [plane.h, plane.v];
      for (let b = 0; b < h * v; b++) {
        part.predictor = readBlock(reader, dc, ac, quantisers, part.predictor, block);
        inverseDct(block, 8);
        const x = ((unit % across) * h + (b % h)) * 8;
        const y = (Math.floor(unit / across) * v + Math.floor(b / h)) * 8;
        for (let i = 0; i < 64; i++) {
          const level = Math.min(255, Math.max(0, block[i]! + 128));
          plane.data[(y + (i >> 3)) * plane.stride + x + (i & 7)] = level;
        }
      }
    }
  }
  return reader.at;
}

/** YCbCr to red, green, blue (T.871), which in YCCK are the complements of cyan, magenta, yellow. */
function toInverse(y: number, cb: number, cr: number): readonly [number, number, number] {
  const clamp = (value: number) => Math.min(255, Math.max(0, Math.floor(value + 0.5)));
  return [
    clamp(y + 1.402 * (cr - 128)),
    clamp(y - 0.344136286 * (cb - 128) - 0.714136286 * (cr - 128)),
    clamp(y + 1.772 * (cb - 128)),
  ];
}

/** Planes of any sampling (by repetition) to interleaved inks, 0 = no ink. */
function weave({ planes }: Frame, { width, height, adobeTransform }: JpegHeader): Uint8Array {
  const out = new Uint8Array(width * height * 4);
  const [hMax, vMax] = [Math.max(...planes.map(({ h }) => h)), Math.max(...planes.map(({ v }) => v))];
  const values = [0, 0, 0, 0];
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      planes.forEach(({ h, v, stride, data }, c) => {
        values[c] = data[Math.floor((y * v) / vMax) * stride + Math.floor((x * h) / hMax)]!;
      });
      if (adobeTransform === 2) {
        const [r, g, b] = toInverse(values[0]!, values[1]!, values[2]!);
        [values[0], values[1], values[2]] = [255 - r, 255 - g, 255 - b];
      }
      // Adobe's programs, and all that followed them, write inks inverted: 255 = no ink. Readers take every file so.
      for (let c = 0; c < 4; c++) out[to + c] = 255 - values[c]!;
    }
  }
  return out;
}

/**
 * @param header of the same bytes: four components, 8 bit, not progressive.
 * @returns `width * height * 4` inks, 0 = none.
 * @throws AppError `truncated`, `damaged`.
 */
export function decodeInks(bytes: Uint8Array, header: JpegHeader): Uint8Array {
  const tables: Tables = { quantisers: new Map(), codes: new Map(), restartInterval: 0 };
  let frame: Frame | null = null;
  let scanned = 0;
  for (let at = 2; at + 4 <= bytes.length && scanned < header.components; ) {
    if (bytes[at] !== 0xff) refuse('damaged', 'a marker is missing', { part: 'JPEG header' });
    const code = bytes[at + 1]!;
    // Fill bytes, and markers without a length.
    if (code === 0xff || code === 0x01 || (code >= 0xd0 && code <= 0xd9)) {
      at += code === 0xff ? 1 : 2;
      continue;
    }
    const end = at + 2 + u16be(bytes, at + 2);
    const body = bytes.subarray(at + 4, end);
    at = end;
    if (code === 0xdb) readQuantisers(body, tables);
    else if (code === 0xc4) readCodes(body, tables);
    else if (code === 0xdd) tables.restartInterval = u16be(body, 0);
    else if (code === 0xc0 || code === 0xc1) frame ??= readFrame(body, header);
    else if (code === 0xda) {
      if (!frame || !body[0]) refuse('damaged', 'a scan comes before its frame', { part: 'JPEG scan' });
      at = readScan(bytes, end, body, frame, tables);
      scanned += body[0]!;
    }
  }
  if (!frame || scanned < header.components) {
    refuse('truncated', 'a scan is missing', { have: bytes.length, need: bytes.length + 1 });
  }
  return weave(frame, header);
}
