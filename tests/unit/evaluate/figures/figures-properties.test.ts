// What holds of the figures of any answers: relabelling, reversing, copying, perfection, and where nothing can be told.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnsweredCases } from '../../../../src/domain/evaluate/cases';
import { confusionRows } from '../../../../src/domain/evaluate/figures/confusion';
import { rocPoints } from '../../../../src/domain/evaluate/figures/curves';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import { makeRandom } from '../../../../src/domain/random';
import { singleCases, twoClassCases } from './judged-case';

const classCount = 4;

/** Rows of one class in four, scores in sixteenths: many are equal. */
const rowsArbitrary = fc.array(
  fc.record({
    own: fc.nat(classCount - 1),
    scores: fc.array(
      fc.nat(16).map((level) => level / 16),
      { minLength: classCount, maxLength: classCount },
    ),
  }),
  { minLength: 1, maxLength: 40 },
);
type Rows = readonly { readonly own: number; readonly scores: readonly number[] }[];
const casesOf = (rows: Rows) =>
  singleCases(
    rows.map(({ own }) => own),
    rows.map(({ scores }) => scores),
  );
/** The same rows as ones that may have several labels: all whose score is 8/16 or more are said, `own` and the next one true. */
const multiOf = (rows: Rows): AnsweredCases => ({
  ...casesOf(rows),
  task: 'multi',
  truth: Uint8Array.from(
    rows.flatMap(({ own }) => [0, 1, 2, 3].map((c) => (c === own || c === own + 1 ? 1 : 0))),
  ),
  said: Uint8Array.from(rows.flatMap(({ scores }) => scores.map((score) => (score >= 0.5 ? 1 : 0)))),
});
const kinds = [
  ['single', casesOf],
  ['multi', multiOf],
] as const;

/** All figures as one list. */
const allOf = (cases: AnsweredCases, weights?: Float64Array) => {
  const { figures, classes } = prepareFigures(cases).all(weights);
  return [...Object.values(figures), ...classes.flatMap((numbers) => Object.values(numbers))] as (
    | number
    | null
  )[];
};
/** The same to what another order of adding up changes. */
const sameAs = (values: readonly (number | null)[]) =>
  values.map((value) => (value === null ? null : expect.closeTo(value, 10)));

describe.each(kinds)('%s', (_, make) => {
  test('every figure is in its range or null, never NaN', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.array(fc.nat(2), { minLength: 40, maxLength: 40 }), (rows, weights) => {
        const drawn = Float64Array.from(rows, (_row, i) => weights[i]!);
        const { figures, classes } = prepareFigures(make(rows)).all(drawn);
        for (const [name, value] of [figures, ...classes].flatMap((numbers) => Object.entries(numbers))) {
          if (value === null) continue;
          const [least, most] = [name === 'mcc' ? -1 : 0, name === 'brier' ? classCount : 1];
          expect(value).toBeGreaterThanOrEqual(least - 1e-12);
          expect(value).toBeLessThanOrEqual(most + 1e-12);
        }
      }),
    );
  });

  test('a weight of n is the row n times, 0 is no row', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), (rows, weights) => {
        const copies = rows.flatMap((row, i) => new Array<Rows[number]>(weights[i]!).fill(row));
        const drawn = Float64Array.from(rows, (_row, i) => weights[i]!);
        if (copies.length > 0) expect(allOf(make(rows), drawn)).toEqual(sameAs(allOf(make(copies))));
      }),
    );
  });

  test('scaling all weights, or another order of the rows, changes nothing', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.integer(), (rows, seed) => {
        const all = sameAs(allOf(make(rows)));
        expect(allOf(make(rows), new Float64Array(rows.length).fill(0.3))).toEqual(all);
        expect(allOf(make(makeRandom(seed).shuffle(rows)))).toEqual(all);
      }),
    );
  });

  test('without a row of weight, everything is null', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        for (const value of allOf(make(rows), new Float64Array(rows.length))) expect(value).toBeNull();
      }),
    );
  });

  test('an area does not change under a rising map of the scores, and is 1 - itself when they are turned round', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const cases = make(rows);
        const areas = (map: (score: number) => number) =>
          prepareFigures({ ...cases, scores: cases.scores.map(map) })
            .classFigures()
            .map(({ auc }) => auc);
        const plain = areas((score) => score);
        expect(areas((score) => Math.exp(3 * score) - 7)).toEqual(plain);
        const turned = areas((score) => -score);
        expect(turned).toEqual(sameAs(plain.map((auc) => (auc === null ? null : 1 - auc))));
      }),
    );
  });
});

