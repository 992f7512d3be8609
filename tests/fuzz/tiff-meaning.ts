// What the pixels of a TIFF mean, by a strict reading (TIFF 6.0, its technical notes on deflate and predictor 3).
import { must, type Oracle, type Shot, upright } from './kit';
import { type Directory, strictDirectories } from './tiff-directory';
import { strictUnpack } from './tiff-unpack';

const colourSamples: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4 };

interface Page {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  readonly format: number;
  readonly photometric: number;
  readonly compression: number;
  readonly planar: number;
  readonly predictor: number;
  readonly chunkWidth: number;
  readonly chunkHeight: number;
  readonly tiled: boolean;
  readonly offsets: readonly number[];
  readonly counts: readonly number[];
}

/** @throws Breach */
function pageOf(fields: Directory): Page {
  const one = (tag: number, otherwise: number) => fields.get(tag)?.[0] ?? otherwise;
  const [width, height] = [one(256, 0), one(257, 0)];
  must(Math.min(width, height) >= 8 && width * height < 1e6, 'size out of bounds');
  const samples = one(277, 1);
  const bits = fields.get(258) ?? [1];
  const formats = fields.get(339) ?? Array.from({ length: samples }, () => 1);
  must(bits.length === samples && bits.every((v) => v === bits[0]), 'BitsPerSample');
  must(
    formats.length === samples && formats.every((v) => v === formats[0] && v >= 1 && v <= 4),
    'SampleFormat',
  );
  must(fields.has(262), 'PhotometricInterpretation');
  must(one(266, 1) === 1, 'bits in reverse order');
  must(one(262, 0) !== 5 || one(332, 1) === 1, 'inks that are not CMYK');
  const tiled = fields.has(324);
  must(tiled !== fields.has(273), 'strips or tiles, not both');
  must(tiled || ![322, 323, 325].some((tag) => fields.has(tag)), 'strips or tiles, not both');
  const [tileWidth, tileHeight] = [one(322, 0), one(323, 0)];
  must(
    !tiled || (tileWidth > 0 && tileHeight > 0 && tileWidth % 16 === 0 && tileHeight % 16 === 0),
    'tile size',
  );
  const planar = one(284, 1);
  must(planar === 1 || planar === 2, 'PlanarConfiguration');
  const rowsPerStrip = one(278, 2 ** 32 - 1);
  must(rowsPerStrip > 0, 'RowsPerStrip');
  return {
    width,
    height,
    samples,
    bits: bits[0]!,
    format: formats[0]!,
    photometric: one(262, 0),
    compression: one(259, 1),
    planar,
    predictor: one(317, 1),
    chunkWidth: tiled ? tileWidth : width,
    chunkHeight: tiled ? tileHeight : Math.min(height, rowsPerStrip),
    tiled,
    offsets: fields.get(tiled ? 324 : 273) ?? [],
    counts: fields.get(tiled ? 325 : 279) ?? [],
  };
}

/** Rows of one chunk, its predictor undone. @returns `rows * perRow` samples. */
function chunkSamples(
  data: Uint8Array,
  page: Page,
  perRow: number,
  rows: number,
  step: number,
  little: boolean,
) {
  const { bits, format, predictor } = page;
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const out = new Float64Array(rows * perRow);
  const size = bits / 8;
  for (let y = 0; y < rows; y++) {
    let line = data.slice(y * rowBytes, (y + 1) * rowBytes);
    if (predictor === 3) {
      for (let i = step; i < line.length; i++) line[i] = line[i]! + line[i - step]!;
      const planes = line;
      line = Uint8Array.from(planes, (_, i) => planes[(i % size) * perRow + Math.floor(i / size)]!);
    }
    const view = new DataView(line.buffer);
    const order = predictor === 3 ? false : little;
    for (let i = 0; i < perRow; i++) {
      const at = y * perRow + i;
      if (bits % 8 > 0) {
        let value = 0;
        for (let bit = i * bits; bit < (i + 1) * bits; bit++)
          value = value * 2 + ((line[bit >> 3]! >> (7 - (bit & 7))) & 1);
        out[at] = value;
      } else if (format === 3)
        out[at] = bits === 32 ? view.getFloat32(i * 4, order) : view.getFloat64(i * 8, order);
      else {
        let value = 0;
        for (let b = 0; b < size; b++) value = value * 256 + line[i * size + (order ? size - 1 - b : b)]!;
        if (predictor === 2 && i >= step) value = (value + out[at - step]!) % 2 ** bits;
        out[at] = value;
      }
    }
  }
  return format === 2 ? out.map((v) => (v >= 2 ** (bits - 1) ? v - 2 ** bits : v)) : out;
}

