// Grey 12-bit JPEG (extended sequential, Huffman; DICOM 1.2.840.10008.1.2.4.51). Ours, because the decoder that
// dicom-image-loader has for it is off by a constant, and libjpeg-turbo's WebAssembly build is 8 bit.
import { u16be } from './bytes';
import type { CodecPicture } from './codecs';
import { refuse } from './guard';
import { inverseDct } from './idct';
import type { JpegHeader } from './jpeg-header';
import { BitReader, type HuffmanTable, huffmanTable, readBlock } from './jpeg-huffman';

export interface Tables {
  readonly quantisers: Map<number, Uint16Array>;
  /** Key: class (0 DC, 1 AC) * 16 + destination. */
  readonly codes: Map<number, HuffmanTable>;
  restartInterval: number;
}

export function readQuantisers(body: Uint8Array, tables: Tables): void {
  for (let at = 0; at < body.length; ) {
    const head = body[at++]!;
    const wide = head >> 4 !== 0;
    const from = at;
    const table = Uint16Array.from({ length: 64 }, (_, k) =>
      wide ? u16be(body, from + k * 2) : (body[from + k] ?? 0),
    );
    tables.quantisers.set(head & 15, table);
    at += wide ? 128 : 64;
  }
}

export function readCodes(body: Uint8Array, tables: Tables): void {
  for (let at = 0; at + 17 <= body.length; ) {
    const key = body[at]!;
    const counts = body.subarray(at + 1, at + 17);
    const total = counts.reduce((a, b) => a + b, 0);
    tables.codes.set(key, huffmanTable(counts, body.subarray(at + 17, at + 17 + total)));
    at += 17 + total;
  }
}

export function need<T>(value: T | undefined): T {
  return value ?? refuse('damaged', 'a table of the scan is missing', { part: 'JPEG scan' });
}

/** Reads the marker segments up to the scan; @returns the scan's header and where its data starts. */
function readTables(bytes: Uint8Array, tables: Tables): { quantiser: number; body: Uint8Array; at: number } {
  let quantiser = 0;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) refuse('damaged', 'a marker is missing', { part: 'JPEG header' });
    const code = bytes[at + 1];
    const end = at + 2 + u16be(bytes, at + 2);
    const body = bytes.subarray(at + 4, end);
    if (code === 0xdb) readQuantisers(body, tables);
    else if (code === 0xc4) readCodes(body, tables);
    else if (code === 0xdd) tables.restartInterval = u16be(body, 0);
    else if (code === 0xc0 || code === 0xc1) quantiser = body[8] ?? 0;
    else if (code === 0xda) return { quantiser, body, at: end };
    at = end;
  }
  return refuse('truncated', 'there is no scan', { have: bytes.length, need: bytes.length + 1 });
}

/**
 * @param header of the same bytes: one component, 12 bit, baseline or extended sequential.
 * @returns unsigned values 0..4095.
 * @throws AppError `truncated`, `damaged`.
 */
export function decodeJpeg12(bytes: Uint8Array, header: JpegHeader): CodecPicture {
  const { width, height, precision } = header;
  const tables: Tables = { quantisers: new Map(), codes: new Map(), restartInterval: 0 };
  const scan = readTables(bytes, tables);
  const selectors = scan.body[2] ?? 0;
  const dc = need(tables.codes.get(selectors >> 4));
  const ac = need(tables.codes.get(16 + (selectors & 15)));
  const quantisers = need(tables.quantisers.get(scan.quantiser));
  const reader = new BitReader(bytes, scan.at);
  const across = Math.ceil(width / 8);
  const blocks = across * Math.ceil(height / 8);
  const data = new Uint16Array(width * height);
  const block = new Float64Array(64);
  const top = 2 ** precision - 1;
  const middle = 2 ** (precision - 1);
  let predictor = 0;
  for (let b = 0; b < blocks; b++) {
    if (tables.restartInterval > 0 && b > 0 && b % tables.restartInterval === 0) {
      reader.restart();
      predictor = 0;
    }
    predictor = readBlock(reader, dc, ac, quantisers, predictor, block);
    inverseDct(block, 12);
    const x0 = (b % across) * 8;
    const y0 = Math.floor(b / across) * 8;
    for (let y = y0; y < Math.min(height, y0 + 8); y++) {
      for (let x = x0; x < Math.min(width, x0 + 8); x++) {
        const level = block[(y - y0) * 8 + x - x0]! + middle;
        data[y * width + x] = Math.min(top, Math.max(0, level));
      }
    }
  }
  return { width, height, components: 1, bits: precision, signed: false, data };
}
