// Raster files against what Pillow reads in them, and the refusals of files that are no whole picture.
import { describe, expect, it } from 'vitest';
import { identity } from '../../../src/domain/intake/pixels';
import { decodePng } from '../../../src/domain/intake/png';
import { readPngHeader } from '../../../src/domain/intake/png-header';
import { renderPercentile } from '../../../src/domain/intake/window';
import {
  codesOf,
  fixtureCases,
  fromBase64,
  largestDifference,
  type RasterFixtures,
  read,
  refusalOf,
} from './fixtures';

const fixtures = fixtureCases<RasterFixtures>('raster.jsonl');
const inNode = fixtures.files.filter((file) => file.reads === 'node');

describe('raster files', () => {
  it.each(inNode.map((file) => [file.name, file] as const))('%s equals Pillow', async (name, file) => {
    const bytes = fromBase64(file.base64);
    const expected = fromBase64(file.pixels);
    const result = await read(bytes, name);
    expect([result.widthPx, result.heightPx]).toEqual([file.width, file.height]);
    if (result.needsWindow) {
      const { pixels } = decodePng(readPngHeader(bytes));
      const values = new Uint16Array(expected.slice().buffer);
      expect(pixels.kind === 'grey' && new Set(pixels.values)).toEqual(new Set(values));
      // Turned files are compared through their pictures: the percentile step keeps the order of values.
      const upright = {
        kind: 'grey',
        width: file.width,
        height: file.height,
        values,
        modality: identity,
      } as const;
      const { picture } = renderPercentile({ ...upright, padding: null, inverted: false });
      expect(result.renditions[0]!.picture).toEqual(picture);
      if (!name.startsWith('exif')) expect(pixels.kind === 'grey' && pixels.values).toEqual(values);
      return;
    }
    const { picture } = result.renditions[0]!;
    expect(picture.channels).toBe(file.channels);
    // Both sides are libjpeg-turbo: exact here, too.
    expect(largestDifference(picture.data, expected)).toBe(0);
  });

  it('notes what it did', async () => {
    const notes = async (name: string) => {
      const file = fixtures.files.find((candidate) => candidate.name === name);
      return codesOf(await read(fromBase64(file!.base64), name));
    };
    expect(await notes('rgb8.png')).toEqual([]);
    expect(await notes('rgba8.png')).toEqual(['alpha-on-black']);
    expect(await notes('exif6.jpg')).toEqual(['turned-upright']);
    expect(await notes('exif1.jpg')).toEqual([]);
    expect(await notes('grey16.png')).toEqual(['sixteen-bit']);
  });

  it.each(fixtures.refused.map((file) => [file.name, file] as const))(
    '%s is refused with its cause',
    async (name, file) => {
      const error = await refusalOf(fromBase64(file.base64), name);
      expect(error.code).toBe(file.code);
    },
  );

  it('says that WebP, BMP and GIF need a browser', async () => {
    for (const file of fixtures.files.filter((candidate) => candidate.reads === 'browser')) {
      const error = await refusalOf(fromBase64(file.base64), file.name);
      expect(error.code).toBe('unsupported-format');
      expect(error.message).toMatch(/needs a browser/);
    }
  });
});
