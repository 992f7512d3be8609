import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupedFolds } from '../../../src/domain/predict/grouped-folds';
import { partsOf, rowsByGroup } from '../../../src/domain/predict/row-groups';
import { makeRandom } from '../../../src/domain/random';

const groupNames = fc.array(fc.option(fc.constantFrom('p', 'q', 'r', 's', 't', 'u')), { maxLength: 60 });

describe('folds', () => {
  test('no group is cut, every row has a fold, the same seed the same folds', () => {
    fc.assert(
      fc.property(groupNames, fc.integer({ min: 2, max: 6 }), fc.nat(), (groups, folds, seed) => {
        const rowClasses = groups.map((_, row) => (row % 4 === 3 ? [] : [row % 3]));
        const input = { rowClasses, groups, classCount: 3, folds };
        const found = groupedFolds(input, makeRandom(seed));
        expect(found).toEqual(groupedFolds(input, makeRandom(seed)));
        expect(found.every((fold) => fold >= 0 && fold < folds)).toBe(true);
        for (const rows of rowsByGroup(groups)) expect(new Set(rows.map((row) => found[row])).size).toBe(1);
      }),
    );
  });

  test('rows without groups are spread evenly, class by class', () => {
    const rowClasses = Array.from({ length: 100 }, (_, row) => [row < 80 ? 0 : 1]);
    const found = groupedFolds(
      { rowClasses, groups: rowClasses.map(() => null), classCount: 2, folds: 5 },
      makeRandom(3),
    );
    for (let fold = 0; fold < 5; fold++) {
      const own = rowClasses.filter((_, row) => found[row] === fold).map(([c]) => c);
      expect([own.filter((c) => c === 0).length, own.filter((c) => c === 1).length]).toEqual([16, 4]);
    }
  });
});

test('parts: one number a group, one of its own for each row without', () => {
  expect([...partsOf(['p', null, 'p', null, 'q'])]).toEqual([0, 1, 0, 2, 3]);
  expect(partsOf([])).toHaveLength(0);
});
