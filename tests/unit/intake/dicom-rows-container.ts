// Rows D01 to D16: how the file is put together. D11 and D18 need special bytes, see dicom-rows.test.ts.
import { partsOf, plain, ramp, runLengthFrame, writeParts } from '../../fixtures/intake/dicom-object';
import {
  eight,
  element,
  first,
  item,
  join,
  jpeg,
  no,
  type Row,
  raw,
  rle,
  row,
  second,
  text,
  third,
  tiled,
  uid,
  unended,
  whole,
  ybr,
} from './dicom-row-kit';

export const containerRows: readonly Row[] = [
  row('D01', 'no preamble', { preamble: false, bare: true }, ['header-missing', 'syntax-assumed']),
  row('D01', 'no preamble, implicit', { preamble: false, bare: true, encoding: 'implicit' }, [
    'header-missing',
    'syntax-assumed',
  ]),
  row('D01', 'no preamble, group 2', { preamble: false }, ['header-missing']),
  row(
    'D01',
    'no preamble, lengths differ',
    { preamble: false, bare: true, set: { PixelData: tiled(2) } },
    no('bad-header', { field: 'TransferSyntaxUID' }),
  ),
  row('D02', 'no transfer syntax', { syntax: null }, ['syntax-assumed']),
  row('D02', 'no transfer syntax, big endian', { syntax: null, encoding: 'big' }, ['syntax-assumed']),
  row(
    'D02',
    'no transfer syntax, lengths differ',
    { syntax: null, set: { PixelData: tiled(2) } },
    no('bad-header', { field: 'TransferSyntaxUID' }),
  ),
  row(
    'D02',
    'no transfer syntax, encapsulated',
    { syntax: null, set: ybr, fragments: { parts: [jpeg] } },
    no('bad-header', { field: 'TransferSyntaxUID' }),
  ),
  row('D03', 'wrong group length', { groupLength: 'wrong' }, []),
  row('D03', 'no group length', { groupLength: 'missing' }, []),
  raw('D04', 'cut in the header', whole.slice(0, 300), no('truncated')),
  ...[1, 50, 99.9].map((percent) => {
    const have = Math.floor((384 * percent) / 100);
    const bytes = whole.slice(0, whole.length - 384 + have);
    return raw('D05', `${percent} % of the pixels`, bytes, no('truncated', { have, need: 384 }));
  }),
  row(
    'D06',
    'second of three frames cut',
    {
      syntax: uid('4.50'),
      set: { ...ybr, NumberOfFrames: '3' },
      fragments: { parts: [first, second.slice(0, -40), third] },
    },
    no('truncated', { frame: 2 }),
  ),
  row(
    'D06',
    'run-length frame cut',
    { syntax: uid('5'), fragments: { parts: [rle.slice(0, 300)] } },
    no('truncated'),
  ),
  row(
    'D07',
    'pixels without delimiter',
    { syntax: uid('4.50'), set: ybr, fragments: { parts: [jpeg], close: 'nothing' }, values: null },
    ['not-closed-properly', 'lossy-compressed'],
  ),
  row(
    'D07',
    'item delimiter in its place',
    { syntax: uid('4.50'), set: ybr, fragments: { parts: [jpeg], close: 'item-delimiter' }, values: null },
    ['not-closed-properly', 'lossy-compressed'],
  ),
  row(
    'D07',
    'neither delimiter nor end marker',
    { syntax: uid('4.50'), set: ybr, fragments: { parts: [jpeg.slice(0, -20)], close: 'nothing' } },
    no('truncated'),
  ),
  row(
    'D08',
    'delimiter with a length',
    { syntax: uid('5'), fragments: { parts: [rle], close: 'delimiter-with-length' } },
    [],
  ),
  row(
    'D09',
    'delimiter inside the codestream',
    {
      syntax: uid('5'),
      set: { ...eight, PixelData: null },
      fragments: {
        parts: [runLengthFrame([Uint8Array.from(ramp, (_, i) => [0xfe, 0xff, 0xdd, 0xe0][i % 4]!)])],
      },
      values: ramp.map((_, i) => [0xfe, 0xff, 0xdd, 0xe0][i % 4]!),
    },
    [],
  ),
  row(
    'D10',
    '5,000 sequences inside one another',
    {
      before: {
        Rows: join(
          ...Array.from({ length: 5000 }, () =>
            join(element(0x00091001, 'SQ', new Uint8Array(0), 0xffffffff), unended),
          ),
        ),
      },
    },
    no('nested-too-deeply'),
  ),
  row('D12', 'big endian', { encoding: 'big' }, []),
  row(
    'D12',
    'implicit, private sequence',
    {
      encoding: 'implicit',
      before: {
        Rows: writeParts(
          [
            {
              tag: 0x00091001,
              vr: '',
              value: item(writeParts(partsOf({ Modality: 'OT' }), { encoding: 'implicit' })),
              length: 26 - 8,
            },
          ],
          { encoding: 'implicit' },
        ),
      },
    },
    [],
  ),
  row('D12', 'UN everywhere', { vr: Object.fromEntries(Object.keys(plain).map((k) => [k, 'UN'])) }, []),
  row('D12', 'an unknown VR', { before: { Rows: element(0x00091001, 'ZZ', text('abcd')) } }, [
    'header-irregular',
  ]),
  row(
    'D12',
    'an implicit element in an explicit file',
    {
      before: {
        Rows: writeParts([{ tag: 0x00091001, vr: '', value: text('ab'), length: 2 }], {
          encoding: 'implicit',
        }),
      },
    },
    ['header-irregular'],
  ),
  row('D12', 'rows twice', { before: { Columns: element(0x00280010, 'US', Uint8Array.of(12, 0)) } }, [
    'header-irregular',
  ]),
  row('D12', 'rows as UT', { vr: { Rows: 'UT' } }, ['header-irregular']),
  row(
    'D12',
    'private sequence that is no sequence',
    { before: { Rows: element(0x00091001, 'SQ', text('no items in here')) } },
    [],
  ),
  row(
    'D13',
    'undefined length, never closed',
    { before: { Rows: element(0x00091001, 'OB', text('abcd'), 0xffffffff) } },
    no('truncated'),
  ),
  row(
    'D13',
    'bytes after the pixels that are no element (found by fuzzing)',
    { after: Uint8Array.of(7, 7, 7, 7, 7, 7, 7, 7, 7, 7) },
    ['header-irregular'],
  ),
  row(
    'D13',
    'an element and zeros after the pixels',
    { after: join(element(0xfffcfffc, 'OB', new Uint8Array(4)), new Uint8Array(10)) },
    [],
  ),
  row('D13', 'odd length', { before: { Rows: element(0x00091001, 'LO', text('abc')) } }, []),
  row('D13', 'empty UID', { set: { SOPInstanceUID: '' } }, []),
  row(
    'D13',
    'a length past the end',
    { before: { Rows: element(0x00091001, 'OB', text('abcd'), 100_000) } },
    no('truncated'),
  ),
  ...Object.entries({
    '1.2.840.10008.5.1.4.1.1.88.11': 'Structured Report',
    '1.2.840.10008.5.1.4.1.1.481.3': 'radiotherapy structure set',
    '1.2.840.10008.5.1.4.1.1.104.1': 'encapsulated PDF',
    '1.2.840.10008.5.1.4.1.1.9.1.1': 'ECG waveform',
    '1.2.840.10008.5.1.4.1.1.88.59': 'Key Object Selection',
    '1.2.840.10008.5.1.4.1.1.11.1': 'presentation state',
    '1.2.840.10008.1.3.10': 'directory of a medium (DICOMDIR)',
  }).map(([sop, object]) =>
    row(
      'D14',
      object,
      { set: { SOPClassUID: sop, PixelData: null, Rows: null } },
      no('no-image', { object }),
    ),
  ),
  row('D15', 'DICOM called .png', { name: 'x.png' }, ['extension-differs']),
  raw(
    'D15',
    'gzip',
    Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0),
    no('unsupported-format', { format: 'gzip' }),
  ),
  row(
    'D16',
    'a name in two-byte characters',
    {
      set: {
        SpecificCharacterSet: '\\ISO 2022 IR 87',
        PatientName: Uint8Array.of(0x1b, 0x24, 0x42, 0x3b, 0x33, 0x5c, 0x3e, 0x1b, 0x28, 0x42),
      },
    },
    [],
  ),
];
