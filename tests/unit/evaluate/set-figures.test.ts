import { describe, expect, test } from 'vitest';
import { setFigures } from '../../../src/domain/evaluate/set-figures';
import type { Vote } from '../../../src/domain/predict/knn';
import { votesOfRows } from '../../../src/domain/predict/row-votes';
import { classNames as classes, nearestApart, plantedErrors } from '../predict/planted-errors';

const says = (classId: string): Vote => ({ shares: [{ classId, share: 1 }], tied: false, voters: 1 });
const silent: Vote = { shares: [], tied: false, voters: 0 };

async function figuresOf(seed: number, share: number) {
  const { data, dim, labels, groups } = plantedErrors(seed, 240, share);
  const nearest = await nearestApart({ data, dim }, groups, 5);
  return setFigures({ votes: await votesOfRows({ nearest, labels, classes, k: 5 }), labels, groups, seed });
}

describe('figures of the set', () => {
  test('each class counts alike; unlabelled, many-labelled and unanswered rows do not', async () => {
    const labels = [['a'], ['a'], ['a'], ['b'], [], ['a', 'b'], ['b']];
    const votes = [says('a'), says('a'), says('b'), says('a'), says('a'), says('a'), silent];
    expect(await setFigures({ votes, labels, groups: labels.map(() => null), seed: 1 })).toEqual({
      rows: 4,
      groups: 4,
      classes: 2,
      right: 2,
      balancedAccuracy: expect.closeTo(1 / 3, 12),
      interval: null,
    });
    const none = await setFigures({ votes: [], labels: [], groups: [], seed: 1 });
    expect([none.rows, none.balancedAccuracy, none.interval]).toEqual([0, null, null]);
  });

  test('label errors lower it; the interval holds the value and is the same for the same seed', async () => {
    const [clean, dirty] = [await figuresOf(3, 0), await figuresOf(3, 0.1)];
    expect([clean.balancedAccuracy, clean.interval]).toEqual([1, null]);
    expect(dirty.balancedAccuracy).toBeLessThan(0.95);
    expect(dirty.interval![0]).toBeLessThan(dirty.balancedAccuracy!);
    expect(dirty.interval![1]).toBeGreaterThan(dirty.balancedAccuracy!);
    expect(await figuresOf(3, 0.1)).toEqual(dirty);
  });

  test('the interval counts groups, not rows: the same rows thirty times over make it no narrower', async () => {
    const base = Array.from({ length: 12 }, (_, i) => ({
      label: ['a', 'b'][i % 2]!,
      right: i % 4 < 2,
      group: `p${i}`,
    }));
    const widthOf = async (times: number) => {
      const rows = Array.from({ length: times }, () => base).flat();
      const found = await setFigures({
        votes: rows.map(({ label, right }) => says(right ? label : 'c')),
        labels: rows.map(({ label }) => [label]),
        groups: rows.map(({ group }) => group),
        seed: 4,
      });
      return found.interval![1] - found.interval![0];
    };
    expect(await widthOf(30)).toBeCloseTo(await widthOf(1), 9);
  });
});
