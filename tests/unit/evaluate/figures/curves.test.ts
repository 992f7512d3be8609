// Curves, calibration bins and the gallery of failures: what must hold beyond the goldens.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calibrationBins } from '../../../../src/domain/evaluate/figures/calibration';
import { confusionRows } from '../../../../src/domain/evaluate/figures/confusion';
import {
  precisionRecallPoints,
  rejectCurve,
  rocPoints,
} from '../../../../src/domain/evaluate/figures/curves';
import { failuresOf } from '../../../../src/domain/evaluate/figures/failures';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import { makeRandom } from '../../../../src/domain/random';
import { singleCases, tableOf, twoClassCases } from './judged-case';

const rowsOf = (count: number) =>
  fc.array(fc.tuple(fc.nat(1), fc.nat(40)), { minLength: count, maxLength: 3 * count });
const casesOf = (rows: readonly (readonly [own: number, level: number])[]) =>
  twoClassCases(
    rows.map(([own]) => own),
    rows.map(([, level]) => level / 40),
  );

test('a curve of equal scores is the diagonal, and a level line at the share of the class', () => {
  const cases = twoClassCases([1, 0, 0, 0], [0.5, 0.5, 0.5, 0.5]);
  expect(rocPoints(cases, 1)).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]);
  expect(precisionRecallPoints(cases, 1)).toEqual([
    { x: 0, y: 0.25 },
    { x: 1, y: 0.25 },
  ]);
});

test('a class that is not there, or is everywhere, has no curve', () => {
  const cases = twoClassCases([0, 0], [0.1, 0.9]);
  for (const classAt of [0, 1]) {
    expect(rocPoints(cases, classAt)).toEqual([]);
    expect(precisionRecallPoints(cases, classAt)).toEqual([]);
  }
});

test('points rise, and no three of the ROC curve are on one line', () => {
  fc.assert(
    fc.property(rowsOf(12), (rows) => {
      const points = rocPoints(casesOf(rows), 1);
      for (let i = 1; i < points.length; i++) {
        const [a, b, c] = [points[i - 1]!, points[i]!, points[i + 1]];
        expect(b.x).toBeGreaterThanOrEqual(a.x);
        expect(b.y).toBeGreaterThanOrEqual(a.y);
        if (c) expect(Math.abs((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x))).toBeGreaterThan(1e-9);
      }
    }),
  );
});

describe('reject option', () => {
  test('it ends with every row and their accuracy, begins with ten rows or more, and never falls in share', () => {
    fc.assert(
      fc.property(rowsOf(10), (rows) => {
        const cases = casesOf(rows);
        const points = rejectCurve(cases);
        expect(points.at(-1)).toEqual({
          x: 1,
          y: expect.closeTo(prepareFigures(cases).figures().accuracy!, 12),
        });
        expect(points[0]!.x * rows.length).toBeGreaterThanOrEqual(10 - 1e-9);
        for (let i = 1; i < points.length; i++) expect(points[i]!.x).toBeGreaterThan(points[i - 1]!.x);
      }),
    );
  });

  test('rows as sure as one another are answered together, whichever side they are on', () => {
    const own = Array.from({ length: 40 }, (_, row) => row % 2);
    const cases = twoClassCases(own, [...own.slice(0, 20), ...own.slice(20).map(() => 0.625)]);
    expect(rejectCurve(cases)).toEqual([
      { x: 0.5, y: 1 },
      { x: 1, y: 0.75 },
    ]);
  });

  test('nothing under ten rows, at most 200 points of many', () => {
    expect(rejectCurve(twoClassCases([0, 1], [0.1, 0.9]))).toEqual([]);
    const random = makeRandom(3);
    const scores = Array.from({ length: 5_000 }, () => random.uniform());
    const points = rejectCurve(
      twoClassCases(
        scores.map((score) => (random.uniform() < score ? 1 : 0)),
        scores,
      ),
    );
    expect(points.length).toBeGreaterThan(150);
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points[20]!.y).toBeGreaterThan(points.at(-1)!.y + 0.1);
  });

  test('several labels: as sure as the least sure of them', () => {
    const rows = 20;
    const flags = new Uint8Array(rows * 2).fill(1);
    const cases = {
      ...singleCases(
        new Array<number>(rows).fill(0),
        Array.from({ length: rows }, () => [0.5, 0.5]),
      ),
      task: 'multi' as const,
      truth: Uint8Array.from(flags, (_, at) => (at < rows ? 1 : 0)),
      said: flags,
      // The first ten rows are sure of both labels, the others of the first alone.
      scores: Float64Array.from(flags, (_, at) => (at < rows || at % 2 === 0 ? 0.9 : 0.6)),
    };
    expect(rejectCurve(cases)).toEqual([
      { x: 0.5, y: 1 },
      { x: 1, y: 0.5 },
    ]);
  });
});

