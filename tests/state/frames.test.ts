// Files of several frames and series: what each answer gives, groups, counts and vectors.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { embeddingTable } from '../../src/state/selectors';
import { red } from '../fixtures/builders/pictures';
import { cine, slice } from '../fixtures/builders/stacks';
import { fixtureCases, fromBase64 } from '../unit/intake/fixtures';
import { answered, file, items, nobody, report, series } from './frames-kit';
import { drop, opened } from './opened';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('a file of several frames', () => {
  const files = [file('cine.dcm', cine(7, 1)), drop('plain.png', red, 1)];

  test('raises one question with a count for each answer; nothing is read before', async () => {
    const bench = await opened();
    await bench.actions.addFiles(files, { to: 'unlabelled' });
    const { frameReview, review, items: before } = bench.store.getState();
    expect(review).toBeNull();
    expect(before.size).toBe(0);
    expect(frameReview).toMatchObject({
      series: null,
      images: 2,
      files: { stacks: 1, slices: 7, chosen: 'middle', images: { middle: 1, all: 7, nth: 2, mean: 1 } },
    });
    bench.actions.cancelReview();
    expect(bench.store.getState().frameReview).toBeNull();
    expect(bench.store.getState().settings.frames.files).toBeNull();
  });

  test('the middle one: as before', async () => {
    const bench = await answered(files, {});
    expect(items(bench)[0]).toMatchObject({
      frames: 7,
      notes: expect.arrayContaining([{ code: 'first-frame-of-many', detail: { frames: 7, used: 4 } }]),
    });
    expect(report(bench)).toEqual({ added: 2, images: 2, leftOut: 0, refused: 0, dropped: 2 });
  });

  test.each([
    ['all', 7, [1, 2, 3, 4, 5, 6, 7]],
    ['nth', 3, [1, 4, 7]],
  ] as const)('%s: an item a frame, one group, one file', async (use, count, frames) => {
    const bench = await answered(files, { files: use, every: 3 });
    const own = items(bench).filter(({ format }) => format === 'dicom');
    expect(own).toHaveLength(count);
    const told = own.flatMap(({ notes }) => notes.filter(({ code }) => code === 'frame-of-many'));
    expect(told.map(({ detail }) => detail.frame)).toEqual(frames);
    expect(new Set(own.map(({ group }) => group)).size).toBe(1);
    expect(own[0]?.groupSource).toBe('patient');
    expect(new Set(own.map(({ pixelHash }) => pixelHash)).size).toBe(count);
    expect(report(bench)).toEqual({ added: 2, images: count + 1, leftOut: 0, refused: 0, dropped: 2 });
  });

  test('without a patient the file is the group, and two files are two groups', async () => {
    const two = [file('scan.dcm', cine(3, 2, nobody)), file('scan.dcm', cine(3, 3, nobody))];
    const bench = await answered(two, { files: 'all' });
    const groups = items(bench).map(({ group, groupSource }) => `${groupSource} ${group}`);
    expect(new Set(groups.slice(0, 3)).size).toBe(1);
    expect(new Set(groups).size).toBe(2);
    expect(groups.every((group) => /^file [0-9a-f]{16}$/.test(group))).toBe(true);
  });

  test('as one: the mean of its frames, at unit length, with the picture of the middle', async () => {
    const all = await answered(files, { files: 'all' });
    const one = await answered(files, { files: 'mean' });
    const item = items(one).find(({ format }) => format === 'dicom')!;
    expect(item.frames).toBe(7);
    expect(item.notes).toContainEqual({ code: 'series-mean', detail: { slices: 7, used: 7 } });
    expect(item.notes.map(({ code }) => code)).not.toContain('first-frame-of-many');
    const [rows, mean] = [all, one].map(({ store }) => embeddingTable(store.getState()));
    const { dim } = rows!;
    expect(mean!.dim).toBe(dim);
    const expected = Array.from({ length: dim }, (_, d) => {
      let sum = 0;
      for (let i = 0; i < 7; i++) sum += rows!.data[i * dim + d]!;
      return sum;
    });
    const norm = Math.hypot(...expected);
    for (const [d, value] of mean!.data.subarray(0, dim).entries())
      expect(value).toBeCloseTo(expected[d]! / norm, 5);
    expect(one.engine.calls.read).toBe(2);
  });

  test('a cut file is refused once, whatever the answer', async () => {
    const cut = cine(6, 4);
    const bench = await opened();
    await bench.actions.addFiles([file('cut.dcm', cut.slice(0, cut.length - 900)), files[1]!], {
      to: 'unlabelled',
    });
    bench.actions.chooseFrames({ files: 'all' });
    await bench.actions.confirmReview();
    expect(report(bench)).toMatchObject({ added: 1, refused: 1, dropped: 2 });
    expect(bench.store.getState().refusals.map(({ error }) => error.code)).toEqual(['truncated']);
  });
});

