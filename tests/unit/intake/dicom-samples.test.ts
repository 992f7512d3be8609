// Words and stored values: equal wherever the bytes lie, and the file's bytes stay what they were.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codestreamValues, storedValues, words } from '../../../src/domain/intake/dicom-samples';

/** The same bytes at an offset inside a larger buffer. */
function lyingAt(offset: number, bytes: Uint8Array): Uint8Array {
  const file = new Uint8Array(offset + bytes.length + 3).fill(0xa5);
  file.set(bytes, offset);
  return file.subarray(offset, offset + bytes.length);
}

const layouts = fc
  .tuple(fc.constantFrom(8, 16, 32), fc.integer({ min: 1, max: 32 }), fc.boolean(), fc.nat(31))
  .filter(([allocated, stored]) => stored <= allocated)
  .map(([bitsAllocated, bitsStored, signed, lift]) => {
    const highBit = Math.min(bitsAllocated - 1, bitsStored - 1 + lift);
    return { bitsAllocated, bitsStored, signed, highBit };
  });

test('stored values do not depend on where the words lie, and reading them changes no byte of the file', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      layouts,
      fc.nat(3),
      (bytes, bits, offset) => {
        const here = lyingAt(offset, bytes);
        const file = new Uint8Array(here.buffer).slice();
        const read = (at: Uint8Array) => storedValues(words(at, bits.bitsAllocated, true), bits);
        const first = read(here);
        expect(first).toEqual(read(lyingAt(0, bytes)));
        // Frames of one file are read one after the other, and again with another decision.
        expect(read(here)).toEqual(first);
        expect(new Uint8Array(here.buffer)).toEqual(file);
      },
    ),
  );
});

test('a codestream that the header describes wrongly is judged by what was decoded, not by a first attempt', () => {
  const data = Uint16Array.of(0, 1, 4095, 2048);
  const picture = { width: 4, height: 1, components: 1, bits: 12, signed: false, data };
  const bits = { bitsAllocated: 16, bitsStored: 8, highBit: 7, signed: false };
  expect(codestreamValues(picture, bits)).toEqual({
    values: Uint16Array.of(0, 1, 4095, 2048),
    differs: true,
  });
  expect(data).toEqual(Uint16Array.of(0, 1, 4095, 2048));
});
