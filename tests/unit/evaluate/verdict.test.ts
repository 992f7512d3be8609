import { describe, expect, test } from 'vitest';
import type { Approach } from '../../../src/domain/evaluate/cases';
import type { Estimate } from '../../../src/domain/evaluate/summary';
import { type Contender, groupsNeeded, selectionGain, verdictOf } from '../../../src/domain/evaluate/verdict';
import { makeRandom } from '../../../src/domain/random';

const estimate = (value: number | null): Estimate => ({ value, low: null, high: null, method: 'groups' });

/** Balanced accuracies whose resamples scatter with `spread`, independently of each other. */
function contenders(given: Partial<Record<Approach, number | null>>, spread: number): Contender[] {
  const random = makeRandom(12);
  return (Object.entries(given) as [Approach, number | null][]).map(([approach, value]) => ({
    approach,
    balancedAccuracy: estimate(value),
    values: Float64Array.from({ length: 500 }, () => (value ?? Number.NaN) + spread * random.normal()),
  }));
}

const judged = (given: Partial<Record<Approach, number | null>>, spread: number) =>
  verdictOf({
    contenders: contenders(given, spread),
    groups: 60,
    support: { freedom: 58, fewest: 30 },
    method: 'folds',
    chance: 0.5,
  });

describe('groups needed', () => {
  test("the issue's example: 4 points, -3 to 11, 60 patients: 375", () => {
    expect(groupsNeeded(60, (0.11 - -0.03) / 2 / 1.96, 0.04)).toBe(375);
  });

  test('four times as many for half the difference; the sign does not matter; none for no difference', () => {
    expect(groupsNeeded(100, 0.1, 0.14)).toBe(400);
    expect(groupsNeeded(100, 0.1, 0.07)).toBe(1600);
    expect(groupsNeeded(100, 0.1, -0.14)).toBe(400);
    expect(groupsNeeded(100, 0.1, 0)).toBeNull();
    expect(groupsNeeded(10, 0.03, 0.1)).toBe(8);
  });
});

describe('verdict', () => {
  test('recommends the simplest of those that keep up with the best', () => {
    const verdict = judged({ mlp: 0.84, words: 0.6, neighbours: 0.82, linear: 0.83 }, 0.02)!;
    expect(verdict.best).toBe('mlp');
    expect(verdict.recommended).toBe('neighbours');
    expect(verdict.comparisons.map(({ second }) => second)).toEqual(['linear', 'neighbours', 'words']);
    expect(verdict.comparisons.map(({ distinguishable }) => distinguishable)).toEqual([false, false, true]);
    for (const { difference, distinguishable, groupsNeeded: needed } of verdict.comparisons) {
      expect(difference.low! <= difference.value! && difference.value! <= difference.high!).toBe(true);
      expect(difference.method).toBe('folds');
      expect(distinguishable).toBe(difference.low! > 0);
      expect(needed === null).toBe(distinguishable);
      // Told from 0 it is not: more groups than there are, unless by little.
      if (needed !== null) expect(needed).toBeGreaterThan(60);
    }
  });

  test('of equals the simplest is the best', () => {
    expect(judged({ mlp: 0.8, prototypes: 0.8, linear: 0.8 }, 0.02)!.best).toBe('prototypes');
  });

  test('is about chance by the interval of the best', () => {
    const of = (low: number | null) =>
      verdictOf({
        contenders: [
          {
            approach: 'linear',
            balancedAccuracy: { value: 0.7, low, high: low === null ? null : 0.8, method: 'groups' },
            values: new Float64Array(10).fill(0.7),
          },
        ],
        groups: 60,
        support: { freedom: 58, fewest: 30 },
        method: 'groups',
        chance: 0.5,
      })!;
    expect([0.51, 0.49, null].map((low) => of(low).aboveChance)).toEqual([true, false, false]);
    expect(of(0.6).comparisons).toEqual([]);
    expect(of(0.6).selectionGain).toBeNull();
  });

  test('without an interval nothing is told apart, and the simplest is recommended', () => {
    const verdict = verdictOf({
      contenders: contenders({ mlp: 0.9, words: 0.5 }, 0.01),
      groups: 4,
      support: null,
      method: 'none',
      chance: 0.5,
    })!;
    expect([verdict.best, verdict.recommended]).toEqual(['mlp', 'words']);
    expect(verdict.comparisons[0]).toMatchObject({ distinguishable: false, groupsNeeded: null });
    expect(verdict.comparisons[0]!.difference).toMatchObject({ low: null, high: null, method: 'none' });
  });

  test('leaves out what has no balanced accuracy; none is left: no verdict', () => {
    expect(judged({ mlp: 0.8, words: null }, 0.02)!.comparisons).toEqual([]);
    expect(judged({ words: null }, 0.02)).toBeNull();
    expect(judged({}, 0.02)).toBeNull();
  });
});

describe('selection gain', () => {
  const equal = (count: number) =>
    (['words', 'prototypes', 'neighbours', 'cluster', 'linear', 'mlp'] as const).slice(0, count);
  const gainOf = (count: number) =>
    selectionGain(contenders(Object.fromEntries(equal(count).map((approach) => [approach, 0.8])), 0.03))!;

  test('of six equals: the mean largest of six normal deviates (1.267; of two 0.564) times the spread', () => {
    expect(gainOf(6)).toBeCloseTo(0.03 * 1.267, 2);
    expect(gainOf(2)).toBeCloseTo(0.03 * 0.564, 2);
  });

  test('is nothing where one is far ahead', () => {
    expect(Math.abs(selectionGain(contenders({ mlp: 0.95, words: 0.5 }, 0.02))!)).toBeLessThan(0.004);
  });
});
