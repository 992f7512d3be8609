// Rows D43, D45 and R20: what shows only when the images of a class are looked at together. Items are made by the reader itself.
// (Row D33, windows that differ between classes, is in window-audit.test.ts.)
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { colourGap, oddOnes } from '../../../src/domain/intake/odd-ones';
import { colourSentence } from '../../../src/ui/intake/check-words';
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

describe('R20 grey and colour, and grey stored as colour', () => {
  const side = 24;
  const levels = Array.from({ length: side * side }, (_, i) => (i * 7) % 256);
  const picture = (channels: 1 | 3, data: readonly number[]) =>
    read(encode({ width: side, height: side, channels, depth: 8, data: Uint8Array.from(data) }));
  const grey = () => picture(1, levels);
  const greyAsColour = () =>
    picture(
      3,
      levels.flatMap((v) => [v, v, v]),
    );
  const colour = () =>
    picture(
      3,
      levels.flatMap((v) => [v, 255 - v, 0]),
    );

  /** Three images of one class, as the reader makes them, each under an id of its own. */
  const classOf = async (label: string, one: ReturnType<typeof grey>) => {
    const { dicom, widthPx, heightPx, colour: shown } = await one;
    const common = { dicom, widthPx, heightPx, colour: shown, labels: [label], excluded: false };
    return [0, 1, 2].map((i) => ({ ...common, id: `${label}${i}` }));
  };
  const names = [
    { id: 'a', name: 'Lungs', swatch: 0 },
    { id: 'b', name: 'Skin', swatch: 1 },
  ];

  it('the encoder is given the same numbers for grey, however it is stored', async () => {
    const [one, three, other] = await Promise.all([grey(), greyAsColour(), colour()]);
    expect(three.renditions[0]!.input).toEqual(one.renditions[0]!.input);
    expect([one.colour, three.colour, other.colour]).toEqual([false, false, true]);
    expect([...one.notes, ...three.notes]).toEqual([]);
  });

  it('a class in grey beside one in colour is told in one sentence, with its shares', async () => {
    const gap = colourGap([...(await classOf('a', greyAsColour())), ...(await classOf('b', colour()))]);
    expect(colourSentence(gap ?? [], names)).toBe(
      'Classes differ in their share of colour pictures: Lungs 0 %, Skin 100 %. A classifier could go by that alone.',
    );
  });

  it('grey beside grey stored as colour is nothing to tell', async () => {
    expect(colourGap([...(await classOf('a', grey())), ...(await classOf('b', greyAsColour()))])).toBeNull();
  });
});
