// Rows D29 to D46: what the samples mean. Rows about several files (D17 in part, D33, D45) are the state's.
import { ramp, runLengthFrame, words } from '../../fixtures/intake/dicom-object';
import {
  colour,
  eight,
  element,
  join,
  jpeg,
  no,
  type Options,
  planes,
  type Row,
  rgb,
  row,
  text,
  tiled,
  uid,
  ybr,
} from './dicom-row-kit';

const frames = (n: string | null, more: Options = {}) => ({
  ...more,
  set: { ...more.set, NumberOfFrames: n },
});
const rescale = (slope: string, intercept = '0') => ({ RescaleSlope: slope, RescaleIntercept: intercept });
const group = (slope: string) => ({
  PixelValueTransformationSequence: [rescale(slope)],
  FrameVOILUTSequence: [{ WindowCenter: '5', WindowWidth: '10' }],
});
const lut = (descriptor: number[], entries: number[]) => ({
  LUTDescriptor: descriptor,
  LUTData: words(entries),
});

export const meaningRows: readonly Row[] = [
  row('D29', 'slope 0.01', { set: rescale('0.01'), values: ramp.map((v) => v * 0.01) }, []),
  ...['0', 'NaN', '1,024', 'x'].map((slope) =>
    row('D29', `slope ${slope}`, { set: rescale(slope) }, no('bad-header', { field: 'RescaleSlope' })),
  ),
  row('D29', 'slope 1,5', { set: rescale('1,5'), values: ramp.map((v) => v * 1.5) }, ['header-irregular']),
  row('D29', 'two slopes', { set: rescale('2\\3'), values: ramp.map((v) => v * 2) }, ['header-irregular']),
  row(
    'D29',
    'slope without intercept (found against pydicom)',
    { set: { RescaleSlope: '2' }, values: ramp.map((v) => v * 2) },
    ['header-irregular'],
  ),
  row('D29', 'empty slope', { set: rescale('', '') }, ['header-irregular']),
  row(
    'D30',
    'modality table, signed pixels',
    {
      set: {
        PixelRepresentation: 1,
        ModalityLUTSequence: [lut([4, 0xfffe, 16], [9, 60_000, 7, 40_000])],
        PixelData: words(ramp.map((_, i) => (i % 8) - 4)),
      },
      values: ramp.map((_, i) => [9, 9, 9, 60_000, 7, 40_000, 40_000, 40_000][i % 8]!),
    },
    [],
  ),
  row('D31', 'VOI table', { set: { VOILUTSequence: [lut([2, 5, 16], [0, 9])] } }, ['voi-table']),
  row(
    'D31',
    'VOI table and window',
    { set: { VOILUTSequence: [lut([2, 5, 16], [0, 9])], WindowCenter: '4', WindowWidth: '9' } },
    ['voi-table'],
  ),
  row('D31', 'two windows', { set: { WindowCenter: '4\\5', WindowWidth: '9\\10' } }, ['several-windows']),
  ...['LINEAR_EXACT', 'SIGMOID'].map((shape) =>
    row('D31', shape, { set: { WindowCenter: '4', WindowWidth: '0.5', VOILUTFunction: shape } }, []),
  ),
  row('D31', 'width 0', { set: { WindowCenter: '4', WindowWidth: '0' } }, ['window-unusable']),
  row('D31', 'width 0.5', { set: { WindowCenter: '4', WindowWidth: '0.5' } }, ['window-unusable']),
  row('D32', 'no window', {}, ['no-window']),
  row(
    'D34',
    'rescale and window per frame',
    {
      set: {
        NumberOfFrames: '3',
        PixelData: tiled(3),
        PerFrameFunctionalGroupsSequence: ['2', '3', '4'].map(group),
      },
      values: ramp.map((v) => v * 3),
    },
    ['first-frame-of-many'],
  ),
  row(
    'D34',
    'the frame in the middle alone without a rescale of its own (found by fuzzing)',
    {
      set: {
        NumberOfFrames: '3',
        PixelData: tiled(3),
        PerFrameFunctionalGroupsSequence: [
          group('2'),
          { FrameVOILUTSequence: group('3').FrameVOILUTSequence },
          group('4'),
        ],
      },
    },
    no('bad-header', { field: 'PerFrameFunctionalGroupsSequence' }),
  ),
  row('D35', 'three frames', frames('3', { set: { PixelData: tiled(3) } }), ['first-frame-of-many']),
  row(
    'D36',
    'palette, 16 bit, first mapped 2',
    {
      set: {
        ...eight,
        PhotometricInterpretation: 'PALETTE COLOR',
        ...Object.fromEntries(
          ['Red', 'Green', 'Blue'].flatMap((c, i) => [
            [`${c}PaletteColorLookupTableDescriptor`, [3, 2, 16]],
            [`${c}PaletteColorLookupTableData`, words([0, 256 * (i + 1), 65_535])],
          ]),
        ),
        PixelData: Uint8Array.from(ramp, (_, i) => i % 6),
      },
      values: ramp.flatMap((_, i) => [0, 1, 2].map((c) => [0, 0, 0, c + 1, 255, 255][i % 6]!)),
    },
    [],
  ),
  row(
    'D36',
    'palette whose colours differ in length (found against pydicom)',
    {
      set: {
        ...eight,
        PhotometricInterpretation: 'PALETTE COLOR',
        ...Object.fromEntries(
          ['Red', 'Green', 'Blue'].flatMap((c, i) => [
            [`${c}PaletteColorLookupTableDescriptor`, [3 - i, 0, 16]],
            [`${c}PaletteColorLookupTableData`, words([0, 256, 65_535])],
          ]),
        ),
        PixelData: Uint8Array.from(ramp, (_, i) => i % 3),
      },
    },
    no('bad-header', { field: 'PaletteColorLookupTable' }),
  ),
  row(
    'D37',
    'RGB header over a YCbCr JPEG',
    { syntax: uid('4.50'), set: colour, fragments: { parts: [jpeg] }, values: null },
    ['header-and-codestream-differ', 'lossy-compressed'],
  ),
  row(
    'D37',
    'YBR_RCT without JPEG 2000',
    { set: { ...colour, PhotometricInterpretation: 'YBR_RCT', PixelData: Uint8Array.from(rgb) } },
    no('unsupported-pixels'),
  ),
  row(
    'D37',
    'YBR_FULL_422 by plane',
    {
      set: {
        ...ybr,
        PhotometricInterpretation: 'YBR_FULL_422',
        PlanarConfiguration: 1,
        PixelData: new Uint8Array(384),
      },
    },
    no('bad-header', { field: 'PlanarConfiguration' }),
  ),
  row(
    'D37',
    'YBR_FULL_422 of 7 bits, the eighth in use (found by fuzzing)',
    {
      set: {
        ...ybr,
        BitsStored: 7,
        HighBit: 6,
        PhotometricInterpretation: 'YBR_FULL_422',
        PixelData: Uint8Array.from({ length: 384 }, (_, i) => (i % 4 < 2 ? 0x80 + 100 : 64)),
      },
      values: ramp.flatMap(() => [10, 168, 0]),
    },
    ['high-bits-masked'],
  ),
  row(
    'D37',
    'lossless by name, baseline in fact (found by fuzzing)',
    { syntax: uid('4.70'), set: ybr, fragments: { parts: [jpeg] }, values: null },
    ['header-and-codestream-differ'],
  ),
  row('D38', 'colour by pixel', { set: { ...colour, PixelData: Uint8Array.from(rgb) }, values: rgb }, []),
  row(
    'D38',
    'colour by plane',
    { set: { ...colour, PlanarConfiguration: 1, PixelData: join(...planes) }, values: rgb },
    [],
  ),
  row(
    'D38',
    'no planar configuration',
    { set: { ...colour, PlanarConfiguration: null, PixelData: Uint8Array.from(rgb) }, values: rgb },
    ['header-irregular'],
  ),
  row(
    'D38',
    'planar configuration 2',
    { set: { ...colour, PlanarConfiguration: 2, PixelData: Uint8Array.from(rgb) } },
    no('bad-header', { field: 'PlanarConfiguration' }),
  ),
  row(
    'D38',
    'run-length colour',
    { syntax: uid('5'), set: colour, fragments: { parts: [runLengthFrame(planes)] }, values: rgb },
    [],
  ),
  ...Object.entries({
    D39: { '4.53': /Spectral Selection/, '4.55': /Full Progression/ },
    D40: {
      '4.93': /part 2/,
      '4.100': /MPEG2/,
      '4.102': /MPEG-4/,
      '4.107': /HEVC/,
      '4.112': /JPEG XL/,
      '4.94': /elsewhere/,
    },
  }).flatMap(([id, names]) =>
    Object.entries(names).map(([tail, name]) =>
      row(
        id,
        name.source,
        { syntax: uid(tail), set: ybr, fragments: { parts: [jpeg] } },
        no('unsupported-transfer-syntax'),
      ),
    ),
  ),
  row('D41', 'lossy once', { set: { LossyImageCompression: '01' } }, ['lossy-compressed']),
  row('D42', 'spacing 1 x 2', { set: { PixelSpacing: '1\\2' } }, ['pixels-not-square']),
  row('D42', 'aspect 4:3', { set: { PixelAspectRatio: '4\\3' } }, ['pixels-not-square']),
  row('D42', 'spacing 0.5 x 0.5', { set: { PixelSpacing: '0.5\\0.50' } }, []),
  row('D43', 'burned-in text', { set: { BurnedInAnnotation: 'YES' } }, ['burned-in-text-possible']),
  row(
    'D44',
    'names in private tags',
    {
      set: { SeriesDescription: 'Canary^Name' },
      before: { Rows: element(0x00091001, 'PN', text('Canary^Name ')) },
    },
    [],
  ),
  row('D46', 'constant', { set: { PixelData: words(ramp.fill.call([...ramp], 7)) }, values: null }, [
    'blank-image',
  ]),
  row(
    'D46',
    'all padding',
    {
      set: { PixelRepresentation: 1, PixelPaddingValue: [-2000], PixelData: words(ramp.map(() => -2000)) },
      values: null,
    },
    ['blank-image'],
  ),
];
