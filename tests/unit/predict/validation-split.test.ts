import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { validationSplit } from '../../../src/domain/predict/validation-split';
import { makeRandom } from '../../../src/domain/random';

const rowsOf = fc.array(
  fc.record({ target: fc.integer({ min: 0, max: 3 }), group: fc.option(fc.integer({ min: 0, max: 12 })) }),
  { maxLength: 120 },
);

test('every row is on one side, no group on both, and no class loses more than half', () => {
  fc.assert(
    fc.property(
      rowsOf,
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.integer(),
      (rows, fraction, seed) => {
        const targets = Int32Array.from(rows, ({ target }) => target);
        const groups = rows.map(({ group }) => (group === null ? null : `g${group}`));
        const split = validationSplit({ targets, groups, classCount: 4, fraction }, makeRandom(seed));
        expect([...split.train, ...split.validation].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
        const kept = new Set(split.validation.map((i) => groups[i]).filter((group) => group !== null));
        expect(split.train.some((i) => kept.has(groups[i]!))).toBe(false);
        for (let c = 0; c < 4; c++) {
          const of = (part: number[]) => part.filter((i) => targets[i] === c).length;
          expect(of(split.validation)).toBeLessThanOrEqual(of(split.train));
        }
      },
    ),
  );
});

test('without groups each class gives its share, rounded, and at least one', () => {
  const targets = Int32Array.from([...Array(20).fill(0), ...Array(5).fill(1), ...Array(13).fill(2)]);
  const groups = Array.from(targets, () => null);
  const { validation } = validationSplit({ targets, groups, classCount: 3, fraction: 0.2 }, makeRandom(1));
  expect([0, 1, 2].map((c) => validation.filter((i) => targets[i] === c).length)).toEqual([4, 1, 3]);
});

test('a class in a single group stays in training; a fraction of 0 keeps nothing aside', () => {
  const targets = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]);
  const groups = ['a', 'a', 'a', 'a', null, null, null, null];
  const split = (fraction: number) =>
    validationSplit({ targets, groups, classCount: 2, fraction }, makeRandom(2));
  expect(split(0.25).validation.every((i) => targets[i] === 1)).toBe(true);
  expect(split(0.25).validation).toHaveLength(1);
  expect(split(0).validation).toEqual([]);
});
