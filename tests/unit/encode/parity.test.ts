// The self-test's measure: cosine and largest difference, each with the fault that only it sees, and NaN in every place.
import { describe, expect, test } from 'vitest';
import {
  differenceCeiling,
  type GoldenCase,
  largestDifference,
  measureParity,
  parityFloor,
  parityHolds,
  parseGolden,
} from '../../../src/domain/encode/golden';
import type { InputSpec } from '../../../src/domain/encode/manifest';
import { AppError } from '../../../src/domain/errors';
import { makeRandom } from '../../../src/domain/random';

const input: InputSpec = {
  sizePx: 8,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  resize: 'stretch',
  interpolation: 'bicubic',
};
const dimension = 512;

function unit(values: Float32Array): Float32Array {
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}

/** `count` cases whose vectors are random directions. */
function casesOf(count: number): GoldenCase[] {
  const random = makeRandom(7);
  return Array.from({ length: count }, (_, i) => ({
    name: `case ${i}`,
    picture: { width: 8, height: 8, channels: 3, data: new Uint8Array(192).fill(i) },
    vector: unit(Float32Array.from({ length: dimension }, () => random.normal())),
    patches: null,
  }));
}

/** Measures vectors that are the stored ones but for what `change` does to them. */
function measured(count: number, change: (vector: Float32Array, at: number) => Float32Array) {
  const cases = casesOf(count);
  let at = 0;
  return measureParity(cases, input, {
    encode: async () => {
      const { vector } = cases[at] as GoldenCase;
      return change(vector.slice(), at++);
    },
  });
}

const plant = (vector: Float32Array, component: number, value: number) => {
  vector[component] = value;
  return vector;
};

describe('what is measured', () => {
  test('equal vectors: the number of cases, cosine 1, difference 0', async () => {
    const parity = await measured(5, (vector) => vector);
    expect(parity.cases).toBe(5);
    expect(parity.lowestCosine).toBeCloseTo(1, 7);
    expect(parity.largestDifference).toBe(0);
    expect(parityHolds(parity)).toBe(true);
  });

  test('the difference is the largest over all components of all vectors', async () => {
    const parity = await measured(4, (vector, at) =>
      at === 2
        ? plant(vector, 511, (vector[511] as number) - 0.0005)
        : plant(vector, 3, (vector[3] as number) + 1e-5),
    );
    expect(parity.largestDifference).toBeCloseTo(0.0005, 6);
    expect(parityHolds(parity)).toBe(true);
  });

  test('largestDifference of two vectors, by hand', () => {
    expect(largestDifference(Float32Array.of(1, 0, -0.5), Float32Array.of(0.75, 0, 0.25))).toBe(0.75);
    expect(largestDifference(Float32Array.of(), Float32Array.of())).toBe(0);
  });
});

describe('what fails', () => {
  test('one wrong vector among eight fails by its cosine', async () => {
    const parity = await measured(8, (vector, at) =>
      at === 6 ? vector.map((value, i) => (i % 7 === 0 ? -value : value)) : vector,
    );
    expect(parity.lowestCosine).toBeLessThan(0.99);
    expect(parityHolds(parity)).toBe(false);
  });

  test('one wrong number that the cosine lets through fails by the difference', async () => {
    const parity = await measured(8, (vector, at) =>
      at === 7 ? plant(vector, 100, (vector[100] as number) + 0.01) : vector,
    );
    expect(parity.lowestCosine).toBeGreaterThan(parityFloor);
    expect(parity.largestDifference).toBeGreaterThan(differenceCeiling);
    expect(parityHolds(parity)).toBe(false);
  });

  test('not a number fails wherever it comes, and later good vectors do not hide it', async () => {
    for (const wrong of [0, 3]) {
      const parity = await measured(4, (vector, at) =>
        at === wrong ? plant(vector, 0, Number.NaN) : vector,
      );
      expect([wrong, parity.lowestCosine, parity.largestDifference]).toEqual([wrong, Number.NaN, Number.NaN]);
      expect(parityHolds(parity)).toBe(false);
    }
    expect(parityHolds({ cases: 8, lowestCosine: Number.NaN, largestDifference: 0 })).toBe(false);
    expect(parityHolds({ cases: 8, lowestCosine: 1, largestDifference: Number.NaN })).toBe(false);
  });

  test('a vector that is too short is no agreement on the rest', async () => {
    const parity = await measured(2, (vector) => vector.slice(0, 500));
    expect(parity.largestDifference).toBeNaN();
    expect(parityHolds(parity)).toBe(false);
  });

  test('an output the check refuses is measured as not a number; another error passes through', async () => {
    const cases = casesOf(2);
    const parity = await measureParity(cases, input, {
      encode: async () => {
        throw new AppError('encoder-invalid-output', 'not finite', { what: 'not finite' });
      },
    });
    expect(parity).toEqual({ cases: 2, lowestCosine: Number.NaN, largestDifference: Number.NaN });
    await expect(
      measureParity(cases, input, {
        encode: async () => {
          throw new Error('device lost');
        },
      }),
    ).rejects.toThrow('device lost');
  });

  test('no case at all is no agreement', async () => {
    expect(parityHolds(await measureParity([], input, { encode: async () => new Float32Array(0) }))).toBe(
      false,
    );
  });
});

describe('parts of an image', () => {
  const random = makeRandom(8);
  const parts = 4;
  const rows = Array.from({ length: parts }, () =>
    unit(Float32Array.from({ length: dimension }, () => random.normal())),
  );
  const patches = Float32Array.from(rows.flatMap((row) => [...row]));
  const [one, other] = casesOf(2) as [GoldenCase, GoldenCase];
  const cases = [{ ...one, patches }, other];
  let at = 0;
  const encode = async () => (cases[at++] as GoldenCase).vector;
  const lookingAt = (data: Float32Array | null) => async () => ({
    embedding: await encode(),
    patches: data && { data },
  });
  const measuredWith = (data: Float32Array | null) => {
    at = 0;
    return measureParity(cases, input, { encode, look: lookingAt(data) });
  };

  test('equal ones pass, and the image without parts is encoded alone', async () => {
    expect(await measuredWith(patches)).toMatchObject({ cases: 2, largestDifference: 0 });
  });

  test('one wrong number in one part fails, though the image itself is right', async () => {
    const parity = await measuredWith(plant(patches.slice(), 2 * dimension + 5, 0.5));
    expect(parity.largestDifference).toBeGreaterThan(differenceCeiling);
    expect(parityHolds(parity)).toBe(false);
  });

  test('parts that are missing or too few fail', async () => {
    for (const data of [null, patches.slice(dimension)]) {
      const parity = await measuredWith(data);
      expect(parity.lowestCosine).toBeNaN();
      expect(parityHolds(parity)).toBe(false);
    }
  });

  test('golden.json with parts of another number than the manifest names is damaged', () => {
    const base64 = (bytes: Float32Array | Uint8Array) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    const entry = {
      ...{ name: 'one', width: 8, height: 8, rgbBase64: base64(one.picture.data) },
      ...{ vectorBase64: base64(one.vector), patchesBase64: base64(patches) },
    };
    const spec = (columns: number) => ({ dimension, patches: { outputName: 'p', rows: 2, columns } });
    expect(parseGolden({ cases: [entry] }, spec(2))[0]?.patches).toEqual(patches);
    expect(() => parseGolden({ cases: [entry] }, spec(3))).toThrow('wrong size');
    expect(() => parseGolden({ cases: [entry] }, { dimension, patches: null })).toThrow('wrong size');
  });
});
