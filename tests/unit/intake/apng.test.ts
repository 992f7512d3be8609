// Animated PNG: frame for frame what Pillow puts together, in any order; what cannot be read frame by frame is not asked about.
import { describe, expect, it, test } from 'vitest';
import { type Apng, openApng } from '../../../src/domain/intake/apng';
import { openFile } from '../../../src/domain/intake/decode-file';
import { peekFile } from '../../../src/domain/intake/peek';
import { readPngHeader } from '../../../src/domain/intake/png-header';
import { codecs, fixtureCases, fromBase64, read } from './fixtures';
import { bytesOf, withChunk } from './raster-kit';

interface Case {
  readonly name: string;
  readonly base64: string;
  readonly frames: readonly string[];
}
const { png: cases } = fixtureCases<{ png: readonly Case[] }>('animated.jsonl');
const caseOf = (name: string) => cases.find((one) => one.name === name)!;
const opened = (bytes: Uint8Array): Apng => openApng(bytes, readPngHeader(bytes))!;
const framesIn = async (bytes: Uint8Array) =>
  (await peekFile(new Blob([bytes as BlobPart]), undefined, 'salt')).frames;

/** Clear pixels have no colour that counts; laid over one another, the last bit is a matter of rounding. */
function differences(own: Uint8Array, theirs: Uint8Array): number {
  let worst = 0;
  for (let at = 0; at < theirs.length; at += 4) {
    const clear = own[at + 3] === 0 && theirs[at + 3] === 0;
    for (let c = clear ? 3 : 0; c < 4; c++) worst = Math.max(worst, Math.abs(own[at + c]! - theirs[at + c]!));
  }
  return worst;
}

describe.each(cases)('$name', ({ name, base64, frames }) => {
  const bytes = fromBase64(base64);
  const blended = name === 'rgba-half-over';

  it('has Pillow’s frames, forwards and backwards', () => {
    const file = opened(bytes);
    expect(file.frames).toBe(frames.length);
    const all = frames.map((_, i) => i);
    for (const i of [...all, ...all.reverse()]) {
      const off = differences(file.frame(i), fromBase64(frames[i]!));
      expect(off).toBeLessThanOrEqual(blended ? 1 : 0);
    }
  });

  it('is counted by its chunks alone', async () => {
    expect(await framesIn(bytes)).toBe(frames.length);
  });
});

test('a frame is a picture like any other: put on black, grey where the file is grey, its number in the note', async () => {
  const { base64, frames } = caseOf('grey');
  const file = openFile(fromBase64(base64), 'png', codecs);
  const last = await file.decode(frames.length - 1);
  if (last.pixels.kind !== 'plain') throw new Error('not plain');
  expect(last.pixels.picture.channels).toBe(1);
  expect(last.pixels.picture.data).toEqual(fromBase64(frames.at(-1)!).filter((_, i) => i % 4 === 0));
  expect(last.notes).toEqual([
    { code: 'first-frame-of-many', detail: { frames: frames.length, used: frames.length } },
  ]);
  const clear = await openFile(fromBase64(caseOf('rgba-none-source').base64), 'png', codecs).decode(1);
  expect(clear.notes.map(({ code }) => code)).toContain('alpha-on-black');
  expect((await read(fromBase64(base64))).notes).toContainEqual({
    code: 'first-frame-of-many',
    detail: { frames: 3, used: 2 },
  });
});

describe('read as a still picture, and not asked about', () => {
  it('is one that announces frames it does not have', async () => {
    const file = withChunk('grey8.png', 'acTL', [0, 0, 0, 3, 0, 0, 0, 0]);
    expect(openApng(file, readPngHeader(file))).toBeNull();
    expect(await framesIn(file)).toBe(1);
  });

  it('is one without an announcement, told from its first kilobyte', async () => {
    const file = bytesOf('grey8.png');
    expect(openApng(file, readPngHeader(file))).toBeNull();
    expect(await framesIn(file)).toBe(1);
  });
});

test('a frame whose chunk is damaged is refused, and those after it; those before it are read', async () => {
  const { base64, frames } = caseOf('rgba-none-source');
  const bytes = fromBase64(base64).slice();
  const text = Buffer.from(bytes).toString('latin1');
  const second = text.indexOf('fdAT', text.indexOf('fdAT') + 1);
  bytes[second + 20]! ^= 255;
  const file = opened(bytes);
  expect(differences(file.frame(1), fromBase64(frames[1]!))).toBe(0);
  for (const i of [2, 3, 2]) expect(() => file.frame(i)).toThrow(/checksum/);
  expect(differences(file.frame(0), fromBase64(frames[0]!))).toBe(0);
});

test('a frame beyond the picture is refused', () => {
  const bytes = fromBase64(caseOf('rgb').base64);
  const header = readPngHeader(bytes);
  expect(() => openApng(bytes, { ...header, width: 8 })!.frame(0)).toThrow(/beyond/);
});
