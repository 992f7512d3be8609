// The report's case as the Evaluate tab needs it: two classes, two approaches, and approaches of which nothing else is known.
import type { Approach } from '../../../src/domain/evaluate/cases';
import type { ApproachSummary, Estimate, Summary } from '../../../src/domain/evaluate/summary';
import { approachCase, range, summaryCase } from '../../fixtures/builders/report-case';

export const estimate = range;

/** Balanced accuracy and no curve, choice or failure. */
export function bareApproach(
  approach: Approach,
  balancedAccuracy: Estimate,
  change: Partial<ApproachSummary> = {},
): ApproachSummary {
  const nothing = {
    perClass: [],
    confusion: [],
    operating: null,
    choices: [],
    temperatures: [],
    failures: [],
  };
  const noCurves = { roc: [], precisionRecall: [], calibration: [], reject: [] };
  return approachCase(approach, balancedAccuracy, { ...nothing, ...noCurves, ...change });
}

/** 100 images of 40 patients in two classes, five folds. */
export function twoClasses(change: Partial<Summary> = {}): Summary {
  return summaryCase({
    repeats: 1,
    rows: 100,
    groups: 40,
    parts: {
      train: { rows: 64, groups: 25.6 },
      inner: { rows: 16, groups: 6.4 },
      test: { rows: 20, groups: 8 },
    },
    classes: [
      { classId: 'a', rows: 60, groups: 24 },
      { classId: 'b', rows: 40, groups: 16 },
    ],
    ...change,
  });
}
