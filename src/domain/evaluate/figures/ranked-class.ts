// One class against the rest, its rows sorted by score once: areas under its curves for any weights of the rows.
import type { AnsweredCases } from '../cases';
import { shareOrNull } from './class-counts';

/** Areas under the curves of one class, 0..1; null where no row (of weight above 0) has the class, or none lacks it. */
export interface Areas {
  /** Area under the ROC curve: the chance that a row having the class scores above one lacking it, equals count half. */
  readonly auc: number | null;
  /** Average precision: sum over thresholds of precision times the recall won there, without interpolation. */
  readonly averagePrecision: number | null;
}

/** Rows in falling order of one class's score. */
export interface RankedClass {
  /** Positions of the rows in the cases. */
  readonly order: Int32Array;
  /** 1 where the row in that place has the class. */
  readonly has: Uint8Array;
  /** End (exclusive) of each run of equal scores, in rising order. */
  readonly ends: Int32Array;
}

/** Sorts rows by the score of class `classAt`, highest first; equals stand in the order of the cases. */
export function rankClass({ classCount, rows, scores, truth }: AnsweredCases, classAt: number): RankedClass {
  const scoreOf = (row: number) => scores[row * classCount + classAt]!;
  const order = Int32Array.from(rows.keys()).sort((a, b) => scoreOf(b) - scoreOf(a) || a - b);
  const ends = order.length === 0 ? [] : [order.length];
  for (let at = order.length - 1; at > 0; at--)
    if (scoreOf(order[at]!) !== scoreOf(order[at - 1]!)) ends.push(at);
  return {
    order,
    has: Uint8Array.from(order, (row) => truth[row * classCount + classAt]!),
    ends: Int32Array.from(ends.reverse()),
  };
}

/**
 * Both areas in one pass. As scikit-learn's roc_auc_score and average_precision_score with sample_weight; but null where
 * the class or the rest is lacking.
 * @param weights one a row of the cases, 0 or more; absent: each counts 1.
 */
export function areasOf({ order, has, ends }: RankedClass, weights?: Float64Array): Areas {
  let having = 0;
  let lacking = 0;
  let above = 0;
  let precisions = 0;
  for (let run = 0, at = 0; run < ends.length; run++) {
    let hits = 0;
    let others = 0;
    for (const end = ends[run]!; at < end; at++) {
      const weight = weights ? weights[order[at]!]! : 1;
      if (has[at] === 1) hits += weight;
      else others += weight;
    }
    above += others * (having + hits / 2);
    having += hits;
    lacking += others;
    if (hits > 0) precisions += (hits * having) / (having + lacking);
  }
  if (having === 0 || lacking === 0) return { auc: null, averagePrecision: null };
  return { auc: above / (having * lacking), averagePrecision: shareOrNull(precisions, having) };
}
