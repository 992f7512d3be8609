// Rows D33, D43 and D45: what shows only when the classes are looked at together. Items are made by the reader itself.
import { describe, expect, it } from 'vitest';
import { classWarnings } from '../../../src/domain/intake/class-warnings';
import { dicomObject, type Elements } from '../../fixtures/intake/dicom-object';
import { read } from './fixtures';

const ct = '1.2.840.10008.5.1.4.1.1.2';
const windowed = { WindowCenter: '40', WindowWidth: '400' };

/** `count` images of one class as the reader makes them. */
async function members(label: string, count: number, set: Elements, from = 0) {
  const result = await read(dicomObject({ set: { SOPClassUID: ct, Modality: 'CT', ...set } }));
  const { dicom, widthPx, heightPx } = result;
  const renditions = result.renditions.map(({ kind }) => kind);
  return Array.from({ length: count }, (_, i) => ({
    id: `${label}${from + i}`,
    labels: [label],
    dicom,
    renditions,
    widthPx,
    heightPx,
    excluded: false,
  }));
}

describe('warnings about classes', () => {
  it('none for classes that are alike', async () => {
    const items = [...(await members('a', 9, windowed)), ...(await members('b', 9, windowed))];
    expect(classWarnings(items)).toEqual([]);
  });

  it('D33 one class brings a window, the other does not', async () => {
    const items = [...(await members('a', 3, windowed)), ...(await members('b', 3, {}))];
    expect(classWarnings(items)).toEqual([
      {
        kind: 'mixed-windows',
        shares: [
          { classId: 'a', withWindow: 1 },
          { classId: 'b', withWindow: 0 },
        ],
      },
    ]);
    const unlabelled = items.map((item) => ({ ...item, labels: [] }));
    expect(classWarnings(unlabelled)).toEqual([]);
  });

  it.each([
    ['declared', { BurnedInAnnotation: 'YES' }],
    ['ultrasound', { Modality: 'US' }],
    ['ultrasound', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1' }],
    ['secondary-capture', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' }],
    ['secondary-capture', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.7.4' }],
    ['screen-save', { ImageType: 'DERIVED\\SECONDARY\\SCREEN SAVE ' }],
  ] as const)('D43 text is likely: %s', async (why, set) => {
    const items = [...(await members('a', 2, set)), ...(await members('a', 1, {}, 2))];
    expect(classWarnings(items)).toEqual([
      { kind: 'may-carry-text', classId: 'a', count: 2, of: 3, why: [why] },
    ]);
  });

  it('D43 a file that says there is none is believed', async () => {
    expect(classWarnings(await members('a', 2, { Modality: 'US', BurnedInAnnotation: 'NO' }))).toEqual([]);
  });

  it('D45 a scout, a report and a screenshot among slices', async () => {
    const slices = await members('a', 20, { ...windowed, BurnedInAnnotation: 'NO' });
    const report = await members('a', 1, { ...windowed, Modality: 'OT' }, 20);
    const scout = (await members('a', 1, windowed, 21)).map((item) => ({ ...item, widthPx: 4, heightPx: 4 }));
    expect(classWarnings([...slices, ...report, ...scout])).toEqual([
      { kind: 'unlike-the-rest', classId: 'a', ids: ['a20', 'a21'] },
    ]);
  });

  it('D45 two halves are no rest and exceptions', async () => {
    const items = [
      ...(await members('a', 6, windowed)),
      ...(await members('a', 6, { ...windowed, Modality: 'MR' }, 6)),
    ];
    expect(classWarnings(items)).toEqual([]);
  });
});
