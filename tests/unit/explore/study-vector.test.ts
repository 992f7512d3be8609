import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { meanVector, sevenStatistics, writeStatisticsOfOne } from '../../../src/domain/explore/study-vector';

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
  async (_, one) => {
    const rows = rowsOf(one);
    const mean = meanVector(rows);
    expect(mean).toHaveLength(one.dim);
    for (const [i, value] of mean.entries()) expect(value).toBeCloseTo(one.mean[i]!, 6);
    const seven = await sevenStatistics(rows);
    expect(seven).toHaveLength(7 * one.dim);
    for (const [i, value] of seven.entries()) expect(value).toBeCloseTo(one.seven[i]!, 6);
  },
);

test('neither order nor a whole repetition of the slices matters; the rows stay as they are', async () => {
  const rows = rowsOf(cases.at(-1)!);
  const before = rows.map((row) => row.slice());
  const turned = [...rows].reverse();
  for (const vector of [meanVector, sevenStatistics]) {
    const plain = await vector(rows);
    for (const [i, value] of (await vector(turned)).entries()) expect(value).toBeCloseTo(plain[i]!, 6);
    expect(Math.hypot(...plain)).toBeCloseTo(1, 6);
  }
  const twice = meanVector([...rows, ...rows]);
  for (const [i, value] of meanVector(rows).entries()) expect(value).toBeCloseTo(twice[i]!, 6);
  expect(rows).toEqual(before);
});

test('one slice is its own mean; none, several lengths and slices that cancel out are refused', async () => {
  const row = Float32Array.of(0.6, 0.8);
  expect(Array.from(meanVector([row]))).toEqual(Array.from(row));
  expect(() => meanVector([])).toThrow(/one length/);
  expect(() => meanVector([row, Float32Array.of(1)])).toThrow(/one length/);
  expect(() => meanVector([row, Float32Array.of(-0.6, -0.8)])).toThrow(/direction/);
  await expect(sevenStatistics([])).rejects.toThrow(/one length/);
});

test('a single vector has the statistics of a stack of one, and keeps its cosines', async () => {
  const [one, other] = rowsOf(cases.at(-1)!).map((row) => {
    const norm = Math.hypot(...row);
    return row.map((value) => value / norm);
  }) as [Float32Array, Float32Array];
  const written = [one, other].map((row) => {
    const out = new Float32Array(7 * row.length).fill(9);
    writeStatisticsOfOne(row, out);
    return out;
  });
  const expected = await sevenStatistics([one]);
  for (const [i, value] of written[0]!.entries()) expect(value).toBeCloseTo(expected[i]!, 6);
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  expect(dot(written[0]!, written[1]!)).toBeCloseTo(dot(one, other), 5);
});

test('a long stack breathes, and stops when a breath throws', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => Float32Array.of(Math.cos(i), Math.sin(i), 1, i % 5));
  let breaths = 0;
  const stop = async () => {
    breaths += 1;
    throw new Error('cancelled');
  };
  await expect(sevenStatistics(rows, { breathe: stop })).rejects.toThrow('cancelled');
  expect(breaths).toBe(1);
});
