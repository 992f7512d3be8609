// All samples of one TIFF page, interleaved, in the type that holds them exactly: strips and tiles put together, planes
// woven, predictors undone. No colour meaning yet.
import type { Samples } from './codecs';
import { refuse } from './guard';
import { freeInflatedBytes, maxInflation } from './limits';
import { unpackChunk } from './tiff-chunks';
import type { TiffPage } from './tiff-header';

type Make = new (length: number) => Samples;

/** The array type of a page's samples. @throws AppError `unsupported-pixels`. */
function arrayOf({ bits, sampleFormat }: TiffPage): Make {
  const real = sampleFormat === 3;
  const signed = sampleFormat === 2;
  if (real && bits === 32) return Float32Array;
  if (real && bits === 64) return Float64Array;
  if (!real && bits >= 1 && bits <= 8 && (!signed || bits === 8)) return signed ? Int8Array : Uint8Array;
  if (!real && bits <= 16 && (!signed || bits === 16)) return signed ? Int16Array : Uint16Array;
  if (!real && bits === 32) return signed ? Int32Array : Uint32Array;
  const pixels = `${bits}-bit ${real ? 'real numbers' : signed ? 'signed numbers' : 'numbers'}`;
  return refuse('unsupported-pixels', pixels, { pixels });
}

/** Rows of bytes to samples. Depths that are no whole bytes are packed high bit first, rows start at a byte. */
function toSamples(
  bytes: Uint8Array,
  perRow: number,
  rows: number,
  page: TiffPage,
  little: boolean,
): Samples {
  const { bits, sampleFormat } = page;
  const out = new (arrayOf(page))(perRow * rows);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bits === 8) out.set(bytes.subarray(0, out.length));
  else if (bits === 16) for (let i = 0; i < out.length; i++) out[i] = view.getUint16(i * 2, little);
  else if (bits === 32 && sampleFormat === 3)
    for (let i = 0; i < out.length; i++) out[i] = view.getFloat32(i * 4, little);
  else if (bits === 32) for (let i = 0; i < out.length; i++) out[i] = view.getUint32(i * 4, little);
  else if (bits === 64) for (let i = 0; i < out.length; i++) out[i] = view.getFloat64(i * 8, little);
  else {
    const rowBytes = Math.ceil((perRow * bits) / 8);
    for (let y = 0; y < rows; y++) {
      let [held, have, at] = [0, 0, y * rowBytes];
      for (let x = 0; x < perRow; x++) {
        while (have < bits) {
          held = ((held << 8) | bytes[at++]!) & 0xff_ffff;
          have += 8;
        }
        have -= bits;
        out[y * perRow + x] = (held >> have) & ((1 << bits) - 1);
      }
    }
  }
  return out;
}

/** Predictor 2: each sample is stored as the difference to the one on its left (TIFF 6.0 section 14). */
function undoDifferences(samples: Samples, perRow: number, step: number): void {
  for (let row = 0; row < samples.length; row += perRow) {
    // The typed array wraps around as the writer's did.
    for (let i = row + step; i < row + perRow; i++) samples[i] = samples[i]! + samples[i - step]!;
  }
}

/** Predictor 3: byte differences over a row whose samples were split into planes, high bytes first (TechNote 3). */
function undoFloatDifferences(bytes: Uint8Array, perRow: number, step: number, width: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  const rowBytes = perRow * width;
  for (let row = 0; row < bytes.length; row += rowBytes) {
    const line = bytes.slice(row, row + rowBytes);
    for (let i = step; i < line.length; i++) line[i] = line[i]! + line[i - step]!;
    for (let i = 0; i < perRow; i++) {
      for (let b = 0; b < width; b++) out[row + i * width + b] = line[b * perRow + i]!;
    }
  }
  return out;
}

interface Layout {
  readonly across: number;
  readonly down: number;
  readonly planes: number;
  /** Samples of a pixel in one plane. */
  readonly step: number;
}

function layoutOf(page: TiffPage): Layout {
  const { width, height, chunk, samples, planar, offsets } = page;
  if (chunk.width < 1 || chunk.height < 1)
    refuse('bad-header', 'strips have no rows', { field: 'RowsPerStrip' });
  if (planar !== 1 && planar !== 2) refuse('bad-header', 'unknown layout', { field: 'PlanarConfiguration' });
  const planes = planar === 2 ? samples : 1;
  const layout = {
    across: Math.ceil(width / chunk.width),
    down: Math.ceil(height / chunk.height),
    planes,
    step: samples / planes,
  };
  const need = layout.across * layout.down * planes;
  if (offsets.length < need) {
    refuse('damaged', `${offsets.length} of ${need} strips or tiles`, { part: 'StripOffsets' });
  }
  return layout;
}

