import { expect, test } from 'vitest';
import { trustworthiness } from '../../../src/domain/explore/trustworthiness';
import { quietJob } from '../../../src/domain/job';
import { makeClusters } from './clusters';
import { golden } from './golden';

const { data, dim } = golden;

test.each([
  ['pca', 5],
  ['pca', 15],
  ['random', 5],
  ['random', 15],
] as const)('equals scikit-learn on the %s map at k = %i', async (name, k) => {
  const xy = name === 'pca' ? Float32Array.from(golden.pca) : golden.randomMap;
  const expected = golden.trustworthiness[name][`${k}`];
  expect(await trustworthiness({ data, dim, xy, seed: 0, k }, quietJob())).toBeCloseTo(expected, 9);
});

test('a sample of a large set says nearly the same for any seed, and the same for the same', async () => {
  const big = makeClusters(2300, 4, 3, 1);
  const xy = Float32Array.from(big.data.filter((_, p) => p % 4 < 2));
  const of = (seed: number) => trustworthiness({ ...big, xy, seed }, quietJob());
  const [a, again, b] = [await of(1), await of(1), await of(2)];
  expect(again).toBe(a);
  expect(Math.abs(a - b)).toBeLessThan(0.01);
});

test('too few rows to say anything', async () => {
  const input = { data: new Float32Array(6), dim: 2, xy: new Float32Array(6), seed: 0 };
  expect(await trustworthiness(input, quietJob())).toBeNaN();
});
