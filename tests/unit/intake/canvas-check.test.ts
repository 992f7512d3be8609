// The comparison behind the canvas canary, and the PNG that is sent through it, read again by our own reader.
import { describe, expect, test } from 'vitest';
import { canvasPattern, judgeReadback, worstVerdict } from '../../../src/domain/intake/canvas-check';
import { decodePng } from '../../../src/domain/intake/png';
import { readPngHeader } from '../../../src/domain/intake/png-header';
import { writePng } from '../../../src/domain/intake/png-writer';

const pattern = canvasPattern(false);
/** The pattern with some bytes moved by so many levels. */
const moved = (by: number, every = 7) =>
  Uint8ClampedArray.from(pattern, (v, i) => (i % every === 0 ? (v > 127 ? v - by : v + by) : v));

describe('canvas pattern', () => {
  test('has all 256 levels in each colour, in three different orders, opaque', () => {
    for (const channel of [0, 1, 2]) {
      const levels = new Set(pattern.filter((_, i) => i % 4 === channel));
      expect(levels.size).toBe(256);
    }
    expect(pattern.filter((_, i) => i % 4 === 3).every((a) => a === 255)).toBe(true);
    const orders = [0, 1, 2].map((channel) => pattern.filter((_, i) => i % 4 === channel).join());
    expect(new Set(orders).size).toBe(3);
  });

  test('with alpha, its clear pixels are such as a canvas keeps', () => {
    const clear = canvasPattern(true);
    expect(Array.from(clear.slice(12, 16))).toEqual([0, 0, 0, 0]);
    expect(Array.from(clear.slice(0, 12))).toEqual(Array.from(pattern.slice(0, 12)));
  });
});

describe('verdict', () => {
  test('exact only for the very bytes', () => {
    expect(judgeReadback(pattern, pattern.slice())).toBe('exact');
    expect(judgeReadback(pattern, moved(1, 1000))).toBe('noisy');
    expect(judgeReadback(pattern, moved(2))).toBe('noisy');
    expect(judgeReadback(pattern, moved(3, 1000))).toBe('unusable');
  });

  test('white, random or missing pixels are unusable', () => {
    expect(judgeReadback(pattern, new Uint8Array(pattern.length).fill(255))).toBe('unusable');
    expect(judgeReadback(pattern, [])).toBe('unusable');
    const swapped = pattern.map((_, i) => pattern[i - (i % 4) + [2, 1, 0, 3][i % 4]!]!);
    expect(judgeReadback(pattern, swapped)).toBe('unusable');
  });

  test('the worst of all counts', () => {
    expect(worstVerdict([])).toBe('exact');
    expect(worstVerdict(['exact', 'noisy'])).toBe('noisy');
    expect(worstVerdict(['noisy', 'unusable', 'exact'])).toBe('unusable');
  });
});

test.each([1, 3, 4] as const)('a written PNG of %i channels reads back as it was', async (channels) => {
  const [width, height] = [7, 5];
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) =>
    channels === 4 && i % 4 === 3 ? 255 : (i * 37) % 256,
  );
  const { pixels } = decodePng(readPngHeader(await writePng({ width, height, channels, data })));
  if (pixels.kind !== 'plain') throw new Error(pixels.kind);
  const opaque = channels === 4 ? data.filter((_, i) => i % 4 !== 3) : data;
  expect(pixels.picture).toMatchObject({ width, height });
  expect(Array.from(pixels.picture.data)).toEqual(Array.from(opaque));
});