test('other numbers for the classes move the cells of the confusion matrix and leave its figures', () => {
  fc.assert(
    fc.property(rowsArbitrary, fc.integer(), (rows, seed) => {
      const renamed = makeRandom(seed).shuffle([0, 1, 2, 3]);
      const cases = casesOf(rows);
      const moved = (flags: Uint8Array | Float64Array, row: number) =>
        Array.from(renamed.keys(), (to) => flags[row * classCount + renamed.indexOf(to)]!);
      const all = [...rows.keys()];
      const other: AnsweredCases = {
        ...cases,
        truth: Uint8Array.from(all.flatMap((row) => moved(cases.truth, row))),
        said: Uint8Array.from(all.flatMap((row) => moved(cases.said, row))),
        scores: Float64Array.from(all.flatMap((row) => moved(cases.scores, row))),
      };
      const [before, after] = [confusionRows(cases)!, confusionRows(other)!];
      before.forEach((cells, own) => {
        cells.forEach((cell, said) => {
          expect(after[renamed[own]!]![renamed[said]!]).toEqual(cell);
        });
      });
      expect(before.flat(2).sort((a, b) => a - b)).toEqual(all);
      const figures = prepareFigures(cases).figures();
      for (const [name, value] of Object.entries(prepareFigures(other).figures())) {
        const same = figures[name as keyof typeof figures];
        expect(value).toEqual(same === null ? null : expect.closeTo(same, 12));
      }
    }),
  );
});

test('the area is the area under the points of the curve', () => {
  fc.assert(
    fc.property(rowsArbitrary, fc.nat(classCount - 1), (rows, classAt) => {
      const cases = casesOf(rows);
      const points = rocPoints(cases, classAt);
      const { auc } = prepareFigures(cases).classFigures()[classAt]!;
      let area = 0;
      for (let i = 1; i < points.length; i++)
        area += ((points[i]!.x - points[i - 1]!.x) * (points[i]!.y + points[i - 1]!.y)) / 2;
      if (auc === null) expect(points).toEqual([]);
      else expect(area).toBeCloseTo(auc, 12);
    }),
  );
});

test('a perfect score gives 1 everywhere, and no loss', () => {
  const own = Array.from({ length: 120 }, (_, row) => row % 2);
  const { figures, classes } = prepareFigures(twoClassCases(own, own)).all();
  expect(figures).toEqual({
    accuracy: 1,
    balancedAccuracy: 1,
    macroF1: 1,
    mcc: 1,
    auc: 1,
    averagePrecision: 1,
    brier: 0,
    ece: 0,
  });
  for (const numbers of classes) expect(new Set(Object.values(numbers))).toEqual(new Set([1]));
});

test('scores that are kept to: the calibration error falls towards 0 as rows are added; overstated ones show', () => {
  const errorOf = (rows: number, overstate: (score: number) => number) => {
    const random = makeRandom(7);
    const scores = Array.from({ length: rows }, () => random.uniform());
    const own = scores.map((score) => (random.uniform() < score ? 1 : 0));
    return prepareFigures(twoClassCases(own, scores.map(overstate))).figures().ece!;
  };
  const asTheyAre = (score: number) => score;
  expect(errorOf(1_000, asTheyAre)).toBeLessThan(0.06);
  expect(errorOf(100_000, asTheyAre)).toBeLessThan(0.006);
  const tooSure = (score: number) => (score < 0.5 ? score / 4 : 1 - (1 - score) / 4);
  expect(errorOf(100_000, tooSure)).toBeGreaterThan(0.1);
});

test('the calibration error is for a hundred rows or more, however heavy fewer are', () => {
  const own = Array.from({ length: 99 }, (_, row) => row % 2);
  const few = prepareFigures(
    twoClassCases(
      own,
      own.map(() => 0.4),
    ),
  );
  expect(few.figures(new Float64Array(99).fill(2)).ece).toBeNull();
  expect(few.figures().brier).toBeCloseTo(2 * ((50 * 0.16 + 49 * 0.36) / 99), 12);
  const enough = twoClassCases([...own, 1], [...own.map(() => 0.4), 0.4]);
  expect(prepareFigures(enough).figures(new Float64Array(100).fill(0.5)).ece).toBeCloseTo(0.1, 12);
});

test('one answer to every row: no correlation; one class in every row: nothing to correlate with', () => {
  const oneAnswer = prepareFigures(twoClassCases([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4]));
  expect(oneAnswer.figures()).toMatchObject({ mcc: 0, balancedAccuracy: 0.5, auc: 1 });
  expect(oneAnswer.classFigures()[1]).toMatchObject({ ppv: null, f1: 0, sensitivity: 0, specificity: 1 });
  const oneClass = prepareFigures(twoClassCases([1, 1, 1], [0.9, 0.2, 0.3]));
  expect(oneClass.figures()).toMatchObject({ mcc: null, auc: null, averagePrecision: null });
  expect(oneClass.classFigures()[1]).toMatchObject({ specificity: null, ppv: 1, npv: 0, auc: null });
});

test('no rows at all: null', () => {
  for (const value of allOf(twoClassCases([], []))) expect(value).toBeNull();
});
