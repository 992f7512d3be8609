// Rows R09, R14, R18 and D17 by their ids: verdict and sentence. That the pixels are right is formats.test.ts's business.
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ErrorFacts, errorFacts } from '../../../src/domain/errors';
import { fileBytes } from '../../../src/domain/intake/file-bytes';
import { readZipDirectory } from '../../../src/domain/intake/zip-directory';
import { explain } from '../../../src/ui/messages';
import { noteSentence } from '../../../src/ui/note-words';
import { dicomObject, ramp, words } from '../../fixtures/intake/dicom-object';
import { codesOf, fixtureCases, fromBase64, read, refusalOf } from './fixtures';

const { images, refused } =
  fixtureCases<Record<'images' | 'refused', { name: string; base64: string }[]>>('formats.jsonl');
const bytesOf = (name: string) =>
  fromBase64([...images, ...refused].find((file) => file.name === name)!.base64);

async function said(name: string): Promise<string> {
  const { notes } = await read(bytesOf(name), name);
  return notes.map((note) => noteSentence(note)).join(' ');
}
async function refusalSaid(name: string): Promise<string> {
  return explain(await refusalOf(bytesOf(name), name)).sentence;
}

describe('R09 JPEG in printing colours', () => {
  it.each(['cmyk.jpg', 'cmyk-restart.jpg', 'ycck.jpg'])(
    '%s is converted by one rule and says so',
    async (name) => {
      const result = await read(bytesOf(name), name);
      expect(codesOf(result)).toEqual(['cmyk-converted']);
      expect(result.renditions[0]!.picture.channels).toBe(3);
      expect(await said(name)).toMatch(/CMYK/);
    },
  );

  it('what is not read is refused by its name, a cut one as cut', async () => {
    expect(await refusalSaid('progressive-cmyk.jpg')).toMatch(/JPEG/);
    expect((await refusalOf(bytesOf('cut-cmyk.jpg'))).code).toBe('truncated');
  });
});

describe('R14 TIFF', () => {
  it.each([
    ['8 bit', 'grey8.tif', /^$/],
    ['16 bit', 'grey16.tif', /16-bit greys/],
    ['real numbers', 'float32.tif', /real|floating|decimal/i],
    ['several pages', 'pages.tif', /3/],
    ['tiles', 'tiles.tif', /^$/],
    ['LZW', 'long-lzw.tif', /^$/],
  ])('%s is read', async (_what, name, sentence) => {
    expect(await said(name)).toMatch(sentence);
  });

  it.each([
    ['BigTIFF', 'big.tif', /BigTIFF/],
    ['a slide', 'pyramid.tif', /128 x 128|slide/i],
    ['JPEG inside', 'jpeg.tif', /JPEG compression/],
    ['a size past the limit', 'huge.tif', /megapixel/i],
    ['a strip that is cut', 'cut-pixels.tif', /early|short|ends|incomplete|cut/i],
  ])('%s is refused by its name', async (_what, name, sentence) => {
    expect(await refusalSaid(name)).toMatch(sentence);
  });
});

describe('R18 a file that is not there any more', () => {
  /** A file on disk, taken up as a browser takes up a dropped one, and what became of it meanwhile. */
  async function outcomeAfter(change: (path: string) => void) {
    const folder = mkdtempSync(join(tmpdir(), 'rows-'));
    try {
      const path = join(folder, 'a.png');
      writeFileSync(path, 'sixteen bytes ok');
      const blob = await openAsBlob(path);
      change(path);
      return await fileBytes(blob).then(
        (bytes) => bytes.length,
        (thrown: unknown) => errorFacts(thrown),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('deleted or changed since it was dropped: refused, with the reason', async () => {
    for (const change of [(path: string) => rmSync(path), (path: string) => writeFileSync(path, 'other')]) {
      const facts = await outcomeAfter(change);
      expect(facts).toMatchObject({ code: 'unreadable-file', detail: { reason: 'NotReadableError' } });
      expect(explain(facts as ErrorFacts).advice).toMatch(/still exists/);
    }
  });

  it('left alone, it is read', async () => {
    expect(await outcomeAfter(() => {})).toBe(16);
  });

  it('each way not to be there has its own cause', async () => {
    const denied = (size: number) =>
      ({
        size,
        slice: () => denied(size),
        arrayBuffer: () => Promise.reject(new DOMException('', 'NotAllowedError')),
      }) as unknown as Blob;
    const causes = await Promise.all(
      [fileBytes(denied(5)), fileBytes(denied(2 ** 31)), readZipDirectory(denied(50))].map((result) =>
        result.then(
          () => 'read',
          (thrown) => errorFacts(thrown).code,
        ),
      ),
    );
    expect(causes).toEqual(['unreadable-file', 'file-too-large', 'unreadable-file']);
    expect((await refusalOf(new Uint8Array(0))).code).toBe('empty-file');
    expect((await refusalOf(Uint8Array.of(0))).code).toBe('unknown-format');
  });
});

describe('D17 the same object twice', () => {
  const hash = async (uid: string, shift = 0) => {
    const set = { SOPInstanceUID: uid, PixelData: words(ramp.map((v) => (v + shift) & 0xffff)) };
    return (await read(dicomObject({ set }))).pixelHash;
  };

  it('pixels tell, the instance number does not: alike under one and under two, apart where pixels differ', async () => {
    expect(await hash('2.25.9')).toBe(await hash('2.25.9'));
    expect(await hash('2.25.9')).toBe(await hash('2.25.10'));
    expect(await hash('2.25.9')).not.toBe(await hash('2.25.9', 1));
  });
});
