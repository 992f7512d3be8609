// The encoder's input against Pillow (through encoder/preprocess.py), byte for byte.
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/domain/encode/normalise';
import { prepareInput } from '../../../src/domain/encode/resample';
import { fixtureCases, fromBase64, largestDifference, type RasterFixtures } from '../intake/fixtures';

const { resample } = fixtureCases<RasterFixtures>('raster.jsonl');

describe('prepareInput', () => {
  for (const { width, height, channels, size, source, results } of resample) {
    it.each(Object.entries(results))(
      `${width} x ${height} x ${channels}, %s: equals Pillow`,
      (mode, result) => {
        const picture = { width, height, channels, data: fromBase64(source) };
        const input = prepareInput(picture, { sizePx: size, resize: mode as 'stretch' | 'crop' | 'pad' });
        expect(input.length).toBe(size * size * 3);
        expect(largestDifference(input, fromBase64(result))).toBe(0);
      },
    );
  }

  it('leaves a flat picture flat', () => {
    const data = new Uint8Array(53 * 17).fill(201);
    const input = prepareInput(
      { width: 53, height: 17, channels: 1, data },
      { sizePx: 24, resize: 'stretch' },
    );
    expect(new Set(input)).toEqual(new Set([201]));
  });
});

describe('normalise', () => {
  it('gives planes of (v / 255 - mean) / std', () => {
    const input = Uint8Array.of(0, 51, 255, 255, 102, 0);
    const out = normalise(input, [0.5, 0, 0.25], [0.5, 1, 0.25]);
    expect(Array.from(out)).toEqual([-1, 1, Math.fround(0.2), Math.fround(0.4), 3, -1]);
  });
});
