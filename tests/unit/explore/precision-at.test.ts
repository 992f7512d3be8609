// Precision at k and the distance to references against numpy; what is left out, and what a figure rests on.
import { describe, expect, test } from 'vitest';
import { nearestRows } from '../../../src/domain/explore/nearest';
import { neighboursNeeded, precisionAt } from '../../../src/domain/explore/precision-at';
import { referenceDistances } from '../../../src/domain/explore/reference-distance';
import { takeRows } from '../../../src/domain/matrix';
import golden from '../../fixtures/golden/explore/precision.json';

const { dim, at, groups } = golden;
const classes = ['0', '1', '2'];
const table = Float32Array.from(golden.table);
const labels = golden.held.map((own) => own.map(String));
const unknown = groups.map(() => null);

const inside = (k: number) => nearestRows({ queries: table, table, dim, k });
const tableOf = (of: readonly (string | null)[], k = neighboursNeeded(of, 5)) =>
  precisionAt({ nearest: inside(k), labels, groups: of, classes, at });

/** Three rows of class a, one of b, in a search that finds them in this order; each row finds itself first. */
const small = {
  nearest: {
    k: 4,
    indices: Int32Array.of(0, 1, 2, 3, 1, 0, 3, 2, 2, 3, 0, 1, 3, 2, 1, 0),
    similarities: new Float32Array(16),
  },
  labels: [['a'], ['a'], ['a'], ['b']],
  groups: [null, null, null, null],
  classes: ['a', 'b'],
  at: [1, 3],
};

describe('numpy’s precision', () => {
  test.each([
    ['own group left out', golden.byGroup, groups],
    ['only the row itself left out', golden.byRow, unknown],
  ] as const)('%s', (_, expected, of) => {
    const { classes: found, macro } = tableOf(of);
    for (const [c, { figures }] of found.entries()) {
      for (const [i, { precision, rows }] of figures.entries()) {
        const { precision: wanted, rows: asked } = expected.classes[c]![i]!;
        expect(rows).toBe(asked);
        expect(precision).toBeCloseTo(wanted, 12);
      }
    }
    for (const [i, value] of macro.entries()) expect(value).toBeCloseTo(expected.macro[i]!, 12);
  });

  test('own images of a patient make a search look better than it is: they matter here', () => {
    expect(tableOf(unknown).macro[0]!).toBeGreaterThan(tableOf(groups).macro[0]! + 0.02);
  });

  test('more neighbours than needed change nothing; fewer would', () => {
    expect(tableOf(groups, labels.length)).toEqual(tableOf(groups));
    expect(tableOf(groups, 5)).not.toEqual(tableOf(groups));
  });
});

describe('a figure', () => {
  test('is the share of the class among the best, averaged over its rows', () => {
    const { classes: found, macro } = precisionAt(small);
    const [a, b] = found.map(({ figures }) => figures);
    expect(a!.map(({ precision, rows }) => [precision, rows])).toEqual([
      [2 / 3, 3],
      [2 / 3, 3],
    ]);
    expect(b![0]).toEqual({ precision: 0, rows: 1, groups: 1 });
    expect(macro).toEqual([1 / 3, 1 / 3]);
  });

  test('counts the groups its rows are of; a row without one counts as one', () => {
    const of = ['p', 'p', null, null];
    const { classes: found } = precisionAt({ ...small, groups: of });
    expect(found[0]!.figures[0]).toMatchObject({ rows: 3, groups: 2 });
  });

  test('a row with fewer others than k is not asked, and a class without a row has no figure', () => {
    const of = ['p', 'p', 'p', 'q'];
    const { classes: found, macro } = precisionAt({ ...small, groups: of, classes: ['a', 'b', 'c'] });
    const rows = found.map(({ figures }) => figures.map((figure) => figure.rows));
    expect(rows).toEqual([
      [3, 0],
      [1, 1],
      [0, 0],
    ]);
    expect(found[2]!.figures.map(({ precision }) => precision)).toEqual([null, null]);
    expect(macro).toEqual([0, 0]);
  });

  test('lists that do not fit are refused; nothing labelled gives no figure', () => {
    expect(() => precisionAt({ ...small, groups: [] })).toThrow(/do not fit/);
    expect(() => precisionAt({ ...small, at: [0] })).toThrow(/do not fit/);
    const empty = { k: 1, indices: new Int32Array(), similarities: new Float32Array() };
    const none = precisionAt({ nearest: empty, labels: [], groups: [], classes: ['a'], at: [1] });
    expect(none.macro).toEqual([null]);
  });
});

test('neighbours needed: the largest group and as many again as are asked for, never more than there are rows', () => {
  expect(neighboursNeeded(['p', 'p', 'p', null, null, 'q', 'r', null, null, null], 5)).toBe(8);
  expect(neighboursNeeded([null, null, null], 5)).toBe(3);
  expect(neighboursNeeded([], 5)).toBe(1);
});

describe('the distance to references', () => {
  const references = takeRows(table, dim, golden.references);
  const self = labels.map((_, row) => golden.references.indexOf(row));
  const distances = (k: number, own = self) =>
    referenceDistances(nearestRows({ queries: table, table: references, dim, k }), own);

  test('is numpy’s mean over the two nearest, a reference itself left out', () => {
    for (const [i, value] of distances(3).entries()) expect(value).toBeCloseTo(golden.distances[i]!, 6);
  });

  test('a reference that were not left out would be nearer to itself than to any other', () => {
    const [row] = golden.references;
    const kept = distances(
      3,
      self.map(() => -1),
    );
    expect(kept[row!]!).toBeLessThan(golden.distances[row!]!);
  });

  test('rests on one reference where there is only one, and is null where there is none', () => {
    const one = nearestRows({ queries: table, table: takeRows(table, dim, [4]), dim, k: 3 });
    const found = referenceDistances(
      one,
      labels.map((_, row) => (row === 4 ? 0 : -1)),
    );
    expect(found[4]).toBeNull();
    expect(found[5]).toBeCloseTo(1 - one.similarities[15]!, 6);
    expect(() => referenceDistances(one, [0])).toThrow(/do not fit/);
  });
});
