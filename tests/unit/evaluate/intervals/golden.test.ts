// Intervals against SciPy on the same resamples: intervals.json is made by intervals.py.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import { differenceInterval, drawInterval } from '../../../../src/domain/evaluate/intervals/draw-interval';
import { t95 } from '../../../../src/domain/evaluate/intervals/student';
import { supportOf } from '../../../../src/domain/evaluate/intervals/support';
import { quickFigures } from '../../../../tools/coverage/quick-figures';
import { bcaInterval, normalShare, percentileInterval } from '../../../../tools/coverage/rival-intervals';
import { twoClassCases } from '../figures/judged-case';

interface GoldenFigure {
  readonly estimate: number;
  readonly values: readonly number[];
  readonly percentile: readonly [number, number];
  readonly bca: readonly [number, number];
  readonly interval: readonly [number, number];
  readonly standardError: number;
  readonly freedom: number;
}

interface Golden {
  readonly parts: readonly number[];
  readonly truth: readonly number[];
  readonly scores: readonly number[];
  readonly rival: readonly number[];
  readonly times: readonly (readonly number[])[];
  readonly cases: Readonly<Record<'accuracy' | 'balancedAccuracy' | 'auc' | 'difference', GoldenFigure>>;
  readonly t95: readonly (readonly [number, number])[];
  readonly normal: readonly (readonly [number, number])[];
}

const path = new URL('../../../fixtures/golden/evaluate/intervals.json', import.meta.url);
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden;
const groups = 30;
const figureNames = ['accuracy', 'balancedAccuracy', 'auc'] as const;

const casesOf = (scores: readonly number[]) => ({
  ...twoClassCases(golden.truth, scores),
  // Above one half; a score of exactly 1/2 is not.
  said: Uint8Array.from(scores.flatMap((score) => (score > 0.5 ? [0, 1] : [1, 0]))),
  parts: Int32Array.from(golden.parts),
});

const weightsOf = (times: readonly number[]) => Float64Array.from(golden.parts, (part) => times[part]!);

/** The figures of each resample, by our own code. */
function valuesOf(scores: readonly number[], name: (typeof figureNames)[number]): Float64Array {
  const prepared = prepareFigures(casesOf(scores));
  return Float64Array.from(golden.times, (times) => prepared.figures(weightsOf(times))[name]!);
}

/** The figure with each group left out in turn. */
function leftOut(scores: readonly number[], name: (typeof figureNames)[number]): Float64Array {
  const prepared = prepareFigures(casesOf(scores));
  return Float64Array.from({ length: groups }, (_, left) => {
    const times = Array.from({ length: groups }, (_, group) => (group === left ? 0 : 1));
    return prepared.figures(weightsOf(times))[name]!;
  });
}

const near = (found: readonly (number | undefined)[], expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) expect(Math.abs(found[at]! - value)).toBeLessThan(1e-9);
};

describe('bootstrap over groups, on the resamples SciPy drew', () => {
  test.each(figureNames)('%s: values, our interval, percentile and BCa', (name) => {
    const { estimate, values, interval, percentile, bca, freedom } = golden.cases[name];
    const own = valuesOf(golden.scores, name);
    near([...own], values);
    const support = supportOf(name === 'accuracy' ? [groups] : [11, 19])!;
    near([support.freedom], [freedom]);
    const found = drawInterval(estimate, own, { from: 0, to: 1 }, groups, support)!;
    near([found.low, found.high], interval);
    near(percentileInterval(own), percentile);
    near(bcaInterval(estimate, own, leftOut(golden.scores, name)), bca);
  });

  test('a paired difference', () => {
    const { estimate, values, interval, percentile, bca, standardError } = golden.cases.difference;
    const gapsOf = (of: typeof valuesOf) => {
      const rival = of(golden.rival, 'balancedAccuracy');
      return of(golden.scores, 'balancedAccuracy').map((value, draw) => value - rival[draw]!);
    };
    const gaps = gapsOf(valuesOf);
    near([...gaps], values);
    const found = differenceInterval(estimate, gaps, groups, supportOf([11, 19])!)!;
    near([found.low, found.high], interval);
    near([found.standardError], [standardError * Math.sqrt(groups / (groups - 1))]);
    near(percentileInterval(gaps), percentile);
    near(bcaInterval(estimate, gaps, gapsOf(leftOut)), bca);
  });
});

test('t quantiles are those of SciPy, for whole and broken degrees of freedom', () => {
  for (const [df, expected] of golden.t95) expect(Math.abs(t95(df) / expected - 1)).toBeLessThan(1e-9);
});

test('the normal distribution of the BCa interval is that of SciPy', () => {
  for (const [x, expected] of golden.normal) expect(Math.abs(normalShare(x) - expected)).toBeLessThan(1e-14);
});

test('the quick figures of the simulation are the figures', () => {
  // Without equal scores, which the quick ones do not know.
  const cases = casesOf(golden.scores.map((score, row) => score + row * 1e-7));
  const [quick, prepared] = [quickFigures(cases), prepareFigures(cases)];
  for (const times of golden.times.slice(0, 20)) {
    const [found, expected] = [quick, prepared].map((figures) => figures.figures(weightsOf(times)));
    near(
      figureNames.map((name) => found![name] ?? undefined),
      figureNames.map((name) => expected![name]!),
    );
  }
});
