// TIFF, NIfTI and CMYK files against what tifffile, nibabel and Pillow read in them, and those that must be refused.
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Samples } from '../../../src/domain/intake/codecs';
import { decodeFile, recognise } from '../../../src/domain/intake/decode-file';
import { readVolume } from '../../../src/domain/intake/nifti';
import { applyModality, type Pixels } from '../../../src/domain/intake/pixels';
import { explain } from '../../../src/ui/messages';
import { codecs, codesOf, fixtureCases, fromBase64, largestDifference, read, refusalOf } from './fixtures';

interface FormatFixtures {
  readonly images: readonly {
    readonly name: string;
    readonly base64: string;
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly values: string;
    readonly frames: number;
    readonly notes: readonly string[];
    readonly within?: number;
  }[];
  readonly refused: readonly { readonly name: string; readonly base64: string; readonly code: string }[];
}

const { images, refused } = fixtureCases<FormatFixtures>('formats.jsonl');
const named = <T extends { name: string }>(cases: readonly T[]) =>
  cases.map((one) => [one.name, one] as const);

const arrays: Readonly<Record<string, new (buffer: ArrayBuffer) => Samples>> = {
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};

function expectedValues({ dtype, values }: FormatFixtures['images'][number]): Samples {
  const bytes = inflateSync(fromBase64(values));
  return new arrays[dtype]!(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
  );
}

/** Grey after the modality step, colour with all the depth the file has. */
const meaning = (pixels: Pixels): ArrayLike<number> =>
  pixels.kind === 'grey'
    ? Float64Array.from(pixels.values, (value) => applyModality(pixels.modality, value))
    : pixels.stored;

const flat = images.filter(({ name }) => !/\.nii/.test(name));
const volumes = images.filter(({ name }) => /\.nii/.test(name));

describe('TIFF and CMYK JPEG', () => {
  it.each(named(flat))('%s equals the reference', async (name, image) => {
    const bytes = fromBase64(image.base64);
    const { pixels } = await decodeFile(bytes, recognise(bytes), 'first', codecs);
    expect(largestDifference(meaning(pixels), expectedValues(image))).toBeLessThanOrEqual(image.within ?? 0);
    const result = await read(bytes, name);
    expect([result.heightPx, result.widthPx]).toEqual(image.shape.slice(0, 2));
    expect(codesOf(result)).toEqual(image.notes);
    expect(result.frames).toBe(image.frames);
    expect(result.needsWindow).toBe(pixels.kind === 'grey');
  });

  it('gives the same picture the same hash, however it is packed', async () => {
    const hash = async (name: string) =>
      (await read(fromBase64(images.find((image) => image.name === name)!.base64))).pixelHash;
    expect(await hash('grey8-be.tif')).toBe(await hash('grey8.tif'));
    expect(await hash('packbits.tif')).toBe(await hash('grey8.tif'));
    expect(await hash('rgb8-planar.tif')).toBe(await hash('tiles.tif'));
    expect(await hash('grey16-be-lzw.tif')).toBe(await hash('grey16.tif'));
    expect(await hash('white-is-low.tif')).not.toBe(await hash('grey8.tif'));
  });
});

describe('NIfTI', () => {
  it.each(named(volumes))('%s: every slice equals nibabel', async (name, image) => {
    const bytes = fromBase64(image.base64);
    const volume = readVolume(bytes);
    const [slices = 0, rows, columns] = image.shape;
    expect([volume.slices, volume.shape[1], volume.shape[0]]).toEqual([slices, rows, columns]);
    const expected = expectedValues(image);
    const perSlice = expected.length / slices;
    for (let i = 0; i < slices; i++) {
      const wanted = expected.subarray(i * perSlice, (i + 1) * perSlice);
      expect(largestDifference(meaning(volume.slice(i)), wanted)).toBe(0);
    }
    const result = await read(bytes, name);
    expect(result.format).toBe('nifti');
    expect(result.frames).toBe(slices);
    expect(codesOf(result)).toEqual(image.notes);
  });

  it('notes bytes behind the voxels, and voxels at an odd place (found by fuzzing)', async () => {
    const file = fromBase64(volumes.find(({ name }) => name === 'int16.nii')!.base64);
    expect(codesOf(await read(file))).toEqual(['volume-slice']);
    const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const narrow = file.slice();
    view(narrow).setInt16(42, 12, true);
    expect(codesOf(await read(narrow))).toEqual(['volume-slice', 'longer-than-needed']);
    const shifted = Uint8Array.from([...file, 0]);
    view(shifted).setFloat32(108, 353, true);
    expect(codesOf(await read(shifted))).toEqual(['volume-slice', 'header-irregular']);
    const unsaid = file.slice();
    view(unsaid).setFloat32(108, 0, true);
    expect(codesOf(await read(unsaid))).toEqual(['volume-slice', 'header-irregular']);
  });

  it('uses the middle slice of the first volume and says so', async () => {
    const bytes = fromBase64(volumes.find(({ name }) => name === 'time.nii')!.base64);
    const { notes } = await read(bytes, 'time.nii');
    expect(notes).toEqual([{ code: 'volume-slice', detail: { slices: 4, used: 2, volumes: 3 } }]);
    const { pixels } = await decodeFile(bytes, 'nifti', 'middle', codecs);
    expect(meaning(pixels)).toEqual(meaning(readVolume(bytes).slice(1)));
  });
});

describe('refusals', () => {
  it.each(named(refused))('%s', async (name, file) => {
    const error = await refusalOf(fromBase64(file.base64), name);
    expect(error.code).toBe(file.code);
    const { sentence, advice } = explain(error);
    expect(`${sentence} ${advice}`).not.toMatch(/undefined|NaN/);
  });

  it('names the compression of a TIFF, and the way out', async () => {
    const jpeg = refused.find(({ name }) => name === 'jpeg.tif')!;
    const { sentence, advice } = explain(await refusalOf(fromBase64(jpeg.base64)));
    expect(sentence).toBe('The format (TIFF with JPEG compression) is not supported.');
    expect(advice).toMatch(/LZW or Deflate/);
  });

  it('names every other format with its own way out', () => {
    const advice = (format: string) =>
      explain({ code: 'unsupported-format', message: '', detail: { format } }).advice;
    const formats = ['HEIC', 'SVG', 'PDF', 'video (MP4)', 'ZIP', 'RAR', 'NRRD volume'];
    const ways = formats.map(advice);
    expect(new Set(ways).size).toBe(formats.length);
    expect(advice('icon (ICO)')).toMatch(/^Export it as PNG/);
  });
});
