// The area under a ROC curve of independent rows with its variance and interval, without a draw.
import type { ScoredRows } from './thresholds';
import { z95 } from './wilson';

/** Area, variance of it, and its 95 % interval, held in 0..1. */
export interface DelongArea {
  readonly auc: number;
  readonly variance: number;
  readonly low: number;
  readonly high: number;
}

/** Rank of each value, from 1, equals sharing the mean of their ranks. */
function midranks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    // Places start..end-1 are the ranks start+1..end.
    for (let at = start; at < end; at++) ranks[order[at]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Variance of the mean of `values`: sum of squared deviations / (n - 1) / n. */
function varianceOfMean(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}

/**
 * Area under the ROC curve of one class against the rest with the variance of DeLong, DeLong and Clarke-Pearson 1988, by
 * midranks (Sun and Xu 2014), and area -+ 1.96 standard errors. null where fewer than two rows have the class or fewer than
 * two lack it. Rows must be independent: one a patient.
 */
export function delongArea({ scores, truth }: ScoredRows): DelongArea | null {
  const having = scores.filter((_, row) => truth[row] === 1);
  const lacking = scores.filter((_, row) => truth[row] !== 1);
  if (having.length < 2 || lacking.length < 2) return null;
  const among = midranks(Float64Array.from([...having, ...lacking]));
  const ofHaving = midranks(having);
  const ofLacking = midranks(lacking);
  // Share of the other kind that each row stands above (below, for those lacking the class), equals counting half.
  const above = having.map((_, i) => (among[i]! - ofHaving[i]!) / lacking.length);
  const below = lacking.map((_, j) => 1 - (among[having.length + j]! - ofLacking[j]!) / having.length);
  const auc = above.reduce((sum, value) => sum + value, 0) / having.length;
  const variance = varianceOfMean(above) + varianceOfMean(below);
  const half = z95 * Math.sqrt(variance);
  return { auc, variance, low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}
