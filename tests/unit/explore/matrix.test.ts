import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dotRows, meanRow, normaliseRows, rowCount, rowNorms, takeRows } from '../../../src/domain/matrix';

const table = fc
  .record({ dim: fc.integer({ min: 1, max: 9 }), rows: fc.integer({ min: 1, max: 6 }) })
  .chain(({ dim, rows }) =>
    fc
      .array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: dim * rows, maxLength: dim * rows })
      .map((values) => ({ dim, rows, data: Float32Array.from(values) })),
  );

test('dot is the plain sum of products, for any length', () => {
  fc.assert(
    fc.property(table, ({ dim, rows, data }) => {
      let sum = 0;
      for (let d = 0; d < dim; d++) sum += data[d]! * data[(rows - 1) * dim + d]!;
      expect(dotRows(data, 0, data, rows - 1, dim)).toBeCloseTo(sum, 6);
    }),
  );
});

test('normalised rows have length 1, rows of zeros stay', () => {
  fc.assert(
    fc.property(table, ({ dim, data }) => {
      const before = rowNorms(data, dim);
      for (const [i, norm] of rowNorms(normaliseRows(data, dim), dim).entries()) {
        expect(norm).toBeCloseTo(before[i]! > 1e-20 ? 1 : norm, 5);
      }
    }),
  );
  expect(normaliseRows(Float32Array.of(0, 0), 2)).toEqual(Float32Array.of(0, 0));
});

test('mean, count and choice of rows, empty tables included', () => {
  const data = Float32Array.of(1, 2, 3, 6, 5, 1);
  expect(Array.from(meanRow(data, 2))).toEqual([3, 3]);
  expect(Array.from(meanRow(new Float32Array(0), 2))).toEqual([0, 0]);
  expect(rowCount(data, 2)).toBe(3);
  expect(rowCount(new Float32Array(0), 0)).toBe(0);
  expect(takeRows(data, 2, [2, 0])).toEqual(Float32Array.of(5, 1, 1, 2));
});
