// The curves of an evaluation as charts: when there is one, what stands on it, what it is said to rest on.
import { describe, expect, test } from 'vitest';
import type { LearningCurve } from '../../../src/domain/evaluate/signal/learning-curve';
import {
  calibrationView,
  learningView,
  precisionRecallView,
  rejectView,
  rocView,
} from '../../../src/ui/evaluate/curve-specs';
import { bareApproach, estimate, twoClasses } from './evaluate-case';
import { patients } from './nouns';

const roc = [
  { x: 0, y: 0 },
  { x: 0.2, y: 0.9 },
  { x: 1, y: 1 },
];
const bare = bareApproach('mlp', estimate(0.8));

describe('curves of one approach', () => {
  test('no points, no chart', () => {
    expect([
      rocView(bare, 'cat'),
      precisionRecallView(bare, 'cat', 0.4),
      calibrationView(bare, 'cat'),
      rejectView(bare),
    ]).toEqual([null, null, null, null]);
  });

  test('operating points stand on the ROC curve where their held-out figures put them', () => {
    const point = { thresholds: [0.5], ppv: estimate(0.5), npv: estimate(0.5) };
    const view = rocView(
      bareApproach('mlp', estimate(0.8), {
        roc,
        operating: [
          { rule: 'youden', sensitivity: estimate(0.9), specificity: estimate(0.75), ...point },
          { rule: 'sensitive', sensitivity: estimate(null), specificity: estimate(0.5), ...point },
        ],
      }),
      'cat',
    );
    expect(view?.spec.marks).toEqual([{ name: 'rule in', x: 0.25, y: 0.9 }]);
  });

  test('a guess is as precise as the class is frequent', () => {
    const view = precisionRecallView(
      bareApproach('mlp', estimate(0.8), { precisionRecall: roc }),
      'cat',
      0.4,
    );
    expect(view?.spec.reference?.points.map(({ y }) => y)).toEqual([0.4, 0.4]);
    expect(view?.caption).toContain('0.40, the share of cat');
    expect(view?.spec.lines[0]?.form).toBe('steps');
  });

  test('calibration says how many rows it rests on and draws the interval of each bin', () => {
    const bin = { mean: 0.3, share: 0.4, low: 0.2, high: 0.6, rows: 60 };
    const view = calibrationView(
      bareApproach('mlp', estimate(0.8), { calibration: [bin, { ...bin, mean: 0.7 }] }),
      'cat',
    );
    expect(view?.caption).toContain('120 held-out images in 2 bins');
    expect(view?.spec.lines[0]?.spans?.[0]).toEqual({ x: 0.3, low: 0.2, high: 0.6 });
  });

  test('the reject curve ends at the figure of all answers', () => {
    const reject = [
      { x: 0.1, y: 1 },
      { x: 1, y: 0.84 },
    ];
    const view = rejectView(bareApproach('mlp', estimate(0.8), { reject }));
    expect(view?.caption).toMatch(/^Answering all: 0\.84 right\./);
    expect(view?.spec.yRange).toEqual([0.8, 1]);
  });
});

describe('learning curve', () => {
  const points = [10, 20, 40].map((groups, i) => ({
    share: groups / 40,
    groups,
    rows: 2 * groups,
    mean: 0.7 + 0.05 * i,
    spread: 0.02,
  }));
  const curve: LearningCurve = { approach: 'prototypes', points, projection: null, why: 'poor-fit' };

  test('without a projection it says why and looks no further than the set', () => {
    const view = learningView(curve, twoClasses(), patients);
    expect(view?.spec.xRange).toEqual([0, 40]);
    expect(view?.spec.lines).toHaveLength(1);
    expect(view?.caption).toContain('No look ahead');
  });

  test('a projection is dashed, starts at what was measured and is called a guess', () => {
    const projection = { groups: 80, value: 0.84, ceiling: 0.9, explained: 0.95 };
    const view = learningView({ ...curve, projection, why: null }, twoClasses(), patients);
    const [measured, ahead] = view?.spec.lines ?? [];
    expect(ahead?.form).toBe('dashed');
    expect(ahead?.points[0]).toEqual(measured?.points.at(-1));
    expect(view?.spec.xRange).toEqual([0, 80]);
    expect(view?.caption).toContain('With 80 patients, twice as many, about 0.84');
    expect(view?.caption).toContain('a guess');
  });

  test('where no patient is known it counts images', () => {
    expect(learningView(curve, twoClasses({ groups: null }), patients)?.spec.xLabel).toBe(
      'images learnt from',
    );
    expect(learningView({ ...curve, points: points.slice(0, 1) }, twoClasses(), patients)).toBeNull();
  });
});
