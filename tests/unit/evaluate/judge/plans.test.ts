import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvaluationPlan } from '../../../../src/domain/evaluate/cases';
import { cheatPlan, foldPlan, groupsOfClasses } from '../../../../src/domain/evaluate/judge/fold-plan';
import { innerPart, type PlanRows } from '../../../../src/domain/evaluate/judge/inner-part';
import {
  externalPlan,
  keptPlan,
  type Part,
  partCounts,
} from '../../../../src/domain/evaluate/judge/plan-parts';
import { countsOfClasses } from '../../../../src/domain/predict/adapter-targets';
import { partsOf } from '../../../../src/domain/predict/row-groups';
import { makeRandom } from '../../../../src/domain/random';

/** Any rows of one to two classes of three, most of them in groups. */
const rowsOf = fc
  .array(
    fc.record({
      classes: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 2 }),
      group: fc.option(fc.integer({ min: 0, max: 14 })),
    }),
    { minLength: 8, maxLength: 80 },
  )
  .map(
    (rows): PlanRows => ({
      rowClasses: rows.map(({ classes }) => classes),
      groups: rows.map(({ group }) => (group === null ? null : `g${group}`)),
      classCount: 3,
    }),
  );

/** Groups that stand in two of the three parts of some fold. */
function partedGroups({ folds }: EvaluationPlan, groups: readonly (string | null)[]): number {
  const groupOf = partsOf(groups);
  return folds.reduce((sum, { train, inner, test: held }) => {
    const sides = [train, inner, held].map((rows) => new Set(rows.map((row) => groupOf[row]!)));
    const all = new Set(sides.flatMap((side) => [...side]));
    return sum + [...all].filter((group) => sides.filter((side) => side.has(group)).length > 1).length;
  }, 0);
}

function planOrNull(input: Parameters<typeof foldPlan>[0]): EvaluationPlan | null {
  try {
    return foldPlan(input);
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'too-few-items' });
    return null;
  }
}

const countsIn = ({ rowClasses, classCount }: PlanRows, rows: readonly number[]) =>
  countsOfClasses(
    rows.map((row) => rowClasses[row]!),
    classCount,
  );