/** Rows of chunk `down`: a strip ends with the page, a tile is always whole. */
const rowsOf = ({ height, chunk }: TiffPage, down: number) =>
  chunk.tiled ? chunk.height : Math.min(chunk.height, height - down * chunk.height);

/** Refuses what the file cannot hold, before the memory for it is taken. */
function checkBytes(page: TiffPage, { across, down, planes, step }: Layout, fileBytes: number): void {
  const { bits, chunk, compression, counts } = page;
  const rowBytes = Math.ceil((chunk.width * step * bits) / 8);
  // Tiles may hang over by less than one of them on each side.
  const rows = chunk.tiled ? down * chunk.height : page.height;
  const need = rowBytes * rows * across * planes;
  const have = Math.min(
    fileBytes,
    counts.reduce((sum, count) => sum + count, counts.length === 0 ? fileBytes : 0),
  );
  if (compression === 1 && have < need) refuse('truncated', 'the pixels are short', { have, need });
  if (need > freeInflatedBytes && need > have * maxInflation) {
    refuse('expands-past-limit', `${need} bytes when unpacked`, {
      limit: Math.max(freeInflatedBytes, have * maxInflation),
    });
  }
}

/** Predictors belong to LZW and deflate alone (TIFF 6.0 section 14); elsewhere some readers undo them and some do not. */
function checkPredictor({ predictor, bits, compression, sampleFormat }: TiffPage): void {
  const known = [1, sampleFormat === 3 ? 3 : 2].includes(predictor) && (predictor !== 2 || bits % 8 === 0);
  if (known && (predictor === 1 || [5, 8, 32_946].includes(compression))) return;
  refuse('unsupported-pixels', `predictor ${predictor}`, { pixels: `predictor ${predictor}, ${bits} bit` });
}

/**
 * @returns `values`: `width * height * samples` of them; `longer`: strips or tiles that hold more than their part of the page.
 * @throws AppError `truncated`, `damaged`, `expands-past-limit`, `unsupported-pixels`, `bad-header`.
 */
export function tiffSamples(
  bytes: Uint8Array,
  page: TiffPage,
  little: boolean,
): { values: Samples; longer: number } {
  const { width, height, samples, bits, chunk, predictor, compression } = page;
  const make = arrayOf(page);
  const layout = layoutOf(page);
  const { across, down, planes, step } = layout;
  checkPredictor(page);
  checkBytes(page, layout, bytes.length);
  const out = new make(width * height * samples);
  const perRow = chunk.width * step;
  const rowBytes = Math.ceil((perRow * bits) / 8);
  let longer = page.offsets.length - across * down * planes;
  for (let index = 0; index < across * down * planes; index++) {
    const plane = Math.floor(index / (across * down));
    const row = Math.floor((index % (across * down)) / across);
    const rows = rowsOf(page, row);
    const need = rowBytes * rows;
    const from = page.offsets[index]!;
    if (from < 8) refuse('damaged', 'a strip or tile lies in the header', { part: 'StripOffsets' });
    const count = page.counts[index] ?? (compression === 1 ? need : bytes.length - from);
    const end = from + (compression === 1 ? need : count);
    if (end > bytes.length)
      refuse('truncated', 'a strip or tile is cut off', { have: bytes.length, need: end });
    let { data, more } = unpackChunk(
      bytes.subarray(from, from + count),
      compression,
      need,
      rowBytes * chunk.height,
    );
    if (more || from + count > bytes.length) longer++;
    if (predictor === 3) data = undoFloatDifferences(data, perRow, step, bits / 8);
    const part = toSamples(data, perRow, rows, page, predictor === 3 ? false : little);
    if (predictor === 2) undoDifferences(part, perRow, step);
    const x0 = (index % across) * chunk.width;
    const y0 = row * chunk.height;
    const columns = Math.min(chunk.width, width - x0);
    for (let y = 0; y < Math.min(rows, height - y0); y++) {
      if (planes === 1) {
        const line = part.subarray(y * perRow, y * perRow + columns * step);
        out.set(line, ((y0 + y) * width + x0) * samples);
        continue;
      }
      const to = ((y0 + y) * width + x0) * samples + plane;
      for (let x = 0; x < columns; x++) out[to + x * samples] = part[y * perRow + x]!;
    }
  }
  return { values: out, longer };
}
