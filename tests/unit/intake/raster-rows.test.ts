// Rows R01 to R19 by their ids, where raster.test.ts (against Pillow) does not speak of them. R09, R14 and R18
// in full lie in format-rows.test.ts, R21 in formats.test.ts, R22 in archive.test.ts; R20, R23 and R24 are about many files
// and lie with the state.
import { describe, expect, it } from 'vitest';
import { codesOf, read, refusalOf } from './fixtures';
import { bytesOf, chunk, join, latin, png, segment, withChunk } from './raster-kit';

const picture = async (bytes: Uint8Array) => (await read(bytes)).renditions[0]!.picture;
const grey = png(16, 16, 0, (x, y) => x * 13 + y);

describe('rows R01 to R19', () => {
  it.each([
    ['gAMA', [0, 1, 0x86, 0xa0]],
    ['iCCP', latin('p\0\0x')],
    ['cICP', [9, 16, 0, 1]],
  ] as const)('R03 %s: noted, values as stored', async (type, body) => {
    const file = withChunk('rgb8.png', type, body);
    expect(codesOf(await read(file))).toEqual(['colour-profile-ignored']);
    expect(await picture(file)).toEqual(await picture(bytesOf('rgb8.png')));
  });

  it('R03 the gamma of sRGB is no profile', async () => {
    expect(codesOf(await read(withChunk('rgb8.png', 'gAMA', [0, 0, 0xb1, 0x8f])))).toEqual([]);
  });

  it('R04 low alphas keep their colour, which premultiplying would lose', async () => {
    const alphas = [1, 2, 3, 128, 254, 255];
    const file = png(12, 12, 4, (x, _y, c) => (c === 0 ? 200 : alphas[x % 6]!));
    const { data } = await picture(file);
    expect([...data.slice(0, 6)]).toEqual(alphas.map((alpha) => Math.floor((200 * alpha) / 255 + 0.5)));
    expect(codesOf(await read(file))).toEqual(['alpha-on-black']);
  });

  it.each([
    ['arithmetic coding', 0xc9],
    ['progressive, arithmetic coding', 0xca],
    ['lossless', 0xc3],
    ['differential sequential', 0xc5],
  ] as const)('R08 %s is refused by its name', async (name, sof) => {
    const file = bytesOf('grey.jpg');
    file[segment(file, 0xc0) - 3] = sof;
    expect(await refusalOf(file)).toMatchObject({
      code: 'unsupported-format',
      detail: { format: `JPEG (${name})` },
    });
  });

  it('R08 12 bit is refused by its name', async () => {
    const file = bytesOf('grey.jpg');
    const at = segment(file, 0xc0);
    file[at - 3] = 0xc1;
    file[at] = 12;
    expect((await refusalOf(file)).detail).toEqual({ format: 'JPEG (12 bit)' });
  });

  it('R10 what EXIF says of people and places goes nowhere; the picture is the main one', async () => {
    const file = bytesOf('exif1.jpg');
    expect(String.fromCharCode(...file)).toContain('a name that must not be read');
    const { renditions, ...facts } = await read(file);
    expect(JSON.stringify(facts)).not.toContain('a name');
    // A thumbnail: a whole JPEG inside APP1.
    const thumb = bytesOf('grey.jpg').slice(0, 600);
    const app = join(Uint8Array.of(0xff, 0xe1, (thumb.length + 2) >> 8, (thumb.length + 2) & 255), thumb);
    const both = join(file.slice(0, 2), app, file.slice(2));
    expect(await picture(both)).toEqual(renditions[0]!.picture);
  });

  it.each([
    ['a ZIP behind it', latin('PK\x03\x04 and so on')],
    ['a second picture behind it', bytesOf('grey.jpg')],
  ])('R12 JPEG with %s: the first picture, noted', async (_what, tail) => {
    const file = join(bytesOf('rgb-q92-s0.jpg'), tail);
    expect(codesOf(await read(file))).toEqual(['longer-than-needed']);
    expect(await picture(file)).toEqual(await picture(bytesOf('rgb-q92-s0.jpg')));
  });

  it('R13 an animated PNG: the first of its frames, noted', async () => {
    const file = withChunk('grey8.png', 'acTL', [0, 0, 0, 3, 0, 0, 0, 0]);
    const result = await read(file);
    expect(result.frames).toBe(3);
    expect(codesOf(result)).toEqual(['first-frame-of-many']);
  });

  it.each([
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['AVIF', '\0\0\0\x18ftypavif'],
    ['JPEG XL', '\xff\n\0\0'],
    ['JPEG 2000', '\0\0\0\fjP  \r\n\x87\n'],
    ['video (MP4)', '\0\0\0\x18ftypisom'],
  ])('R15 %s is refused by its name', async (format, magic) => {
    expect(await refusalOf(join(latin(magic), new Uint8Array(64)))).toMatchObject({
      code: 'unsupported-format',
      detail: { format },
    });
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("https://x.example")</script></svg>',
    '<?xml version="1.0"?><svg><image href="https://x.example/a.png"/></svg>',
    '<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
  ])('R16 %s is refused unread', async (svg) => {
    expect(await refusalOf(latin(svg), 'x.png')).toMatchObject({ detail: { format: 'SVG' } });
  });

  it('R17 a PNG called .jpg is read by content and noted', async () => {
    expect(codesOf(await read(grey, 'x.JPG'))).toEqual(['extension-differs']);
    expect(codesOf(await read(grey, 'x.PNG'))).toEqual([]);
  });

  it('R18 no byte and one byte have their own reasons', async () => {
    expect((await refusalOf(new Uint8Array(0))).code).toBe('empty-file');
    expect((await refusalOf(Uint8Array.of(0))).code).toBe('unknown-format');
  });

  it('R19 one pixel is no picture; long and thin is noted', async () => {
    expect((await refusalOf(png(1, 1, 0, () => 1))).code).toBe('too-small');
    expect((await refusalOf(png(1, 10_000, 0, () => 1))).code).toBe('too-small');
    expect(codesOf(await read(png(2000, 20, 0, (x) => x)))).toEqual(['extreme-shape']);
  });

  it('R05 an ancillary chunk may be broken without harm, a critical one may not', async () => {
    const broken = (type: string) => {
      const body = chunk(type, [1, 2, 3, 4]);
      body[body.length - 1]! ^= 1;
      return join(grey.slice(0, 33), body, grey.slice(33));
    };
    expect(codesOf(await read(broken('tEXt')))).toEqual([]);
    expect(await refusalOf(broken('PLTE'))).toMatchObject({ code: 'damaged', detail: { part: 'PLTE' } });
  });
});
