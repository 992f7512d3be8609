import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { agreement } from '../../../../src/domain/explore/cluster/agreement';
import { clusterTable } from '../../../../src/domain/explore/cluster/cluster-table';
import { expectNear, golden } from './golden';

const named = (classes: readonly number[]) => classes.map((number) => `class ${number}`);

describe('agreement', () => {
  it.each(golden.agreements.map((one, i) => ({ ...one, i })))('scikit-learn, pair $i', (one) => {
    const found = agreement(Int32Array.from(one.labels), named(one.classes))!;
    expectNear(
      [found.adjustedRand, found.normalisedMutualInformation],
      [one.adjustedRand, one.normalisedMutualInformation],
    );
    expect(found.compared).toBe(one.labels.length);
  });

  test('neither names nor numbers matter, and unlabelled rows count for nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 }), (pairs) => {
        const labels = Int32Array.from(pairs, ([label]) => label);
        const classes = named(pairs.map(([, number]) => number));
        const plain = agreement(labels, classes)!;
        const other = agreement(
          Int32Array.from([...labels, 7, 2], (label) => 9 - label),
          [...classes.map((name) => `the ${name}`), null, null],
        )!;
        expectNear(
          [other.adjustedRand, other.normalisedMutualInformation, other.compared],
          [plain.adjustedRand, plain.normalisedMutualInformation, plain.compared],
        );
      }),
    );
  });

  test('no row with a class: nothing to compare; other lengths are refused', () => {
    expect(agreement(Int32Array.of(0, 1), [null, null])).toBeNull();
    expect(agreement(new Int32Array(0), [])).toBeNull();
    expect(() => agreement(Int32Array.of(0, 1), ['a'])).toThrow(/One class/);
  });
});

describe('clusterTable', () => {
  const none = (rows: number) => ({ mean: null, values: new Float32Array(rows).fill(Number.NaN) });

  test('size, majority and purity by cluster; noise stands last', () => {
    const labels = Int32Array.of(-1, 1, 1, 1, 1, 0, 0, -1, 2);
    const classes = ['a', 'b', 'b', 'a', null, 'a', 'b', 'a', null];
    const values = Float32Array.of(Number.NaN, 0.25, 0.5, 0.75, 1, -0.5, 0, Number.NaN, 0);
    const table = clusterTable(labels, classes, { mean: 0.25, values });
    expect(table.lines).toEqual([
      { cluster: 0, size: 2, labelled: 2, majority: 'a', purity: 0.5, silhouette: -0.25 },
      { cluster: 1, size: 4, labelled: 3, majority: 'b', purity: 2 / 3, silhouette: 0.625 },
      { cluster: 2, size: 1, labelled: 0, majority: null, purity: null, silhouette: 0 },
      { cluster: -1, size: 2, labelled: 2, majority: 'a', purity: 1, silhouette: null },
    ]);
    expect([table.clusters, table.noise, table.silhouette, table.agreement?.compared]).toEqual([
      3, 2, 0.25, 7,
    ]);
  });

  test('noise is one more cluster to the agreement, so leaving rows out earns nothing', () => {
    const classes = ['a', 'a', 'b', 'b', 'a', 'b'];
    const whole = clusterTable(Int32Array.of(0, 0, 1, 1, 0, 1), classes, none(6));
    const some = clusterTable(Int32Array.of(0, 0, 1, 1, -1, -1), classes, none(6));
    expect(whole.agreement?.adjustedRand).toBe(1);
    expect(some.agreement!.adjustedRand).toBeLessThan(1);
  });

  test('no rows', () => {
    const table = clusterTable(new Int32Array(0), [], none(0));
    expect(table).toEqual({ lines: [], clusters: 0, noise: 0, agreement: null, silhouette: null });
  });
});
