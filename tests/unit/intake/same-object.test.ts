// Row D17, the half that pixels do not tell: one object's number on different pictures is found, duplicates are not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openReader } from '../../../src/domain/intake/read-file';
import { clashingObjects, clashNoted } from '../../../src/domain/intake/same-object';
import type { Note } from '../../../src/domain/types';
import { clashSentence } from '../../../src/ui/intake/check-words';
import { cine } from '../../fixtures/builders/stacks';
import { dicomObject, ramp, words } from '../../fixtures/intake/dicom-object';
import { codecs, read, spec } from './fixtures';

const object = (uid: string | null, shift = 0) =>
  read(
    dicomObject({ set: { SOPInstanceUID: uid, PixelData: words(ramp.map((v) => (v + shift) & 0xffff)) } }),
  );

async function clashes(...files: ReturnType<typeof object>[]) {
  return clashingObjects((await Promise.all(files)).map((image, id) => ({ ...image, id })));
}

describe('D17 one object number on two pictures', () => {
  it('is found, whatever else is there', async () => {
    const found = await clashes(object('2.25.9'), object('2.25.8', 3), object('2.25.9', 1), object('2.25.7'));
    expect(found).toEqual([[0, 2]]);
  });

  it('the same picture twice, other numbers and no number are none', async () => {
    expect(await clashes(object('2.25.9'), object('2.25.9'))).toEqual([]);
    expect(await clashes(object('2.25.9'), object('2.25.8', 1))).toEqual([]);
    expect(await clashes(object(null), object('', 1), object(null, 2))).toEqual([]);
  });

  it('the number is kept as a pseudonym of the project', async () => {
    const { renditions: _, ...kept } = await object('2.25.777123');
    expect(kept.objectKey).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(kept)).not.toContain('777123');
  });

  it('frames of one file do not clash, the same frame of two files does', async () => {
    const frames = async (bytes: Uint8Array) => {
      const reader = await openReader(bytes, 'x', { input: spec, salt: 'salt' }, codecs);
      return Promise.all([0, 1, 2].map((frame) => reader.read(frame)));
    };
    const one = { SOPInstanceUID: '2.25.9' };
    const images = [...(await frames(cine(3, 0, one))), ...(await frames(cine(3, 1, one)))];
    expect(clashingObjects(images.slice(0, 3).map((image, id) => ({ ...image, id })))).toEqual([]);
    expect(clashingObjects(images.map((image, id) => ({ ...image, id })))).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
  });

  it('every member of a list shares its key, and each list holds two pictures at least', () => {
    const key = fc.constantFrom('a', 'b', null, undefined);
    const image = fc.record({ objectKey: key, pixelHash: fc.constantFrom('x', 'y', 'z') });
    fc.assert(
      fc.property(fc.array(image, { maxLength: 12 }), (images) => {
        const found = clashingObjects(images.map((one, id) => ({ ...one, id })));
        const listed = new Set(found.flat());
        for (const [id, { objectKey, pixelHash }] of images.entries()) {
          const other = images.some((one) => one.objectKey === objectKey && one.pixelHash !== pixelHash);
          expect(listed.has(id)).toBe(Boolean(objectKey) && other);
        }
        for (const list of found) expect(new Set(list.map((id) => images[id]!.objectKey)).size).toBe(1);
      }),
    );
  });

  it('the note comes once and goes, and leaves the others alone', () => {
    const others: readonly Note[] = [{ code: 'no-window', detail: {} }];
    const noted = clashNoted(others, true);
    expect(noted.map(({ code }) => code)).toEqual(['no-window', 'same-object-other-picture']);
    expect(clashNoted(noted, true)).toBe(noted);
    expect(clashNoted(noted, false)).toEqual(others);
    expect(clashNoted(others, false)).toBe(others);
  });
});

describe('in words', () => {
  it('one sentence names the files of each object', () => {
    expect(clashSentence([['a.dcm', 'b.dcm']])).toBe(
      'One object number (SOPInstanceUID) stands on different pictures: a.dcm, b.dcm. Look which is the right one.',
    );
    expect(
      clashSentence([
        ['a', 'b'],
        ['c', 'd', 'e'],
      ]),
    ).toMatch(/^2 object numbers .* stand .*: a, b; c, d, e\./);
  });

  it('past six files it counts', () => {
    const many = Array.from({ length: 5 }, (_, i) => [`${i}a`, `${i}b`]);
    expect(clashSentence(many)).toMatch(/: 0a, 0b; 1a, 1b; 2a, 2b; and 4 more files\./);
    expect(clashSentence([['a', 'b', 'c', 'd', 'e', 'f', 'g']])).toMatch(/e, f; and 1 more file\./);
  });
});
