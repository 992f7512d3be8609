import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { validationSplit } from '../../../src/domain/predict/validation-split';
import { makeRandom } from '../../../src/domain/random';

const rowsOf = fc.array(
  fc.record({
    // One class, several, or none.
    classes: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
    group: fc.option(fc.integer({ min: 0, max: 12 })),
  }),
  { maxLength: 120 },
);

test('every row is on one side, no group on both, and no class loses more than half', () => {
  fc.assert(
    fc.property(
      rowsOf,
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.integer(),
      (rows, fraction, seed) => {
        const rowClasses = rows.map(({ classes }) => classes);
        const groups = rows.map(({ group }) => (group === null ? null : `g${group}`));
        const split = validationSplit({ rowClasses, groups, classCount: 4, fraction }, makeRandom(seed));
        expect([...split.train, ...split.validation].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
        const kept = new Set(split.validation.map((i) => groups[i]).filter((group) => group !== null));
        expect(split.train.some((i) => kept.has(groups[i]!))).toBe(false);
        for (let c = 0; c < 4; c++) {
          const of = (part: number[]) => part.filter((i) => rowClasses[i]!.includes(c)).length;
          expect(of(split.validation)).toBeLessThanOrEqual(of(split.train));
        }
      },
    ),
  );
});

test('without groups each class gives its share, rounded, and at least one', () => {
  const targets = Int32Array.from([...Array(20).fill(0), ...Array(5).fill(1), ...Array(13).fill(2)]);
  const groups = Array.from(targets, () => null);
  const rowClasses = Array.from(targets, (target) => [target]);
  const { validation } = validationSplit({ rowClasses, groups, classCount: 3, fraction: 0.2 }, makeRandom(1));
  expect([0, 1, 2].map((c) => validation.filter((i) => targets[i] === c).length)).toEqual([4, 1, 3]);
});

test('a class in a single group stays in training; a fraction of 0 keeps nothing aside', () => {
  const targets = [0, 0, 0, 0, 1, 1, 1, 1];
  const groups = ['a', 'a', 'a', 'a', null, null, null, null];
  const split = (fraction: number) =>
    validationSplit(
      { rowClasses: targets.map((target) => [target]), groups, classCount: 2, fraction },
      makeRandom(2),
    );
  expect(split(0.25).validation.every((i) => targets[i] === 1)).toBe(true);
  expect(split(0.25).validation).toHaveLength(1);
  expect(split(0).validation).toEqual([]);
});

test('a rare finding that only comes with a common one is held out as well', () => {
  const rowClasses = Array.from({ length: 60 }, (_, i) => (i % 6 === 0 ? [0, 1] : [0]));
  const groups = rowClasses.map(() => null);
  const { validation } = validationSplit({ rowClasses, groups, classCount: 2, fraction: 0.2 }, makeRandom(3));
  expect([0, 1].map((c) => validation.filter((i) => rowClasses[i]!.includes(c)).length)).toEqual([12, 2]);
});
