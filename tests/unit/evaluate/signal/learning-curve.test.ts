import { describe, expect, test } from 'vitest';
import {
  type LearningPoint,
  learningCurves,
  projectionOf,
} from '../../../../src/domain/evaluate/signal/learning-curve';
import { atNumber, fitPowerLaw } from '../../../../src/domain/evaluate/signal/power-law';
import { quietJob } from '../../../../src/domain/job';
import { people } from './people';

const numbers = [6, 12, 24, 36, 48, 60];

const planted = (ceiling: number, gap: number, rate: number, wobble = 0): LearningPoint[] =>
  numbers.map((groups, at) => ({
    share: groups / 60,
    groups,
    rows: 3 * groups,
    mean: ceiling - gap * groups ** -rate + (at % 2 === 0 ? wobble : -wobble),
    spread: 0.02,
  }));

const pointsOf = (points: readonly LearningPoint[]) =>
  points.map(({ groups, mean }) => ({ x: groups, y: mean }));

describe('projection', () => {
  test('recovers a planted law and carries it to twice the number, no further', () => {
    for (const [ceiling, gap, rate] of [
      [0.9, 0.8, 0.7],
      [0.97, 1.2, 0.5],
      [0.8, 2, 1.4],
      [1, 1.1, 0.4],
    ] as const) {
      const law = fitPowerLaw(pointsOf(planted(ceiling, gap, rate)))!;
      expect(law.ceiling).toBeCloseTo(ceiling, 5);
      expect(law.gap).toBeCloseTo(gap, 4);
      expect(law.rate).toBeCloseTo(rate, 4);
      const { projection, why } = projectionOf(planted(ceiling, gap, rate));
      expect(why).toBeNull();
      expect(projection!.groups).toBe(120);
      expect(projection!.value).toBeCloseTo(ceiling - gap * 120 ** -rate, 6);
    }
  });

  test('is refused with a reason: too few points, no rise, points that follow no such law', () => {
    expect(projectionOf(planted(0.9, 0.8, 0.7).slice(0, 4)).why).toBe('too-few-points');
    expect(projectionOf(planted(0.7, 0, 1)).why).toBe('no-rise');
    expect(projectionOf(planted(0.7, -0.5, 1)).why).toBe('no-rise');
    expect(projectionOf(planted(0.9, 0.3, 0.7, 0.05)).why).toBe('poor-fit');
    expect(projectionOf([]).projection).toBeNull();
  });

  test('never leaves 0..1', () => {
    const steep = fitPowerLaw(pointsOf(planted(1.4, 1.6, 0.2)))!;
    expect(steep.ceiling).toBeLessThanOrEqual(1);
    expect(atNumber(steep, 1e9)).toBeLessThanOrEqual(1);
  });
});

describe('learning curves', () => {
  test('rise where there is something to learn, with growing numbers of groups, the same for the same seed', async () => {
    const input = { ...(await people({ seed: 2, patients: 60, apart: 5 })), draws: 6 };
    const curves = await learningCurves(input);
    expect(curves.map(({ approach }) => approach)).toEqual(['prototypes', 'neighbours']);
    for (const { points } of curves) {
      expect(points.length).toBeGreaterThan(3);
      expect(points.at(-1)!.share).toBe(1);
      expect(points.at(-1)!.mean).toBeGreaterThan(points[0]!.mean);
      for (const [at, point] of points.entries())
        if (at > 0) expect(point.groups).toBeGreaterThan(points[at - 1]!.groups);
    }
    // Four fifths of the patients are taught at most.
    expect(curves[0]!.points.at(-1)!.groups).toBeCloseTo(48, 0);
    expect(await learningCurves(input)).toEqual(curves);
  });

  test('leave out shares that lack a class, and stop when told to', async () => {
    const input = { ...(await people({ seed: 4, patients: 9 })), draws: 3 };
    const [curve] = await learningCurves(input);
    expect(curve!.points.every(({ share }) => share > 0.1)).toBe(true);
    const cancel = new AbortController();
    cancel.abort();
    await expect(learningCurves(input, quietJob(cancel.signal))).rejects.toThrow('cancelled');
  });
});
