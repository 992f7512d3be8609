import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRandom } from '../../../src/domain/random';

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);

test('same seed, same stream; other seeds and other forks, others', () => {
  const stream = (seed: number) => draw(5, makeRandom(seed).uniform);
  expect(stream(1)).toEqual(stream(1));
  expect(stream(1)).not.toEqual(stream(2));
  expect(draw(5, makeRandom(1).fork('a').uniform)).not.toEqual(draw(5, makeRandom(1).fork('b').uniform));
});

test('a fork does not depend on what was drawn before', () => {
  const used = makeRandom(7);
  draw(100, used.uniform);
  expect(used.fork('x').uniform()).toBe(makeRandom(7).fork('x').uniform());
});

test('uniform fills 0..1 evenly, normal has mean 0 and variance 1', () => {
  const { uniform, normal } = makeRandom(3);
  const bins = new Array<number>(10).fill(0);
  for (const value of draw(20000, uniform)) bins[Math.floor(value * 10)]!++;
  for (const count of bins) expect(Math.abs(count - 2000)).toBeLessThan(200);
  const values = draw(20000, normal);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});

test('a shuffle keeps everything and leaves its input alone', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
      const before = [...values];
      const shuffled = makeRandom(seed).shuffle(values);
      expect(values).toEqual(before);
      expect([...shuffled].sort((a, b) => a - b)).toEqual(before.sort((a, b) => a - b));
    }),
  );
});
