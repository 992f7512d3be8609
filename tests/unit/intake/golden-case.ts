// One DICOM fixture against the reader: values after the modality step, notes, and both renditions where they are given.
import { expect } from 'vitest';
import { applyModality, type Pixels } from '../../../src/domain/intake/pixels';
import { readDicom } from '../../../src/domain/intake/read-dicom';
import { percentiles } from '../../../src/domain/intake/window';
import { codecs, codesOf, fromBase64, largestDifference, read } from './fixtures';

export interface ImageCase {
  readonly name: string;
  readonly base64: string;
  readonly shape: readonly number[];
  readonly values: string;
  readonly notes: readonly string[];
  readonly windowed?: readonly number[];
  readonly percentile?: readonly number[];
  readonly bounds?: readonly [number, number];
}

export interface RefusedCase {
  readonly name: string;
  readonly base64: string;
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface DicomFixtures {
  readonly images: readonly ImageCase[];
  readonly refused: readonly RefusedCase[];
}

/** Grey after the modality step, else RGB. */
export function meaningfulValues(pixels: Pixels): ArrayLike<number> {
  return pixels.kind === 'grey'
    ? Array.from(pixels.values, (v) => applyModality(pixels.modality, v))
    : pixels.picture.data;
}

/** Largest difference, where NaN equals NaN and an infinity itself. */
function farthest(got: ArrayLike<number>, wanted: Float64Array): number {
  const same = Array.from(wanted, (v, i) => (Object.is(v, got[i]) ? 0 : got[i]! - v));
  return got.length === wanted.length ? Math.max(...same.map(Math.abs)) : Number.POSITIVE_INFINITY;
}

export async function expectImage(image: ImageCase): Promise<void> {
  const bytes = fromBase64(image.base64);
  const { pixels } = await readDicom(bytes, 'middle', codecs);
  const wanted = new Float64Array(fromBase64(image.values).slice().buffer);
  expect(farthest(meaningfulValues(pixels), wanted)).toBeLessThan(1e-9);
  const result = await read(bytes, `${image.name}.dcm`);
  expect([result.heightPx, result.widthPx]).toEqual(image.shape.slice(0, 2));
  expect(codesOf(result)).toEqual(image.notes);
  const kinds = result.renditions.map((rendition) => rendition.kind);
  expect(kinds[0]).toBe(pixels.kind === 'grey' ? 'percentile' : 'plain');
  expect(kinds.includes('window')).toBe(
    pixels.kind === 'grey' && !image.notes.includes('no-window') && windowExpected(image),
  );
  const picture = (kind: string) =>
    result.renditions.find((rendition) => rendition.kind === kind)?.picture.data ?? [];
  // pydicom computes in another order: a value exactly between two levels may fall to either.
  if (image.windowed) expect(largestDifference(picture('window'), image.windowed)).toBeLessThanOrEqual(1);
  if (image.percentile)
    expect(largestDifference(picture('percentile'), image.percentile)).toBeLessThanOrEqual(1);
  if (image.bounds && pixels.kind === 'grey') {
    const [low, high] = percentiles(pixels, [0.01, 0.99]);
    expect(Math.abs(low! - image.bounds[0])).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(low!)));
    expect(Math.abs(high! - image.bounds[1])).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(high!)));
  }
}

/** A file whose window cannot be used has none in its fixture either. */
function windowExpected(image: ImageCase): boolean {
  return image.windowed !== undefined || !image.notes.includes('window-unusable');
}
