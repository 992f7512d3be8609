import { expect, test } from 'vitest';
import { partsByClass } from '../../../src/domain/report/parts-by-class';

const cases = {
  classes: ['a', 'b'],
  rowClasses: [[0], [0], [1], [1], [0, 1]],
  groups: ['p', 'p', 'q', null, null],
};

test('rows and groups of each class in each part; means over the folds', () => {
  const folds = [
    { repeat: 0, train: [0, 1], inner: [2], test: [3, 4] },
    { repeat: 0, train: [2, 3], inner: [4], test: [0, 1] },
  ];
  expect(partsByClass(cases, { folds })).toEqual([
    {
      classId: null,
      train: { rows: 2, groups: 1.5 },
      inner: { rows: 1, groups: 1 },
      test: { rows: 2, groups: 1.5 },
    },
    {
      classId: 'a',
      train: { rows: 1, groups: 0.5 },
      inner: { rows: 0.5, groups: 0.5 },
      test: { rows: 1.5, groups: 1 },
    },
    {
      classId: 'b',
      train: { rows: 1, groups: 1 },
      inner: { rows: 1, groups: 1 },
      test: { rows: 1, groups: 1 },
    },
  ]);
});

test('without folds all counts are 0', () => {
  expect(partsByClass(cases, { folds: [] })[1]?.test).toEqual({ rows: 0, groups: 0 });
});
