// VOI tables, odd windows, segmented palettes, wide and float pixels, functional groups against pydicom
// (make_dicom_deep.py); tables of 65,536 entries, which are too long for a fixture, against the rule they are made by.
import { describe, expect, it } from 'vitest';
import { expandSegments } from '../../../src/domain/intake/dicom-palette';
import { dicomObject } from '../../fixtures/intake/dicom-object';
import { fixtureCases, fromBase64, read, refusalOf } from './fixtures';
import { type DicomFixtures, expectImage } from './golden-case';

const fixtures = fixtureCases<DicomFixtures>('dicom-deep.jsonl');

describe('DICOM, the rarer ways', () => {
  it.each(fixtures.images.map((image) => [image.name, image] as const))('%s', (_name, image) =>
    expectImage(image),
  );

  it.each(fixtures.refused.map((file) => [file.name, file] as const))(
    '%s is refused with its cause',
    async (_name, file) => {
      const { code, detail } = await refusalOf(fromBase64(file.base64));
      expect({ code, detail }).toMatchObject({ code: file.code, detail: file.detail });
    },
  );
});

const words = (values: Iterable<number>) => new Uint8Array(Uint16Array.from(values).buffer);
const all = Array.from({ length: 65_536 }, (_, i) => i);
const spread = all.map((_, i) => (i * 40_503) & 0xffff).slice(0, 192);

describe('tables of 65,536 entries, written as 0', () => {
  it('VOI', async () => {
    const item = { LUTDescriptor: [0, 0, 16], LUTData: words(all.map((v) => 65_535 - v)) };
    const file = dicomObject({ set: { VOILUTSequence: [item], PixelData: words(spread) } });
    const { renditions } = await read(file);
    const expected = spread.map((v) => Math.floor(((65_535 - v) / 65_535) * 255 + 0.5));
    expect(Array.from(renditions[1]!.picture.data)).toEqual(expected);
  });

  it('modality', async () => {
    const item = { LUTDescriptor: [0, -32_768, 16], LUTData: words(all) };
    const set = { ModalityLUTSequence: [item], PixelRepresentation: 1, PixelData: words(spread) };
    const window = { WindowCenter: '32768', WindowWidth: '65536' };
    const { renditions } = await read(
      dicomObject({ set: { ...set, ...window }, vr: { LUTDescriptor: 'SS' } }),
    );
    const expected = spread.map((v) => Math.floor((((v + 32_768) & 0xffff) / 65_535) * 255 + 0.5));
    expect(Array.from(renditions[1]!.picture.data)).toEqual(expected);
  });

  it('palette', async () => {
    const table = (c: string, shift: number) => ({
      [`${c}PaletteColorLookupTableDescriptor`]: [0, 0, 16],
      [`${c}PaletteColorLookupTableData`]: words(all.map((v) => (v + shift) & 0xffff)),
    });
    const tables = { ...table('Red', 0), ...table('Green', 256), ...table('Blue', 512) };
    const set = { ...tables, PhotometricInterpretation: 'PALETTE COLOR', PixelData: words(spread) };
    const { renditions } = await read(dicomObject({ set }));
    const expected = spread.flatMap((v) => [v >> 8, ((v + 256) & 0xffff) >> 8, ((v + 512) & 0xffff) >> 8]);
    expect(Array.from(renditions[0]!.picture.data)).toEqual(expected);
  });
});

describe('segments', () => {
  it('with an offset in bytes or in entries are read the way that points at a segment', () => {
    // Two discrete segments; the second starts at entry 4, byte 8.
    const data = [0, 2, 10, 20, 0, 1, 30, 2, 1];
    const entry = expandSegments([...data, 4, 0], 4, true, true);
    const byte = expandSegments([...data, 8, 0], 4, true, true);
    expect([Array.from(entry), Array.from(byte)]).toEqual([
      [10, 20, 30, 30],
      [10, 20, 30, 30],
    ]);
  });

  it('that could be read both ways are refused', () => {
    // Offset 8 is entry 8 (the third segment) and byte 8 = entry 4 (the second).
    const data = [0, 2, 10, 20, 0, 2, 30, 31, 0, 1, 40, 2, 1, 8, 0];
    expect(() => expandSegments(data, 6, true, true)).toThrow(/two ways/);
  });
});