/** All samples by pixel. @throws Breach */
function samplesOf(bytes: Uint8Array, page: Page, little: boolean): Float64Array {
  const { width, height, samples, bits, format, compression, predictor, tiled, chunkWidth, chunkHeight } =
    page;
  must(format === 3 ? bits === 32 || bits === 64 : bits <= 16 || bits === 32, 'depth');
  must(format !== 2 || bits % 8 === 0, 'signed depth');
  const packed = compression === 5 || compression === 8 || compression === 32_946;
  must(predictor === 1 || packed, 'a predictor without a compression that has one');
  must([1, format === 3 ? 3 : 2].includes(predictor) && (predictor === 1 || bits % 8 === 0), 'predictor');
  const planes = page.planar === 2 ? samples : 1;
  const step = samples / planes;
  const [across, down] = [Math.ceil(width / chunkWidth), Math.ceil(height / chunkHeight)];
  const chunks = across * down * planes;
  must(page.offsets.length === chunks && page.counts.length === chunks, 'number of strips or tiles');
  const out = new Float64Array(width * height * samples);
  for (let index = 0; index < chunks; index++) {
    const plane = Math.floor(index / (across * down));
    const [cy, cx] = [Math.floor((index % (across * down)) / across), index % across];
    const rows = tiled ? chunkHeight : Math.min(chunkHeight, height - cy * chunkHeight);
    const perRow = chunkWidth * step;
    const [from, count] = [page.offsets[index]!, page.counts[index]!];
    must(from >= 8 && from + count <= bytes.length, 'place of a strip or tile');
    const data = strictUnpack(bytes.subarray(from, from + count), compression);
    const rowBytes = Math.ceil((perRow * bits) / 8);
    // A last strip may be written whole.
    must(
      data.length === rows * rowBytes || (packed && data.length === chunkHeight * rowBytes),
      'length of a strip or tile',
    );
    const part = chunkSamples(data, page, perRow, rows, step, little);
    for (let y = 0; y < Math.min(rows, height - cy * chunkHeight); y++) {
      for (let i = 0; i < Math.min(chunkWidth, width - cx * chunkWidth) * step; i++) {
        const pixel = (cy * chunkHeight + y) * width + cx * chunkWidth + Math.floor(i / step);
        out[pixel * samples + plane + (planes === 1 ? i % step : 0)] = part[y * perRow + i]!;
      }
    }
  }
  return out;
}

/** Alpha on black, as stored depth. */
const over = (value: number, alpha: number, top: number) => Math.floor((value * alpha) / top + 0.5);

/** Grey as stored (below 9 bit: 0..255, black is 0), or RGB bytes. @throws Breach */
function meaning(all: Float64Array, page: Page, fields: Directory): number[] {
  const { photometric, samples, bits, format, width, height } = page;
  const colours = colourSamples[photometric] ?? 0;
  const extras = fields.get(338) ?? [];
  must(colours > 0 && samples === colours + extras.length, 'samples and colours');
  const whole = format === 1 || format === 4;
  const top = 2 ** bits - 1;
  must(photometric !== 3 || (whole && bits <= 8), 'palette depth');
  must(photometric !== 2 || (whole && (bits === 8 || bits === 16)), 'RGB depth');
  must(photometric !== 5 || (whole && bits === 8), 'CMYK depth');
  must(
    extras.length === 0 || (extras.length === 1 && [1, 2].includes(extras[0]!) && whole && bits % 8 === 0),
    'extra samples',
  );
  must(photometric > 0 || (bits <= 8 && whole), 'white is low, deep');
  const palette = fields.get(320) ?? [];
  must(photometric !== 3 || palette.length === 3 * 2 ** bits, 'ColorMap');
  const shift = palette.some((v) => v > 255) ? 8 : 0;
  const out: number[] = [];
  for (let p = 0; p < width * height; p++) {
    const own = Array.from(all.subarray(p * samples, p * samples + colours));
    const alpha = all[p * samples + colours]!;
    const flat = extras[0] === 2 ? own.map((v) => over(v, alpha, top)) : own;
    if (photometric === 2) out.push(...flat.map((v) => (bits === 16 ? v >> 8 : v)));
    else if (photometric === 3)
      out.push(...[0, 1, 2].map((c) => palette[c * 2 ** bits + flat[0]!]! >> shift));
    else if (photometric === 5) out.push(...[0, 1, 2].map((c) => over(255 - flat[c]!, 255 - flat[3]!, 255)));
    else if (bits <= 8 && whole)
      out.push(Math.round(((photometric === 0 ? top - flat[0]! : flat[0]!) * 255) / top));
    else out.push(flat[0]!);
  }
  return out;
}

function shotOf(bytes: Uint8Array): Shot {
  const { little, list } = strictDirectories(bytes);
  // Bit 0: a smaller copy, bit 2: a mask of another page.
  const own = list.filter((fields) => ((fields.get(254)?.[0] ?? 0) & 5) === 0);
  must(own.length > 0, 'no page of its own');
  const fields = own[Math.floor((own.length - 1) / 2)]!;
  const page = pageOf(fields);
  const values = meaning(samplesOf(bytes, page, little), page, fields);
  const orientation = fields.get(274)?.[0] ?? 1;
  must(orientation >= 1 && orientation <= 8, 'orientation');
  return upright(
    { width: page.width, height: page.height, values },
    orientation,
    values.length / (page.width * page.height),
  );
}

/** @throws Breach */
export const tiffMeaning = (bytes: Uint8Array): Oracle => ({
  kind: 'conformant',
  shot: shotOf(bytes),
  tolerance: 0,
});
