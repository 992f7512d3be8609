import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balancedAccuracyOf, talliesOf } from '../../../src/domain/predict/adapter-judge';
import { probabilitiesOf } from '../../../src/domain/predict/adapter-shares';
import { classesOfRows, targetsOf, taskOf, taskOfSpec } from '../../../src/domain/predict/adapter-targets';
import { classWeightsOf } from '../../../src/domain/predict/adapter-weights';
import golden from '../../fixtures/golden/predict/adapter_figures.json';

const classes = ['a', 'b', 'c', 'd'];
const labelsOf = fc.array(fc.uniqueArray(fc.constantFrom(...classes, 'gone'), { maxLength: 5 }), {
  maxLength: 30,
});

describe('the task', () => {
  test('several labels on one item make it multi; nothing else does', () => {
    fc.assert(
      fc.property(labelsOf, (labels) => {
        expect(taskOf(labels)).toBe(labels.some(({ length }) => length > 1) ? 'multi' : 'single');
      }),
    );
    expect(taskOf([['a', 'a'], []])).toBe('single');
  });

  test('a spec of an older project is single', () => {
    expect(taskOfSpec({})).toBe('single');
    expect(taskOfSpec({ task: 'multi' })).toBe('multi');
  });
});

describe('targets', () => {
  test('multi: every label of a row is there, every other one is a no, labels of no class are passed over', () => {
    fc.assert(
      fc.property(labelsOf, (labels) => {
        const targets = targetsOf('multi', labels, classes);
        expect(targets).toHaveLength(labels.length * classes.length);
        const back = classesOfRows('multi', targets, classes.length);
        expect(back.map((own) => own.map((c) => classes[c]))).toEqual(
          labels.map((own) => classes.filter((id) => own.includes(id))),
        );
      }),
    );
    expect([...targetsOf('multi', [['b', 'a']], classes)]).toEqual([1, 1, 0, 0]);
  });

  test('single: the index of the label, -1 for one of no class', () => {
    expect([...targetsOf('single', [['c'], ['a'], ['gone'], []], classes)]).toEqual([2, 0, -1, -1]);
    expect(classesOfRows('single', Int32Array.of(2, 0), 4)).toEqual([[2], [0]]);
  });
});

describe('class weights', () => {
  const { targets, weights } = golden.single;

  test("balanced, single: scikit-learn's", () => {
    const rowClasses = classesOfRows('single', Int32Array.from(targets), golden.classes);
    const own = classWeightsOf('balanced', 'single', rowClasses, golden.classes);
    for (const [c, weight] of own.entries()) expect(weight).toBeCloseTo(weights[c]!, 10);
  });

  test('balanced, multi: rows without a label over rows with it, at most 20', () => {
    const rowClasses = Array.from({ length: 100 }, (_, i) => [i < 50 ? 0 : 1, ...(i < 2 ? [2] : [])]);
    expect(classWeightsOf('balanced', 'multi', rowClasses, 4)).toEqual([1, 1, 20, 1]);
    expect(classWeightsOf('balanced', 'multi', rowClasses.slice(0, 60), 3)).toEqual([0.2, 5, 20]);
    // Where no row lacks it, a weight of 0 would leave the label without any loss.
    expect(classWeightsOf('balanced', 'multi', rowClasses.slice(0, 50), 3)).toEqual([1, 1, 20]);
  });

  test('none: 1 each', () => {
    expect(classWeightsOf('none', 'multi', [[0]], 3)).toEqual([1, 1, 1]);
  });
});

describe('balanced accuracy', () => {
  test.each(['single', 'multi'] as const)(
    "%s: scikit-learn's; a label on every row counts in no mean",
    (task) => {
      const { targets, balancedAccuracy, tallies } = golden[task];
      const rowClasses = classesOfRows(task, Int32Array.from(targets), golden.classes);
      const logits = Float32Array.from(golden.logits);
      const counted = talliesOf(task, logits, rowClasses, golden.classes);
      expect(counted).toEqual(tallies);
      expect(balancedAccuracyOf(task, counted)).toBeCloseTo(balancedAccuracy, 10);
    },
  );

  test('null where there is nothing to tell apart', () => {
    expect(balancedAccuracyOf('single', talliesOf('single', new Float32Array(0), [], 2))).toBeNull();
    expect(balancedAccuracyOf('multi', talliesOf('multi', Float32Array.of(1, 1), [[0]], 2))).toBeNull();
  });
});

test('probabilities: single adds up to 1, multi is each label for itself, and no logit is too large', () => {
  const logits = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(logits, (values) => {
      const row = Float32Array.from(values);
      const shares = probabilitiesOf('single', row);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
      for (const [c, share] of probabilitiesOf('multi', row).entries()) {
        expect(share >= 0 && share <= 1).toBe(true);
        // Two mirrored logits are a yes and a no of the same strength, whatever the other labels say.
        const [mirrored] = probabilitiesOf('multi', Float32Array.of(-row[c]!));
        expect(share + mirrored!).toBeCloseTo(1, 6);
      }
    }),
  );
  expect([...probabilitiesOf('multi', Float32Array.of(0, 0))]).toEqual([0.5, 0.5]);
});
