// DICOM seeds and their mutants, judged by a strict reader.
import { readDicom } from '../../src/domain/intake/read-dicom';
import {
  columns,
  dicomObject,
  type Elements,
  type ObjectOptions,
  ramp,
  rows,
  words,
} from '../fixtures/intake/dicom-object';
import {
  colour,
  eight,
  first,
  j2k,
  jpeg,
  planes,
  rgb,
  rle,
  second,
  third,
  tiled,
  twelve,
  uid,
  ybr,
} from '../unit/intake/dicom-row-kit';
import { codecs } from '../unit/intake/fixtures';
import { type KnownStream, meaningOf } from './dicom-meaning';
import { mutateDicom } from './dicom-mutator';
import type { Family } from './kit';

const signed = { ...twelve, PixelRepresentation: 1, PixelData: words(ramp.map((v) => (v % 4096) - 2048)) };
const rescaled = { RescaleSlope: '2', RescaleIntercept: '-1024', WindowCenter: '40', WindowWidth: '400' };
const group = (slope: string) => ({
  PixelValueTransformationSequence: [{ RescaleSlope: slope, RescaleIntercept: '1' }],
});
const palette: Elements = Object.fromEntries(
  ['Red', 'Green', 'Blue'].flatMap((c, i) => [
    [`${c}PaletteColorLookupTableDescriptor`, [256, 0, 16]],
    [`${c}PaletteColorLookupTableData`, words(Array.from({ length: 256 }, (_, v) => v * (200 + i)))],
  ]),
);
const lut = {
  LUTDescriptor: [256, 0, 16],
  LUTData: words(Array.from({ length: 256 }, (_, v) => (v * 251) & 0xffff)),
};
const byte = Uint8Array.from({ length: rows * columns }, (_, i) => (i * 37) % 256);

/** Small objects, one for each way to lay pixels out; which of group 2 and preamble they have is part of their name. */
const objects: readonly { readonly name: string; readonly options: ObjectOptions }[] = [
  { name: 'grey', options: {} },
  { name: 'signed', options: { set: { ...signed, ...rescaled } } },
  { name: 'implicit', options: { encoding: 'implicit', set: { ...signed, ...rescaled } } },
  { name: 'big endian', options: { encoding: 'big', set: rescaled } },
  { name: 'bare', options: { bare: true, preamble: false } },
  { name: 'bytes', options: { set: { ...eight, PixelData: byte } } },
  { name: 'colour', options: { set: { ...colour, PixelData: Uint8Array.from(rgb) } } },
  {
    name: 'planes',
    options: {
      set: { ...colour, PlanarConfiguration: 1, PixelData: Uint8Array.from(planes.flatMap((p) => [...p])) },
    },
  },
  {
    name: 'palette',
    options: { set: { ...eight, ...palette, PhotometricInterpretation: 'PALETTE COLOR', PixelData: byte } },
  },
  { name: 'frames', options: { set: { NumberOfFrames: '3', PixelData: tiled(3) } } },
  {
    name: 'groups',
    options: {
      set: {
        NumberOfFrames: '3',
        PixelData: tiled(3),
        PerFrameFunctionalGroupsSequence: ['2', '3', '4'].map(group),
      },
    },
  },
  {
    name: 'run-length',
    options: { syntax: uid('5'), fragments: { parts: [rle, rle, rle] }, set: { NumberOfFrames: '3' } },
  },
  { name: 'run-length one', options: { syntax: uid('5'), fragments: { parts: [rle] } } },
  { name: 'jpeg', options: { syntax: uid('4.50'), set: ybr, fragments: { parts: [jpeg] } } },
  {
    name: 'jpeg frames',
    options: {
      syntax: uid('4.50'),
      set: { ...ybr, NumberOfFrames: '3' },
      fragments: { parts: [first, second, third] },
    },
  },
  { name: 'jpeg 2000', options: { syntax: uid('4.90'), set: twelve, fragments: { parts: [j2k] } } },
  { name: 'no group length', options: { groupLength: 'missing', set: rescaled } },
  { name: 'modality table', options: { set: { ...eight, ModalityLUTSequence: [lut], PixelData: byte } } },
  {
    name: 'colour 4:2:2',
    options: {
      set: {
        ...ybr,
        PhotometricInterpretation: 'YBR_FULL_422',
        PixelData: Uint8Array.from(rgb.slice(0, rows * columns * 2)),
      },
    },
  },
  {
    name: 'high bit 15',
    options: { set: { ...twelve, HighBit: 15, PixelData: words(ramp.map((v) => (v << 4) & 0xffff)) } },
  },
  { name: 'white is low', options: { set: { PhotometricInterpretation: 'MONOCHROME1' } } },
  {
    name: '32 bit',
    options: {
      set: {
        BitsAllocated: 32,
        BitsStored: 32,
        HighBit: 31,
        PixelRepresentation: 1,
        PixelData: new Uint8Array(Int32Array.from(ramp, (v) => v * -30_000).buffer),
      },
    },
  },
];

const seeds = objects.map(({ name, options }) => ({ name, bytes: dicomObject(options) }));

/** The values of the JPEG 2000 seed are those of the encoder's input, which the golden tests compare (dicom.test.ts). */
let known: Promise<readonly KnownStream[]> | null = null;

async function knownStreams(): Promise<readonly KnownStream[]> {
  const { pixels } = await readDicom(seeds.find(({ name }) => name === 'jpeg 2000')!.bytes, 0, codecs);
  const even = (bytes: Uint8Array) => (bytes.length % 2 ? Uint8Array.from([...bytes, 0]) : bytes);
  const streams = [jpeg, first, second, third].map((bytes) => ({ bytes: even(bytes), values: [] }));
  return [...streams, { bytes: even(j2k), values: pixels.kind === 'grey' ? pixels.values : [] }];
}

export const dicomFamily: Family = {
  name: 'DICOM structure',
  seeds,
  mutate: (which, dice) => mutateDicom(objects[which]!.options, dice),
  async judge(bytes, which) {
    known ??= knownStreams();
    return meaningOf(bytes, objects[which]!.options.bare ? 'bare' : 'whole', await known);
  },
};
