// TIFF directories that the fuzzer found to be read otherwise than meant without a word: each is refused or noted now.
import { describe, expect, it } from 'vitest';
import { codesOf, fixtureCases, fromBase64, read, refusalOf } from './fixtures';

const { images } = fixtureCases<{ images: { name: string; base64: string }[] }>('formats.jsonl');

/** Offset of a tag's entry in the first directory of a little-endian file. */
function entryOf(bytes: Uint8Array, tag: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const directory = view.getUint32(4, true);
  for (let at = directory + 2; ; at += 12) if (view.getUint16(at, true) === tag) return at;
}

interface Change {
  readonly tag?: number;
  readonly type?: number;
  readonly count?: number;
  readonly value?: number;
}

/** A fixture with entries of its first directory changed. */
function changed(name: string, changes: Readonly<Record<number, Change>>): Uint8Array {
  const bytes = fromBase64(images.find((image) => image.name === name)!.base64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const places = Object.entries(changes).map(
    ([tag, change]) => [entryOf(bytes, Number(tag)), change] as const,
  );
  for (const [at, { tag, type, count, value }] of places) {
    if (tag !== undefined) view.setUint16(at, tag, true);
    if (type !== undefined) view.setUint16(at + 2, type, true);
    if (count !== undefined) view.setUint32(at + 4, count, true);
    if (value !== undefined) view.setUint16(at + 8, value, true);
  }
  return bytes;
}

describe('found by fuzzing: TIFF', () => {
  it('a strip that begins behind the head of its zlib stream is refused', async () => {
    expect((await refusalOf(changed('rgb16-deflate.tif', { 273: { value: 242 } }))).code).toBe('truncated');
  });

  it.each([
    ['fewer columns than the strip has', 'grey8.tif', { 256: { value: 26 } }],
    ['fewer rows than the strip has, LZW', 'rgb8-lzw-pillow.tif', { 257: { value: 16 } }],
    ['fewer rows than the strip has, PackBits', 'grey8-packbits-pillow.tif', { 257: { value: 16 } }],
    ['fewer rows than the strip has, deflate', 'rgb8-deflate-pillow.tif', { 257: { value: 16 } }],
    ['strips that no row needs', 'strips.tif', { 257: { value: 15 } }],
    ['tiles that no column needs', 'tiles-grey16.tif', { 256: { value: 20 } }],
    ['less depth than the strip has', 'grey16.tif', { 258: { value: 8 } }],
  ])('%s: noted as longer than needed', async (_what, name, changes) => {
    expect(codesOf(await read(changed(name, {})))).not.toContain('longer-than-needed');
    expect(codesOf(await read(changed(name, changes)))).toContain('longer-than-needed');
  });

  it.each([
    ['an orientation that does not exist', 'orientation6.tif', { 274: { value: 9 } }, 'Orientation'],
    [
      'an extra sample that is not there',
      'rgb16-deflate.tif',
      { 317: { tag: 338, value: 1 } },
      'ExtraSamples',
    ],
    ['a tag twice', 'grey8.tif', { 277: { tag: 259, value: 1 } }, 'TIFF tags'],
    ['a width as a byte', 'grey8.tif', { 256: { type: 1 } }, 'TIFF tags'],
    [
      'one page, said to be a copy of another, out of order',
      'rgb8.tif',
      { 305: { tag: 254, type: 4, count: 1, value: 1 } },
      'TIFF tags, NewSubfileType',
    ],
  ])('%s: noted as irregular', async (_what, name, changes, field) => {
    const { notes } = await read(changed(name, changes));
    expect(notes).toContainEqual({ code: 'header-irregular', detail: { field } });
  });

  it.each([
    [
      'differences without a compression that has them',
      'rgb16-deflate.tif',
      { 259: { value: 1 } },
      'unsupported-pixels',
    ],
    ['samples of a kind that does not exist', 'int16.tif', { 339: { value: 0 } }, 'unsupported-pixels'],
    ['a strip inside the header', 'rgb8.tif', { 273: { value: 0 } }, 'damaged'],
    ['a depth of no number', 'grey8.tif', { 258: { count: 0 } }, 'bad-header'],
    ['a depth that is a fraction', 'grey8.tif', { 258: { type: 5 } }, 'bad-header'],
  ])('%s: refused', async (_what, name, changes, code) => {
    expect((await refusalOf(changed(name, changes))).code).toBe(code);
  });
});
