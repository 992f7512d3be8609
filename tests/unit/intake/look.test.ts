// The look of a picture: equal to scipy's, nearly the same for copies and far apart for others, null where nothing is to be seen.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookBits, lookDistance, lookOf, lookWords } from '../../../src/domain/intake/look';
import { makeRandom } from '../../../src/domain/random';
import { copiesGolden, readCase } from '../../fixtures/builders/copies';

const golden = copiesGolden();
const words = lookWords(golden.cases.map(({ look }) => look));
const between = (one: string, two: string) => {
  const row = (name: string) => golden.cases.findIndex((entry) => entry.name === name);
  return lookDistance(words, row(one), row(two));
};

test.each(golden.cases)('reading $name gives the look that scipy gives it', async (entry) => {
  expect((await readCase(entry)).look).toBe(entry.look);
});

test('a look is 255 bits of which at most half are set, behind a first one that is 0', () => {
  for (const { look } of golden.cases) {
    expect(look).toMatch(/^[0-7][0-9a-f]{63}$/);
    const set = [...look].reduce(
      (sum, digit) => sum + lookDistance(lookWords([digit.padEnd(64, '0'), '0'.repeat(64)]), 0, 1),
      0,
    );
    expect(set).toBeGreaterThan(lookBits / 2 - 20);
    expect(set).toBeLessThanOrEqual(lookBits / 2);
  }
});

describe('distances', () => {
  test.each(['film-1', 'film-2'])('%s: copies are near, a hair cut off is further', (film) => {
    for (const copy of ['-jpeg60.jpg', '-half.png', '-bright.jpg']) {
      expect(between(`${film}.png`, `${film}${copy}`)).toBeLessThanOrEqual(24);
    }
    expect(between(`${film}.png`, `${film}-cut.jpg`)).toBeLessThanOrEqual(44);
  });

  test('two films of one template and neighbouring slices are not', () => {
    const pairs = [
      ['film-1.png', 'film-2.png'],
      ['slice-1.jpg', 'slice-2.jpg'],
      ['slice-2.jpg', 'slice-3.jpg'],
      ['slice-3.jpg', 'slice-4.jpg'],
    ] as const;
    for (const [one, two] of pairs) expect(between(one, two)).toBeGreaterThan(44);
  });

  test('count the bits that differ', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(hex, hex, (one, two) => {
        const apart = BigInt(`0x${one}`) ^ BigInt(`0x${two}`);
        const table = lookWords([one, null, two]);
        expect(lookDistance(table, 0, 2)).toBe(apart.toString(2).replaceAll('0', '').length);
        expect(lookDistance(table, 2, 0)).toBe(lookDistance(table, 0, 2));
        expect(lookDistance(table, 0, 0)).toBe(0);
      }),
    );
  });
});

test('a flat picture of any size has none, and grey stored as colour has that of the grey', () => {
  const side = fc.integer({ min: 1, max: 70 });
  const level = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(side, side, level, level, (width, height, low, high) => {
      const flat = new Uint8Array(width * height).fill(low);
      expect(lookOf({ width, height, channels: 1, data: flat })).toBeNull();
      const grey = flat.map((value, i) => (i % width < width / 2 ? value : high));
      const colour = Uint8Array.from({ length: 3 * grey.length }, (_, i) => grey[Math.floor(i / 3)]!);
      const seen = lookOf({ width, height, channels: 1, data: grey });
      expect(lookOf({ width, height, channels: 3, data: colour })).toBe(seen);
      const steps = width === 1 ? 0 : Math.abs(high - low);
      if (steps < 3) expect(seen).toBeNull();
      if (steps > 8) expect(seen).not.toBeNull();
    }),
    { numRuns: 60 },
  );
});

test('grey and the same grey stored as colour go two ways to the same bits, whatever the picture', () => {
  const side = fc.integer({ min: 1, max: 90 });
  fc.assert(
    fc.property(side, side, fc.integer(), (width, height, seed) => {
      const random = makeRandom(seed);
      const data = Uint8Array.from({ length: width * height }, () => Math.floor(random.uniform() * 256));
      const colour = Uint8Array.from({ length: 3 * data.length }, (_, i) => data[Math.floor(i / 3)]!);
      expect(lookOf({ width, height, channels: 1, data })).toBe(
        lookOf({ width, height, channels: 3, data: colour }),
      );
    }),
    { numRuns: 60 },
  );
});
