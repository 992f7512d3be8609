// The shape of what is told of an evaluation: figures with intervals, curves, the verdict. Types only.
import type { ClassId, ItemId } from '../types';
import type { Approach, Choice, PlanKind } from './cases';

/**
 * How an interval was come by. `groups`: bootstrap over groups, model fixed, held-out rows (its coverage was simulated).
 * `folds`: the same over pooled folds, approximate, since folds share training rows. `wilson`: a proportion of single rows.
 * `none`: too little for one.
 */
export type IntervalMethod = 'groups' | 'folds' | 'wilson' | 'none';

/** A figure. `value` null: it cannot be told (a class without rows, say). `low` and `high`: 95 % interval, both or neither. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: IntervalMethod;
}

/** Figures of the whole answer; each is mean over repeats. 0..1 but for `mcc` (-1..1) and `brier` (0..2 for `single`). */
export type FigureName =
  | 'accuracy'
  | 'balancedAccuracy'
  | 'macroF1'
  | 'mcc'
  /** Mean one-vs-rest area under the ROC curve, and mean average precision. */
  | 'auc'
  | 'averagePrecision'
  /** After the temperature scaling of each fold. Lower is better. Null under 100 rows for `ece`. */
  | 'brier'
  | 'ece';

/** Figures of one class against the rest. */
export interface ClassFigures {
  readonly classId: ClassId;
  readonly rows: number;
  readonly groups: number;
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
  readonly ppv: Estimate;
  readonly npv: Estimate;
  readonly f1: Estimate;
  readonly auc: Estimate;
  readonly averagePrecision: Estimate;
}

/**
 * `youden` (rule in): the threshold with the largest sensitivity + specificity - 1 on the inner part. `sensitive` (rule out):
 * the largest threshold with a sensitivity of at least 0.9 there. Each fold has its own; the figures are those of the held-out
 * rows by the threshold of their fold.
 */
export interface OperatingPoint {
  readonly rule: 'youden' | 'sensitive';
  /** Thresholds of the folds, in their order. */
  readonly thresholds: readonly number[];
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
  /** At the prevalence asked for. */
  readonly ppv: Estimate;
  readonly npv: Estimate;
}

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** A bin of the calibration curve: `mean` score against the `share` of rows for which it was true. */
export interface CalibrationBin {
  readonly mean: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly rows: number;
}

/** One row that was answered wrongly in at least one repeat, most often and surest first. */
export interface Failure {
  readonly id: ItemId;
  readonly truth: readonly ClassId[];
  readonly said: readonly ClassId[];
  /** Score of what was said (mean over the repeats in which it was wrong). */
  readonly score: number;
  /** Share of the repeats in which it was wrong, above 0..1. */
  readonly wrongShare: number;
}

export interface ApproachSummary {
  readonly approach: Approach;
  readonly figures: Readonly<Record<FigureName, Estimate>>;
  readonly perClass: readonly ClassFigures[];
  /**
   * `single`: `classes x classes`, row = truth, column = said; ids of the rows in each cell of the first repeat. null for
   * `multi`.
   */
  readonly confusion: readonly (readonly (readonly ItemId[])[])[] | null;
  /** For the positive class; null where neither it nor the rest is there. */
  readonly operating: readonly OperatingPoint[] | null;
  /** Of the positive class, pooled over the first repeat: x = 1 - specificity, y = sensitivity. */
  readonly roc: readonly CurvePoint[];
  /** x = recall, y = precision. */
  readonly precisionRecall: readonly CurvePoint[];
  /** Of the positive class, after temperature scaling; [] under 100 rows. */
  readonly calibration: readonly CalibrationBin[];
  /** Reject option: x = share of rows answered (surest first), y = accuracy of those. */
  readonly reject: readonly CurvePoint[];
  /** Fold by fold. */
  readonly choices: readonly Choice[];
  readonly temperatures: readonly number[];
  readonly failures: readonly Failure[];
}

/** Difference of balanced accuracy of two approaches on the same rows: `first` less `second`. */
export interface Comparison {
  readonly first: Approach;
  readonly second: Approach;
  readonly difference: Estimate;
  /** The interval leaves out 0. */
  readonly distinguishable: boolean;
  /**
   * Groups that would show a difference of this size with 80 % power: n x ((1.96 + 0.84) x SE / difference)^2, rounded up; null
   * where it is shown already, or the difference is 0.
   */
  readonly groupsNeeded: number | null;
}

export interface Verdict {
  /** Of those that cannot be told from the best, the simplest. */
  readonly recommended: Approach;
  /** Highest balanced accuracy. */
  readonly best: Approach;
  /** The best against each other approach, in the order of their figures. */
  readonly comparisons: readonly Comparison[];
  /** The best's interval lies above chance (1 / classes; 1/2 for labels asked one by one). */
  readonly aboveChance: boolean;
  /**
   * About how much the best's balanced accuracy is flattered by having been chosen as the best by the same rows: see
   * `verdict.ts`. null where there was nothing to choose, or no interval.
   */
  readonly selectionGain: number | null;
}

/** How many rows and groups each part has; means over the folds. */
export interface PartCounts {
  readonly rows: number;
  readonly groups: number;
}

export interface Summary {
  readonly kind: PlanKind;
  readonly folds: number;
  readonly repeats: number;
  /** Rows and groups that were held out (in each repeat): those the figures rest on. `classes` counts the same ones. */
  readonly rows: number;
  /** null: no row has a known group; each counts as one of its own, and every figure says so. */
  readonly groups: number | null;
  readonly parts: { readonly train: PartCounts; readonly inner: PartCounts; readonly test: PartCounts };
  readonly classes: readonly { readonly classId: ClassId; readonly rows: number; readonly groups: number }[];
  readonly positive: ClassId;
  /** Share of the positive class that PPV and NPV of the operating points are for, 0..1. */
  readonly prevalence: number;
  readonly approaches: readonly ApproachSummary[];
  readonly verdict: Verdict | null;
}
