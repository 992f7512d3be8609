import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnsweredCases } from '../../../../src/domain/evaluate/cases';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import { wilsonInterval } from '../../../../src/domain/evaluate/figures/wilson';
import { differenceInterval, drawInterval } from '../../../../src/domain/evaluate/intervals/draw-interval';
import { estimatesOf } from '../../../../src/domain/evaluate/intervals/estimates';
import { heldOutGroups } from '../../../../src/domain/evaluate/intervals/group-weights';
import { resample } from '../../../../src/domain/evaluate/intervals/resample';
import { supportOf } from '../../../../src/domain/evaluate/intervals/support';
import type { Estimate } from '../../../../src/domain/evaluate/summary';
import { quietJob } from '../../../../src/domain/job';
import { makeRandom } from '../../../../src/domain/random';
import { levels } from '../../../../tools/coverage/cover';
import { drawSet } from '../../../../tools/coverage/simulated-sets';

const simulated = (groups: number, seed: number) => {
  const level = levels[1]!;
  return drawSet({ groups, prevalence: 0.4, level }, level.distance, makeRandom(seed)).model;
};

async function estimates(
  repeats: readonly AnsweredCases[],
  kind: 'folds' | 'kept-split' = 'kept-split',
  draws = 150,
) {
  const approach = {
    approach: 'mlp' as const,
    repeats: repeats.map((cases) => prepareFigures(cases)),
    operating: [],
  };
  const groups = heldOutGroups(repeats);
  const [resampled] = await resample({ approaches: [approach], groups, prevalence: 0.3, draws, seed: 4 });
  return estimatesOf({ approach, resampled: resampled!, groups, kind, positive: 1, classes: ['no', 'yes'] });
}

const all = ({ figures, perClass }: Awaited<ReturnType<typeof estimates>>): Estimate[] => [
  ...Object.values(figures),
  ...perClass.flatMap((own) => [own.sensitivity, own.specificity, own.ppv, own.npv, own.f1, own.auc]),
];

/** The cases of some rows, in the order given; parts numbered by first occurrence. */
function rowsOf(cases: AnsweredCases, rows: readonly number[]): AnsweredCases {
  const pick = <T extends Uint8Array | Float64Array>(values: T) =>
    rows.flatMap((row) => [...values.subarray(row * 2, row * 2 + 2)]);
  const numbers = new Map<number, number>();
  const parts = rows.map((row) => {
    const part = cases.parts[row]!;
    if (!numbers.has(part)) numbers.set(part, numbers.size);
    return numbers.get(part)!;
  });
  return {
    ...cases,
    rows: Int32Array.from(rows),
    truth: Uint8Array.from(pick(cases.truth)),
    said: Uint8Array.from(pick(cases.said)),
    scores: Float64Array.from(pick(cases.scores)),
    parts: Int32Array.from(parts),
  };
}

