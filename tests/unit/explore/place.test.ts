import { expect, test } from 'vitest';
import { placeOnMap } from '../../../src/domain/explore/place';

const xy = Float32Array.of(0, 0, 4, 0, 0, 8);
const place = (indices: number[], similarities: number[]) =>
  Array.from(
    placeOnMap(
      { k: indices.length, indices: Int32Array.from(indices), similarities: Float32Array.from(similarities) },
      xy,
    ),
  );

test('stands at the similarity-weighted mean of its neighbours', () => {
  expect(place([0, 1], [0.75, 0.25])).toEqual([1, 0]);
});

test('an opposite neighbour does not push, a missing one does not count', () => {
  expect(place([1, 2, -1], [0.5, -0.5, 0])).toEqual([4, 0]);
});

test('without any likeness it is the plain mean, without neighbours nowhere', () => {
  expect(place([1, 2], [0, -1])).toEqual([2, 4]);
  expect(place([-1], [0])).toEqual([Number.NaN, Number.NaN]);
});
