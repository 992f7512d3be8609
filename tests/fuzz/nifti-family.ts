// Mutates NIfTI headers field by field, and judges by a strict reader of nifti1.h and nifti2.h.
import { fixtureCases, fromBase64 } from '../unit/intake/fixtures';
import { blunt, type Dice, type Family, joined, type Mutant, must, type Oracle } from './kit';

interface Layout {
  readonly size: number;
  readonly dim: number;
  readonly datatype: number;
  readonly bitpix: number;
  readonly offset: number;
  readonly slope: number;
  readonly magic: number;
  /** Bytes of a dim; offsets and slopes are as wide where it is 8. */
  readonly wide: 2 | 8;
}

const one: Layout = {
  size: 348,
  dim: 40,
  datatype: 70,
  bitpix: 72,
  offset: 108,
  slope: 112,
  magic: 344,
  wide: 2,
};
const two: Layout = {
  size: 540,
  dim: 16,
  datatype: 12,
  bitpix: 14,
  offset: 168,
  slope: 176,
  magic: 4,
  wide: 8,
};

const bytesOf: Readonly<Record<number, number>> = {
  2: 1,
  4: 2,
  8: 4,
  16: 4,
  64: 8,
  128: 3,
  256: 1,
  512: 2,
  768: 4,
};

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** @throws Breach */
function layoutOf(bytes: Uint8Array): { layout: Layout; little: boolean } {
  must(bytes.length >= 348, 'cut in the header');
  for (const layout of [one, two]) {
    for (const little of [true, false]) {
      if (viewOf(bytes).getInt32(0, little) === layout.size) return { layout, little };
    }
  }
  must(false, 'sizeof_hdr');
}

function voxel(view: DataView, at: number, datatype: number, little: boolean): number {
  if (datatype === 2 || datatype === 128) return view.getUint8(at);
  if (datatype === 256) return view.getInt8(at);
  if (datatype === 4) return view.getInt16(at, little);
  if (datatype === 512) return view.getUint16(at, little);
  if (datatype === 8) return view.getInt32(at, little);
  if (datatype === 768) return view.getUint32(at, little);
  return datatype === 16 ? view.getFloat32(at, little) : view.getFloat64(at, little);
}

/** @throws Breach */
function niftiMeaning(bytes: Uint8Array): Oracle {
  const { layout, little } = layoutOf(bytes);
  must(bytes.length >= layout.size + 4, 'cut in the header');
  const view = viewOf(bytes);
  const wide = layout.wide === 8;
  const magic = String.fromCharCode(...bytes.subarray(layout.magic, layout.magic + (wide ? 8 : 4)));
  must(magic === (wide ? 'n+2\0\r\n\x1a\n' : 'n+1\0'), 'magic');
  const dim = Array.from({ length: 8 }, (_, i) =>
    wide ? Number(view.getBigInt64(layout.dim + i * 8, little)) : view.getInt16(layout.dim + i * 2, little),
  );
  const axes = dim[0]!;
  must(axes >= 2 && axes <= 7, 'axes');
  const shape = dim.slice(1, axes + 1);
  must(
    shape.every((n) => n > 0),
    'an empty axis',
  );
  const [width, height, depth = 1] = shape as [number, number, number?];
  must(Math.min(width, height) >= 8 && width * height < 1e6, 'size out of bounds');
  const datatype = view.getInt16(layout.datatype, little);
  const size = bytesOf[datatype] ?? 0;
  must(size > 0 && view.getInt16(layout.bitpix, little) === size * 8, 'datatype');
  const offset = wide
    ? Number(view.getBigInt64(layout.offset, little))
    : view.getFloat32(layout.offset, little);
  must(Number.isInteger(offset) && offset >= layout.size + 4 && offset % 16 === 0, 'vox_offset');
  const total = shape.reduce((a, b) => a * b, 1);
  must(offset + total * size === bytes.length, 'length of the file');
  const [slope, intercept] = [0, 1].map((i) =>
    wide ? view.getFloat64(layout.slope + i * 8, little) : view.getFloat32(layout.slope + i * 4, little),
  ) as [number, number];
  must(datatype !== 128 || axes === 3, 'colours');
  const scaled = slope !== 0 && Number.isFinite(slope) && datatype !== 128;
  must(!scaled || Number.isFinite(intercept), 'scl_inter');
  const channels = datatype === 128 ? 3 : 1;
  const from = offset + Math.floor((depth - 1) / 2) * width * height * size;
  const values = Array.from({ length: width * height * channels }, (_, i) => {
    const stored = voxel(view, from + (i * size) / channels, datatype, little);
    return scaled ? stored * slope + intercept : stored;
  });
  return { kind: 'conformant', shot: { width, height, values }, tolerance: 0 };
}