describe('intervals of figures', () => {
  test('hold the estimate, stay on their scale, and the same seed gives the same bytes', async () => {
    for (const seed of [1, 2, 3]) {
      const cases = simulated(24, seed);
      const found = await estimates([cases]);
      for (const { value, low, high, method } of all(found)) {
        if (value === null || method === 'none') continue;
        expect(low!).toBeLessThanOrEqual(value);
        expect(high!).toBeGreaterThanOrEqual(value);
        expect(low!).toBeGreaterThanOrEqual(-1);
        expect(high!).toBeLessThanOrEqual(2);
      }
      expect(await estimates([cases])).toEqual(found);
    }
  });

  test('shrink as groups become more', async () => {
    const widthAt = async (groups: number) => {
      const { low, high } = (await estimates([simulated(groups, 5)])).figures.balancedAccuracy;
      return high! - low!;
    };
    const [few, some, many] = [await widthAt(20), await widthAt(80), await widthAt(320)];
    expect(few).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(many);
  });

  test('do not know the order of the rows within and between groups but by the draw', async () => {
    const cases = simulated(20, 6);
    // Groups keep their order of first occurrence; the rows of each change places.
    const rows = [...cases.rows.keys()].sort((a, b) => cases.parts[a]! - cases.parts[b]! || b - a);
    const [found, other] = [await estimates([cases]), await estimates([rowsOf(cases, rows)])];
    for (const [at, { low }] of all(found).entries())
      if (low !== null) expect(Math.abs(all(other)[at]!.low! - low)).toBeLessThan(1e-9);
  });

  test('the mean over repeats has the mean as its value, and equal repeats the interval of one', async () => {
    const cases = simulated(20, 7);
    const [one, twice] = [await estimates([cases], 'folds'), await estimates([cases, cases], 'folds')];
    expect(all(twice)).toEqual(all(one));
    expect(one.figures.accuracy.method).toBe('folds');
  });

  test('none under five groups; none for a figure of a class in one group', async () => {
    const few = simulated(40, 8);
    const four = rowsOf(
      few,
      [...few.rows.keys()].filter((row) => few.parts[row]! < 4),
    );
    expect(all(await estimates([four])).every(({ method, low }) => method === 'none' && low === null)).toBe(
      true,
    );
    // Ten groups, of which only one has the second class.
    const positive = few.parts[few.rows.find((row) => few.truth[2 * row + 1] === 1)!]!;
    const negatives = [...few.rows].filter((row) => few.truth[2 * row] === 1).map((row) => few.parts[row]!);
    const kept = new Set([positive, ...[...new Set(negatives)].slice(0, 9)]);
    const rare = await estimates([
      rowsOf(
        few,
        [...few.rows.keys()].filter((row) => kept.has(few.parts[row]!)),
      ),
    ]);
    expect(rare.figures.accuracy.method).toBe('groups');
    expect(rare.figures.balancedAccuracy.method).toBe('none');
    expect(rare.perClass[1]!.sensitivity.method).toBe('none');
    expect(rare.perClass[1]!.specificity.method).toBe('groups');
  });

  test('shares of single rows have the Wilson interval, but not over folds', async () => {
    const cases = simulated(30, 9);
    const first = [...cases.rows.keys()].filter(
      (row) => row === 0 || cases.parts[row] !== cases.parts[row - 1],
    );
    const single = rowsOf(cases, first);
    const { value, low, high, method } = (await estimates([single])).figures.accuracy;
    expect([low, high, method]).toEqual([...wilsonInterval(Math.round(value! * 30), 30)!, 'wilson']);
    expect((await estimates([single])).figures.auc.method).toBe('groups');
    expect((await estimates([single], 'folds')).figures.accuracy.method).toBe('folds');
  });

  test('a figure at the end of its scale has an interval as wide as its groups are few', () => {
    const values = new Float64Array(50).fill(1);
    const interval = drawInterval(1, values, { from: 0, to: 1 }, 12, supportOf([6, 6])!)!;
    expect([interval.low, interval.high]).toEqual(wilsonInterval(6, 6));
  });

  test('degrees of freedom lie between those of the scarcest class and of all groups', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 200 }), { minLength: 1, maxLength: 6 }), (groups) => {
        const { freedom, fewest } = supportOf(groups)!;
        expect(freedom).toBeGreaterThanOrEqual(fewest - 1 - 1e-9);
        expect(freedom).toBeLessThanOrEqual(groups.reduce((sum, count) => sum + count - 1, 0) + 1e-9);
      }),
    );
    expect(supportOf([5, 1])).toBeNull();
    expect(supportOf([])).toBeNull();
  });

  test('can be cancelled', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const cases = simulated(20, 2);
    const approach = { approach: 'mlp' as const, repeats: [prepareFigures(cases)], operating: [] };
    const input = {
      approaches: [approach],
      groups: heldOutGroups([cases]),
      prevalence: 0.5,
      draws: 5,
      seed: 1,
    };
    await expect(resample(input, quietJob(cancel.signal))).rejects.toThrow('cancelled');
  });
});

test('a difference that no resample shows is not known to be 0: the fewer groups, the less', () => {
  const gaps = new Float64Array(200);
  const width = (groups: number) => {
    const found = differenceInterval(0, gaps, 2 * groups, supportOf([groups, groups])!)!;
    expect(found.low).toBe(-found.high);
    return found.high;
  };
  // z^2 / (n + z^2), the upper end of Wilson's interval for none of n.
  expect(width(6)).toBeCloseTo(3.841458820694124 / (6 + 3.841458820694124), 12);
  expect(width(60)).toBeLessThan(width(6));
});
