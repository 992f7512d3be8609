// A JPEG too short for the size it claims is refused before a decoder takes memory for the claim; the shortest honest ones are read.
import { describe, expect, it } from 'vitest';
import { decodeJpeg } from '../../../src/domain/intake/jpeg';
import { readJpegHeader } from '../../../src/domain/intake/jpeg-header';
import { checkRoom, fewestBytes } from '../../../src/domain/intake/jpeg-room';
import { explain } from '../../../src/ui/messages';
import { codecs, codesOf, fixtureCases, fromBase64, read, refusalOf } from './fixtures';
import { bytesOf, segment } from './raster-kit';

const { flat } = fixtureCases<{ flat: { name: string; base64: string; width: number; height: number }[] }>(
  'flat-jpeg.jsonl',
);

/** A fixture whose header claims another size. */
function claiming(name: string, sof: number, width: number, height: number): Uint8Array {
  const bytes = bytesOf(name);
  bytes.set([height >> 8, height & 255, width >> 8, width & 255], segment(bytes, sof) + 1);
  return bytes;
}

describe('the shortest files there are', () => {
  it.each(flat)(
    '$name is read without a note, and the bound comes near',
    async ({ base64, width, height }) => {
      const bytes = fromBase64(base64);
      const result = await read(bytes);
      expect([result.widthPx, result.heightPx, ...codesOf(result)]).toEqual([width, height, 'blank-image']);
      const { fewestBytes: fewest } = readJpegHeader(bytes);
      expect(fewest).toBeGreaterThan(bytes.length / 8);
      expect(fewest).toBeLessThanOrEqual(bytes.length);
    },
  );
});

describe('a size that the data cannot hold', () => {
  // Case 20292 and 20465 of the fuzzer: 65,303 rows in a file of 900 bytes, far below the limit in megapixels.
  it.each([
    ['progressive.jpg', 0xc2, 37, 65_303],
    ['rgb-q80-s1.jpg', 0xc0, 37, 65_303],
    ['rgb-q80-s1.jpg', 0xc0, 1500, 65_303],
    ['progressive.jpg', 0xc2, 1500, 65_303],
  ] as const)('%s as %i: %i x %i is refused, and no decoder is asked', async (name, sof, width, height) => {
    const bytes = claiming(name, sof, width, height);
    const asked: string[] = [];
    const watching = {
      ...codecs,
      jpeg: (own: Uint8Array) => {
        asked.push('jpeg');
        return codecs.jpeg(own);
      },
    };
    await expect(decodeJpeg(bytes, watching)).rejects.toMatchObject({ code: 'damaged' });
    expect(asked).toEqual([]);
    expect(explain(await refusalOf(bytes)).sentence).toBe(
      'The image data is damaged (too little data for the size in its header).',
    );
    // Its own size is no trouble, and the decoder is asked.
    expect((await decodeJpeg(bytesOf(name), watching)).notes).toEqual([]);
    expect(asked).toEqual(['jpeg']);
  });

  it('more than the limit in megapixels is told as that', async () => {
    expect((await refusalOf(claiming('grey.jpg', 0xc0, 65_000, 65_000))).code).toBe('too-many-pixels');
  });
});

describe('the bound', () => {
  const frame = (...factors: readonly number[]) =>
    Uint8Array.from([8, 0, 0, 0, 0, factors.length, ...factors.flatMap((both, i) => [i + 1, both, 0])]);

  it('counts the blocks of the component at full resolution, two codes each or one', () => {
    expect(fewestBytes(frame(0x11), 80, 16, false)).toBe((20 * 2) / 8);
    expect(fewestBytes(frame(0x11), 80, 16, true)).toBe(Math.ceil(20 / 8));
    expect(fewestBytes(frame(0x22, 0x11, 0x11), 81, 17, false)).toBe(Math.ceil((11 * 3 * 2) / 8));
    // None has both sides in full.
    expect(fewestBytes(frame(0x21, 0x12), 160, 160, false)).toBe((20 * 10 * 2) / 8);
  });

  it('says nothing where the frame says nothing', () => {
    for (const broken of [frame(), frame(0, 0), frame(0x10), frame(0x01), new Uint8Array(0)]) {
      expect(fewestBytes(broken, 1000, 1000, false)).toBe(0);
    }
    expect(() => checkRoom({ fewestBytes: 0 }, 0)).not.toThrow();
    expect(() => checkRoom({ fewestBytes: 9 }, 9)).not.toThrow();
    expect(() => checkRoom({ fewestBytes: 9 }, 8)).toThrow();
  });
});
