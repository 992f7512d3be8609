import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { meanVector, sevenStatistics } from '../../../src/domain/explore/study-vector';

interface Case {
  readonly slices: number;
  readonly dim: number;
  readonly rows: readonly number[];
  readonly mean: readonly number[];
  readonly seven: readonly number[];
}

const file = new URL('../../fixtures/golden/explore/study.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly Case[] };
const rowsOf = ({ rows, slices, dim }: Case) =>
  Array.from({ length: slices }, (_, i) => Float32Array.from(rows.slice(i * dim, (i + 1) * dim)));

it.each(cases.map((one) => [one.slices, one] as const))(
  '%i slices: numpy’s mean and seven statistics',
  (_, one) => {
    const rows = rowsOf(one);
    const mean = meanVector(rows);
    expect(mean).toHaveLength(one.dim);
    for (const [i, value] of mean.entries()) expect(value).toBeCloseTo(one.mean[i]!, 6);
    const seven = sevenStatistics(rows);
    expect(seven).toHaveLength(7 * one.dim);
    for (const [i, value] of seven.entries()) expect(value).toBeCloseTo(one.seven[i]!, 6);
  },
);

test('neither order nor a whole repetition of the slices matters; the rows stay as they are', () => {
  const rows = rowsOf(cases.at(-1)!);
  const before = rows.map((row) => row.slice());
  const turned = [...rows].reverse();
  for (const vector of [meanVector, sevenStatistics]) {
    const plain = vector(rows);
    for (const [i, value] of vector(turned).entries()) expect(value).toBeCloseTo(plain[i]!, 6);
    expect(Math.hypot(...plain)).toBeCloseTo(1, 6);
  }
  const twice = meanVector([...rows, ...rows]);
  for (const [i, value] of meanVector(rows).entries()) expect(value).toBeCloseTo(twice[i]!, 6);
  expect(rows).toEqual(before);
});

test('one slice is its own mean; none, several lengths and slices that cancel out are refused', () => {
  const row = Float32Array.of(0.6, 0.8);
  expect(Array.from(meanVector([row]))).toEqual(Array.from(row));
  expect(() => meanVector([])).toThrow(/one length/);
  expect(() => meanVector([row, Float32Array.of(1)])).toThrow(/one length/);
  expect(() => meanVector([row, Float32Array.of(-0.6, -0.8)])).toThrow(/direction/);
});