describe('folds', () => {
  test('no group is parted, every row is held out once a repeat, every class can be learnt, same seed same plan', () => {
    let planned = 0;
    fc.assert(
      fc.property(
        rowsOf,
        fc.integer({ min: 2, max: 10 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(),
        (rows, folds, repeats, seed) => {
          const input = { ...rows, folds, repeats, seed };
          const plan = planOrNull(input);
          if (!plan) return;
          planned += 1;
          expect(foldPlan(input)).toEqual(plan);
          expect(partedGroups(plan, rows.groups)).toBe(0);
          const all = Array.from(rows.rowClasses.keys());
          for (const { train, inner, test: held } of plan.folds) {
            expect([...train, ...inner, ...held].sort((a, b) => a - b)).toEqual(all);
            for (const list of [train, inner, held]) expect(list).toEqual([...list].sort((a, b) => a - b));
            expect(Math.min(...countsIn(rows, train))).toBeGreaterThan(0);
          }
          for (let repeat = 0; repeat < repeats; repeat++) {
            const held = plan.folds.filter((fold) => fold.repeat === repeat).flatMap(({ test: own }) => own);
            expect(held.sort((a, b) => a - b)).toEqual(all);
          }
        },
      ),
    );
    expect(planned).toBeGreaterThan(50);
  });

  test('cut as if there were no groups, groups are parted (the count can fail)', () => {
    const rows: PlanRows = {
      rowClasses: Array.from({ length: 60 }, (_, row) => [row % 2]),
      groups: Array.from({ length: 60 }, (_, row) => `g${(row >> 2) * 2 + (row % 2)}`),
      classCount: 2,
    };
    expect(partedGroups(foldPlan({ ...rows, seed: 1 }), rows.groups)).toBe(0);
    expect(partedGroups(cheatPlan({ ...rows, seed: 1 }), rows.groups)).toBeGreaterThan(20);
  });

  test('classes are spread evenly: 80 and 20 single rows give 16 and 4 a fold, and an inner part of 13 and 3', () => {
    const rowClasses = Array.from({ length: 100 }, (_, row) => [row < 80 ? 0 : 1]);
    const rows = { rowClasses, groups: rowClasses.map(() => null), classCount: 2 };
    const { folds } = foldPlan({ ...rows, seed: 4 });
    expect(folds).toHaveLength(5);
    for (const { inner, test: held } of folds) {
      expect(countsIn(rows, held)).toEqual([16, 4]);
      expect(countsIn(rows, inner)).toEqual([13, 3]);
    }
  });

  test('as many folds as the rarest class has groups; a class of a single group is refused', () => {
    const rowClasses = Array.from({ length: 40 }, (_, row) => [row < 30 ? 0 : 1]);
    const groups = (rare: number) => rowClasses.map((_, row) => (row < 30 ? `a${row}` : `b${row % rare}`));
    const rows = { rowClasses, classCount: 2, seed: 2 };
    expect(groupsOfClasses({ ...rows, groups: groups(3) })).toEqual([30, 3]);
    expect(foldPlan({ ...rows, groups: groups(3) }).folds).toHaveLength(3);
    expect(() => foldPlan({ ...rows, groups: groups(1) })).toThrow(
      expect.objectContaining({ code: 'too-few-items', detail: { class: 1, groups: 1, need: 2 } }),
    );
    expect(() => foldPlan({ ...rows, groups: groups(3).slice(1) })).toThrow(/do not fit/);
    expect(() => foldPlan({ ...rows, groups: groups(3), folds: 1 })).toThrow(/do not fit/);
  });

  test('repeats part differently', () => {
    const rowClasses = Array.from({ length: 40 }, (_, row) => [row % 2]);
    const { folds } = foldPlan({
      rowClasses,
      groups: rowClasses.map(() => null),
      classCount: 2,
      repeats: 2,
      seed: 3,
    });
    expect(folds[0]!.test).not.toEqual(folds[5]!.test);
  });
});

describe('inner part', () => {
  test('a class of two equal groups gives one of them; a class of one group stays whole', () => {
    const rowClasses = [...Array(20).fill([0]), ...Array(8).fill([1]), ...Array(6).fill([2])];
    const groups = rowClasses.map((_, row) => (row < 20 ? null : row < 28 ? `b${row % 2}` : 'c'));
    const rest = rowClasses.map((_, row) => row);
    const rows = { rowClasses, groups, classCount: 3 };
    const { train, inner } = innerPart(rows, rest, makeRandom(1));
    expect(countsIn(rows, inner)).toEqual([4, 4, 0]);
    expect(countsIn(rows, train)).toEqual([16, 4, 6]);
  });

  test('nothing is kept aside where only one class could be seen in it', () => {
    const rowClasses = [...Array(9).fill([0]), ...Array(9).fill([1])];
    const groups = rowClasses.map((_, row) => (row < 9 ? null : 'b'));
    const rest = rowClasses.map((_, row) => row);
    expect(innerPart({ rowClasses, groups, classCount: 2 }, rest, makeRandom(1))).toEqual({
      train: rest,
      inner: [],
    });
  });
});

describe('given parts', () => {
  const rowClasses = Array.from({ length: 24 }, (_, row) => [row % 2]);
  const groups = rowClasses.map((_, row) => `g${row >> 1}`);
  const rows = { rowClasses, groups, classCount: 2, seed: 1 };
  const parts = rowClasses.map((_, row): Part | null =>
    row < 14 ? 'train' : row < 18 ? 'val' : row < 23 ? 'test' : null,
  );

  test('a kept split is honoured, val is the inner part, a row of no part is in none', () => {
    const { plan, leak } = keptPlan({ ...rows, parts });
    const span = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
    expect(plan.folds).toEqual([{ repeat: 0, train: span(0, 14), inner: span(14, 18), test: span(18, 23) }]);
    expect(plan.kind).toBe('kept-split');
    expect(leak).toEqual({ groups: 0, testRows: 0, innerGroups: 0 });
  });

  test('without val the inner part is taken from train, whole groups', () => {
    const { plan } = keptPlan({ ...rows, parts: parts.map((part) => (part === 'val' ? 'train' : part)) });
    const [{ train, inner, test: held }] = plan.folds as [EvaluationPlan['folds'][number]];
    expect(inner.length).toBeGreaterThan(0);
    expect([...train, ...inner].sort((a, b) => a - b)).toHaveLength(18);
    expect(held).toHaveLength(5);
    expect(partedGroups(plan, groups)).toBe(0);
  });

  test('a planted leak is counted and the split left as it is', () => {
    const leaking = groups.map((group, row) => (row === 18 || row === 19 ? 'g0' : row === 14 ? 'g1' : group));
    const { plan, leak } = keptPlan({ ...rows, groups: leaking, parts });
    expect(leak).toEqual({ groups: 1, testRows: 2, innerGroups: 1 });
    expect(plan).toEqual(keptPlan({ ...rows, parts }).plan);
  });

  test('external: judged on the marked rows, learnt from all others', () => {
    const { plan, leak } = externalPlan({ ...rows, external: rowClasses.map((_, row) => row >= 16) });
    const [{ train, inner, test: held }] = plan.folds as [EvaluationPlan['folds'][number]];
    expect(plan.kind).toBe('external');
    expect(held).toEqual([16, 17, 18, 19, 20, 21, 22, 23]);
    expect([...train, ...inner]).toHaveLength(16);
    expect(leak.groups).toBe(0);
  });

  test('an empty part is refused', () => {
    const all = (part: Part) => rowClasses.map(() => part);
    expect(() => keptPlan({ ...rows, parts: all('train') })).toThrow(
      expect.objectContaining({ detail: { test: 0 } }),
    );
    expect(() => keptPlan({ ...rows, parts: all('test') })).toThrow(
      expect.objectContaining({ detail: { train: 0 } }),
    );
    expect(() => keptPlan({ ...rows, parts: [] })).toThrow(/does not fit/);
  });

  test('counts are means over the folds of rows and groups', () => {
    const fold = (train: number[], inner: number[], held: number[]) => ({
      repeat: 0,
      train,
      inner,
      test: held,
    });
    const plan = {
      kind: 'folds',
      folds: [fold([0, 1, 2], [3], [4, 5]), fold([4, 5], [6, 7], [0, 1, 2, 3])],
      repeats: 1,
      seed: 0,
    } as const;
    expect(partCounts(plan, ['p', 'p', null, null, 'q', 'q', 'r', 'r'])).toEqual({
      train: { rows: 2.5, groups: 1.5 },
      inner: { rows: 1.5, groups: 1 },
      test: { rows: 3, groups: 2 },
    });
    expect(partCounts({ ...plan, folds: [] }, []).test).toEqual({ rows: 0, groups: 0 });
  });
});
