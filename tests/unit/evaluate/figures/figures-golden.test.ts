// Answered cases and every figure of them against scikit-learn and SciPy (figures.py), from the folds' scores on.
import { describe, expect, test } from 'vitest';
import { answeredCases } from '../../../../src/domain/evaluate/figures/answered-cases';
import { calibrationBins } from '../../../../src/domain/evaluate/figures/calibration';
import { precisionRecallPoints, rocPoints } from '../../../../src/domain/evaluate/figures/curves';
import {
  operatingRules,
  operatingThresholds,
  prepareOperating,
} from '../../../../src/domain/evaluate/figures/operating';
import { prepareFigures } from '../../../../src/domain/evaluate/figures/prepared';
import { foldTemperatures, scaledScores } from '../../../../src/domain/evaluate/figures/temperature';
import type { AdapterTask } from '../../../../src/domain/predict/adapter-types';
import golden from '../../../fixtures/golden/evaluate/figures.json';
import { chosenOnTest, type JudgedCase, judgedCase, tableOf } from './judged-case';

type Numbers = Readonly<Record<string, number | null>>;

/** Each number to `digits` decimals, null as it is. */
const close = (numbers: object, digits = 9): Numbers =>
  Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [
      name,
      value === null ? null : expect.closeTo(value, digits),
    ]),
  );

const judgedOf = (expected: (typeof golden.cases)[number]): JudgedCase => {
  const scores = (levels: readonly number[]) => levels.map((level) => level / expected.levels);
  return judgedCase(
    tableOf(expected.task as AdapterTask, expected.classes, expected.rowClasses, expected.groups.map(String)),
    expected.folds.map(({ inner, test }, f) => ({
      inner,
      test,
      innerScores: scores(expected.inner[f]!),
      testScores: scores(expected.test[f]!),
    })),
  );
};

const preparedOf = ({ table, plan, record }: JudgedCase) => {
  const temperatures = foldTemperatures(table, plan, record);
  const scaled = scaledScores(table, plan, record, 0, temperatures);
  const cases = answeredCases(table, plan, record, 0);
  return { temperatures, scaled, cases, prepared: prepareFigures(cases, scaled) };
};

const operatingOf = ({ table, plan, record }: JudgedCase, rule: (typeof operatingRules)[number]) => {
  const last = table.classes.length - 1;
  const thresholds = operatingThresholds(table, plan, record, last, rule);
  const figures = prepareOperating(table, plan, record, 0, last, thresholds).figures(golden.prevalence);
  return { thresholds, figures };
};

describe.each(golden.cases)('$name', (expected) => {
  const judged = judgedOf(expected);
  const { temperatures, scaled, cases, prepared } = preparedOf(judged);
  const last = expected.classes - 1;

  test('what is said of each row, by thresholds of the inner part where a row may have several labels', () => {
    const lines = Array.from(cases.rows, (_, at) =>
      cases.said.subarray(at * cases.classCount, (at + 1) * cases.classCount).join(''),
    );
    expect(lines).toEqual(expected.said);
    expect([...cases.rows]).toEqual(expected.rowClasses.map((_, row) => row));
  });

  test('temperature of each fold', () => {
    expect(temperatures).toEqual(expected.temperatures.map((value) => expect.closeTo(value, 9)));
  });

  test.each(expected.weighted.map((of, i) => ({ kind: ['no', 'whole', 'broken'][i], of })))(
    'figures of all classes and of each, $kind weights',
    ({ of }) => {
      const { figures, classes } = prepared.all(of.weights ? Float64Array.from(of.weights) : undefined);
      expect(figures).toEqual(close(of.figures));
      expect(classes).toEqual(of.classes.map((numbers) => close(numbers)));
    },
  );

  test('ROC curve, precision by recall, calibration bins of the last class', () => {
    const { roc, precisionRecall, calibration } = expected.curves;
    expect(rocPoints(cases, last)).toEqual(roc.map((point) => close(point)));
    expect(precisionRecallPoints(cases, last)).toEqual(precisionRecall.map((point) => close(point)));
    expect(calibrationBins(cases, last, scaled)).toEqual(calibration.map((bin) => close(bin)));
  });

  test.each(operatingRules)('operating point: %s', (rule) => {
    const of = expected.operating[rule];
    expect(operatingOf(judged, rule)).toEqual({ thresholds: of.thresholds, figures: close(of.figures) });
  });

  test('what is chosen on the held-out rows is told from what is chosen on the inner part (twin)', () => {
    const cheat = chosenOnTest(judged);
    for (const rule of operatingRules)
      expect(operatingOf(cheat, rule).thresholds).not.toEqual(expected.operating[rule].thresholds);
    const { figures } = operatingOf(cheat, 'youden');
    const gain = ({ sensitivity, specificity }: Numbers) => sensitivity! + specificity! - 1;
    expect(gain({ ...figures })).toBeGreaterThan(gain(expected.operating.youden.figures));
    expect(preparedOf(cheat).temperatures).not.toEqual(
      expected.temperatures.map((value) => expect.closeTo(value, 3)),
    );
    if (expected.task === 'multi')
      expect(preparedOf(cheat).prepared.figures().balancedAccuracy).toBeGreaterThan(
        expected.weighted[0]!.figures.balancedAccuracy,
      );
  });
});
