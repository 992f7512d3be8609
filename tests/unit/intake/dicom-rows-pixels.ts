// Rows D20 to D28: how the samples lie and how many there are.
import { ramp, words, writeParts } from '../../fixtures/intake/dicom-object';
import {
  eight,
  first,
  highBytes,
  j2k,
  low12,
  no,
  type Options,
  type Row,
  rle,
  row,
  second,
  tiled,
  twelve,
  uid,
  ybr,
} from './dicom-row-kit';

const frames = (n: string | null, more: Options = {}) => ({
  ...more,
  set: { ...more.set, NumberOfFrames: n },
});
const rescale = (slope: string, intercept = '0') => ({ RescaleSlope: slope, RescaleIntercept: intercept });
const float = (value: Uint8Array, keyword: string, bits: number) => ({
  [keyword]: value,
  BitsAllocated: bits,
  BitsStored: null,
  HighBit: null,
  PixelRepresentation: null,
  PixelData: null,
});
const signed12 = low12.map((v) => (v >= 2048 ? v - 4096 : v));

export const pixelRows: readonly Row[] = [
  row('D20', 'MONOCHROME1', { set: { PhotometricInterpretation: 'MONOCHROME1' } }, ['inverted-greys']),
  row(
    'D21',
    'signed 12 bit, intercept -1024',
    {
      set: { ...twelve, PixelRepresentation: 1, ...rescale('1', '-1024'), PixelData: words(low12) },
      values: signed12.map((v) => v - 1024),
    },
    [],
  ),
  row(
    'D22',
    'codestream deeper than the header',
    { syntax: uid('4.90'), set: { BitsStored: 10, HighBit: 9 }, fragments: { parts: [j2k] }, values: null },
    ['header-and-codestream-differ'],
  ),
  row(
    'D22',
    'codestream unsigned, header signed',
    {
      syntax: uid('4.90'),
      set: { ...twelve, PixelRepresentation: 1 },
      fragments: { parts: [j2k] },
      values: null,
    },
    ['sign-from-header'],
  ),
  row(
    'D23',
    'overlay bits',
    { set: { ...twelve, PixelData: words(low12.map((v, i) => v | ((i % 2) << 13))) }, values: low12 },
    ['high-bits-masked'],
  ),
  row(
    'D24',
    'HighBit 15, BitsStored 12',
    { set: { ...twelve, HighBit: 15, PixelData: words(low12.map((v) => v << 4)) }, values: low12 },
    [],
  ),
  row(
    'D24',
    'HighBit 12, BitsStored 12, lowest bit in use',
    { set: { ...twelve, HighBit: 12, PixelData: words(low12) }, values: low12.map((v) => v >> 1) },
    ['high-bits-masked'],
  ),
  row('D24', 'HighBit below BitsStored', { set: { HighBit: 7 } }, no('bad-header', { field: 'BitsStored' })),
  row(
    'D25',
    '1 bit',
    { set: { BitsAllocated: 1, BitsStored: 1, HighBit: 0, PixelData: new Uint8Array(24) } },
    no('unsupported-pixels', { pixels: '1-bit masks (segmentation)' }),
  ),
  row(
    'D25',
    '32 bit',
    {
      set: {
        BitsAllocated: 32,
        BitsStored: 32,
        HighBit: 31,
        PixelRepresentation: 1,
        PixelData: new Uint8Array(Int32Array.from(ramp, (v) => v * -30_000).buffer),
      },
      values: ramp.map((v) => v * -30_000),
    },
    [],
  ),
  row(
    'D25',
    '64 bit',
    { set: { BitsAllocated: 64, BitsStored: 64, HighBit: 63, PixelData: new Uint8Array(1536) } },
    no('unsupported-pixels'),
  ),
  row(
    'D25',
    'float',
    {
      set: float(new Uint8Array(Float32Array.from(ramp, (v) => v / 4).buffer), 'FloatPixelData', 32),
      values: ramp.map((v) => v / 4),
    },
    [],
  ),
  row(
    'D25',
    'double',
    {
      set: float(new Uint8Array(Float64Array.from(ramp, (v) => v / 10).buffer), 'DoubleFloatPixelData', 64),
      values: ramp.map((v) => v / 10),
    },
    [],
  ),
  ...[12, 24].map((bits) =>
    row(
      'D26',
      `${bits} bits allocated`,
      { set: { BitsAllocated: bits, BitsStored: 12, HighBit: 11 } },
      no('unsupported-pixels'),
    ),
  ),
  row('D27', 'no rows', { set: { Rows: 0 } }, no('bad-header')),
  row('D27', '65,535 x 65,535', { set: { Rows: 65_535, Columns: 65_535 } }, no('too-many-pixels')),
  row('D27', '0 frames', frames('0'), ['header-irregular']),
  row('D27', 'frames absent', frames(null), []),
  ...['-1', 'abc', '2147483648', '1.5'].map((n) =>
    row('D27', `${n} frames`, frames(n), no('bad-header', { field: 'NumberOfFrames' })),
  ),
  row(
    'D28',
    'one byte of padding',
    {
      set: { ...eight, Rows: 11, Columns: 17, PixelData: highBytes.slice(0, 187) },
      values: Array.from(highBytes.slice(0, 187)),
    },
    [],
  ),
  row(
    'D28',
    'big endian, words of bytes, an odd number of them',
    {
      encoding: 'big',
      set: { ...eight, Rows: 11, Columns: 17, PixelData: highBytes.slice(0, 188) },
      values: Array.from(highBytes.slice(0, 187)),
    },
    [],
  ),
  row('D28', 'a frame too many', { set: { PixelData: tiled(2) } }, ['longer-than-needed']),
  row('D28', 'a compressed frame too many', { syntax: uid('5'), fragments: { parts: [rle, rle] } }, [
    'longer-than-needed',
  ]),
  row(
    'D28',
    'a run-length frame of more rows than the header (found by fuzzing)',
    {
      syntax: uid('5'),
      set: { Rows: 11 },
      fragments: { parts: [rle] },
      values: ramp.slice(0, 11 * 16),
    },
    ['longer-than-needed'],
  ),
  row(
    'D28',
    'two elements of pixels (found against pydicom)',
    { after: writeParts([{ tag: 0x7fe00010, vr: 'OW', value: tiled(1), length: 384 }]) },
    ['header-irregular'],
  ),
  row(
    'D28',
    'a JPEG frame too many',
    { syntax: uid('4.50'), set: ybr, fragments: { parts: [first, second] }, values: null },
    ['longer-than-needed', 'lossy-compressed'],
  ),
];
