// The heat map on screen: a ramp whose brightness always rises, a square laid where the encoder looked, honest sentences.
import { describe, expect, test } from 'vitest';
import type { Where } from '../../../src/state/where';
import { heatColour, heatPixels } from '../../../src/ui/item/heat-ramp';
import { inputBox } from '../../../src/ui/item/input-box';
import { captionOf, scaleSentence, signed, sourceSentence } from '../../../src/ui/item/where-words';

/** Relative luminance, 0..1 (WCAG 2.1). */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('the ramp', () => {
  const shades = Uint8ClampedArray.from({ length: 52 }, (_, i) => i * 5);

  test.each([0, 60, 128, 255])('brighter always means higher, over a picture of grey %i', (grey) => {
    const pixels = heatPixels(shades);
    const seen = Array.from(shades, (_, i) => {
      const [r = 0, g = 0, b = 0, a = 0] = pixels.subarray(i * 4, i * 4 + 4);
      return luminance([r, g, b].map((c) => (c * a + grey * (255 - a)) / 255));
    });
    for (let i = 1; i < seen.length; i++) expect(seen[i]).toBeGreaterThan(seen[i - 1] as number);
  });

  test('its ends are those of cividis, and the picture shows through everywhere alike', () => {
    expect(heatColour(0)).toEqual([0, 34, 78]);
    expect(heatColour(255)).toEqual([254, 232, 56]);
    const alphas = new Set(heatPixels(shades).filter((_, i) => i % 4 === 3));
    expect(alphas.size).toBe(1);
    const [alpha = 0] = alphas;
    expect(alpha > 64 && alpha < 192).toBe(true);
  });
});

describe('the square on the picture', () => {
  test('stretch covers it; crop is the middle square; pad reaches beyond the short sides', () => {
    expect(inputBox('stretch', 300, 200)).toEqual({ left: 0, top: 0, width: 300, height: 200 });
    expect(inputBox('crop', 300, 200)).toEqual({ left: 50, top: 0, width: 200, height: 200 });
    expect(inputBox('pad', 300, 200)).toEqual({ left: 0, top: -50, width: 300, height: 300 });
    expect(inputBox('pad', 200, 300)).toEqual({ left: -50, top: 0, width: 300, height: 300 });
  });
});

describe('sentences', () => {
  const where: Where = {
    method: 'patches',
    grid: { rows: 4, columns: 4, values: new Float32Array(16) },
    scale: { mean: 0.6104, low: -0.05, high: 0.12, reach: 0.12, flat: false },
    shades: { sizePx: 1, data: new Uint8ClampedArray(1) },
    resize: 'stretch',
    similarity: 0.642,
    madeFrom: { source: 'file', slice: false },
    agreement: 1,
    unknownWords: [],
    knownShare: 1,
  };

  test('say what bright means, and that it is no finding', () => {
    for (const method of ['patches', 'occlusion'] as const) {
      const caption = captionOf({ method }, 'a.png');
      expect(caption).toMatch(/^Bright: .*a\.png/);
      expect(caption).toMatch(/Similarity of the encoder, not a finding\.$/);
    }
    expect(captionOf({ method: 'occlusion' }, 'a.png')).toContain('covering');
  });

  test('carry the range, the mean and the whole image', () => {
    expect(scaleSentence(where)).toBe(
      '4 × 4 parts: from −0.050 to +0.120 around their mean of 0.610. The whole image: 0.64.',
    );
    expect(scaleSentence({ ...where, scale: { ...where.scale, flat: true } })).toMatch(
      /nothing stands out\.$/,
    );
    expect(signed(0)).toBe('+0.000');
  });

  test('say what it was computed from only where the embedding is another', () => {
    const of = (source: 'file' | 'preview', slice: boolean, agreement: number | null) =>
      sourceSentence({ madeFrom: { source, slice }, agreement });
    expect(of('file', false, 1)).toBeNull();
    expect(of('preview', false, 0.99)).toBeNull();
    expect(of('preview', false, 0.97)).toMatch(/^Computed from the stored preview: .* 0\.97\.$/);
    expect(of('file', true, 0.9)).toMatch(/the file of the middle slice: .*mean of all slices.* 0\.90\.$/);
    expect(of('preview', false, null)).toMatch(/No embedding of this image is stored/);
  });
});
