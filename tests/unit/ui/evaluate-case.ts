// A small evaluation as a summary: two classes, two approaches, figures by hand.
import type { Approach } from '../../../src/domain/evaluate/cases';
import type { ApproachSummary, Estimate, Summary } from '../../../src/domain/evaluate/summary';

export const estimate = (
  value: number | null,
  low: number | null = null,
  high: number | null = null,
): Estimate => ({ value, low, high, method: low === null ? 'none' : 'folds' });

export function approachCase(
  approach: Approach,
  balancedAccuracy: Estimate,
  change: Partial<ApproachSummary> = {},
): ApproachSummary {
  const none = estimate(null);
  return {
    approach,
    figures: {
      accuracy: none,
      balancedAccuracy,
      macroF1: none,
      mcc: none,
      auc: none,
      averagePrecision: none,
      brier: none,
      ece: none,
    },
    perClass: [],
    confusion: [],
    operating: null,
    roc: [],
    precisionRecall: [],
    calibration: [],
    reject: [],
    choices: [],
    temperatures: [],
    failures: [],
    ...change,
  };
}

export function summaryCase(change: Partial<Summary> = {}): Summary {
  const part = (rows: number, groups: number) => ({ rows, groups });
  return {
    kind: 'folds',
    folds: 5,
    repeats: 1,
    rows: 100,
    groups: 40,
    parts: { train: part(64, 25.6), inner: part(16, 6.4), test: part(20, 8) },
    classes: [
      { classId: 'a', rows: 60, groups: 24 },
      { classId: 'b', rows: 40, groups: 16 },
    ],
    positive: 'b',
    prevalence: 0.4,
    approaches: [
      approachCase('neighbours', estimate(0.79, 0.7, 0.86)),
      approachCase('mlp', estimate(0.83, 0.74, 0.9)),
    ],
    verdict: null,
    ...change,
  };
}