const seeds = fixtureCases<{ images: { name: string; base64: string; shape: number[] }[] }>('formats.jsonl')
  .images.filter(({ name, shape }) => name.endsWith('.nii') && Math.min(shape[1]!, shape[2]!) >= 8)
  .map(({ name, base64 }) => ({ name, bytes: fromBase64(base64) }));

function mutate(which: number, dice: Dice): Mutant {
  const { pick, below } = dice;
  const whole = seeds[which]!.bytes;
  const { layout, little } = layoutOf(whole);
  if (below(8) === 0) {
    const head = blunt(whole.slice(0, layout.size), dice);
    return { what: `header: ${head.what}`, bytes: joined([head.bytes, whole.subarray(layout.size)]) };
  }
  const bytes = whole.slice();
  const view = viewOf(bytes);
  const wide = layout.wide === 8;
  const told: string[] = [];
  for (let changes = 1 + (below(3) === 0 ? 1 : 0); changes > 0; changes--) {
    const field = pick([
      'dim',
      'dim',
      'dim',
      'datatype',
      'bitpix',
      'offset',
      'slope',
      'magic',
      'end',
    ] as const);
    const i = below(8);
    const at = layout.dim + i * layout.wide;
    const old = wide ? Number(view.getBigInt64(at, little)) : view.getInt16(at, little);
    const dim = pick([0, 1, 2, 3, -1, old - 1, old + 1, old * 2, 32_767]);
    const offset = pick([
      0,
      layout.size,
      layout.size + 4,
      layout.size + 20,
      353,
      -16,
      Number.MAX_SAFE_INTEGER,
    ]);
    const slope = pick([0, 1, 2.5, -1, Number.NaN, Number.POSITIVE_INFINITY]);
    if (field === 'dim' && wide) view.setBigInt64(at, BigInt(dim), little);
    if (field === 'dim' && !wide) view.setInt16(at, dim, little);
    if (field === 'datatype')
      view.setInt16(layout.datatype, pick([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 768]), little);
    if (field === 'bitpix') view.setInt16(layout.bitpix, pick([0, 8, 16, 24, 32, 64]), little);
    if (field === 'offset' && wide) view.setBigInt64(layout.offset, BigInt(offset), little);
    if (field === 'offset' && !wide)
      view.setFloat32(layout.offset, pick([offset, 352.5, Number.NaN]), little);
    const place = layout.slope + below(2) * (wide ? 8 : 4);
    if (field === 'slope' && wide) view.setFloat64(place, slope, little);
    if (field === 'slope' && !wide) view.setFloat32(place, slope, little);
    if (field === 'magic') bytes[layout.magic + below(4)] = pick([0, 0x6e, 0x69, 0x2b, 0x32]);
    told.push(`${field} ${i}`);
  }
  const tail = Uint8Array.from({ length: 1 + below(40) }, () => below(256));
  const end = pick([bytes, bytes, bytes, bytes, joined([bytes, tail]), bytes.slice(0, -1 - below(40))]);
  return { what: `${told.join(', ')}, ${end.length - bytes.length} bytes`, bytes: end };
}

export const niftiFamily: Family = { name: 'NIfTI headers', seeds, mutate, judge: niftiMeaning };
