// The look at headers: frames, series and places from few bytes, and never an error.
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { expandArchive } from '../../../src/domain/intake/archive';
import { decodeFile, recognise } from '../../../src/domain/intake/decode-file';
import { peekFile } from '../../../src/domain/intake/peek';
import { noisyPng } from '../../fixtures/builders/pictures';
import { cine, slice } from '../../fixtures/builders/stacks';
import { dicomObject } from '../../fixtures/intake/dicom-object';
import { codecs, fixtureCases, fromBase64 } from './fixtures';

/** A blob that tells how much of it was read. */
function watched(bytes: Uint8Array) {
  const read = { bytes: 0 };
  const blob = new Blob([bytes as BlobPart]);
  const cut = blob.slice.bind(blob);
  blob.slice = (from, to, type) => {
    const part = cut(from, to, type);
    read.bytes += part.size;
    return part;
  };
  return { blob, read };
}
const peek = (bytes: Uint8Array) => peekFile(new Blob([bytes as BlobPart]), undefined, 'salt');

test('a DICOM object of many frames by its first kilobytes', async () => {
  const bytes = cine(4000);
  const { blob, read } = watched(bytes);
  expect(await peekFile(blob, undefined, 'salt')).toMatchObject({
    format: 'dicom',
    image: true,
    frames: 4000,
  });
  expect(bytes.length).toBeGreaterThan(1_000_000);
  expect(read.bytes).toBeLessThan(100_000);
});

test('series, study and place of a slice; identifiers only as pseudonyms', async () => {
  const found = await peek(slice('2.25.77', 3));
  expect(found).toMatchObject({
    frames: 1,
    position: [-120, -120, 15],
    orientation: [1, 0, 0, 0, 1, 0],
    instance: 4,
    modality: 'CT',
  });
  expect(found.seriesKey).toMatch(/^[0-9a-f]{16}$/);
  expect(JSON.stringify(found)).not.toMatch(/2\.25|PATIENT|Canary/);
  expect((await peek(slice('2.25.77', 9))).seriesKey).toBe(found.seriesKey);
  expect((await peek(slice('2.25.78', 3))).seriesKey).not.toBe(found.seriesKey);
  const other = await peekFile(new Blob([slice('2.25.77', 3) as BlobPart]), undefined, 'another project');
  expect(other.seriesKey).not.toBe(found.seriesKey);
});

test('a header longer than the first step, other encodings, objects without pixels', async () => {
  const long = { '00091001': new Uint8Array(300_000), NumberOfFrames: '3' };
  expect(await peek(dicomObject({ set: long, vr: { '00091001': 'OB' } }))).toMatchObject({ frames: 3 });
  for (const encoding of ['implicit', 'big'] as const) {
    expect(await peek(dicomObject({ encoding, set: { NumberOfFrames: '5' } }))).toMatchObject({ frames: 5 });
  }
  const report = dicomObject({ set: { Rows: null, Columns: null, BitsAllocated: null, PixelData: null } });
  expect(await peek(report)).toMatchObject({ format: 'dicom', image: false });
});

interface Formats {
  readonly images: readonly { readonly name: string; readonly base64: string; readonly frames: number }[];
  readonly refused: readonly { readonly name: string; readonly base64: string }[];
}
const { images, refused } = fixtureCases<Formats>('formats.jsonl');

describe('frames are those that the reader counts', () => {
  it.each(images.map((image) => [image.name, image] as const))('%s', async (_, { base64, frames }) => {
    const bytes = fromBase64(base64);
    const found = await peek(bytes);
    expect(found.frames).toBe(frames);
    if (found.format === 'tiff' || found.format === 'nifti') {
      expect((await decodeFile(bytes, recognise(bytes), frames - 1, codecs)).frames).toBe(frames);
    }
  });

  test('a volume packed by gzip', async () => {
    const volume = images.find(({ name, frames }) => name.endsWith('.nii') && frames > 1)!;
    const packed = gzipSync(fromBase64(volume.base64));
    expect((await peek(packed)).frames).toBe(volume.frames);
  });
});

test('files inside an archive, stored and deflated', async () => {
  const zip = zipSync({
    'a/cine.dcm': cine(300),
    'a/s.dcm': [slice('2.25.5', 1), { level: 0 }],
    'a/p.png': noisyPng([9, 9, 9], 1),
  });
  const found = new Map<string, number | null>();
  for await (const { path, file, packed } of expandArchive({
    path: 'a.zip',
    file: new Blob([zip as BlobPart]),
  })) {
    const { frames, seriesKey } = await peekFile(file, packed, 'salt');
    found.set(path, seriesKey === null ? frames : null);
  }
  expect([...found]).toEqual([
    ['a/cine.dcm', 300],
    ['a/s.dcm', null],
    ['a/p.png', 1],
  ]);
});

test('damaged, cut and foreign files are one frame of no series, never an error', async () => {
  const good = [cine(9), slice('2.25.5', 1), ...refused.map(({ base64 }) => fromBase64(base64))];
  for (const bytes of [new Uint8Array(0), ...good, ...good.map((all) => all.slice(0, all.length >> 2))]) {
    expect((await peek(bytes)).frames).toBeGreaterThanOrEqual(1);
  }
  const gone = {
    size: 5,
    slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }),
  };
  expect(await peekFile(gone as unknown as Blob, undefined, 's')).toMatchObject({ format: null, frames: 1 });
});

describe('animated files', () => {
  interface Heads {
    readonly heads: readonly { readonly name: string; readonly base64: string; readonly frames: number }[];
  }
  const { heads } = fixtureCases<Heads>('heads.jsonl');
  const found = heads.filter(({ name }) => /\.(gif|webp)$/.test(name));

  it.each(found)(
    '$name: as many frames as Pillow counts, where frames can be decoded one by one',
    async ({ base64, frames }) => {
      const blob = new Blob([fromBase64(base64) as BlobPart]);
      expect((await peekFile(blob, undefined, 'salt', true)).frames).toBe(frames);
      // Else only the first can be read, and nothing is asked.
      expect((await peekFile(blob, undefined, 'salt')).frames).toBe(1);
    },
  );

  it('are among them', () => {
    expect(found.filter(({ frames }) => frames > 1).map(({ name }) => name.split('.')[1])).toEqual(
      expect.arrayContaining(['gif', 'webp']),
    );
  });
});
