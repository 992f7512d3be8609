// The hash of a picture: equal for the same picture packed otherwise, different for what is shown otherwise.
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { pixelHash, type Voi } from '../../../src/domain/intake/pixel-hash';
import { type GreyPixels, identity, type PlainPixels } from '../../../src/domain/intake/pixels';
import { smallDicom } from './dicom-writer';
import { read } from './fixtures';

const grey: GreyPixels = {
  kind: 'grey',
  width: 2,
  height: 2,
  values: Uint16Array.of(1, 2, 3, 4),
  modality: identity,
  padding: null,
  inverted: false,
};
const window = { centre: 40, width: 400, shape: 'LINEAR' } as const;
const table = { first: 0, bits: 16, entries: Uint16Array.of(0, 9), packed: false };

describe('pixelHash', () => {
  it('tells apart all that is shown differently', async () => {
    const voi = (change: Partial<Voi>): Voi => ({ table: null, window: null, ...change });
    const variants: [GreyPixels, Voi?][] = [
      [grey],
      [{ ...grey, inverted: true }],
      [{ ...grey, width: 4, height: 1 }],
      [{ ...grey, padding: [1, 1] }],
      [{ ...grey, padding: [1, 2] }],
      [{ ...grey, modality: { kind: 'linear', slope: 1, intercept: -1024 } }],
      [{ ...grey, modality: { kind: 'linear', slope: 2, intercept: 0 } }],
      [{ ...grey, modality: { kind: 'table', first: 0, entries: Uint16Array.of(0, 1, 2, 3) } }],
      [{ ...grey, modality: { kind: 'table', first: 1, entries: Uint16Array.of(0, 1, 2, 3) } }],
      [{ ...grey, values: Uint16Array.of(1, 2, 3, 5) }],
      [grey, voi({ window })],
      [grey, voi({ window: { ...window, width: 401 } })],
      [grey, voi({ window: { ...window, shape: 'SIGMOID' } })],
      [grey, voi({ table })],
      [grey, voi({ table: { ...table, bits: 12 } })],
      [grey, voi({ table: { ...table, entries: Uint16Array.of(0, 8) } })],
    ];
    const hashes = await Promise.all(variants.map(([pixels, rule]) => pixelHash(pixels, rule)));
    expect(new Set(hashes).size).toBe(variants.length);
  });

  it('is the same for the same values in a wider type', async () => {
    const other = [Int16Array.of(1, 2, 3, 4), Int32Array.of(1, 2, 3, 4), Uint8Array.of(1, 2, 3, 4)];
    for (const values of other) expect(await pixelHash({ ...grey, values })).toBe(await pixelHash(grey));
    const picture = { width: 2, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4) } as const;
    const plain: PlainPixels = { kind: 'plain', picture, stored: picture.data };
    expect(await pixelHash({ ...plain, stored: Uint16Array.of(1, 2, 3, 4) })).toBe(await pixelHash(plain));
  });

  it('is for 8-bit pictures what it always was, so that kept projects find theirs again', async () => {
    const picture = { width: 2, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4) } as const;
    // sha256 of "lightbench-pixels-1 2x2x1 u8 straight\n" and the four bytes, by Python's hashlib.
    expect(await pixelHash({ kind: 'plain', picture, stored: picture.data })).toBe(
      'b6d5c88ec080173824922eca41939a96697a8e729337cbf3c87af7eeba002dbf',
    );
  });

  it('is for 16-bit greys what it always was, of whatever part of a file they are', async () => {
    const lying = Uint16Array.of(9, 9, 1, 2, 3, 400, 9).subarray(2, 6);
    // sha256 of "lightbench-pixels-1 2x2x1 i16 straight grey line 1 0 padding none voi none\n" (u16 in the second) and the
    // four values as little-endian 16-bit words, by Python's hashlib.
    expect(await pixelHash({ ...grey, values: lying })).toBe(
      'f5253be1321114057cb4b552af9f66cb9769cbf1daa50404eac0d3c75a92cd50',
    );
    expect(await pixelHash({ ...grey, values: Uint16Array.of(1, 2, 3, 40_000) })).toBe(
      'b61dc7e0189136ffdc43e4a9a88448f2693e8d48eca2274ed0cd3f43b02fedb3',
    );
  });

  it('does not depend on what else is hashed at the same time', async () => {
    const pictures = [1, 2, 3, 600].map((side) => {
      const values = Uint16Array.from({ length: side * side }, (_, i) => (i * side) % 4096);
      return { ...grey, width: side, height: side, values };
    });
    const together = await Promise.all(pictures.map((picture) => pixelHash(picture)));
    const apart: string[] = [];
    for (const picture of pictures) apart.push(await pixelHash(picture));
    expect(together).toEqual(apart);
  });

  it('tells the same colours apart that are stored at another depth', async () => {
    const stored = Uint16Array.from({ length: 12 }, (_, i) => i * 300);
    const shown = (shift: number): PlainPixels => {
      const data = Uint8Array.from(stored, (v) => v >> shift);
      return { kind: 'plain', picture: { width: 2, height: 2, channels: 3, data }, stored };
    };
    expect(await pixelHash(shown(8))).not.toBe(await pixelHash(shown(4)));
  });
});

describe('files', () => {
  const sidePx = 10;
  const values = Array.from({ length: sidePx * sidePx }, (_, i) => i);
  const png = (depth: 8 | 16) =>
    encode({
      width: sidePx,
      height: sidePx,
      channels: 1,
      depth,
      data: depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values),
    });

  it('an 8-bit and a 16-bit PNG of the same values are two pictures', async () => {
    expect((await read(png(8))).pixelHash).not.toBe((await read(png(16))).pixelHash);
  });

  it('two DICOM objects that differ in their window, or in their rescale, are two pictures', async () => {
    const base = { rows: sidePx, columns: sidePx, photometric: 'MONOCHROME2', signed: false, values };
    const hash = async (more: object) => (await read(smallDicom({ ...base, ...more }))).pixelHash;
    const hashes = [
      await hash({}),
      await hash({ window: [40, 400] }),
      await hash({ window: [40, 80] }),
      await hash({ intercept: -1024, slope: 1 }),
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(await hash({ window: [40, 400] })).toBe(hashes[1]);
  });
});
