// Sizes, leaks and collapsed answers: each is told where it is planted, and not in the twin without it.
import { describe, expect, test } from 'vitest';
import type { AnsweredCases } from '../../../../src/domain/evaluate/cases';
import { type LeakInput, leakWarnings } from '../../../../src/domain/evaluate/guards/leaks';
import { oneAnswerWarnings } from '../../../../src/domain/evaluate/guards/one-answer';
import { sizeWarnings } from '../../../../src/domain/evaluate/guards/sizes';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** One image a patient, `counts` of each class. */
function ofSizes(counts: readonly number[], over: Partial<Parameters<typeof sizeWarnings>[0]> = {}) {
  const rowClasses = counts.flatMap((count, c) => upTo(count).map(() => [c]));
  const groups = rowClasses.map((_, row) => `p${row}`);
  return {
    ids: rowClasses.map((_, row) => `i${row}`),
    classes: counts.map((_, c) => `c${c}`),
    rowClasses,
    groups,
    given: groups,
    positive: null,
    ...over,
  };
}
const codes = (warnings: readonly { readonly code: string }[]) => warnings.map(({ code }) => code);

describe('sizes', () => {
  test('enough of everything: silent', () => {
    expect(sizeWarnings(ofSizes([40, 40], { positive: 'c1' }))).toEqual([]);
    expect(sizeWarnings(ofSizes([]))).toEqual([]);
  });

  test('nineteen patients of a class are too few, twenty are not; many images of few patients do not help', () => {
    expect(sizeWarnings(ofSizes([20, 19]))).toMatchObject([
      { code: 'tiny-class', facts: { classId: 'c1', images: 19, groups: 19 } },
    ]);
    expect(sizeWarnings(ofSizes([20, 20]))).toEqual([]);
    const many = ofSizes([40, 40]);
    const groups = many.groups.map((group, row) => (row < 40 ? group : `p${row % 4}`));
    expect(sizeWarnings({ ...many, groups })).toMatchObject([
      { code: 'tiny-class', facts: { classId: 'c1', images: 40, groups: 4 } },
    ]);
  });

  test('a positive class of 20 to 29 patients has a warning of its own, any other class has not', () => {
    expect(codes(sizeWarnings(ofSizes([40, 29], { positive: 'c1' })))).toEqual(['few-positive-groups']);
    expect(codes(sizeWarnings(ofSizes([40, 30], { positive: 'c1' })))).toEqual([]);
    expect(codes(sizeWarnings(ofSizes([40, 29], { positive: 'c0' })))).toEqual([]);
    expect(codes(sizeWarnings(ofSizes([40, 9], { positive: 'c1' })))).toEqual(['tiny-class']);
  });

  test('more than ten to one is lopsided, ten to one is not', () => {
    expect(codes(sizeWarnings(ofSizes([200, 20])))).toEqual([]);
    expect(sizeWarnings(ofSizes([201, 20]))).toMatchObject([
      { code: 'imbalance', facts: { largest: 'c0', smallest: 'c1', ratio: 10.05 } },
    ]);
  });

  test('images without a group are counted and named', () => {
    const set = ofSizes([30, 30]);
    const given = set.groups.map((group, row) => (row === 3 ? null : group));
    expect(sizeWarnings({ ...set, given })).toEqual([
      { code: 'groups-unknown', facts: { without: 1, images: 60 }, ids: ['i3'] },
    ]);
  });
});

describe('leaks', () => {
  const input = (over: Partial<LeakInput>): LeakInput => ({
    ids: ['a', 'b', 'c', 'd'],
    groups: ['p', 'p', 'q', null],
    parts: [null, null, null, null],
    pairs: [],
    ...over,
  });

  test('copies in one group are none, copies in two are joined and told', () => {
    expect(leakWarnings(input({ pairs: [[0, 1]] }))).toEqual([]);
    expect(
      leakWarnings(
        input({
          pairs: [
            [0, 2],
            [2, 3],
          ],
        }),
      ),
    ).toEqual([{ code: 'copies-across-groups', facts: { pairs: 2, groups: 3 }, ids: ['a', 'c', 'd'] }]);
  });

  test('a copy on the other side of the kept split is told before all else; within a side it is not', () => {
    const parts = ['train', 'train', 'test', 'val'] as const;
    expect(codes(leakWarnings(input({ parts, pairs: [[0, 2]] })))).toEqual([
      'copies-across-parts',
      'copies-across-groups',
    ]);
    expect(codes(leakWarnings(input({ parts, pairs: [[2, 3]] })))).toContain('copies-across-parts');
    expect(codes(leakWarnings(input({ parts, pairs: [[0, 3]] })))).toEqual(['copies-across-groups']);
  });

  test('a patient on both sides, of the split and of the external set', () => {
    expect(leakWarnings(input({ parts: ['train', 'test', 'test', null] }))).toEqual([
      { code: 'groups-across-parts', facts: { groups: 1, sides: 'split' }, ids: ['a', 'b'] },
    ]);
    expect(leakWarnings(input({ parts: [null, 'external', 'external', null] }))).toEqual([
      { code: 'groups-across-parts', facts: { groups: 1, sides: 'external' }, ids: ['a', 'b'] },
    ]);
    expect(leakWarnings(input({ parts: ['train', 'val', 'test', null] }))).toEqual([]);
    expect(leakWarnings(input({ parts: [null, null, 'external', 'external'] }))).toEqual([]);
  });

  test('a copy outside the external set', () => {
    const parts = [null, null, 'external', 'external'] as const;
    expect(leakWarnings(input({ parts, pairs: [[0, 3]] }))).toMatchObject([
      { code: 'copies-across-parts', facts: { pairs: 1, sides: 'external' }, ids: ['a', 'd'] },
      { code: 'copies-across-groups' },
    ]);
  });
});

describe('one and the same answer', () => {
  /** Twenty rows; class 1 is true of the first `having` and said of the first `said`. */
  function cases(task: 'single' | 'multi', having: number, said: number): AnsweredCases {
    const flags = (n: number) =>
      Uint8Array.from(upTo(40), (at) => (Math.floor(at / 2) < n === (at % 2 === 1) ? 1 : 0));
    return {
      task,
      classCount: 2,
      rows: Int32Array.from(upTo(20)),
      truth: flags(having),
      scores: new Float64Array(40).fill(0.5),
      said: flags(said),
      parts: Int32Array.from(upTo(20)),
    };
  }
  const ids = upTo(20).map((row) => `i${row}`);
  const warned = (one: AnsweredCases) =>
    oneAnswerWarnings([{ approach: 'linear', cases: one }], ids, ['no', 'yes']);

  test('said of all though half have it, with the images it is wrong for', () => {
    expect(warned(cases('single', 10, 20))).toEqual([
      {
        code: 'one-answer',
        facts: { approach: 'linear', classId: 'yes', said: 1, having: 0.5 },
        ids: ids.slice(10),
      },
    ]);
  });

  test('not where most have it, nor where one in ten is told apart', () => {
    expect(warned(cases('single', 16, 20))).toEqual([]);
    expect(warned(cases('single', 10, 18))).toEqual([]);
    expect(oneAnswerWarnings([], ids, ['no', 'yes'])).toEqual([]);
  });

  test('multi: a label that is never said', () => {
    const never = cases('multi', 10, 0);
    // The first label is said of all; of the second alone it is told the other way round.
    const flags = never.said.map((flag, at) => (at % 2 === 0 ? never.truth[at]! : flag));
    expect(warned({ ...never, said: flags })).toMatchObject([
      { facts: { classId: 'yes', said: 0, having: 0.5 } },
    ]);
  });
});
