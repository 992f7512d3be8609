import { expect, test } from 'vitest';
import { erf } from '../../../src/domain/predict/adapter-predict';
import { isUnlike, likenessFloor, percentile } from '../../../src/domain/predict/likeness';
import golden from '../../fixtures/golden/predict/predict.json';

test('percentiles are numpy’s', () => {
  for (const { values, percent, expected } of golden.percentiles) {
    expect(percentile(values, percent)).toBeCloseTo(expected, 12);
  }
  expect(percentile([], 1)).toBeNaN();
});

test('the floor is the 1st percentile; an image below it is unlike the set', () => {
  const best = Float32Array.from({ length: 101 }, (_, i) => 0.5 + i / 1000);
  const floor = likenessFloor(best)!;
  expect(floor).toBeCloseTo(0.501, 6);
  expect(isUnlike(0.5, floor)).toBe(true);
  expect(isUnlike(0.502, floor)).toBe(false);
});

test('a set of fewer than ten images has no floor, and nothing is unlike it', () => {
  expect(likenessFloor(new Float32Array(9))).toBeNull();
  expect(likenessFloor([])).toBeNull();
  expect(isUnlike(-1, null)).toBe(false);
});

test('the error function holds to 2e-7', () => {
  for (const { x, expected } of golden.erf) expect(Math.abs(erf(x) - expected)).toBeLessThan(2e-7);
});
