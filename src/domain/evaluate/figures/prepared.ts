// All figures of answered cases, prepared once: what needs sorting is sorted here, so that a resample is a pass over the rows.
import type { AnsweredCases } from '../cases';
import type { FigureName } from '../summary';
import { balancedAccuracy, matthews } from './agreement';
import { type AnswerFigures, answerFigures, classCounter, meanOrNull } from './class-counts';
import { type Areas, areasOf, rankClass } from './ranked-class';
import { rowTerms, weightedFigure } from './row-terms';

/** Figures of one class against the rest, each 0..1 or null where it cannot be told. */
export interface ClassNumbers extends AnswerFigures, Areas {}

/** Figures of the whole answer; null where one cannot be told, never NaN. */
export type Figures = Readonly<Record<FigureName, number | null>>;

/**
 * Figures as functions of the weights: one a row of `cases.rows`, 0 or more; absent: each row counts 1. Whole weights give
 * what as many copies of the row would give (0: the row is not there); only `ece` asks how many rows the cases have, not how
 * heavy they are.
 */
export interface PreparedFigures {
  readonly cases: AnsweredCases;
  figures(weights?: Float64Array): Figures;
  /** In the order of the classes. */
  classFigures(weights?: Float64Array): readonly ClassNumbers[];
  /** Both at once, for the price of one. */
  all(weights?: Float64Array): { readonly figures: Figures; readonly classes: readonly ClassNumbers[] };
}

/**
 * Prepares all figures: O(rows x log rows x classes) once, O(rows x classes) a call after that.
 *
 * - `accuracy`: share of rows answered right; `multi`: of rows with every label right (subset accuracy).
 * - `balancedAccuracy`: mean recall of the classes that occur; `multi`: mean over labels that some rows have and some lack of
 *   (sensitivity + specificity) / 2.
 * - `macroF1`: mean F1 of the classes that occur or were said (scikit-learn: f1_score, macro).
 * - `mcc`: Matthews' correlation coefficient (Gorodkin 2004 for several classes), 0 where the same was said of every row,
 *   null where the truth does not vary; `multi`: mean over labels that some rows have and some lack.
 * - `auc`, `averagePrecision`: mean one-vs-rest area over the classes that some rows have and some lack.
 * - `brier`, `ece`: see `rowTerms`; lower is better. `brier` is 0..2 for `single`.
 *
 * All null without rows (of weight above 0).
 * @param scaled `rows x classes`, temperature-scaled scores in the order of the cases, for `brier` and `ece`; absent: the
 * scores as they are.
 */
export function prepareFigures(cases: AnsweredCases, scaled: Float64Array = cases.scores): PreparedFigures {
  const countsOf = classCounter(cases);
  const ranked = Array.from({ length: cases.classCount }, (_, c) => rankClass(cases, c));
  const terms = rowTerms(cases, scaled);

  const all = (weights?: Float64Array) => {
    const counts = countsOf(weights);
    const classes = counts.map((own, c) => ({ ...answerFigures(own), ...areasOf(ranked[c]!, weights) }));
    const figures: Figures = {
      ...weightedFigure(terms, weights),
      balancedAccuracy: balancedAccuracy(cases.task, counts),
      macroF1: meanOrNull(classes.map(({ f1 }) => f1)),
      mcc: matthews(cases.task, counts),
      auc: meanOrNull(classes.map(({ auc }) => auc)),
      averagePrecision: meanOrNull(classes.map(({ averagePrecision }) => averagePrecision)),
    };
    return { figures, classes };
  };
  return {
    cases,
    figures: (weights) => all(weights).figures,
    classFigures: (weights) => all(weights).classes,
    all,
  };
}
