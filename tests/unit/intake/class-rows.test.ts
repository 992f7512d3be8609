// Rows D43 and D45: what shows only when the images of a class are looked at together. Items are made by the reader itself.
// (Row D33, windows that differ between classes, is in window-audit.test.ts.)
import { describe, expect, it } from 'vitest';
import { oddOnes } from '../../../src/domain/intake/odd-ones';
import { dicomObject, type Elements } from '../../fixtures/intake/dicom-object';
import { read } from './fixtures';

const ct = '1.2.840.10008.5.1.4.1.1.2';

/** `count` images of one class as the reader makes them. */
async function members(label: string, count: number, set: Elements, from = 0) {
  const { dicom, widthPx, heightPx } = await read(
    dicomObject({ set: { SOPClassUID: ct, Modality: 'CT', ...set } }),
  );
  return Array.from({ length: count }, (_, i) => ({
    id: `${label}${from + i}`,
    labels: [label],
    dicom,
    widthPx,
    heightPx,
    excluded: false,
  }));
}

const plain = <T extends { id: string }>(items: readonly T[]) =>
  items.map((item) => ({ ...item, dicom: null }));

describe('D43 text in the pixels is likely', () => {
  it.each([
    ['declared', { BurnedInAnnotation: 'YES' }],
    ['ultrasound', { Modality: 'US' }],
    ['ultrasound', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1' }],
    ['secondary-capture', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' }],
    ['secondary-capture', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.7.4' }],
    ['screen-save', { ImageType: 'DERIVED\\SECONDARY\\SCREEN SAVE ' }],
    [undefined, {}],
    // A file that says there is none is believed.
    [undefined, { Modality: 'US', BurnedInAnnotation: 'NO' }],
  ] as const)('%s', async (why, set) => {
    const [item] = await members('a', 1, set);
    expect(item?.dicom?.mayCarryText).toBe(why);
  });
});

describe('D45 unlike the rest of the class', () => {
  it('a report, a scout and a screenshot among slices', async () => {
    const slices = await members('a', 20, {});
    const report = await members('a', 1, { Modality: 'OT' }, 20);
    const scout = (await members('a', 1, {}, 21)).map((item) => ({ ...item, widthPx: 4, heightPx: 4 }));
    const screenshot = plain(await members('a', 1, {}, 22));
    expect(oddOnes([...slices, ...report, ...scout, ...screenshot])).toEqual([
      { classId: 'a', ids: ['a20', 'a22', 'a21'], why: ['modality', 'size'] },
    ]);
  });

  it('two halves are no rest and exceptions', async () => {
    const items = [...(await members('a', 6, {})), ...(await members('a', 6, { Modality: 'MR' }, 6))];
    expect(oddOnes(items)).toEqual([]);
  });

  it('some DICOM objects among plain pictures are no strangers', async () => {
    const items = [...plain(await members('a', 20, {})), ...(await members('a', 3, {}, 20))];
    expect(oddOnes(items)).toEqual([]);
  });

  it('classes that are alike have none', async () => {
    expect(oddOnes([...(await members('a', 9, {})), ...(await members('b', 9, {}))])).toEqual([]);
  });
});