describe('calibration bins', () => {
  test('every row is in one bin, means rise, the interval holds the share', () => {
    fc.assert(
      fc.property(rowsOf(100), (rows) => {
        const bins = calibrationBins(casesOf(rows), 1);
        expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows.length);
        for (const [i, { mean, share, low, high }] of bins.entries()) {
          expect(low).toBeLessThanOrEqual(share);
          expect(high).toBeGreaterThanOrEqual(share);
          if (i > 0) expect(mean).toBeGreaterThan(bins[i - 1]!.mean);
        }
      }),
    );
  });

  test('99 rows: none; equal scores: one bin', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, row) => [row % 2, 10] as const);
    expect(calibrationBins(casesOf(rows(99)), 1)).toEqual([]);
    expect(calibrationBins(casesOf(rows(100)), 1)).toMatchObject([{ mean: 0.25, share: 0.5, rows: 100 }]);
  });
});

describe('failures', () => {
  const table = tableOf('single', 3, [[0], [1], [2], [0]]);
  const repeat = (...scores: readonly (readonly number[])[]) => singleCases([0, 1, 2, 0], scores);
  const [a, b, c] = [
    [0.75, 0.25, 0],
    [0, 1, 0],
    [0.125, 0.25, 0.625],
  ];

  test('wrong most often first, then surest; told is what was said most often when wrong', () => {
    const found = failuresOf(table, [repeat(b, b, a, b), repeat(a, b, b, b), repeat(c, b, b, a)]);
    expect(found).toEqual([
      { id: 'item-2', truth: ['class-2'], said: ['class-1'], score: 2.75 / 3, wrongShare: 1 },
      { id: 'item-3', truth: ['class-0'], said: ['class-1'], score: 1, wrongShare: 2 / 3 },
      { id: 'item-0', truth: ['class-0'], said: ['class-1'], score: 1.625 / 2, wrongShare: 2 / 3 },
    ]);
  });

  test('they are the rows off the diagonal of the confusion matrix', () => {
    const cases = repeat(b, b, a, c);
    const off = confusionRows(cases)!.flatMap((cells, own) =>
      cells.flatMap((cell, said) => (own === said ? [] : cell)),
    );
    expect(failuresOf(table, [cases]).map(({ id }) => id)).toEqual(
      expect.arrayContaining(off.map((row) => table.ids[row])),
    );
    expect(off).toHaveLength(3);
  });

  test('several labels: as sure as the surest wrong one, said or missed', () => {
    const labels = tableOf('multi', 2, [[0, 1], [0]]);
    const cases = {
      ...singleCases(
        [0, 0],
        [
          [0.75, 0.125],
          [0.25, 0.625],
        ],
      ),
      task: 'multi' as const,
      truth: Uint8Array.of(1, 1, 1, 0),
      said: Uint8Array.of(1, 0, 0, 0),
    };
    expect(failuresOf(labels, [cases])).toEqual([
      { id: 'item-0', truth: ['class-0', 'class-1'], said: ['class-0'], score: 0.875, wrongShare: 1 },
      { id: 'item-1', truth: ['class-0'], said: [], score: 0.75, wrongShare: 1 },
    ]);
  });

  test('nothing wrong, nothing told', () => {
    expect(failuresOf(table, [repeat(a, b, c, a)])).toEqual([]);
  });
});