interface Formats {
  readonly images: readonly { readonly name: string; readonly base64: string; readonly frames: number }[];
}

test('pages of a TIFF and slices of a volume are frames like any others', async () => {
  const { images } = fixtureCases<Formats>('formats.jsonl');
  const many = [/\.tif$/, /\.nii$/].map((ending) =>
    images.find(({ name, frames }) => ending.test(name) && frames > 2),
  );
  const files = many.map((image) => file(image!.name, fromBase64(image!.base64)));
  const total = many.reduce((sum, image) => sum + image!.frames, 0);
  const bench = await answered(files, { files: 'all' });
  expect(items(bench)).toHaveLength(total);
  expect(new Set(items(bench).map(({ group, groupSource }) => `${groupSource} ${group}`)).size).toBe(2);
  const codes = items(bench).flatMap(({ notes }) => notes.map(({ code }) => code));
  expect(codes.filter((code) => code === 'frame-of-many')).toHaveLength(total);
  expect(codes).not.toContain('volume-slice');
});

describe('a series of single slices', () => {
  test('is asked about from five slices on; all of them by default', async () => {
    const few = await opened();
    await few.actions.addFiles(series('2.25.90', 4), { to: 'unlabelled' });
    expect(few.store.getState().frameReview).toBeNull();
    expect(report(few)).toMatchObject({ added: 4 });
    const bench = await answered(series('2.25.91', 6), {});
    expect(report(bench)).toMatchObject({ added: 6, images: 6 });
  });

  test.each([
    ['middle', ['IM3.dcm']],
    ['nth', ['IM1.dcm', 'IM3.dcm', 'IM5.dcm']],
  ] as const)('%s: chosen along the body, the others left out and counted', async (use, names) => {
    const bench = await answered(series('2.25.92', 6), { series: use, every: 2 });
    expect([...bench.store.getState().names.values()]).toEqual(names);
    expect(report(bench)).toMatchObject({ added: names.length, leftOut: 6 - names.length, dropped: 6 });
  });

  test('as one item: all files are in as one image; a bad slice is named and left out', async () => {
    const slices = series('2.25.93', 6);
    const whole = await answered(slices, { series: 'mean' });
    expect(report(whole)).toMatchObject({ added: 6, images: 1, dropped: 6 });
    expect(items(whole)[0]?.notes).toContainEqual({ code: 'series-mean', detail: { slices: 6, used: 6 } });
    const bad = slice('2.25.93', 9);
    const bench = await answered([...slices, file('bad.dcm', bad.slice(0, bad.length - 40))], {
      series: 'mean',
    });
    expect(report(bench)).toMatchObject({ added: 6, images: 1, refused: 1, dropped: 7 });
    expect(items(bench)[0]?.notes).toContainEqual({ code: 'series-mean', detail: { slices: 7, used: 6 } });
    expect(bench.store.getState().refusals.map(({ fileName }) => fileName)).toEqual(['bad.dcm']);
  });

  test('a colour picture among the slices stays an image of its own', async () => {
    const rgb = {
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'RGB',
      PlanarConfiguration: 0,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelData: new Uint8Array(16 * 12 * 3).map((_, i) => i),
    };
    const bench = await opened();
    await bench.actions.addFiles([...series('2.25.94', 5), file('shot.dcm', slice('2.25.94', 8, rgb))], {
      to: 'unlabelled',
    });
    bench.actions.chooseFrames({ series: 'mean' });
    await bench.actions.confirmReview();
    expect(items(bench).map(({ notes }) => notes.some(({ code }) => code === 'series-mean'))).toEqual([
      true,
      false,
    ]);
    expect(report(bench)).toMatchObject({ added: 6, images: 2 });
  });

  test('without patient and study the series is the group of its slices', async () => {
    const bench = await answered(series('2.25.95', 5, nobody), {});
    const groups = new Set(items(bench).map(({ group, groupSource }) => `${groupSource} ${group}`));
    expect([...groups]).toEqual([expect.stringMatching(/^series [0-9a-f]{16}$/)]);
  });
});
