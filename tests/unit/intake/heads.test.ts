// What the headers of GIF, BMP and WebP files say, against Pillow; and those that the fuzzer found to get past us with a
// picture that is not whole, or with other facts, without a word.
import { describe, expect, it } from 'vitest';
import { errorFacts } from '../../../src/domain/errors';
import { readBrowserHeader } from '../../../src/domain/intake/browser-raster';
import type { BrowserFormat } from '../../../src/domain/intake/codecs';
import { fixtureCases, fromBase64 } from './fixtures';
import { join } from './raster-kit';

interface Head {
  readonly name: string;
  readonly base64: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly orientation: number;
  readonly profile: boolean;
}

const { heads } = fixtureCases<{ heads: Head[] }>('heads.jsonl');
const bytesOf = (name: string) => fromBase64(heads.find((head) => head.name === name)!.base64);
const formatOf = (name: string) => /\w+$/.exec(name)![0] as BrowserFormat;

/** Codes of the notes, or the refusal's. */
function verdictOn(name: string, change: (bytes: Uint8Array) => Uint8Array): readonly string[] | string {
  try {
    return readBrowserHeader(change(bytesOf(name)), formatOf(name)).notes.map(({ code }) => code);
  } catch (thrown) {
    return errorFacts(thrown).code;
  }
}

const set =
  (...pairs: readonly (readonly [at: number, value: number])[]) =>
  (bytes: Uint8Array) => {
    for (const [at, value] of pairs) bytes[at] = value;
    return bytes;
  };

/** Offset of four letters. */
const find = (bytes: Uint8Array, letters: string) =>
  bytes.findIndex((_, i) => String.fromCharCode(...bytes.subarray(i, i + 4)) === letters);

describe('headers of what a browser decodes', () => {
  it.each(heads.map((head) => [head.name, head] as const))('%s equals Pillow', (name, head) => {
    const { notes, hasProfile, ...facts } = readBrowserHeader(bytesOf(name), formatOf(name));
    const { width, height, frames, orientation, profile } = head;
    expect({ ...facts, hasProfile }).toMatchObject({
      width,
      height,
      frames,
      orientation,
      hasProfile: profile,
    });
    expect(notes.map(({ code }) => code)).toEqual([
      ...(frames > 1 ? ['first-frame-of-many'] : []),
      ...(orientation > 1 ? ['turned-upright'] : []),
      ...(profile ? ['colour-profile-ignored'] : []),
    ]);
  });
});

describe('found by fuzzing: GIF', () => {
  /** Of a still picture: the first byte behind its table of colours, which starts the frame. */
  const frame = 13 + 3 * 16;

  it.each([
    [
      'codes that end early',
      (bytes: Uint8Array) => join(bytes.slice(0, -20), Uint8Array.of(0, 0x3b)),
      'truncated',
    ],
    [
      'no codes at all',
      (bytes: Uint8Array) => join(bytes.slice(0, frame + 11), Uint8Array.of(0, 0x3b)),
      'truncated',
    ],
    [
      'a code that does not exist yet',
      (bytes: Uint8Array) => set([frame + 13, 255], [frame + 14, 255])(bytes),
      'damaged',
    ],
    ['a frame of no width', set([frame + 5, 0]), 'damaged'],
    [
      'no table of colours',
      (bytes: Uint8Array) => join(set([10, 0])(bytes).slice(0, 13), bytes.slice(frame)),
      'damaged',
    ],
    ['a frame beyond the screen', set([frame + 1, 9]), ['header-irregular']],
  ])('%s', (_what, change, verdict) => {
    const bytes = bytesOf('still.gif');
    expect(bytes[frame]).toBe(0x2c);
    // The data's first sub-block is shorter where the file was cut: its length is made right again.
    expect(verdictOn('still.gif', (whole) => shortened(change(whole), frame))).toEqual(verdict);
  });

  function shortened(bytes: Uint8Array, at: number): Uint8Array {
    const data = at + 11;
    const left = bytes.length - data - 3;
    if (bytes[at] === 0x2c && left > 0 && bytes[data]! > left) bytes[data] = left;
    return bytes;
  }
});

describe('found by fuzzing: BMP', () => {
  it.each([
    ['rgb24.bmp', 'fewer columns than there are', set([18, 10]), ['longer-than-needed']],
    ['rgb24.bmp', 'less height than there is', set([22, 8]), ['longer-than-needed']],
    ['grey8.bmp', 'pixels that start in the palette', set([11, 2]), 'bad-header'],
    ['rgb24.bmp', 'two planes', set([26, 2]), 'bad-header'],
    ['rgb24.bmp', 'a header of a size that does not exist', set([14, 41]), 'bad-header'],
    ['rgb24.bmp', 'a depth with a compression that it has not', set([30, 1]), 'bad-header'],
    ['run-length8.bmp', 'runs that end early', (bytes: Uint8Array) => bytes.slice(0, -60), 'truncated'],
    ['run-length8.bmp', 'runs past the right edge', set([18, 16]), 'damaged'],
    ['run-length4.bmp', 'runs from the top', set([22, 0xf2], [23, 255], [24, 255], [25, 255]), 'bad-header'],
    ['core24.bmp', 'cut', (bytes: Uint8Array) => bytes.slice(0, -1), 'truncated'],
  ] as const)('%s with %s', (name, _what, change, verdict) => {
    expect(verdictOn(name, change)).toEqual(verdict);
  });
});

describe('found by fuzzing: WebP', () => {
  const at = (letters: string, by: number, value: number) => (bytes: Uint8Array) =>
    set([find(bytes, letters) + 8 + by, value])(bytes);

  it.each([
    ['turned.webp', 'EXIF that cannot be read', at('EXIF', 3, 0), ['header-irregular']],
    ['turned.webp', 'a canvas of another size', at('VP8X', 4, 99), 'bad-header'],
    ['turned.webp', 'EXIF that is not announced', at('VP8X', 0, 0), ['turned-upright', 'header-irregular']],
    ['lossy.webp', 'no start code', at('VP8 ', 3, 0), 'damaged'],
    ['lossless.webp', 'no signature', at('VP8L', 0, 0), 'damaged'],
    [
      'animated.webp',
      'frames that are not announced',
      at('VP8X', 0, 0),
      ['first-frame-of-many', 'header-irregular'],
    ],
  ] as const)('%s with %s', (name, _what, change, verdict) => {
    expect(verdictOn(name, change)).toEqual(verdict);
  });

  it('a second picture behind the first', () => {
    const twice = (bytes: Uint8Array) => {
      const both = join(bytes, bytes.slice(12));
      new DataView(both.buffer).setUint32(4, both.length - 8, true);
      return both;
    };
    expect(verdictOn('lossless.webp', twice)).toEqual(['header-irregular']);
  });

  it('what the browser is given tells nothing about turning or colours', () => {
    for (const name of ['turned.webp', 'profile.webp']) {
      const { bare } = readBrowserHeader(bytesOf(name), 'webp');
      expect(readBrowserHeader(bare, 'webp').notes).toEqual([]);
      for (const gone of ['EXIF', 'ICCP', 'XMP ']) expect(find(bare, gone)).toBe(-1);
    }
  });
});
