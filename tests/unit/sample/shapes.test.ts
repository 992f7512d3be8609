import { expect, test } from 'vitest';
import { makeRandom } from '../../../src/domain/random';
import { makeCanvas, paint, toBytes } from '../../../src/domain/sample/canvas';
import { crescent, joined, wobblyDisc } from '../../../src/domain/sample/shapes';

test('an even disc is the distance to a circle', () => {
  const disc = wobblyDisc(makeRandom(1), { x: 5, y: 5 }, 3, 0);
  expect(disc(5, 5)).toBeCloseTo(-3, 9);
  expect(disc(9, 5)).toBeCloseTo(1, 9);
});

test('a crescent is full in its middle, empty at the centre of its bend and past its tips', () => {
  const shape = crescent({ x: 20, y: 20, bendPx: 10, halfAngle: 1, halfWidthPx: 3, turn: 0 });
  expect(shape(20, 20)).toBeCloseTo(-3, 9);
  expect(shape(10, 20)).toBeGreaterThan(0);
  expect(shape(10 + 10 * Math.cos(1.5), 20 + 10 * Math.sin(1.5))).toBeGreaterThan(0);
});

test('two joined shapes hold both and bridge what is between', () => {
  const left = wobblyDisc(makeRandom(1), { x: 0, y: 0 }, 4, 0);
  const right = wobblyDisc(makeRandom(1), { x: 8.5, y: 0 }, 4, 0);
  const both = joined(left, right, 3);
  expect(both(0, 0)).toBeLessThan(0);
  expect(both(8.5, 0)).toBeLessThan(0);
  expect(both(4.25, 0)).toBeLessThan(0);
});

test('paint colours inside, leaves outside and blends the edge', () => {
  const canvas = makeCanvas(9);
  paint(canvas, { x: 4, y: 4, reach: 6 }, wobblyDisc(makeRandom(1), { x: 4, y: 4 }, 3, 0), () => [
    200, 100, 300,
  ]);
  const at = (x: number, y: number) =>
    Array.from(toBytes(canvas).subarray((y * 9 + x) * 3, (y * 9 + x) * 3 + 3));
  expect(at(4, 4)).toEqual([200, 100, 255]);
  expect(at(0, 0)).toEqual([0, 0, 0]);
  expect(at(7, 4)[0]).toBe(100);
});
