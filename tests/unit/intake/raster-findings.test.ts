// Raster files that the fuzzer found to be read otherwise than meant without a word: each is refused or noted now.
import { describe, expect, it } from 'vitest';
import { codesOf, read, refusalOf } from './fixtures';
import { bytesOf, chunk, join, segment, withChunk } from './raster-kit';

describe('found by fuzzing: PNG', () => {
  it('less height in the header than rows in the data is noted', async () => {
    const whole = bytesOf('grey8.png');
    const header = [...whole.slice(16, 29)];
    header[7] = 8;
    const less = join(whole.slice(0, 8), chunk('IHDR', header), whole.slice(33));
    expect(codesOf(await read(less))).toContain('longer-than-needed');
  });

  it.each([
    ['a transparent colour of one byte', 'grey-trns.png', 'tRNS', [1]],
    ['a second transparent colour', 'grey-trns.png', 'tRNS', [0, 1]],
    ['a transparent colour deeper than a sample', 'grey8.png', 'tRNS', [8, 8]],
    ['a palette in a grey file', 'grey8.png', 'PLTE', [1, 2, 3]],
    ['an EXIF block that is none', 'rgb8.png', 'eXIf', [1, 2, 3, 4]],
  ] as const)('%s is noted', async (_what, name, type, body) => {
    expect(codesOf(await read(withChunk(name, type, body)))).toContain('header-irregular');
  });

  it('transparency with a wrong checksum is noted', async () => {
    const file = bytesOf('palette-trns.png');
    const at = file.findIndex((_, i) => String.fromCharCode(...file.slice(i, i + 4)) === 'tRNS');
    expect(codesOf(await read(file))).not.toContain('header-irregular');
    file[at + 5] = 0;
    expect(codesOf(await read(file))).toContain('header-irregular');
  });

  it('a palette of more colours than the depth can name is noted', async () => {
    const two = bytesOf('palette1.png');
    const at = two.findIndex((_, i) => String.fromCharCode(...two.slice(i, i + 4)) === 'PLTE');
    const more = join(two.slice(0, at - 4), chunk('PLTE', [1, 2, 3, 4, 5, 6, 7, 8, 9]), two.slice(at + 14));
    expect(codesOf(await read(two))).toEqual([]);
    expect(codesOf(await read(more))).toEqual(['header-irregular']);
  });

  it('chunks after the end are noted', async () => {
    const tail = join(bytesOf('grey8.png'), chunk('tRNS', [0, 7]));
    expect(codesOf(await read(tail))).toEqual(['longer-than-needed']);
  });
});

function edited(name: string, at: (bytes: Uint8Array) => number, value: number): Uint8Array {
  const bytes = bytesOf(name);
  bytes[at(bytes)] = value;
  return bytes;
}

describe('found by fuzzing: JPEG', () => {
  it('a quantiser of 0 is refused', async () => {
    const file = edited('grey.jpg', (bytes) => segment(bytes, 0xdb) + 12, 0);
    expect(await refusalOf(file)).toMatchObject({ code: 'damaged', detail: { part: 'quantiser' } });
  });

  it.each([
    ['a size past 10', 0xff],
    ['a run without a size', 0x50],
  ])('a Huffman table with %s is refused', async (_what, symbol) => {
    const file = edited('grey.jpg', (bytes) => segment(bytes, 0xc4, 1) + 17 + 2, symbol);
    expect(await refusalOf(file)).toMatchObject({ code: 'damaged', detail: { part: 'Huffman table' } });
  });

  it('an orientation that cannot be read is noted, and of two EXIF blocks the one that turns counts', async () => {
    const exif = segment(bytesOf('exif6.jpg'), 0xe1);
    const broken = edited('exif6.jpg', () => exif + 6, 0x20);
    expect(codesOf(await read(broken))).toEqual(['header-irregular']);
    const whole = bytesOf('exif6.jpg');
    const none = join(whole.slice(0, exif - 4), Uint8Array.of(0xff, 0xe1), whole.slice(exif - 2, exif + 6));
    const block = Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    none.set([0, 2 + 6 + block.length], exif - 2);
    const twice = join(none, block, whole.slice(exif - 4));
    expect(codesOf(await read(twice))).toEqual(['turned-upright']);
  });

  it('a progressive file without its last scan is noted', async () => {
    const whole = bytesOf('progressive.jpg');
    const last = whole.findLastIndex((v, i) => v === 0xff && whole[i + 1] === 0xda);
    const without = join(whole.slice(0, last), Uint8Array.of(0xff, 0xd9));
    expect(codesOf(await read(bytesOf('progressive.jpg')))).toEqual([]);
    expect(codesOf(await read(without))).toEqual(['header-irregular']);
  });

  it('two words about the colours are noted', async () => {
    const whole = bytesOf('keep-rgb.jpg');
    const adobe = (transform: number) =>
      Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform);
    const at = segment(whole, 0xee) + 12;
    expect(codesOf(await read(join(whole.slice(0, at), adobe(1), whole.slice(at))))).toEqual([
      'header-irregular',
    ]);
    expect(codesOf(await read(join(whole.slice(0, at), adobe(0), whole.slice(at))))).toEqual([]);
  });
});
